"""Passages in tables → the rows of annex tables that assign tasks; other tables are left as passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gen.importing.structure.labels import LabelledText, column_kind
from gen.importing.text.passages import Passage


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row: its columns other than the task as labels, and the whole row as one text."""

    labels: tuple[LabelledText, ...]
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks; `header` are the passages of its first row, `heading` is the header of its column of tasks."""

    header: tuple[Passage, ...]
    heading: str
    rows: tuple[TaskRow, ...]
    groups: tuple[Passage, ...]
    """Rows of a single cell, which head the rows below them."""


def split_task_tables(passages: Sequence[Passage]) -> tuple[list[Passage], list[TaskTable]]:
    """`passages` without the tables of tasks, and these."""
    tables: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.cell is not None:
            tables[passage.cell[0]].append(passage)
    found = {number: table for number, cells in tables.items() if (table := _read_table(cells)) is not None}
    rest = [p for p in passages if p.cell is None or p.cell[0] not in found]
    return rest, list(found.values())


def _read_table(cells: Sequence[Passage]) -> TaskTable | None:
    rows: dict[int, dict[int, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in cells:
        if passage.cell is not None:
            rows[passage.cell[1]][passage.cell[2]].append(passage)
    first = rows.pop(min(rows))
    heads = {at: " ".join(p.text for p in in_cell) for at, in_cell in first.items()}
    kinds = {at: column_kind(head) for at, head in heads.items()}
    if "task" not in kinds.values() or "lead" not in kinds.values():
        return None
    task_rows, groups = [], []
    for row in rows.values():
        if len(row) == 1 or not any(kinds.get(at) == "task" for at in row):
            groups += [p for in_cell in row.values() for p in in_cell]
        else:
            task_rows.append(_read_row(row, heads, kinds))
    header = tuple(p for in_cell in first.values() for p in in_cell)
    heading = next(heads[at] for at, kind in kinds.items() if kind == "task")
    return TaskTable(header, heading, tuple(task_rows), tuple(groups))


def _read_row(row: dict[int, list[Passage]], heads: dict[int, str], kinds: dict[int, str]) -> TaskRow:
    labels, text = [], []
    for at in sorted(row):
        kind, value = kinds.get(at, ""), _join_texts(row[at])
        if kind == "task":
            text.append(value.rstrip(" .;"))
        elif kind or at != min(heads):  # the first column holds the row's number
            labels.append(LabelledText(kind, value))
            text.append(f"{heads.get(at, '').strip(' :')}: {value.rstrip(' .;')}")
    return TaskRow(tuple(labels), ". ".join(text) + ".", next(iter(row.values()))[0].place)


def _join_texts(passages: Iterable[Passage]) -> str:
    return " ".join(f"{p.label} {p.text}".strip() for p in passages)
