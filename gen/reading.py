"""Texts that people write → the dates, periods, numbers and frequencies they mean; None where that is uncertain.

One grammar for every reader: the import, the forms that come back, `gen issue`, lint, the command line, the plan. The
caller chooses how strict a reading is: `read_…` reads a whole text, `find_…` searches a sentence, `parse_…` accepts
only ISO 8601, the format of the program's own files. Ambiguous texts are None: nothing is guessed.
tests/cases/values.txt lists examples with their values.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_TO_MONTH, _TO_YEAR = r"\s*(?:[/.-]|tháng)\s*", r"\s*(?:[/.-]|năm)\s*"
DATE = rf"(?<![0-9])[0-9]{{1,2}}{_TO_MONTH}[0-9]{{1,2}}{_TO_YEAR}[1-9][0-9]{{3}}(?![0-9])"
"""The pattern of a date that `read_date` reads, for patterns of callers: 14/6/2021, 14 tháng 6 năm 2021."""

NUMBER = r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*(?![0-9])"
"""The pattern of a possible number, for patterns of callers; `read_figure` decides whether it is one."""

_WRITTEN_DATE = re.compile(
    rf"(?:ngày\s*)?(?P<day>[0-9]{{1,2}}){_TO_MONTH}(?P<month>[0-9]{{1,2}}){_TO_YEAR}(?P<year>[1-9][0-9]{{3}})"
)
_ISO_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_CLOCK = re.compile(r"(?P<day>.*\S)\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date whose day, or month and day, may be unknown: `2020`, `2020-11` or `2020-11-05`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def first_day(self) -> date:
        """The earliest possible day."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest possible day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def parse_partial_date(text: str) -> PartialDate | None:
    """The date in `text` by ISO 8601, also without its day or month: 2020, 2020-11, 2020-11-05."""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
    return _partial(year or 0, month, day)


def read_date(text: str) -> date | None:
    """The day that `text` is, as people write it: 14/6/2021, 14.6.2021, ngày 14 tháng 6 năm 2021; or 2021-06-14.

    The day comes first and the year, of four digits, last; or all of it is ISO 8601.
    """
    words = unicodedata.normalize("NFC", text).strip().lower().rstrip(".")
    found = _WRITTEN_DATE.fullmatch(words) or _ISO_DATE.fullmatch(words)
    if found is None or not found["day"] or found["year"] < "1000":
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """The day in `text` at the time of day after it (14/6/2021 08:30), else at midnight."""
    found = _CLOCK.fullmatch(text.strip())
    day = read_date(found["day"] if found else text)
    hour, minute = (int(found["hour"]), int(found["minute"])) if found else (0, 0)
    return datetime.combine(day, time(hour, minute)) if day and hour < 24 and minute < 60 else None


