"""A bag → everything in it that is not as it was: checksums, index against content, the chain.

verification.py  A bag, a folder of bags or a zip → every difference from what was archived
checksums.py     A bag's files × its manifests → every file that is changed, missing, added, renamed or swapped
consistency.py   A bag's index, manifest.json, signed copies and PDFs → every contradiction between them
chain_check.py   The bags of an archive → whether each follows the one before, unchanged since
"""
