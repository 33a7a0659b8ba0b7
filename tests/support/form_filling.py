"""A form → the same form filled in: as Word saves it, and as people change it beside its controls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from lxml import etree

from gen.derive.answers import anchor_of
from gen.word.forms.controls import NAMESPACE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ITEM_ID = "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def changed(data: bytes, part: str, change: Callable[[etree._Element], None]) -> bytes:
    """The .docx `data` with `change` made to the root of `part`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            info = zipfile.ZipInfo(name, source.getinfo(name).date_time)  # the same bytes, whatever the time is
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def body(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    return changed(data, "word/document.xml", change)


def control(root: etree._Element, key: str) -> etree._Element:
    return next(c for c in root.iter(f"{W}sdt") if c.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == key)


def cell(root: etree._Element, key: str) -> etree._Element:
    return next(control(root, key).iterancestors(f"{W}tc"))


def typed(control: etree._Element, text: str) -> None:
    """What typing into a control leaves: the prompt is gone, lines are broken within the one run."""
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if prompt is not None:
        prompt.getparent().remove(prompt)
    content = control.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = line


def filled(data: bytes, answers: Mapping[str, str]) -> bytes:
    """The form as Word saves it: the controls hold the answers."""

    def in_body(root: etree._Element) -> None:
        for key, text in answers.items():
            typed(control(root, key), text)

    return body(data, in_body)


def bound(data: bytes, answers: Mapping[str, str]) -> bytes:
    """The form as one of the first release: plain-text controls, bound to an item of customXml with these answers."""

    def in_body(root: etree._Element) -> None:
        for stated in root.iter(f"{W}sdtPr"):
            key = stated.find(f"{W}tag").get(f"{W}val")
            binding = etree.Element(f"{W}dataBinding")
            binding.set(f"{W}storeItemID", ITEM_ID)
            binding.set(f"{W}prefixMappings", f"xmlns:g='{NAMESPACE}'")
            binding.set(f"{W}xpath", f"/g:form[1]/g:{anchor_of(key)}[1]")
            kinds = [kind for kind in stated if kind.tag in (f"{W}dropDownList", f"{W}date")]
            if kinds:
                kinds[0].addprevious(binding)
            else:
                stated.append(binding)
                etree.SubElement(stated, f"{W}text")

    leaves = "".join(f"<{anchor_of(key)}>{escape(text)}</{anchor_of(key)}>" for key, text in answers.items())
    added = {
        "customXml/item1.xml": f'<form xmlns="{NAMESPACE}">{leaves}</form>',
        "customXml/itemProps1.xml": f'<ds:datastoreItem ds:itemID="{ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body(data, in_body))) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, source.read(name))
        for name, text in added.items():
            made.writestr(name, text)
    return out.getvalue()


def without_controls(root: etree._Element) -> None:
    """What a program leaves that knows no controls."""
    for one in list(root.iter(f"{W}sdt")):
        parent, content = one.getparent(), one.find(f"{W}sdtContent")
        for child in list(content):
            one.addprevious(child)
        parent.remove(one)


def without_bookmarks(root: etree._Element) -> None:
    for one in [*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")]:
        one.getparent().remove(one)
