"""An OpenDocument text → the same with the words of its form controls as plain text, where each of them stands.

ONLYOFFICE saves a content control of Word as a control of a form: its value in office:forms (ODF 1.2 part 1, clause
13), and in the text no more than a draw:control that names it (10.3.13). LibreOffice keeps the text of few of these on
the way to .docx. What has no words, such as a picture to be chosen, becomes a drawing, so that it is seen to be there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from gen.ooxml.package import MAX_MARKUP, MAX_MEMBERS, MAX_UNPACKED, parse_part
from gen.ooxml.unsupported import RefusalKind, UnreadableDocumentError
from gen.zips import UnreadableZipError, ZipFault, open_zip, read_member

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TEXT, _TABLE = f"{{{_ODF}:office:1.0}}", f"{{{_ODF}:text:1.0}}", f"{{{_ODF}:table:1.0}}"
_FORM, _DRAW, _SVG = f"{{{_ODF}:form:1.0}}", f"{{{_ODF}:drawing:1.0}}", f"{{{_ODF}:svg-compatible:1.0}}"
_TAB = f"{_TEXT}tab"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CONTENT = "content.xml"
_FAULTS = {ZipFault.TOO_LARGE: RefusalKind.UNPACKS_TOO_FAR, ZipFault.PASSWORD: RefusalKind.PASSWORD}
_LINES = frozenset({f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span", f"{_TEXT}a", f"{_TEXT}meta", f"{_TEXT}ruby-base"})
"""What holds words itself."""
_AROUND_LINES = frozenset(
    {
        f"{_OFFICE}text", f"{_TEXT}section", f"{_TEXT}list-item", f"{_TABLE}table-cell",
        f"{_TABLE}covered-table-cell", f"{_DRAW}text-box",
    }
)  # fmt: skip
"""What holds paragraphs."""
_WITH_WORDS = frozenset(
    {"text", "textarea", "formatted-text", "number", "date", "time", "combobox", "listbox", "fixed-text", "file"}
)
_BOXES = frozenset({"checkbox", "radio"})
_DOUBLE = re.compile(r"-?[0-9]+\.[0-9]+")
_BREAK = re.compile(r"(\r\n|[\n\r\u2028\u2029\t])")


def write_out_controls(data: bytes) -> bytes:
    """The .odt `data` with its controls written out in its text; as it is where it has none.

    Raises UnreadableDocumentError where it is damaged, unpacks too far, or declares entities.
    """
    try:
        with open_zip(data) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
            found = [member for member in members if member.filename == _CONTENT]
            if len(found) != 1:  # of two with one name each program takes the one that it likes
                raise UnreadableDocumentError(RefusalKind.DAMAGED)
            content = read_member(archive, found[0])
            written = write_out_flat_controls(content)
            return data if written is content else _repack(archive, written)
    except UnreadableZipError as error:
        raise UnreadableDocumentError(_FAULTS.get(error.fault, RefusalKind.DAMAGED)) from None


def _repack(archive: zipfile.ZipFile, content: bytes) -> bytes:
    """The package with another content.xml; the first member, which says the type, stays the first, unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for member in archive.infolist():
            new = zipfile.ZipInfo(member.filename)
            is_stored = member.compress_type == zipfile.ZIP_STORED
            kind = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            data = content if member.filename == _CONTENT else read_member(archive, member)
            written.writestr(new, data, kind)
    return out.getvalue()


def write_out_flat_controls(data: bytes) -> bytes:
    """As `write_out_controls`, of the document in one XML file: a .fodt, or the content.xml of an .odt."""
    if b"control" not in data and b"\0" not in data:  # no zero is in any code but those of two bytes and more
        return data
    if data.count(b"<") + data.count(b"=") > MAX_MARKUP:
        raise UnreadableDocumentError(RefusalKind.UNPACKS_TOO_FAR)
    root = parse_part(_CONTENT, data)
    shown = list(root.iter(f"{_DRAW}control"))
    if not shown:
        return data
    controls = _controls_by_id(root)
    for one in shown:
        _write_out(one, controls)
    if next(root.iter(f"{_DRAW}control"), None) is None:
        for forms in list(root.iter(f"{_OFFICE}forms")):
            _remove(forms)
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8"))


