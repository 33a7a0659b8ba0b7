"""A level and a name → the files with which a new office begins: a plan, its units, the templates."""

from gen.starting.folder import DESIGNATIONS, Office, office_of, starter_files, write_starter

__all__ = ["DESIGNATIONS", "Office", "office_of", "starter_files", "write_starter"]
