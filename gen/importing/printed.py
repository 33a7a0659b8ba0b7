"""The lines of a PDF → Passages: lines of one paragraph are one again, page numbers are left out.

A PDF says where letters stand, not what a paragraph is. A line goes on in the next where its first word would not have
fitted behind it; and where a plan indents first lines, an indented line begins a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gen.importing.letters import in_unicode
from gen.importing.passages import Passage, Passages, cleaned, joined
from gen.locale import _
from gen.pdf.lines import Line

_NEAR = 4.0
"""So many points apart, two lines begin at the same place."""
_SPACE = 3.0
_INDENT = 72.0
"""No first line is indented by more."""
_APART = 1.25
"""So many times the usual way down is a gap between paragraphs."""
_MARKED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)/]\s|[-–+•*]\s")


def pdf_passages(lines: Sequence[Line]) -> Passages:
    """The paragraphs in the order of the file, with the page of each as its place."""
    numbers = {id(line) for line in _page_numbers(lines)}
    body = [line for line in lines if id(line) not in numbers]
    found = Passages(joined(filter(lambda passage: passage.text, map(_passage, _paragraphs(body)))))
    dropped = (line for line in lines if id(line) in numbers)
    found.dropped = tuple((_passage([line]), _("a page number")) for line in dropped)
    if _in_columns(body):
        found.unread = (_("a table of the PDF, whose cells are read as lines"),)
    return found


def _page_numbers(lines: Sequence[Line]) -> Iterator[Line]:
    """The number of a page where it stands alone as the first or the last line of that page."""
    for page, held in _by_page(lines).items():
        yield from {line for line in (held[0], held[-1]) if line.text == str(page)}


def _by_page(lines: Sequence[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.page, []).append(line)
    return {page: sorted(held, key=lambda line: -line.bottom) for page, held in found.items()}


def _in_columns(lines: Sequence[Line]) -> bool:
    """Whether three lines and more stand side by side anywhere: letterhead and signature have two."""
    return any(
        sum(abs(other.bottom - line.bottom) < 1 for other in held[n : n + 3]) > 2
        for held in _by_page(lines).values()
        for n, line in enumerate(held)
    )


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    if not lines:
        return
    goes_on = _Text.of(lines).goes_on
    held = [lines[0]]
    for before, line in pairwise(lines):
        if not goes_on(before, line):
            yield held
            held = []
        held.append(line)
    yield held


@dataclass(frozen=True, slots=True)
class _Text:
    """How the text of a file stands: its margins, the way from one line down to the next, whether it is indented."""

    left: float
    right: float
    pitch: float
    indented: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Text:
        """What most of the lines have."""
        left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
        right = max(Counter(round(line.right) for line in lines).most_common(3))[0]
        ways = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if a.bottom - b.bottom > 1)
        indented = sum(_NEAR < line.left - left < _INDENT for line in lines) > len(lines) / 10
        return cls(left, right, ways.most_common(1)[0][0] if ways else 0.0, indented)

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether the paragraph of the line `before` goes on in `line`."""
        begins = line.left > self.left + _NEAR if self.indented else bool(_MARKED.match(line.text))
        full = before.right + _SPACE + line.first > self.right
        apart = before.bottom - line.bottom > _APART * self.pitch
        return full and not begins and not apart and abs(before.left - line.left) <= _INDENT


def _passage(lines: Sequence[Line]) -> Passage:
    text = " ".join(in_unicode(line.text, line.font) for line in lines)
    place = _("page {number}").format(number=lines[0].page)
    return Passage(cleaned(text), place, bold=all(line.bold for line in lines))
