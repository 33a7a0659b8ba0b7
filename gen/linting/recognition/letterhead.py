"""The items at the beginning → the letterhead's elements, and the sector of the issuer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gen.linting.recognition.elements import DocumentElement, LetterheadElements, Sector
from gen.linting.recognition.lines import LineColumn, LineOrTable, TableCellLines, TableLines, TextLine, split_halves
from gen.linting.recognition.title import is_kind

_BODIES = (
    "uy ban", "ubnd", "hoi dong nhan dan", "hdnd", "bo", "so", "phong", "trung tam", "truong", "cong an", "vien",
    "toa an", "chi cuc", "cuc", "tong cuc", "van phong", "thanh tra", "ban", "doan", "hoi", "lien doan", "mat tran",
    "hat", "tram", "benh vien", "doi", "kho bac", "chi nhanh", "bao hiem", "bao tang", "thu vien", "nha", "dai",
    "hop tac xa", "cong ty", "tong cong ty", "chinh phu", "hoc vien", "dai hoc",
)  # fmt: skip
_BEGINS_A_BODY = re.compile(rf"(?:{'|'.join(_BODIES)})\b")
_SECTORS = (
    (Sector.FRONT, re.compile(r"\bmttq\b|mat tran to quoc")),
    (Sector.COURT, re.compile(r"toa an\b|tand\b")),
    (Sector.PROCURACY, re.compile(r"vien kiem sat\b|vksnd\b|vks\b")),
    (Sector.POLICE, re.compile(r"cong an\b")),
)


def split_issuer(lines: Sequence[TextLine]) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """The lines of the parent body and those of the issuer, which is the last body named.

    A line that begins with no word for a body (a territory, the rest of a long name) goes on with the one before.
    """
    start = max((n for n, line in enumerate(lines) if _BEGINS_A_BODY.match(line.folded)), default=0)
    return tuple(lines[:start]), tuple(lines[start:])


def detect_sector(head: LetterheadElements) -> Sector:
    """Whose document it is; the state's where the letterhead names no other."""
    if head.is_party:
        return Sector.PARTY
    issuer = [] if head.issuer is None else [line.folded for line in head.issuer.lines]
    above = [] if head.parent is None else [line.folded for line in head.parent.lines]
    for sector, pattern in _SECTORS:
        if any(map(pattern.match, issuer)) or (sector is Sector.FRONT and any(map(pattern.search, above + issuer))):
            return sector
    return Sector.STATE


_MAX_ITEMS_BEFORE = 40
"""How many items may stand before a letterhead."""
_MAX_LINES = 14
"""The most lines of a letterhead that is typed without a table."""

_NATION = r"cong hoa xa hoi chu nghia"
_MOTTO = r"doc lap\b.{0,6}tu do\b.{0,6}hanh phuc"
_PARTY_HEADINGS = r"dang cong san viet nam|doan tncs ho chi minh|doan thanh nien cong san ho chi minh"
_PLACE_AND_DATE = r"[^\s,;.:][^,;.:]{0,40},\s*ngay\b.*\bthang\b"
_RIGHT = re.compile(rf"(?:{_NATION}|{_MOTTO}|{_PARTY_HEADINGS}|{_PLACE_AND_DATE})")
# These only recognise the lines; gen.reading reads what they say, and the rules check how it is written.
_DATE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_NUMBER = re.compile(r"so\s*:|so\s+[\d.…]+\s*/")
_LETTER_SUBJECT = re.compile(r"(v/v|ve viec)\b")
_STAMPS = re.compile(r"\W*(du thao|mat|toi mat|tuyet mat|hoa toc|khan|thuong khan|luu hanh noi bo)\b[\w\s]{0,12}\W*$")


def find_letterhead(items: Sequence[LineOrTable]) -> tuple[LetterheadElements, int]:
    """The letterhead, and how many items it takes up; an empty one and 0 where it was not recognised."""
    first = next((n for n, item in enumerate(items[:_MAX_ITEMS_BEFORE]) if _has_national_heading(item)), None)
    if first is None:
        return LetterheadElements(), 0
    item = items[first]
    if isinstance(item, TextLine):
        left, right, end = _collect_halves(items, 0)
        return _name_elements(left, right), end
    found = _name_elements(*_split_columns(item))
    end = first + 1
    if found.number is None and found.date is None:  # below the table, side by side
        left, right, after = _collect_halves(items, end)
        rest = _name_elements(left, right)
        found = replace(
            found, number=rest.number, date=rest.date, letter_subject=found.letter_subject or rest.letter_subject
        )
        end = after if rest.number or rest.date else end
    return found, end


