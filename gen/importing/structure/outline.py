"""A Passage → its mark (I., 1.1., a), -, +, or none) and the words after it: typed or from Word's numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from gen.importing.text.passages import Passage
from gen.labels import split_labels


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
    """A passage without its mark: `kind` is part, number, letter, dash, plus or none; `printed` is the mark itself.

    `start` is the letter of the passage at which its words begin after a mark that is typed.
    """

    kind: str
    rank: MarkRank
    printed: str
    text: str
    passage: Passage
    start: int = 0

    @property
    def words(self) -> str:
        """The words as a plan file has them: with ** around those that alone are bold."""
        return self.passage.marked(self.start)


_FORMS = (
    ("part", re.compile(r"((?:PHẦN\s+|Phần\s+)?[IVX]{1,5}\s*(?:[.):]|/(?!\s*[Vv]\b)))\s*(?=\S)(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[.)]?)(?=\s|[^\W\d])\s*(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}[.)/])(?!\d)\s*(?=\S)(.+)", re.DOTALL)),
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
            rank = MarkRank(min(printed.rstrip(".)/").count(".") + 1, 4)) if kind == "number" else _RANKS[kind]
            start = max(found.start(2) - (len(whole) - len(passage.text)), 0)
            return MarkedPassage(kind, rank, printed, text, passage, start)
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
    """The nodes that are below no other, in order.

    A mark stands below those of a lower rank before it. But letters and numbers that begin anew behind a colon are
    points of the paragraph with the colon ("- Tập huấn:", "a) …"), as are those that go on with them; and labelled
    lines are said of what they stand behind.
    """
    roots: list[OutlineNode] = []
    path: list[OutlineNode] = []
    for mark in passages:
        if not _is_below(path, mark):
            _leave(path, mark)
        node = OutlineNode(mark)
        (path[-1].children if path else roots).append(node)
        path.append(node)
    for root in roots:
        _lift_labels(root)
    return roots


def _is_below(path: Sequence[OutlineNode], mark: MarkedPassage) -> bool:
    """Whether a passage is a point of the one before it, though its mark is of a lower rank or has none."""
    if not path or mark.kind == "part":
        return False
    last = path[-1].mark
    if mark.kind == "none":
        return last.kind != "none" and bool(split_labels(mark.text)) and not split_labels(last.text)
    if mark.kind in ("dash", "plus") and last.kind == "none":
        return _heads(last.text) and not split_labels(last.text)
    begins = mark.kind in ("letter", "number") and _FIRST.fullmatch(mark.printed) is not None
    is_point = last.kind in ("dash", "plus") or (last.kind == "none" and mark.kind == "letter")
    return begins and is_point and last.text.endswith(":") and not split_labels(last.text)


_MOST_LETTERS = 160


def _heads(text: str) -> bool:
    """Whether a paragraph without a mark heads the points behind it: by its colon, or as no sentence ends."""
    return text.endswith(":") or (len(text) < _MOST_LETTERS and not text.endswith((".", ";", ",", "!", "?")))


_FIRST = re.compile(r"(?:1|a)[.)/]")


def _leave(path: list[OutlineNode], mark: MarkedPassage) -> None:
    """Take from the path what the mark does not stand below."""
    for depth in range(len(path) - 1, -1, -1):
        one = path[depth].mark
        if one.rank == mark.rank and one.kind == mark.kind and _goes_on(one, mark):
            del path[depth:]
            return
        if one.rank < mark.rank:
            break
    while path and path[-1].mark.rank >= mark.rank:
        path.pop()


def _goes_on(before: MarkedPassage, mark: MarkedPassage) -> bool:
    """Whether the mark is one of the list of `before`; of numbers and letters, the next one."""
    if mark.kind == "letter":
        return len(mark.printed) == 2 and ord(mark.printed[0]) > ord(before.printed[0])
    return (
        mark.kind != "number"
        or mark.printed.rstrip(".)/").split(".")[:-1] == before.printed.rstrip(".)/").split(".")[:-1]
    )


def _lift_labels(node: OutlineNode) -> None:
    """Labelled lines behind the last of several points, of which no other has any, are said of what is above these."""
    for child in node.children:
        _lift_labels(child)
    points = [child for child in node.children if not split_labels(child.text)]
    if len(points) < 2 or points[-1] is not node.children[-1] or points[-1].mark.kind == "number":
        return
    lines = [child for child in points[-1].children if child.mark.kind == "none" and split_labels(child.text)]
    others = [child for child in points[-1].children if child not in lines]
    has_any = any(split_labels(below.text) for point in points[:-1] for below in point.walk())
    if lines and not others and not has_any:
        points[-1].children = []
        node.children += lines
