"""Arguments → one call → what is printed and the exit code: 0 done, 1 mistakes in files, 2 could not run, 3 in part.

commands.py  the table of commands: each is imported when it is called
options.py   the arguments and options that several commands have
frame.py     errors → what is printed, and the exit code

A module for each command, under its name:

- the plan: init.py, importing.py (`gen import`), check.py, list_units.py (`gen list`), show.py, schema.py, diff.py,
  pin.py
- out: build.py, issue.py, archive.py (with `verify`)
- back: key.py, read.py, collect.py, extend.py, status.py, chase.py, report.py
- and lint.py, doctor.py
"""

from gen.cli.commands import main

__all__ = ["main"]
