"""Files on disk or in a zip → what a bag holds: its layout, index, tag files, members, chain of seals.

layout.py          A plan's id and an issue's number → the paths and names in a bag
formats.py         A bag → the format that it states; what a newer version wrote
members.py         A bag, as a folder or as a zip → its files, read in place
chain.py           A bag → what the next one records of it in chain.json, and back
index.py           Rows, one a document → index.csv, and back
received.py        The reports that came back → received.json, and back
tag_files.py       The text of a bag's tag files → checksums, and the elements of bag-info.txt
build_manifest.py  The bytes of a manifest.json → its records, or None where it is not a valid one
pdf_claims.py      The bytes of a PDF → what the index records: pages, PDF/A level, encryption
"""
