"""What stands in a line of an HTML sheet → inlines: white space as HTML takes it, words that fit their room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gen.ooxml.model import Break, Inline, Paragraph, ParagraphFormat, RunFormat, Text
from gen.pdf.faces import Face, FontBook
from gen.pdf.html.looks import Look, edges

Piece = tuple[str, Look]
"""Text as it stands in the source, and how it looks; a line break is "\\n" in the look of white-space: pre-wrap."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_UNITS = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")
_HARD_SPACE, _JOINER, _GAP = "\u00a0", "\u2060", "\u200b"
_ALIGN = {"justify": "both"}


def inlines(pieces: Iterable[Piece], room: float, book: FontBook) -> tuple[Inline, ...]:
    """The inlines of one block in `room` points: spaces run into one (CSS 2.2, 16.6.1), none at a line's ends."""
    found: list[Inline] = []
    bare = True
    for raw, look in pieces:
        for number, line in enumerate(_lines(raw, look)):
            if number:
                _end_line(found)
                found.append(Break("line", look.run))
                bare = True
            text = line if look.space == "pre-wrap" else _SPACES.sub(" ", line)
            text = text.removeprefix(" ") if bare and look.space != "pre-wrap" else text
            if text:
                bare = look.space != "pre-wrap" and text.endswith(" ")
                found.append(Text(_fitted(text, look, room, book), look.run))
    _end_line(found)
    if found and isinstance(found[-1], Break):
        found.pop()
    return tuple(found)


def _lines(raw: str, look: Look) -> list[str]:
    return re.split(r"\r\n|[\n\r\f]", raw) if look.space == "pre-wrap" else [raw]


def _end_line(found: list[Inline]) -> None:
    """Take the space at the end of the line away; it is a hard one where it was meant to stay."""
    while found and isinstance(last := found[-1], Text):
        found.pop()
        if text := last.text.removesuffix(" "):
            found.append(replace(last, text=text))
            return


def _fitted(text: str, look: Look, room: float, book: FontBook) -> str:
    """`text` with its breaks: none where it is not to be wrapped, between letters where a word is wider than `room`."""
    if look.space == "nowrap":
        return _JOINER.join(text.replace(" ", _HARD_SPACE))
    text = text.replace("\t", " ")
    face = book.face(book.family(look.run.font) or book.times, look.run.bold, look.run.italic)
    if face.width(text) * look.run.size <= room:
        return text
    return "".join(_split(unit, face, look.run, room) for unit in _UNITS.findall(text))


def _split(unit: str, face: Face, run: RunFormat, room: float) -> str:
    if face.width(unit) * run.size <= room:
        return unit
    return "".join(_with_gaps(unit))


def _with_gaps(unit: str) -> Iterator[str]:
    for number, letter in enumerate(unit):
        if number and not unicodedata.combining(letter):
            yield _GAP
        yield letter


def paragraph(content: tuple[Inline, ...], look: Look, beside: tuple[float, float], keep_next: bool) -> Paragraph:
    """A paragraph of these inlines in the look of its element; `beside` are the indents, right and left."""
    top, _right, bottom, _left = edges(look, "margin")
    line, rule = (look.line, "exact") if look.line else (look.lines or 1.0, "auto")
    around = ParagraphFormat(
        align=_ALIGN.get(look.align, look.align), right=beside[0], left=beside[1], before=top, after=bottom,
        line=line, line_rule=rule, keep_next=keep_next,
    )  # fmt: skip
    return Paragraph(around, look.run, content)
