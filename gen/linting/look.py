"""A line and the look that the decree gives its element → what differs: size, weight, slope, capitals, alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.linting.findings import Finding, Level, Mend, NewSize
from gen.linting.lines import Line
from gen.linting.parts import Element
from gen.locale import _

_NEAR = 0.01
ANY = (0.0, 10_000.0)
"""The bounds of a size that may be what it likes, or that another rule looks at."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points; what is None, or empty, may be as it likes."""

    least: float
    most: float
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    align: str = ""


def found(
    rule: str, element: str, line: Line, there: str, wanted: str, level: Level = Level.ERROR, mend: Mend | None = None
) -> Finding:
    """A finding at a line; `element` is a key of parts.names."""
    return Finding(rule, level, element, line.place, there, wanted, mend)


def differences(rule: str, element: str, of: Element | Iterable[Line] | None, look: Look) -> Iterator[Finding]:
    """What differs from `look` in the lines of an element."""
    for line in () if of is None else of.lines if isinstance(of, Element) else of:
        if line.is_empty:
            continue
        yield from sizes(rule, element, line, look.least, look.most)
        for there, wanted in (*_slopes(line, look), *_capitals(line, look), *_alignment(line, look)):
            yield found(rule, element, line, there, wanted)


def sizes(rule: str, element: str, line: Line, least: float, most: float) -> Iterator[Finding]:
    """A finding where letters of the line are smaller or larger; a raised or lowered sign may be."""
    wrong = {f.size for _l, f in line.looks if not f.position and not least - _NEAR <= f.size <= most + _NEAR}
    if wrong:
        mend = None if line.cut or line.place.part != "body" else NewSize(line.place.paragraph, least, most)
        yield found(rule, element, line, points(wrong), span(least, most), mend=mend)


def points(values: Iterable[float]) -> str:
    """Sizes in points, for readers."""
    return ", ".join(_("{size} pt").format(size=number(value)) for value in sorted(values))


def span(least: float, most: float) -> str:
    """The sizes allowed, for readers."""
    if least == most:
        return points([least])
    return _("{least}–{most} pt").format(least=number(least), most=number(most))


def number(value: float) -> str:
    """A measure without needless digits."""
    return f"{round(value, 2):g}"


def has(line: Line, trait: str) -> set[bool]:
    """Whether the letters of a line are bold, or italic: both values where some are."""
    return {bool(getattr(f, trait)) for _letters, f in line.looks}


def alignments() -> dict[str, str]:
    """What alignments are called, in the reader's language."""
    return {"left": _("set left"), "center": _("centred"), "right": _("set right"), "both": _("justified")}


def _slopes(line: Line, look: Look) -> Iterator[tuple[str, str]]:
    words = {"bold": (_("bold"), _("not bold")), "italic": (_("italic"), _("upright"))}
    for trait, (yes, no) in words.items():
        wanted, there = getattr(look, trait), has(line, trait)
        if wanted is not None and (not wanted) in there:
            said = no if wanted else yes
            yield (_("{look} in part").format(look=said) if len(there) > 1 else said), (yes if wanted else no)


def _capitals(line: Line, look: Look) -> Iterator[tuple[str, str]]:
    if look.caps and not line.shown.isupper():
        yield _("small letters"), _("capitals")


def _alignment(line: Line, look: Look) -> Iterator[tuple[str, str]]:
    """What is cut by tabs stands where they say, which is not looked at."""
    align = line.paragraph.format.align
    if look.align and align != look.align and line.cut != "tab":
        yield alignments()[align], alignments()[look.align]
