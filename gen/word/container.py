"""The bytes of a template that somebody gives → its parts, or the error that says why it is refused."""

from __future__ import annotations

from gen.errors import Diagnostic, Location, Severity, TemplateError
from gen.locale import _
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
        raise _refused(name, refusal_text(refused)) from None


def check_links(package: Package, name: str) -> None:
    """Refuse a document that would fetch something (a linked picture, an outer template) when it is opened.

    Hyperlinks wait for somebody to click and may stay. Raises TemplateError TPL-001.
    """
    for member in package.parts:
        if not member.endswith(".rels"):
            continue
        for link in package.relations(member.replace("_rels/", "").removesuffix(".rels")).values():
            if link.external and link.kind != "hyperlink":
                raise _refused(name, _("the file takes in something from outside: {target}").format(target=link.target))


def _refused(name: str, message: str) -> TemplateError:
    hint = _("save the template again in Word as .docx, or take a fresh one from the templates folder")
    return TemplateError([Diagnostic("TPL-001", Severity.ERROR, message, Location(name), hint)])
