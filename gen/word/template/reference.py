"""A template + the values of its names → the .docx as docxtpl itself makes it; every faster way has to equal it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from lxml import etree

from gen.ooxml.merging import free_part, relationships_part, serialize
from gen.word.package import (
    ConstantMembers,
    add_content_type,
    add_relationship,
    content_types_first,
    linked_part,
    pack_member,
    repack,
)
from gen.word.template.sandbox import GUARD, guarded_environment, property_environment

TemplateValues = Mapping[str, Any]
TemplateContext = TemplateValues | Callable[[DocxTemplate], TemplateValues]
"""The values of a template's names; a function where they are made for one document, as InlineImage and Subdoc do."""

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties in which docxtpl renders tags, in its order."""

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_PACKAGE_LINKS = relationships_part("")
_CORE = (
    f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
"""Properties that say nothing, of the first moment that a zip can name."""


class ReferenceDocument(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with four corrections: values stay as typed, properties are not escaped twice, footnotes are rendered
    once (not once a section, where a `{{` in a value would run), and there is one part of properties, whoever wrote it.
    """

    def __init__(self, template: bytes) -> None:
        super().__init__(io.BytesIO(with_core_properties(template)))

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """A part with its tags rendered."""
        return str(super().render_xml_part(src_xml, part, context, jinja_env)).replace(GUARD, "")

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """The properties with their tags rendered."""
        super().render_properties(context, property_environment())

    def footnotes(self) -> Iterator[Any]:
        """The parts that hold footnotes."""
        return (part for part in self.docx.part.package.parts if part.content_type == _FOOTNOTES)

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """The footnotes with their tags rendered."""
        for part in self.footnotes():
            rendered = self.render_xml_part(self.patch_xml(written_out(part.blob)), part, context, jinja_env)
            part._blob = f"{DECLARATION}{rendered}".encode()

    def save_bytes(self) -> bytes:
        """The .docx in its present state."""
        out = io.BytesIO()
        self.save(out)
        return out.getvalue()


def written_out(content: bytes) -> str:
    """The XML of a part as text, with nothing but what has to be an entity written as one.

    LibreOffice and ONLYOFFICE write the quotation marks of a tag as `&quot;` and `&apos;`.
    """
    return str(etree.tostring(etree.fromstring(content), encoding="unicode"))


def with_core_properties(template: bytes) -> bytes:
    """The .docx `template` with one part of core properties under the name by which it is known (part 2, 11.4).

    LibreOffice 24 refers to it by another name, beside which python-docx would put a second part; others write none.
    """
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = etree.fromstring(parts[_PACKAGE_LINKS])
    found = [one for one in links if str(one.get("Type")).endswith("/core-properties")]
    if len(found) == 1 and found[0].get("Type") == RELATIONSHIP_TYPE.CORE_PROPERTIES:
        return template
    named = linked_part(parts, "", "core-properties")
    name = named if named in parts else free_part("docProps/core.xml", parts)
    for one in found:
        links.remove(one)
    parts[_PACKAGE_LINKS] = serialize(links)
    parts.setdefault(name, _CORE.encode())
    add_relationship(parts, "", RELATIONSHIP_TYPE.CORE_PROPERTIES, name)
    add_content_type(parts, name, CONTENT_TYPE.OPC_CORE_PROPERTIES)
    return ConstantMembers({}).zip_with(pack_member(one, parts[one]) for one in sorted(parts, key=content_types_first))


def render_by_docxtpl(template: bytes, context: TemplateContext, properties: Mapping[str, str]) -> bytes:
    """The document; `properties` are set to these texts, whatever the template says in them.

    Raises jinja2.TemplateError where a tag cannot be rendered.
    """
    document = ReferenceDocument(template)
    document.init_docx()
    document.render(context(document) if callable(context) else context, jinja_env=guarded_environment())
    for name, text in properties.items():
        setattr(document.docx.core_properties, name, text)
    return repack(document.save_bytes())
