"""A Document → Typst source that sets it as Word would, or the names of what it has that is not known here.

The formulas for heights and gaps, and what they were measured on: docs/decisions/0007-embedded-engine.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gen.locale import _
from gen.ooxml.model import Block, Document, Paragraph, Section
from gen.pdf.typst.faces import FontBook
from gen.pdf.typst.flow import base_look, flow_source
from gen.pdf.typst.source import Gathered, edges, extra
from gen.pdf.typst.syntax import arguments, pt, string

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a document that states none: the first that a .docx can bear, being a ZIP."""

_SETTINGS = """#set text(hyphenate: false, kerning: false, ligatures: false, fallback: false, overhang: false)
#set par(linebreaks: "simple", spacing: 0pt, justification-limits: (spacing: (min: 100%, max: 1000%), \
tracking: (min: 0pt, max: 0pt)))
#set block(spacing: 0pt)
#set underline(offset: 0.12em, stroke: 0.05em)
"""


@dataclass(frozen=True, slots=True)
class Translation:
    """The source with the pictures that go beside it; `refused` names what it leaves out, and then it is not used."""

    source: str
    pictures: dict[str, bytes]
    refused: tuple[str, ...]
    date: datetime


def translate(document: Document, book: FontBook) -> Translation:
    """The translation of `document`, set in the fonts of `book`."""
    gathered = Gathered(book, document.default_tab)
    for strange in document.strange:
        gathered.refuse(_("{what} in {part}").format(what=strange.what, part=strange.part))
    pages = [_pages(section, number, document, gathered) for number, section in enumerate(_joined(document, gathered))]
    date = _date(document.created)
    moment = f"datetime(year: {date.year}, month: {date.month}, day: {date.day})"
    about = f"#set document(title: {string(document.title)}, date: {moment})\n"
    language, _hyphen, region = (document.language or "vi-VN").partition("-")
    spoken = f"#set text({arguments(lang=string(language), region=string(region) if len(region) == 2 else '')})\n"
    ending = "#[#metadata(0)<end>]"
    source = "".join([about, _SETTINGS, spoken, gathered.prelude(), "\n", *pages, ending])
    return Translation(source, gathered.pictures, tuple(gathered.refused), date)


def _date(stated: str) -> datetime:
    try:
        return datetime.fromisoformat(stated.replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return _EPOCH


def _joined(document: Document, gathered: Gathered) -> list[Section]:
    """The sections, those that go on in the middle of a page joined to the one before."""
    found: list[Section] = []
    for section in document.sections:
        if section.kind != "continuous" or not found:
            found.append(section)
            continue
        last = found[-1]
        if (last.width, last.height, last.margins) != (section.width, section.height, section.margins):
            gathered.refuse(_("section with other margins that begins in the middle of a page"))
        found[-1] = Section(
            last.width, last.height, last.margins, last.blocks + section.blocks, last.headers, last.footers,
            last.title_page, last.start, last.number_format, last.kind, last.landscape,
        )  # fmt: skip
    return found


def _pages(section: Section, number: int, document: Document, gathered: Gathered) -> str:
    """The pages of one section."""
    margins = section.margins
    room = section.width - margins.left - margins.right
    if section.kind in ("evenPage", "oddPage") and number:
        gathered.refuse(_("section that begins on an odd or even page"))
    top = _grown(section.headers, section, margins.header, margins.top, gathered)
    bottom = _grown(section.footers, section, margins.footer, margins.bottom, gathered)
    mark = f"s{number}"
    gathered.page, gathered.reach = section.height - top - bottom, section.width - margins.left
    above = _around(section.headers, section, document, room, mark, gathered)
    below = _around(section.footers, section, document, room, mark, gathered)
    given = arguments(
        width=pt(section.width), height=pt(section.height), header_ascent="0pt", footer_descent="0pt",
        margin=f"(top: {pt(top)}, right: {pt(margins.right)}, bottom: {pt(bottom)}, left: {pt(margins.left)})",
        header=_region("top", f"v({pt(margins.header)})\n{above}") if above else "",
        footer=_region("bottom", f"{below}\nv({pt(margins.footer)})") if below else "",
    )  # fmt: skip
    begin = f"[#metadata(0)<{mark}>]"
    if section.start is not None:
        begin += f"\ncounter(page).update({section.start})"
    return f"#page({given}, {{{begin}\n{flow_source(section.blocks, room, gathered)}}})\n"


def _region(side: str, content: str) -> str:
    """A header or a footer, which begins at its `side` of the page."""
    return f"context block(width: 100%, height: 100%, align({side}, {{{content}}}))"


def _kinds(section: Section, document: Document) -> list[tuple[str, str]]:
    """Which header goes on which pages: the kind, and the condition under which it does, in this order."""
    kinds = [("first", "here().page() == locate(<{mark}>).page()")] if section.title_page else []
    if document.even_and_odd:
        kinds.append(("even", "calc.even(counter(page).get().first())"))
    return [*kinds, ("default", "true")]


def _around(
    kinds: dict[str, tuple[Block, ...]],
    section: Section,
    document: Document,
    room: float,
    mark: str,
    gathered: Gathered,
) -> str:
    """The headers, or the footers, of a section; empty where none has a word."""
    wanted = _kinds(section, document)
    sources = [(flow_source(kinds.get(kind, ()), room, gathered), when) for kind, when in wanted]
    if not any(source for source, _when in sources):
        return ""
    return " else ".join(f"if {when.replace('{mark}', mark)} {{{source}}}" for source, when in sources)


def _grown(
    kinds: dict[str, tuple[Block, ...]], section: Section, distance: float, margin: float, gathered: Gathered
) -> float:
    """The margin, or more where header or footer is higher than it (17.6.11)."""
    heights = {distance + _height(blocks, gathered) for blocks in kinds.values()}
    grown = {max(height, margin) for height in heights} or {margin}
    if len(grown) > 1:
        gathered.refuse(_("headers or footers of different heights that reach into the text"))
    return max(grown)


def _height(blocks: Sequence[Block], gathered: Gathered) -> float:
    """How high a header is whose paragraphs have a line each; tables in it count nothing."""
    total = 0.0
    for block in blocks:
        if isinstance(block, Paragraph):
            look = base_look(block)
            face = gathered.face(look)
            total += sum(edges(face, look, block.format)) + extra(face, look, block.format)
            total += block.format.before + block.format.after
    return total
