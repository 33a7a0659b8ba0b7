"""A file's bytes → YAML, nodes with their places, the Plan; or every mistake with line and column.

loading.py   A plan file → Plan, or every mistake in it with line and column
source.py    A file's bytes → its text, or why it cannot be a plan
tree.py      YAML text → plain data (dicts, lists, texts) and the place of every node
mistakes.py  A validation error of the schema → a Diagnostic with a code, a place and a remedy
"""
