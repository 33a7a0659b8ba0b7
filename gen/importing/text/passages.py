"""Paragraphs of a file → Passages: a paragraph that a page break cut in two is joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gen.text import collapse_spaces

_ENDS = (".", ";", ":", "!", "?", "…", ")", "”", '"')
_BRACES = re.compile(r"\{(\w+)\}")
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKED = re.compile(r"^(?:[-–—•+*]|[a-zđ]{1,2}[.)]|\d)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph.

    `place` is its place in the file, in words for people; `label` is its number from Word's numbering; `cell` is
    (table, row, column), counted from 0, for a passage in a table, and `rows` how many rows that cell goes down over.
    """

    text: str
    place: str
    label: str = ""
    bold: bool = False
    cell: tuple[int, int, int] | None = None
    rows: int = 1


class Passages(list[Passage]):
    """The paragraphs of a file in order.

    `dropped` are those that are no part of the text, with the reason; `unread` names parts of the file that were not
    read, such as a text box.
    """

    dropped: tuple[tuple[Passage, str], ...] = ()
    unread: tuple[str, ...] = ()


def clean_text(text: str) -> str:
    """`text` in NFC, without invisible characters, white space collapsed, braces spaced so that they name no field."""
    text = collapse_spaces(unicodedata.normalize("NFC", text).translate(_HIDDEN))
    return _BRACES.sub(r"{ \1 }", text)  # a plan file would take {scope} for a name to fill in


def join_broken(passages: Iterable[Passage]) -> list[Passage]:
    """`passages`, joined where one ends within a sentence and the next begins with a small letter."""
    found: list[Passage] = []
    for passage in passages:
        if found and _is_continued_by(found[-1], passage):
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text} {passage.text}", place=f"{last.place}, {passage.place}")
        else:
            found.append(passage)
    return found


def _is_continued_by(before: Passage, after: Passage) -> bool:
    if before.cell != after.cell or after.label or _MARKED.match(after.text):
        return False
    return after.text[:1].islower() and not before.text.endswith(_ENDS)
