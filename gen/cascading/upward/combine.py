"""What own bodies reported for a period → each cell of the superior's form: what to write, or why it stays blank.

- A **status** follows from those of all who lead the tasks that are for the superior's: where all say the same, it is
  that; that nothing arose in some places does not count beside others; else it is under way. Where one is missing, none
  is written.
- **Figures** are added: numerators, denominators, values; a percentage is that of the sums, never a mean. Where some
  are missing, the sum is of the others, and the task's result names who is not in it; where nothing can be written
  beside it, it stays blank.
- **Texts** stand one below the other, equal ones once, each with the names of those who wrote it.
- A **day** is written where all gave the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gen.derive.answers import FormField
from gen.derive.form_fields import (
    DENOMINATOR,
    NOTHING_AROSE,
    NUMERATOR,
    PREVIOUS,
    STATUS,
    UNDER_WAY,
    VALUE,
    Area,
    FieldDefinition,
    FieldKind,
    area_of,
    fields_of,
)
from gen.plan.checks.superior import target_code
from gen.plan.model import Superior, SuperiorIndicator, SuperiorTask, Target
from gen.plan.outline import OutlineEntry, tasks
from gen.plan.targets import PERCENT
from gen.plan.units import short_name
from gen.reading import Figure
from gen.reporting.questionnaire import TaskQuestion, build_questionnaire
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.consolidation.indicators import IndicatorSummary
from gen.returns.consolidation.summary import OwingUnit, Summary, summarize
from gen.returns.consolidation.targets import TargetSummary, add_exactly, compute_percentage
from gen.returns.reasons import Reason, official_words
from gen.returns.validation import FieldValue, parse_value
from gen.text import collapse_spaces, format_decimal, format_percent, name_some, shorten
from gen.word.forms.provenance import CellSource, LackingSource

NOT_SENT, NOT_ENTERED, LEFT_BLANK = "chưa gửi báo cáo", "đã gửi bản ký, chưa nhập số liệu", "bỏ trống"
NOT_COUNTED, NOT_READ = "đã gửi tệp chưa tính được", "đã gửi tệp không đọc được"
NOT_OWING, ITSELF = "không phải gửi báo cáo này", "do chính cơ quan này thực hiện"
_NO_TASK = "kế hoạch của cơ quan không có nhiệm vụ nào thực hiện nhiệm vụ này"
_NO_INDICATOR = "kế hoạch của cơ quan không hỏi số liệu này"
_NO_TARGET = "kế hoạch của cơ quan không có chỉ tiêu nào gom số liệu cho chỉ tiêu này"
_NOBODY_WROTE = "không đơn vị nào ghi"
_NO_FRACTION = "chỉ tiêu đếm số lượng: không có tử số, mẫu số"
_OTHER_UNIT = "đơn vị tính của cấp trên là {wanted}, của mình là {own}"
_SUPPORTING = "{name} (phối hợp)"
_TWICE = "số liệu ở {count} nhiệm vụ cùng được cộng; nếu là một số thì chỉ tính một lần"
_OTHER_NAME = "cấp trên hỏi “{wanted}”, kế hoạch này hỏi “{own}”"
_PARTIAL = "Số liệu “{of}” là của {counted}/{asked} đơn vị; chưa có: {names}."
_MAX_NAMES = 12
_ENDS = ".;:!?…"
"""How a line may end before another one: LibreOffice glues the lines of a cell (docs/forms.md)."""


@dataclass(frozen=True, slots=True)
class CombinedCell:
    """A cell of the superior's form: the `text` for it, empty where it stays blank for the `reason`.

    `sources` are the cells behind it; `lacking` are the units whose answer is not in it; `doubts` are what a person
    should look at in it. `is_silent`: it is blank because nobody wrote anything, as a cell may be.
    """

    field: FormField
    text: str = ""
    reason: str = ""
    sources: tuple[CellSource, ...] = ()
    lacking: tuple[LackingSource, ...] = ()
    doubts: tuple[str, ...] = ()
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class CombinedReport:
    """Every cell of the superior's form, in its order; how many answers are to tasks of the office's own alone."""

    cells: tuple[CombinedCell, ...]
    own_answers: int


def combine_reports(collection: Collection, superior: Superior) -> CombinedReport:
    """The cells of the superior's form, made of what is in `collection`; its plan is the one that names `superior`."""
    return _Combiner(collection, superior).combine()


