"""A read document → which line of it is which element of Decree 30: letterhead, title, text, closing.

recognition.py  A Document → its RecognizedDocument
letterhead.py   The items at the beginning → the letterhead's elements, and the sector of the issuer
title.py        The items after the letterhead → the document's kind and its subject
closing.py      The items after the title → where the text ends, who signs and who receives; then the annexes
elements.py     The lines of a document → its elements in the decree's terms, as values
lines.py        A Document → its lines and tables in reading order, each with its place
"""
