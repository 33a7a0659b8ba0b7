"""Vietnamese text → the forms that offices write and machines compare: NFC, folding, dates, numerals, emphasis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import filterfalse

BLANK = "\u00a0" * 5
"""The gap to be filled in by hand, of spaces that no line break can separate or remove."""

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
NEVER_IN_TEXT = "\x00"
"""Occurs in no text: neither a plan nor XML may contain it."""
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, đ as d: the same for "quai to" and "Quài Tở".

    Ð, which is no Vietnamese letter but looks like Đ (U+00D0, U+0189), is taken for it.
    """
    if text.isascii():
        return text.lower()
    if len(text) <= _REMEMBERED_LETTERS:
        return _fold_short(text)
    return _fold_sentence(text) if len(text) <= _REMEMBERED_SENTENCE else _fold_text(text)


def _fold_text(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().translate(_D_WITH_STROKE))
    return "".join(filterfalse(unicodedata.combining, plain))


_REMEMBERED_LETTERS = 200
"""Texts up to this length are remembered when they are folded: headings, statuses and names come again and again."""
_fold_short = lru_cache(maxsize=8_192)(_fold_text)
_REMEMBERED_SENTENCE = 2_000
"""Up to this length the last texts are remembered: a form's own sentences are folded several times, in every form."""
_fold_sentence = lru_cache(maxsize=256)(_fold_text)
_D_WITH_STROKE = str.maketrans("đðɖ", "ddd")
_PERHAPS_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_JOINER = re.compile("(?<![\u2190-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u2190-\U0010ffff])")


def remove_invisible(text: str) -> str:
    """`text` without letters that nobody sees: of no width, hyphens that are shown at the end of a line only, marks.

    Those that join two emoji to one are kept.
    """
    return _JOINER.sub("", _INVISIBLE.sub("", text)) if _PERHAPS_INVISIBLE.search(text) else text


def split_words(text: str) -> list[str]:
    """The words of `text` in lower case, without punctuation, NFC."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def to_roman(number: int) -> str:
    """`number` (1 to 39) as a Roman numeral.

    Raises ValueError outside of that range.
    """
    if not 1 <= number < 40:
        raise ValueError(number)
    out = ""
    for value, numeral in _ROMAN:
        while number >= value:
            out, number = out + numeral, number - value
    return out


def list_letter(number: int) -> str:
    """The `number`-th label (from 1) of the Vietnamese points a) b) c) d) đ) e) …; aa, ab and so on follow y.

    Vietnamese lists use the Vietnamese alphabet without ă, â, ê, ô, ơ, ư (Decree 30, Appendix I, on points).
    """
    alphabet = "abcdđeghiklmnopqrstuvxy"
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, len(alphabet))
        out = alphabet[rest] + out
    return out


def format_long_date(year: int, month: int, day: int | None = None) -> str:
    """`ngày 05 tháng 3 năm 2020`; an unknown day is a gap.

    Leading zeros for days 1 to 9 and months 1 and 2 only (Decree 30, Appendix I, place and date).
    """
    return f"ngày {_shown_day(day)} tháng {_shown_month(month)} năm {year}"


def format_short_day(year: int, month: int, day: int | None) -> str:
    """`05/3/2020`, as running text has it: the zeros are those of the long form; an unknown day is a gap."""
    return f"{_shown_day(day)}/{_shown_month(month)}/{year}"


def _shown_day(day: int | None) -> str:
    return BLANK if day is None else f"{day:02d}"


def _shown_month(month: int) -> str:
    return f"{month:02d}" if month <= 2 else str(month)


def format_day(day: date) -> str:
    """`ngày 05 tháng 3 năm 2020`."""
    return format_long_date(day.year, day.month, day.day)


def format_short_date(day: date | None) -> str:
    """`05/03/2020`; empty where there is no day."""
    return f"{day:%d/%m/%Y}" if day else ""


def format_document_number(number: int | None) -> str:
    """A document's number as printed: below 10 with a leading zero, a gap where it is unknown (Decree 30)."""
    return BLANK if number is None else f"{number:02d}"


def format_decimal(number: Decimal) -> str:
    """A number in Vietnamese notation: 1.234,5."""
    whole, _point, part = f"{number:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def format_percent(value: Decimal | None) -> str:
    """A percentage, rounded to two places; empty where there is none."""
    return "" if value is None else format_decimal(round_percent(value)) + "%"


def round_percent(value: Decimal) -> Decimal:
    """A percentage, rounded to two places."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def lower_first(text: str) -> str:
    """`text` with a small first letter, for use within a sentence; abbreviations (UBND …) stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def upper_first(text: str) -> str:
    """`text` as a sentence begins."""
    return text[:1].upper() + text[1:]


def slug(text: str) -> str:
    """An id from `text`: its letters without marks and its digits, words parted by hyphens (xa-quai-to)."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def shorten(text: str, limit: int = 70) -> str:
    """`text`, or its beginning up to a word and an ellipsis where it has more letters than `limit`."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def collapse_spaces(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class EmphasisRun:
    """A run of text that is entirely bold or not bold."""

    text: str
    bold: bool = False


def name_few(names: Sequence[str], most: int = 5, separator: str = ", ") -> str:
    """The first of `names`, at most so many, and an ellipsis where there are more."""
    return separator.join(names[:most]) + (" …" if len(names) > most else "")


def join_or(parts: Sequence[str]) -> str:
    """`a, b hoặc c`; there is at least one."""
    return " hoặc ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def name_some(names: Sequence[str], most: int) -> str:
    """The first of the `names` of units, at most so many, and how many more units there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" và {more} đơn vị khác" if more > 0 else "")


def split_emphasis(text: str) -> Iterator[EmphasisRun]:
    """The runs of `text`, in which `**…**` marks what the plan prints in bold."""
    end = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > end:
            yield EmphasisRun(text[end : match.start()])
        yield EmphasisRun(match[1], bold=True)
        end = match.end()
    if end < len(text):
        yield EmphasisRun(text[end:])


def remove_emphasis(text: str) -> str:
    """`text` without the marks of emphasis, for output that has no bold."""
    if "**" not in text:
        return text
    return "".join(run.text for run in split_emphasis(text))
