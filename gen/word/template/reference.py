"""A template + the values of its names → the .docx as docxtpl itself makes it; every faster way has to equal it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate

from gen.word.package import repack
from gen.word.template.sandbox import GUARD, guarded_environment, property_environment

TemplateValues = Mapping[str, Any]
TemplateContext = TemplateValues | Callable[[DocxTemplate], TemplateValues]
"""The values of a template's names; a function where they are made for one document, as InlineImage and Subdoc do."""

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties in which docxtpl renders tags, in its order."""

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_EPOCH = datetime(1980, 1, 1)


class ReferenceDocument(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with four corrections: values stay as typed, properties are not escaped twice, footnotes are rendered
    once (not once a section, where a `{{` in a value would run), and a missing properties part has a fixed date.
    """

    def init_docx(self, reload: bool = True) -> None:
        """Open the template once."""
        super().init_docx(reload)
        package = self.docx.part.package
        if not any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in package.rels.values()):
            self.docx.core_properties.modified = _EPOCH

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
            source = self.patch_xml(part.blob.decode("utf-8"))
            part._blob = self.render_xml_part(source, part, context, jinja_env).encode("utf-8")

    def save_bytes(self) -> bytes:
        """The .docx in its present state."""
        out = io.BytesIO()
        self.save(out)
        return out.getvalue()


def render_by_docxtpl(template: bytes, context: TemplateContext, properties: Mapping[str, str]) -> bytes:
    """The document; `properties` are set to these texts, whatever the template says in them.

    Raises jinja2.TemplateError where a tag cannot be rendered.
    """
    document = ReferenceDocument(io.BytesIO(template))
    document.init_docx()
    document.render(context(document) if callable(context) else context, jinja_env=guarded_environment())
    for name, text in properties.items():
        setattr(document.docx.core_properties, name, text)
    return repack(document.save_bytes())
