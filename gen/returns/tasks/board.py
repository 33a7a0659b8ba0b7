"""The collections of a report + the plan on a day → each task with what the units that lead and support it last said.

The last word of a unit about a task is that of the latest period in which it answered the task's row. Answers are
followed to the task that asks the same in the plan as it stands on the day; what asked something else does not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gen.derive.form_fields import STATUS, STATUSES, Area, area_of
from gen.derive.letterhead import deadline_text, substitutions
from gen.errors import Diagnostic
from gen.history.carried_codes import map_codes
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.model import Plan
from gen.plan.units import full_name, unit_by_id
from gen.reporting.periods import name_with_period
from gen.reporting.questionnaire import TaskQuestion, build_questionnaire
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.reasons import ReasonCode
from gen.returns.tasks.due_days import find_due_day
from gen.text import remove_emphasis


class TaskState(StrEnum):
    """What a unit last said of a task.

    STANDING: it is carried out all the time, and so is settled, unless it has a last day. UNSTATED: it reported, but
    its status is none of the form's, or not given. UNENTERED: of its reports there are signed copies alone, whose
    answers are not entered. NOT_ASKED: it does not owe the report, so that nothing is known.
    """

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    DONE = "done"
    STANDING = "standing"
    NOTHING_AROSE = "nothing-arose"
    UNSTATED = "unstated"
    UNENTERED = "unentered"
    NOT_REPORTED = "not-reported"
    NOT_ASKED = "not-asked"


_STATES = dict(
    zip(
        STATUSES,
        (
            TaskState.NOT_BEGUN,
            TaskState.UNDER_WAY,
            TaskState.DONE,
            TaskState.STANDING,
            TaskState.NOTHING_AROSE,
        ),
        strict=True,
    )
)
_SETTLED = (TaskState.DONE, TaskState.NOTHING_AROSE, TaskState.NOT_ASKED)
"""A task of a unit in one of these states is not overdue: there is nothing left to do, or nothing is known."""


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task of one unit in the role `duty`: its state, and the label of the period in which it said so.

    `is_overdue`: the task's last day is past, and the unit has not said that it is done, or that nothing arose.
    """

    unit: str
    name: str
    duty: Duty
    state: TaskState
    period: str = ""
    is_overdue: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether it leads the task, or has it in common with others, rather than supporting it."""
        return self.duty is not Duty.SUPPORT


@dataclass(frozen=True, slots=True)
class BoardTask:
    """A task of the plan with the units that lead it, or have it in common, and then those that support it.

    `due` is its last day, None where the plan names none; `due_words` are the plan's own.
    """

    code: str
    section: str
    text: str
    due: date | None
    due_words: str
    units: tuple[UnitTask, ...]

    @property
    def leads(self) -> tuple[UnitTask, ...]:
        """The units that lead it, or have it in common with others."""
        return tuple(one for one in self.units if one.is_lead)

    @property
    def supporters(self) -> tuple[UnitTask, ...]:
        """The units that support it."""
        return tuple(one for one in self.units if not one.is_lead)

    @property
    def overdue(self) -> tuple[UnitTask, ...]:
        """The units that lead it and are overdue."""
        return tuple(one for one in self.leads if one.is_overdue)

    @property
    def is_settled(self) -> bool:
        """Whether every unit that leads it says that it is done, that nothing arose, or, without a last day, stands."""
        settled = [TaskState.DONE, TaskState.NOTHING_AROSE, *([TaskState.STANDING] if self.due is None else [])]
        return bool(self.leads) and all(one.state in settled for one in self.leads)


def count_states(units: Iterable[UnitTask]) -> Mapping[TaskState, int]:
    """How many of the units are in each state; every state is there."""
    found = Counter(one.state for one in units)
    return {state: found[state] for state in TaskState}


class TaskBoard(tuple[BoardTask, ...]):
    """Every task that units answer for, in the order of the plan; `notices` say what is odd about the store.

    `report` is what the last report that is looked at is called, with its period; `day` the one of the board.
    """

    notices: tuple[Diagnostic, ...] = ()
    report: str = ""
    day: date | None = None


def build_task_board(collections: Sequence[Collection], plan: Plan, day: date) -> TaskBoard:
    """The tasks of `plan` on `day`; `collections` are those of one report, a period each, in order, and one at least.

    `plan` is the plan as it binds on that day.
    """
    words = _find_last_words(collections, plan, day)
    board = TaskBoard(_list_tasks(plan, words, day))
    board.notices, board.day = collections[-1].notices, day
    last = next((one for one in reversed(collections) if _is_reported_on(one, day)), collections[0])
    board.report = name_with_period(last.obligation.name, last.period)
    return board


def _is_reported_on(collection: Collection, day: date) -> bool:
    """Whether the figures of the period are complete on that day, or something of it is received already."""
    cutoff, received = collection.period.cutoff, collection.received_by(day)
    return cutoff is None or cutoff <= day or bool(received.accepted or received.signed)


_Row = tuple[str, str]
"""A unit and the code of a task."""


@dataclass(slots=True)
class _LastWords:
    """What is known of a unit and a task: the state and the label of its period."""

    said: dict[_Row, tuple[TaskState, str]]
    """Of the last period in which the row was answered."""
    unsaid: dict[_Row, tuple[TaskState, str]]
    """Of the last period of which a report, or a signed copy, came whose form had the row."""
    asked: set[str]
    """The units that owe the report in any period."""


def _find_last_words(collections: Iterable[Collection], plan: Plan, day: date) -> _LastWords:
    words = _LastWords({}, {}, set())
    for collection in collections:
        received = collection.received_by(day)
        words.asked.update(unit.id for unit in collection.owing_units)
        codes, label = map_codes(collection.plan, plan), collection.period.label
        rows = _rows_by_unit(collection.plan, codes)
        for copy in received.signed:
            words.unsaid.update(dict.fromkeys(rows.get(copy.unit, ()), (TaskState.UNENTERED, label)))
        for report in received.accepted:
            words.unsaid.update(dict.fromkeys(rows.get(report.unit, ()), (TaskState.UNSTATED, label)))
            for code, state in _states_in(report):
                if code in codes:
                    words.said[report.unit, codes[code]] = (state, label)
    return words


def _rows_by_unit(plan: Plan, codes: Mapping[str, str]) -> Mapping[str, list[_Row]]:
    """The rows of each unit's form, under the codes to which `codes` leads; others are left out."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for question in (question for section in build_questionnaire(plan) for question in section.tasks):
        code = codes.get(question.entry.id)
        for unit in question.units if code is not None else ():
            found[unit].append((unit, code or ""))
    return found


def _states_in(report: AcceptedSubmission) -> Iterator[tuple[str, TaskState]]:
    """The state of each task of which a row is answered in the report."""
    unfit = [v for v, reason in report.quarantined_values if reason.code != ReasonCode.TASK_CHANGED]
    given = {
        v.field.code: _STATES.get(v.text, TaskState.UNSTATED) for v in report.values if v.field.name == STATUS.name
    }
    for code in dict.fromkeys(value.field.code for value in (*report.values, *unfit) if value.field.code):
        if area_of(code) is Area.TASK:  # the row of a target is not one of its task's status
            yield code, given.get(code, TaskState.UNSTATED)


def _list_tasks(plan: Plan, words: _LastWords, day: date) -> Iterator[BoardTask]:
    names = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    units = {unit.id: full_name(unit) for unit in plan.units}
    for section in build_questionnaire(plan):
        heading = _fill_text(section.entry.title, names).rstrip(":")
        for question in section.tasks:
            if question.units:
                yield _board_task(question, heading, _fill_text(question.entry.sentence, names), units, words, day)


def _fill_text(text: str, names: Mapping[str, str]) -> str:
    return remove_emphasis(fill(text, names))


def _board_task(
    question: TaskQuestion, section: str, text: str, names: Mapping[str, str], words: _LastWords, day: date
) -> BoardTask:
    entry = question.entry
    deadline = entry.item.due if entry.item else None
    due = find_due_day(deadline)
    is_past = due is not None and day > due
    is_common = entry.assignment is not None and entry.assignment.common
    roles = (
        (Duty.COMMON if is_common else Duty.LEAD, question.leading),
        (Duty.SUPPORT, question.supporting),
    )
    units = tuple(
        _unit_task(unit, name, duty, entry.id, words, is_past=is_past)
        for duty, in_role in roles
        for unit, name in names.items()
        if unit in in_role
    )
    return BoardTask(entry.id, section, text, due, deadline_text(deadline), units)


def _unit_task(unit: str, name: str, duty: Duty, code: str, words: _LastWords, *, is_past: bool) -> UnitTask:
    none = TaskState.NOT_REPORTED if unit in words.asked else TaskState.NOT_ASKED
    state, period = words.said.get((unit, code)) or words.unsaid.get((unit, code)) or (none, "")
    return UnitTask(unit, name, duty, state, period, is_past and state not in _SETTLED)
