"""The words of a report that comes again → the rule by which its due days follow, and the day of one period by it.

"trước ngày 20 của tháng cuối quý" is the 19th of each quarter's last month. Words that name no day for each period,
or two, give no rule, and a rule gives no day where it would have to be guessed which period a day belongs to: nothing
is made up. tests/cases/values.txt lists words with their rules.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from gen.reading import Frequency


class DueMonth(StrEnum):
    """In which month a report is due."""

    LAST = "last"
    NEXT = "next"
    EACH = "each"
    NAMED = "named"
    NAMED_NEXT_YEAR = "named-next-year"


@dataclass(frozen=True, slots=True)
class DueRule:
    """The last days on which a report that comes again is in time.

    `month`: the last month of the period, the month after it, each month, months that the words name, or one of the
    year after the period's. `days` are the written days, each with its month where the words name one; a day None is
    the month's last. `is_before`: the day before the written one is the last in time; None where the words do not say.
    `frequency`: of which reports alone the words can be meant; None: of all.
    """

    month: DueMonth
    days: tuple[tuple[int | None, int | None], ...]
    is_before: bool | None = None
    frequency: Frequency | None = None

    def fits(self, frequency: Frequency, months: int) -> bool:
        """Whether the words can be meant of a report that comes every `months` months."""
        if self.month is DueMonth.NAMED_NEXT_YEAR and months != 12:
            return False
        return self.frequency in (None, frequency) and len(self.days) * months <= 12

    def last_day(self, year: int, month: int, cutoff: date, months: int, *, is_before: bool = False) -> date | None:
        """The last day in time for the period that ends with that month of `year`, and whose figures end at `cutoff`.

        The report comes every `months` months. `is_before` holds where the words do not say it. None where the day is
        not after the cut-off; a day of a named month belongs to a period that ended at most half of `months` before it.
        """
        before = is_before if self.is_before is None else self.is_before
        if self.month in (DueMonth.LAST, DueMonth.NEXT):
            first = year * 12 + month - 1 + (self.month is DueMonth.NEXT)
            candidates = [_build_day(first, self.days[0][1], before)]
        elif self.month is DueMonth.EACH:
            first = cutoff.year * 12 + cutoff.month - 1
            candidates = [_build_day(first + n, self.days[0][1], before) for n in range(3)]
        elif self.month is DueMonth.NAMED_NEXT_YEAR:
            candidates = [_build_day((year + 1) * 12 + (m or 1) - 1, day, before) for m, day in self.days]
        else:
            years = (cutoff.year, cutoff.year + 1)
            candidates = [_build_day(y * 12 + (m or 1) - 1, day, before) for y in years for m, day in self.days]
        found = min((day for day in candidates if day > cutoff), default=None)
        if found is not None and self.month is DueMonth.NAMED and not is_soon_after(found, cutoff, months):
            return None
        return found


def is_soon_after(day: date, cutoff: date, months: int) -> bool:
    """Whether `day` lies at most half of `months` after `cutoff`.

    It then belongs to the period that ended there, of a report that comes every `months` months.
    """
    return timedelta(0) < day - cutoff <= timedelta(days=months * 31 // 2)


def _build_day(months: int, day: int | None, before: bool) -> date:
    """The last day in time in that month, counted from the year 0; a day beyond the month's end is its last."""
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    if day is None:
        return date(year, month + 1, last - before)
    if day - before < 1:
        return date(year, month + 1, 1) - timedelta(days=1)
    return date(year, month + 1, min(day - before, last))