def combine_statuses(statuses: Iterable[str]) -> str:
    """The status that the statuses of several bodies make together; there is at least one."""
    distinct = dict.fromkeys(statuses)
    telling = [one for one in distinct if one != NOTHING_AROSE] or [*distinct]
    return telling[0] if len(telling) == 1 else UNDER_WAY


def superior_fields(superior: Superior) -> Iterator[FormField]:
    """Every field of the superior's form, with what its row asks."""
    for task in superior.tasks:
        if task.answered:
            yield from (FormField(task.id, one.name, one.kind, task.text) for one in fields_of(Area.TASK))
        for number, target in enumerate(task.targets, 1):
            code, asked = target_code(task, number), f"{target.of} {target.raw}"
            yield from (FormField(code, one.name, one.kind, asked) for one in fields_of(Area.TARGET))
    for report in superior.reports:
        yield from (asked for one in report.indicators for asked in _indicator_fields(one))
    yield from (FormField("", one.name, one.kind) for one in fields_of(Area.REPORT))


def _indicator_fields(one: SuperiorIndicator) -> Iterator[FormField]:
    """The fields of an indicator and of the members of its breakdown, with what their rows ask."""
    for number, name in enumerate((one.name, *one.breakdown)):
        code = f"{one.id}.{number}" if number else one.id
        for column in fields_of(Area.INDICATOR):
            if column != PREVIOUS or one.previous:
                yield FormField(code, column.name, column.kind, f"{name} {one.unit}")


