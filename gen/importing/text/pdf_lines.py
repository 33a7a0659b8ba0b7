"""The lines of a PDF → Passages: lines of one paragraph are joined, page numbers are left out.

A PDF has the positions of letters, not paragraphs. A line continues in the next one where the first word of that line
would not have fitted after it; where a plan indents first lines, an indented line begins a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gen.importing.text.legacy_fonts import convert_to_unicode
from gen.importing.text.passages import Passage, Passages, clean_text, join_broken
from gen.locale import _
from gen.pdf.text_lines import PdfLine

_SAME_PLACE = 4.0
"""Points within which two lines begin at the same position."""
_SPACE = 3.0
_INDENT = 72.0
"""Points; no first line is indented by more."""
_GAP_FACTOR = 1.25
"""A line distance of this many times the usual one is a gap between paragraphs."""
_MARKED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)/]\s|[-–+•*]\s")


def read_pdf_passages(lines: Sequence[PdfLine]) -> Passages:
    """The paragraphs in the order of the file, with the page of each as its place."""
    numbers = {id(line) for line in _find_page_numbers(lines)}
    body = [line for line in lines if id(line) not in numbers]
    found = Passages(join_broken(filter(lambda passage: passage.text, map(_make_passage, _split_paragraphs(body)))))
    dropped = (line for line in lines if id(line) in numbers)
    found.dropped = tuple((_make_passage([line]), _("a page number")) for line in dropped)
    if _has_columns(body):
        found.unread = (_("a table of the PDF, whose cells are read as lines"),)
    return found


def _find_page_numbers(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """The number of a page where it is alone on the first or the last line of that page."""
    for page, group in _group_by_page(lines).items():
        yield from {line for line in (group[0], group[-1]) if line.text == str(page)}


def _group_by_page(lines: Sequence[PdfLine]) -> dict[int, list[PdfLine]]:
    found: dict[int, list[PdfLine]] = {}
    for line in lines:
        found.setdefault(line.page, []).append(line)
    return {page: sorted(group, key=lambda line: -line.bottom) for page, group in found.items()}


def _has_columns(lines: Sequence[PdfLine]) -> bool:
    """Whether three or more lines are side by side anywhere: letterhead and signature have two."""
    return any(
        sum(abs(other.bottom - line.bottom) < 1 for other in group[n : n + 3]) > 2
        for group in _group_by_page(lines).values()
        for n, line in enumerate(group)
    )


def _split_paragraphs(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    if not lines:
        return
    is_continued = _TextLayout.measure(lines).is_continued_by
    group = [lines[0]]
    for before, line in pairwise(lines):
        if not is_continued(before, line):
            yield group
            group = []
        group.append(line)
    yield group


@dataclass(frozen=True, slots=True)
class _TextLayout:
    """The layout of a file's text, in points: its margins, the distance of lines, whether first lines are indented."""

    left: float
    right: float
    pitch: float
    is_indented: bool

    @classmethod
    def measure(cls, lines: Sequence[PdfLine]) -> _TextLayout:
        """The layout of most of the lines."""
        left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
        right = max(Counter(round(line.right) for line in lines).most_common(3))[0]
        distances = Counter(round(a.bottom - b.bottom) for a, b in pairwise(lines) if a.bottom - b.bottom > 1)
        indented = sum(_SAME_PLACE < line.left - left < _INDENT for line in lines) > len(lines) / 10
        return cls(left, right, distances.most_common(1)[0][0] if distances else 0.0, indented)

    def is_continued_by(self, before: PdfLine, line: PdfLine) -> bool:
        """Whether the paragraph of the line `before` continues in `line`."""
        begins = line.left > self.left + _SAME_PLACE if self.is_indented else bool(_MARKED.match(line.text))
        full = before.right + _SPACE + line.first > self.right
        separated = before.bottom - line.bottom > _GAP_FACTOR * self.pitch
        return full and not begins and not separated and abs(before.left - line.left) <= _INDENT


def _make_passage(lines: Sequence[PdfLine]) -> Passage:
    text = " ".join(convert_to_unicode(line.text, line.font) for line in lines)
    place = _("page {number}").format(number=lines[0].page)
    return Passage(clean_text(text), place, bold=all(line.bold for line in lines))
