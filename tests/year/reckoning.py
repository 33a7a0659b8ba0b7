"""What happened → what each report has to say, reckoned in the simplest way: dicts and sums; nothing of gen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from statistics import quantiles

from tests.year.scenario import JUDGED, OCCASIONS, OTHER_WORDS, STATUSES, TEXTS, Answers, Event, Occasion, Row, Target

Key = tuple[Row, str]
ASKED_ABOUT = ("other-period", "figures-of-other-period", "same-as-last-period")
"""Reasons that a person can overrule."""


@dataclass
class Form:
    """A form as it stands on a day: `rank` says over which others it counts."""

    name: str
    unit: str
    day: date
    text: int
    answers: Answers
    of: Occasion
    fate: str
    rank: tuple[date, int]
    sent_for: Occasion
    withdrawn: bool = False
    moved: bool = False
    state: str = ""

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return not self.fate and not self.withdrawn


@dataclass
class Answer:
    """An answer that stands: where from, why it does not count, if it does not, and what else it may mean."""

    text: str
    source: str
    day: date
    why: str = ""
    doubt: str = ""


@dataclass
class UnitReport:
    """What one unit says for an occasion."""

    first: date
    completed: date | None
    last: str
    answers: dict[Key, Answer]
    gone: dict[Key, Answer]
    corrections: list[tuple[Key, date, str]]
    last_form: Form | None = None

    @property
    def corrected(self) -> int:
        """How many of its answers are as it corrected them."""
        return len(self.corrections)

    def status_of(self, task: Row) -> str:
        """The status that it gives."""
        found = self.answers.get((task, "status"))
        return found.text if found and not found.why else ""

    def figures_of(self, target: Row) -> dict[str, Fraction]:
        """Its figures for a target, as far as they are numbers."""
        found = {name: one for (row, name), one in self.answers.items() if row == target and not one.why}
        return {name: number(one.text) for name, one in found.items()}


@dataclass
class TaskCount:
    """One task over the units that lead it, or over those that support it, by their ids."""

    asked: list[str]
    answered: list[str]
    by_status: list[list[str]]
    unstated: list[str]
    misstated: list[tuple[str, str]]
    blank: list[str]
    missing: list[str]
    unentered: list[str]

    @property
    def statuses(self) -> list[int]:
        """How many units gave each status."""
        return [len(units) for units in self.by_status]

    @property
    def silent(self) -> int:
        """How many units sent something that tells no status."""
        return len(self.unstated) + len(self.misstated) + len(self.blank) + len(self.unentered)


@dataclass
class TargetSum:
    """One target over all units."""

    asked: list[str]
    counted: list[str] = field(default_factory=list)
    above: Fraction = Fraction(0)
    below: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    parts: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    readings: dict[str, Fraction] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unentered: list[str] = field(default_factory=list)

    @property
    def spread(self) -> tuple[Fraction, Fraction, Fraction] | None:
        """The least, the middle, the greatest."""
        found = sorted(self.readings.values())
        middle = len(found) // 2
        if not found:
            return None
        return found[0], found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2, found[-1]

    @property
    def outliers(self) -> list[str]:
        """Who is far from the others."""
        if len(self.readings) < 8:
            return []
        low, _middle, high = quantiles(self.readings.values(), n=4, method="inclusive")
        reach = (high - low) * Fraction(3, 2)
        return [unit for unit, one in self.readings.items() if not low - reach <= one <= high + reach]

    def short_of(self, target: Target) -> list[str]:
        """Who falls short of it; nobody where the plan does not say whose the number is."""
        if not target.percent and len(self.asked) > 1:
            return []
        return [unit for unit, one in self.readings.items() if target.is_missed_by(one)]


@dataclass
class Report:
    """All that a consolidated report says."""

    text: int
    owing: tuple[str, ...]
    due: date
    units: dict[str, UnitReport]
    signed: dict[str, date]
    not_owing: dict[str, UnitReport]
    rejected: list[Form]
    tasks: dict[Row, TaskCount]
    support: dict[Row, TaskCount]
    targets: dict[Row, TargetSum]
    more_time: dict[str, Event]

    def due_of(self, unit: str) -> date:
        """The last day of a unit, that of its extension where it has one."""
        more = self.more_time.get(unit)
        return more.until if more and more.until else self.due

    def came_first(self, unit: str) -> date | None:
        """When the first of a unit's report came."""
        return self.units[unit].first if unit in self.units else self.signed.get(unit)

    @property
    def late(self) -> list[str]:
        """Who sent its report after its last day."""
        return [one for one in self.owing if (first := self.came_first(one)) and first > self.due_of(one)]

    @property
    def missing(self) -> list[str]:
        """Of whom there is no report that counts, nor a signed copy."""
        return [one for one in self.owing if one not in self.units and one not in self.signed]

    @property
    def set_apart(self) -> list[str]:
        """Who sent files, of which none counts."""
        return [one for one in self.missing if any(form.unit == one for form in self.rejected)]

    @property
    def silent(self) -> list[str]:
        """Who sent nothing at all."""
        return [one for one in self.missing if all(form.unit != one for form in self.rejected)]

    @property
    def unentered(self) -> list[str]:
        """Of whom there is a signed copy alone."""
        return [one for one in self.owing if one in self.signed]


