"""Files, folders, zips, e-mails → the forms in them, as .docx.

conversion.py  Received files → the .docx of each
unpack.py      Paths → the received files
"""
