"""The words of a task → the deadlines in them, each with the words quoted.

Of a time from one day to another the last one counts. A date of a document that is cited is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gen.plan.model import DeadlineKind
from gen.reading import (
    DATE,
    PERIOD,
    SHORT_DATE,
    Frequency,
    PartialDate,
    find_frequencies,
    find_period_words,
    read_date,
    read_short_date,
)

_LONG_DAY = rf"(?<!tháng\s){DATE}"
"""A whole day; not the months of Tháng 11 - 12/2025."""
_DAY = rf"(?:{_LONG_DAY}|{SHORT_DATE})"
HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2}\s*(?:phút|'|p)?)?\s*,?\s*)?"
"""A time of day before a day, or nothing, for patterns of callers."""
_ON_DAY = rf"{HOUR}(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?"
_END_OF = r"(?:(?:cuối|giữa|đầu|hết)\s+)?"
_RANGE = re.compile(
    rf"từ\s+(?:nay|(?:ngày\s+)?{_DAY}|ngày\s+\d{{1,2}}|(?:tháng|quý|quí|năm)\s+[\w/]+(?:\s+năm\s+\d{{4}})?)"
    rf"\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"
    rf"(?:(?:ngày\s+)?(?P<date>{_DAY})|{_END_OF}(?P<period>{PERIOD}))",
    re.IGNORECASE,
)
_DATED = (
    (DeadlineKind.BEFORE, re.compile(rf"trước\s+{_ON_DAY}(?P<date>{_DAY})", re.IGNORECASE)),
    (
        DeadlineKind.AT_LATEST,
        re.compile(
            r"(?:chậm nhất|muộn nhất|không quá|đến hết|hạn (?:cuối|chót)(?: cùng)?"
            r"|(?:xong|hoàn thành)(?:\s+\w+){0,2}?)(?:\s*:)?"
            rf"(?:\s+(?:là|vào|trong|đến))*\s+{_ON_DAY}(?P<date>{_DAY})",
            re.IGNORECASE,
        ),
    ),
    (
        DeadlineKind.ON,
        re.compile(
            rf"(?:vào|lúc|trong)\s+(?:(?:lúc|các|hai|ba|\d{{1,2}})\s+)*{HOUR}(?:(?:sáng|chiều|tối)\s+)?ngày\s*[:(]?\s*"
            rf"(?:\d{{1,2}}(?:/\d{{1,2}})?\s*(?:,|và|đến|-|–)\s*){{0,8}}(?P<date>{_DAY})",
            re.IGNORECASE,
        ),
    ),
)
_ON = re.compile(rf"(?:ngày\s+)?(?P<date>{_DAY})", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?P<how>hoàn thành|xong|trong|trước|chậm nhất|muộn nhất|thực hiện|vào|đến hết|triển khai)\s+"
    rf"(?:(?:là|vào|trong|hết|cuối|giữa|đầu)\s+)*(?P<period>{PERIOD})",
    re.IGNORECASE,
)
_AFTER_ISSUE = re.compile(
    r"(?:trong(?:\s+(?:thời hạn|thời gian|vòng))?|chậm nhất(?:\s+là)?|không quá)\s+(?P<days>\d{1,3})"
    r"\s+(?P<unit>ngày|tuần|tháng)(?P<working>\s+làm việc)?\s*,?\s*(?:kể |tính )?(?:từ|sau)"
    r"\s+ngày\s+(?:ban hành|ký)(?:\s+ban hành)?\s+(?:kế hoạch(?:\s+này)?"
    r"|(?:quyết định|văn bản|chương trình|phương án)\s+này)",
    re.IGNORECASE,
)
"""So many days after the plan is issued."""
_RECURRING = re.compile(
    r"(?:trước\s+|chậm nhất\s+(?:là\s+)?|vào\s+)?(?:ngày\s+)?(?:(?<!tháng\s)\d{1,2}(?:/\d{1,2})?"
    r"(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}/\d{1,2}){0,8}"
    r"|(?:tháng|quý)\s+[\dIV]{1,3}(?:\s*(?:,|và)\s*(?:(?:tháng|quý)\s+)?[\dIV]{1,3}){0,8})"
    r"\s+(?:của\s+)?(?:tháng cuối quý|tháng đầu quý(?:\s+\w+){0,2}|(?:hằng|hàng|mỗi) (?:tháng|quý|năm))",
    re.IGNORECASE,
)
_ONGOING = re.compile(r"thường xuyên(?:, liên tục)?", re.IGNORECASE)
_KEPT_UP = re.compile(
    r"(?:(?:thực hiện|tiến hành|triển khai|duy trì) )thường xuyên(?:, liên tục)?|thường xuyên, liên tục", re.IGNORECASE
)
"""“Thường xuyên kiểm tra” is how something is done, “thực hiện thường xuyên” by when."""
_UNTIL_SOMETHING = re.compile(r"từ\s+[^;]{1,40}\s(?:cho\s+)?đến\s+(?:khi|lúc)\b", re.IGNORECASE)
_OPEN_ENDED = re.compile(
    r"(?:và|,)\s+(?:các|những)\s+năm\s+(?:tiếp theo|sau|tới)"
    r"|(?:từ|sau)\s+(?:đầu\s+|hết\s+)?(?:năm|tháng|quý)\s+[\w/]+(?!.*\bđến\b)",
    re.IGNORECASE,
)
"""“Năm 2025 và các năm tiếp theo”, “từ năm 2026” end on no day."""
_MONEY = re.compile(r"\b(?:kinh phí|ngân sách|dự toán|chi|nguồn|vốn)(?:\s+[^\s,;.]+){0,3}\s*$", re.IGNORECASE)
"""“Ngân sách hằng năm” is no deadline."""
_CITED = re.compile(
    r"(?:số\s+[\w./-]+|ban hành|ký|hiệu lực(?: thi hành)?|thông qua|phê duyệt|công bố)"
    r"\s*,?(?:\s+(?:kể|từ|vào))*(?:\s+ngày)?\s*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"^[^.;]{0,30}?\b(?:hằng|hàng|mỗi) (?:năm|quý|tháng)\b", re.IGNORECASE)
"""Behind a day without a year: it comes again."""
_SAYS_DAY = re.compile(r"\b(?:ngày|trước|nhất|hạn|hết|vào|giờ|tháng)\b", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"\s+(?:(?:tổng )?số|khối lượng|diện tích|dân số|chỉ tiêu|kế hoạch|thời gian|thành viên)\b", re.IGNORECASE
)
_HOURS = re.compile(
    r"\W*(?:(?:từ|đến|-|–)?\s*\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2})?\s*(?:phút|')?\s*){1,2}\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline: the plan's words, how they are meant, and the date as far as they say it, as in a plan file.

    `place` is the letter at which the words begin. `has_year`: the year is written, not taken from the plan's date.
    """

    raw: str
    kind: DeadlineKind
    value: str = ""
    place: int = 0
    has_year: bool = True


