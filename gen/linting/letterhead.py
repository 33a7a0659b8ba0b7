"""The first items of a document → its letterhead: who stands left, what stands right, told by what the lines say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gen.linting.issuers import split_issuer
from gen.linting.lines import Box, BoxCell, Column, Item, Line, halves
from gen.linting.parts import Element, Letterhead
from gen.linting.title import is_kind

_HEAD = 40
"""A letterhead that has not begun after so many items is not there."""
_TALL = 14
"""A letterhead typed without a table has at most so many lines."""

_NATION = r"cong hoa xa hoi chu nghia"
_MOTTO = r"doc lap\b.{0,6}tu do\b.{0,6}hanh phuc"
_OTHERS = r"dang cong san viet nam|doan tncs ho chi minh|doan thanh nien cong san ho chi minh"
_PLACE_AND_DATE = r"[^\s,;.:][^,;.:]{0,40},\s*ngay\b.*\bthang\b"
_RIGHT = re.compile(rf"(?:{_NATION}|{_MOTTO}|{_OTHERS}|{_PLACE_AND_DATE})")
# Only told from other lines by these; what they say, and whether it is well written, gen.values reads.
_DATE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_NUMBER = re.compile(r"so\s*:|so\s+[\d.…]+\s*/")
_ABOUT = re.compile(r"(v/v|ve viec)\b")
_ASIDE = re.compile(r"\W*(du thao|mat|toi mat|tuyet mat|hoa toc|khan|thuong khan|luu hanh noi bo)\b[\w\s]{0,12}\W*$")


def letterhead_of(items: Sequence[Item]) -> tuple[Letterhead, int]:
    """The letterhead, and how many items it takes up; an empty one and 0 where it was not recognised."""
    first = next((n for n, item in enumerate(items[:_HEAD]) if _begins(item)), None)
    if first is None:
        return Letterhead(), 0
    item = items[first]
    if isinstance(item, Line):
        left, right, end = _halves(items, 0)
        return _named(left, right), end
    found = _named(*_columns(item))
    end = first + 1
    if found.number is None and found.date is None:  # below the table, side by side
        left, right, after = _halves(items, end)
        rest = _named(left, right)
        found = replace(found, number=rest.number, date=rest.date, about=found.about or rest.about)
        end = after if rest.number or rest.date else end
    return found, end


def _begins(item: Item) -> bool:
    lines = (item,) if isinstance(item, Line) else item.lines
    return any(re.search(_NATION, line.folded) or re.fullmatch(rf"\W*({_OTHERS})\W*", line.folded) for line in lines)


def _columns(box: Box) -> tuple[Column, Column]:
    """The cells left of the national heading, and those from its own on."""
    heading = max((cell.column for cell in box.cells if any(map(_begins, cell.content.lines))), default=0)
    left = _joined(cell for cell in box.cells if cell.column < heading)
    return left, _joined(cell for cell in box.cells if cell.column >= heading)


def _joined(cells: Iterable[BoxCell]) -> Column:
    """The cells one below the other; the first one's lower border is a line below what it says."""
    found = list(cells)
    lines = tuple(line for cell in found for line in cell.content.lines)
    return replace(found[0].content, lines=lines) if found else Column(())


def _halves(items: Sequence[Item], start: int) -> tuple[Column, Column, int]:
    """What stands left and what stands right in lines that tabs or spaces cut, and the item after them."""
    left: list[Line] = []
    right: list[Line] = []
    end = start
    for number, item in enumerate(items[start : start + _TALL], start):
        if isinstance(item, Box) or is_kind(item) or (_is_dated(right) and not _goes_on(item)):
            break
        one, other = halves(item, _RIGHT)
        if start and not item.is_empty and not _belongs(one, other):
            break
        left += [] if one is None else [one]
        right += [] if other is None else [other]
        if not item.is_empty:
            end = number + 1
    return Column(tuple(left)), Column(tuple(right)), end


def _is_dated(lines: Iterable[Line]) -> bool:
    return any(_DATE.search(line.folded) for line in lines)


def _goes_on(line: Line) -> bool:
    """Whether a line below the date is still part of the letterhead."""
    return line.is_empty or bool(_ABOUT.match(line.folded) or _NUMBER.match(line.folded))


def _belongs(left: Line | None, right: Line | None) -> bool:
    is_left = left is not None and bool(_NUMBER.match(left.folded) or _ABOUT.match(left.folded))
    return is_left or (right is not None and bool(_DATE.search(right.folded)))


def _named(left: Column, right: Column) -> Letterhead:
    """The elements of a letterhead, by what its lines say."""
    nation = _first(right, re.compile(_NATION).search)
    number = _first(left, _NUMBER.match) or _first(right, _NUMBER.match)
    above = left.lines if number is None or number.column is right else left.lines[: _at(left, number)]
    issuers = [line for line in above if not line.is_empty and not _ASIDE.match(line.folded)]
    parent, issuer = split_issuer(issuers)
    return Letterhead(
        nation,
        _first(right, re.compile(_MOTTO).search),
        Element(parent, left) if parent else None,
        Element(issuer, left) if issuer else None,
        number,
        _first(right, _DATE.search) or _first(left, _DATE.search),
        _first(left, _ABOUT.match),
        nation is None and _first(right, re.compile(_OTHERS).search) is not None,
    )


def _first(column: Column, matches: Callable[[str], object]) -> Element | None:
    line = next((line for line in column.lines if matches(line.folded)), None)
    return None if line is None else Element((line,), column)


def _at(column: Column, element: Element) -> int:
    return next(n for n, line in enumerate(column.lines) if line is element.lines[0])
