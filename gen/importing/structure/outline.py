"""A Passage → its mark (A., I., 1.1., a), -, +, or none) and the words after it: typed or from Word's numbering.

What a mark is depends on the others: A. heads parts only where a B. follows it; Điều 1. and headings without a number
are parts only where nothing is numbered I., II.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from gen.importing.text.passages import Passage
from gen.labels import split_labels
from gen.plan.outline import SIGNS_BEHIND_NUMBERS
from gen.text import to_roman


class MarkRank(IntEnum):
    """The depth of a mark; a mark of a lower rank is above one of a higher rank."""

    DIVISION = -2
    PART = -1
    GROUP = 0
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
    """A passage without its mark, `printed`; `kind` is division, part, number, letter, step, dash, plus, row or none.

    A division heads parts; a step is Bước 1: or Giai đoạn 1:, or A. within a part; a row is one of a table.

    `start` is the letter of the passage at which its words begin after a mark that is typed.
    """

    kind: str
    rank: MarkRank
    printed: str
    text: str
    passage: Passage
    start: int = 0

    @property
    def number(self) -> str:
        """Its mark without the signs behind it: 1.1 of 1.1., PHẦN I of PHẦN I:"""
        return self.printed.rstrip(SIGNS_BEHIND_NUMBERS)

    @property
    def words(self) -> str:
        """The words as a plan file has them: with ** around those that alone are bold."""
        return self.passage.marked(self.start)


STEP = r"(?:Bước|Giai đoạn|Đợt|Chặng)\s+(?:\d{1,2}|[IVX]{1,4})\s*[.:]"
"""How a step is marked, alone or behind a number (2.1. Bước 1: …), for patterns of callers."""
_FORMS = (
    ("part", re.compile(r"((?:PHẦN\s+|Phần\s+)?[IVX]{1,5}\s*(?:[.):]|/(?!\s*[Vv]\b)))\s*(?=\S)(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[.)]?)(?=\s|[^\W\d])\s*(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}[.)/])(?!\d)\s*(?=\S)(.+)", re.DOTALL)),
    ("letter", re.compile(r"([a-zđ][.)])\s*(?=\S)(.+)", re.DOTALL)),
    ("step", re.compile(rf"({STEP})\s*(?=\S)(.+)", re.DOTALL)),
    ("dash", re.compile(r"([-–—•▪●])\s*(?=\S)(.+)", re.DOTALL)),
    ("plus", re.compile(r"(\+)\s*(?=\S)(.+)", re.DOTALL)),
)
_DASHED = (
    ("part", re.compile(r"([IVX]{1,5}\s?[-–])\s*(?=\S)(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}\s?[-–])\s*(?=\S)(?![A-ZĐ]{1,6}/)(.+)", re.DOTALL)),
    ("letter", re.compile(r"([a-zđ]\s?[-–])\s+(?=\S)(.+)", re.DOTALL)),
)
"""Marks as the Party writes them: I- 1- 1.1- a- before a capital letter."""
_RANKS = {
    "division": MarkRank.DIVISION,
    "part": MarkRank.PART,
    "letter": MarkRank.LETTER,
    "step": MarkRank.LETTER,
    "dash": MarkRank.DASH,
    "plus": MarkRank.PLUS,
    "none": MarkRank.NONE,
}
_DIVISION = re.compile(
    r"((?:(?:PHẦN|Phần)(?:\s+(?:THỨ|thứ|Thứ))?|CHƯƠNG|Chương)\s+(?P<ordinal>[IVX]{1,5}|[A-H]|\d{1,2}|\w{2,4})(?!\w)\s*[.):/–-]?)"
    r"\s*(?P<text>.*)",
    re.DOTALL,
)
_LETTERED = re.compile(r"((?P<ordinal>[A-HĐ])\s?[.)/–-])\s*(?=\S)(?P<text>.+)", re.DOTALL)
_ARTICLE = re.compile(r"(Điều\s+\d{1,3}\s*[.:)/])\s*(?=\S)(.+)", re.DOTALL)
_ORDINALS = {
    word: number
    for number, words in enumerate(("nhất một", "hai", "ba", "tư bốn", "năm", "sáu", "bảy", "tám"), 1)
    for word in words.split()
}
_MOST_HEADING = 250


def parse_mark(passage: Passage) -> MarkedPassage:
    """The passage with its mark separated from its words; a number from Word precedes a typed one."""
    if passage.is_row:
        return MarkedPassage("row", MarkRank.NONE, "", passage.text, passage)
    whole = f"{passage.label} {passage.text}" if passage.label else passage.text
    for kind, form in _FORMS:
        if found := form.fullmatch(whole):
            return _marked(kind, found[1], found[2], passage)
    for kind, form in _DASHED:
        if (found := form.fullmatch(whole)) and (found[2][0].isupper() or not found[2][0].isalpha()):
            return _marked(kind, found[1], found[2], passage)
    return MarkedPassage("none", MarkRank.NONE, "", whole, passage)


def _marked(kind: str, printed: str, text: str, passage: Passage) -> MarkedPassage:
    """The passage whose last words, as typed or behind the number from Word, are `text`."""
    number = printed.rstrip(SIGNS_BEHIND_NUMBERS)
    rank = MarkRank(min(number.count(".") + 1, 4)) if kind == "number" else _RANKS[kind]
    return MarkedPassage(kind, rank, printed, text.strip(), passage, max(len(passage.text) - len(text), 0))


def parse_marks(passages: Sequence[Passage]) -> list[MarkedPassage]:
    """The passages of a plan's body with their marks, each in the light of all the others."""
    marks = [parse_mark(passage) for passage in passages]
    divisions = _find_divisions(marks)
    first = next((place for place, mark in enumerate(marks) if mark.kind == "part"), len(marks))
    is_above = min(divisions, default=0) <= first  # PHẦN I. looks like a part itself
    for place, (printed, text) in divisions.items():
        one = _marked("division" if is_above else "step", printed, text, passages[place])
        marks[place] = one if is_above else replace(one, rank=MarkRank.GROUP)
    if not any(mark.kind == "part" for mark in marks):
        _find_unusual_parts(marks, divisions)
    return _join_titles(marks)


