"""Tasks, a target, the texts of a field → the sentences that the report says of them, each figure with its source.

Texts of units are quoted, equal ones once, with those who gave them; what is beyond the bound is counted, and pointed
to in the workbook. Nothing is summed into what nobody said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gen.derive.form_fields import DONE, NOT_BEGUN, NOTHING_AROSE, STANDING, STATUSES, UNDER_WAY, code_words
from gen.returns.consolidation.comparison import PeriodFigures, TargetComparison
from gen.returns.consolidation.passages import Sourced, Words, begin_upper, join_words, tell
from gen.returns.consolidation.sources import (
    CELLS,
    OPINIONS,
    TASKS,
    count_of,
    count_status,
    count_tasks,
    count_units,
    describe_parts,
    format_count,
    list_turns,
    reached_by,
)
from gen.returns.consolidation.summary import SharedText, Summary, TaskSummary
from gen.returns.consolidation.targets import TargetSummary, UnitNote, Verdict
from gen.text import format_decimal, format_percent, lower_first, shorten

STATUS_ORDER = tuple(STATUSES.index(one) for one in (DONE, STANDING, UNDER_WAY, NOT_BEGUN, NOTHING_AROSE))
"""The statuses in the order in which sentences tell them, by their numbers."""
_MAX_WORDS = 90
"""So many letters of a task, or of what a target counts, stand in a sentence; its place leads to the whole."""
_MAX_NAMES = 6
_MAX_AUTHORS = 3


def name_units(summary: Summary, units: Sequence[str], most: int = _MAX_NAMES) -> Words:
    """The short names of the units, at most so many, and how many more there are."""
    named = ", ".join(summary.names[unit] for unit in units[:most])
    if len(units) <= most:
        return (named,)
    return tell(
        "{named} và {more} đơn vị khác", named=named, more=count_units(summary, units[most:], "Các đơn vị khác")
    )


def place_of(task: TaskSummary) -> str:
    """Where a task stands in the plan: mục 12.2, ý 1."""
    return code_words(task.code, bound=True)


def name_task(task: TaskSummary) -> str:
    """A task by its first words and its place."""
    return f"{shorten(task.text.rstrip('.;: '), _MAX_WORDS)} ({place_of(task)})"


def name_places(tasks: Sequence[TaskSummary], most: int = _MAX_NAMES) -> Words:
    """The places of tasks, at most so many, and how many more there are."""
    named = "; ".join(place_of(task) for task in tasks[:most])
    if len(tasks) <= most:
        return (named,)
    return tell("{named} và {more} nhiệm vụ khác", named=named, more=count_tasks(tasks[most:], "Các nhiệm vụ khác"))


# ---- tasks --------------------------------------------------------------------------


def is_done_everywhere(task: TaskSummary) -> bool:
    """Whether every unit that leads it says that it is done."""
    return bool(task.leads.asked) and len(task.leads.by_status[STATUSES.index(DONE)]) == len(task.leads.asked)


def is_mostly_not_begun(task: TaskSummary) -> bool:
    """Whether more than half of the units that gave it a status have not begun."""
    return 2 * len(task.leads.by_status[STATUSES.index(NOT_BEGUN)]) > sum(task.leads.statuses)


def find_behind(tasks: Iterable[TaskSummary]) -> list[TaskSummary]:
    """The tasks that most units have not begun, first those with the most such units."""
    found = [task for task in tasks if is_mostly_not_begun(task)]
    return sorted(found, key=lambda task: -len(task.leads.by_status[STATUSES.index(NOT_BEGUN)]))


def describe_assignment(summary: Summary, tasks: Sequence[TaskSummary]) -> Words:
    """To how many units the tasks are given, and how many are requested to do them: "giao 12 đơn vị, đề nghị 3 …"."""
    leads = _in_order(summary, (unit for task in tasks for unit in task.leads.asked))
    directed = {unit for task in tasks for unit in task.leads.asked if unit not in task.requested}
    told = [
        tell("{verb} {count} đơn vị", verb=verb, count=count_units(summary, units, what))
        for verb, what, units in (
            ("giao", "Đơn vị được giao, phải gửi báo cáo", [one for one in leads if one in directed]),
            ("đề nghị", "Đơn vị được đề nghị, gửi báo cáo", [one for one in leads if one not in directed]),
        )
        if units
    ]
    return join_words(told) if told else ("đơn vị chủ trì không phải gửi báo cáo này",)


def _in_order(summary: Summary, units: Iterable[str]) -> list[str]:
    """Each of the units once, in the order of the plan."""
    found = set(units)
    return [one.unit for one in summary.owing_units if one.unit in found]


def describe_statuses(summary: Summary, tasks: Sequence[TaskSummary], *, shares: bool = False) -> Words:
    """How often each status was given, then who gave none, and why that is: "10 hoàn thành (50%), …; 2 chưa có …"."""
    given = [
        tell("{count} {status}", count=count_status(summary, tasks, n, share=shares), status=STATUSES[n].lower())
        for n in STATUS_ORDER
        if any(task.leads.by_status[n] for task in tasks)
    ]
    silent = [
        tell("{count} {words}", count=count_of(summary, tasks, what, choose), words=words)
        for words, what, choose in (
            ("không ghi tình trạng", "Đã gửi báo cáo, không ghi tình trạng", lambda one: one.unstated + one.blank),
            (
                "ghi chữ khác với các tình trạng của biểu mẫu", "Ghi chữ khác",
                lambda one: tuple(note.unit for note in one.misstated),
            ),
            ("mới có bản ký, chưa nhập số liệu", "Mới có bản ký", lambda one: one.unentered),
            ("chưa có báo cáo", "Chưa có báo cáo", lambda one: one.missing),
        )
        if any(choose(task.leads) for task in tasks)
    ]  # fmt: skip
    parts = [*([join_words(given)] if given else []), *silent]
    return join_words(parts, "; ")


def describe_task(summary: Summary, task: TaskSummary) -> Words:
    """What became of one task: to whom it was given, how many reported, the statuses, its supporters."""
    parts = [describe_assignment(summary, [task])]
    if task.leads.answered:
        answered = count_units(summary, task.leads.answered, f"Đã báo cáo về {place_of(task)}", TASKS)
        parts.append(tell("{answered} đơn vị báo cáo", answered=answered))
    told = join_words(parts, "; ")
    if task.leads.asked:
        between = ": " if task.leads.answered else "; "
        told = (*told, between, *describe_statuses(summary, [task]))
    return tell("{told}.{support}", told=told, support=describe_support(summary, [task]))


def describe_support(summary: Summary, tasks: Sequence[TaskSummary]) -> Words:
    """How many units support the tasks, and how many of these reported; nothing where none does."""
    supported = [task for task in tasks if task.supporters.asked]
    if not supported:
        return ()
    asked, answered = (
        count_of(summary, supported, what, choose, lambda task: task.supporters)
        for what, choose in (
            ("Phối hợp", lambda one: one.asked), ("Phối hợp, đã báo cáo", lambda one: one.answered)
        )
    )  # fmt: skip
    return tell(" Phối hợp: {asked} lượt, {answered} lượt có báo cáo.", asked=asked, answered=answered)


def turns(summary: Summary, tasks: Sequence[TaskSummary]) -> Sourced:
    """How many turns the tasks are, one for each unit that leads one."""
    return count_of(summary, tasks, "Nhiệm vụ và đơn vị chủ trì", lambda one: one.asked)


def describe_not_begun(summary: Summary, task: TaskSummary) -> Words:
    """How many of those that gave it a status have not begun a task."""
    number = STATUSES.index(NOT_BEGUN)
    told = [unit for units in task.leads.by_status for unit in units]
    of = count_units(summary, told, f"Ghi tình trạng ở {place_of(task)}")
    return tell(
        "{name}: {count}/{of} đơn vị có ghi tình trạng", name=lower_first(name_task(task)),
        count=count_status(summary, [task], number), of=of,
    )  # fmt: skip


# ---- targets ------------------------------------------------------------------------


VERDICTS = {
    Verdict.REACHED: "đạt", Verdict.SHORT: "chưa đạt", Verdict.NOT_COMPARABLE: "không so được",
    Verdict.NO_FIGURES: "chưa có số liệu",
}  # fmt: skip


def name_target(target: TargetSummary) -> str:
    """What a target counts, by its first words."""
    return shorten(target.target.of, _MAX_WORDS)


def describe_verdict(target: TargetSummary) -> str:
    """What a target's figures are beside it; of what cannot be compared, why."""
    why = f" ({target.why_not_comparable})" if target.why_not_comparable else ""
    return VERDICTS[target.verdict] + why