def _controls_by_id(root: etree._Element) -> dict[str, etree._Element | None]:
    """The controls of all forms by their ids, form:id or xml:id; None where several have one."""
    found: dict[str, etree._Element | None] = {}
    for forms in root.iter(f"{_OFFICE}forms"):
        for control in forms.iter(f"{_FORM}*"):
            for name in {control.get(_XML_ID), control.get(f"{_FORM}id")} - {None, ""}:
                found[str(name)] = None if str(name) in found else control
    return found


def _write_out(shown: etree._Element, controls: Mapping[str, etree._Element | None]) -> None:
    """Put the words of a control in the place where it is shown."""
    around = shown.getparent()
    if around is None or around.tag not in _LINES | _AROUND_LINES:
        return
    control = controls.get(str(shown.get(f"{_DRAW}control")))
    words = None if control is None else _words_of(control)
    new = _drawing() if words is None else _span(words)
    if around.tag in _AROUND_LINES:
        paragraph = etree.Element(f"{_TEXT}p")
        paragraph.append(new)
        new = paragraph
    new.tail = shown.tail
    around.replace(shown, new)


def _words_of(control: etree._Element) -> str | None:
    """What a control shows; None where that is not known, or is no words."""
    kind = etree.QName(control).localname
    if kind in _BOXES:
        return f"{'☑' if _is_ticked(control) else '☐'} {control.get(f'{_FORM}label', '')}".strip()
    if kind not in _WITH_WORDS:
        return None
    # Two programs that wrote one after the other may disagree: what the file holds is all shown, none is chosen.
    said = [one for one in dict.fromkeys(_values(control)) if one.strip()]
    return "\n".join(said)


def _is_ticked(control: etree._Element) -> bool:
    """Whether a box is ticked: as it is now, else as it was at first."""
    for ticked, names in (("checked", ("current-state", "state")), ("true", ("current-selected", "selected"))):
        for name in names:
            stated = control.get(f"{_FORM}{name}")
            if stated is not None:
                return bool(stated == ticked)
    return False


def _values(control: etree._Element) -> Iterator[str]:
    """All that a control says is its value; what it said at first (form:value) only where it says no other."""
    texts = [
        str(one.get(f"{_OFFICE}string-value", ""))
        for one in control.iter(f"{_FORM}property")
        if one.get(f"{_FORM}property-name") == "Text"
    ]
    current = control.get(f"{_FORM}current-value")
    chosen = [
        str(one.get(f"{_FORM}label", ""))
        for one in control.iter(f"{_FORM}option")
        if one.get(f"{_FORM}current-selected") == "true"
    ]
    lines = ["".join(map(str, one.itertext())) for one in control.iter(f"{_TEXT}p", f"{_TEXT}h")]
    found = [*([] if current is None else [_as_written(control, current)]), *texts]
    found += [one for one in ("; ".join(chosen), "\n".join(lines)) if one]
    at_first = control.get(f"{_FORM}value")
    yield from found or ([] if at_first is None else [_as_written(control, str(at_first))])
    if control.tag == f"{_FORM}fixed-text":
        yield str(control.get(f"{_FORM}label", ""))


def _as_written(control: etree._Element, value: str) -> str:
    """A value as people here write it: that of a number has a full stop before its decimals (a double, as in XML)."""
    is_double = control.tag == f"{_FORM}number" and _DOUBLE.fullmatch(value)
    return value.replace(".", ",") if is_double else value


def _span(words: str) -> etree._Element:
    span = etree.Element(f"{_TEXT}span")
    last: etree._Element | None = None
    for part in _BREAK.split(words):
        if _BREAK.fullmatch(part):
            last = etree.SubElement(span, _TAB if part == "\t" else f"{_TEXT}line-break")
        elif last is None:
            span.text = part
        else:
            last.tail = part
    return span


def _drawing() -> etree._Element:
    """A drawing in the line, which comes into the .docx as one."""
    drawing = etree.Element(f"{_DRAW}rect")
    drawing.set(f"{_TEXT}anchor-type", "as-char")
    drawing.set(f"{_SVG}width", "1cm")
    drawing.set(f"{_SVG}height", "0.5cm")
    return drawing


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    if around is not None:
        around.remove(element)
