"""The address of a database → the tables in which is kept what came back.

connecting.py   an address → an open database whose tables are those of today
models.py       the tables: files, submissions, values with where they come from, extensions, a log that only grows
files.py        what was received → a file under the checksum of its bytes, which is never written again

It is a Django app, so that a web site can use the same tables; it knows rows, and nothing of forms.
"""
