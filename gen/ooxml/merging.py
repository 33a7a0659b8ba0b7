"""The XML of a package + a relationship, a content type, an element → the same XML with it, by name and in its place.

ECMA-376 part 2, 9.3 (relationships) and 10.1.2 (content types). What is there already stays: an office's own parts,
ids and names are read before anything is added, so that what is added never has one of theirs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Container

from lxml import etree

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MOST = 100_000
"""So many names are tried; a package has at most some hundred parts."""


def relationships_part(part: str) -> str:
    """The name of the part that says what `part` refers to; with an empty name, what the package itself refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def no_relationships() -> etree._Element:
    """The root of such a part that says nothing yet."""
    return etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')


def add_link(links: etree._Element, kind: str, target: str, key: str = "") -> str:
    """Add a relationship to the root of a part of them, under a free id, or in the place of the one `key`; its id."""
    there = {str(one.get("Id")): one for one in links}
    free = key or next(f"rIdGen{n}" for n in range(1, _MOST) if f"rIdGen{n}" not in there)
    if free in there:
        links.remove(there[free])
    etree.SubElement(links, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=kind, Target=target)
    return free


def declare_type(types: etree._Element, part: str, kind: str) -> None:
    """Say in the root of the content types that `part` is of this one, whatever is said of it."""
    name = f"/{part}"
    for one in types.iterchildren(f"{{{_TYPES}}}Override"):
        if str(one.get("PartName")).lower() == name.lower():
            one.set("ContentType", kind)
            return
    etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)


def declare_type_of_ending(types: etree._Element, part: str, kind: str) -> None:
    """Say it of all parts that end as `part` does; of `part` alone where something else is said of these."""
    ending = posixpath.splitext(part)[1].removeprefix(".")
    for one in types.iterchildren(f"{{{_TYPES}}}Default"):
        if str(one.get("Extension")).lower() == ending.lower():
            if one.get("ContentType") != kind:
                declare_type(types, part, kind)
            return
    default = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    types.insert(0, default)


def free_part(name: str, taken: Container[str]) -> str:
    """The name `name`, or one like it that no part has: word/comments.xml, word/comments2.xml …"""
    stem, ending = posixpath.splitext(name)
    return next(
        one for n in range(1, _MOST) if (one := f"{stem}{n if n > 1 else ''}{ending}") not in taken
    )  # fmt: skip


def insert_after(parent: etree._Element, child: etree._Element, earlier: Collection[str]) -> None:
    """Put `child` into `parent` behind the last of the children whose names, with name space, are `earlier`.

    `earlier` are those that the schema's sequence has before it. One with its own name is taken out.
    """
    for one in parent.findall(str(child.tag)):
        parent.remove(one)
    places = [place for place, one in enumerate(parent, 1) if one.tag in earlier]
    parent.insert(max(places, default=0), child)


def serialize(root: etree._Element) -> bytes:
    """The part with this root."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
