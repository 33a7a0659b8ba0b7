"""The address of a database → the tables in which is kept what came back.

apps.py        Django → the app under its short name, by which its tables are called
connection.py  An address → an open database with the tables of today
migrations/    The tables of one version → those of the next, in order
models.py      the tables: files, submissions, values with where they come from, extensions, a log that only grows
originals.py   What was received → a file under the checksum of its bytes, which is never written again
"""
