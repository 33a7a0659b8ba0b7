"""gen verify holds all of an index: a change of any one cell is named, however well the bag was listed anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gen.archiving import AddRequest, add_signed_copies, verify_bags
from gen.archiving.bag.index import HEADINGS, IndexRow, read_index, write_index
from tests.support.archive_cases import (
    PLAN_A,
    PLAN_B,
    REPORT_A,
    blank_pdf,
    build_all,
    copy_of,
    give_number,
    make_plan,
    pack_all,
    relisted,
    sign,
)

DRAFT, ISSUED = f"documents/{PLAN_B}", f"documents/{PLAN_A}"
COPY, SCAN = ISSUED.replace(".pdf", ".ban-ky-1.pdf"), f"documents/{REPORT_A}".replace(".pdf", ".ban-ky-1.pdf")
ROWS = {"draft": DRAFT, "issued": ISSUED, "signed": COPY, "scan": SCAN}

OTHERS: dict[str, str] = {
    "identifier": "kh-1/xa-a/other",
    "archive_code": "H16.6",
    "retention": "vĩnh viễn",
    "kind": "Quyết định",
    "number": "99",
    "symbol": "KH-HĐND",
    "date": "2021-01-01",
    "issuer": "Ủy ban nhân dân xã Xuân Hòa",
    "subject": "Trồng rừng trên địa bàn xã Xuân An",
    "language": "tiếng Anh",
    "pages": "9",
    "access": "mật",
    "file": "documents/xa-c/ke-hoach-xa-c.pdf",
    "sha256": "0" * 64,
    "format": "PDF/A-1a",
    "engine": "word",
    "state": "bản ký số",
    "word": "documents/xa-b/bao-cao-xa-b.docx",
    "word_sha256": "1" * 64,
    "signature": "Nguyễn Văn Khác (nguyên vẹn, trùm cả tệp)",
    "note": "tệp Word có người sửa",
}
"""What a mistaken or clever hand might write into each cell."""


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue with drafts, an issued document, a signed copy of it and a scan."""
    folder = tmp_path_factory.mktemp("cells")
    make_plan(folder)
    build_all(folder)
    give_number(folder, "xa-a", "07", "2020-11-30")
    pack_all(folder, to=folder / "first")
    (folder / "signed.pdf").write_bytes(sign((folder / "out/kh-1" / PLAN_A).read_bytes()))
    (folder / "scan.pdf").write_bytes(blank_pdf())
    add_signed_copies(AddRequest((folder / "signed.pdf",), folder / "first"))
    add_signed_copies(AddRequest((folder / "scan.pdf",), folder / "first", "xa-a", "report", scan=True))
    bag = pack_all(folder, to=folder / "first").bag
    assert bag is not None
    assert verify_bags(bag).findings == []
    return bag


@pytest.fixture
def bag(archived: Path, tmp_path: Path) -> Path:
    return copy_of(archived, tmp_path / archived.name)


def told(bag: Path) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in verify_bags(bag).findings if d.code != "ARC-077"]


def codes(bag: Path) -> set[str]:
    return {code for code, _message in told(bag)}


def change_row(bag: Path, file: str, change: Callable[[IndexRow], IndexRow]) -> None:
    path = bag / "data/index.csv"
    rows = read_index(path.read_bytes())
    assert rows is not None
    assert file in [row.file for row in rows]
    path.write_bytes(write_index([change(row) if row.file == file else row for row in rows]))
    relisted(bag)


def test_table_has_every_cell_of_the_index() -> None:
    assert OTHERS.keys() == HEADINGS.keys()
    assert len(OTHERS) == 21


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("cell", OTHERS)
def test_changed_cell_is_named_though_the_bag_was_listed_anew(bag: Path, row: str, cell: str) -> None:
    value = "đã ban hành" if cell == "state" and row == "signed" else OTHERS[cell]
    change_row(bag, ROWS[row], lambda found: replace(found, **{cell: value}))
    names = {"ARC-055", "ARC-058"} if cell != "file" else {"ARC-053"}
    assert [m for code, m in told(bag) if code in names and (HEADINGS[cell] in m or value in m)], told(bag)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("cell", OTHERS)
def test_emptied_cell_is_named_though_the_bag_was_listed_anew(bag: Path, row: str, cell: str) -> None:
    [stated] = [r for r in read_index((bag / "data/index.csv").read_bytes()) or [] if r.file == ROWS[row]]
    if not getattr(stated, cell):
        pytest.skip("the cell is empty")
    change_row(bag, ROWS[row], lambda found: replace(found, **{cell: ""}))
    assert codes(bag) & {"ARC-053", "ARC-054", "ARC-055", "ARC-058"}
