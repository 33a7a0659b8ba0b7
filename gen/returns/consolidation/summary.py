"""Collection → Summary: for each task the units by status and their texts; figures added; who is missing.

What is missing is named, and never counted as zero: a unit that sent nothing differs from one that left a row blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gen.clock import VIETNAM
from gen.derive.form_fields import STATUS, STATUSES, Area, consolidated_fields
from gen.plan.units import short_name
from gen.reading import Figure
from gen.reporting.indicators import indicators_asked
from gen.returns.collection import AcceptedSubmission, Collection, RejectedFile
from gen.returns.consolidation.indicators import GivenFigures, IndicatorSummary, summarize_indicators
from gen.returns.consolidation.questions import AskedSection, AskedTask, TaskTopic, fill_questionnaire
from gen.returns.consolidation.targets import TargetSummary, UncountedAnswer, UnitNote, summarize_target
from gen.returns.reasons import Reason, ReasonCode, official_words
from gen.returns.validation import FieldValue
from gen.text import collapse_spaces, shorten
from gen.word.forms.cell_content import CellFinding

NOT_OWED = Reason.of(ReasonCode.NOT_OWED)
NOT_ASKED = Reason.of(ReasonCode.NOT_ASKED)
_MAX_WRITTEN = 60
"""So many letters of a status that is none are quoted."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text, with the ids of the units that gave it."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleAnswers:
    """The answers of the units that have a task in one role: each asked unit has answered, or left its row `blank`, or
    sent no report that counts (`missing`), or a signed copy whose answers are not entered yet (`unentered`).

    `by_status` are the units that gave each status, in the order of STATUSES; `unstated` answered without a status,
    `misstated` wrote as the status what is none.
    """

    asked: tuple[str, ...]
    answered: tuple[str, ...]
    by_status: tuple[tuple[str, ...], ...]
    unstated: tuple[str, ...]
    misstated: tuple[UnitNote, ...]
    blank: tuple[str, ...]
    missing: tuple[str, ...]
    unentered: tuple[str, ...]

    @property
    def statuses(self) -> tuple[int, ...]:
        """How many units gave each status, in the order of STATUSES."""
        return tuple(map(len, self.by_status))

    @property
    def silent(self) -> tuple[str, ...]:
        """The units that sent something that tells no status."""
        return (*self.unstated, *(one.unit for one in self.misstated), *self.blank, *self.unentered)

    @property
    def silent_count(self) -> int:
        """How many units sent something that tells no status."""
        return len(self.silent)


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """One task: what those say that lead it, or have it in common with others, and what its supporters say.

    `texts` are the texts given by both, by the name of the field. `requested` are the units of both that the plan
    requests, rather than directs, to do it.
    """

    code: str
    text: str
    leads: RoleAnswers
    supporters: RoleAnswers
    texts: Mapping[str, tuple[SharedText, ...]]
    targets: tuple[TargetSummary, ...]
    requested: frozenset[str]
    topic: TaskTopic

    @property
    def is_answered(self) -> bool:
        """Whether anybody answers for it; of the words above a list only the figures are asked."""
        return bool(self.leads.asked or self.supporters.asked)


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """One section of the plan; of the words above a list, among `all_tasks`, only the figures are asked."""

    code: str
    heading: str
    all_tasks: tuple[TaskSummary, ...]

    @property
    def tasks(self) -> tuple[TaskSummary, ...]:
        """Those of its tasks that somebody answers for."""
        return tuple(task for task in self.all_tasks if task.is_answered)

    def counts(self) -> tuple[int, ...]:
        """How often a unit that leads a task gave each status for it, then gave none, then sent no report."""
        return count_answers(self.tasks)


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """The tasks about one topic, of whatever sections."""

    heading: str
    tasks: tuple[TaskSummary, ...]


