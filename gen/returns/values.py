"""What somebody typed into a cell → a status, a figure or a day; None where it is none, and nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gen.derive.answers import STATUSES
from gen.text import fold, squeeze

_FIGURE = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3}){1,5}|[0-9]{1,15})(?:,(?P<part>[0-9]{1,6}))? ?(?P<percent>%?)"
)
_FOLDED = {fold(status): status for status in STATUSES}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was written; `percent` tells whether a per cent sign stood behind it."""

    value: Decimal
    percent: bool = False


def figure(text: str) -> Figure | None:
    """The number that `text` is, as Vietnamese writes it: 1.234,5 or 1 234,5 or 95,5%.

    A full stop parts thousands only: "1.5" may be one and a half or a slip, so it is no number here.
    """
    found = _FIGURE.fullmatch(squeeze(text))
    if found is None:
        return None
    digits = re.sub(r"\D", "", found["whole"])
    sign = "-" if found["sign"] else ""
    return Figure(Decimal(f"{sign}{digits}.{found['part'] or '0'}").normalize(), bool(found["percent"]))


_DAY = re.compile(
    r"(?:ngày )?(?P<day>[0-9]{1,2}) ?(?:[/.-]|tháng) ?(?P<month>[0-9]{1,2}) ?(?:[/.-]|năm) ?(?P<year>[0-9]{4})"
)


def day(text: str) -> date | None:
    """The day that `text` is, as people write it: 14/6/2021, 14-06-2021, 14.6.2021, ngày 14 tháng 6 năm 2021.

    The year has four digits and comes last: nothing is guessed.
    """
    found = _DAY.fullmatch(squeeze(text).lower().rstrip("."))
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def status(text: str) -> str | None:
    """The status that `text` is, whatever its case and tone marks."""
    return _FOLDED.get(fold(squeeze(text)).rstrip("."))
