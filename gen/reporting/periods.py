"""An obligation + a day → the period reported on: the days that its figures cover, and the last day to report.

A plan asks only for periods of its own term: the first is the one whose figures end on the plan's date or later, the
last the one that begins before the plan's end. Where the plan names no due date for a report, none is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gen.plan.cycles import MAX_YEAR, Cycle, is_recurring, list_cycles, stated_due_day
from gen.plan.model import Obligation, Plan
from gen.reading import Frequency, read_period_key
from gen.reporting.working_days import first_working_day

SINGLE_PERIOD_KEY = "once"
"""The key of the only period of a report that is owed once, or as needed."""

MAX_TERM = 100
"""How many years after its date a plan without an end has periods."""

_NAMES = {
    Frequency.MONTHLY: ("{year}-{number:02}", "tháng {number} năm {year}"),
    Frequency.QUARTERLY: ("{year}-Q{number}", "quý {roman} năm {year}"),
    Frequency.HALF_YEARLY: ("{year}-H{number}", "6 tháng {half} năm {year}"),
    Frequency.NINE_MONTHLY: ("{year}-9M", "9 tháng đầu năm {year}"),
    Frequency.YEARLY: ("{year}", "năm {year}"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a report: its figures cover `begin` to `cutoff`, both included; `due` is the last day in time.

    What neither the plan nor the decree states is None. `due` is a working day: the plan's day, or the next one.
    """

    key: str
    label: str
    begin: date | None = None
    cutoff: date | None = None
    due: date | None = None

    @property
    def end(self) -> date | None:
        """The day at whose close the period is judged, by the plan as it is then: its cut-off, else its due day."""
        return self.cutoff or self.due

    @property
    def year(self) -> int | None:
        """The year that its name has; None for the only period of a report that is owed once."""
        return None if self.key == SINGLE_PERIOD_KEY else int(self.key[:4])

    @property
    def label_in_year(self) -> str:
        """Its label among the periods of one year: quý I."""
        return self.label.removesuffix(f" năm {self.year}")


@dataclass(frozen=True, slots=True)
class PlanTerm:
    """The days on which a plan binds, from the first one that its date can mean; `end` None: no end is stated."""

    begin: date
    end: date | None = None


def term_of(plan: Plan) -> PlanTerm:
    """The term of `plan`: from its date to the last day on which it holds."""
    valid_to = plan.header.valid_to
    return PlanTerm(plan.header.date.first_day(), valid_to.last_day() if valid_to else None)


def period_label(key: str) -> str:
    """What the period with that key is called: 2026-Q2 → quý II năm 2026; empty where it is no such key."""
    for frequency, (pattern, label) in _NAMES.items():
        for number in range(1, 13 if frequency is Frequency.MONTHLY else 5):
            words = _name_words(key[:4], number)
            if pattern.format(**words) == key and read_period_key(label.format(**words)) == key:
                return label.format(**words)
    return ""


def may_be_called(key: str, named: str) -> bool:
    """Whether a report of the period `key` may be called after the period `named`.

    Of periods of one length only after itself. Of others after one that ends with it (quarter II: 6 tháng đầu năm),
    after a month in which it may be written, and after its year, which is in the name of the plan too.
    """
    if key == named:
        return True
    own, other = _months_of(key), _months_of(named)
    if own is None or other is None:
        return True
    (begin, end), (other_begin, other_end) = own, other
    if end - begin == other_end - other_begin:
        return False
    if other_begin == other_end:
        return begin <= other_end <= end + 1
    return other_end == end or other_end - other_begin == 11


def _months_of(key: str) -> tuple[int, int] | None:
    """The first and the last month of the period with that key, counted from the year 0; None where it is no such key.

    As the calendar has them: to which day the figures of a quarter go does not matter for what it is called.
    """
    if not period_label(key):
        return None
    begin, rest = 12 * int(key[:4]), key[5:]
    if not rest:
        return begin, begin + 11
    if rest == "9M":
        return begin, begin + 8
    length = {"Q": 3, "H": 6}.get(rest[0], 1)
    first = begin + length * (int(rest.lstrip("QH")) - 1)
    return first, first + length - 1


def name_with_period(name: str, period: Period) -> str:
    """What a report of that period is called; words that both have are said once: báo cáo quý + quý III năm 2021."""
    words, label = name.split(), period.label.split()
    shared = next(
        (
            n
            for n in range(min(len(words), len(label)), 0, -1)
            if [*map(str.lower, words[-n:])] == [*map(str.lower, label[:n])]
        ),
        0,
    )
    return " ".join([*words, *label[shared:]])


