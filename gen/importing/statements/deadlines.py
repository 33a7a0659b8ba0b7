"""The words of a task → the deadlines in them, each with the words quoted.

Of a time from one day to another the last one counts. A date of a document that is cited is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.plan.model import DeadlineKind
from gen.reading import DATE, Frequency, find_frequencies, find_period_words, read_date

_RANGE = re.compile(
    rf"từ\s+(?:nay|(?:ngày\s+)?{DATE}|(?:tháng|quý|năm)\s+[\w/]+(?:\s+năm\s+\d{{4}})?|\d{{1,2}}/\d{{1,2}})\s+(?:đến|tới)\s+(?:hết\s+)?"
    rf"(?:(?:ngày\s+)?(?P<date>{DATE})|(?P<period>(?:tháng|quý|năm|hết năm|cuối năm)\s+[^,;.()]{{1,24}}))",
    re.IGNORECASE,
)
_DATED = (
    (DeadlineKind.BEFORE, re.compile(rf"trước\s+(?:ngày\s+)?(?P<date>{DATE})", re.IGNORECASE)),
    (
        DeadlineKind.AT_LATEST,
        re.compile(
            rf"(?:chậm nhất|muộn nhất|đến hết|(?:xong|hoàn thành)(?:\s+\w+){{0,2}}?)(?:\s+(?:là|vào|trong|đến))*"
            rf"(?:\s+ngày)?\s+(?P<date>{DATE})",
            re.IGNORECASE,
        ),
    ),
)
_ON = re.compile(rf"(?:ngày\s+)?(?P<date>{DATE})", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?:hoàn thành|xong|trong|trước|chậm nhất|thực hiện|vào|đến hết|triển khai)\s+(?:(?:là|vào|trong|hết)\s+)*"
    r"(?P<period>(?:tháng|quý|năm)\s+[^,;.()]{1,24})",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"(?:trước\s+|chậm nhất\s+(?:là\s+)?)?(?:ngày\s+)?\d{1,2}(?:/\d{1,2})?\s+(?:của\s+)?(?:hằng tháng|hàng tháng"
    r"|mỗi tháng|tháng cuối quý|tháng đầu quý(?:\s+\w+){0,2}|hằng quý|hằng năm)",
    re.IGNORECASE,
)
_ONGOING = re.compile(r"thường xuyên(?:, liên tục)?", re.IGNORECASE)
_KEPT_UP = re.compile(
    r"(?:(?:thực hiện|tiến hành|triển khai|duy trì) )thường xuyên(?:, liên tục)?|thường xuyên, liên tục", re.IGNORECASE
)
"""“Thường xuyên kiểm tra” is how something is done, “thực hiện thường xuyên” by when."""
_MONTHS = re.compile(
    r"tháng\s+\d{1,2}(?:\s*(?:,|-|–|và|đến)\s*(?:tháng\s+)?\d{1,2})*\s*(?:,|-|–|và|đến)\s*(?:tháng\s+)?(?P<month>\d{1,2})"
    r"(?:\s*/\s*|\s+năm\s+)(?P<year>[12]\d{3})",
    re.IGNORECASE,
)
"""Several months of a year: Tháng 11 - 12/2025; the last one counts."""
_UNTIL_SOMETHING = re.compile(r"từ\s+[^;]{1,40}\s(?:cho\s+)?đến\s+(?:khi|lúc)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"(?:và|,)\s+(?:các|những)\s+năm\s+(?:tiếp theo|sau|tới)"
    r"|(?:từ|sau)\s+(?:đầu\s+|hết\s+)?(?:năm|tháng|quý)\s+[\w/]+(?!.*\bđến\b)",
    re.IGNORECASE,
)
"""“Năm 2025 và các năm tiếp theo”, “từ năm 2026” end on no day."""
_MONEY = re.compile(r"\b(?:kinh phí|ngân sách|dự toán|chi|nguồn|vốn)(?:\s+[^\s,;.]+){0,3}\s*$", re.IGNORECASE)
"""“Ngân sách hằng năm” is no deadline."""
_CITED = re.compile(r"(?:số\s+[\w./-]+|ban hành|ký)\s*,?\s+ngày\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline: the plan's words, how they are meant, and the date as far as they say it, as in a plan file.

    `place` is the letter at which the words begin.
    """

    raw: str
    kind: DeadlineKind
    value: str = ""
    place: int = 0


