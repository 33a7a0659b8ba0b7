"""Pages at their places → the bytes of the PDF: content, borders, fonts, images, structure.

page_content.py     lines and rows at their places → the content of a page, every piece of it tagged
borders.py          borders and areas on a page → the operators that draw them
font_embedding.py   a face and the letters that a document uses of it → the font object of a PDF
image_embedding.py  a picture's bytes (PNG, JPEG, GIF) → the image object of a PDF
structure.py        paragraphs, tables, pictures → the structure that screen readers read
objects.py          objects of a PDF → its bytes
"""
