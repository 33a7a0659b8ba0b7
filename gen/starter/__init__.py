"""A level and a name → the first files of a new office: a plan, its units, the templates.

folder.py   An Office → the files of its starter folder, by name
shipped.py  Package data → the folder of the Word templates of the program
"""

from gen.starter.folder import DESIGNATIONS, Office, build_starter_files, parse_office, write_starter

__all__ = ["DESIGNATIONS", "Office", "build_starter_files", "parse_office", "write_starter"]
