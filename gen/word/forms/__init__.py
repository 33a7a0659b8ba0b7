"""Fields of a form → content controls in a .docx, and back: what stands in each cell of a filled form.

reading.py   A form as it came back, a .docx → which form it is, and what stands in each cell, by whichever anchor was
controls.py  A field → the content control, binding and bookmark round its answer
"""
