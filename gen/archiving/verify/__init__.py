"""A bag → everything in it that is not as it was: checksums, index against content, the chain.

verification.py  A bag, a folder of bags or a zip → whether every file of it is what it was, with all that is not
consistency.py   What a bag's index, its manifest.json, its signed copies and its PDFs say of each other → every contra
chain_check.py   Bags that lie beside one another → whether each follows on the one before, unchanged since
checksums.py     A bag's files × its manifests → every file that is changed, missing, added, renamed or swapped
"""
