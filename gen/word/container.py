"""The bytes of a .docx that somebody gives → its parts, or why it is refused: no zip, too large, macros, entities."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from gen.errors import Diagnostic, Location, Severity, TemplateError
from gen.locale import _

MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 500
MAX_UNPACKED = 100 * 1024 * 1024
_REQUIRED = ("[Content_Types].xml", "word/document.xml")
_MACROS = "vbaproject.bin"


def read_parts(data: bytes, name: str) -> dict[str, bytes]:
    """The members of the .docx `data`, by name; `name` is the file as the user knows it, for messages.

    Raises TemplateError TPL-001 for what is no .docx, is larger than the bounds above, holds macros, declares XML
    entities or names a member outside of the archive.
    """
    if len(data) > MAX_BYTES:
        raise _refused(name, _("the file is larger than {limit} MB").format(limit=MAX_BYTES // 1024 // 1024))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(archive, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise _refused(name, _("the file is damaged, or no Word file (.docx)")) from None
    for member in _REQUIRED:
        if member not in parts:
            raise _refused(name, _("the file is damaged, or no Word file (.docx)"))
    for member, content in parts.items():
        if member.endswith((".xml", ".rels")):
            _check_xml(member, content, name)
    return parts


def check_links(parts: dict[str, bytes], name: str) -> None:
    """Refuse a document that would fetch something (a linked picture, an outer template) when it is opened.

    Hyperlinks wait for somebody to click and may stay. Raises TemplateError TPL-001.
    """
    for member, content in parts.items():
        if not member.endswith(".rels"):
            continue
        for link in etree.fromstring(content, _parser()):
            if link.get("TargetMode") == "External" and not str(link.get("Type")).endswith("/hyperlink"):
                raise _refused(
                    name, _("the file takes in something from outside: {target}").format(target=link.get("Target"))
                )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _check_xml(member: str, content: bytes, name: str) -> None:
    if b"<!DOCTYPE" in content:
        raise _refused(name, _("{member} declares XML entities").format(member=member))
    try:
        etree.fromstring(content, _parser())
    except etree.XMLSyntaxError:
        raise _refused(name, _("the file is damaged, or no Word file (.docx)")) from None


def _unpack(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise _refused(name, _("the file unpacks to far more than a template needs"))
    parts: dict[str, bytes] = {}
    for member in members:
        if member.filename.lower().endswith(_MACROS):
            raise _refused(name, _("the file holds macros"))
        if member.filename.startswith("/") or ".." in member.filename.split("/"):
            raise _refused(name, _("the file holds a member outside of itself"))
        with archive.open(member) as file:
            content = file.read(member.file_size + 1)
        if len(content) > member.file_size:
            raise _refused(name, _("the file unpacks to far more than a template needs"))
        parts[member.filename] = content
    return parts


def _refused(name: str, message: str) -> TemplateError:
    hint = _("save the template again in Word as .docx, or take a fresh one from the templates folder")
    return TemplateError([Diagnostic("TPL-001", Severity.ERROR, message, Location(name), hint)])
