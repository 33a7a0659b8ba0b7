"""Paragraphs, tables, pictures → the structure that screen readers read: which pieces of which page belong to each.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class StructureElement:
    """An element of the structure; `attributes` are more entries of its dictionary, as a PDF writes them.

    `kids` are elements, or marked pieces: the page's place in the document, and the piece's number on it.
    """

    kind: str
    attributes: str = ""
    kids: list[StructureElement | tuple[int, int]] = field(default_factory=list)

    def add_child(self, kind: str, attributes: str = "") -> StructureElement:
        """A new element in this one."""
        child = StructureElement(kind, attributes)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[StructureElement]:
        """This element and all in it, each before what is in it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, StructureElement):
                yield from kid.walk()
