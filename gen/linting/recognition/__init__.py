"""A read document → which line of it is which element of Decree 30: letterhead, title, text, closing.

recognition.py  A Document → its Parts
letterhead.py   The lines above the number → parent body and issuer, and the sector that they belong to
closing.py      The items after the title → where the text ends, who signs and who receives
title.py        What follows the letterhead → the document's kind and its subject
elements.py     The lines of a document → its elements in the decree's terms, as values
lines.py        A Document → its lines and tables in reading order, each with its place
"""
