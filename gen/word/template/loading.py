"""A checked Word template and the values of its names → the bytes of a .docx, the same for the same values.

What plain docxtpl gets wrong is guarded here: text is escaped (without it `P & Q` loses what follows), an unknown
name is an error, expressions run in a sandbox, and `{_{` in a value stays as typed instead of turning into a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from gen import diagnostics
from gen.errors import Diagnostic, Location, TemplateError
from gen.files import sha256
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.word.forms.controls import FormParts
from gen.word.package import PROPERTY_LIMIT
from gen.word.template.context import TEMPLATES
from gen.word.template.names import Chung

if TYPE_CHECKING:
    from gen.word.template.compiled import CompiledTemplate, RenderedTemplate
from gen.ooxml.package import DOCUMENT_TYPE, OoxmlPackage, read_package
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError
from gen.ooxml.wording import refusal_text

_LANGUAGE = "vi-VN"

BROKEN = (ValueError, LookupError, AttributeError, TypeError, RecursionError, etree.LxmlError, OSError)
"""What python-docx, docxtpl and Jinja raise on a file that they do not expect, such as a property that is too long."""


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """The properties of a document, as Word shows them."""

    title: str
    author: str
    identifier: str

    def as_texts(self) -> dict[str, str]:
        """The texts by the properties' names, as long as Word allows."""
        texts = {f.name: _truncate(getattr(self, f.name)) for f in fields(self)}
        return {**texts, "language": _LANGUAGE}


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that keeps its contract."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """The sha256 of its bytes."""
        return _digest(self.data)

    def render(self, values: Chung, properties: DocumentProperties, form: FormParts | None = None) -> RenderedTemplate:
        """The document: the template with `values` for its names; with `form`, that form.

        Raises TemplateError TPL-007 where the template's tags cannot be rendered with these values.
        """
        from jinja2.exceptions import TemplateError as JinjaError

        context = {field.name: getattr(values, field.name) for field in fields(values)}
        try:
            return compile_template(self.data).render(context, properties.as_texts(), form)
        except (JinjaError, *BROKEN) as error:
            found = diagnostics.template.NOT_FILLED_IN.at(Location(self.name), reason=error)
            raise TemplateError.one(found) from None


@lru_cache(maxsize=8)
def compile_template(data: bytes) -> CompiledTemplate:
    """The template with the bytes `data`, compiled once in each process."""
    from gen.word.template.compiled import CompiledTemplate

    return CompiledTemplate(data)


@lru_cache(maxsize=8)
def _digest(data: bytes) -> str:
    return sha256(data)


def load_template(folder: Path, name: str) -> WordTemplate:
    """The template `name` in `folder`.

    Raises TemplateError with everything that breaks its contract (TPL, but for TPL-007).
    """
    # Not at the top: a build that has nothing to do reads no template.
    import gen.word.template.compiled  # noqa: F401 – before processes are forked, which then have it
    from gen.word.template.contract import check_template

    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        reason, names = describe_os_error(error), ", ".join(TEMPLATES)
        found = diagnostics.template.NOT_READABLE.at(Location(str(path)), reason=reason, names=names)
        raise TemplateError.one(found) from None
    mistakes = check_template(data, str(path), TEMPLATES[name])
    if mistakes:
        raise TemplateError(mistakes)
    return WordTemplate(name, data)


def _truncate(text: str) -> str:
    return text if len(text) <= PROPERTY_LIMIT else text[: PROPERTY_LIMIT - 1] + "…"


def open_template(data: bytes, name: str) -> OoxmlPackage:
    """The .docx `data`; `name` is the file as the user knows it, for messages.

    Raises TemplateError for what `read_package` refuses: TPL-019 for another type of Word file, TPL-020 for another
    encoding, TPL-001 for everything else.
    """
    try:
        package = read_package(data)
    except UnreadableDocumentError as refused:
        raise TemplateError.one(_refused_template(refused, name)) from None
    stated = package.content_types().get(package.main(), "")
    if stated != DOCUMENT_TYPE:  # others read it all the same; python-docx, and Word, do not
        kind = _("no Word document (its kind is “{stated}”)").format(stated=stated)
        raise TemplateError.one(diagnostics.template.OTHER_TYPE.at(Location(name), kind=kind))
    return package


def _refused_template(refused: UnreadableDocumentError, name: str) -> Diagnostic:
    if refused.kind is RefusalKind.ENCODING:
        part, encoding = refused.names["member"], refused.names["encoding"]
        return diagnostics.template.OTHER_ENCODING.at(Location(f"{name} ({part})"), part=part, encoding=encoding)
    if kind := _other_types().get(refused.kind):
        return diagnostics.template.OTHER_TYPE.at(Location(name), kind=kind)
    return diagnostics.template.REFUSED.at(Location(name), reason=refusal_text(refused))


def _other_types() -> dict[RefusalKind, str]:
    return {
        RefusalKind.TEMPLATE: _("a Word template (.dotx)"),
        RefusalKind.MACRO_DOCUMENT: _("a Word document with macros (.docm)"),
        RefusalKind.MACRO_TEMPLATE: _("a Word template with macros (.dotm)"),
    }
