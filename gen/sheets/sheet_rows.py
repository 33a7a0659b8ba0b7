"""Rows of texts and numbers → the XML of a sheet's rows, with texts within the cells (ECMA-376 part 1, 18.3.1.73).

For sheets of hundreds of thousands of rows: most texts come again and again, and are escaped once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase
from xml.sax.saxutils import escape

_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_REMEMBERED = 50_000
"""So many texts are kept escaped."""


@dataclass(frozen=True, slots=True)
class CellStyles:
    """The numbers of the styles of cells in a workbook: 18.8.10. A `quoted` text begins like a formula."""

    text: str
    quoted: str


@dataclass(slots=True)
class SheetRows:
    """What writes rows in these styles; texts that begin with one of `formula_signs` are quoted.

    `fit` cuts a text that is too long for a cell. At most 26 columns.
    """

    styles: CellStyles
    formula_signs: tuple[str, ...]
    fit: Callable[[str], str]
    _texts: dict[str, str] = field(default_factory=dict)

    def write(self, first: int, rows: Iterable[Sequence[str | int | Decimal]]) -> Iterator[str]:
        """The XML of each of the `rows`, numbered from `first` on."""
        for number, cells in enumerate(rows, first):
            placed = zip(ascii_uppercase, cells, strict=False)
            each = "".join([f'<c r="{column}{number}"{self._content(cell)}' for column, cell in placed])
            yield f'<row r="{number}">{each}</row>'

    def _content(self, cell: str | int | Decimal) -> str:
        """A cell from behind its reference on."""
        if not isinstance(cell, str):
            return f' s="{self.styles.text}"><v>{float(cell):.16G}</v></c>'
        if (known := self._texts.get(cell)) is not None:
            return known
        made = self._text(self.fit(cell))
        if len(self._texts) < _REMEMBERED:
            self._texts[cell] = made
        return made

    def _text(self, text: str) -> str:
        if not text:
            return f' s="{self.styles.text}"/>'
        style = self.styles.quoted if text.startswith(self.formula_signs) else self.styles.text
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return f' s="{style}" t="inlineStr"><is><t{kept}>{escape_text(text)}</t></is></c>'


def escape_text(text: str) -> str:
    """A text as a cell holds it: control characters as _x0009_ (22.9.2.19), which is escaped where it is written."""
    plain = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub(r"_x005F\1", text))
    return escape(plain)
