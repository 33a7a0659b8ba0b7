"""A file (Word, PDF, plain text; Unicode or an old font) → its passages, each with its place.

files.py         A plan's file → its Passages, in any supported format
passages.py      Paragraphs of a file → Passages, joined where a page break cut them
pdf_lines.py     The lines of a PDF → Passages
legacy_fonts.py  Text in a font from before Unicode (TCVN3, VNI) → the same words in Unicode
"""