def find_deadlines(text: str, issued: date | None = None) -> list[FoundDeadline]:
    """The deadlines that the words of a task state, in their order.

    A day or month without a year is the first one from the day on which the plan was `issued`.
    """
    found = [*_find_dated(text, issued)]
    taken = [(one.place, one.place + len(one.raw)) for one in found]
    for match in _RECURRING.finditer(text):
        if not _overlaps(match.span(), taken):
            found.append(FoundDeadline(match[0], DeadlineKind.UNPARSED, place=match.start()))
            taken.append(match.span())
    for match in _WITHIN.finditer(text):
        behind = text[match.end() :]
        if not _overlaps(match.span(), taken) and not _OPEN_ENDED.match(behind.lstrip()) and not _AGAIN.match(behind):
            is_before = match["how"].lower() == "trước"
            one = _of_period(match[0], match["period"], issued, match.start(), is_before=is_before)
            if one is not None:
                found.append(one)
                taken.append(match.span())
    for match in _AFTER_ISSUE.finditer(text):
        if not _overlaps(match.span(), taken):
            value = _count_from_issue(match, issued)
            kind = DeadlineKind.AT_LATEST if value else DeadlineKind.UNPARSED
            found.append(FoundDeadline(match[0], kind, value, match.start()))
    if not found and (kept_up := _KEPT_UP.search(text)):
        found.append(FoundDeadline(kept_up[0], DeadlineKind.ONGOING, place=kept_up.start()))
    if not found and (yearly := _yearly(text)):
        found.append(FoundDeadline(yearly, DeadlineKind.YEARLY, place=text.find(yearly)))
    return sorted(found, key=lambda one: one.place)


def find_later_days(text: str, issued: date, found: Sequence[FoundDeadline]) -> list[str]:
    """The days in the words of a task that are none of the deadlines `found`, and no earlier than the plan.

    They are of no document that is cited, and what happens on them nobody but a person knows.
    """
    spans = [(one.place, one.place + len(one.raw)) for one in found]
    later = (
        match[0] for match in re.finditer(rf"(?:ngày\s+)?(?P<date>{_LONG_DAY})", text, re.IGNORECASE)
        if not _overlaps(match.span(), spans) and not _CITED.search(text[: match.start("date")])
        and (day := read_date(match["date"])) is not None and day >= issued
    )  # fmt: skip
    return list(dict.fromkeys(later))


def is_hours_only(text: str) -> bool:
    """Whether a text says at what time of a day, and not on which day: 7h00 - 7h15."""
    return _HOURS.fullmatch(text) is not None


