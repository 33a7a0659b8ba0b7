"""A file and an engine's name → its PDF: the protocol of every engine, and the converters of other programs.

protocol.py     files → PDFs, as a protocol
libreoffice.py  Word files → PDF/A-2b, by LibreOffice's own batch call
offline.py      a call of LibreOffice → the same call without a network
wkhtmltopdf.py  HTML sheets → PDF/A-2b, by pdfkit and wkhtmltopdf
finishing.py    a converter's output → the finished PDF at its target, whole or not at all
process.py      a converter's name → its program, run in its own process group, which can be ended
thread_pool.py  batches of jobs → their outcomes, run in threads
"""
