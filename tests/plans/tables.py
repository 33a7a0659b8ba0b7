"""The tasks of a known plan → tables: an annex with a row a task, rows that name the unit, a matrix of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.plans.blocks import Block, Cell, Grid, Line, Row, Written
from tests.plans.phrases import heading_of, list_in_label, upper_first
from tests.plans.truth import Body, Task, Truth
from tests.plans.ways import by_topic, by_unit

_HEADS = {
    "number": ("TT", "STT", "Số TT"),
    "task": ("Nhiệm vụ", "Nội dung công việc", "Nội dung nhiệm vụ", "Tên nhiệm vụ"),
    "lead": ("Chủ trì", "Đơn vị chủ trì", "Cơ quan chủ trì"),
    "support": ("Phối hợp", "Đơn vị phối hợp", "Cơ quan phối hợp"),
    "product": ("Sản phẩm", "Kết quả", "Sản phẩm/Kết quả"),
    "time": ("Thời gian", "Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn"),
    "note": ("Ghi chú",),
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_LETTERS = "ABCDEGH"
_REFERENCES = (
    "Các nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này.",
    "Có Phụ lục nhiệm vụ kèm theo.",
    "Các cơ quan, đơn vị được giao nhiệm vụ tổ chức thực hiện theo Phụ lục kèm theo Kế hoạch này.",
)


def _annex(truth: Truth, grids: Sequence[Grid], random: Random) -> tuple[list[Block], list[Block]]:
    """The tables behind the signature with a sentence that refers to them; or in the part itself."""
    if random.random() < 0.25:
        lead_in = Line("Các nhiệm vụ cụ thể và phân công thực hiện như sau:")
        return [lead_in, *grids], []
    refer = Line(random.choice(_REFERENCES))
    year, month, day = truth.date.split("-")
    title = [Line("PHỤ LỤC", role="title"), Line(f"DANH MỤC NHIỆM VỤ NĂM {truth.year}", role="title")]
    if random.random() < 0.7:
        title.append(Line(f"(Kèm theo Kế hoạch số {truth.number:02}/{truth.office.symbol} ngày {day}/{month}/{year})"))
    return [refer], [*title, *grids]


def annex_table(truth: Truth, random: Random) -> Written:
    """A row a task, with columns for who leads, who supports, what comes of it, by when."""
    columns = random.choice((
        ("number", "task", "lead", "support", "product", "time"), ("number", "task", "lead", "support", "time"),
        ("number", "task", "lead", "time", "support", "product"), ("number", "task", "time", "lead", "support"),
        ("number", "task", "product", "lead", "support", "time"),
        ("number", "task", "lead", "support", "time", "product", "note"),
    ))  # fmt: skip
    grouped, merged = random.choice(("", "roman", "letters", "roman")), random.random() < 0.4
    topics = list(by_topic(truth, random))
    titles, chunks = [topic for topic, _tasks in topics], [tasks for _topic, tasks in topics]
    if merged:
        chunks = [sorted(tasks, key=lambda task: list_in_label(task.leads, Random(0))) for tasks in chunks]
    table = _TaskTable(columns, random)
    spread = random.random() < 0.5
    several = random.random() < 0.2 and len(chunks) > 1
    grids, rows = [], table.head()
    for n, (title, tasks) in enumerate(zip(titles, chunks, strict=True)):
        if several and n == (len(chunks) + 1) // 2:
            grids.append(Grid(tuple(rows)))
            rows, table.count = table.head(), 0
        if grouped:
            mark = _ROMAN[n] if grouped == "roman" else _LETTERS[n]
            rows.append(_group_row(mark, title.upper() if random.random() < 0.5 else title, len(columns), spread))
            if random.random() < 0.5:
                table.count = 0
        rows += table.rows(tasks, merged)
    written = Written()
    written.blocks, written.annex = _annex(truth, [*grids, Grid(tuple(rows))], random)
    has_product = "product" in columns
    written.tasks = [task if has_product else replace(task, product="") for tasks in chunks for task in tasks]
    return written


def _group_row(mark: str, title: str, width: int, spread: bool) -> Row:
    """A row that heads others: its words go over the whole width, or the other cells are empty."""
    if spread:
        return Row((Cell(mark), Cell(title, across=width - 1), *[None] * (width - 2)))
    return Row((Cell(mark), Cell(title), *[Cell()] * (width - 2)))


class _TaskTable:
    """Writes heads and rows of one table, always with the same words and columns."""

    def __init__(self, columns: Sequence[str], random: Random) -> None:
        self.columns, self.random = columns, random
        self.heads = {name: random.choice(forms) for name, forms in _HEADS.items()}
        self.above = self.columns.index("support") == self.columns.index("lead") + 1 and random.random() < 0.35
        self.numbered = random.random() < 0.2
        self.separator = random.choice(("; ", ", ", "\n", " và "))
        self.end = random.choice(("", "", "."))
        self.count = 0

    def head(self) -> list[Row]:
        """The head in one row, or in two: who leads and who supports below one word; perhaps a row of numbers."""
        rows = []
        if self.above:
            first: list[Cell | None] = []
            second: list[Cell | None] = []
            for name in self.columns:
                paired = name in ("lead", "support")
                down = Cell(self.heads[name], down=2)
                first.append((Cell("Phân công thực hiện", across=2) if name == "lead" else None) if paired else down)
                second.append(Cell(self.heads[name]) if paired else None)
            rows += [Row(tuple(first), is_head=True), Row(tuple(second), is_head=True)]
        else:
            rows.append(Row(tuple(Cell(self.heads[name]) for name in self.columns), is_head=True))
        if self.numbered:
            rows.append(Row(tuple(Cell(f"({n})") for n in range(1, 1 + len(self.columns))), is_head=True))
        return rows

    def rows(self, tasks: Sequence[Task], merged: bool) -> list[Row]:
        """A row a task; with `merged`, equal leads in rows one above the other are one cell."""
        found = []
        for n, task in enumerate(tasks):
            self.count += 1
            cells: list[Cell | None] = [self._cell(name, task) for name in self.columns]
            if merged:
                at = self.columns.index("lead")
                goes_on = n > 0 and tasks[n - 1].leads == task.leads
                down = next((m for m in range(n, len(tasks)) if tasks[m].leads != task.leads), len(tasks)) - n
                cells[at] = None if goes_on else Cell(self._names(task.leads), down=down)
            found.append(Row(tuple(cells), (task.key,)))
        return found

    def _cell(self, name: str, task: Task) -> Cell:
        words = {
            "number": str(self.count),
            "task": upper_first(task.words) + self.end,
            "lead": self._names(task.leads),
            "support": self._names(task.supports),
            "product": task.product,
            "time": task.due.words if task.due else "",
            "note": "",
        }
        return Cell(words[name])

    def _names(self, bodies: Sequence[Body]) -> str:
        return self.separator.join(upper_first(body.words) if n == 0 else body.words for n, body in enumerate(bodies))


def unit_rows(truth: Truth, random: Random) -> Written:
    """A table whose group rows are the units that lead the tasks below them."""
    columns = random.choice((
        ("number", "task", "support", "time"), ("number", "task", "lead", "time"), ("number", "task", "time"),
        ("number", "task", "support", "product", "time"), ("number", "task", "lead", "support", "time"),
    ))  # fmt: skip
    heads = {name: random.choice(forms) for name, forms in _HEADS.items()}
    rows = [Row(tuple(Cell(heads[name]) for name in columns), is_head=True)]
    spread, again = random.random() < 0.6, random.random() < 0.6
    marks = _ROMAN if random.random() < 0.6 else _LETTERS
    written, count = Written(), 0
    sections = [(leads, [t for t in tasks if t.key != "own"]) for leads, _is_request, tasks in by_unit(truth)]
    for n, (leads, tasks) in enumerate(sections):
        rows.append(_group_row(marks[n], heading_of(leads, False, random), len(columns), spread))
        for m, task in enumerate(tasks, 1):
            count += 1
            words = {
                "number": str(m if again else count),
                "task": upper_first(task.words),
                "lead": "",
                "support": list_in_label(task.supports, random),
                "product": task.product,
                "time": task.due.words if task.due else "",
            }
            rows.append(Row(tuple(Cell(words[name]) for name in columns), (task.key,)))
            written.tasks.append(
                replace(
                    task,
                    is_request=False,
                    points=(),
                    supports=task.supports if "support" in columns else (),
                    product=task.product if "product" in columns else "",
                )
            )
    written.blocks, written.annex = _annex(truth, [Grid(tuple(rows))], random)
    return written


def matrix(truth: Truth, random: Random) -> Written:
    """A column a unit, with a tick where it does the task; or CT and PH for who leads and who supports."""
    tasks = [task for _topic, below in by_topic(truth, random) for task in below]
    letters = random.random() < 0.3
    bodies = list(dict.fromkeys(body for task in tasks for body in (*task.leads, *(task.supports if letters else ()))))
    tick, timed = random.choice(("x", "x", "X")), random.random() < 0.6
    above = random.random() < 0.5
    names = [upper_first(body.words) for body in bodies]
    start = [random.choice(_HEADS["number"]), random.choice(_HEADS["task"])]
    end = [random.choice(_HEADS["time"])] if timed else []
    if above:
        top = random.choice(("Đơn vị thực hiện", "Cơ quan, đơn vị thực hiện"))
        wide = [Cell(top, across=len(names)), *[None] * (len(names) - 1)]
        rows = [
            Row((*(Cell(one, down=2) for one in start), *wide, *(Cell(one, down=2) for one in end)), is_head=True),
            Row((None, None, *map(Cell, names), *[None for _one in end]), is_head=True),
        ]
    else:
        rows = [Row(tuple(map(Cell, [*start, *names, *end])), is_head=True)]
    for n, task in enumerate(tasks, 1):
        signs = [_sign(body, task, tick, letters) for body in bodies]
        times = [task.due.words if task.due else ""] if timed else []
        rows.append(Row(tuple(map(Cell, [str(n), upper_first(task.words), *signs, *times])), (task.key,)))
    written = Written()
    written.blocks, written.annex = _annex(truth, [Grid(tuple(rows))], random)
    if letters:
        (written.annex or written.blocks).append(Line("Ghi chú: CT: chủ trì; PH: phối hợp."))
    written.tasks = [
        replace(task, supports=task.supports if letters else (), due=task.due if timed else None, product="")
        for task in tasks
    ]
    return written


def _sign(body: Body, task: Task, tick: str, letters: bool) -> str:
    if body in task.leads:
        return "CT" if letters else tick
    return "PH" if letters and body in task.supports else ""
