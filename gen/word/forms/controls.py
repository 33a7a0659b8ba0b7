"""A field → the content control and bookmark around its answer; a form → the parts that say which one it is.

Layered anchors, since no program keeps all of them: a content control of rich text at the level of runs (ECMA-376
part 1, 17.5.2.31) inside of a bookmark (17.13.6); document properties that say which form it is; and the codes that the
form shows to everybody. An answer stands in its cell and nowhere else: a control that is bound to an item of customXml
(17.5.2.6) is shown by some programs as the item has it, and by others as it stands, so that an old answer comes back.
"""

from __future__ import annotations

import hmac
import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from gen.derive.answers import anchor_of
from gen.derive.form_fields import STATUSES, FieldKind, cell_words, prompt_for
from gen.ooxml.merging import free_part, insert_after, serialize
from gen.ooxml.package import parse_part
from gen.text import BLANK, upper_first
from gen.word.package import (
    ConstantMembers,
    add_content_type,
    add_relationship,
    content_types_first,
    linked_part,
    main_part_of,
    pack_member,
)

NAMESPACE = "urn:gen:form"
"""The name space of the item that forms of the first release had beside their cells."""
PROPERTY_PREFIX = "gen-"
_ID_LIMIT = 2**31 - 1
_MARK = "gen-properties-mark"
_FIRST_PROPERTY = 2
"""The number of a first property: 0 and 1 are the set's own (MS-OLEPS 2.18.2)."""
_CUSTOM = "docProps/custom.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES, _VALUES = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_BEFORE_PROTECTION = frozenset(
    f"{{{_W}}}{name}"
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
        "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts",
        "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors",
        "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter",
        "stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions", "doNotTrackMoves",
        "doNotTrackFormatting",
    )
)  # fmt: skip
"""What stands before documentProtection in the settings (CT_Settings, 17.15.1.78)."""
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


SEAL_FORMAT, FIRST_SEAL_FORMAT = "2", "1"
"""The format of the seals made now, and that of seals which state none: they know no occasion."""


@dataclass(frozen=True, slots=True)
class FormSeal:
    """Which form a file is: plan, unit, the form's code and its revision; `mark` tells whether these were changed.

    `obligation` is the id of the one that it answers, `period` the key of the period that it is for; they are empty
    where there is none, and in seals of the first format.
    """

    plan: str
    unit: str
    form: str
    revision: str
    mark: str = ""
    format: str = SEAL_FORMAT
    obligation: str = ""
    period: str = ""

    def with_mark(self, key: bytes) -> FormSeal:
        """The same with its mark under `key`."""
        return replace(self, mark=self._mark(key))

    def is_genuine(self, key: bytes) -> bool:
        """Whether the mark is that of these values under `key`."""
        return hmac.compare_digest(self.mark.encode(), self._mark(key).encode())

    def _mark(self, key: bytes) -> str:
        identity: tuple[str, ...] = (self.plan, self.unit, self.form, self.revision)
        if self.format != FIRST_SEAL_FORMAT:
            identity = (*identity, self.format, self.obligation, self.period)
        return hmac.new(key, "\0".join(identity).encode(), "sha256").hexdigest()[:32]


def form_mark_key(plan_id: str, secret: bytes = b"") -> bytes:
    """What the forms of a plan are marked with: it tells a form of another plan, and one whose marks were edited.

    Without a `secret` everybody who reads this program can make such a mark; with one, nobody else can.
    """
    return f"gen form {plan_id}".encode() + secret


@dataclass(frozen=True, slots=True)
class FormParts:
    """What makes a document a form: which one it is, and whether it is protected.

    A protected form lets people change nothing but the controls in Word, until they lift the protection, which has no
    password (17.15.1.29): a help against slips, no security.
    """

    seal: FormSeal
    protect: bool = False


