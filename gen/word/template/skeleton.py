"""A template → what is the same in all its documents, and the Jinja source of the rest, both as docxtpl has them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml
from lxml import etree

from gen.locale import _
from gen.word.package import main_part_of
from gen.word.template.reference import DECLARATION, PROPERTIES, ReferenceDocument, written_out

_MARK = "gen-skeleton-mark"
_NAMESPACES = re.compile(r'\sxmlns(?::\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class PartSource:
    """A part with tags: the member's name, its Jinja source as docxtpl patches it, and the text around it.

    `is_reread`: docxtpl parses the result once more, and drops the blanks between its elements.
    """

    name: str
    before: str
    source: str
    after: str = ""
    is_reread: bool = False


@dataclass(frozen=True, slots=True)
class PropertyText:
    """The properties part: `pieces` of it, and between each two the property of `names` at that place."""

    name: str
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TemplateSkeleton:
    """A template, split into what is constant and what has tags."""

    constant: Mapping[str, bytes]
    parts: tuple[PartSource, ...]
    properties: PropertyText


def main_part(template: bytes) -> str:
    """The member that holds the text of a .docx, whatever it is called."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        return main_part_of({name: archive.read(name) for name in archive.namelist() if name.endswith(".rels")})


def extract_skeleton(template: bytes) -> TemplateSkeleton:
    """The skeleton of a template.

    Raises SkeletonError for a template on which docxtpl itself fails, such as a table without columns, or which it
    cannot write unambiguously.
    """
    document = _UnrenderedDocument(template)
    document.render_init()
    sources = {_name(part): part_source for part, part_source in _sources(document)}
    originals = {name: str(getattr(document.docx.core_properties, name)) for name in PROPERTIES}
    _walk(document)
    for index, name in enumerate(PROPERTIES):
        setattr(document.docx.core_properties, name, _slot(index))
    members = _members(document.save_bytes())
    body = _name(document.docx.part)
    sources[body] = _body(sources[body], *_around_body(members[body]))
    properties = _name(document.docx.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES))
    text = _property_text(properties, members[properties].decode("utf-8"), originals)
    constant = {name: data for name, data in members.items() if name not in sources and name != properties}
    return TemplateSkeleton(constant, tuple(sources.values()), text)


class _UnrenderedDocument(ReferenceDocument):
    """A document that goes through all of docxtpl, except that its tags stay as they are."""

    def patch_xml(self, src_xml: str) -> str:
        return src_xml if self.is_walking else str(super().patch_xml(src_xml))

    is_walking = False

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        return src_xml

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: the slots are set afterwards."""

    def render(self, *args: Any, **kwargs: Any) -> None:
        self.is_walking = True
        super().render(*args, **kwargs)


class SkeletonError(Exception):
    """A template that docxtpl cannot render either."""


def _walk(document: _UnrenderedDocument) -> None:
    try:
        document.render({})
    except (AttributeError, KeyError, TypeError, ValueError, etree.XMLSyntaxError) as error:
        raise SkeletonError(str(error)) from None
    names = [_name(part) for part in document.docx.part.package.iter_parts()]
    if len(set(names)) != len(names):
        # Which of the two is read depends on the program that opens the file.
        raise SkeletonError(_("a header or footer that belongs to several places"))


def _sources(document: _UnrenderedDocument) -> Iterator[tuple[Any, PartSource]]:
    """Each part that docxtpl renders, with its source; the body's surroundings are not known yet."""
    body = document.docx.part
    yield body, PartSource(_name(body), "", document.patch_xml(document.get_xml()))
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _key, part in document.get_headers_footers(uri):
            source = document.patch_xml(document.xml_to_string(parse_xml(part.blob)))
            yield part, PartSource(_name(part), DECLARATION, source, is_reread=True)
    for part in document.footnotes():
        yield part, PartSource(_name(part), DECLARATION, document.patch_xml(written_out(part.blob)))


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _around_body(document: bytes) -> tuple[str, str]:
    """The text before and after the body of document.xml."""
    root = etree.fromstring(document)
    body = root.find("{*}body")
    assert body is not None  # python-docx has opened it
    root.replace(body, etree.Comment(_MARK))
    before, _mark, after = etree.tostring(root, encoding="unicode").partition(f"<!--{_MARK}-->")
    return DECLARATION + before, after


def _body(part: PartSource, before: str, after: str) -> PartSource:
    """The body's source without the namespaces that its root declares already."""
    start, end = part.source.split(">", 1)
    root = before.removeprefix(DECLARATION).split(">", 1)[0]
    declared = set(_NAMESPACES.findall(root))
    kept = _NAMESPACES.sub(lambda found: "" if found.group() in declared else found.group(), start)
    return PartSource(part.name, before, f"{kept}>{end}", after)


def _slot(index: int) -> str:
    return f"{_MARK}-{index}-"


def _property_text(name: str, xml: str, sources: Mapping[str, str]) -> PropertyText:
    found = re.split(rf"{_MARK}-(\d)-", xml)
    if len(found) != 2 * len(PROPERTIES) + 1:
        raise SkeletonError(_("the properties already hold what is to stand in for them"))
    return PropertyText(name, tuple(found[::2]), tuple(PROPERTIES[int(index)] for index in found[1::2]), sources)
