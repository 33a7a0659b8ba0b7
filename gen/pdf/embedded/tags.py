"""Paragraphs, tables, pictures → the structure that screen readers read: which pieces of which page belong to each.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """An element of the structure; `attributes` are more entries of its dictionary, as they stand in a PDF.

    `kids` are elements, or marked pieces: the page's place in the document, and the piece's number on it.
    """

    kind: str
    attributes: str = ""
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def child(self, kind: str, attributes: str = "") -> Element:
        """A new element in this one."""
        made = Element(kind, attributes)
        self.kids.append(made)
        return made

    def walk(self) -> Iterator[Element]:
        """This element and all in it, each before what is in it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()
