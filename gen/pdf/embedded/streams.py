"""The inlines of a paragraph → the parts that lines are made of: words in one style, tabs, breaks, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gen.ooxml.model import Break, Chart, Inline, ParagraphFormat, Picture, Tab, Text
from gen.pdf.embedded.breaking import pieces
from gen.pdf.embedded.charts import set_chart
from gen.pdf.embedded.gathered import Gathered
from gen.pdf.embedded.looks import Part, Style, smaller
from gen.pdf.embedded.parts import Gap, Image

Streamed = Part | Gap | Image | Style
"""What comes before lines are broken; a style stands for a line break of its height."""


def stream_of(inlines: Sequence[Inline], around: ParagraphFormat, gathered: Gathered) -> Iterator[Streamed]:
    """The inlines as parts. Words may go on from one look to the next, so text is cut where it is seen as a whole."""
    for is_text, group in groupby(inlines, lambda inline: isinstance(inline, Text)):
        if is_text:
            yield from _words([inline for inline in group if isinstance(inline, Text)], around, gathered)
            continue
        for inline in group:
            if isinstance(inline, Picture):
                yield Image(inline)
                continue
            if isinstance(inline, Chart):
                yield Image(set_chart(inline, gathered))
                continue
            assert not isinstance(inline, Text)
            style = gathered.style(inline.format, around)
            if isinstance(inline, Tab):
                yield Gap(style)
            elif isinstance(inline, Break):
                yield style
            else:
                yield gathered.number(inline, style)


def _words(texts: Sequence[Text], around: ParagraphFormat, gathered: Gathered) -> Iterator[Part]:
    runs = [run for text in texts for run in _runs(text, around, gathered)]
    if len(runs) == 1:
        style, letters = runs[0]
        for piece, ends in pieces(letters):
            yield style.part(piece, ends)
        return
    bounds = iter(runs)
    style, letters = next(bounds)
    left = len(letters)
    for piece, ends in pieces("".join(letters for _style, letters in runs)):
        rest = piece
        while len(rest) > left:
            if left:
                yield style.part(rest[:left], False)
            rest = rest[left:]
            style, letters = next(bounds)
            left = len(letters)
        yield style.part(rest, ends)
        left -= len(rest)


def _runs(text: Text, around: ParagraphFormat, gathered: Gathered) -> Iterator[tuple[Style, str]]:
    """Text in one style; small letters that are to be small capitals in another."""
    style, letters = gathered.style(text.format, around), gathered.shown(text)
    if not text.format.small_caps:
        yield style, letters
        return
    for is_small, group in groupby(letters, str.islower):
        run = "".join(group)
        yield (smaller(style), run.upper()) if is_small else (style, run)
