"""Files, folders, zips, e-mails → the forms in them, as .docx, and the signed copies.

conversion.py     Received files → the .docx of each
attribution.py    A file, and the identity of the form in it → the unit whose it is, what speaks against that, a guess
signed_copies.py  A PDF or a picture → whose signed copy it is, of which report, or a question
unpack.py         Paths → the received files
formats.py        The bytes of a file → what it is, or why it is no form, with what to ask for
outlook.py        A message that Outlook saved → who sent it, and the files that are attached to it
"""
