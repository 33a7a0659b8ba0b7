"""What stands on a plan's pages, before it is a Word file: lines and tables, each with its tasks and duties."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.plans.truth import Task


@dataclass(frozen=True)
class Line:
    """A paragraph: `mark` is its number or bullet, `of` are the keys of the tasks and duties that it states.

    `role` is part, heading, task, label or text. `stressed` are words of it that may be printed in bold.
    """

    text: str
    mark: str = ""
    role: str = "text"
    of: tuple[str, ...] = ()
    stressed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell: a paragraph a line; it goes over so many columns and rows."""

    text: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Row:
    """A row: what begins in each of its columns (None: taken by a cell beside or above), and the tasks in it."""

    cells: tuple[Cell | None, ...]
    of: tuple[str, ...] = ()
    is_head: bool = False


@dataclass(frozen=True)
class Grid:
    """A table."""

    rows: tuple[Row, ...]


Block = Line | Grid


@dataclass
class Written:
    """Tasks in one way of writing: the part's lines, what follows the signature, and the tasks as this way states them.

    What a way has no room for is left out of `tasks`: a matrix names no supports.
    """

    blocks: list[Block] = field(default_factory=list)
    second: list[Block] = field(default_factory=list)
    """The lines of a further part."""
    annex: list[Block] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
