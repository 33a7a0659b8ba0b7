"""A file and an engine's name → its PDF: what every engine promises, and the converters of other programs.

libreoffice.py  Word files → PDF/A-2b, by LibreOffice's own batch call
wkhtmltopdf.py  HTML sheets → PDF/A-2b, by pdfkit and wkhtmltopdf
finishing.py    A converter's output → the finished PDF at its place, whole or not at all
thread_pool.py  Pieces of work → their outcomes, side by side in threads, told to the caller in the caller's own thread
process.py      A converter's name → its program on this machine, run in a process group of its own that can be ended
protocol.py     Files → PDFs, as a promise
"""
