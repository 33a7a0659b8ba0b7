"""Cases: numbers and bullets, from a numbering of their own."""

from __future__ import annotations

from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from benchmarks.fidelity.cases import prose
from benchmarks.fidelity.cases.draft import Draft, child, raw
from benchmarks.fidelity.cases.registry import case

_NUMBER = 90  # above those that python-docx's own document has


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: the form of its numbers, what stands round them, its indents in twentieths of a point."""

    form: str
    text: str
    left: int = 720
    hanging: int = 360
    suffix: str = "tab"
    align: str = "left"
    font: str = ""


def _define(draft: Draft, *levels: Level) -> None:
    """A numbering with these levels."""
    root = draft.document.part.numbering_part.element
    written = "".join(_level(number, level) for number, level in enumerate(levels))
    abstract = f'<w:abstractNum w:abstractNumId="{_NUMBER}"><w:multiLevelType w:val="multilevel"/>{written}'
    root.insert(0, raw(f"{abstract}</w:abstractNum>"))
    root.append(raw(f'<w:num w:numId="{_NUMBER}"><w:abstractNumId w:val="{_NUMBER}"/></w:num>'))


def _level(number: int, level: Level) -> str:
    font = f'<w:rPr><w:rFonts w:ascii="{level.font}" w:hAnsi="{level.font}" w:hint="default"/></w:rPr>'
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{level.form}"/><w:suff w:val="{level.suffix}"/>'
        f'<w:lvlText w:val="{level.text}"/><w:lvlJc w:val="{level.align}"/>'
        f'<w:pPr><w:ind w:left="{level.left}" w:hanging="{level.hanging}"/></w:pPr>{font if level.font else ""}</w:lvl>'
    )


def _listed(paragraph: Paragraph, level: int = 0) -> Paragraph:
    numbered = child(paragraph._p.get_or_add_pPr(), "numPr")
    child(numbered, "ilvl", val=level)
    child(numbered, "numId", val=_NUMBER)
    spacing = paragraph._p.pPr.find(qn("w:jc"))
    if spacing is not None:
        spacing.addprevious(numbered)
    return paragraph


def _entries(draft: Draft, levels: tuple[int, ...]) -> None:
    for level in levels:
        _listed(draft.prose(1, sentences=1, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)[0], level)


@case
def list_decimal(draft: Draft) -> None:
    """1. 2. 3., up to two digits."""
    _define(draft, Level("decimal", "%1."))
    _entries(draft, (0,) * 24)


@case
def list_multilevel(draft: Draft) -> None:
    """1. 1.1. 1.1.1., each set in further."""
    _define(
        draft,
        Level("decimal", "%1.", 360),
        Level("decimal", "%1.%2.", 792, 432),
        Level("decimal", "%1.%2.%3.", 1224, 504),
    )
    _entries(draft, (0, 1, 1, 2, 2, 1, 0, 1, 2, 2, 2, 0, 0, 1, 2) * 2)


@case
def list_letters(draft: Draft) -> None:
    """a) b) c), with a space instead of a tab on the second level."""
    _define(draft, Level("lowerLetter", "%1)"), Level("upperLetter", "%2.", 1080, 360, "space"))
    _entries(draft, (0, 0, 1, 1, 0, 1, 0, 0) * 3)


@case
def list_roman(draft: Draft) -> None:
    """I. II. III., set to the right before the text, as headings are."""
    _define(draft, Level("upperRoman", "%1.", 720, 180, align="right"), Level("lowerRoman", "(%2)", 1440, 720))
    _entries(draft, (0, 1, 1, 0, 1, 1, 1, 1, 0) * 3)


@case
def list_bullets(draft: Draft) -> None:
    """Bullets of Symbol and Wingdings, hyphens, plus signs."""
    _define(
        draft,
        Level("bullet", "\uf0b7", font="Symbol"),
        Level("bullet", "-", 1080),
        Level("bullet", "+", 1440),
        Level("bullet", "\uf0a7", 1800, font="Wingdings"),
    )
    _entries(draft, (0, 1, 1, 2, 2, 3, 0, 1, 2, 3) * 3)


@case
def list_styles(draft: Draft) -> None:
    """Word's own list styles, numbers and bullets in turn."""
    for _number in range(9):
        for style in ("List Number", "List Bullet", "List Bullet 2"):
            draft.paragraph(prose.sentence(draft.random), style)
