"""The parts of a .docx → their XML, to be changed in place; only parts that have changed are written anew.

Elements go where the schema wants them (ECMA-376 part 1, 17.3.1.26, 17.3.2.28 and 17.6.17: order of children).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from gen.ooxml.merging import add_link, declare_type, free_part, no_relationships, relationships_part, serialize
from gen.ooxml.package import CONTENT_TYPES, OoxmlPackage, Relationship, read_package
from gen.ooxml.properties import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEADER_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"

RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
SECTION_ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
    "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi",
    "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip


@dataclass(slots=True)
class PackageEdit:
    """A file that is being changed; `main` is the name of the document's own part."""

    package: OoxmlPackage
    main: str
    _before: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, data: bytes) -> PackageEdit:
        """The file with these bytes.

        Raises gen.ooxml.unsupported.UnreadableDocumentError for what is no .docx.
        """
        package = read_package(data)
        return cls(package, package.main())

    def root(self, member: str) -> etree._Element:
        """The root of a part, which may be changed."""
        root = self.package.roots[member]
        self._before.setdefault(member, etree.tostring(root))
        return root

    def changed_parts(self) -> dict[str, bytes]:
        """The parts whose XML has changed, by name."""
        return {
            member: serialize(root)
            for member, before in self._before.items()
            if etree.tostring(root := self.package.roots[member]) != before
        }

    @property
    def body(self) -> etree._Element:
        """The document's body."""
        return next(self.root(self.main).iterchildren(f"{W}body"))

    def links(self) -> dict[str, Relationship]:
        """What the document's part refers to, by id: the parts in this file that are XML."""
        found = self.package.relationships(self.main)
        return {key: link for key, link in found.items() if link.target in self.package.roots}

    def linked_parts(self, *kinds: str) -> list[str]:
        """The parts of these kinds that the document refers to."""
        return list(dict.fromkeys(link.target for link in self.links().values() if link.kind in kinds))

    def sections(self) -> list[etree._Element]:
        """The properties of all sections, in order; the last gets some where it has none."""
        body = self.body
        found = [s for p in body.iterchildren(f"{W}p") for s in p.iterfind(f"{W}pPr/{W}sectPr")]
        last = body.find(f"{W}sectPr")
        return [*found, etree.SubElement(body, f"{W}sectPr") if last is None else last]

    def add_header(self, root: etree._Element) -> str:
        """Add a header part with this root; its relationship's id."""
        member = free_part(posixpath.join(posixpath.dirname(self.main), "header.xml"), self.package.parts)
        self._add(member, root)
        declare_type(self.root(CONTENT_TYPES), member, _HEADER)
        relationships = relationships_part(self.main)
        if relationships not in self.package.roots:
            self._add(relationships, no_relationships())
        return add_link(self.root(relationships), _HEADER_KIND, posixpath.basename(member))

    def _add(self, member: str, root: etree._Element) -> None:
        self.package.roots[member], self._before[member] = root, b""


def walk_paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in `element`, in reading order, those in tables too, but not those in drawings."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif isinstance(child.tag, str):
            yield from walk_paragraphs(child)


def ensure_properties(element: etree._Element, name: str) -> etree._Element:
    """The properties (w:pPr, w:rPr) of a paragraph or run, which come first in it."""
    found = element.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        element.insert(0, found)
    return found


def set_child(parent: etree._Element, name: str, order: Sequence[str], **attributes: str) -> etree._Element:
    """The child `name` of `parent` with these attributes, in its place in `order`; created where it is missing."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        after = {f"{W}{other}" for other in order[order.index(name) + 1 :]}
        at = next((n for n, other in enumerate(parent) if other.tag in after), len(parent))
        parent.insert(at, child)
    for key, value in attributes.items():
        child.set(f"{W}{key}", value)
    return child
