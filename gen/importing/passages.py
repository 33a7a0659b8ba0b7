"""Paragraphs as they stand in a file → Passages: those that a page break cut in two are one again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_ENDS = (".", ";", ":", "!", "?", "…", ")", "”", '"')
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
    """The paragraphs of a file in order; `unread` names what of it is not among them, a text box in a part, say."""

    unread: tuple[str, ...] = ()


def joined(passages: Iterable[Passage]) -> list[Passage]:
    """`passages` without the cuts: one that stops within a sentence goes on in the next, which begins small."""
    found: list[Passage] = []
    for passage in passages:
        if found and _goes_on(found[-1], passage):
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text} {passage.text}", place=f"{last.place}, {passage.place}")
        else:
            found.append(passage)
    return found


def _goes_on(before: Passage, after: Passage) -> bool:
    if before.cell != after.cell or after.label or _MARKED.match(after.text):
        return False
    return after.text[:1].islower() and not before.text.endswith(_ENDS)
