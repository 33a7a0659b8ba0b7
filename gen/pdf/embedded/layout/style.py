"""A run's format, in a paragraph → how its letters are set: face, size, height of their lines, width of each word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from gen.ooxml.model import ParagraphFormat, RunFormat
from gen.pdf.embedded.layout.text_breaking import HARD_SPACE, JOINER, SOFT_HYPHEN
from gen.pdf.faces import FontFace

EACH_LINE = "each"
"""The line rule auto where a paragraph has text of several sizes: each line is spread by its own height."""

_SMALL = 0.8
"""The size of small capitals, in parts of the size of the others."""
_ITALIC = 12
"""LibreOffice sets a hard space in italics wider, by the line's height over this."""
_HARD_HYPHEN = "\u2011"
_UNSEEN = dict.fromkeys(map(ord, f"{SOFT_HYPHEN}\u200b\u200c\u200d{JOINER}\ufeff"))
_ESCAPED = {ord(letter): f"\\{letter}" for letter in "()\\"} | {ord("\r"): "\\r"}
_RAISED = {"super": 0.4, "sub": -0.09}
"""How far LibreOffice raises and lowers letters, in parts of the size that they would have on the line."""
_MANY = 20_000


class TextPart(NamedTuple):
    """Letters of one style that stay together.

    `codes` are the glyphs as a PDF's string holds them; `width` counts the letters and `full` the blanks behind them
    too, in points. `gaps` are the blanks that grow where lines are spread, `pad` is white behind the last glyph, and
    `ends` tells whether a line may end here: with a hyphen, where it is `soft`. One that is `whole` is never split,
    not even where it is longer than a line. `number` is its place among the page numbers in the text, -1 where it is
    none of them.
    """

    style: TextStyle
    text: str
    codes: bytes
    width: float
    full: float
    gaps: int
    pad: float
    ends: bool
    soft: bool
    whole: bool
    number: int = -1


@dataclass(slots=True, eq=False)
class TextStyle:
    """How letters are set: `top` and `bottom` are how far a line of them reaches from its baseline, in points."""

    face: FontFace
    run_format: RunFormat
    size: float
    top: float
    bottom: float
    rise: float
    spread: float
    _parts: dict[tuple[str, bool], TextPart] = field(default_factory=dict)

    def part(self, text: str, ends: bool) -> TextPart:
        """`text` as a part, measured once."""
        key = (text, ends)
        found = self._parts.get(key)
        if found is None:
            if len(self._parts) > _MANY:
                self._parts.clear()
            found = self._parts[key] = self._measured(text, ends)
        return found

    def width(self, text: str) -> float:
        """How wide `text` is, in points."""
        return self.face.width(text) * self.size + self.run_format.spacing * len(text)

    def _measured(self, text: str, ends: bool) -> TextPart:
        shown = text.translate(_UNSEEN)
        if not self.face.glyph(_HARD_HYPHEN):
            shown = shown.replace(_HARD_HYPHEN, "-")
        bare = shown.rstrip(" ")
        pad = 0.0
        if HARD_SPACE in shown and self.run_format.italic:
            pad = natural_height(self.face, self.run_format) / _ITALIC
        glyphs = b"".join(self.face.glyph(letter).to_bytes(2, "big") for letter in shown)
        codes = glyphs.decode("latin-1").translate(_ESCAPED).encode("latin-1")
        soft = text.endswith(SOFT_HYPHEN)
        width = self.width(f"{bare}-" if soft else bare) + pad
        gaps = len(shown) - len(bare) + shown.count(HARD_SPACE)
        return TextPart(self, shown, codes, width, self.width(shown) + pad, gaps, pad, ends, soft, JOINER in text)


def size_of(run_format: RunFormat) -> float:
    """The size in which text is set, in points; raised and lowered text is smaller, as LibreOffice sets it."""
    return run_format.size * 0.58 if run_format.position else run_format.size


def natural_height(face: FontFace, run_format: RunFormat) -> float:
    """The height of a line of single spacing, in points."""
    return (face.ascent + face.descent) * size_of(run_format)


def style_of(face: FontFace, run_format: RunFormat, paragraph_format: ParagraphFormat) -> TextStyle:
    """The style that sets `look` in a paragraph; the same one for the same rules, so that words are measured once."""
    return _style(face, run_format, paragraph_format.line, paragraph_format.line_rule)


@lru_cache(maxsize=256)
def small_capitals_style(style: TextStyle) -> TextStyle:
    """The style in which small letters become small capitals."""
    return replace(style, size=style.size * _SMALL, _parts={})


@lru_cache(maxsize=1024)
def _style(face: FontFace, run_format: RunFormat, line: float, rule: str) -> TextStyle:
    top, bottom = _edges(face, run_format, line, rule)
    rise = _lift(run_format)
    if rule != "exact":
        top, bottom = top + rise, max(bottom - rise, 0.0)
    return TextStyle(face, run_format, size_of(run_format), top, bottom, rise, _extra(face, run_format, line, rule))


def _edges(face: FontFace, run_format: RunFormat, line: float, rule: str) -> tuple[float, float]:
    """How far this text reaches above and below its baseline, by the line rule of its paragraph (17.3.1.33)."""
    size = size_of(run_format)
    top, bottom = face.ascent * size, face.descent * size
    if rule == "exact":
        # LibreOffice lays four fifths of an exact line above the baseline.
        return 0.8 * line, 0.2 * line
    if rule == "atLeast":
        return max(top, line - bottom), bottom
    spread = (line - 1) * (top + bottom)
    if rule == EACH_LINE:
        return top, bottom + spread
    return (top + spread if line < 1 else top), bottom


def _extra(face: FontFace, run_format: RunFormat, line: float, rule: str) -> float:
    """What a line spacing of more than one line adds between lines, and after the last, in points."""
    return (line - 1) * natural_height(face, run_format) if rule == "auto" and line > 1 else 0.0


def _lift(run_format: RunFormat) -> float:
    """How far the letters are raised above their baseline, in points."""
    if run_format.position:
        return _RAISED[run_format.position] * run_format.size
    return run_format.raised


def first_unsupported_letter(face: FontFace, text: str) -> str:
    """The first letter of `text` that cannot be set; empty where all can.

    It is one that the face lacks, that is joined to another, or that is written from right to left.
    """
    known = _settable(face)
    if known.issuperset(text):
        return ""
    lacking = face.lacks(text.replace(_HARD_HYPHEN, "-"))
    found = lacking or next((letter for letter in text if _is_joined(letter)), "")
    if not found:
        known.update(text)
    return found


@lru_cache(maxsize=64)
def _settable(_face: FontFace) -> set[str]:
    return set()


def _is_joined(letter: str) -> bool:
    return unicodedata.combining(letter) != 0 or unicodedata.bidirectional(letter) in ("R", "AL", "AN")
