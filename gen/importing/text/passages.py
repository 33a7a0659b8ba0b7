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
BOLD_BEGIN, BOLD_END = "\ue001", "\ue002"
"""Where bold words begin and end in a text that is not yet clean."""
_SIGNS = re.compile(f"([{BOLD_BEGIN}{BOLD_END}])")
_MARKED = re.compile(r"^(?:[-–—•+*]|[a-zđ]{1,2}[.)]|[a-zđ]\s?[-–]\s|\d)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph.

    `place` is its place in the file, in words for people; `label` is its number from Word's numbering; `cell` is
    (table, row, column), counted from 0, for a passage in a table, and `rows` how many rows that cell goes down over.
    `bold` says that all of it is bold; else `spans` are its bold stretches, each from a letter up to another. Of a
    heading by its style, `level` is the outline level, from 0. `is_row`: it is a row of a table, with all its cells.
    """

    text: str
    place: str
    label: str = ""
    bold: bool = False
    cell: tuple[int, int, int] | None = None
    rows: int = 1
    spans: tuple[tuple[int, int], ...] = ()
    level: int | None = None
    is_row: bool = False

    def marked(self, start: int = 0, end: int | None = None) -> str:
        """The words from the letter `start` to `end`, with ** around bold ones, as in a plan file."""
        end = len(self.text) if end is None else end
        found, at = "", start
        for first, last in self.spans:
            first, last = max(first, start), min(last, end)
            if first < last and self.text[first:last].strip():
                found += f"{self.text[at:first]}**{self.text[first:last]}**"
                at = last
        return (found + self.text[at:end]).strip()


class Passages(list[Passage]):
    """The paragraphs of a file in order.

    `dropped` are those that are no part of the text, with the reason; `unread` names parts of the file that were not
    read, such as a picture; `beside` says what stands beside the text: in boxes, in comments, what is deleted.
    """

    dropped: tuple[tuple[Passage, str], ...] = ()
    unread: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def clean_text(text: str) -> str:
    """`text` in NFC, without invisible characters, white space collapsed, braces spaced so that they name no field."""
    text = collapse_spaces(unicodedata.normalize("NFC", text).translate(_HIDDEN))
    return _BRACES.sub(r"{ \1 }", text)  # a plan file would take {scope} for a name to fill in


def split_spans(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` in which BOLD_BEGIN and BOLD_END stand around bold words, without these, and where bold words stand."""
    plain, spans, begin = "", [], -1
    for piece in _SIGNS.split(text):
        if piece == BOLD_BEGIN:
            begin = len(plain)
        elif piece == BOLD_END:
            spans.append((begin, len(plain)))
        else:
            plain += piece
    return plain, tuple((first, last) for first, last in spans if 0 <= first < last)


def join_broken(passages: Iterable[Passage]) -> list[Passage]:
    """`passages`, joined where one ends within a sentence and the next begins with a small letter."""
    found: list[Passage] = []
    for passage in passages:
        if found and _is_continued_by(found[-1], passage):
            last = found[-1]
            shift = len(last.text) + 1
            found[-1] = replace(
                last,
                text=f"{last.text} {passage.text}",
                place=f"{last.place}, {passage.place}",
                spans=(*last.spans, *((first + shift, end + shift) for first, end in passage.spans)),
            )
        else:
            found.append(passage)
    return found


def _is_continued_by(before: Passage, after: Passage) -> bool:
    if before.cell != after.cell or after.label or _MARKED.match(after.text):
        return False
    return after.text[:1].islower() and not before.text.endswith(_ENDS)
