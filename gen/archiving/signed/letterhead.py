"""The text of a signed copy → the number, symbol and date that its letterhead shows."""

from __future__ import annotations

from dataclasses import dataclass

from gen.reading import find_document_number, read_letterhead_date
from gen.text import collapse_spaces

_HEAD = 1500
"""The letters within which a letterhead stands: further down, the documents that it cites have numbers and dates."""


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """What a letterhead shows: `number` and `symbol` are the parts of 12/KH-UBND, `date` is ISO; empty where open."""

    number: str = ""
    symbol: str = ""
    date: str = ""

    def __str__(self) -> str:
        mark = f"{self.number}/{self.symbol}" if self.number else ""
        return ", ".join(filter(None, (mark, self.date)))


def read_letterhead(text: str) -> ShownNumber:
    """What the letterhead at the beginning of `text` shows (Decree 30/2020, Appendix I, II.3 and II.4)."""
    head = collapse_spaces(text[:_HEAD])
    found = find_document_number(head)
    is_head = found is not None and found.label.endswith(":") and not found.has_gap
    number, symbol = (found.number, found.whole_symbol) if found is not None and is_head and found.number else ("", "")
    line = read_letterhead_date(head, whole=False)
    day = line.value if line is not None and line.is_certain and not line.is_open else None
    return ShownNumber(number, symbol, str(day) if day is not None and day.day is not None else "")