def count_answers(tasks: Iterable[TaskSummary]) -> tuple[int, ...]:
    """How often a unit that leads one of the tasks gave each status, then gave none, then sent no report."""
    leads = [task.leads for task in tasks]
    statuses = (sum(one.statuses[number] for one in leads) for number in range(len(STATUSES)))
    return *statuses, sum(one.silent_count for one in leads), sum(len(one.missing) for one in leads)


@dataclass(frozen=True, slots=True)
class OwingUnit:
    """One unit that owes the report: `submission` is what counts, or None; `due` is its own due date.

    `signed` is when the first signed copy of its report was received, None where none was; `rejected` are its files
    that do not count.
    """

    unit: str
    due: date | None
    extension_reason: str
    submission: AcceptedSubmission | None
    signed: datetime | None = None
    rejected: tuple[RejectedFile, ...] = ()

    @property
    def is_uncounted(self) -> bool:
        """Whether it sent files, and nothing of them counts."""
        return self.submission is None and self.signed is None and bool(self.rejected)

    @property
    def is_unread(self) -> bool:
        """Whether it sent files, and none of them could be read."""
        return self.is_uncounted and not any(file.is_form for file in self.rejected)

    @property
    def received(self) -> datetime | None:
        """When the first of its report was received, by the clock of the offices."""
        first = self.submission.first_received if self.submission else self.signed
        return first.astimezone(VIETNAM) if first else None

    @property
    def is_unentered(self) -> bool:
        """Whether there is a signed copy alone, whose answers are not entered."""
        return self.submission is None and self.signed is not None

    @property
    def is_late(self) -> bool:
        """Whether its report was received after its due date; never where the plan names no day."""
        received = self.received
        return received is not None and self.due is not None and received.date() > self.due


@dataclass(frozen=True, slots=True)
class QuarantinedValue:
    """A value that no sum or count includes, with the reason."""

    unit: str
    value: FieldValue
    reason: Reason