@dataclass
class Compared:
    """A target in the periods of the year before this one, None where it was another one then, and in this one."""

    earlier: list[tuple[Occasion, TargetSum | None]]
    own: tuple[Occasion, TargetSum]

    @property
    def counted(self) -> list[tuple[Occasion, TargetSum]]:
        """The periods of which there are figures."""
        return [(when, one) for when, one in [*self.earlier, self.own] if one is not None and one.counted]


def is_number(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?", text) is not None


def number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))


def forms_on(events: list[Event], end: date) -> list[Form]:
    """Every form that came by that day, as it stands then, in the order in which they came."""
    found: dict[tuple[str, str], Form] = {}  # a file that was set apart may come again, for another period
    for event in events:
        if event.day > end or event.what not in ("send", "withdraw", "restore", "move") or event.fate == "again":
            continue
        if event.what == "send":
            of = (event.form[0], event.period) if event.fate == "other-period" else event.form
            found[event.name, "/".join(of)] = Form(
                event.name, event.unit, event.day, event.text, event.answers, of, event.fate, (event.day, 0), event.form
            )
            continue
        form = next(one for one in found.values() if one.name == event.name)
        if event.what == "withdraw":
            form.withdrawn = True
        if event.what == "restore":
            form.withdrawn, form.fate, form.rank = False, "", (event.day, 1)
        if event.what == "move":
            form.of, form.fate, form.moved = event.to, "", True
    return list(found.values())


def words_of(row: Row, text: int) -> object:
    """What a row asks by a text of the plan; None where that does not ask it."""
    task, _dot, _target = row.partition(".")
    asked = TEXTS[text].tasks.get(task)
    if asked is None or (row != task and row not in asked.targets):
        return None
    return asked.words if row == task else (asked.words, asked.targets[row])


def carries(row: Row, text: int, judged: int) -> bool:
    """Whether the other text asks the same."""
    return not row or (words_of(row, judged) is not None and _lasting_words(row, text) == _lasting_words(row, judged))


def _lasting_words(row: Row, text: int) -> object:
    """What a row asks, whenever it is due: whoever moves a deadline asks the same."""
    words, task = words_of(row, text), TEXTS[text].tasks.get(row.partition(".")[0])
    if task is None or not task.deadline or words is None:
        return words
    bare = task.words.replace(task.deadline, "")
    return bare if words == task.words else (bare, task.targets[row])


def is_of_older_text(form: Form | None, unit: str, text: int) -> bool:
    """Whether the last form of a unit asked it something else than the text by which the period is judged."""

    def asked(number: int) -> list[object]:
        tasks = {key: task for key, task in TEXTS[number].tasks.items() if unit in task.asked}
        rows = [row for task in tasks.values() if unit in task.leads for row in task.targets]
        return [words_of(row, number) for row in (*tasks, *rows)]

    return form is not None and asked(form.text) != asked(text)


def is_figure(name: str) -> bool:
    return name in ("numerator", "denominator", "value")


def _why_unfit(column: str, words: str) -> str:
    if column == "status" and words not in STATUSES:
        return "no-status"
    return "no-number" if is_figure(column) and words and not is_number(words) else ""


def _doubt_about(column: str, words: str, meant: str) -> str:
    """What a person has to look at in an answer: a status in other words, a comma where thousands may be meant."""
    if meant != words:
        return f"“{words}” được hiểu là “{meant}”"
    if is_figure(column) and re.fullmatch(r"[1-9]\d{0,2},\d{3}", words):
        return f"“{words}” được đọc là số thập phân: dấu phẩy đứng trước phần lẻ; hàng nghìn thì ghi 1.234"
    return ""


