"""A .docx → the words that stand beside its text: in text boxes, in comments, and those that tracked changes delete.

ECMA-376 part 1: text boxes 17.17.1 (part 4: 14.9.1.1), comments 17.13.4, deletions 17.13.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gen.ooxml.package import read_package
from gen.text import collapse_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST = 200
"""So many are told of a document."""


class BesideKind(StrEnum):
    """Where the words stand."""

    TEXT_BOX = "text-box"
    COMMENT = "comment"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class WordsBeside:
    """Words beside the text; `near` are those of the paragraph at which they are, empty where that has none."""

    kind: BesideKind
    words: str
    near: str


def find_words_beside(data: bytes) -> list[WordsBeside]:
    """The words beside the text of the .docx `data`, at most 200 pieces.

    Raises UnreadableDocumentError as `read_package`.
    """
    package = read_package(data)
    main = package.main()
    root = package.roots[main]
    found = [*_boxes(root), *_deletions(root)]
    for link in package.relationships(main).values():
        comments = package.roots.get(link.target) if link.kind == "comments" and not link.external else None
        if comments is not None:
            found += (
                WordsBeside(BesideKind.COMMENT, words, str(one.get(f"{_W}author") or ""))
                for one in comments.iter(f"{_W}comment")
                if (words := _words(one))
            )
    return found[:_MOST]


def _boxes(root: _Element) -> Iterator[WordsBeside]:
    for box in root.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None and (words := _words(box)):
            yield WordsBeside(BesideKind.TEXT_BOX, words, _near(box, box))


def _deletions(root: _Element) -> Iterator[WordsBeside]:
    for one in root.iter(f"{_W}del", f"{_W}moveFrom"):
        words = collapse_spaces("".join(text.text or "" for text in one.iter(f"{_W}delText", f"{_W}t")))
        if words:
            yield WordsBeside(BesideKind.DELETED, words, _near(one, one))


def _words(element: _Element) -> str:
    paragraphs = ("".join(text.text or "" for text in p.iter(f"{_W}t")) for p in element.iter(f"{_W}p"))
    return collapse_spaces(" ".join(paragraphs))


def _near(element: _Element, inner: _Element) -> str:
    """The words of the paragraph around an element, without those within `inner`."""
    paragraph = next(element.iterancestors(f"{_W}p"), None)
    if paragraph is None:
        return ""
    within = set(inner.iter(f"{_W}t"))
    return collapse_spaces("".join(text.text or "" for text in paragraph.iter(f"{_W}t") if text not in within))
