"""Signed PDFs that come back → the documents that they are copies of, their signatures read, byte for byte kept.

intake.py      A signed PDF that was brought back → its place beside the bags, where the next issue takes it in
copies.py      A signed copy and what is known of it → the record that lies beside it as JSON, and back
matching.py    A signed PDF × the documents of a bag → the one draft that it is a copy of, or why that cannot be told
signatures.py  The bytes of a PDF → its signatures
"""
