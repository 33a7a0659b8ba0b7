"""The board of tasks → rows of words: a table for the terminal, JSON, CSV, a workbook.

CSV and workbook are lists that an office hands on: they are Vietnamese, whatever the reader's language is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gen.derive.form_fields import code_words
from gen.locale import _, use_language
from gen.outputs import write_new_outputs
from gen.plan.binding import Duty
from gen.returns.tasks.board import BoardTask, TaskBoard, TaskState, UnitTask, count_states
from gen.sheets.xlsx import Cell, SheetTable, escape_formula, render_xlsx
from gen.text import format_short_date, name_few, shorten

_WORKBOOK = "tinh-hinh-nhiem-vu.xlsx"
_MAX_TEXT, _MAX_NAMES = 60, 4
"""So many letters of a task, and so many units, stand in a row of the terminal's table; the other forms have all."""


def task_headings() -> tuple[str, ...]:
    """The headings of the terminal's table."""
    return (
        _("Task"), _("What"), _("Last day"), _("Units in the lead"), _("Done"), _("Under way"), _("Overdue"),
        _("Supporters, done"), _("Overdue units"),
    )  # fmt: skip


def task_rows(board: TaskBoard) -> list[tuple[str, ...]]:
    """A row for each task, in the reader's words."""
    return [_task_row(one) for one in board]


def _task_row(one: BoardTask) -> tuple[str, ...]:
    leads, supporters = count_states(one.leads), count_states(one.supporters)
    others = f"{supporters[TaskState.DONE]}/{len(one.supporters)}" if one.supporters else ""
    return (
        code_words(one.code), shorten(one.text, _MAX_TEXT), format_short_date(one.due), str(len(one.leads)),
        str(leads[TaskState.DONE]), str(leads[TaskState.UNDER_WAY]), str(len(one.overdue) or ""), others,
        name_few([unit.name for unit in one.overdue], _MAX_NAMES),
    )  # fmt: skip


def describe_task_board(board: TaskBoard) -> str:
    """What the board is of: the last report with its period, and the day on which it stands so."""
    return _("Tasks by the units' reports up to: {report}, as of {day}").format(
        report=board.report, day=format_short_date(board.day)
    )


def describe_task_counts(board: TaskBoard) -> str:
    """The counts in a sentence."""
    return _("{all} tasks, {done} of them done by all who lead them; {overdue} are overdue").format(
        all=len(board), done=sum(one.is_settled for one in board), overdue=sum(bool(one.overdue) for one in board)
    )


def describe_task_state(state: TaskState) -> str:
    """The state of a task of a unit, in a word or two."""
    words = {
        TaskState.NOT_BEGUN: _("not begun"),
        TaskState.UNDER_WAY: _("under way"),
        TaskState.DONE: _("done"),
        TaskState.STANDING: _("carried out all the time"),
        TaskState.NOTHING_AROSE: _("nothing arose"),
        TaskState.UNSTATED: _("reported without a status"),
        TaskState.UNENTERED: _("signed copy received, answers not entered"),
        TaskState.NOT_REPORTED: _("not reported"),
        TaskState.NOT_ASKED: _("owes no report"),
    }
    return words[state]


def _describe_duty(duty: Duty) -> str:
    return {Duty.LEAD: _("leads"), Duty.COMMON: _("in common"), Duty.SUPPORT: _("supports")}[duty]


def tasks_as_json(board: TaskBoard) -> bytes:
    """The board for programs."""
    listed = [
        {
            "task": one.code,
            "section": one.section,
            "text": one.text,
            "due": one.due.isoformat() if one.due else None,
            "due_words": one.due_words,
            "leads": _counts_record(one.leads),
            "supporters": _counts_record(one.supporters),
            "units": [
                {
                    "unit": unit.unit,
                    "name": unit.name,
                    "duty": unit.duty.value,
                    "state": unit.state.value,
                    "period": unit.period,
                    "overdue": unit.is_overdue,
                }
                for unit in one.units
            ],
        }
        for one in board
    ]
    found = {"report": board.report, "day": board.day.isoformat() if board.day else None, "tasks": listed}
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _counts_record(units: Sequence[UnitTask]) -> dict[str, int]:
    counts = {state.value: count for state, count in count_states(units).items()}
    return {"units": len(units), **counts, "overdue": sum(unit.is_overdue for unit in units)}


