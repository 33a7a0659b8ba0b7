"""The inlines of a paragraph → the parts that lines are made of: words in one style, tabs, breaks, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gen.ooxml.model import Break, Chart, Inline, InlinePicture, ParagraphFormat, Tab, TextRun
from gen.pdf.embedded.layout.boxes import LineImage, TabGap
from gen.pdf.embedded.layout.charts import lay_out_chart
from gen.pdf.embedded.layout.layout_context import LayoutContext
from gen.pdf.embedded.layout.style import TextPart, TextStyle, small_capitals_style
from gen.pdf.embedded.layout.text_breaking import split_text

InlineContent = TextPart | TabGap | LineImage | TextStyle
"""The input of line breaking; a style is a line break of that style's height."""


def inline_content(
    inlines: Sequence[Inline], paragraph_format: ParagraphFormat, context: LayoutContext
) -> Iterator[InlineContent]:
    """The inlines as parts. A word may continue from one format to the next, so neighbouring texts are split as one."""
    for is_text, group in groupby(inlines, lambda inline: isinstance(inline, TextRun)):
        if is_text:
            yield from _words([inline for inline in group if isinstance(inline, TextRun)], paragraph_format, context)
            continue
        for inline in group:
            if isinstance(inline, InlinePicture):
                yield LineImage(inline)
                continue
            if isinstance(inline, Chart):
                yield LineImage(lay_out_chart(inline, context))
                continue
            assert not isinstance(inline, TextRun)
            style = context.style(inline.format, paragraph_format)
            if isinstance(inline, Tab):
                yield TabGap(style)
            elif isinstance(inline, Break):
                yield style
            else:
                yield context.page_number_part(inline, style)


def _words(texts: Sequence[TextRun], paragraph_format: ParagraphFormat, context: LayoutContext) -> Iterator[TextPart]:
    runs = [run for text in texts for run in _runs(text, paragraph_format, context)]
    if len(runs) == 1:
        style, letters = runs[0]
        for piece, ends in split_text(letters):
            yield style.part(piece, ends)
        return
    bounds = iter(runs)
    style, letters = next(bounds)
    left = len(letters)
    for piece, ends in split_text("".join(letters for _style, letters in runs)):
        rest = piece
        while len(rest) > left:
            if left:
                yield style.part(rest[:left], False)
            rest = rest[left:]
            style, letters = next(bounds)
            left = len(letters)
        yield style.part(rest, ends)
        left -= len(rest)


def _runs(text: TextRun, paragraph_format: ParagraphFormat, context: LayoutContext) -> Iterator[tuple[TextStyle, str]]:
    """Text in one style; small letters that are to be small capitals in another."""
    style, letters = context.style(text.format, paragraph_format), context.visible_text(text)
    if not text.format.small_caps:
        yield style, letters
        return
    for is_small, group in groupby(letters, str.islower):
        run = "".join(group)
        yield (small_capitals_style(style), run.upper()) if is_small else (style, run)
