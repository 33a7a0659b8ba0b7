"""The bytes of a .docx → the expected content of its PDF: the words, the date, the language.

A converter may read a part of a damaged file and report success. So the file is read here first, within bounds, and
its words are searched in the PDF afterwards. Clauses are those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gen.ooxml.outside import find_shown_links
from gen.ooxml.package import OoxmlPackage, read_package
from gen.ooxml.properties import W
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError
from gen.pdf.pdfa.dates import EPOCH, parse_pdf_date
from gen.pdf.pdfa.reproducible import UNKNOWN, Origin
from gen.pdf.word_check import WordCounts, count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TERMS, _DC = "{http://purl.org/dc/terms/}", "{http://purl.org/dc/elements/1.1/}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_VIETNAMESE = re.compile("[ơưạ-ỹ]")

_STATIC = {"HYPERLINK", "MERGEFIELD", "FORMTEXT", "TOC", "QUOTE"}
"""Fields whose stored result is shown; others, such as page numbers, are computed again when the file is laid out."""
_SYMBOLS = (b"Symbol", b"dings")
"""Parts of the names of fonts whose letters are pictures."""
_GAPS = {"tab", "ptab", "br", "cr", "p", "noBreakHyphen", "sym", "pict", "drawing", "object"}


@dataclass(frozen=True, slots=True)
class TextStory:
    """The words of the body, a header or a footer; the PDF shows them if it has at least so many `pages`."""

    words: WordCounts
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ExpectedContent:
    """What the PDF of a file has to show, and what it states about its origin."""

    stories: tuple[TextStory, ...] = ()
    origin: Origin = UNKNOWN
    shown_links: tuple[str, ...] = ()
    """The addresses of pictures and documents that the file shows and does not hold."""

    def words(self, pages: int) -> WordCounts:
        """The words that a PDF of so many `pages` has to show, each as often as it has to."""
        return sum((story.words for story in self.stories if story.pages <= pages), Counter())


def read_expected_content(data: bytes) -> ExpectedContent:
    """The .docx `data`: whole, every checksum right, every part well-formed.

    Raises gen.ooxml.UnreadableDocumentError for any other.
    """
    package = read_package(data)
    links = tuple(find_shown_links(package))
    stories = tuple(_StoryReader.of(package, package.main()).stories())
    return ExpectedContent(stories, _origin(package, stories[0].words), links)


def _origin(package: OoxmlPackage, words: WordCounts) -> Origin:
    """ECMA-376 part 2, 11: when the file was first written, and its language where its letters do not show it."""
    vietnamese = any(map(_VIETNAMESE.search, words))
    named = next((to.target for to in package.relationships("").values() if to.kind == "core-properties"), "")
    core = package.roots.get(named)
    if core is None:
        return Origin(EPOCH, "vi-VN" if vietnamese else "")
    dates = [parse_pdf_date(core.findtext(f"{_TERMS}{key}") or "") for key in ("created", "modified")]
    stated = (core.findtext(f"{_DC}language") or "").strip()
    moment = next((found for found in dates if found is not None and found >= EPOCH), EPOCH)
    return Origin(moment, "vi-VN" if vietnamese else stated if _LANGUAGE.match(stated) else "")


@dataclass(frozen=True, slots=True)
class _StoryReader:
    """One file's document; `hidden` are styles that hide text."""

    package: OoxmlPackage
    main: str
    hidden: frozenset[str]

    @classmethod
    def of(cls, package: OoxmlPackage, main: str) -> _StoryReader:
        if package.roots[main].find(f"{W}body") is None:
            raise UnreadableDocumentError(RefusalKind.NO_DOCUMENT, member=main)
        styles = [to.target for to in package.relationships(main).values() if to.kind == "styles"]
        hiding = [package.roots[name] for name in styles if b"vanish" in package.parts.get(name, b"")]
        return cls(package, main, frozenset(_hiding_styles(hiding)))

    def stories(self) -> Iterator[TextStory]:
        """The body; then the headers and footers of the first section, which alone are sure to be shown."""
        root = self.package.roots[self.main]
        sections = [found for found in root.iter(f"{W}sectPr") if _name(found.getparent()) != "sectPrChange"]
        shown = list(self._shown(sections[0], alone=len(sections) == 1)) if sections else []
        yield TextStory(self._words(self.main))
        yield from (TextStory(self._words(name), pages) for name, pages in shown)

    def _shown(self, section: _Element, *, alone: bool) -> Iterator[tuple[str, int]]:
        """17.10: the parts that the section's pages show, with the number of pages from which on they do."""
        parts = self.package.relationships(self.main)
        pages = self._first_pages(section, alone=alone)
        for reference in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            named = [str(value) for key, value in reference.attrib.items() if str(key).endswith("}id")]
            kind = str(reference.get(f"{W}type", "default"))
            to = parts.get(named[0]) if named else None
            if kind in pages and to is not None and to.target in self.package.roots:
                yield to.target, pages[kind]

    def _first_pages(self, section: _Element, *, alone: bool) -> dict[str, int]:
        """Kinds of header → the page that shows the first of them; where sections follow, only page 1 is sure."""
        first = "first" if _is_on(section.find(f"{W}titlePg")) else "default"
        if not alone:
            return {first: 1}
        settings = [to.target for to in self.package.relationships(self.main).values() if to.kind == "settings"]
        roots = [self.package.roots[name] for name in settings if name in self.package.roots]
        even = any(_is_on(root.find(f"{W}evenAndOddHeaders")) for root in roots)
        later = {"even": 2, "default": 3} if even else {"default": 2}
        return {**later, first: 1}

    def _words(self, part: str) -> WordCounts:
        """The words of a part that are shown: the text without what was deleted, is hidden or is computed again."""
        root, content = self.package.roots[part], self.package.parts[part]
        self._strip(root, content)
        return count_words("".join(self._text(root)))

    def _strip(self, root: _Element, content: bytes) -> None:
        removed = list(root.iter(f"{W}del", f"{W}moveFrom", f"{W}instr", _FALLBACK))
        removed += [field for field in root.iter(f"{W}fldSimple") if not _is_static(str(field.get(f"{W}instr", "")))]
        if b"vanish" in content:
            removed += [_run_of(found) for found in root.iter(f"{W}vanish") if _is_on(found)]
        if self.hidden:
            styled = root.iter(f"{W}rStyle", f"{W}pStyle")
            removed += [_run_of(found) for found in styled if found.get(f"{W}val") in self.hidden]
        if any(name in content for name in _SYMBOLS):
            fonts = [(font, str(font.get(f"{W}ascii")).encode()) for font in root.iter(f"{W}rFonts")]
            removed += [_run_of(font) for font, named in fonts if any(name in named for name in _SYMBOLS)]
        for found in removed:
            if (parent := found.getparent()) is not None:
                parent.remove(found)

    def _text(self, root: _Element) -> Iterator[str]:
        fields: list[str | None] = []  # 17.16.18: of each open field the instruction, None once its result is shown
        tags = {f"{W}{name}": name for name in (*_GAPS, "t", "fldChar", "instrText")}
        for found in root.iter(*tags):
            name = tags[str(found.tag)]
            if name == "t":
                if not any(field is not None for field in fields):
                    yield found.text or ""
            elif name == "fldChar":
                _follow(fields, str(found.get(f"{W}fldCharType")))
            elif name == "instrText":
                if fields and fields[-1] is not None:
                    fields[-1] += found.text or ""
            else:
                yield " "


