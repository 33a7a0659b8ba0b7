"""A file (Word, PDF, plain text; Unicode or an old font) → its passages, each with its place.

files.py         A plan's file → its Passages, by whatever program it was saved
pdf_lines.py     The lines of a PDF → Passages
legacy_fonts.py  Text in a font of before Unicode (TCVN3
passages.py      Paragraphs as they stand in a file → Passages
"""
