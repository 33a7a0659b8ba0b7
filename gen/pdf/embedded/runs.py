"""A line → its runs of one style, each with the operators that show it: worked out once, wherever the line stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gen.ooxml.model import Picture
from gen.pdf.embedded.charts import DrawnChart
from gen.pdf.embedded.looks import Part, Style
from gen.pdf.embedded.parts import Gap, Image, Line


class Run(NamedTuple):
    """Letters of one style, from `begin` to `end` in points from the start of the line, blanks at its end left out.

    `codes` shows them (ISO 32000-1, 9.4.3); empty for the white of a tab, which may be underlined all the same.
    """

    style: Style
    begin: float
    end: float
    letters: frozenset[str]
    codes: bytes


class Shown(NamedTuple):
    """A picture or a chart, `begin` points from the start of the line."""

    picture: Picture | DrawnChart
    begin: float


Piece = Run | Shown


def pieces_of(line: Line) -> Sequence[Piece]:
    """The runs and pictures of the line, in order."""
    if line.pieces is None:
        line.pieces = tuple(_pieces(line))
    return line.pieces


def _pieces(line: Line) -> Iterator[Piece]:
    run: list[Part] = []
    begin = x = 0.0
    for index, part in enumerate(line.parts):
        if isinstance(part, Part):
            if run and run[-1].style is not part.style:
                yield _run(run, begin, x, line.stretch)
                run, begin = [], x
            if index < line.spread_from and part.gaps and line.stretch:
                part = part._replace(gaps=0)
            run.append(part)
            x += part.full + part.gaps * line.stretch
            continue
        if run:
            yield _run(run, begin, x, line.stretch)
            run = []
        if isinstance(part, Image):
            yield Shown(part.picture, x)
        else:
            yield from _tab(part, x)
        x += part.width
        begin = x
    if run:
        yield _run(run, begin, x - run[-1].full + run[-1].width, line.stretch)


def _run(run: Sequence[Part], begin: float, end: float, stretch: float) -> Run:
    letters = frozenset("".join([part.text for part in run]))
    style = run[0].style
    if not stretch and not any(part.pad for part in run):
        return Run(style, begin, end, letters, b"(%s)Tj" % b"".join([part.codes for part in run]))
    scale = -1000 / style.size
    codes = [
        b"%s)%.2f(" % (part.codes, (part.gaps * stretch + part.pad) * scale) if part.gaps else part.codes
        for part in run
    ]
    return Run(style, begin, end, letters, b"[(%s)]TJ" % b"".join(codes))


def _tab(gap: Gap, begin: float) -> Iterator[Run]:
    """The white of a tab, filled with its leader, if it has one, up to where the text goes on."""
    end = begin + gap.width
    yield Run(gap.style, begin, end, frozenset(), b"")
    if gap.leader and (wide := gap.style.width(gap.leader)) and (count := int(gap.width / wide)):
        filling = gap.style.part(gap.leader * count, False)
        yield _run([filling], end - filling.width, end, 0.0)
