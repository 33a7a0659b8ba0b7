"""What happened → what the boards show on a day, and who is reminded of what; nothing of gen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.year.reckoning import Form, Key, Report, UnitReport, carries, is_of_older_text, reckon
from tests.year.scenario import HOLIDAYS, LABELS, PERIOD_ENDS, STATUSES, TEXTS, Event, Occasion, Row, text_on

STATES = dict(zip(STATUSES, ("not-begun", "under-way", "done", "standing", "nothing-arose"), strict=True))
SETTLED = ("done", "nothing-arose", "not-asked")
TASK_COLUMNS, TARGET_COLUMNS = ("status", "result", "evidence", "reason"), ("numerator", "denominator", "value")
REPORT_COLUMNS = ("cutoff", "difficulties", "proposals")


@dataclass
class Lack:
    """What a report lacks: nothing is written there, or the text does not count for the reason `why`."""

    key: Key
    text: str = ""
    why: str = ""


@dataclass
class UnitState:
    """One unit on the board of a report."""

    state: str
    due: date
    received: date | None
    days_late: int
    completed: date | None
    lacks: list[Lack]
    rejected: list[Form]
    more_time: Event | None
    corrected: int
    has_old_form: bool

    @property
    def is_reminded(self) -> bool:
        """Whether something is awaited of it."""
        return self.state in ("behind", "invalid", "signed") or bool(self.lacks)


def working_days(after: date, until: date) -> int:
    """How many working days there are after a day, up to and with another."""
    days = [after + timedelta(days=n + 1) for n in range((until - after).days)]
    return sum(one.isoweekday() <= 5 and one.isoformat() not in HOLIDAYS for one in days)


def judged_on(occasion: Occasion, known: date) -> int:
    """By which text a report is judged, as far as the plan is known on a day."""
    return text_on(PERIOD_ENDS[occasion], known)


def reckon_board(events: list[Event], occasion: Occasion, day: date, known: date) -> dict[str, UnitState]:
    """Each unit that owes the report, as it stands on the day; `known` is the day on which somebody looks back."""
    report = reckon(events, occasion, day, judged_on(occasion, known))
    return {unit: _unit_state(report, unit, day) for unit in report.owing}


def _unit_state(report: Report, unit: str, day: date) -> UnitState:
    due, first, own = report.due_of(unit), report.came_first(unit), report.units.get(unit)
    rejected = [one for one in report.rejected if one.unit == unit]
    if own:
        state = "late" if own.first > due else "in-time"
    elif first:
        state = "signed"
    elif rejected:
        state = "invalid"
    else:
        state = "behind" if day > due else "open"
    return UnitState(
        state, due, first, working_days(due, first or day), own.completed if own else None,
        list(_lacks(own, unit, report.text)) if own else [], rejected, report.more_time.get(unit),
        own.corrected if own else 0, bool(own) and is_of_older_text(own.last_form, unit, report.text),
    )  # fmt: skip


def _lacks(own: UnitReport, unit: str, text: int) -> Iterator[Lack]:
    for key in _form_of(unit, text):
        found = own.answers.get(key)
        if found and found.why:
            yield Lack(key, found.text, found.why)
        elif not found and key in own.gone:
            yield Lack(key, own.gone[key].text, "task-changed")
        elif not found and key[1] == "status":
            yield Lack(key)


def _form_of(unit: str, text: int) -> Iterator[Key]:
    """The cells of a unit's form, from the top."""
    tasks = {key: task for key, task in TEXTS[text].tasks.items() if unit in task.asked}
    yield from ((key, column) for key in tasks for column in TASK_COLUMNS)
    targets = [row for task in tasks.values() if unit in task.leads for row in task.targets]
    yield from ((row, column) for row in targets for column in TARGET_COLUMNS)
    yield from (("", column) for column in REPORT_COLUMNS)


@dataclass
class TaskRow:
    """A task of a unit on the board of tasks."""

    is_lead: bool
    state: str
    period: str
    is_overdue: bool


@dataclass
class Tasks:
    """The board of tasks: of which report it is, by which text of the plan, and each task of each unit."""

    report: Occasion
    text: int
    rows: dict[tuple[Row, str], TaskRow]


def reckon_tasks(events: list[Event], obligation: str, day: date, known: date) -> Tasks:
    """What became of each task of the plan as it stands on the day."""
    text = text_on(day, known)
    said: Words = {}
    unsaid: Words = {}
    owing: set[str] = set()
    last = ("", "")
    begin = date.min
    for occasion in (one for one in PERIOD_ENDS if one[0] == obligation):
        if begin > day:
            break
        begin = PERIOD_ENDS[occasion] + timedelta(days=1)
        report = reckon(events, occasion, day, judged_on(occasion, known))
        owing.update(report.owing)
        if not last[0] or PERIOD_ENDS[occasion] <= day or report.units or report.not_owing or report.signed:
            last = occasion
        _read_report(report, LABELS[occasion], text, said, unsaid)
    rows = {}
    for key, task in TEXTS[text].tasks.items():
        is_past = task.last_day is not None and day > task.last_day
        for unit in task.asked:
            nothing = ("not-reported" if unit in owing else "not-asked", "")
            state, period = said.get((key, unit)) or unsaid.get((key, unit)) or nothing
            rows[key, unit] = TaskRow(unit in task.leads, state, period, is_past and state not in SETTLED)
    return Tasks(last, text, rows)


Words = dict[tuple[Row, str], tuple[str, str]]
"""By task and unit: the state and the period in which it was said."""


def _read_report(report: Report, label: str, text: int, said: Words, unsaid: Words) -> None:
    """What the report of one period adds to what is known, of the tasks that the text still asks in these words."""
    reports = report.units | report.not_owing
    for key in (one for one in TEXTS[report.text].tasks if carries(one, report.text, text)):
        for unit in TEXTS[report.text].tasks[key].asked:
            if unit in reports or unit in report.signed:
                unsaid[key, unit] = "unstated" if unit in reports else "unentered", label
        for unit, one in reports.items():
            if any(row == key for row, _column in one.answers):
                said[key, unit] = STATES.get(one.status_of(key), "unstated"), label