def _partial(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


_GAP = ".…_"
"""The signs that mark a gap to be filled in."""
_PART = rf"[0-9{_GAP}]*+"
_LETTERHEAD_DATE = (
    rf"(?P<place>.*?),\s*+(?P<words>ngày\s*+(?P<day>{_PART})\s*+tháng\s*+(?P<month>{_PART})"
    rf"\s*+năm\s*+(?P<year>{_PART})\s*+)"
)
_PLACE_AND_DATE = re.compile(_LETTERHEAD_DATE, re.IGNORECASE)
_ONLY_PLACE_AND_DATE = re.compile(rf"{_LETTERHEAD_DATE}\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LetterheadDate:
    """The line of place and date, each part as it is written: `Tuần Giáo, ngày … tháng 11 năm 2020`.

    `span` is from the word ngày to the end of the year: the part that a complete date replaces.
    """

    place: str
    day: str
    month: str
    year: str
    words: str
    span: tuple[int, int]

    @property
    def value(self) -> PartialDate | None:
        """The date as far as it is written and possible; None where the year is not."""
        day, month, year = map(_filled_number, (self.day, self.month, self.year))
        if year is None or year < 1000 or (whole := _partial(year, None, None)) is None:
            return None
        if month is None:
            return whole
        return _partial(year, month, day) or whole

    @property
    def is_open(self) -> bool:
        """Whether a part is yet to be filled in."""
        return not all(part.strip(_GAP) for part in (self.day, self.month, self.year))

    @property
    def is_certain(self) -> bool:
        """Whether each part is a number or a gap, and together they can be a date."""
        parts = (self.day, self.month, self.year)
        written = tuple(map(_filled_number, parts))
        are_read = all(number is not None or not part.strip(_GAP) for part, number in zip(parts, written, strict=True))
        known = self.value
        is_date = known is not None and (known.day, known.month, known.year) == written
        return are_read and (is_date or not self.year.strip(_GAP))


def read_letterhead_date(text: str, *, whole: bool = True) -> LetterheadDate | None:
    """The place and date of the line `text` (Decree 30/2020, Appendix I, II.4), whose parts may be gaps.

    With `whole`, only signs may follow the year; else any text.
    """
    found = (_ONLY_PLACE_AND_DATE if whole else _PLACE_AND_DATE).match(text)
    if found is None:
        return None
    place, day, month, year, words = found.group("place", "day", "month", "year", "words")
    return LetterheadDate(place.strip(), day, month, year, words.strip(), found.span("words"))


def _filled_number(part: str) -> int | None:
    """The number filled in within a gap; None for an empty gap, or for digits on both sides of one."""
    digits = part.strip(_GAP)
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


_NUMBER_GAP = rf"(?P<gap>\s*+(?P<number>[0-9]{{0,9}}+)[\s{_GAP}]*+)"
_OF_YEAR = r"(?:(?P<year>[0-9]{4})/)?"
_NUMBER_LINE = re.compile(
    rf"(?P<label>(?i:số)\s*+:?)?{_NUMBER_GAP}(?P<slash>/\s*+{_OF_YEAR}(?P<symbol>[^\s/].*+)?)?\s*$"
)
_NUMBER_IN = re.compile(
    rf"(?P<label>Số\s*+:?){_NUMBER_GAP}(?P<slash>/\s*+{_OF_YEAR}(?P<symbol>[A-ZĐ][\w&.-]*(?:\s*-\s*[A-ZĐ]\w*)*))",
    re.IGNORECASE,
)
_PARTY_NUMBER_IN = re.compile(
    r"(?P<label>Số\s*+:?)(?P<gap>\s*+(?P<number>[0-9]{0,9}+)\s*)(?P<slash>(?P<symbol>[-–]\s*[A-ZĐ][A-Za-zĐđ]{0,4}/[A-ZĐ][\w.-]*))"
    r"(?P<year>)"
)
"""The number of a document of the Party: Số 12-KH/ĐU."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol of a document, as written: `Số: 12/KH-UBND`, `Số:      /KH-UBND`, `12`.

    `number` is its digits, or empty; `year` that of a legal document: 12/2020/QĐ-UBND. `has_slash`: a symbol is
    expected, even where it is missing; `has_gap`: the number is incomplete, with a gap beside it (1…). `span` is the
    number's, with its gap.
    """

    label: str
    number: str
    year: str
    symbol: str
    has_slash: bool
    has_gap: bool
    span: tuple[int, int]

    @property
    def whole_symbol(self) -> str:
        """The text after the number's slash: KH-UBND, 2020/QĐ-UBND."""
        return f"{self.year}/{self.symbol}" if self.year else self.symbol


def read_document_number(text: str) -> DocumentNumber | None:
    """The number and symbol in the line `text`, with or without `Số:` before it."""
    found = _numbered(_NUMBER_LINE.match(text, len(text) - len(text.lstrip())))
    return found if found is not None and (found.label or found.number) else None


def find_document_number(text: str) -> DocumentNumber | None:
    """The first number with its symbol after a `Số` within `text`; white space in the symbol is removed.

    The symbol of a document of the Party begins with the hyphen behind its number: -KH/ĐU.
    """
    return _numbered(_NUMBER_IN.search(text) or _PARTY_NUMBER_IN.search(text))


def _numbered(found: re.Match[str] | None) -> DocumentNumber | None:
    if found is None:
        return None
    label, number, year, symbol = (found[name] or "" for name in ("label", "number", "year", "symbol"))
    has_slash, has_gap = found["slash"] is not None, found["gap"].strip() != number
    return DocumentNumber(label, number, year, symbol.rstrip(), has_slash, has_gap, found.span("gap"))


@dataclass(frozen=True, slots=True)
class WrittenPeriod:
    """A period as it is written in `words`: its `first` and `last` month, or its year as both; None where uncertain.

    `has_year`: the year is written, not taken from the day since when it is looked for.
    """

    words: str
    first: PartialDate | None
    last: PartialDate | None
    has_year: bool = True


_NO_SPAN = r"(?![0-9]|\s*[-–]\s*[0-9])"
"""Behind a year: neither a further digit nor another year, up to which it goes (2025-2026)."""
_BEFORE_YEAR, _YEAR = r"(?:\s*[/-]\s*|\s+(?:của\s+)?năm\s+)", r"[1-9][0-9]{3}"
_OF_A_YEAR = rf"{_BEFORE_YEAR}(?P<year>{_YEAR}){_NO_SPAN}"
_AND = r"\s*(?:,|;|và|đến|-|–)\s*"
_QUARTER = r"(?:IV|I{1,3}|[1-4])(?!\w)"
_MONTH = r"[0-9]{1,2}(?![0-9])"
_SEVERAL_MONTHS = rf"Tháng\s+{_MONTH}(?:{_AND}(?:tháng\s+)?{_MONTH}(?!/[0-9]{{1,2}}/)){{0,12}}"
_SEVERAL_QUARTERS = rf"Qu[ýí]\s+{_QUARTER}(?:{_AND}(?:qu[ýí]\s+)?{_QUARTER}){{0,4}}"
_PART_OF_YEAR = r"(?:(?<![0-9])0?[69]|sáu|chín)\s+tháng(?:\s+(?:đầu|cuối))?"
PERIOD = (
    rf"(?:(?:{_SEVERAL_MONTHS}|{_SEVERAL_QUARTERS})(?:{_BEFORE_YEAR}{_YEAR})?|{_PART_OF_YEAR}{_BEFORE_YEAR}{_YEAR}"
    rf"|năm\s+{_YEAR})(?!\w|\s*[-–]\s*[0-9])"
)
"""The pattern of a period, with or without its year, for patterns of callers; `find_period_words` decides."""
_PERIODS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<quarters>{_SEVERAL_QUARTERS}){_OF_A_YEAR}",
        rf"(?P<part>{_PART_OF_YEAR}){_OF_A_YEAR}",
        rf"(?P<months>{_SEVERAL_MONTHS}){_OF_A_YEAR}",
        rf"Năm\s+(?P<year>{_YEAR}){_NO_SPAN}",
    )
)
_WITHOUT_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<quarters>{_SEVERAL_QUARTERS})|(?P<months>{_SEVERAL_MONTHS}))(?!\s*[/-]?\s*[0-9]|\s+năm\b)",
    re.IGNORECASE,
)
_MONTHS_OF_QUARTER, _MONTHS_OF_YEAR = 3, 12