def describe_reached(summary: Summary, target: TargetSummary) -> Words:
    """What all units reached together, of how many of them the figures are; or that there are none."""
    if not target.figures:
        return ("chưa có số liệu",)
    of = count_units(summary, target.counted, f"Có số liệu tính được ở {code_words(target.code, bound=True)}")
    return tell(
        "{reached}, số liệu của {counted} đơn vị", reached=reached_by(summary, target),
        counted=Sourced(f"{of.text}/{format_count(len(target.asked))}", of.source),
    )  # fmt: skip


def describe_below(summary: Summary, target: TargetSummary, most: int = _MAX_NAMES) -> Words:
    """Which units fall short of a target; nothing where none does."""
    if not target.below_target:
        return ()
    units = [one.unit for one in target.below_target]
    said = ", ".join(f"{summary.names[one.unit]} {format_reading(target, one.value)}" for one in target.below_target)
    count = Sourced(str(len(units)), f"Thấp hơn mức giao: {said}.\nBảng tính, trang Chỉ tiêu.")
    return tell("{count} đơn vị chưa đạt ({names})", count=count, names=name_units(summary, units, most))


def describe_notes(summary: Summary, label: str, notes: Iterable[UnitNote]) -> Iterator[str]:
    """A line for each note of a unit, as annexes and the workbook have it."""
    return (f"{label}: {summary.names[note.unit]}, {note.reason}" for note in notes)


