"""A .docx → PDF/A, laid out by this program itself: the engine that needs pip alone.

engine.py    files → PDFs, in as many processes as there are cores
document.py  a Document → a PDF, or what of it cannot be laid out
layout/      a Document → pages of lines, rows and pictures at their places, broken where Word breaks them
output/      pages at their places → the bytes of the PDF
"""

from gen.pdf.embedded.engine import Embedded

__all__ = ["Embedded"]
