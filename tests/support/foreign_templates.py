"""A template of the project → the same as an office's programs would have left it, with what these put into it."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.repacked import packed, unpacked

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_LINKS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_VENDOR = "application/vnd.openxmlformats-officedocument"
Change = Callable[[dict[str, bytes]], None]

OWN_PROPERTY, OWN_DATA = "KSOProductBuildVer", "số hồ sơ của cơ quan"
CUSTOM = (
    f'<op:Properties xmlns:op="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
    f'<op:property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{OWN_PROPERTY}">'
    "<vt:lpwstr>1033-11.2.0</vt:lpwstr></op:property></op:Properties>"
)


def foreign(data: bytes, *changes: Change) -> bytes:
    """The template with these changes, one after the other."""
    parts = unpacked(data)
    for change in changes:
        change(parts)
    return packed(parts)


def _add(parts: dict[str, bytes], name: str, text: str, kind: str, links: str, link: str) -> None:
    parts[name] = text.encode()
    _replace(parts, _TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
    _replace(parts, links, "</Relationships>", f"{link}</Relationships>")


def _replace(parts: dict[str, bytes], name: str, before: str, after: str) -> None:
    assert before.encode() in parts[name], (name, before)
    parts[name] = parts[name].replace(before.encode(), after.encode())


def custom_property(parts: dict[str, bytes]) -> None:
    """WPS writes one on each save."""
    kind, target = f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"
    link = f'<Relationship Id="rIdGen1" Type="{kind}" Target="{target}"/>'
    _add(parts, target, CUSTOM, f"{_VENDOR}.custom-properties+xml", "_rels/.rels", link)


def custom_data(parts: dict[str, bytes]) -> None:
    """An item of customXml, as a document management writes one."""
    item, properties = "customXml/item1.xml", "customXml/itemProps1.xml"
    parts[item] = f'<?xml version="1.0" encoding="UTF-16"?><hs xmlns="urn:van-thu">{OWN_DATA}</hs>'.encode("utf-16")
    parts["customXml/_rels/item1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    store = f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{{0A6B0C2E-3A0F-5E8C-9C55-3C1E5B7A9D20}}"/>'
    link = f'<Relationship Id="rIdGen1" Type="{_OFFICE}/relationships/customXml" Target="../{item}"/>'
    _add(parts, properties, store, f"{_VENDOR}.customXmlProperties+xml", _LINKS, link)


def empty_protection(parts: dict[str, bytes]) -> None:
    """ONLYOFFICE writes one that protects nothing."""
    _replace(parts, "word/settings.xml", "<w:defaultTabStop", "<w:documentProtection/><w:defaultTabStop")


def read_only(parts: dict[str, bytes]) -> None:
    """Somebody has protected the template."""
    stated = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    _replace(parts, "word/settings.xml", "<w:defaultTabStop", f"{stated}<w:defaultTabStop")


def no_tab_stops(parts: dict[str, bytes]) -> None:
    """Settings in which nothing stands before which protection has to stand."""
    settings = parts["word/settings.xml"].decode()
    start = settings.index("<w:defaultTabStop")
    parts["word/settings.xml"] = (settings[:start] + settings[settings.index("/>", start) + 2 :]).encode()


def no_settings(parts: dict[str, bytes]) -> None:
    """A file without the part of settings, as small programs write it."""
    _drop(parts, "word/settings.xml", _LINKS, "settings.xml")


def no_core_properties(parts: dict[str, bytes]) -> None:
    """A file without docProps/core.xml."""
    _drop(parts, "docProps/core.xml", "_rels/.rels", "docProps/core.xml")


def _drop(parts: dict[str, bytes], name: str, links: str, target: str) -> None:
    del parts[name]
    for part, mark in ((_TYPES, f'PartName="/{name}"'), (links, f'Target="{target}"')):
        text = parts[part].decode()
        at = text.index(mark)
        start, end = text.rindex("<", 0, at), text.index("/>", at) + 2
        parts[part] = (text[:start] + text[end:]).encode()


def core_of_newer_libreoffice(parts: dict[str, bytes]) -> None:
    """The name by which LibreOffice 24 refers to the core properties."""
    before = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    _replace(parts, "_rels/.rels", before, before.replace("package/2006", "officedocument/2006"))


def main_part_of_word_online(parts: dict[str, bytes]) -> None:
    """The main part as Word on the web calls it."""
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop(_LINKS)
    _replace(parts, _TYPES, "/word/document.xml", "/word/document2.xml")
    _replace(parts, "_rels/.rels", "word/document.xml", "word/document2.xml")


def own_bookmark(parts: dict[str, bytes]) -> None:
    """A bookmark of Word's own, round the first paragraph's place."""
    mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    _replace(parts, "word/document.xml", "<w:body>", f"<w:body>{mark}")