def format_reading(target: TargetSummary, value: Decimal) -> str:
    """A figure of one unit."""
    return format_percent(value) if target.is_percentage else format_decimal(value)


def describe_target(summary: Summary, target: TargetSummary, comparison: TargetComparison | None) -> Words:
    """The sentence on a target: what it counts, what was reached, what was to be, who falls short, the last period."""
    verdict = "" if target.verdict is Verdict.NO_FIGURES else f": {describe_verdict(target)}"
    below = describe_below(summary, target)
    excluded: Words = ()
    if target.excluded:
        said = "; ".join(f"{summary.names[one.unit]}, {one.reason}" for one in target.excluded)
        count = Sourced(str(len(target.excluded)), f"Không tính: {said}.\nBảng tính, trang Chỉ tiêu.")
        excluded = tell("; {count} đơn vị có số liệu không tính được", count=count)
    return tell(
        "{name} ({place}): {reached}, mức giao “{raw}”{verdict}{below}{excluded}{compared}.",
        name=begin_upper((name_target(target),)), place=code_words(target.code, bound=True),
        reached=describe_reached(summary, target), raw=target.target.raw, verdict=verdict,
        below=("; ", *below) if below else (), excluded=excluded, compared=_describe_compared(summary, comparison),
    )  # fmt: skip


def _describe_compared(summary: Summary, comparison: TargetComparison | None) -> Words:
    """The period before, and the year to date where it has more than one period; what is not known is in the annex."""
    if comparison is None:
        return ()
    found: list[Words] = []
    previous = comparison.previous
    if previous is not None and previous.target is not None and previous.is_known:
        found.append(tell("{label} {sum}", label=previous.period.label, sum=_sum_of(summary, [previous])))
    if len(comparison.counted) > 1:
        found.append(tell("lũy kế từ đầu năm {sum}", sum=_sum_of(summary, comparison.counted, comparison)))
    return ("; ", *join_words(found, "; ")) if found else ()


