"""A checked Word template and the values of its names → the bytes of a .docx, the same for the same values.

What plain docxtpl gets wrong is guarded here: text is escaped (without it `P & Q` loses what follows), an unknown
name is an error, expressions run in a sandbox, and `{_{` in a value stays as typed instead of turning into a tag.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from gen.errors import Location, TemplateError
from gen.locale import _
from gen.text import runs
from gen.word.contract import check_template
from gen.word.names import TEMPLATES, Chung, Emphasised
from gen.word.package import repack

_GUARD = "\ue000"
"""Keeps docxtpl from rewriting a value; no plan can hold private-use characters, so it is never a text's own."""

_REWRITTEN = ("{_{", "}_}", "{_%", "%_}")
_PROPERTY_LIMIT = 255
BOLD_STYLE = "Dam"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself in its properties."""

    title: str
    author: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template that keeps its contract."""

    name: str
    data: bytes

    def render(self, values: Chung, properties: Properties) -> bytes:
        """The document: the template with `values` in the places of their names.

        Raises TemplateError TPL-007 where the template's tags cannot be carried out with these values.
        """
        document = _Document(io.BytesIO(self.data))
        context = {f.name: getattr(values, f.name) for f in fields(values)}
        try:
            document.render(context, jinja_env=_environment())
        except JinjaError as error:
            message = _("the template cannot be filled in: {reason}").format(reason=error.message or "")
            raise TemplateError.one("TPL-007", message, location=Location(self.name)) from None
        _describe(document, properties)
        out = io.BytesIO()
        document.save(out)
        return repack(out.getvalue())


def load_template(folder: Path, name: str) -> Template:
    """The template `name` in `folder`.

    Raises TemplateError with everything that breaks its contract (TPL-001 to TPL-006).
    """
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError:
        hint = _("the folder of templates holds {names}").format(names=", ".join(TEMPLATES))
        message = _("the template cannot be read")
        raise TemplateError.one("TPL-001", message, hint, Location(str(path))) from None
    found = check_template(data, str(path), TEMPLATES[name])
    if found:
        raise TemplateError(found)
    return Template(name, data)


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl with values kept as they are, and properties left to `_describe`."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        return str(super().render_xml_part(src_xml, part, context, jinja_env)).replace(_GUARD, "")

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: docxtpl would escape the values twice."""


def _environment() -> Environment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_written)


def _written(value: Any) -> Any:
    """A value as it goes into the XML."""
    if isinstance(value, Emphasised):
        return Markup("").join(_run(run.text, run.bold) for run in runs(value.text))
    return _guarded(value) if isinstance(value, str) else value


def _run(text: str, bold: bool) -> Markup:
    style = Markup('<w:rPr><w:rStyle w:val="{}"/></w:rPr>').format(BOLD_STYLE) if bold else Markup("")
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(style, escape(_guarded(text)))


def _guarded(text: str) -> str:
    for sequence in _REWRITTEN:
        text = text.replace(sequence, sequence[:1] + _GUARD + sequence[1:])
    return text


def _describe(document: _Document, properties: Properties) -> None:
    core = document.docx.core_properties
    core.title = _shortened(properties.title)
    core.author = _shortened(properties.author)
    core.identifier = _shortened(properties.identifier)
    core.language = "vi-VN"


def _shortened(text: str) -> str:
    """Word allows 255 characters in a property."""
    return text if len(text) <= _PROPERTY_LIMIT else text[: _PROPERTY_LIMIT - 1] + "…"
