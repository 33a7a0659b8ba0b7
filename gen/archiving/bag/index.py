"""Rows, one a document → index.csv, and back: the columns of Decree 113/2025/NĐ-CP and what ties a row to its files.

UTF-8 with a byte-order mark, so that Excel reads Vietnamese; a cell that a spreadsheet would take for a formula has an
apostrophe before it, which is removed when the index is read.
"""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, dataclass, fields

HEADINGS = {
    "identifier": "Mã định danh",
    "archive_code": "Mã lưu trữ",
    "retention": "Thời hạn lưu trữ",
    "kind": "Tên loại",
    "number": "Số",
    "symbol": "Ký hiệu",
    "date": "Ngày, tháng, năm",
    "issuer": "Cơ quan ban hành",
    "subject": "Trích yếu",
    "language": "Ngôn ngữ",
    "pages": "Số trang",
    "access": "Chế độ sử dụng",
    "file": "Tệp",
    "sha256": "SHA-256",
    "format": "Định dạng",
    "engine": "Lập bằng",
    "state": "Tình trạng",
    "word": "Tệp Word",
    "word_sha256": "SHA-256 tệp Word",
    "signature": "Chữ ký",
    "note": "Ghi chú",
}
"""Each key of a row and its column's heading; the first thirteen are the decree's."""

_LATER_COLUMNS: frozenset[str] = frozenset()
"""The keys of columns that an index of the first format of bags lacks; in such a one they are empty."""

DRAFT, ISSUED, SIGNED, SCANNED, RECEIVED = "dự thảo", "đã ban hành", "bản ký số", "bản quét", "bản gửi đến"
EDITED_WORD = "tệp Word có người sửa"
"""The note where a person changed the Word file after the build."""
NUMBER_OF_ISSUE = "số và ngày theo văn bản đã ban hành"
"""The note where a signed copy shows no number: its row has the one under which its document was issued."""

MAX_BYTES = 64 << 20
_GUARD = "'"
# The full-width signs too: East Asian versions of Excel take them for the plain ones.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", _GUARD)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A document in the index; a cell without a known value is empty.

    `number` and `symbol` are the parts of 12/KH-UBND; `date` is ISO, its day and month may be open. `file` and `word`
    are relative to the index.
    """

    identifier: str = ""
    archive_code: str = ""
    retention: str = ""
    kind: str = ""
    number: str = ""
    symbol: str = ""
    date: str = ""
    issuer: str = ""
    subject: str = ""
    language: str = ""
    pages: str = ""
    access: str = ""
    file: str = ""
    sha256: str = ""
    format: str = ""
    engine: str = ""
    state: str = ""
    word: str = ""
    word_sha256: str = ""
    signature: str = ""
    note: str = ""


def write_index(rows: list[IndexRow]) -> bytes:
    """The bytes of index.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([HEADINGS[field.name] for field in fields(IndexRow)])
    writer.writerows([guard_cell(cell) for cell in astuple(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_index(data: bytes) -> list[IndexRow] | None:
    """The rows of an index.csv; None where it is not one: not UTF-8, a column of the first format missing or there
    twice, more or fewer cells in a row than there are columns.

    Columns may stand in any order, and the mark may be missing, as a spreadsheet leaves it. Columns that are not known
    here (`further_columns`) are passed over; one that only a later format has is empty where it is missing.
    """
    lines = _read_lines(data)
    keys = {heading: key for key, heading in HEADINGS.items()}
    headings = lines[0] if lines else []
    places = [(place, keys[heading]) for place, heading in enumerate(headings) if heading in keys]
    found = {key for _place, key in places}
    if len(found) != len(places) or not HEADINGS.keys() - _LATER_COLUMNS <= found:
        return None
    if any(len(line) != len(headings) for line in lines):
        return None
    return [IndexRow(**{key: unguard_cell(line[place]) for place, key in places}) for line in lines[1:]]


def further_columns(data: bytes) -> tuple[str, ...]:
    """The headings of an index.csv that are not known here: of a newer version, or somebody's own."""
    known = set(HEADINGS.values())
    return tuple(heading for line in _read_lines(data)[:1] for heading in line if heading not in known)


def _read_lines(data: bytes) -> list[list[str]]:
    """The lines of a CSV, each with its cells; none where it is not one."""
    if len(data) > MAX_BYTES:
        return []
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return []


def guard_cell(cell: str) -> str:
    """`cell` in a form that no spreadsheet takes for a formula."""
    return _GUARD + cell if cell.startswith(_FORMULAS) else cell


def unguard_cell(cell: str) -> str:
    """The cell that `guard_cell` was given."""
    return cell.removeprefix(_GUARD)