def _sum_of(summary: Summary, periods: Sequence[PeriodFigures], whole: TargetComparison | None = None) -> Sourced:
    """The figures of a target in some periods; `whole` where they are those of the year."""
    known = [(one.period.label, one.target) for one in periods if one.target is not None]
    said = "\n".join(f"{label}: {describe_parts(summary, target.figures)}." for label, target in known)
    figures = whole or known[0][1]
    if not known[0][1].is_percentage:
        total = format_decimal(figures.total)
        return Sourced(total, f"{said}\nCộng: {total}.")
    above, below = format_decimal(figures.numerator), format_decimal(figures.denominator)
    text = format_percent(figures.ratio)
    return Sourced(f"{text} ({above}/{below})", f"{said}\nCộng: {above}/{below} = {text}.")


# ---- texts --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opinion:
    """A text as it was written, with those who gave it: for a task, or for the report as a whole.

    `turns` are the tasks and units; `supporting` says that all of them only support the task.
    """

    text: str
    turns: tuple[tuple[str, str], ...]
    supporting: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """Those who gave it, each once."""
        return tuple(dict.fromkeys(unit for _task, unit in self.turns))


def opinions_on(tasks: Sequence[TaskSummary], name: str) -> list[Opinion]:
    """What units wrote in a field of the tasks, equal texts once; those that most gave come first."""
    found: dict[tuple[str, bool], list[tuple[str, str]]] = {}
    for task in tasks:
        for one in task.texts[name]:
            for unit in one.units:
                found.setdefault((one.text, unit in task.supporters.asked), []).append((task.code, unit))
    return _most_first(Opinion(text, tuple(given), helps) for (text, helps), given in found.items())


def opinions_of(texts: Sequence[SharedText]) -> list[Opinion]:
    """What units wrote in a field of the whole report, those that most gave first."""
    return _most_first(Opinion(one.text, tuple(("", unit) for unit in one.units)) for one in texts)


def _most_first(opinions: Iterable[Opinion]) -> list[Opinion]:
    return sorted(opinions, key=lambda one: -len(one.turns))


@dataclass(frozen=True, slots=True)
class QuoteBound:
    """How much is quoted: so many texts of a field, so many letters of each."""

    texts: int
    letters: int


def quote(summary: Summary, opinions: Sequence[Opinion], bound: QuoteBound) -> Words:
    """The opinions within the bound, each with its authors, and how many more there are."""
    told = [_quote_one(summary, one, bound.letters) for one in opinions[: bound.texts]]
    more = len(opinions) - len(told)
    if more > 0:
        rest = Sourced(str(more), f"Các ý kiến còn lại: bảng tính, trang {OPINIONS}.\nTừng ô: trang {CELLS}.")
        pattern = (
            "{more} ý kiến khác, ghi ở bảng tính, trang Ý kiến"
            if told
            else "{more} ý kiến, ghi ở bảng tính, trang Ý kiến"
        )
        told.append(tell(pattern, more=rest))
    return join_words(told, "; ")


def _quote_one(summary: Summary, one: Opinion, letters: int) -> Words:
    repeated: Words = ()
    if len(one.turns) > len(one.units):
        given = [f"{code_words(code, bound=True)}: {summary.names[unit]}" for code, unit in one.turns]
        repeated = tell("; {count} lượt", count=list_turns(given))
    return tell(
        "“{text}” ({names}{role}{repeated})", text=shorten(one.text.rstrip(" .;"), letters),
        names=name_units(summary, one.units, _MAX_AUTHORS), role=", phối hợp" if one.supporting else "",
        repeated=repeated,
    )  # fmt: skip


def authors(opinions: Sequence[Opinion]) -> list[str]:
    """The units that gave any of the opinions, each once."""
    return list(dict.fromkeys(unit for one in opinions for unit in one.units))


def describe_field(summary: Summary, words: str, opinions: Sequence[Opinion], bound: QuoteBound) -> Words:
    """What units say in a field of the whole report: how many do, and what."""
    if not opinions:
        nobody = (
            "chưa có báo cáo nào để tổng hợp" if not summary.reported_count else "các đơn vị đã gửi báo cáo không nêu"
        )
        return (f": {nobody}.",)
    count = count_units(summary, _in_order(summary, authors(opinions)), f"Đơn vị nêu: {lower_first(words)}")
    return tell(" ({count} đơn vị nêu): {quotes}.", count=count, quotes=quote(summary, opinions, bound))
