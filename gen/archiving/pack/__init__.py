"""What was built of a plan → the next bag of its archive: found, checked, described, written whole or not at all.

packing.py         A Request → the next issue of a plan's archive
payload.py         The plan, what was built of it, the signed copies → all that lies under data/ in a bag, each file wi
bag_writer.py      Files in a staging folder → a bag at its place, as a folder or a zip, whole or not at all
previous_issue.py  A folder of bags → the newest issue of a plan in it, on which the next one follows
index_rows.py      The plan, the files and the signed copies → the rows of the index
document_list.py   The rows of the index → the document list to be printed (mục lục hồ sơ), and by an engine for lists
build_output.py    A plan's folder as it was built → the files to be archived, or everything that stands against it, at
"""