_DATE = (
    '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="vi-VN"/><w:storeMappedDataAs w:val="text"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)
"""A date that Word lets people choose, kept as it is shown (17.5.2.7)."""


@cache
def control_title(key: str) -> str:
    """What a program shows of a field's control: the cell as people say it, Mục 12.2, ý 1 – Tình trạng."""
    return upper_first(cell_words(key))


def control(key: str, kind: str, text: str, number: int) -> str:
    """The XML of a field: its bookmark round its control round its answer, or round the prompt of an empty one.

    One that may stay blank has blanks for a prompt: in a signed paper nothing shall look forgotten.
    """
    if not text or text.isspace():
        return _blank_control(key, kind, number)
    before, after = _control(key, kind, number, "")
    return f"{before}{_runs(text)}{after}"


@lru_cache(maxsize=16_384)
def _blank_control(key: str, kind: str, number: int) -> str:
    before, after = _control(key, kind, number, "<w:showingPlcHdr/>")
    return f"{before}{_runs(prompt_for(key) or BLANK)}{after}"


def _control(key: str, kind: str, number: int, shown: str) -> tuple[str, str]:
    """The XML of a field up to its answer, and from there to its end."""
    anchor = anchor_of(key)
    before = (
        f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/><w:sdt><w:sdtPr>'
        f"<w:alias w:val={quoteattr(control_title(key))}/><w:tag w:val={quoteattr(key)}/>"
        f'<w:id w:val="{int(anchor[2:10], 16) % _ID_LIMIT}"/>{shown}{_type(kind)}</w:sdtPr><w:sdtContent>'
    )
    return before, f'</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{number}"/>'


@lru_cache(maxsize=16)
def _type(kind: str) -> str:
    if kind == FieldKind.STATUS:
        items = "".join(f"<w:listItem w:displayText={quoteattr(s)} w:value={quoteattr(s)}/>" for s in STATUSES)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    return _DATE if kind == FieldKind.DATE else ""


def _runs(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def add_form_parts(data: bytes, form: FormParts) -> bytes:
    """The .docx `data` as the form `form`, with its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    frame = FormFrame.of(parts, protect=form.protect)
    name, properties = frame.properties(form.seal)
    parts = {**frame.parts, name: properties}
    return ConstantMembers({}).zip_with(
        pack_member(name, parts[name]) for name in sorted(parts, key=content_types_first)
    )


@dataclass(frozen=True, slots=True)
class FormFrame:
    """What all forms of a template share: their `parts`, and the part of properties without the seal of one of them.

    The office's own properties stay, but for those of a form of ours that it made its template of.
    """

    parts: Mapping[str, bytes]
    _name: str
    _before: str
    _after: str
    _first_number: int

    @classmethod
    def of(cls, parts: Mapping[str, bytes], *, protect: bool) -> FormFrame:
        """The frame of a document with these parts."""
        found = dict(parts)
        name = linked_part(found, "", "custom-properties")
        if not name:
            name = free_part(_CUSTOM, found)
            add_relationship(found, "", f"{_OFFICE}/relationships/custom-properties", name)
        add_content_type(found, name, _CUSTOM_TYPE)
        if protect:
            _protect(found)
        content = found.pop(name, b"")
        if not content:
            spaces = f'xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"'
            return cls(found, name, f"{_HEAD}<Properties {spaces}>", "</Properties>", _FIRST_PROPERTY)
        return cls(found, name, *_split_properties(parse_part(name, content)))

    def properties(self, seal: FormSeal) -> tuple[str, bytes]:
        """The name and the bytes of the part of properties, which each form has for itself."""
        listed = "".join(
            f'<property fmtid="{_FMTID}" pid="{number}" name="{PROPERTY_PREFIX}{field.name}">'
            f"<vt:lpwstr>{escape(getattr(seal, field.name))}</vt:lpwstr></property>"
            for number, field in enumerate(fields(seal), self._first_number)
        )
        return self._name, f"{self._before}{listed}{self._after}".encode()


def _split_properties(root: etree._Element) -> tuple[str, str, int]:
    """An office's own properties: the part up to where more may stand, from there on, and the next number (22.3)."""
    merged = etree.fromstring(f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}"/>')
    merged.extend([one for one in root if not str(one.get("name", "")).startswith(PROPERTY_PREFIX)])
    # Two numbers that are the same, or no numbers, would make the part invalid: they mean nothing but the order.
    for number, one in enumerate(merged, _FIRST_PROPERTY):
        one.set("pid", str(number))
    merged.append(etree.Comment(_MARK))
    before, _mark, after = etree.tostring(merged, encoding="unicode").partition(f"<!--{_MARK}-->")
    return f"{_HEAD}{before}", after, _FIRST_PROPERTY + len(merged) - 1


def _protect(parts: dict[str, bytes]) -> None:
    """Say in the settings that only forms may be filled in (17.15.1.29); what the office says of that stays."""
    main = main_part_of(parts)
    name = linked_part(parts, main, "settings")
    if not name:
        name = free_part(posixpath.join(posixpath.dirname(main), "settings.xml"), parts)
        target = posixpath.relpath(name, posixpath.dirname(main) or ".")
        add_relationship(parts, main, f"{_OFFICE}/relationships/settings", target)
        add_content_type(parts, name, _SETTINGS_TYPE)
        parts[name] = f'{_HEAD}<w:settings xmlns:w="{_W}"/>'.encode()
    root = parse_part(name, parts[name])
    stated = root.find(f"{{{_W}}}documentProtection")
    if stated is not None and stated.get(f"{{{_W}}}edit") == "forms" and _is_enforced(stated):
        return
    made = etree.Element(f"{{{_W}}}documentProtection")
    made.set(f"{{{_W}}}edit", "forms")
    made.set(f"{{{_W}}}enforcement", "1")
    insert_after(root, made, _BEFORE_PROTECTION)
    parts[name] = serialize(root)


def _is_enforced(protection: etree._Element) -> bool:
    """Whether a documentProtection is in force: 17.17.4, a switch."""
    return protection.get(f"{{{_W}}}enforcement") in ("1", "true", "on")
