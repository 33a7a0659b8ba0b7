"""A look, a letter, a picture → what one translation gathers of them: definitions, files, what is not known here."""

from __future__ import annotations

from dataclasses import dataclass, field

from gen.locale import _
from gen.ooxml.model import ParagraphFormat, RunFormat
from gen.pdf.typst.faces import Face, FontBook


@dataclass(slots=True)
class Gathered:
    """State of one document's translation.

    `definitions` maps what a function is to its name, so that each look is defined once; `pictures` are files to put
    beside the source; `page` is how high text may stand on a page and `reach` how far to the right of the left margin,
    in points; `in_cell` tells whether a table is being translated; `refused` says what stands in the document and is
    not known here.
    """

    book: FontBook
    default_tab: float = 36.0
    page: float = 700.0
    reach: float = 510.0
    in_cell: bool = False
    definitions: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def define(self, prefix: str, parameters: str, body: str) -> str:
        """The name of a function with these `parameters` and this `body`."""
        key = f"({parameters}) = {body}"
        if key not in self.definitions:
            self.definitions[key] = f"{prefix}{len(self.definitions)}"
        return self.definitions[key]

    def refuse(self, what: str) -> None:
        """Note what the document has and this translation does not know."""
        if what not in self.refused:
            self.refused.append(what)

    def face(self, look: RunFormat) -> Face:
        """The face that sets text of this look."""
        family = self.book.family(look.font)
        if not family:
            self.refuse(_("font {font}, which is not here").format(font=look.font))
            family = self.book.times
        return self.book.face(family, look.bold, look.italic)

    def prelude(self) -> str:
        """The definitions as source."""
        return "\n".join(f"#let {name}{key}" for key, name in self.definitions.items())


EACH_LINE = "each"
"""The line rule auto where text of several sizes stands in a paragraph: each line is spread by its own height."""


def natural_height(face: Face, look: RunFormat) -> float:
    """The height of a line of single spacing, in points."""
    return (face.ascent + face.descent) * size_of(look)


def size_of(look: RunFormat) -> float:
    """The size that text is set in; raised and lowered text is smaller, as LibreOffice sets it."""
    return look.size * 0.58 if look.position else look.size


def edges(face: Face, look: RunFormat, around: ParagraphFormat) -> tuple[float, float]:
    """How far text of this look reaches above and below its baseline, by the line rule of its paragraph (17.3.1.33)."""
    size = size_of(look)
    top, bottom = face.ascent * size, face.descent * size
    if around.line_rule == "exact":
        # LibreOffice lays four fifths of an exact line above the baseline.
        return 0.8 * around.line, 0.2 * around.line
    if around.line_rule == "atLeast":
        return max(top, around.line - bottom), bottom
    spread = (around.line - 1) * (top + bottom)
    if around.line_rule == EACH_LINE:
        return top, bottom + spread
    return (top + spread if around.line < 1 else top), bottom


def extra(face: Face, look: RunFormat, around: ParagraphFormat) -> float:
    """What a line spacing of more than one line adds between lines, and after the last, in points."""
    if around.line_rule != "auto" or around.line <= 1:
        return 0.0
    return (around.line - 1) * natural_height(face, look)