def find_period_words(text: str, since: date | None = None) -> WrittenPeriod | None:
    """The period within `text`: quý IV năm 2021, 6 tháng đầu năm 2021, tháng 3, 4 năm 2025, năm 2021.

    With `since`, months and quarters without a year too (tháng 9): the first ones that do not end before that day.
    Uncertain is a month that is none, six months of which half is not said, and where a second period stands beside the
    first (từ tháng 3/2025 đến tháng 6/2026).
    """
    for form in _PERIODS:
        if found := form.search(text):
            parts = found.groupdict()
            is_alone = not any(
                other.search(rest) for rest in (text[: found.start()], text[found.end() :]) for other in _PERIODS
            )
            months = _months_in(parts) if is_alone else None
            return WrittenPeriod(found[0], *_span(int(found["year"]), months))
    found = _WITHOUT_YEAR.search(text) if since is not None else None
    if found is None or since is None:
        return None
    months = _months_in(found.groupdict())
    year = since.year if months is None or months[1] >= since.month else since.year + 1
    return WrittenPeriod(found[0], *_span(year, months), has_year=False)


def _months_in(parts: Mapping[str, str | None]) -> tuple[int, int] | None:
    """The first and last month of a period; 0 and 0 of a whole year, None where they are uncertain."""
    if part := parts.get("part"):
        words = part.lower()
        if words.startswith(("9", "09", "chín")):
            return None if words.endswith("cuối") else (1, 9)
        return (1, 6) if words.endswith("đầu") else (7, 12) if words.endswith("cuối") else None
    if quarters := parts.get("quarters"):
        numbers = [_read_quarter(one) for one in re.findall(_QUARTER, quarters[len("quý") :], re.IGNORECASE)]
        first, last = (numbers[0] - 1) * _MONTHS_OF_QUARTER + 1, numbers[-1] * _MONTHS_OF_QUARTER
    elif months := parts.get("months"):
        numbers = [int(one) for one in re.findall(_MONTH, months)]
        first, last = numbers[0], numbers[-1]
    else:
        return 0, 0
    return (first, last) if 1 <= first <= last <= _MONTHS_OF_YEAR else None


