"""Arguments → one call → what is printed and the exit code: 0 done, 1 mistakes in files, 2 could not run, 3 in part.

commands.py    a command's name → the command, imported when it is called
options.py     the arguments and options that several commands share
frame.py       a command → its exit code, and what is printed of its errors
init.py        `gen init` → a starter folder for a new office
importing.py   `gen import` → a draft of plan.yaml
check.py       `gen check` → every mistake and doubt of a plan
list_units.py  `gen list` → the units of a plan
show.py        `gen show` → the tasks and reports of one unit
bodies.py      `gen bodies` → the bodies that a unit of that kind has
schema.py      `gen schema` → the JSON Schema of plan.yaml
cascade.py     `gen cascade` → the plan of a unit, one level down
diff.py        `gen diff` → what changed between two versions of a plan
pin.py         `gen pin` → a plan whose tasks keep their ids
build.py       `gen build` → every unit's documents
issue.py       `gen issue` → documents with number and date
archive.py     `gen archive`, `gen verify` → the next issue of the archive; a verification
lint.py        `gen lint` → the places in Word files that break the layout rules
key.py         `gen key` → the secret key with which forms are marked
read.py        `gen read` → the content of filled-in forms
collect.py     `gen collect` → filled-in forms in the store
fill.py        `gen fill` → the form for the superior, filled in from what own units reported
extend.py      `gen extend` → more time for a unit's report
returns.py     `gen returns` → what was received: listed, withdrawn, restored, moved, corrected
status.py      `gen status` → who has reported and who is late
chase.py       `gen chase` → the letter that reminds the units behind
report.py      `gen report` → the consolidated report
doctor.py      `gen doctor` → what this machine has, and what to install
"""

from gen.cli.commands import main

__all__ = ["main"]
