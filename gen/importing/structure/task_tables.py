"""Passages in tables → the rows of annex tables that assign tasks; other tables are left as passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gen.importing.structure.outline import parse_mark
from gen.importing.text.passages import Passage
from gen.importing.units.partners import BODY
from gen.labels import LabelKind, LabelledText, column_kinds, is_number_column
from gen.text import fold, remove_emphasis

_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_GROUP = re.compile(r"(?:[IVX]+|[A-ZĐ])\.?")
"""How rows are numbered that head others."""
_TICK = re.compile(r"[xX×✓✔√+•●■☑☒]|CT|PH|C|P|(?:chủ trì|phối hợp)", re.IGNORECASE)
"""What marks a unit in a matrix: that it does it, leads it (CT), or helps (PH)."""
_ROMAN = re.compile(r"[IVX]+")
_SAYING = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)

_Rows = dict[int, dict[int, list[Passage]]]
"""The passages of a table by row and column."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row: its columns other than the task as labels, and the whole row as one text.

    A row that only heads those below it has no labels; its `rank` is 1 for a capital letter, 2 for a Roman number or
    none, 3 for another number; that of a task is 0. `number` is what stands in the column of the numbers.
    """

    labels: tuple[LabelledText, ...]
    text: str
    place: str
    rank: int = 0
    number: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it heads the rows below it."""
        return self.rank > 0


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """A column by its head: what it says of the tasks, several things where it is mixed, none where that is unknown.

    `is_guessed`: that it says what is done follows only from the other columns.
    """

    head: str
    kinds: tuple[LabelKind, ...]
    place: str
    is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks; `header` are the passages of its first rows, `heading` is the header of its column of tasks.

    `columns` are all but that of the numbers; `passages` are all that stands in it.
    """

    header: tuple[Passage, ...]
    heading: str
    rows: tuple[TaskRow, ...]
    columns: tuple[TaskColumn, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class TablesApart:
    """`passages` without the tables of tasks, and these; `leaderless` are heads of tables that say much, but not who.

    Their cells are among `passages`.
    """

    passages: tuple[Passage, ...]
    tables: tuple[TaskTable, ...]
    leaderless: tuple[TaskColumn, ...]


def split_task_tables(passages: Sequence[Passage]) -> TablesApart:
    """The tables of tasks among `passages`, apart from the rest."""
    cells_by_table: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.cell is not None:
            cells_by_table[passage.cell[0]].append(passage)
    found, leaderless = {}, []
    for number, cells in cells_by_table.items():
        rows = _rows_of(cells)
        header, columns = _split_header(rows)
        _name_task_column(columns)
        kinds = {column.kinds[0] for column in columns.values() if column.kinds}
        if LabelKind.TASK in kinds:
            kinds |= _read_doers(columns, kinds, rows)
        ticks = _tick_columns(columns, rows)
        is_grouped = LabelKind.DUE in kinds and _has_groups(columns, rows)
        if LabelKind.TASK in kinds and (kinds & {LabelKind.LEAD, LabelKind.SUPPORT} or len(ticks) > 1 or is_grouped):
            found[number] = replace(_read_table(header, columns, rows, ticks), passages=tuple(cells))
        elif LabelKind.TASK in kinds:
            leaderless += [column for column in columns.values() if set(column.kinds[:1]) & set(_SAYING)][:1]
    rest = [p for p in passages if p.cell is None or p.cell[0] not in found]
    return TablesApart(tuple(rest), tuple(found.values()), tuple(leaderless))


def join_rows(passages: Iterable[Passage]) -> list[Passage]:
    """The passages, each row of a table with several columns as one: “Ông A – Trưởng phòng – Trưởng ban”.

    Tables in whose cells parts or sections of the plan begin stay as they are: they are there for the layout.
    """
    listed = list(passages)
    layout = {p.cell[0] for p in listed if p.cell is not None and parse_mark(p).kind in ("part", "number")}
    found: list[Passage] = []
    for (table, _row), group in groupby(listed, lambda p: p.cell[:2] if p.cell is not None else (0, id(p))):
        row = list(group)
        columns = {p.cell[2] if p.cell is not None else 0: [] for p in row}  # type: dict[int, list[Passage]]
        for passage in row:
            columns[passage.cell[2] if passage.cell is not None else 0].append(passage)
        if table in layout or len(columns) < 2:
            found += row
        else:
            text = " – ".join(map(_join_texts, columns.values()))
            bold = all(passage.bold for passage in row)
            found.append(replace(row[0], text=text, label="", bold=bold, spans=(), is_row=True))
    return found


def _name_task_column(columns: dict[int, TaskColumn]) -> None:
    """Where a column says who leads and none what is done, the first of the others says it: “Chỉ tiêu”, “Hoạt động”."""
    kinds = {column.kinds[0] for column in columns.values() if column.kinds}
    if LabelKind.LEAD in kinds and LabelKind.TASK not in kinds:
        others = (at for at, one in columns.items() if not one.kinds and not is_number_column(one.head))
        if (at := next(others, None)) is not None:
            columns[at] = replace(columns[at], kinds=(LabelKind.TASK,), is_guessed=True)


def _read_doers(columns: dict[int, TaskColumn], kinds: set[LabelKind], rows: _Rows) -> set[LabelKind]:
    """What a column “Thực hiện” says: who does it; beside a column of those who lead, who supports.

    So does a column “Đơn vị” of bodies; of units of measure it is none.
    """
    kind = LabelKind.SUPPORT if LabelKind.LEAD in kinds else LabelKind.LEAD
    found = set()
    for at, column in columns.items():
        head = fold(column.head).strip(" :.")
        if not column.kinds and head in _DOING:
            columns[at] = replace(column, kinds=(kind,))
            found.add(kind)
        elif not column.kinds and LabelKind.LEAD not in kinds and _names_bodies(head, at, rows):
            columns[at] = replace(column, kinds=(LabelKind.LEAD,))
            found.add(LabelKind.LEAD)
        elif LabelKind.LEAD not in kinds and column.kinds[:1] == (LabelKind.LEADER,) and "lanh dao" not in head:
            columns[at] = replace(column, kinds=(LabelKind.LEAD,))  # “Đơn vị, cá nhân phụ trách”
            found.add(LabelKind.LEAD)
    return found


def _names_bodies(head: str, at: int, rows: _Rows) -> bool:
    """Whether a column is called after bodies, and names some in most of its cells."""
    cells = [_join_texts(row[at]) for row in rows.values() if at in row]
    named = sum(1 for cell in cells if BODY.match(cell))
    return _BODIES.fullmatch(head) is not None and 2 * named > len(cells)


_BODY = r"(?:cac )?(?:don vi|co quan|bo phan|dia phuong|to chuc|ca nhan|phong ban|phong|ban|so|nganh|doan the)"
_BODIES = re.compile(rf"(?:ten )?{_BODY}(?:\s*[,/–-]\s*{_BODY})*")
_DOING = ("thuc hien", "to chuc thuc hien", "trien khai thuc hien")


def _rows_of(cells: Iterable[Passage]) -> _Rows:
    """The passages by row and column; those of a cell that goes down over several rows stand in each of them."""
    rows: _Rows = defaultdict(lambda: defaultdict(list))
    for passage in cells:
        if passage.cell is not None:
            rows[passage.cell[1]][passage.cell[2]].append(passage)
    for passage in cells:
        if passage.cell is not None:
            _table, first, column = passage.cell
            for row in range(first + 1, first + passage.rows):
                if row in rows:
                    rows[row][column].append(passage)
    return rows


def _split_header(rows: _Rows) -> tuple[tuple[Passage, ...], dict[int, TaskColumn]]:
    """The passages of the header, whose rows are taken out of `rows`, and the columns.

    A second row may part a head ("Rõ người" into "Chủ trì" and "Phối hợp"); another may number the columns.
    """
    top = min(rows)
    first = rows.pop(top)
    columns = {at: _column(in_cell) for at, in_cell in first.items()}
    header = [passage for in_cell in first.values() for passage in in_cell]
    for number in sorted(rows)[:2]:
        row = {at: in_cell for at, in_cell in rows[number].items() if not any(p in header for p in in_cell)}
        parts = {at: _column(in_cell) for at, in_cell in row.items()}
        if len(row) > 1 and all(_NUMBER.fullmatch(part.head) for part in parts.values()):
            parts = {}
        elif not _parts_a_head(row, parts, columns):
            break
        columns |= parts
        header += [passage for in_cell in row.values() for passage in in_cell]
        del rows[number]
    return tuple(header), dict(sorted(columns.items()))


def _parts_a_head(row: dict[int, list[Passage]], parts: dict[int, TaskColumn], columns: dict[int, TaskColumn]) -> bool:
    """Whether a row below the heads parts one of them: by what it says, or since all of it stands below one head."""
    if len(row) < 2:
        return False
    if all(part.kinds and LabelKind.TASK not in part.kinds for part in parts.values()):
        return True
    above = {max((at for at in columns if at <= place), default=-1) for place in row}
    return len(above) == 1 and LabelKind.TASK not in columns[above.pop()].kinds if above != {-1} else False


def _column(in_cell: Sequence[Passage]) -> TaskColumn:
    head = remove_emphasis(" ".join(passage.text for passage in in_cell))
    return TaskColumn(head, column_kinds(head), in_cell[0].place)


def _tick_columns(columns: dict[int, TaskColumn], rows: _Rows) -> frozenset[int]:
    """The columns whose cells hold marks alone: of a matrix of units, each with its name above."""
    found = set()
    for at, column in columns.items():
        cells = [_join_texts(row[at]) for row in rows.values() if at in row]
        if not column.kinds and cells and all(_TICK.fullmatch(cell) for cell in cells):
            found.add(at)
    return frozenset(found)


def _has_groups(columns: dict[int, TaskColumn], rows: _Rows) -> bool:
    """Whether some rows have a capital letter or a Roman number, and nothing but one cell beside it."""
    first = min(columns)
    return any(
        len(row) == 2 and first in row and _GROUP.fullmatch(_join_texts(row[first]).rstrip(".) "))
        for row in rows.values()
    )


def _read_table(
    header: tuple[Passage, ...], columns: dict[int, TaskColumn], rows: _Rows, ticks: frozenset[int]
) -> TaskTable:
    numbers = {at for at in [min(columns)] if is_number_column(columns[at].head)}
    kinds = {at: column.kinds[0] for at, column in columns.items() if column.kinds}
    task_rows = []
    order = sorted(rows)
    for place, number in enumerate(order):
        row = rows[number]
        number_cells = [_join_texts(in_cell) for at, in_cell in row.items() if at in numbers]
        below = [_join_texts(c) for n in order[place + 1 : place + 2] for at, c in rows[n].items() if at in numbers]
        if rank := _rank_of_heading(row, number_cells, below, kinds):
            own = [p for in_cell in row.values() for p in in_cell if p.cell is not None and p.cell[1] == number]
            words = [p for p in own if p.cell is not None and p.cell[2] not in numbers]
            task_rows.append(TaskRow((), _join_texts(words or own), own[0].place, rank, " ".join(number_cells)))
        else:
            task_rows += (_read_row(one, columns, kinds, numbers, ticks) for one in _split_points(row, kinds))
    heading = next(columns[at].head for at, kind in kinds.items() if kind is LabelKind.TASK)
    listed = tuple(column for at, column in columns.items() if at not in numbers and at not in ticks)
    return TaskTable(header, heading, tuple(task_rows), listed)


def _split_points(row: dict[int, list[Passage]], kinds: dict[int, LabelKind]) -> Iterator[dict[int, list[Passage]]]:
    """The row, for each point of its task where it lists several: “Sở Y tế” beside “- Khám …”, “- Phun …”."""
    task = next((at for at in row if kinds.get(at) is LabelKind.TASK), None)
    points = row[task] if task is not None else []
    marked = [point.label or parse_mark(point).kind != "none" for point in points]
    if task is None or sum(map(bool, marked)) < 2 or not marked[0]:
        yield row
        return
    begins = [at for at, is_marked in enumerate(marked) if is_marked]
    for begin, end in zip(begins, [*begins[1:], len(points)], strict=True):
        yield {**row, task: points[begin:end]}


_TOTALS = ("tong", "cong", "tong cong", "tong so", "tong kinh phi")


def _rank_of_heading(
    row: dict[int, list[Passage]], number_cells: Sequence[str], below: Sequence[str], kinds: dict[int, LabelKind]
) -> int:
    """The rank of a row that heads others, 0 of one that is a task: by its number, and what stands in no cell of it."""
    if any(fold(_join_texts(row[at])).rstrip(" :.") in _TOTALS for at in row if kinds.get(at) is LabelKind.TASK):
        return 2
    is_alone = len(row) == 1 + len(number_cells)
    has_task = any(kinds.get(at) is LabelKind.TASK for at in row)
    number = number_cells[0].rstrip(".) ") if number_cells else ""
    if is_alone and number and _GROUP.fullmatch(number):
        return 2 if _ROMAN.fullmatch(number) else 1
    if is_alone and not number_cells:
        return 2
    if is_alone and number and below and below[0].startswith(f"{number}."):
        return 3
    return 0 if has_task else 2


def _read_row(
    row: dict[int, list[Passage]],
    columns: dict[int, TaskColumn],
    kinds: dict[int, LabelKind],
    numbers: set[int],
    ticks: frozenset[int],
) -> TaskRow:
    labels, text = [], []
    for at in sorted(row):
        if at in ticks:
            is_partner = fold(_join_texts(row[at])).startswith("p")
            labels.append(LabelledText(LabelKind.SUPPORT if is_partner else LabelKind.LEAD, columns[at].head, ""))
            text.append(f"{columns[at].head}: {_join_texts(row[at])}")
            continue
        kind, value = kinds.get(at, LabelKind.NOTE), _join_texts(row[at])
        if kind is LabelKind.TASK:
            text.append(value.rstrip(" .;"))
        elif at not in numbers and (at in columns or not _NUMBER.fullmatch(value)):
            head = columns[at].head.strip(" :") if at in columns else ""
            labels.append(LabelledText(kind, value.strip(" ;.,"), head))
            text.append(f"{head}: {value.rstrip(' .;')}" if head else value.rstrip(" .;"))
    own = min((in_cell[0] for in_cell in row.values()), key=lambda p: (-p.cell[1], p.cell[2]) if p.cell else (0, 0))
    return TaskRow(tuple(labels), ". ".join(text) + ".", own.place)


def _join_texts(passages: Iterable[Passage]) -> str:
    return " ".join(f"{p.label} {p.text}".strip() for p in passages)
