"""Files, folders, zips, e-mails → the forms in them, as .docx.

conversion.py  Files that came in → the .docx of each
unpack.py      Paths → the files that came in
"""