@dataclass(frozen=True, slots=True)
class Summary:
    """One report of a plan, over all units that owe it.

    `names` are the short names of units by their ids; `texts` the texts on the plan as a whole, by the name of the
    field; `indicators` the rows of the table of figures.
    """

    collection: Collection
    names: Mapping[str, str]
    sections: tuple[SectionSummary, ...]
    texts: Mapping[str, tuple[SharedText, ...]]
    owing_units: tuple[OwingUnit, ...]
    quarantined_values: tuple[QuarantinedValue, ...]
    rejected: tuple[RejectedFile, ...]
    indicators: tuple[IndicatorSummary, ...] = ()

    @property
    def tasks(self) -> tuple[TaskSummary, ...]:
        """All tasks that somebody answers for, in the plan's order."""
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def targets(self) -> tuple[TargetSummary, ...]:
        """All targets, in the plan's order."""
        return tuple(target for section in self.sections for task in section.all_tasks for target in task.targets)

    @property
    def topics(self) -> tuple[TopicSummary, ...]:
        """The tasks by what they are about, in the order in which the plan first names each topic."""
        found: dict[str, list[TaskSummary]] = {}
        for task in self.tasks:
            found.setdefault(task.topic.key, []).append(task)
        return tuple(TopicSummary(tasks[0].topic.heading, tuple(tasks)) for tasks in found.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that owe the report and sent none that counts, nor a signed copy."""
        return tuple(one.unit for one in self.owing_units if one.submission is None and not one.is_unentered)

    @property
    def uncounted_senders(self) -> tuple[str, ...]:
        """Those of the missing ones that sent files of which nothing counts: they have not sent nothing."""
        return tuple(one.unit for one in self.owing_units if one.is_uncounted)

    @property
    def silent(self) -> tuple[str, ...]:
        """Those of the missing ones that sent nothing."""
        uncounted = frozenset(self.uncounted_senders)
        return tuple(one for one in self.missing if one not in uncounted)

    @property
    def unentered(self) -> tuple[str, ...]:
        """The units of which there is a signed copy alone, whose answers are not entered."""
        return tuple(one.unit for one in self.owing_units if one.is_unentered)

    @property
    def reported_count(self) -> int:
        """How many of the units that owe the report sent one whose answers count."""
        return sum(one.submission is not None for one in self.owing_units)


class _Answers:
    """The answers of the units, by row and field."""

    def __init__(self, reports: Iterable[AcceptedSubmission], asked: Mapping[str, frozenset[str]]) -> None:
        self.statuses: dict[str, dict[str, str]] = defaultdict(dict)
        self.texts: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.figures: dict[str, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
        self.rows: dict[str, set[str]] = defaultdict(set)
        self.uncounted: dict[str, dict[str, dict[str, UncountedAnswer]]] = defaultdict(lambda: defaultdict(dict))
        self.misread: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self.quarantined_values: list[QuarantinedValue] = []
        for report in reports:
            known = asked[report.unit]
            for value in report.values:
                if value.field.code and value.field.code not in known:
                    self.quarantined_values.append(QuarantinedValue(report.unit, value, NOT_ASKED))
                else:
                    self._add(report.unit, value)
            for value, reason in report.quarantined_values:
                self.quarantined_values.append(QuarantinedValue(report.unit, value, reason))
                if reason.code != ReasonCode.TASK_CHANGED and value.field.code in known:
                    answer = UncountedAnswer(value.text, reason)
                    self.uncounted[value.field.code][report.unit][value.field.name] = answer

    def _add(self, unit: str, value: FieldValue) -> None:
        code, name = value.field.code, value.field.name
        if value.figure is not None:
            self.figures[code][unit][name] = value.figure
            doubts = [official_words(doubt) for doubt in value.doubts if doubt.code in _DOUBTS_OF_FIGURES]
            if doubts:
                self.misread[code][unit][name] = "; ".join(doubts)
            return
        self.rows[code].add(unit)
        if name == STATUS.name:
            self.statuses[code][unit] = value.text
        else:
            self.texts[code, name][collapse_spaces(value.text)].append(unit)

    def shared_texts(self, code: str, name: str) -> tuple[SharedText, ...]:
        """The texts of a field, each once, with the units that gave it."""
        return tuple(SharedText(text, tuple(units)) for text, units in self.texts.get((code, name), {}).items())


_DOUBTS_OF_FIGURES = {ReasonCode.DECIMAL_COMMA.value, *(one.value for one in CellFinding)}
"""What is said of a figure that counts, in the report: what else it may be, and what in its cell was left out."""


def summarize(collection: Collection) -> Summary:
    """The summary of what was received; only what units that owe the report sent is counted."""
    sections = fill_questionnaire(collection)
    asked = _codes_by_unit(sections, collection)
    in_order = _submissions_by_unit(collection)
    answers = _Answers(in_order.values(), asked)
    reported = frozenset(in_order)
    signed = frozenset(one.unit for one in collection.signed) - reported
    uninvited = [one for one in collection.accepted if one.unit not in asked]
    not_owed = [
        QuarantinedValue(one.unit, value, NOT_OWED)
        for one in uninvited
        for value in (*one.values, *(v for v, _ in one.quarantined_values))
    ]
    return Summary(
        collection,
        {unit.id: short_name(unit) for unit in (*collection.ended_units, *collection.plan.units)},
        tuple(_summarize_section(section, answers, reported, signed) for section in sections),
        {one.name: answers.shared_texts("", one.name) for one in consolidated_fields(Area.REPORT)},
        tuple(_list_owing_units(collection, in_order)),
        (*answers.quarantined_values, *not_owed),
        collection.rejected,
        summarize_indicators(
            collection.plan,
            collection.obligation.id,
            tuple(asked),
            GivenFigures(answers.figures, answers.uncounted, reported, signed, answers.misread),
        ),
    )


def _codes_by_unit(sections: Sequence[AskedSection], collection: Collection) -> dict[str, frozenset[str]]:
    """The codes of the rows of each asked unit's form."""
    found: dict[str, set[str]] = {unit.id: set() for unit in collection.owing_units}
    for task in (task for section in sections for task in section.tasks):
        for code, units in ((task.code, task.units), *((target.code, target.units) for target in task.targets)):
            for unit in units:
                found[unit].add(code)
    for unit, codes in found.items():
        for one in indicators_asked(collection.plan, unit, collection.obligation.id):
            codes.update(code for code, _name in one.rows())
    return {unit: frozenset(codes) for unit, codes in found.items()}


def _submissions_by_unit(collection: Collection) -> dict[str, AcceptedSubmission]:
    """The report of each unit that owes one and sent it, in the order of the plan."""
    sent = {report.unit: report for report in sorted(collection.accepted, key=lambda report: report.received)}
    return {unit.id: sent[unit.id] for unit in collection.owing_units if unit.id in sent}


def _summarize_section(
    section: AskedSection, answers: _Answers, reported: frozenset[str], signed: frozenset[str]
) -> SectionSummary:
    tasks = tuple(_summarize_task(task, answers, reported, signed) for task in section.tasks)
    return SectionSummary(section.code, section.heading, tasks)


def _summarize_task(
    task: AskedTask, answers: _Answers, reported: frozenset[str], signed: frozenset[str]
) -> TaskSummary:
    targets = (
        summarize_target(
            t.code, task.code, t.target, t.units, answers.figures.get(t.code, {}), reported, signed,
            answers.uncounted.get(t.code, {}),
            answers.misread.get(t.code, {}),
        )
        for t in task.targets
    )  # fmt: skip
    return TaskSummary(
        task.code,
        task.text,
        _collect_answers(task.code, task.leads, answers, reported, signed),
        _collect_answers(task.code, task.supporters, answers, reported, signed),
        {one.name: answers.shared_texts(task.code, one.name) for one in consolidated_fields(Area.TASK)},
        tuple(targets),
        task.requested,
        task.topic,
    )


def _collect_answers(
    code: str, units: tuple[str, ...], answers: _Answers, reported: frozenset[str], signed: frozenset[str]
) -> RoleAnswers:
    given = answers.statuses.get(code, {})
    rows = answers.rows.get(code, set())
    misfits = {
        unit: cells[STATUS.name]
        for unit, cells in answers.uncounted.get(code, {}).items()
        if STATUS.name in cells and unit not in given
    }
    return RoleAnswers(
        units,
        tuple(unit for unit in units if unit in rows or unit in misfits),
        tuple(tuple(unit for unit in units if given.get(unit) == status) for status in STATUSES),
        tuple(unit for unit in units if unit in rows and unit not in given and unit not in misfits),
        tuple(UnitNote(unit, shorten(misfits[unit].text, _MAX_WRITTEN)) for unit in units if unit in misfits),
        tuple(unit for unit in units if unit in reported and unit not in rows and unit not in misfits),
        tuple(unit for unit in units if unit not in reported and unit not in signed),
        tuple(unit for unit in units if unit in signed),
    )


def _list_owing_units(collection: Collection, sent: Mapping[str, AcceptedSubmission]) -> Iterable[OwingUnit]:
    extensions = {granted.unit: granted for granted in collection.extensions}
    signed: dict[str, datetime] = {}
    for copy in collection.signed:
        signed[copy.unit] = min(copy.received, signed.get(copy.unit, copy.received))
    rejected = collection.rejected_of_units()
    for unit in collection.owing_units:
        extension = extensions.get(unit.id)
        due = extension.until if extension else collection.period.due
        yield OwingUnit(
            unit.id, due, extension.reason if extension else "", sent.get(unit.id), signed.get(unit.id),
            tuple(rejected.get(unit.id, ())),
        )  # fmt: skip
