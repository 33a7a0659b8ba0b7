"""A Document → its Parts: which line is which element of the decree, by what it says and where it stands.

The styles of our own templates play no part in it: an office's file has others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.linting.closing import annexes_of, closing_of
from gen.linting.issuers import sector_of
from gen.linting.letterhead import letterhead_of
from gen.linting.lines import Box, Item, Line, items_of
from gen.linting.parts import Body, Parts
from gen.linting.title import title_of
from gen.ooxml.model import Document

_BASIS = re.compile(r"can cu\b")
_BASES_GO_ON = re.compile(r"(can cu|thuc hien|theo|xet|tiep theo|tren co so|sau khi)\b")
_ADDRESSED = re.compile(r"kinh gui\b")


def parts_of(document: Document) -> Parts:
    """Take a document apart."""
    items = items_of(document)
    end, annexes = annexes_of(items)
    main = items[:end]
    letterhead, start = letterhead_of(main)
    title, used = title_of(main[start:], document.sections[0], letterhead.about is not None)
    start += used
    closing, last = closing_of(main[start:])
    body = _body(main[start : start + last])
    return Parts(document, items, sector_of(letterhead), letterhead, title, body, closing, annexes, items[end:])


def _body(items: Sequence[Item]) -> Body:
    """The text, without the lines that say to whom it goes."""
    rest = _after_address(items)
    lines = [item for item in rest if isinstance(item, Line)]
    bases = _bases(lines)
    known = {id(line) for line in bases}
    return Body(bases, tuple(line for line in lines if id(line) not in known), tuple(rest))


def _after_address(items: Sequence[Item]) -> Sequence[Item]:
    """The items after "Kính gửi:" and the list below it."""
    at = next((n for n, item in enumerate(items) if isinstance(item, Box) or not item.is_empty), None)
    if at is None:
        return items
    first = items[at]
    if isinstance(first, Box):
        return items[at + 1 :] if any(_ADDRESSED.match(line.folded) for line in first.lines) else items
    if not _ADDRESSED.match(first.folded):
        return items
    at += 1
    while at < len(items) and _is_addressee(items[at], first):
        at += 1
    return items[at:]


def _is_addressee(item: Item, first: Line) -> bool:
    if isinstance(item, Box):
        return False
    is_same = item.place.paragraph == first.place.paragraph
    return is_same or item.is_empty or (first.text.endswith(":") and item.text.startswith(("-", "–", "+")))


def _bases(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The legal bases before the text; a single sentence that only begins like one is text."""
    found: list[Line] = []
    for line in lines:
        if line.is_empty or (not found and line.shown.isupper()):  # whoever decides stands above: CHỦ TỊCH ỦY BAN …
            continue
        goes_on = (_BASES_GO_ON if found else _BASIS).match(line.folded)
        if not goes_on or line.text.endswith(":"):
            break
        found.append(line)
    return tuple(found) if len(found) > 1 or (found and found[0].text.endswith((";", ","))) else ()
