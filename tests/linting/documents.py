"""What the lint tests check: documents of offices from tests/linting/bases, our own as built, and damaged ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

BASES = Path(__file__).parent / "bases"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
"""The prefixes that cases may use in XPath and in XML."""

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {"document": "document.main", "header": "header", "footer": "footer", "styles": "styles",
          "numbering": "numbering", "settings": "settings"}  # fmt: skip
_NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())


def office(name: str) -> bytes:
    """The .docx whose parts lie in tests/linting/bases/`name`; a part's relationship is called as its file."""
    parts = {f"word/{path.name}": path.read_bytes() for path in sorted((BASES / name).glob("*.xml"))}
    return packed({"[Content_Types].xml": _content_types(parts), **_relations(parts), **parts})


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def damaged(data: bytes, damages: Iterable[Mapping[str, Any]]) -> bytes:
    """`data` with the damages of a case done to it; each must find what it is to change."""
    parts = unpacked(data)
    for damage in damages:
        root = etree.fromstring(parts[damage["part"]])
        elements = root.xpath(damage["at"], namespaces=NAMES)
        assert elements, f"nothing at {damage['at']}"
        for element in elements:
            _damage(element, damage)
        parts[damage["part"]] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _damage(element: etree._Element, damage: Mapping[str, Any]) -> None:
    for name, value in damage.get("set", {}).items():
        prefix, _colon, local = name.rpartition(":")
        element.set(f"{{{NAMES[prefix]}}}{local}" if prefix else local, value)
    if "text" in damage:
        element.text = damage["text"]
    for old, new in damage.get("replace", {}).items():
        assert old in (element.text or ""), f"no {old!r} in {element.text!r}"
        element.text = (element.text or "").replace(old, new)
    for number, xml in enumerate(damage.get("first", [])):
        element.insert(number, _parsed(xml))
    for xml in damage.get("last", []):
        element.append(_parsed(xml))
    for xml in damage.get("before", []):
        element.addprevious(_parsed(xml))
    for xml in damage.get("after", []):
        element.addnext(_parsed(xml))
    if damage.get("remove"):
        element.getparent().remove(element)


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<root {_NAMESPACES}>{xml}</root>")[0]


def _content_types(parts: Iterable[str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{_TYPES[_stem(part).rstrip("0123456789")]}+xml"/>'
        for part in parts
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{NAMES["ct"]}">{rels}{overrides}</Types>'.encode()


def _relations(parts: Iterable[str]) -> dict[str, bytes]:
    others = [_stem(part) for part in parts if _stem(part) != "document"]
    return {
        "_rels/.rels": _links({"document": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _links({n: (n.rstrip("0123456789"), f"{n}.xml") for n in others}),
    }


def _links(links: Mapping[str, tuple[str, str]]) -> bytes:
    all_links = "".join(
        f'<Relationship Id="{key}" Type="{NAMES["r"]}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{NAMES["rel"]}">{all_links}</Relationships>'.encode()


def _stem(part: str) -> str:
    return part.rpartition("/")[2].removesuffix(".xml")
