"""Arguments → one call → what is printed and the exit code: 0 done, 1 mistakes in files, 2 could not run, 3 in part.

One module a group of commands; frame.py has what they share.
"""

from gen.cli import (
    archiving,
    building,
    chasing,
    collecting,
    consolidating,
    importing,
    issuing,
    linting,
    looking,
    returning,
    revising,
    starting,
)
from gen.cli.frame import main

__all__ = [
    "archiving", "building", "chasing", "collecting", "consolidating", "importing", "issuing", "linting", "looking",
    "main", "returning", "revising", "starting",
]  # fmt: skip
