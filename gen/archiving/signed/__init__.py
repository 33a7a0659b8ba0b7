"""Signed PDFs that come back → the documents they are copies of, their signatures read, kept byte for byte.

intake.py      Signed PDFs → their places beside the bags, where the next issue includes them
signatures.py  The bytes of a PDF → its signatures
matching.py    A signed PDF × the documents of a bag → the one draft it is a copy of, or why that is uncertain
letterhead.py  The text of a signed copy → the number, symbol and date that its letterhead shows
copies.py      A signed copy and what is known of it → its record as JSON, and back
"""