def unit_report(
    forms: list[Form], corrections: list[Event], signed: list[Event], judged: int
) -> UnitReport | None:  # fmt: skip
    """What a unit's forms, its corrections and signed copies of one occasion say together."""
    counting = sorted((one for one in forms if one.counts), key=lambda one: one.rank)
    if not counting and not (signed and corrections):
        return None
    said: list[tuple[tuple[date, int], str, int, Answers]] = [
        (one.rank, one.name, one.text, one.answers) for one in counting
    ]
    said += [((one.day, 2), one.name, one.text, one.answers) for one in corrections]
    answers: dict[Key, Answer] = {}
    gone: dict[Key, Answer] = {}
    corrected: dict[Key, bool] = {}
    received = {one.name: one.day for one in counting} | {one.name: one.day for one in corrections}
    for rank, name, text, each in sorted(said, key=lambda one: one[0]):
        for (row, column), words in each.items():
            if not carries(row, text, judged):
                gone[row, column] = Answer(words, name, received[name], "task-changed")
                continue
            gone.pop((row, column), None)
            meant = OTHER_WORDS.get(words, words) if column == "status" else words
            answers[row, column] = Answer(
                meant, name, received[name], _why_unfit(column, meant), _doubt_about(column, words, meant)
            )
            corrected[row, column] = rank[1] == 2
    first = min([one.day for one in counting] + [one.day for one in signed])
    latest = max([one.day for one in counting] + [one.day for one in corrections])
    return UnitReport(
        first, latest if latest > first else None, counting[-1].name if counting else signed[-1].name,
        {key: one for key, one in answers.items() if one.text}, gone,
        [(key, answers[key].day, answers[key].source) for key, is_told in corrected.items() if is_told],
        counting[-1] if counting else None,
    )  # fmt: skip


def reckon(events: list[Event], occasion: Occasion, end: date, judged: int | None = None) -> Report:
    """What the report on the occasion says of what came by that day."""
    text = JUDGED[occasion] if judged is None else judged
    plan = TEXTS[text]
    past = [one for one in events if one.day <= end]
    forms = [one for one in forms_on(events, end) if one.of == occasion]
    counted_anywhere = {one.name for one in forms_on(events, end) if one.counts}
    reports: dict[str, UnitReport] = {}
    signed: dict[str, date] = {}
    for unit in sorted({one.unit for one in past if one.unit}):
        copies = [one for one in past if one.what == "sign" and (one.unit, one.form) == (unit, occasion)]
        told = [one for one in past if one.what == "correct" and (one.unit, one.form) == (unit, occasion)]
        found = unit_report([one for one in forms if one.unit == unit], told, copies, text)
        if found:
            reports[unit] = found
        elif copies:
            signed[unit] = copies[0].day
    rejected = [
        one for one in forms
        if one.fate and not one.withdrawn and not (one.fate in ASKED_ABOUT and one.name in counted_anywhere)
    ]  # fmt: skip
    owing = {unit: reports[unit] for unit in plan.owing if unit in reports}
    others = {unit: one for unit, one in reports.items() if unit not in plan.owing}
    more_time: dict[str, Event] = {}
    for event in past:
        if event.what == "extend" and event.form == occasion:
            more_time.setdefault(event.unit, event)
    leading = {key: [one for one in task.asked if one in task.leads] for key, task in plan.tasks.items()}
    helping = {key: [one for one in task.asked if one not in task.leads] for key, task in plan.tasks.items()}
    return Report(
        text, plan.owing, plan.dues[occasion], owing, signed, others, rejected,
        {key: count_task(key, leading[key], owing, signed) for key in plan.tasks},
        {key: count_task(key, helping[key], owing, signed) for key in plan.tasks},
        {row: add_target(row, target, owing, signed, text) for row, target in all_targets(text)}, more_time,
    )  # fmt: skip


def compare_periods(events: list[Event], occasion: Occasion, end: date) -> dict[Row, Compared]:
    """Each target of the report beside what it was in the earlier periods of the year."""
    now = reckon(events, occasion, end)
    before = [one for one in OCCASIONS if one[0] == occasion[0] and one[1] < occasion[1]]
    reports = [(one, reckon(events, one, end)) for one in before]
    return {
        row: Compared(
            [(when, one.targets[row] if carries(row, one.text, now.text) else None) for when, one in reports],
            (occasion, found),
        )
        for row, found in now.targets.items()
    }  # fmt: skip


def all_targets(text: int) -> Iterator[tuple[Row, Target]]:
    for task in TEXTS[text].tasks.values():
        yield from task.targets.items()