def find_deadlines(text: str) -> list[FoundDeadline]:
    """The deadlines that the words of a task state, in their order."""
    found = [*_find_dated(text)]
    taken = [(one.place, one.place + len(one.raw)) for one in found]
    for match in _RECURRING.finditer(text):
        if not _overlaps(match.span(), taken):
            found.append(FoundDeadline(match[0], DeadlineKind.UNPARSED, place=match.start()))
            taken.append(match.span())
    for match in _WITHIN.finditer(text):
        period = find_period_words(match["period"])
        if (
            period is not None
            and not _OPEN_ENDED.match(text[match.start("period") + len(period.words) :].lstrip())
            and match["period"].lower().startswith(period.words.lower())
            and not _overlaps(match.span(), taken)
        ):
            raw = text[match.start() : match.start("period")] + period.words
            found.append(FoundDeadline(raw, DeadlineKind.PERIOD, str(period.value or ""), match.start()))
            taken.append(match.span())
    if not found and (kept_up := _KEPT_UP.search(text)):
        found.append(FoundDeadline(kept_up[0], DeadlineKind.ONGOING, place=kept_up.start()))
    if not found and (yearly := _yearly(text)):
        found.append(FoundDeadline(yearly, DeadlineKind.YEARLY, place=text.find(yearly)))
    return sorted(found, key=lambda one: one.place)


def read_deadline(text: str) -> FoundDeadline:
    """The deadline that a text is, as it stands under a label or in a column; `unparsed` where it is not understood."""
    if _UNTIL_SOMETHING.search(text) or _OPEN_ENDED.search(text):
        return FoundDeadline(text, DeadlineKind.UNPARSED)
    if match := _RANGE.search(text):
        return _of_range(match, text)
    if match := _MONTHS.search(text):
        return FoundDeadline(text, DeadlineKind.PERIOD, _month(match))
    for kind, form in (*_DATED, (DeadlineKind.UNPARSED, _RECURRING), (DeadlineKind.ON, _ON)):
        if match := form.search(text):
            return FoundDeadline(text, kind, _day(match["date"]) if kind is not DeadlineKind.UNPARSED else "")
    return _read_period(text)


def _read_period(text: str) -> FoundDeadline:
    """A deadline without a day: a period, a year, again and again."""
    if period := find_period_words(text):
        return FoundDeadline(text, DeadlineKind.PERIOD, str(period.value or ""))
    if re.fullmatch(r"(?:năm\s+)?[12]\d{3}", text.strip(" .;"), re.IGNORECASE):
        return FoundDeadline(text, DeadlineKind.PERIOD, text.strip(" .;")[-4:])
    if _ONGOING.search(text):
        return FoundDeadline(text, DeadlineKind.ONGOING)
    return FoundDeadline(text, DeadlineKind.YEARLY if _yearly(text) else DeadlineKind.UNPARSED)


def _find_dated(text: str) -> Iterator[FoundDeadline]:
    spans = []
    for match in _RANGE.finditer(text):
        spans.append(match.span())
        yield _of_range(match, match[0])
    for kind, form in _DATED:
        for match in form.finditer(text):
            if not _overlaps(match.span(), spans) and not _CITED.search(text[: match.start("date")]):
                spans.append(match.span())
                yield FoundDeadline(match[0], kind, _day(match["date"]), match.start())


def _of_range(match: re.Match[str], raw: str) -> FoundDeadline:
    """The end of a time from one day to another."""
    if match["date"]:
        return FoundDeadline(raw, DeadlineKind.AT_LATEST, _day(match["date"]), match.start())
    period = find_period_words(match["period"])
    return FoundDeadline(raw, DeadlineKind.PERIOD, str(period.value or "") if period is not None else "", match.start())


def _month(match: re.Match[str]) -> str:
    month = int(match["month"])
    return f"{match['year']}-{month:02}" if 1 <= month <= _MONTHS_OF_A_YEAR else ""


_MONTHS_OF_A_YEAR = 12


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in others)


def _day(words: str) -> str:
    day = read_date(words)
    return "" if day is None else day.isoformat()


def _yearly(text: str) -> str:
    found = (words for frequency, words in find_frequencies(text) if frequency is Frequency.YEARLY)
    return next((words for words in found if not _MONEY.search(text[: text.find(words)])), "")
