"""A Passage → its mark (I., 1.1., a), -, +, or none) and the words after it: typed or from Word's numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from gen.importing.text.passages import Passage


class MarkRank(IntEnum):
    """The depth of a mark; a mark of a lower rank is above one of a higher rank."""

    PART = 0
    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    LETTER = 5
    DASH = 6
    PLUS = 7
    NONE = 6  # unmarked paragraphs have the level of dashes


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage without its mark: `kind` is part, number, letter, dash, plus or none; `printed` is the mark itself."""

    kind: str
    rank: MarkRank
    printed: str
    text: str
    passage: Passage


_FORMS = (
    ("part", re.compile(r"((?:PHẦN\s+|Phần\s+)?[IVX]{1,5}\s*[.)/:])\s*(?=\S)(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[.)]?)(?=\s|[^\W\d])\s*(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}[.)])(?!\d)\s*(?=\S)(.+)", re.DOTALL)),
    ("letter", re.compile(r"([a-zđ][.)])\s*(?=\S)(.+)", re.DOTALL)),
    ("dash", re.compile(r"([-–—•▪●])\s*(?=\S)(.+)", re.DOTALL)),
    ("plus", re.compile(r"(\+)\s*(?=\S)(.+)", re.DOTALL)),
)
_RANKS = {
    "part": MarkRank.PART,
    "letter": MarkRank.LETTER,
    "dash": MarkRank.DASH,
    "plus": MarkRank.PLUS,
    "none": MarkRank.NONE,
}


def parse_mark(passage: Passage) -> MarkedPassage:
    """The passage with its mark separated from its words; a number from Word precedes a typed one."""
    whole = f"{passage.label} {passage.text}" if passage.label else passage.text
    for kind, form in _FORMS:
        if found := form.fullmatch(whole):
            printed, text = found[1], found[2].strip()
            rank = MarkRank(min(printed.rstrip(".)").count(".") + 1, 4)) if kind == "number" else _RANKS[kind]
            return MarkedPassage(kind, rank, printed, text, passage)
    return MarkedPassage("none", MarkRank.NONE, "", whole, passage)


@dataclass(slots=True)
class OutlineNode:
    """A passage with the passages below it."""

    mark: MarkedPassage
    children: list[OutlineNode] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, without the mark."""
        return self.mark.text

    def walk(self) -> Iterator[OutlineNode]:
        """This node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def build_outline(passages: Iterable[MarkedPassage]) -> list[OutlineNode]:
    """The nodes that are below no other, in order."""
    roots: list[OutlineNode] = []
    path: list[OutlineNode] = []
    for mark in passages:
        while path and path[-1].mark.rank >= mark.rank:
            path.pop()
        node = OutlineNode(mark)
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots
