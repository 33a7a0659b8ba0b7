"""Files on disk or in a zip → what a bag holds: its layout, index, tag files, members, chain of seals.

chain.py           A bag → what the next one says of it in chain.json, and back
build_manifest.py  The bytes of a manifest.json → the records in it, or nothing
index.py           Rows, one a document → index.csv, and back
pdf_claims.py      The bytes of a PDF → what the archive's index says of it
members.py         A bag, as a folder or as a zip → its files, read where they lie
tag_files.py       The text of a bag's tag files → checksums, and the elements of bag-info.txt (RFC 8493, 2.1.3 to 2.2.
layout.py          What lies where in a bag, and which names it may bear → one place that packing and verifying both re
"""