def count_task(
    key: Row, asked: list[str], reports: dict[str, UnitReport], signed: dict[str, date]
) -> TaskCount:  # fmt: skip
    sent = [unit for unit in asked if unit in reports]
    answered = [unit for unit in sent if any(row == key for row, _column in reports[unit].answers)]
    given = {unit: reports[unit].status_of(key) for unit in answered}
    written = {unit: reports[unit].answers.get((key, "status")) for unit in answered}
    return TaskCount(
        asked, answered, [[u for u, one in given.items() if one == status] for status in STATUSES],
        [unit for unit, one in written.items() if one is None],
        [(unit, one.text) for unit, one in written.items() if one and one.why],
        [unit for unit in sent if unit not in answered],
        [unit for unit in asked if unit not in reports and unit not in signed],
        [unit for unit in asked if unit in signed],
    )  # fmt: skip


def add_target(
    row: Row, target: Target, reports: dict[str, UnitReport], signed: dict[str, date], text: int
) -> TargetSum:  # fmt: skip
    task = TEXTS[text].tasks[row.partition(".")[0]]
    found = TargetSum([unit for unit in task.asked if unit in task.leads])
    found.missing = [unit for unit in found.asked if unit not in reports and unit not in signed]
    found.unentered = [unit for unit in found.asked if unit in signed]
    for unit in found.asked:
        figures = reports[unit].figures_of(row) if unit in reports else {}
        value = figures.get("value")
        written = _unreadable(reports[unit], row) if unit in reports else {}
        if not figures and not written:
            found.blank += [unit] if unit in reports else []
            continue
        if target.percent:
            _add_share(found, unit, figures, written)
        elif value is None:
            found.notes.append((unit, f"kết quả {written['value']}" if "value" in written else "không ghi kết quả"))
        else:
            found.counted.append(unit)
            found.total += value
            found.parts[unit] = value, Fraction(0)
            found.readings[unit] = value
        found.doubts += [
            (unit, one.doubt) for (of, _name), one in reports[unit].answers.items() if of == row and one.doubt
        ]
    return found


def _add_share(found: TargetSum, unit: str, figures: dict[str, Fraction], written: dict[str, str]) -> None:
    """A percentage: what a unit gives of it, where both its parts are there."""
    above, below, value = (figures.get(name) for name in ("numerator", "denominator", "value"))
    if "value" in written:
        found.doubts.append((unit, f"kết quả {written['value']}"))
    if above is None or below is None:
        lacking = [("numerator", "tử số")] * (above is None) + [("denominator", "mẫu số")] * (below is None)
        parts = [f"{words} {written[name]}" for name, words in lacking if name in written]
        silent = " và ".join(words for name, words in lacking if name not in written)
        found.notes.append((unit, "; ".join([*parts, *([f"không ghi {silent}"] if silent else [])])))
        if value is not None:
            found.readings[unit] = value
            if value > 100:
                found.doubts.append((unit, "tỷ lệ quá 100%"))
    elif below == 0:
        found.notes.append((unit, "mẫu số bằng 0"))
    else:
        found.counted.append(unit)
        found.above, found.below = found.above + above, found.below + below
        found.parts[unit] = above, below
        found.readings[unit] = above * 100 / below
        if above > below:
            found.doubts.append((unit, "tử số lớn hơn mẫu số"))
        if value is not None and abs(value - above * 100 / below) > Fraction(1, 2):
            found.doubts.append((unit, "kết quả ghi không khớp với tử số và mẫu số"))


def _unreadable(report: UnitReport, target: Row) -> dict[str, str]:
    """What stands where a figure of a target is asked for, and is none, in the words of the report."""
    return {
        name: f"ghi “{one.text}”, không đọc được thành số"
        for (row, name), one in report.answers.items()
        if row == target and one.why == "no-number"
    }


def states_on(events: list[Event], end: date) -> dict[tuple[str, str, str], str]:
    """What each form is on that day, by its name and the occasion that it is of then."""
    forms = forms_on(events, end)
    found = {}
    for form in forms:
        alike = [one for one in forms if (one.unit, one.of) == (form.unit, form.of) and one.counts]
        later = [one for one in alike if one.rank > form.rank]
        state = "counts"
        if form.withdrawn:
            state = "withdrawn"
        elif form.fate:
            state = "set-apart"
        elif later:
            told = {
                key for one in events if one.what == "correct" and (one.unit, one.form) == (form.unit, form.of)
                if (one.day, 2) > form.rank and one.day <= end for key in one.answers
            }  # fmt: skip
            kept = set(form.answers).difference(told, *(one.answers for one in later))
            state = "completed" if kept else "superseded"
        found[form.name, *form.of] = state
    return found