def _has_national_heading(item: LineOrTable) -> bool:
    lines = (item,) if isinstance(item, TextLine) else item.lines
    return any(
        re.search(_NATION, line.folded) or re.fullmatch(rf"\W*({_PARTY_HEADINGS})\W*", line.folded) for line in lines
    )


def _split_columns(box: TableLines) -> tuple[LineColumn, LineColumn]:
    """The cells left of the national heading, and those from its own on."""
    heading = max((cell.column for cell in box.cells if any(map(_has_national_heading, cell.content.lines))), default=0)
    left = _join_cells(cell for cell in box.cells if cell.column < heading)
    return left, _join_cells(cell for cell in box.cells if cell.column >= heading)


def _join_cells(cells: Iterable[TableCellLines]) -> LineColumn:
    """The cells one below the other; the first one's lower border is a line below what it says."""
    found = list(cells)
    lines = tuple(line for cell in found for line in cell.content.lines)
    return replace(found[0].content, lines=lines) if found else LineColumn(())


def _collect_halves(items: Sequence[LineOrTable], start: int) -> tuple[LineColumn, LineColumn, int]:
    """What stands left and what stands right in lines that tabs or spaces cut, and the item after them."""
    left: list[TextLine] = []
    right: list[TextLine] = []
    end = start
    for number, item in enumerate(items[start : start + _MAX_LINES], start):
        if isinstance(item, TableLines) or is_kind(item) or (_is_dated(right) and not _is_continued_by(item)):
            break
        left_half, right_half = split_halves(item, _RIGHT)
        if start and not item.is_empty and not _belongs_to_letterhead(left_half, right_half):
            break
        left += [] if left_half is None else [left_half]
        right += [] if right_half is None else [right_half]
        if not item.is_empty:
            end = number + 1
    return LineColumn(tuple(left)), LineColumn(tuple(right)), end


def _is_dated(lines: Iterable[TextLine]) -> bool:
    return any(_DATE.search(line.folded) for line in lines)


def _is_continued_by(line: TextLine) -> bool:
    """Whether a line below the date is still part of the letterhead."""
    return line.is_empty or bool(_LETTER_SUBJECT.match(line.folded) or _NUMBER.match(line.folded))


def _belongs_to_letterhead(left: TextLine | None, right: TextLine | None) -> bool:
    is_left = left is not None and bool(_NUMBER.match(left.folded) or _LETTER_SUBJECT.match(left.folded))
    return is_left or (right is not None and bool(_DATE.search(right.folded)))


def _name_elements(left: LineColumn, right: LineColumn) -> LetterheadElements:
    """The elements of a letterhead, by what its lines say."""
    nation = _find_element(right, re.compile(_NATION).search)
    number = _find_element(left, _NUMBER.match) or _find_element(right, _NUMBER.match)
    above = left.lines if number is None or number.column is right else left.lines[: _index_of(left, number)]
    issuers = [line for line in above if not line.is_empty and not _STAMPS.match(line.folded)]
    parent, issuer = split_issuer(issuers)
    return LetterheadElements(
        nation,
        _find_element(right, re.compile(_MOTTO).search),
        DocumentElement(parent, left) if parent else None,
        DocumentElement(issuer, left) if issuer else None,
        number,
        _find_element(right, _DATE.search) or _find_element(left, _DATE.search),
        _find_element(left, _LETTER_SUBJECT.match),
        nation is None and _find_element(right, re.compile(_PARTY_HEADINGS).search) is not None,
    )


def _find_element(column: LineColumn, matches: Callable[[str], object]) -> DocumentElement | None:
    line = next((line for line in column.lines if matches(line.folded)), None)
    return None if line is None else DocumentElement((line,), column)


def _index_of(column: LineColumn, element: DocumentElement) -> int:
    return next(n for n, line in enumerate(column.lines) if line is element.lines[0])