def _read_quarter(words: str) -> int:
    return int(words) if words.isdecimal() else _QUARTERS[words.lower()]


def _span(year: int, months: tuple[int, int] | None) -> tuple[PartialDate | None, PartialDate | None]:
    if months is None:
        return None, None
    return PartialDate(year, months[0] or None), PartialDate(year, months[1] or None)


SHORT_DATE = rf"(?<![0-9/.,-])[0-9]{{1,2}}(?:\s*/\s*|\s+tháng\s+){_MONTH}(?!\s*[/%.-]\s*[0-9]|\s*%|\s+năm\s+[0-9])"
"""The pattern of a day and month without a year, for patterns of callers; `read_short_date` decides."""
_SHORT = re.compile(r"(?P<day>[0-9]{1,2})(?:\s*/\s*|\s+tháng\s+)(?P<month>[0-9]{1,2})", re.IGNORECASE)


def read_short_date(text: str, since: date) -> date | None:
    """The first day on or after `since` that a day and month without a year can be: 25/6, 25 tháng 6."""
    found = _SHORT.fullmatch(text.strip())
    if found is None:
        return None
    for year in (since.year, since.year + 1):
        with suppress(ValueError):
            day = date(year, int(found["month"]), int(found["day"]))
            if day >= since:
                return day
    return None


