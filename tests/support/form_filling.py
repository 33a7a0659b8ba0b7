"""A form → the same form filled in: as Word saves it, and as people change it beside its controls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

from gen.derive.answers import anchor_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # the same bytes at any time
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
    """The form as Word saves it: the controls hold the answers, and so do the bound leaves."""

    def in_body(root: etree._Element) -> None:
        for key, text in answers.items():
            typed(control(root, key), text)

    def in_leaves(root: etree._Element) -> None:
        for key, text in answers.items():
            root.find(f"{{urn:gen:form}}{anchor_of(key)}").text = text

    return changed(body(data, in_body), "customXml/item1.xml", in_leaves)


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
