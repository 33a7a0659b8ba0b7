"""An address of a database → the tables of returned forms.

connection.py  An address → an open database with the current tables
models.py      Returned forms → rows: files, submissions, values, extensions, and what is decided about them
bulk.py        Rows of plain values → a table of the store
originals.py   A received file → a file under the checksum of its bytes, which is never overwritten
apps.py        Django → the app under the short name that its tables have too
migrations/    The tables of one version → those of the next, in order
"""