@dataclass(slots=True)
class _Combiner:
    collection: Collection
    superior: Superior
    summary: Summary = field(init=False)
    names: Mapping[str, str] = field(init=False)
    reports: Mapping[str, AcceptedSubmission] = field(init=False)
    questions: Mapping[str, TaskQuestion] = field(init=False)
    targets: Mapping[str, TargetSummary] = field(init=False)
    indicators: Mapping[str, IndicatorSummary] = field(init=False)
    _values: dict[tuple[str, str], FieldValue] = field(default_factory=dict)
    _uncounted: dict[tuple[str, str], tuple[FieldValue, Reason]] = field(default_factory=dict)
    _silence: Mapping[str, str] = field(init=False)
    """Why there are no answers at all of a unit that owes the report, and sent something."""

    def __post_init__(self) -> None:
        collection = self.collection
        plan = collection.plan
        self.summary = summarize(collection)
        self.names = {unit.id: short_name(unit) for unit in plan.units}
        owing = {unit.id for unit in collection.owing_units}
        self.reports = {one.unit: one for one in collection.accepted if one.unit in owing}
        self.questions = {
            question.entry.id: question for section in build_questionnaire(plan) for question in section.tasks
        }
        self.targets = {target.code: target for target in self.summary.targets}
        self.indicators = {one.code: one for one in self.summary.indicators}
        self._silence = {one.unit: why for one in self.summary.owing_units if (why := _silence_of(one))}
        for unit, report in self.reports.items():
            for value in report.values:
                self._values[unit, value.field.key] = value
            for value, reason in report.quarantined_values:
                self._uncounted.setdefault((unit, value.field.key), (value, reason))

    def combine(self) -> CombinedReport:
        """Every cell, in the order of the superior's form."""
        own_tasks, own_targets = self._own_codes()
        found: list[CombinedCell] = []
        for task in self.superior.tasks:
            figures, remarks = self._figures(task, own_targets)
            if task.answered:
                found += self._task(task, own_tasks.get(task.id, ()), remarks)
            found += figures
        for report in self.superior.reports:
            if report.id == self.collection.obligation.superior:
                found += (self._indicator(one, asked) for one in report.indicators for asked in _indicator_fields(one))
        found += (self._report_field(one) for one in fields_of(Area.REPORT))
        rows = (own_tasks.get(task.id, ()) for task in self.superior.tasks if task.answered)
        figures_asked = {cell.field.code for cell in found if area_of(cell.field.code) is Area.INDICATOR}
        carried = figures_asked.union(code for codes in (*rows, *own_targets.values()) for code in codes)
        own = sum(1 for _unit, key in self._values if "/" in key and key.rpartition("/")[0] not in carried)
        return CombinedReport(tuple(found), own)

    def _own_codes(self) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """The codes of the own tasks, and of the own targets, that are for each of the superior's."""
        own_tasks: dict[str, tuple[str, ...]] = {}
        own_targets: dict[str, tuple[str, ...]] = {}
        for entry in tasks(self.collection.plan):
            for ref in entry.item.superior if entry.item else ():
                own_tasks[ref] = (*own_tasks.get(ref, ()), *_carrying(entry))
            for number, target in enumerate(entry.item.targets if entry.item else (), 1):
                if target.superior is not None:
                    code = f"{entry.id}/{number}"
                    own_targets[target.superior] = (*own_targets.get(target.superior, ()), code)
        return own_tasks, own_targets

    # ---- tasks ---------------------------------------------------------------

    def _task(self, task: SuperiorTask, own: Sequence[str], remarks: Sequence[str]) -> Iterator[CombinedCell]:
        for one in fields_of(Area.TASK):
            asked = FormField(task.id, one.name, one.kind, task.text)
            if not own:
                yield CombinedCell(asked, reason=_NO_TASK)
            elif one.kind is FieldKind.STATUS:
                yield self._status(asked, own)
            elif one.kind is FieldKind.TEXT:
                yield self._texts(asked, own, remarks if one.name == RESULT else ())
            else:
                led = [(unit, f"{code}/{one.name}") for code in own for unit in self._leads(code)]
                yield self._sum(asked, led)

    def _status(self, asked: FormField, own: Sequence[str]) -> CombinedCell:
        given: list[CellSource] = []
        lacking: list[LackingSource] = []
        for code in own:
            for unit in self._leads(code):
                key = f"{code}/{STATUS.name}"
                value = self._values.get((unit, key))
                if value is not None:
                    given.append(self._source(unit, value))
                else:
                    lacking.append(self._lack(unit, key))
        if lacking or not given:
            reason = self._describe_lacking(lacking) if lacking else "không có đơn vị nào chủ trì"
            return CombinedCell(asked, "", reason, tuple(given), tuple(lacking))
        return CombinedCell(asked, combine_statuses(one.text for one in given), "", tuple(given))

    def _leads(self, code: str) -> tuple[str, ...]:
        """All who lead an own task, in the order of the plan, whether they owe this report or not."""
        question = self.questions.get(code)
        return () if question is None else tuple(unit for unit in self.names if unit in question.leading)

    def _texts(self, asked: FormField, own: Sequence[str], remarks: Sequence[str]) -> CombinedCell:
        written: dict[str, list[str]] = {}
        sources: list[CellSource] = []
        for code in own:
            leads = self._leads(code)
            question = self.questions.get(code)
            others = tuple(unit for unit in self.names if question is not None and unit in question.supporting)
            for unit in (*leads, *others):
                value = self._values.get((unit, f"{code}/{asked.name}"))
                if value is not None:
                    name = self.names[unit] if unit in leads else _SUPPORTING.format(name=self.names[unit])
                    named = written.setdefault(collapse_spaces(value.text), [])
                    named += [name] if name not in named else []
                    sources.append(self._source(unit, value))
        lines = [f"{', '.join(names)}: {text}" for text, names in written.items()]
        return self._joined(asked, [*lines, *remarks], sources)

    def _joined(self, asked: FormField, lines: Sequence[str], sources: Sequence[CellSource]) -> CombinedCell:
        if not lines:
            return CombinedCell(asked, reason=_NOBODY_WROTE, is_silent=True)
        printable = [_printable(line) for line in lines]
        ended = [line if line[-1:] in _ENDS else f"{line};" for line in printable[:-1]]
        return CombinedCell(asked, "\n".join([*ended, printable[-1]]), "", tuple(sources))

    # ---- figures -------------------------------------------------------------

    def _figures(self, task: SuperiorTask, own: Mapping[str, Sequence[str]]) -> tuple[list[CombinedCell], list[str]]:
        """The cells of the targets of a task, and what has to be said of their figures beside its result."""
        found: list[CombinedCell] = []
        remarks: list[str] = []
        for number, wanted in enumerate(task.targets, 1):
            code = target_code(task, number)
            cells, remark = self._target(task, code, wanted, own.get(code, ()))
            found += cells
            remarks += [remark] if remark else []
        return found, remarks

    def _target(
        self, task: SuperiorTask, code: str, wanted: Target, own: Sequence[str]
    ) -> tuple[list[CombinedCell], str]:
        asked = {
            one: FormField(code, one.name, one.kind, f"{wanted.of} {wanted.raw}") for one in fields_of(Area.TARGET)
        }
        added = _AddedTargets.of(self, own)
        reason = "" if own else _NO_TARGET
        if other := next((one.target.unit for one in added.summaries if one.target.unit != wanted.unit), None):
            reason = _OTHER_UNIT.format(wanted=wanted.unit, own=other)
        elif own and not added.counted:
            reason = self._describe_lacking(added.lacking) if added.lacking else _NOBODY_WROTE
        elif added.lacking and not task.answered:
            reason = f"chưa đủ số liệu: {self._describe_lacking(added.lacking)}"
        columns = [one for one in asked if wanted.unit == PERCENT or one == VALUE]
        cells = [CombinedCell(asked[one], reason=_NO_FRACTION, is_silent=True) for one in asked if one not in columns]
        if reason:
            return [*cells, *(CombinedCell(asked[one], "", reason, (), tuple(added.lacking)) for one in columns)], ""
        cells += [self._figure(one, asked[one], added) for one in columns]
        if not added.lacking:
            return cells, ""
        names = _name_few([one.name for one in added.lacking])
        counted = {unit for _code, unit in added.counted}
        everybody = counted | {one.unit for one in added.lacking}
        remark = _PARTIAL.format(of=wanted.of, counted=len(counted), asked=len(everybody), names=names)
        return cells, remark

    def _figure(self, definition: FieldDefinition, asked: FormField, added: _AddedTargets) -> CombinedCell:
        value, sources = added.sum_of(definition)
        is_ratio = added.is_percentage and definition == VALUE
        text = format_percent(value) if is_ratio else _written(asked, value)
        return CombinedCell(asked, text, "", tuple(sources), tuple(added.lacking), tuple(added.doubts))

    # ---- indicators ----------------------------------------------------------

    def _indicator(self, wanted: SuperiorIndicator, asked: FormField) -> CombinedCell:
        """What the own bodies gave for a row of the table of figures; blank where one of them gave nothing."""
        own = self.indicators.get(asked.code)
        if own is None:
            return CombinedCell(asked, reason=_NO_INDICATOR)
        if own.indicator.unit != wanted.unit:
            return CombinedCell(asked, reason=_OTHER_UNIT.format(wanted=wanted.unit, own=own.indicator.unit))
        given = own.earlier if asked.name == PREVIOUS.name else own.readings
        value = own.previous if asked.name == PREVIOUS.name else own.value
        there = {one.unit for one in given}
        unfit = {
            note.unit: note.reason for note in (own.unfit_earlier if asked.name == PREVIOUS.name else own.excluded)
        }  # fmt: skip
        lacking = tuple(
            self._lack(unit, asked.key, unfit.get(unit, "")) for unit in own.asked if unit not in there
        )  # fmt: skip
        sources = tuple(self._source(unit, self._values[unit, asked.key]) for unit in own.asked if unit in there)
        if value is None or lacking:
            reason = self._describe_lacking(lacking) if lacking else _NOBODY_WROTE
            return CombinedCell(asked, "", reason, sources, lacking)
        doubts = [f"{self.names[note.unit]}: {note.reason}" for note in own.doubts]
        wanted_name = asked.question.removesuffix(f" {wanted.unit}")
        if collapse_spaces(own.name) != collapse_spaces(wanted_name):
            doubts.insert(0, _OTHER_NAME.format(wanted=wanted_name, own=own.name))
        return CombinedCell(asked, _written(asked, value), "", sources, (), tuple(doubts))

    # ---- the whole report ----------------------------------------------------

    def _report_field(self, one: FieldDefinition) -> CombinedCell:
        asked = FormField("", one.name, one.kind)
        found = [(unit, value) for unit in self.reports if (value := self._values.get((unit, one.name))) is not None]
        sources = [self._source(unit, value) for unit, value in found]
        if one.kind is FieldKind.DATE:
            return self._day(asked, sources)
        if one.kind is FieldKind.NUMBER:
            return self._sum(asked, [(unit.id, one.name) for unit in self.collection.owing_units])
        written: dict[str, list[str]] = {}
        for unit, value in found:
            written.setdefault(collapse_spaces(value.text), []).append(self.names[unit])
        return self._joined(asked, [f"{', '.join(names)}: {text}" for text, names in written.items()], sources)

    def _sum(self, asked: FormField, cells: Sequence[tuple[str, str]]) -> CombinedCell:
        """The sum of figures that each of some units gives: blank where one of them is missing."""
        found = {(unit, key): self.figure_source(unit, key) for unit, key in cells}
        lacking = tuple(self._lack(unit, key) for (unit, key), one in found.items() if one is None)
        there = [one for one in found.values() if one is not None]
        if not there:
            return CombinedCell(asked, reason=_NOBODY_WROTE, lacking=lacking, is_silent=True)
        sources = tuple(source for source, _figure in there)
        if lacking:
            return CombinedCell(asked, "", self._describe_lacking(lacking), sources, lacking)
        return CombinedCell(
            asked, _written(asked, add_exactly([figure.value for _source, figure in there])), "", sources
        )

    def _day(self, asked: FormField, sources: Sequence[CellSource]) -> CombinedCell:
        days = {one.text: one.name for one in sources}
        if len(days) == 1 and len(sources) == len(self.reports):
            return CombinedCell(asked, next(iter(days)), "", tuple(sources))
        if not days:
            return CombinedCell(asked, reason=_NOBODY_WROTE, is_silent=True)
        if len(days) == 1:
            wrote = {one.unit for one in sources}
            blank = _name_few([self.names[unit] for unit in self.reports if unit not in wrote])
            return CombinedCell(asked, "", f"có đơn vị không ghi ngày: {blank}", tuple(sources))
        told = "; ".join(f"{one.name}: {one.text}" for one in sources[:_MAX_NAMES])
        return CombinedCell(asked, "", f"các đơn vị không ghi cùng một ngày: {told}", tuple(sources))

    # ---- who, and why not ----------------------------------------------------

    def _source(self, unit: str, value: FieldValue) -> CellSource:
        origin = self.reports[unit].origin_of(value)
        return CellSource(unit, self.names[unit], value.field.key, value.text, origin.sha256)

    def _lack(self, unit: str, key: str, why: str = "") -> LackingSource:
        return LackingSource(unit, self.names.get(unit, unit), why or self._why(unit, key))

    def _why(self, unit: str, key: str) -> str:
        """Why an answer of a unit that leads a task is not there."""
        if unit == self.collection.plan.header.issuer:
            return ITSELF
        if unit not in {one.id for one in self.collection.owing_units}:
            return NOT_OWING
        if unit in self.reports:
            if (unit, key) in self._uncounted:
                value, reason = self._uncounted[unit, key]
                return f"ghi “{shorten(collapse_spaces(value.text), 60)}”: {official_words(reason)}"
            return LEFT_BLANK
        return self._silence.get(unit, NOT_SENT)

    def _describe_lacking(self, lacking: Sequence[LackingSource]) -> str:
        """Who is missing, with the reason once for all who have the same."""
        by_reason: dict[str, list[str]] = {}
        for one in lacking:
            by_reason.setdefault(one.why, []).append(one.name)
        return "; ".join(f"{_name_few(names)}: {why}" for why, names in by_reason.items())

    def lacking_of(self, one: TargetSummary) -> Iterator[LackingSource]:
        """The units whose figures for an own target are in no sum, each with the reason."""
        for note in one.excluded:
            yield LackingSource(note.unit, self.names[note.unit], note.reason)
        yield from (LackingSource(unit, self.names[unit], LEFT_BLANK) for unit in one.blank)
        for unit in (*one.missing, *one.unentered):
            yield LackingSource(unit, self.names[unit], self._silence.get(unit, NOT_SENT))

    def unasked(self, code: str) -> Iterator[LackingSource]:
        """Those who lead the task of an own target, and are not asked for this report."""
        question = self.questions[code.rpartition("/")[0]]
        asked = set(self.targets[code].asked) if code in self.targets else set()
        for unit in self.names:
            if unit in question.leading and unit not in asked:
                yield self._lack(unit, code)

    def figure_source(self, unit: str, key: str) -> tuple[CellSource, Figure] | None:
        """The cell of a unit in which a figure stands, and the figure; None where there is none."""
        value = self._values.get((unit, key))
        return None if value is None or value.figure is None else (self._source(unit, value), value.figure)


