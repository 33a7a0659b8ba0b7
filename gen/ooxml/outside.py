"""A package → what it takes in from outside of itself: linked parts, fields that fetch, whole documents, data.

Names of elements are compared without their namespace, so that a file of the Strict kind hides nothing. Clauses are
those of ECMA-376 part 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gen.ooxml.package import STRICT, OoxmlPackage, Relationship

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    f"{{{STRICT}/officeDocument/relationships}}",
)
"""The namespaces of attributes that hold the id of a relationship (22.8)."""
_VML_SOURCE = "{urn:schemas-microsoft-com:vml}"
_ADDRESS = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:[/\\]|\\\\|//)")
_CLICKED = frozenset({"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"})
"""Elements whose address waits for somebody to click."""
_SHOWN = frozenset({"blip", "svgBlip", "imagedata", "fill", "stroke", "altChunk", "subDoc", "contentPart"})
"""Elements that show on the page what they refer to."""
_DOCUMENTS = {"altChunk": "aFChunk", "subDoc": "subDocument"}
"""Elements that stand for a whole document, and the kinds of their relationships (17.17.2)."""
FETCHING_FIELDS = frozenset(
    {"INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "RD", "DATABASE"}
)
"""Fields that take in a file, or what another program says (17.16.5; INCLUDE and IMPORT are older names)."""
_FIELD_NAME = re.compile(r'[^\s"\\]+')


class OutsideKind(StrEnum):
    """By which way something is taken in."""

    LINK = "link"
    FIELD = "field"
    DOCUMENT = "document"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class OutsideContent:
    """Something that `part` takes in: `name` is its address, the name of a field, or of an element."""

    kind: OutsideKind
    name: str
    part: str


def find_outside_content(package: OoxmlPackage) -> list[OutsideContent]:
    """Everything that the package takes in, each once; hyperlinks, which wait for a click, are none of it."""
    found: list[OutsideContent] = []
    for part in package.referring_parts():
        found += (OutsideContent(OutsideKind.LINK, target, part) for target in _links(package, part))
        found += (
            OutsideContent(OutsideKind.DOCUMENT, link.kind, part)
            for link in package.relationships(part).values()
            if link.kind in _DOCUMENTS.values()
        )
    for part, root in package.roots.items():
        found += (OutsideContent(OutsideKind.LINK, address, part) for address in _vml_addresses(root))
        found += (OutsideContent(OutsideKind.FIELD, name, part) for name in _fetching_fields(root))
        found += (
            OutsideContent(OutsideKind.DOCUMENT, _DOCUMENTS[_local(element)], part)
            for element in root.iter(*(f"{{*}}{name}" for name in _DOCUMENTS))
        )
        found += (OutsideContent(OutsideKind.DATA, "mailMerge", part) for _merge in root.iter("{*}mailMerge"))
    return list(dict.fromkeys(found))


def find_shown_links(package: OoxmlPackage) -> list[str]:
    """The addresses of what the pages show and the file does not hold, each once: a linked picture without a copy."""
    found: list[str] = []
    for part in package.referring_parts():
        links = package.relationships(part)
        if part not in package.roots or not any(link.external for link in links.values()):
            continue
        for element in package.roots[part].iter("{*}*"):
            if _local(element) in _SHOWN:
                named = [links[key] for key in _references(element) if key in links]
                if not any(not link.external and link.target in package.parts for link in named):
                    found += (link.target for link in named if link.external)
    return list(dict.fromkeys(found))


def _links(package: OoxmlPackage, part: str) -> Iterator[str]:
    """The addresses that a part refers to, except hyperlinks that serve as such."""
    links = package.relationships(part)
    yield from (link.target for link in links.values() if link.external and link.kind != "hyperlink")
    clicked = {key: link for key, link in links.items() if link.external and link.kind == "hyperlink"}
    if clicked and part in package.roots:
        yield from _misused(package.roots[part], clicked)


def _misused(root: _Element, clicked: dict[str, Relationship]) -> Iterator[str]:
    """The addresses of hyperlinks that something else than a hyperlink refers to: a picture, for example."""
    for element in root.iter("{*}*"):
        if _local(element) not in _CLICKED:
            yield from (clicked[key].target for key in _references(element) if key in clicked)


def _references(element: _Element) -> Iterator[str]:
    return (str(value) for key, value in element.attrib.items() if str(key).startswith(_REFERENCES))


def _vml_addresses(root: _Element) -> Iterator[str]:
    """Addresses that old drawings state themselves, without a relationship (part 4, 19.1)."""
    for element in root.iter(f"{_VML_SOURCE}*"):
        address = str(element.get("src", ""))
        if _ADDRESS.match(address):
            yield address


def _fetching_fields(root: _Element) -> Iterator[str]:
    for instruction in field_instructions(root):
        found = _FIELD_NAME.search(instruction)
        name = found.group().upper() if found else ""
        if name in FETCHING_FIELDS:
            yield name


def field_instructions(root: _Element) -> Iterator[str]:
    """The instructions of the fields in a part, whole, however many runs they are split over (17.16.18).

    What a field in an instruction shows belongs to that instruction.
    """
    for simple in root.iter("{*}fldSimple"):
        yield "".join(str(value) for key, value in simple.attrib.items() if str(key).endswith("instr"))
    open_fields: list[list[str] | None] = []  # None: the field is open, and its result is being read
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}t"):
        name = _local(element)
        if name == "fldChar":
            mark = next((str(value) for key, value in element.attrib.items() if str(key).endswith("fldCharType")), "")
            if mark == "begin":
                open_fields.append([])
            elif open_fields:
                instruction = open_fields.pop()
                if instruction is not None:
                    yield "".join(instruction)
                if mark == "separate":
                    open_fields.append(None)
        else:
            reading = next((field for field in reversed(open_fields) if field is not None), None)
            if reading is not None and (name == "t" or open_fields[-1] is not None):
                reading.append(element.text or "")
            elif name != "t" and not open_fields:
                yield element.text or ""
    yield from ("".join(field) for field in open_fields if field is not None)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