_KEY_YEAR = r"(?P<year>[1-9][0-9]{3})"
_OF_KEY_YEAR = rf"(?:\s*[/.-]\s*|\s+(?:(?:của\s+)?n[ăa]m\s+)?){_KEY_YEAR}"
_WHOLE_PERIODS = tuple(
    (key, re.compile(form))
    for key, form in (
        ("{year}-Q{quarter}", rf"{_KEY_YEAR}\s*-\s*q(?P<quarter>[1-4])"),
        ("{year}-H{half}", rf"{_KEY_YEAR}\s*-\s*h(?P<half>[12])"),
        ("{year}-9M", rf"{_KEY_YEAR}\s*-\s*9m"),
        ("{year}-{month:02}", rf"{_KEY_YEAR}-(?P<month>[0-9]{{2}})"),
        ("{year}", rf"(?:cả\s+)?(?:n[ăa]m\s+)?{_KEY_YEAR}"),
        ("{year}-Q{quarter}", rf"(?:qu[ýyíi]\s*|q)(?P<quarter>iv|i{{1,3}}|[1-4]){_OF_KEY_YEAR}"),
        ("{year}-H1", rf"(?:0?6|sáu|sau)\s+th[áa]ng\s+(?:đ|d)[ầa]u{_OF_KEY_YEAR}"),
        ("{year}-H2", rf"(?:0?6|sáu|sau)\s+th[áa]ng\s+cu[ốo]i{_OF_KEY_YEAR}"),
        ("{year}-9M", rf"(?:0?9|chín|chin)\s+th[áa]ng(?:\s+(?:đ|d)[ầa]u)?{_OF_KEY_YEAR}"),
        ("{year}-{month:02}", rf"(?:th[áa]ng\s*)?(?P<month>[0-9]{{1,2}})(?:\s*[/-]\s*|\s+n[ăa]m\s+){_KEY_YEAR}"),
        ("{year}-{month:02}", rf"th[áa]ng\s*(?P<month>[0-9]{{1,2}})\s+{_KEY_YEAR}"),
    )
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_period_key(text: str) -> str | None:
    """The key of the period that `text` is: quý II năm 2026, Quý 2/2026, 2026-q2 → 2026-Q2; tháng 5/2026 → 2026-05.

    The other keys are 2026 (năm 2026), 2026-H1 and 2026-H2 (6 tháng đầu, cuối năm 2026), 2026-9M. None for any other
    text: six months of which half is not said, two periods, a day.
    """
    if len(text) > _MOST_PERIOD_LETTERS:
        return None
    words = " ".join(unicodedata.normalize("NFC", text).lower().split()).rstrip(".,;")
    for key, form in _WHOLE_PERIODS:
        if found := form.fullmatch(words):
            parts = found.groupdict()
            quarter, month = parts.get("quarter") or "", int(parts.get("month") or 1)
            if not 1 <= month <= 12:
                return None
            values = {"quarter": _QUARTERS.get(quarter, quarter), "half": parts.get("half"), "month": month}
            return key.format(year=parts["year"], **values)
    return None


_MOST_PERIOD_LETTERS = 100
_MOST_NAME_LETTERS, _MOST_NAME_WORDS = 300, 60
_LONGEST_PERIOD = 6
"""Words of a period, as many as in 6 tháng đầu năm 2026."""
_YEAR_BEFORE = re.compile(r"(?:n[ăa]m )?(?P<year>[1-9][0-9]{3}) (?P<rest>.+)")
_BARE_NUMBERS = re.compile(r"[0-9]+(?: n[ăa]m)? [0-9]+|[0-9]+")
_AT_YEARS = re.compile(r"(?<=[^\W\d_])(?=[12][0-9]{3}(?![0-9]))|(?<=(?<![0-9])[12][0-9]{3})(?=[^\W\d_])")
"""Between a word and a year without a space: QuyII2026, 2026Q2."""


def find_period_keys(name: str) -> frozenset[str]:
    """The keys of the periods, each with its year, that a name of a file says: BC quý II-2026 xã A, bao-cao-2026_q2.

    Signs between words do not count, nor whether the year stands before or behind; the longest words that are a period
    do. Numbers alone are none: 05-2026 may be the month of writing, 12 năm 2026 the number of a document.
    """
    text = unicodedata.normalize("NFC", name[-_MOST_NAME_LETTERS:]).lower()
    words = re.sub(r"[\W_]+", " ", _AT_YEARS.sub(" ", text)).split()[-_MOST_NAME_WORDS:]
    found: set[str] = set()
    taken: set[int] = set()
    for length in range(_LONGEST_PERIOD, 0, -1):
        for start in range(len(words) - length, -1, -1):  # the year behind is the usual one
            place = range(start, start + length)
            if taken.isdisjoint(place) and (key := _read_spaced_key(" ".join(words[start : start + length]))):
                taken.update(place)
                found.add(key)
    return frozenset(found)


def _read_spaced_key(words: str) -> str | None:
    """As `read_period_key`, of words with a space between each two; a year may stand before the rest of the period."""
    if _BARE_NUMBERS.fullmatch(words):
        return None
    if key := read_period_key(words):
        return key
    before = _YEAR_BEFORE.fullmatch(words)
    if before is None or _BARE_NUMBERS.fullmatch(before["rest"]):
        return None
    return read_period_key(f"{before['rest']} {before['year']}") or read_period_key(
        f"{before['year']}-{before['rest']}"
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was written; `percent` says whether a per cent sign followed it."""

    value: Decimal
    percent: bool = False

    def __reduce__(self) -> tuple[type[Figure], tuple[object, ...]]:
        """What `pickle` makes of frozen dataclasses with slots takes three times as long, on both sides."""
        return Figure, (self.value, self.percent)


_FIGURE = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>[1-9][0-9]{0,2}(?:(?:\.|[^\S\n]+)[0-9]{3}){1,5}|[0-9]{1,15})(?:,(?P<part>[0-9]{1,6}))?"
    r"\s*(?P<percent>%?)"
)


def read_figure(text: str) -> Figure | None:
    """The number that `text` is, as Vietnamese writes it: 1.234,5 or 1 234,5 or 95,5%.

    A full stop only separates thousands: "1.5" may be one and a half or a mistake, so it is not a number here; nor are
    "0.125", which has no thousands before its stop, and two lines.
    """
    return _short_figure(text) if len(text) <= _REMEMBERED_LETTERS else _parse_figure(text)


def _parse_figure(text: str) -> Figure | None:
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"\D", "", found["whole"])
    sign = "-" if found["sign"] else ""
    return Figure(Decimal(f"{sign}{digits}.{found['part'] or '0'}").normalize(), bool(found["percent"]))


_REMEMBERED_LETTERS = 12
"""Texts up to this length are remembered: most figures are small, and thousands of forms have the same."""
_short_figure = lru_cache(maxsize=4_096)(_parse_figure)
_LIKE_THOUSANDS = re.compile(r"[-−]?[1-9][0-9]{0,2},[0-9]{3}\s*%?")


def is_like_thousands(text: str) -> bool:
    """Whether `text` is a number with a comma that programs set to English would write for thousands: 12,000."""
    return _LIKE_THOUSANDS.fullmatch(text.strip()) is not None


class Frequency(StrEnum):
    """How often a report is due (Decree 09/2019); `periodic` where the plan says "định kỳ" and no more."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    NINE_MONTHLY = "nine-monthly"
    YEARLY = "yearly"
    AD_HOC = "ad-hoc"
    PERIODIC = "periodic"


_NO_NAME = r"\b(?!\s+(?:[0-9]|[IVX]+\b))"
"""After tháng, quý, năm: no number, which would make it one month, quarter or year (khách hàng năm 2021)."""


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!{word} )" for word in words)


_MONTHS = (
    r"(?<![0-9,./-])"
    + _not_after("ngày", "trong", "sau", "quá", "hơn", "trên", "dưới", "đủ", "hạn", "nhất", "thiểu", "đa", "từ", "vòng")
    + r"(?:0?{digit}|{word}) tháng\b(?!\s*[0-9]|\s+(?:tuổi|tù|trở|kể|sau)\b)"
)
"""A number of months; neither a day of a month (ngày 6 tháng 6), nor the end of another number (16 tháng 6), nor how
long something takes or how old it is (trong 6 tháng, 6 tháng tuổi)."""
_EVERY = (
    r"(?:định kỳ\s+)?(?:hằng|mỗi|(?<!\w)"
    + _not_after("ngân", "khách", "cửa", "mặt", "bán", "mua", "nhà", "đơn", "giao", "chuyển", "nhận", "xếp", "kho")
    + r"hàng)\s+(?:(?:tháng|quý|năm|6 tháng|9 tháng|sáu tháng|chín tháng)\s*(?:[,;/]|và|hoặc)\s*){0,4}"
)
"""“Every”, and what stands between it and the word that it belongs to: hằng tháng, quý, năm. Not the goods (hàng) of
banks and customers."""
_REPORT_OF = r"báo cáo\s+"
_ENDS = r"(?=\s*(?:[,;.()/]|$|(?:và|hoặc|gửi|trước|chậm|về)\b))"
"""After báo cáo tháng, quý, năm: the end of what is named, not a polite address (báo cáo quý cơ quan)."""
_FREQUENCIES = tuple(
    (frequency, re.compile(form, re.IGNORECASE))
    for frequency, form in (
        (Frequency.MONTHLY, rf"{_EVERY}tháng{_NO_NAME}|{_REPORT_OF}tháng{_ENDS}"),
        (Frequency.QUARTERLY, rf"{_EVERY}quý{_NO_NAME}|{_REPORT_OF}quý{_ENDS}"),
        (Frequency.HALF_YEARLY, _MONTHS.format(digit="6", word="sáu")),
        (Frequency.NINE_MONTHLY, _MONTHS.format(digit="9", word="chín")),
        (Frequency.YEARLY, rf"{_EVERY}năm{_NO_NAME}|{_REPORT_OF}năm{_ENDS}"),
        (Frequency.PERIODIC, r"định kỳ"),
        (Frequency.AD_HOC, r"đột xuất"),
    )
)


def find_frequencies(text: str) -> Iterator[tuple[Frequency, str]]:
    """Each frequency that `text` names, from the most to the least frequent, with its words.

    `periodic` is given only where no other frequency is; `once` is never written, but follows from a date.
    """
    is_stated = False
    for frequency, form in _FREQUENCIES:
        found = form.search(text)
        if found is not None and not (frequency is Frequency.PERIODIC and is_stated):
            yield frequency, found[0]
            is_stated = True
