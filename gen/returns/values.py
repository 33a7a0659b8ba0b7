"""What somebody typed into a cell → a status or a figure; None where it is none, and nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


def status(text: str) -> str | None:
    """The status that `text` is, whatever its case and tone marks."""
    return _FOLDED.get(fold(squeeze(text)).rstrip("."))
