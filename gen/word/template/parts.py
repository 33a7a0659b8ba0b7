"""A template's package → the parts in which tags are filled in, and the tags that stand where they are not.

docxtpl fills in the text, the headers and footers that the text refers to, footnotes, and six of the document's
properties. A tag anywhere else would be printed as it stands.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from gen.locale import _
from gen.ooxml.package import OoxmlPackage
from gen.word.template.reference import PROPERTIES
from gen.zips import UnreadableZipError, open_zip, read_member

_TYPES = "[Content_Types].xml"
_HEADERS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_WHOLE_TAG = re.compile(r"\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{#.{0,2000}?#\}", re.DOTALL)
_HALF_TAG = re.compile(r"\{\{|\}\}|\{%|%\}")
_MARKUP = re.compile(r"<[^<>]*>")
_MOST_NAMED = 10
"""So many tags of one part are named; a part may hold millions."""
_EXCERPT = 80
_MOST_EMBEDDED_BYTES = 300 * 1024 * 1024
_DC = "{http://purl.org/dc/elements/1.1/}"
_ELEMENTS = {"author": "creator", "comments": "description"}
"""What some properties are called in the file: ECMA-376 part 2, 11.1."""
_PROPERTY_OF = {f"{_DC}{_ELEMENTS.get(name, name)}": name for name in PROPERTIES}


@dataclass(frozen=True, slots=True)
class UnrenderedTag:
    """A tag that nobody fills in: the `part` that has it, what a person calls its `place`, and the `text` around it."""

    part: str
    place: str
    text: str


def rendered_parts(package: OoxmlPackage) -> list[str]:
    """The names of the parts whose tags are filled in, sorted; without the properties."""
    main = package.main()
    headers = {link.target for link in package.relationships(main).values() if link.type in _HEADERS}
    footnotes = {name for name, kind in package.content_types().items() if kind == CONTENT_TYPE.WML_FOOTNOTES}
    return sorted(name for name in {main, *headers, *footnotes} if name in package.roots)


def property_sources(package: OoxmlPackage) -> Iterator[tuple[str, str, str]]:
    """Each property whose tags are filled in: the part that holds it, its name, its text."""
    part = _properties_part(package)
    if part:
        for element in _filled_in(package.roots[part]):
            yield part, _PROPERTY_OF[str(element.tag)], element.text or ""


def unrendered_tags(package: OoxmlPackage) -> Iterator[UnrenderedTag]:
    """The tags in all other parts, the first few of each."""
    passed_over = {_TYPES, *rendered_parts(package)}
    kinds = _kinds(package)
    properties = _properties_part(package)
    for name, content in sorted(package.parts.items()):
        if name in passed_over:
            continue
        if name not in package.roots:
            texts = _texts_of_bytes(content)
        elif name == properties:
            filled = _filled_in(package.roots[name])
            texts = (found for one in package.roots[name] if one not in filled for found in _texts(one))
        else:
            texts = _texts(package.roots[name])
        found = list(dict.fromkeys(" ".join(text.split())[:_EXCERPT] for text in texts))
        yield from (UnrenderedTag(name, _place_name(name, kinds), text) for text in found[:_MOST_NAMED])


def _properties_part(package: OoxmlPackage) -> str:
    links = package.relationships("").values()
    part = next((link.target for link in links if link.type == RELATIONSHIP_TYPE.CORE_PROPERTIES), "")
    return part if part in package.roots else ""


def _filled_in(root: etree._Element) -> list[etree._Element]:
    """The first element of each property, which is the one that is read."""
    first: dict[str, etree._Element] = {}
    for element in root.iterchildren(*_PROPERTY_OF):
        first.setdefault(str(element.tag), element)
    return list(first.values())


def _texts(root: etree._Element) -> Iterator[str]:
    """Whatever in the part has a tag: a paragraph (split over however many runs), another text, an attribute."""
    for paragraph in root.iter("{*}p"):
        text = etree.tostring(paragraph, method="text", encoding="unicode", with_tail=False)
        if _HALF_TAG.search(text):
            yield text
    for element in root.iter("{*}*"):
        text = element.text or ""
        if _WHOLE_TAG.search(text) and next(element.iterancestors("{*}p"), None) is None:
            yield text
        for value in element.attrib.values():
            address = unquote(str(value))  # Word writes the braces of an address as %7B
            if "{" in address and _WHOLE_TAG.search(address):
                yield address


def _texts_of_bytes(content: bytes) -> Iterator[str]:
    """The same of a part that is not read as XML: old drawings, web pages, rich text, a file of Office in the file."""
    if content.startswith(b"PK"):
        yield from _texts_of_package(content)
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{\\rtf")):
        yield from _WHOLE_TAG.findall(_MARKUP.sub("", content.decode("utf-8", "replace")))


def _texts_of_package(content: bytes) -> Iterator[str]:
    """The tags in the parts of a document, workbook or presentation that lies in the template; of one too large, none.

    One that cannot be opened shows nobody anything either.
    """
    with suppress(UnreadableZipError), open_zip(content) as archive:
        members = [one for one in archive.infolist() if one.filename.endswith((".xml", ".rels"))]
        if sum(one.file_size for one in members) <= _MOST_EMBEDDED_BYTES:
            for member in members:
                yield from _WHOLE_TAG.findall(_MARKUP.sub("", read_member(archive, member).decode("utf-8", "replace")))


def _kinds(package: OoxmlPackage) -> dict[str, str]:
    """Part → as what another part refers to it."""
    links = (link for name in package.referring_parts() for link in package.relationships(name).values())
    return {link.target: link.kind for link in links if not link.external}


def _place_name(part: str, kinds: Mapping[str, str]) -> str:
    """What a person calls the part."""
    folder = posixpath.dirname(part)
    if part.endswith(".rels"):
        return _("the address of a link")
    if "glossary" in folder:
        return _("the building blocks (Quick Parts)")
    if folder.startswith("customXml"):
        return _("data that is stored in the file")
    return _place_names().get(kinds.get(part, "")) or _("{part}, a part without text of its own").format(part=part)


def _place_names() -> dict[str, str]:
    return {
        "endnotes": _("the endnotes"),
        "comments": _("a comment"),
        "commentsExtended": _("a comment"),
        "header": _("a header that no page shows"),
        "footer": _("a footer that no page shows"),
        "chart": _("a chart"),
        "package": _("a document or workbook that lies in the file"),
        "diagramData": _("a diagram (SmartArt)"),
        "diagramDrawing": _("a diagram (SmartArt)"),
        "glossaryDocument": _("the building blocks (Quick Parts)"),
        "core-properties": _("the properties of the file (File, Info)"),
        "extended-properties": _("the properties of the file (File, Info)"),
        "custom-properties": _("the properties of the file (File, Info)"),
        "settings": _("the settings of the file"),
        "styles": _("the styles"),
        "numbering": _("the numbering of lists"),
    }
