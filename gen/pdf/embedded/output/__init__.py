"""Pages at their places → the bytes of the PDF: content, borders, fonts, images, structure.

page_content.py     Lines and rows at their places → the tagged content of a page
font_embedding.py   A face and the letters used of it → the font in the PDF
image_embedding.py  A picture's bytes (PNG, JPEG, GIF) → the picture as it stands in a PDF (ISO 32000-1, 8.9)
borders.py          Borders and areas on a page → the operators that draw them
objects.py          Objects of a PDF → its bytes (ISO 32000-1, 7.3 to 7.5)
structure.py        Paragraphs, tables, pictures → the structure that screen readers read
"""