def _follow(fields: list[str | None], mark: str) -> None:
    """Begin a field, go on to its result, or end it; the result of a field that is computed again is not shown."""
    if mark == "begin":
        fields.append("")
    elif mark == "separate" and fields and _is_static(fields[-1] or ""):
        fields[-1] = None
    elif mark == "end" and fields:
        fields.pop()


def _is_static(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in _STATIC


def _hiding_styles(roots: list[_Element]) -> Iterator[str]:
    """17.7.4: the styles that hide their text, and those that are based on them."""
    for root in roots:
        known: set[str] = set()
        styles = list(root.iter(f"{W}style"))
        for _step in range(10):
            for style in styles:
                based = style.find(f"{W}basedOn")
                if _is_on(style.find(f"{W}rPr/{W}vanish")) or (based is not None and based.get(f"{W}val") in known):
                    known.add(str(style.get(f"{W}styleId")))
        yield from known


def _run_of(found: _Element) -> _Element:
    """The run or paragraph to which a property in its rPr or pPr belongs."""
    properties = found.getparent()
    owner = properties.getparent() if properties is not None else None
    return found if owner is None or _name(owner) == "pPr" else owner


def _is_on(found: _Element | None) -> bool:
    """17.17.4: a switch that is there is on, unless it says otherwise."""
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")


def _name(found: _Element | None) -> str:
    return "" if found is None else str(found.tag).rpartition("}")[2]
