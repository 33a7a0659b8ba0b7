"""A start tag as it stands in a part → the namespaces inside of its element, or nothing if it is not well-formed."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsmap
from lxml import etree

Spaces = tuple[tuple[str | None, str], ...]
"""Prefixes, and the namespaces that they stand for."""


@lru_cache(maxsize=4096)
def spaces_within(tag: str, name: str, around: Spaces) -> Spaces | None:
    """The namespaces inside of the element `name` that `tag` opens where those of `around` are declared.

    None if a parser would refuse the tag, or if names mean more than they say: where `w:` and `wp:` are bound anew, or
    other prefixes stand for the same, docxtpl finds other elements by their namespaces than one finds by their names.
    """
    declared = "".join(f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}" for prefix, uri in around)
    closing = "" if tag.endswith("/>") else f"</{name}>"
    try:
        element = etree.fromstring(f"<x{declared}>{tag}{closing}</x>")[0]
    except etree.XMLSyntaxError:
        return None
    spaces = dict(element.nsmap)
    if not _is_plain(spaces) or (around and dict(around)["w"] != spaces["w"]):
        return None
    return tuple(sorted(spaces.items(), key=str))


def _is_plain(spaces: dict[str | None, str]) -> bool:
    text, drawing = spaces.get("w"), nsmap["wp"]
    return (
        [prefix for prefix, uri in spaces.items() if uri == text] == ["w"]
        and all(prefix == "wp" for prefix, uri in spaces.items() if uri == drawing)
        and spaces.get("wp", drawing) == drawing
    )