_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_MONTH = r"(?:0?[1-9]|1[0-2])(?![0-9])"
_ON_DAY = r"(?:ngày )?(?:mùng |mồng )?"
_EVERY = r"(?:mỗi|hằng|hàng|từng)"
_OF = r"(?: của| trong| thuộc)?"
_FOLLOWING = r"(?:sau|kế tiếp|tiếp theo|tiếp sau|liền sau|liền kề sau|kế sau|tới)"
_CYCLES = {
    "tháng": Frequency.MONTHLY, "quý": Frequency.QUARTERLY, "6 tháng": Frequency.HALF_YEARLY,
    "sáu tháng": Frequency.HALF_YEARLY, "9 tháng": Frequency.NINE_MONTHLY, "chín tháng": Frequency.NINE_MONTHLY,
    "năm": Frequency.YEARLY, "kỳ": None,
}  # fmt: skip
"""The words for a period; "kỳ" is that of any report."""
_CYCLE = (
    rf"(?P<cycle>{'|'.join(sorted(_CYCLES, key=len, reverse=True))})\b(?! (?:học|họp|thi|nghỉ|tài chính|ngân sách)\b)"
    r"(?: báo cáo)?"
)
_EDGE_WORD = (
    r"trước|(?:chậm|muộn|trễ) nhất(?: là)?(?: vào| đến| trong)?|không (?:quá|muộn hơn|chậm hơn)|vào"
    r"|(?:cho )?đến(?: hết)?|hết|trong"
)
_EDGE = rf"(?:(?P<edge>{_EDGE_WORD}) )?"
_LAST_MONTH = rf"tháng cuối(?: cùng)?{_OF}(?: {_EVERY})?"
_JOINED = r"(?:,|;| và|, và|; và) "
_MONTHS = rf"{_MONTH}(?:{_JOINED}(?:tháng )?{_MONTH}(?!/| tháng| /))*"
_NAMED_DAY = (
    rf"{_ON_DAY}{_DAY}(?: ?/ ?{_MONTH}(?! ?[/.-] ?[0-9])|{_OF}(?: các)? tháng {_MONTHS})(?! năm [0-9]| ?/ ?[0-9])"
)
_RULES = tuple(
    (month, re.compile(form))
    for month, form in (
        (DueMonth.LAST, rf"{_EDGE}ngày cuối(?: cùng)?{_OF}(?: {_EVERY})?(?: {_LAST_MONTH})? {_CYCLE}"),
        (DueMonth.NEXT, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} tháng đầu(?: tiên)?{_OF} {_CYCLE} {_FOLLOWING}"),
        (DueMonth.NEXT, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} tháng {_FOLLOWING}(?:{_OF}(?: sau)? {_CYCLE})?"),
        (DueMonth.LAST, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} {_LAST_MONTH} {_CYCLE}"),
        (DueMonth.LAST, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} tháng thứ (?:3|ba){_OF}(?: {_EVERY})? (?P<cycle>quý)"),
        (DueMonth.LAST, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} (?P<cycle>tháng) báo cáo"),
        (DueMonth.EACH, rf"{_EDGE}{_ON_DAY}(?P<day>{_DAY}){_OF} {_EVERY} (?P<cycle>tháng)"),
        (
            DueMonth.NAMED,
            rf"{_EDGE}(?P<named>{_NAMED_DAY}(?:{_JOINED}(?:(?:{_EDGE_WORD}) )?{_NAMED_DAY})*)"
            rf"(?:(?: của)? (?:(?:{_EVERY}) )?năm\b(?P<next> {_FOLLOWING})?)?",
        ),
        (DueMonth.EACH, rf"{_EDGE}ngày (?P<day>{_DAY})"),
    )
)
"""The forms of words, the most telling first; the last one, a day and no month, is one of each month."""
_EVERY_MONTH_ALONE = len(_RULES) - 1
_NAMED_PARTS = re.compile(
    rf"(?:(?P<edge>{_EDGE_WORD}) )?{_ON_DAY}(?P<day>{_DAY})(?: ?/ ?|{_OF}(?: các)? tháng )(?P<months>{_MONTHS})"
)
_FREQUENCY_WORDS = re.compile(r"(?<![0-9])(?:6|sáu|9|chín) tháng(?: đầu| cuối)?(?: năm)?\b|\bđịnh kỳ\b")
_MORE_DAYS = re.compile(r"[0-9]|\b(?:ngày|trước|sau|chậm|muộn|trễ|giờ|quá|hết|từ|kể)\b")
"""What must not stand beside the words of a rule: another day, or another condition."""
_ANOTHER_SPAN = re.compile(r"\b(?:quý|kỳ|năm|đầu|cuối|tuần)\b")
"""What must not stand beside a day without a month: it would be a day of that."""


@lru_cache(maxsize=1024)
def read_due_rule(words: str) -> DueRule | None:
    """The rule by which the days of a report follow from `words`; None where they name none, or more than one."""
    text = unicodedata.normalize("NFC", words).lower().replace("**", "")
    text = " ".join(text.split()).rstrip(".;, ")
    for number, (month, form) in enumerate(_RULES):
        found = form.search(text)
        if found is None:
            continue
        rest = _FREQUENCY_WORDS.sub(" ", f"{text[: found.start()]} | {text[found.end() :]}")
        is_bare = number == _EVERY_MONTH_ALONE
        if _MORE_DAYS.search(rest) or (is_bare and _ANOTHER_SPAN.search(rest)):
            return None
        return _build_rule(month, found, Frequency.MONTHLY if is_bare else None)
    return None


def _build_rule(month: DueMonth, found: re.Match[str], frequency: Frequency | None) -> DueRule | None:
    parts = found.groupdict()
    edge = _is_before(parts["edge"])
    if month is not DueMonth.NAMED:
        frequency = frequency or _CYCLES.get(parts.get("cycle") or "")
        day = int(parts["day"]) if parts.get("day") else None
        return DueRule(month, ((None, day),), edge, frequency)
    days = []
    for part in _NAMED_PARTS.finditer(parts["named"]):
        if part["edge"] and _is_before(part["edge"]) is not edge:
            return None
        months = [int(number) for number in re.findall(r"[0-9]+", part["months"])]
        days += [(one, int(part["day"])) for one in months]
    if any(day > monthrange(2000, one)[1] for one, day in days) or len(set(days)) < len(days):
        return None
    if parts["next"]:
        return DueRule(DueMonth.NAMED_NEXT_YEAR, tuple(days), edge) if len(days) == 1 else None
    return DueRule(month, tuple(days), edge)


def _is_before(edge: str | None) -> bool | None:
    return None if edge is None else edge == "trước"