def list_periods(obligation: Obligation, year: int, holidays: Iterable[date] = ()) -> tuple[Period, ...]:
    """The periods of `obligation` named after `year`, in order; or the only period of a report that is owed once.

    None at the ends of the calendar, before the year 2 and after MAX_YEAR.
    """
    days_off = frozenset(holidays)
    if not is_recurring(obligation):
        cutoff = obligation.cutoff.last_day() if obligation.cutoff else None
        return (Period(SINGLE_PERIOD_KEY, "", None, cutoff, _next_working_day(stated_due_day(obligation), days_off)),)
    return tuple(_build_period(obligation, cycle, days_off) for cycle in list_cycles(obligation, year))


def list_term_periods(obligation: Obligation, term: PlanTerm, holidays: Iterable[date] = ()) -> Iterator[Period]:
    """The periods of `obligation` within `term`, in order: one at least, and at most those of MAX_TERM years.

    The first is the one whose figures end on the first day of the term or later. A period that the term's end cuts
    short is one of them. None begins after it, by its figures or by its name: a plan until 31/12/2026 asks for no
    quarter I of 2027, though its figures begin on 15/12/2026.
    """
    days_off = frozenset(holidays)
    begin = min(term.begin, date(MAX_YEAR, 1, 1))
    if not is_recurring(obligation):
        yield from list_periods(obligation, begin.year, days_off)
        return
    is_first = True
    for year in range(begin.year - 1, min(begin.year + MAX_TERM, MAX_YEAR) + 1):
        for cycle in list_cycles(obligation, year):
            if cycle.cutoff < begin:
                continue
            if not is_first and term.end is not None and max(cycle.begin, cycle.calendar_begin) > term.end:
                return
            is_first = False
            yield _build_period(obligation, cycle, days_off)


def find_period(
    obligation: Obligation, key: str, holidays: Iterable[date] = (), term: PlanTerm | None = None
) -> Period | None:
    """The period with that key, with `term` one within it; None where the obligation has no such period."""
    if term is not None:
        return next((found for found in list_term_periods(obligation, term, holidays) if found.key == key), None)
    year = int(key[:4]) if key[:4].isascii() and key[:4].isdigit() else 0
    return next((found for found in list_periods(obligation, year, holidays) if found.key == key), None)


def find_period_on(
    obligation: Obligation, day: date, holidays: Iterable[date] = (), term: PlanTerm | None = None
) -> Period:
    """The period reported on at `day`, with `term` one within it: the last one whose figures are complete by then.

    Where none is complete yet, it is the first one.
    """
    first_year = min(max(day.year - 2, 2), MAX_YEAR - 3)
    periods = list_term_periods(obligation, term or PlanTerm(date(first_year, 1, 1)), holidays)
    found = next(periods)
    for period in periods:
        if period.cutoff is None or period.cutoff > day:
            break
        found = period
    return found


def find_nearest_period(obligation: Obligation, day: date) -> Period | None:
    """The period whose cut-off is nearest to `day`, whatever the plan's term; None for a report without periods."""
    periods = (one for year in (day.year - 1, day.year, day.year + 1) for one in list_periods(obligation, year))
    found = [(abs(one.cutoff - day), one) for one in periods if one.begin is not None and one.cutoff is not None]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def find_period_before(obligation: Obligation, period: Period) -> Period | None:
    """The period that ended last before `period` began; None for a report without periods."""
    if period.begin is None:
        return None
    periods = (one for year in (period.begin.year - 1, period.begin.year) for one in list_periods(obligation, year))
    ended = [one for one in periods if one.cutoff is not None and one.cutoff < period.begin]
    return ended[-1] if ended else None


def drop_covered(periods: Sequence[Period]) -> list[Period]:
    """`periods`, in order, without those whose days a later one has all: a month of before within a quarter of now."""
    kept: list[Period] = []
    for one in reversed(periods):
        if not any(_covers(later, one) for later in kept):
            kept.append(one)
    return kept[::-1]


def _covers(period: Period, other: Period) -> bool:
    if period.begin is None or period.cutoff is None or other.begin is None or other.cutoff is None:
        return False
    return period.begin <= other.begin and other.cutoff <= period.cutoff


def _build_period(obligation: Obligation, cycle: Cycle, holidays: frozenset[date]) -> Period:
    key, label = _NAMES[obligation.frequency]
    number = cycle.number
    words = _name_words(str(cycle.year), number)
    due = _next_working_day(cycle.due, holidays)
    return Period(key.format(**words), label.format(**words), cycle.begin, cycle.cutoff, due)


def _name_words(year: str, number: int) -> dict[str, str | int]:
    """What the names of a period are filled in with."""
    roman, half = "I" * number if number < 4 else "IV", "đầu" if number == 1 else "cuối"
    return {"year": year, "number": number, "roman": roman, "half": half}


def _next_working_day(day: date | None, holidays: frozenset[date]) -> date | None:
    return None if day is None else first_working_day(day, holidays)