def _find_unusual_parts(marks: list[MarkedPassage], divisions: Collection[int]) -> None:
    """Mark the parts of a plan in which none is numbered I.: articles, the divisions, headings without a number."""
    articles = {place: found for place, mark in enumerate(marks) if (found := _ARTICLE.fullmatch(mark.text))}
    if len(articles) > 1:
        for place, article in articles.items():
            marks[place] = _marked("part", article[1], article[2], marks[place].passage)
        return
    for place in divisions or _find_headings(marks):
        marks[place] = replace(marks[place], kind="part", rank=MarkRank.PART)


def _find_divisions(marks: Sequence[MarkedPassage]) -> dict[int, tuple[str, str]]:
    """The marks and the words of those that head parts, by their places: A., B., …; PHẦN THỨ NHẤT, …; CHƯƠNG I, …

    There are two at least, and each is the next one after that before it.
    """
    for form in (_DIVISION, _LETTERED):
        found: dict[int, tuple[str, str]] = {}
        for place, mark in enumerate(marks):
            match = form.fullmatch(f"{mark.printed} {mark.text}".strip())
            if match is None or len(match["text"]) > _MOST_HEADING or match["text"].endswith((".", ";")):
                continue
            if _ordinal(match["ordinal"]) == len(found) + 1:
                found[place] = match[1], match["text"]
        if len(found) > 1:
            return found
    return {}


def _ordinal(word: str) -> int:
    """The number that a Roman number, a letter, a figure or a word is; 0 for any other."""
    if word.isdecimal():
        return int(word)
    if word.lower() in _ORDINALS:
        return _ORDINALS[word.lower()]
    roman = next((number for number in range(1, 21) if to_roman(number) == word), 0)
    return roman or ("ABCDEFGH".find(word) + 1 if len(word) == 1 else 0)


