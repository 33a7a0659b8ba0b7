"""Two PDFs of one file, as lines → what is equal, what is not, and what differs first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.fidelity.layout import SAME_BASELINE, Line, Page, words_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of ours and the same line of theirs; `offset` in points, above zero where ours stands higher."""

    ours: Line
    theirs: Line

    @property
    def offset(self) -> float:
        """How much higher ours stands."""
        return self.ours.y - self.theirs.y


@dataclass(frozen=True, slots=True)
class First:
    """Where two PDFs begin to differ: the page, counted from 1, and what each has there; empty where nothing."""

    page: int
    ours: str
    theirs: str


@dataclass(slots=True)
class Comparison:
    """What became of one file. Where an engine made no PDF, `refused` says why, and the rest is empty.

    `lines` are those of the reference; `equal` how many of them ours has too, in sequence and on the same page.
    `worst` is the largest vertical offset of an equal line, `picture` the largest share of a page's pixels that differ.
    """

    name: str
    refused: str = ""
    pages: tuple[int, int] = (0, 0)
    words: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    equal: int = 0
    worst: float = 0.0
    first: First | None = None
    pictures: list[float] = field(default_factory=list)

    @property
    def same_pages(self) -> bool:
        """Whether both have as many pages."""
        return self.pages[0] == self.pages[1]

    @property
    def differs(self) -> bool:
        """Whether pages, words or lines are not all equal."""
        return not self.same_pages or bool(self.missing or self.added) or self.first is not None

    @property
    def picture(self) -> float:
        """The page that differs most."""
        return max(self.pictures, default=0.0)


def compare(name: str, ours: Sequence[Page], theirs: Sequence[Page]) -> Comparison:
    """How alike the pages `ours` are to those of the reference; pictures are not looked at."""
    had, wanted = words_of(ours), words_of(theirs)
    found = Comparison(name, "", (len(ours), len(theirs)), wanted.total(), wanted - had, had - wanted)
    for number in range(max(len(ours), len(theirs))):
        left, right = (pages[number] if number < len(pages) else () for pages in (ours, theirs))
        pairs = in_sequence(paired(left, right))
        found.lines += len(right)
        found.equal += len(pairs)
        found.worst = max([found.worst, *(abs(pair.offset) for pair in pairs)])
        if found.first is None and not len(pairs) == len(left) == len(right):
            found.first = _first(number + 1, left, right, pairs)
    return found


def paired(ours: Iterable[Line], theirs: Iterable[Line]) -> list[Pair]:
    """Lines of equal text, from the top; of several with the same text those that stand nearest to each other."""
    waiting: defaultdict[str, list[Line]] = defaultdict(list)
    for line in theirs:
        waiting[_key(line)].append(line)
    found: list[Pair] = []
    for line in sorted(ours, key=_place):
        if same := waiting[_key(line)]:
            nearest = min(same, key=lambda other: abs(other.y - line.y) + abs(other.x - line.x))
            same.remove(nearest)
            found.append(Pair(line, nearest))
    return found


def in_sequence(pairs: Sequence[Pair]) -> list[Pair]:
    """The most of `pairs`, which come from the top, that stand in the same order in both."""
    lengths: list[int] = []
    before: list[int | None] = []
    for number, pair in enumerate(pairs):
        fitting = [n for n in range(number) if pairs[n].theirs.y >= pair.theirs.y - SAME_BASELINE]
        best = max(fitting, key=lambda n: lengths[n], default=None)
        before.append(best)
        lengths.append(1 if best is None else lengths[best] + 1)
    last = max(range(len(pairs)), key=lambda n: lengths[n], default=None)
    return list(_chain(pairs, before, last))[::-1]


def _chain(pairs: Sequence[Pair], before: Sequence[int | None], at: int | None) -> Iterator[Pair]:
    while at is not None:
        yield pairs[at]
        at = before[at]


def _first(number: int, ours: Page, theirs: Page, pairs: Sequence[Pair]) -> First:
    """The highest line of each that has no fellow."""
    sides = []
    for page, known in ((ours, [pair.ours for pair in pairs]), (theirs, [pair.theirs for pair in pairs])):
        left = Counter(page) - Counter(known)
        sides.append(min(left, key=_place).text if left else "")
    return First(number, *sides)


def _place(line: Line) -> tuple[float, float]:
    return (-line.y, line.x)


def _key(line: Line) -> str:
    """A line's text without spaces: how wide a gap must be to be one is no matter of layout."""
    return line.text.replace(" ", "")
