"""Paragraphs as they stand in a file → Passages: those that a page break cut in two are one again."""

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

    `place` says where it stands, in words for people; `label` is the number that Word writes before it; `cell` is
    (table, row, column), counted from 0, where it stands in a table.
    """

    text: str
    place: str
    label: str = ""
    bold: bool = False
    cell: tuple[int, int, int] | None = None


class Passages(list[Passage]):
    """The paragraphs of a file in order.

    `dropped` are those that are no part of the text, with the reason; `unread` names what of the file was not read, a
    text box in a part, say.
    """

    dropped: tuple[tuple[Passage, str], ...] = ()
    unread: tuple[str, ...] = ()


def clean_text(text: str) -> str:
    """`text` in NFC, without letters that nobody sees, white space squeezed, and braces that name nothing."""
    text = collapse_spaces(unicodedata.normalize("NFC", text).translate(_HIDDEN))
    return _BRACES.sub(r"{ \1 }", text)  # a plan file would take {scope} for a name to fill in


def join_broken(passages: Iterable[Passage]) -> list[Passage]:
    """`passages` without the cuts: one that stops within a sentence goes on in the next, which begins small."""
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
