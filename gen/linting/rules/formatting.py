"""A line and the format that the decree gives its element → what differs: size, bold, italic, capitals, alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gen.diagnostics.lint import LayoutRule
from gen.linting.findings import LayoutFinding, SizeFix, make_finding
from gen.linting.recognition.elements import DocumentElement
from gen.linting.recognition.lines import TextLine
from gen.locale import _

_NEAR = 0.01
ANY_SIZE = (0.0, 10_000.0)
"""The bounds of a size that is free, or that another rule checks."""


@dataclass(frozen=True, slots=True)
class RequiredFormat:
    """Sizes in points; what is None, or empty, is free."""

    min_size: float
    max_size: float
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    align: str = ""


def check_format(
    rule: LayoutRule, of: DocumentElement | Iterable[TextLine] | None, required: RequiredFormat
) -> Iterator[LayoutFinding]:
    """What differs from `required` in the lines of an element."""
    for line in () if of is None else of.lines if isinstance(of, DocumentElement) else of:
        if line.is_empty:
            continue
        yield from check_sizes(rule, line, required.min_size, required.max_size)
        for actual, expected in (
            *_check_bold_and_italic(line, required),
            *_check_capitals(line, required),
            *_check_alignment(line, required),
        ):
            yield make_finding(rule, line.place, actual, expected)


def check_sizes(rule: LayoutRule, line: TextLine, least: float, most: float) -> Iterator[LayoutFinding]:
    """A finding where letters of the line are smaller or larger, in points; raised and lowered signs pass."""
    wrong = {
        f.size for _l, f in line.formatted_letters if not f.position and not least - _NEAR <= f.size <= most + _NEAR
    }
    if wrong:
        fix = None if line.cut or line.place.part != "body" else SizeFix(line.place.paragraph, least, most)
        yield make_finding(rule, line.place, format_points(wrong), format_range(least, most), fix=fix)


def format_points(values: Iterable[float]) -> str:
    """Sizes in points, for readers."""
    return ", ".join(_("{size} pt").format(size=format_measure(value)) for value in sorted(values))


def format_range(least: float, most: float) -> str:
    """The sizes allowed, for readers."""
    if least == most:
        return format_points([least])
    return _("{least}–{most} pt").format(least=format_measure(least), most=format_measure(most))


def format_measure(value: float) -> str:
    """A measure with at most two decimals."""
    return f"{round(value, 2):g}"


def trait_values(line: TextLine, trait: str) -> set[bool]:
    """Whether the letters of a line are bold, or italic: both values where some are."""
    return {bool(getattr(f, trait)) for _letters, f in line.formatted_letters}


def alignment_names() -> dict[str, str]:
    """What alignments are called, in the reader's language."""
    return {"left": _("set left"), "center": _("centred"), "right": _("set right"), "both": _("justified")}


def _check_bold_and_italic(line: TextLine, required: RequiredFormat) -> Iterator[tuple[str, str]]:
    words = {"bold": (_("bold"), _("not bold")), "italic": (_("italic"), _("upright"))}
    for trait, (yes, no) in words.items():
        expected, actual = getattr(required, trait), trait_values(line, trait)
        if expected is not None and (not expected) in actual:
            description = no if expected else yes
            yield (
                (_("{look} in part").format(look=description) if len(actual) > 1 else description),
                (yes if expected else no),
            )


def _check_capitals(line: TextLine, required: RequiredFormat) -> Iterator[tuple[str, str]]:
    if required.caps and not line.printed_text.isupper():
        yield _("small letters"), _("capitals")


def _check_alignment(line: TextLine, required: RequiredFormat) -> Iterator[tuple[str, str]]:
    """What tabs cut stands at their stops, which are not checked."""
    align = line.paragraph.format.align
    if required.align and align != required.align and line.cut != "tab":
        yield alignment_names()[align], alignment_names()[required.align]