def _find_headings(marks: Sequence[MarkedPassage]) -> list[int]:
    """The places of headings without a number, where they head the parts: the first stands before any number.

    That is by the outline levels of the paragraphs in Word (17.3.1.20), else by bold capitals.
    """
    bare = [(place, one) for place, one in enumerate(marks) if one.kind == "none" and one.passage.cell is None]
    levels = [(one.passage.level, place) for place, one in bare if one.passage.level is not None]
    top = min((level for level, _place in levels), default=None)
    capitals = [
        place for place, one in bare if one.passage.bold and one.text.isupper() and len(one.text) < _MOST_HEADING
    ]
    for found in ([place for level, place in levels if level == top], capitals):
        if len(found) > 1 and not any(mark.kind == "number" for mark in marks[: found[0]]):
            return found
    return []


def _join_titles(marks: list[MarkedPassage]) -> list[MarkedPassage]:
    """The marks, where a title that stands alone below its number (PHẦN THỨ NHẤT) is the words of that."""
    found: list[MarkedPassage] = []
    for mark in marks:
        last = found[-1] if found else None
        if last is not None and last.printed and not last.text and mark.kind == "none":
            passage = replace(
                last.passage, text=f"{last.passage.text} {mark.text}", spans=(),
                place=f"{last.passage.place}, {mark.passage.place}",
            )  # fmt: skip
            found[-1] = replace(last, text=mark.text, passage=passage, start=len(last.passage.text) + 1)
        else:
            found.append(mark)
    return found


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
    for passage in passages:
        mark = replace(passage, rank=_rank_of_step(path, passage)) if passage.kind == "step" else passage
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
    if not path or mark.kind in ("division", "part"):
        return False
    last = path[-1].mark
    if mark.kind == "none":
        return last.kind != "none" and bool(split_labels(mark.text)) and not split_labels(last.text)
    if mark.kind in ("dash", "plus") and last.kind == "none":
        return _heads(last.text) and not split_labels(last.text)
    begins = mark.kind in ("letter", "number") and _FIRST.fullmatch(mark.printed) is not None
    is_point = last.kind in ("dash", "plus") or (last.kind == "none" and mark.kind == "letter")
    return begins and is_point and last.text.endswith(":") and not split_labels(last.text)


def _rank_of_step(path: Sequence[OutlineNode], step: MarkedPassage) -> MarkRank:
    """The rank of a step: that of the step before it; below a number it is that of letters, else above numbers."""
    open_steps = [node.mark.rank for node in path if node.mark.kind == "step"]
    if open_steps:
        return open_steps[-1]
    is_below_number = any(node.mark.kind == "number" for node in path)
    return step.rank if is_below_number else MarkRank.GROUP


_MOST_LETTERS = 160


def _heads(text: str) -> bool:
    """Whether a paragraph without a mark heads the points behind it: by its colon, or as no sentence ends."""
    return text.endswith(":") or (len(text) < _MOST_LETTERS and not text.endswith((".", ";", ",", "!", "?")))


_FIRST = re.compile(r"(?:1|a)\s?[.)/–-]")


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
    if path and mark.kind == "none" and _says_all(path[-1].text) and not split_labels(mark.text):
        path.pop()


def _says_all(text: str) -> bool:
    """Whether a line is labelled and says what its labels ask: what follows it tells no more of that."""
    labels = split_labels(text)
    return bool(labels) and all(label.value for label in labels)


def _goes_on(before: MarkedPassage, mark: MarkedPassage) -> bool:
    """Whether the mark is one of the list of `before`; of numbers and letters, the next one."""
    if mark.kind == "letter":
        return len(mark.number) == 1 and ord(mark.number) > ord(before.number[0])
    return mark.kind != "number" or mark.number.split(".")[:-1] == before.number.split(".")[:-1]


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
