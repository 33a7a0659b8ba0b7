"""The inlines of a paragraph → Typst source that sets them on its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gen.locale import _
from gen.ooxml.model import Break, PageNumber, ParagraphFormat, Picture, RunFormat, Text
from gen.pdf.typst.source import Gathered, edges, natural_height, size_of
from gen.pdf.typst.syntax import arguments, pt, string
from gen.pdf.typst.tabs import Fixed, Gap, Placed

_HARD_SPACE = "\u00a0"
_JOINED = re.compile(r"[^\s-]*/(?=[^\W\d])[^\s-]*-*")
"""A word with a slash before a letter: Word and LibreOffice do not break it there, Typst would (UAX 14, SY).

It ends at a hyphen, after which all three break.
"""
_SLASHED = re.compile(rf"({_JOINED.pattern})")
_CUT = re.compile(rf"({_JOINED.pattern}|{_HARD_SPACE}+)")
_ITALIC = 12
"""LibreOffice sets a hard space in italics wider, by the line's height over this."""
_LONGEST = 40  # letters of a word that is kept whole; a longer one may be wider than the line
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}
_COUNTS = {"PAGE": "counter(page).get().first()", "NUMPAGES": "locate(<end>).page()"}
_FORMS = {"decimal": "1", "lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a", "upperLetter": "A"}


def line_source(inlines: Iterable[Placed], base: RunFormat, around: ParagraphFormat, gathered: Gathered) -> str:
    """The inlines as one expression; text that looks like `base` is written as it is."""
    pieces = [_piece(inline, base, around, gathered) for inline in inlines]
    if len(pieces) == 1:
        return pieces[0]
    return "{" + "\n".join(pieces) + "}"


def _piece(inline: Placed, base: RunFormat, around: ParagraphFormat, gathered: Gathered) -> str:
    if isinstance(inline, Text):
        return _dressed(_words(inline, gathered), inline.format, base, around, gathered)
    if isinstance(inline, Fixed):
        inner = _dressed(string(_shown(inline.text, gathered)), inline.text.format, base, around, gathered)
        return f"box({inner})"
    if isinstance(inline, Gap):
        filling = f", repeat(justify: false, {string(inline.leader)})" if inline.leader else ""
        return f"box(width: {pt(inline.width)}{filling})" if filling else f"h({pt(inline.width)})"
    if isinstance(inline, PageNumber):
        return _dressed(_page_number(inline, gathered), inline.format, base, around, gathered)
    if isinstance(inline, Picture):
        return _picture(inline, gathered)
    return "linebreak()" if isinstance(inline, Break) else "[]"


def _shown(inline: Text, gathered: Gathered) -> str:
    """The letters as they are seen; a letter that the font does not have is refused, never set in another."""
    text = inline.text.upper() if inline.format.caps or inline.format.small_caps else inline.text
    text = text.replace("\u2011", "-\u2060") if gathered.face(inline.format).lacks("\u2011") else text
    lacking = gathered.face(inline.format).lacks(text)
    if lacking:
        what = _('letter "{letter}" (U+{code:04X}), which {font} does not have')
        gathered.refuse(what.format(letter=lacking, code=ord(lacking), font=gathered.face(inline.format).family))
    return text


def _words(inline: Text, gathered: Gathered) -> str:
    """Text as an expression: words with a slash stay whole, hard spaces in italics get their width."""
    text, look = _shown(inline, gathered), inline.format
    hard = look.italic and _HARD_SPACE in text
    if not hard and "/" not in text:
        return string(text)
    pieces = [piece for piece in (_CUT if hard else _SLASHED).split(text) if piece]
    wider = natural_height(gathered.face(look), look) / _ITALIC if hard else 0.0
    words = [_word(piece, wider, gathered) for piece in pieces]
    return words[0] if len(words) == 1 else "{" + ";".join(words) + "}"


def _word(piece: str, wider: float, gathered: Gathered) -> str:
    if piece[0] == _HARD_SPACE and wider:
        return f"{gathered.define('n', 'b', f'text(tracking: {pt(wider)}, b)')}({string(piece)})"
    if "/" in piece and len(piece) <= _LONGEST and _JOINED.fullmatch(piece):
        return f"box({string(piece)})"
    return string(piece)


def _page_number(inline: PageNumber, gathered: Gathered) -> str:
    if inline.kind not in _COUNTS:
        gathered.refuse(_("field {field}").format(field=inline.kind))
        return "[]"
    form = _FORMS.get(inline.form or "decimal", "1")
    return f"context numbering({string(form)}, {_COUNTS[inline.kind]})"


def _picture(inline: Picture, gathered: Gathered) -> str:
    kind = next((kind for mark, kind in _PICTURES.items() if inline.data.startswith(mark)), "")
    if not kind:
        gathered.refuse(_("picture {name}, which is neither PNG nor JPEG nor GIF").format(name=inline.name))
        return "[]"
    name = f"{len(gathered.pictures)}.{kind}"
    gathered.pictures[name] = inline.data
    alt = string(inline.alt) if inline.alt else ""
    size = arguments(width=pt(inline.width), height=pt(inline.height), fit='"stretch"', alt=alt)
    return f"box(image({string(name)}, {size}))"


def text_style(look: RunFormat, base: RunFormat | None, around: ParagraphFormat, gathered: Gathered) -> str:
    """The arguments of `text` that make `look` out of `base`; all of them without a base."""
    given = _style(look, around, gathered)
    if base is not None:
        same = _style(base, around, gathered)
        given = {name: value for name, value in given.items() if same[name] != value}
    return arguments(**given)


def _style(look: RunFormat, around: ParagraphFormat, gathered: Gathered) -> dict[str, str]:
    face = gathered.face(look)
    top, bottom = edges(face, look, around)
    return {
        "font": string(face.family), "size": pt(size_of(look) * (0.8 if look.small_caps else 1.0)),
        "weight": '"bold"' if look.bold else '"regular"', "style": '"italic"' if look.italic else '"normal"',
        "fill": f'rgb("#{look.color}")' if look.color else "black", "tracking": pt(look.spacing),
        "top_edge": pt(top), "bottom_edge": pt(-bottom), "baseline": pt(_lift(look)),
    }  # fmt: skip


def _lift(look: RunFormat) -> float:
    """How far the baseline goes down: raised text by a third of its size up, lowered text as far down."""
    if look.position:
        return (-0.33 if look.position == "super" else 0.33) * look.size
    return -look.raised


def _dressed(inner: str, look: RunFormat, base: RunFormat, around: ParagraphFormat, gathered: Gathered) -> str:
    """`inner` in this look."""
    if look.scale != 100:
        gathered.refuse(_("text made wider or narrower"))
    if look == base and not (look.underline or look.strike or look.shade):
        return inner
    body = "b"
    if style := text_style(look, base, around, gathered):
        body = f"text({style}, {body})"
    if look.strike:
        body = f"strike({body})"
    if look.underline:
        body = f"underline(evade: false, {body})"
    if look.shade:
        face = gathered.face(look)
        top, bottom = edges(face, look, around)
        body = f'highlight(fill: rgb("#{look.shade}"), top-edge: {pt(top)}, bottom-edge: {pt(-bottom)}, {body})'
    return inner if body == "b" else f"{gathered.define('t', 'b', body)}({inner})"
