"""The bytes of a template that somebody gives → its parts, or the error that says why it is refused."""

from __future__ import annotations

from gen import diagnostics
from gen.errors import Location, TemplateError
from gen.ooxml.package import Package, read_package
from gen.ooxml.unsupported import RefusedError
from gen.ooxml.wording import refusal_text


def open_template(data: bytes, name: str) -> Package:
    """The .docx `data`; `name` is the file as the user knows it, for messages.

    Raises TemplateError TPL-001 for what `read_package` refuses.
    """
    try:
        return read_package(data)
    except RefusedError as refused:
        raise TemplateError.one(diagnostics.template.REFUSED.at(Location(name), reason=refusal_text(refused))) from None


def check_links(package: Package, name: str) -> None:
    """Refuse a document that would fetch something (a linked picture, an outer template) when it is opened.

    Hyperlinks wait for somebody to click and may stay. Raises TemplateError TPL-009.
    """
    for member in package.parts:
        if not member.endswith(".rels"):
            continue
        for link in package.relations(member.replace("_rels/", "").removesuffix(".rels")).values():
            if link.external and link.kind != "hyperlink":
                raise TemplateError.one(diagnostics.template.FROM_OUTSIDE.at(Location(name), target=link.target))
