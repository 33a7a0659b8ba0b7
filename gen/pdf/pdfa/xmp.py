"""XMP packet ↔ the properties in it: bytes → what a PDF states about itself → the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from gen.ooxml.package import parse_part
from gen.ooxml.unsupported import UnreadableDocumentError

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC: Final = "http://purl.org/dc/elements/1.1/"
PDF: Final = "http://ns.adobe.com/pdf/1.3/"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"

_PREFIXES = {DC: "dc", PDF: "pdf", XMP: "xmp", PDFA: "pdfaid"}
_SPACES: Final = tuple(_PREFIXES)
_MAX_PROPERTIES = 1000


@dataclass(frozen=True, slots=True)
class XmpProperty:
    """The name of a property: the namespace of its schema, and its own name in it."""

    space: str
    name: str


TITLE = XmpProperty(DC, "title")
AUTHOR = XmpProperty(DC, "creator")
SUBJECT = XmpProperty(DC, "description")
KEYWORDS = XmpProperty(PDF, "Keywords")
PRODUCER = XmpProperty(PDF, "Producer")
TOOL = XmpProperty(XMP, "CreatorTool")
CREATED = XmpProperty(XMP, "CreateDate")
MODIFIED = XmpProperty(XMP, "ModifyDate")
LANGUAGE = XmpProperty(DC, "language")
PART = XmpProperty(PDFA, "part")
LEVEL = XmpProperty(PDFA, "conformance")

OF_INFO: Final[Mapping[str, XmpProperty]] = {
    "/Title": TITLE,
    "/Author": AUTHOR,
    "/Subject": SUBJECT,
    "/Keywords": KEYWORDS,
    "/Creator": TOOL,
    "/Producer": PRODUCER,
    "/CreationDate": CREATED,
    "/ModDate": MODIFIED,
}
"""Keys of the Info dictionary → the properties that state the same (ISO 19005-1, 6.7.3, table 1)."""

_CONTAINERS = {TITLE: "Alt", SUBJECT: "Alt", AUTHOR: "Seq", LANGUAGE: "Bag"}
KNOWN: Final = frozenset({*OF_INFO.values(), LANGUAGE, PART, LEVEL})
"""The properties that can be written: those with a known kind of value, and with one value."""


def read_packet(packet: bytes) -> dict[XmpProperty, str]:
    """The simple properties of an XMP `packet`, and of ordered and alternative ones the first value.

    Raises ValueError where it is not well-formed, declares entities, or has more properties than any document needs.
    """
    try:
        root = parse_part("XMP", packet.strip(b"\0"))
    except UnreadableDocumentError as error:
        raise ValueError(error.kind) from None
    found: dict[XmpProperty, str] = {}
    for description in root.iter(f"{{{RDF}}}Description"):
        for name, value in description.attrib.items():
            _note(found, str(name), str(value))
        for child in description.iterchildren("*"):
            item = next(child.iter(f"{{{RDF}}}li"), child)
            _note(found, str(child.tag), item.text or "")
    return found


def _note(found: dict[XmpProperty, str], clark: str, value: str) -> None:
    space, _brace, name = clark.removeprefix("{").partition("}")
    if len(found) >= _MAX_PROPERTIES:
        raise ValueError("too many properties")
    if space in _PREFIXES:
        found.setdefault(XmpProperty(space, name), value)


def write_packet(properties: Mapping[XmpProperty, str]) -> bytes:
    """An XMP packet with the known ones of `properties`, in the order of their schemas and names; without padding."""
    namespaces = " ".join(f"xmlns:{prefix}={quoteattr(space)}" for space, prefix in _PREFIXES.items())
    ordered = sorted(KNOWN & set(properties), key=lambda found: (_SPACES.index(found.space), found.name))
    lines = "\n".join(_line(found, properties[found]) for found in ordered)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">\n'
        f'<rdf:Description rdf:about="" {namespaces}>\n{lines}\n</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _line(found: XmpProperty, value: str) -> str:
    name = f"{_PREFIXES[found.space]}:{found.name}"
    container = _CONTAINERS.get(found)
    if container is None:
        return f"<{name}>{escape(value)}</{name}>"
    language = ' xml:lang="x-default"' if container == "Alt" else ""
    return f"<{name}><rdf:{container}><rdf:li{language}>{escape(value)}</rdf:li></rdf:{container}></{name}>"