def _unit_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Code"), 12), (_("Task"), 18), (_("What"), 60), (_("Last day"), 12), (_("Id"), 22), (_("Unit"), 44),
        (_("Role"), 14), (_("State"), 24), (_("As of the report"), 18), (_("Overdue"), 10),
    )  # fmt: skip


def _unit_rows(board: TaskBoard) -> Iterator[list[Cell]]:
    """A row for each task of each unit."""
    for one in board:
        for unit in one.units:
            yield [
                one.code, code_words(one.code), one.text, format_short_date(one.due), unit.unit, unit.name,
                _describe_duty(unit.duty), describe_task_state(unit.state), unit.period, "x" if unit.is_overdue else "",
            ]  # fmt: skip


_FEW_STATES = (TaskState.DONE, TaskState.UNDER_WAY)
"""The states of supporters that have a column of their own."""


def _count_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Code"), 12), (_("Task"), 18), (_("Section"), 30), (_("What"), 60), (_("Last day"), 12),
        (_("Due, in the plan's words"), 22), (_("Units in the lead"), 10),
        *((describe_task_state(state).capitalize(), 11) for state in TaskState), (_("Overdue"), 10),
        (_("Overdue units"), 44), (_("Supporters"), 10),
        *((_("Supporters: {state}").format(state=describe_task_state(state)), 11) for state in _FEW_STATES),
        (_("Supporters: others"), 11), (_("Supporters: overdue"), 11),
    )  # fmt: skip


def _count_rows(board: TaskBoard) -> Iterator[list[Cell]]:
    """A row for each task, with how many units say what."""
    for one in board:
        leads, supporters = count_states(one.leads), count_states(one.supporters)
        few = [supporters[state] for state in _FEW_STATES]
        yield [
            one.code, code_words(one.code), one.section, one.text, format_short_date(one.due), one.due_words,
            len(one.leads), *leads.values(), len(one.overdue), ", ".join(unit.name for unit in one.overdue),
            len(one.supporters), *few, len(one.supporters) - sum(few), sum(unit.is_overdue for unit in one.supporters),
        ]  # fmt: skip


def tasks_as_csv(board: TaskBoard) -> bytes:
    """A row for each task of each unit, for Excel: a byte order mark, and no cell that it reads as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    with use_language("vi"):
        headings: list[Cell] = [heading for heading, _width in _unit_columns()]
        rows = [headings, *_unit_rows(board)]
    writer.writerows([escape_formula(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def tasks_as_xlsx(board: TaskBoard) -> bytes:
    """A workbook of two sheets: the tasks with their counts, and each task of each unit."""
    with use_language("vi"):
        sheets = (
            SheetTable(_("Tasks"), _count_columns(), list(_count_rows(board))),
            SheetTable(_("Tasks by unit"), _unit_columns(), list(_unit_rows(board))),
        )
        return render_xlsx(f"{describe_task_board(board)}: {describe_task_counts(board)}", sheets)


TASK_BOARD_FORMATS: dict[str, Callable[[TaskBoard], bytes]] = {
    "json": tasks_as_json,
    "csv": tasks_as_csv,
    "xlsx": tasks_as_xlsx,
}


def write_task_board(board: TaskBoard, form: str, to: Path | None, *, force: bool = False) -> Path | None:
    """Write the board to the new file `to`, a workbook under its own name where `to` is None; that file.

    Raises GenError RET-007 where the file exists and `force` is not set.
    """
    if to is None and form != "xlsx":
        return None
    path = to or Path(_WORKBOOK)
    write_new_outputs({path: TASK_BOARD_FORMATS[form](board)}, force=force)
    return path
