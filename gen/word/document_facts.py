"""A .docx → what its properties say of it, and how many changes are tracked in it."""

from __future__ import annotations

from dataclasses import dataclass

from gen.ooxml.package import OoxmlPackage, read_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TRACKED = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the properties say, empty where they do not; `tracked_changes` nobody has accepted or rejected (17.13.5)."""

    identifier: str
    title: str
    author: str
    tracked_changes: int


def read_facts(data: bytes) -> DocumentFacts:
    """What is to be known of the .docx `data`. Raises UnreadableDocumentError where it cannot be read."""
    package = read_package(data)
    tracked = sum(1 for _change in package.roots[package.main()].iter(*_TRACKED))
    identifier, title, author = (_property(package, name) for name in ("identifier", "title", "creator"))
    return DocumentFacts(identifier, title, author, tracked)


def _property(package: OoxmlPackage, name: str) -> str:
    parts = [to.target for to in package.relationships("").values() if to.kind == "core-properties"]
    found = (one for part in parts if part in package.roots for one in package.roots[part].iter(f"{_DC}{name}"))
    return next((one.text or "" for one in found), "")
