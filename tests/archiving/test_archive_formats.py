"""Formats that live: what a newer version wrote is said to be newer, never damaged; a column more breaks nothing."""

import csv
import io
import json
from pathlib import Path

import pytest

import gen
from gen.archiving import AddRequest, add_signed_copies, verify_bags
from gen.archiving.bag.index import HEADINGS, IndexRow, further_columns, read_index, write_index
from gen.pipeline.register import read_register, register_path
from gen.store.connection import disconnect
from tests.support.archive_cases import blank_pdf, codes, copy_of, edit_json, edit_text, pack_all, relisted, tree
from tests.support.way_back import build, make_office, rewritten, work

BAG = "archive/kh-1-001"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with an issued document, a scan of it, and what came back, all in one issue."""
    folder = make_office(tmp_path_factory.mktemp("office"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        gen.issue(folder / "plan.yaml", out=str(folder / "out"), unit="xa-a", number="12", date="5/7/2021",
                  templates=folder / "templates", engine="embedded", allow_blank=True)  # fmt: skip
        pack_all(folder, to=folder / "first")
        (folder / "scan.pdf").write_bytes(blank_pdf())
        add_signed_copies(AddRequest((folder / "scan.pdf",), folder / "first", "xa-a", "plan", scan=True))
        (folder / "first/signed").rename(folder / "signed")
        (folder / "archive").mkdir()
        (folder / "signed").rename(folder / "archive/signed")
        work(folder)
        pack_all(folder)
        disconnect()
    return folder


@pytest.fixture
def office(worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return copy_of(worked, tmp_path / "office")


def bag_codes(target: Path) -> list[str]:
    return [found.code for found in verify_bags(target).findings]


RECORDS = (
    "data/documents/manifest.json",
    "data/plan/plan.issued.json",
    "data/plan/revisions/kh-1/history.json",
    "data/documents/xa-a/ke-hoach-xa-a.ban-ky-1.json",
    "data/returns/received.json",
)


@pytest.mark.parametrize("name", RECORDS)
def test_record_of_a_newer_version_is_newer_and_nothing_else(office: Path, name: str) -> None:
    rewritten(office / BAG, name, lambda content: content.update(format=99, more=[1]))
    report = verify_bags(office / BAG)
    # chain.json names the manifest by its checksum, which a newer program would have written anew
    assert {found.code for found in report.findings} - {"ARC-074"} == {"ARC-097"}
    assert report.exit_code == 1
    assert report.bags[0].contents is None


def test_record_of_what_was_sent_by_a_newer_version_is_newer_and_nothing_else(office: Path) -> None:
    name = next((office / BAG / "data/returns/sent").glob("*.json"))
    rewritten(office / BAG, name.relative_to(office / BAG).as_posix(), lambda content: content.update(format=2))
    assert bag_codes(office / BAG) == ["ARC-097"]


def test_chain_of_a_newer_version_is_newer_and_nothing_else(office: Path) -> None:
    rewritten(office / BAG, "chain.json", lambda content: content.update(format=2))
    assert bag_codes(office / BAG) == ["ARC-097"]


@pytest.mark.parametrize("stated", ["3", "2.1", "new", ""])
def test_bag_of_a_newer_version_is_held_against_its_checksums_alone(office: Path, stated: str) -> None:
    bag = office / BAG
    edit_text(bag / "bag-info.txt", "Gen-Bag-Format: 2", f"Gen-Bag-Format: {stated}")
    (bag / "data/new.txt").write_bytes(b"what a newer program keeps")
    relisted(bag)
    assert bag_codes(bag) == ["ARC-097"]
    (bag / "data/new.txt").write_bytes(b"WHAT A NEWER PROGRAM KEEPS")
    assert sorted(bag_codes(bag)) == ["ARC-043", "ARC-097"]


def test_no_issue_follows_on_a_bag_of_a_newer_version_and_none_is_changed(office: Path) -> None:
    edit_text(office / BAG / "bag-info.txt", "Gen-Bag-Format: 2", "Gen-Bag-Format: 3")
    relisted(office / BAG)
    before = tree(office / "archive")
    assert codes(lambda: pack_all(office)) == ["ARC-097"]
    (office / "scan.pdf").write_bytes(blank_pdf("x"))
    adding = AddRequest((office / "scan.pdf",), office / "archive", "xa-b", "plan", scan=True)
    assert codes(lambda: add_signed_copies(adding)) == ["ARC-097"]
    assert tree(office / "archive") == before


def test_signed_copy_that_a_newer_version_brought_in_stops_the_archive(office: Path) -> None:
    edit_json(office / "archive/signed/kh-1/xa-a/ke-hoach-xa-a.ban-ky-1.json", lambda c: c.update(format=2))
    assert codes(lambda: pack_all(office)) == ["ARC-097"]


@pytest.mark.parametrize(
    "name",
    ["plan.issued.json", "out/kh-1/manifest.json", "revisions/kh-1/history.json"],
    ids=lambda name: Path(name).stem,
)
def test_record_beside_the_plan_that_a_newer_version_wrote_stops_every_command(office: Path, name: str) -> None:
    edit_json(office / name, lambda content: content.update(format=99))
    before = tree(office)
    (office / "out/kh-1/build-state.json").unlink()  # else a build would see that nothing is to be done
    assert codes(lambda: pack_all(office)) == ["BUILD-050"]
    assert codes(lambda: build(office)) == ["BUILD-050"]
    after = tree(office)
    assert {path for path in before if after.get(path) != before[path]} == {"out/kh-1/build-state.json"}


@pytest.mark.parametrize("stated", ["1", 0, -1, True, None, 1.0])
def test_record_that_states_no_format_is_damaged(office: Path, stated: object) -> None:
    edit_json(office / "plan.issued.json", lambda content: content.update(format=stated))
    assert codes(lambda: pack_all(office)) == ["BUILD-016"]


def test_kept_copy_of_a_newer_version_stops_the_archive(office: Path) -> None:
    edit_json(next((office / "returns/sent").glob("*.json")), lambda content: content.update(format=2))
    assert codes(lambda: pack_all(office)) == ["ARC-097"]


# ---- the register ------------------------------------------------------------


def test_register_is_of_the_first_format_that_says_all_that_is_in_it(office: Path) -> None:
    path = register_path(office / "plan.yaml")
    assert json.loads(path.read_bytes())["format"] == 1
    edit_json(path, lambda content: content["issued"][0].update(period="2021-Q2") or content.update(format=2))
    register = read_register(office / "plan.yaml")
    register.write()
    assert json.loads(path.read_bytes())["format"] == 2
    assert read_register(office / "plan.yaml") == register
    assert register.entries[0].period == "2021-Q2"


# ---- index.csv ---------------------------------------------------------------


def with_column(data: bytes, heading: str, cell: str, place: int) -> bytes:
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    changed = [[*line[:place], heading if n == 0 else cell, *line[place:]] for n, line in enumerate(lines)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(changed)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("place", [0, 7, len(HEADINGS)])
def test_column_more_is_told_and_breaks_no_bag(office: Path, place: int) -> None:
    index = office / BAG / "data/index.csv"
    index.write_bytes(with_column(index.read_bytes(), "Mức độ mật", "không", place))
    assert {*bag_codes(office / BAG)} == {"ARC-043", "ARC-098"}
    relisted(office / BAG)
    report = verify_bags(office / BAG)
    assert [(found.code, "Mức độ mật" in found.message) for found in report.findings] == [("ARC-098", True)]
    assert report.exit_code == 0


def test_cell_of_a_known_column_is_compared_beside_an_unknown_one(office: Path) -> None:
    index = office / BAG / "data/index.csv"
    index.write_bytes(with_column(index.read_bytes(), "Mới", "x", 3).replace("20 năm".encode(), "70 năm".encode()))
    relisted(office / BAG)
    assert "ARC-055" in bag_codes(office / BAG)


def test_scan_is_brought_into_an_archive_whose_index_has_a_column_more(office: Path) -> None:
    index = office / BAG / "data/index.csv"
    index.write_bytes(with_column(index.read_bytes(), "Mới", "x", 0))
    relisted(office / BAG)
    (office / "scan.pdf").write_bytes(blank_pdf("y"))
    (added,) = add_signed_copies(AddRequest((office / "scan.pdf",), office / "archive", "xa-b", "plan", scan=True))
    assert added.copy.row.identifier == "kh-1/xa-b/plan"


def test_unknown_columns_are_named_and_the_rows_are_as_without_them() -> None:
    rows = [IndexRow(identifier="a", subject="=1"), IndexRow(identifier="b", note="x")]
    data = with_column(with_column(write_index(rows), "Mới", "1", 2), "", "2", 0)
    assert read_index(data) == rows
    assert further_columns(data) == ("", "Mới")


@pytest.mark.parametrize("heading", ["Trích yếu", "SHA-256"])
def test_index_with_a_known_column_twice_is_none(heading: str) -> None:
    assert read_index(with_column(write_index([IndexRow()]), heading, "x", 0)) is None


@pytest.mark.parametrize("heading", HEADINGS.values())
def test_index_without_one_of_the_first_columns_is_none(heading: str) -> None:
    data = write_index([IndexRow(identifier="a")]).decode("utf-8-sig")
    lines = [["X" if cell == heading else cell for cell in line] for line in csv.reader(data.splitlines())]
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    assert read_index(out.getvalue().encode()) is None
