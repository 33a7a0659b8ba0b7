"""A level and a name → the files with which a new office begins: a plan, its units, the templates.

folder.py   An Office → the files of its starter folder, by name
shipped.py  Nothing → the folder of the Word templates that the program brings with it
"""

from gen.starter.folder import DESIGNATIONS, Office, build_starter_files, parse_office, write_starter

__all__ = ["DESIGNATIONS", "Office", "build_starter_files", "parse_office", "write_starter"]