def _silence_of(one: OwingUnit) -> str:
    """Why there are no answers at all of a unit that sent something; empty where there are, or it sent nothing."""
    if one.is_unentered:
        return NOT_ENTERED
    if one.is_unread:
        return NOT_READ
    return NOT_COUNTED if one.is_uncounted else ""


def _carrying(entry: OutlineEntry) -> Iterator[str]:
    """The own task that is for one of the superior's, and all below it but what is for another one."""
    yield entry.id
    for child in entry.children:
        if child.item is not None and not child.item.superior:
            yield from _carrying(child)


RESULT = next(one.name for one in fields_of(Area.TASK) if one.kind is FieldKind.TEXT)
"""The first text of a task's row: what came of it. Beside it stands what has to be said of the task's figures."""


@dataclass(frozen=True, slots=True)
class _AddedTargets:
    """The own targets that are for one of the superior's, added up; `counted` are the pairs of target and unit."""

    combiner: _Combiner
    summaries: tuple[TargetSummary, ...]
    counted: tuple[tuple[str, str], ...]
    lacking: tuple[LackingSource, ...]
    doubts: tuple[str, ...]

    @classmethod
    def of(cls, combiner: _Combiner, codes: Sequence[str]) -> _AddedTargets:
        """The targets with these codes."""
        summaries = tuple(combiner.targets[code] for code in codes if code in combiner.targets)
        lacking = [lack for one in summaries for lack in combiner.lacking_of(one)]
        lacking += [lack for code in codes for lack in combiner.unasked(code)]
        doubts = (f"{combiner.names[note.unit]}: {note.reason}" for one in summaries for note in one.doubts)
        counted = tuple((one.code, unit) for one in summaries for unit in one.counted)
        times = Counter(unit for _code, unit in counted)
        twice = (f"{combiner.names[unit]}: {_TWICE.format(count=count)}" for unit, count in times.items() if count > 1)
        return cls(combiner, summaries, counted, tuple(lacking), (*doubts, *twice))

    @property
    def is_percentage(self) -> bool:
        """Whether they are percentages; else they count something."""
        return all(one.is_percentage for one in self.summaries)

    def sum_of(self, definition: FieldDefinition) -> tuple[Decimal, list[CellSource]]:
        """The figure of a column, and the cells that it is of; there is at least one that counts."""
        if definition == VALUE and self.is_percentage:
            (above, first), (below, second) = self.sum_of(NUMERATOR), self.sum_of(DENOMINATOR)
            return compute_percentage(above, below), [*first, *second]
        found = [self.combiner.figure_source(unit, f"{code}/{definition.name}") for code, unit in self.counted]
        there = [one for one in found if one is not None]
        return add_exactly([figure.value for _source, figure in there]), [source for source, _figure in there]


def _written(asked: FormField, value: Decimal) -> str:
    """A figure as offices write it, 1.234,5; with its bare digits where that would be read as another one."""
    text = format_decimal(value)
    read = parse_value(asked, text, "").figure
    return text if read is not None and read.value == value else format_decimal(value).replace(".", "")


def _printable(line: str) -> str:
    """A line as it can stand in a document: without what no letter is."""
    return collapse_spaces("".join(char if char.isprintable() else " " for char in line))


def _name_few(names: Sequence[str]) -> str:
    return name_some([*dict.fromkeys(names)], _MAX_NAMES)
