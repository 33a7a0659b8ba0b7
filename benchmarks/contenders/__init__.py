"""The modules of this package → the contenders: each module has a CONTENDER, and to add one is to add a module."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from benchmarks.peer_templates import Syntax

OURS = "gen"


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that fills in documents, in a process of its own.

    `command` runs it; the path of the job comes last. `missing` says why it cannot run here, or nothing. A contender
    with a `syntax` is given templates in it and JSON lines, others our templates and our values.
    """

    name: str
    how: str
    command: tuple[str, ...]
    versions: Callable[[], dict[str, str]]
    missing: Callable[[], str] = lambda: ""
    syntax: Syntax | None = None


def python_command(module: str) -> tuple[str, ...]:
    """The command of a contender written in Python."""
    return (sys.executable, "-m", module)


def contenders() -> list[Contender]:
    """All contenders, ours first."""
    found = [import_module(f"{__name__}.{module.name}").CONTENDER for module in iter_modules(__path__)]
    return sorted(found, key=lambda contender: (contender.name != OURS, contender.name))
