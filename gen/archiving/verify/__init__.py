"""A bag → everything in it that is not as it was: checksums, index against content, the chain.

verification.py  A bag, a folder of bags or a zip → every difference from what was archived
checksums.py     A bag's files × its manifests → every file that is changed, missing, added, renamed or swapped
consistency.py   A bag's index, plan, manifest.json, signed copies and PDFs → every contradiction between them
examined_bag.py  A bag's files as checked → what its index, plan, register and copies say, each read once
index_check.py   The rows of a bag's index × its plan, manifest.json, files and signed copies → every wrong cell
plan_check.py    A bag's plan, register, templates, printed list and tag files × its manifest.json and index
copies_check.py  A bag's signed copies × their records, drafts and own text → every record that is not true of its file
returns_check.py  A bag's received files and sent documents × their records → every record that is not true
chain_check.py   The bags of an archive → whether each follows the one before, unchanged since
"""