def read_deadline(text: str, issued: date | None = None) -> FoundDeadline:
    """The deadline that a text is, as it stands under a label or in a column; `unparsed` where it is not understood."""
    if _UNTIL_SOMETHING.search(text) or _OPEN_ENDED.search(text):
        return FoundDeadline(text, DeadlineKind.UNPARSED)
    if match := _RANGE.search(text) or _RANGE.match(f"từ {text.strip()}"):  # Tháng 11/2025 đến tháng 4/2026
        return _of_range(match, text, issued)
    for kind, form in (*_DATED, (DeadlineKind.UNPARSED, _RECURRING), (DeadlineKind.ON, _ON)):
        if match := form.search(text):
            if kind is DeadlineKind.UNPARSED:
                return FoundDeadline(text, kind)
            if _is_short(match["date"]) and _AGAIN.match(text[match.end() :]):
                return FoundDeadline(text, DeadlineKind.UNPARSED)
            return _of_day(text, kind, match["date"], issued)
    return _read_period(text, issued)


def _read_period(text: str, issued: date | None) -> FoundDeadline:
    """A deadline without a day: a period, a year, again and again."""
    is_again = _AGAIN.match(text) is not None
    is_before = text.strip().lower().startswith("trước ")
    period = _of_period(text, text, None if is_again else issued, 0, is_before=is_before)
    if period is not None and not (is_again and not period.value):
        return period
    if re.fullmatch(r"(?:năm\s+)?[12]\d{3}", text.strip(" .;"), re.IGNORECASE):
        return FoundDeadline(text, DeadlineKind.PERIOD, text.strip(" .;")[-4:])
    if _ONGOING.search(text):
        return FoundDeadline(text, DeadlineKind.ONGOING)
    return FoundDeadline(text, DeadlineKind.YEARLY if _yearly(text) else DeadlineKind.UNPARSED)


def _of_period(raw: str, words: str, issued: date | None, place: int, *, is_before: bool) -> FoundDeadline | None:
    """The deadline that a period is: its end, or before its begin; None where the words are no period."""
    period = find_period_words(words, issued)
    if period is None:
        return None
    day: PartialDate | None = period.first if is_before else period.last
    kind = DeadlineKind.BEFORE if is_before else DeadlineKind.PERIOD
    return FoundDeadline(raw, kind, "" if day is None else str(day), place, period.has_year)


def _find_dated(text: str, issued: date | None) -> Iterator[FoundDeadline]:
    spans = []
    for match in _RANGE.finditer(text):
        spans.append(match.span())
        yield _of_range(match, match[0], issued)
    for kind, form in _DATED:
        for match in form.finditer(text):
            if _overlaps(match.span(), spans) or _CITED.search(text[: match.start("date")]):
                continue
            if kind is DeadlineKind.ON and _CITED.search(text[: match.start()]):
                continue
            if _is_short(match["date"]) and (issued is None or not _is_day(match, text)):
                continue
            spans.append(match.span())
            yield _of_day(match[0], kind, match["date"], issued, match.start())


def _of_day(raw: str, kind: DeadlineKind, words: str, issued: date | None, place: int = 0) -> FoundDeadline:
    day = read_date(words)
    if day is None and issued is not None and _is_short(words):
        day = read_short_date(words, issued)
    return FoundDeadline(raw, kind, "" if day is None else day.isoformat(), place, not _is_short(words))


def _is_short(words: str) -> bool:
    """Whether the words of a day have no year."""
    return re.fullmatch(SHORT_DATE, words, re.IGNORECASE) is not None


def _is_day(match: re.Match[str], text: str) -> bool:
    """Whether a day and month without a year are one, which comes once: no fraction (hoàn thành 1/3 khối lượng)."""
    behind = text[match.end() :]
    return bool(_SAYS_DAY.search(match[0])) and not _AGAIN.match(behind) and not _OF_WHOLE.match(behind)


def _of_range(match: re.Match[str], raw: str, issued: date | None) -> FoundDeadline:
    """The end of a time from one day to another."""
    if match["date"]:
        return _of_day(raw, DeadlineKind.AT_LATEST, match["date"], issued, match.start())
    found = _of_period(raw, match["period"], issued, match.start(), is_before=False)
    return found or FoundDeadline(raw, DeadlineKind.PERIOD, "", match.start())


_DAYS_OF = {"ngày": 1, "tuần": 7}


def _count_from_issue(match: re.Match[str], issued: date | None) -> str:
    """The last of so many days, or weeks, after the plan is issued; working days and months are not counted."""
    days = _DAYS_OF.get(match["unit"].lower())
    if issued is None or days is None or match["working"]:
        return ""
    return (issued + timedelta(days=int(match["days"]) * days)).isoformat()


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in others)


def _yearly(text: str) -> str:
    found = (words for frequency, words in find_frequencies(text) if frequency is Frequency.YEARLY)
    return next((words for words in found if not _MONEY.search(text[: text.find(words)])), "")
