"""A file that another Windows program has open: it is said to be open, nothing is lost, and later all is completed."""

from pathlib import Path

import pytest

from tests.support import windows

pytestmark = [pytest.mark.slow, windows.needs_windows]
OUT = "out/kh-1"
OPEN = "another program has it open"
BUILD = ("build", "--no-pdf", "--unit", "xa-b")
ISSUE = ("issue", "--unit", "xa-b", "--number", "13", "--date", "6/7/2021", "--allow-blank")
COLLECT = ("collect", "Biểu mẫu gửi về", "--received", "12/07/2021")


def change_task(office: Path) -> None:
    plan = office / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Tưới cây", "Tưới và tỉa cây"), "utf-8")


@pytest.mark.parametrize("command", [BUILD, ISSUE], ids=["build", "issue"])
@pytest.mark.parametrize("name", [f"{OUT}/manifest.json", f"{OUT}/build-state.json", "plan.issued.json"])
def test_a_record_that_cannot_be_read_stops_the_command(office: Path, name: str, command: tuple[str, ...]) -> None:
    change_task(office)
    document, record = office / OUT / "xa-b/ke-hoach-xa-b.docx", office / name
    before = document.read_bytes(), record.read_bytes()
    with windows.held(record):
        refused = windows.gen(office, *command)
    assert (refused.code, "BUILD-026" in refused.text, OPEN in refused.text) == (1, True, True), refused.text
    assert (document.read_bytes(), record.read_bytes()) == before


@pytest.mark.parametrize("name", ["manifest.json", "build-state.json"])
def test_a_record_that_cannot_be_replaced_is_named_and_the_next_build_completes_it(office: Path, name: str) -> None:
    change_task(office)
    with windows.held(office / OUT / name, windows.READ):
        built = windows.gen(office, *BUILD)
    assert built.code == 3
    assert f"{name} could not be written: " in built.text
    assert OPEN in built.text
    again = windows.gen(office, *BUILD)
    assert (again.code, "changed by somebody" in again.text) == (0, False), again.text


@pytest.mark.parametrize("share", [windows.NOTHING, windows.READ], ids=["nothing", "read"])
def test_a_document_that_is_open_is_told_and_the_others_are_made(office: Path, share: int) -> None:
    for unit in ("xa-a", "xa-b"):
        (office / OUT / unit / f"ke-hoach-{unit}.pdf").unlink()
    change_task(office)
    document = office / OUT / "xa-b/bao-cao-xa-b.docx"
    before = document.read_bytes(), (office / OUT / "xa-b/ke-hoach-xa-b.docx").read_bytes()
    with windows.held(document, share):
        built = windows.gen(office, "build", "--no-pdf")
    assert (built.code, "bao-cao-xa-b.docx could not be written or read" in built.text) == (3, True), built.text
    assert OPEN in built.text
    assert document.read_bytes() == before[0]
    assert (office / OUT / "xa-b/ke-hoach-xa-b.docx").read_bytes() != before[1]
    again = windows.gen(office, "build", "--no-pdf")
    assert (again.code, "changed by somebody" in again.text) == (0, False), again.text
    assert document.read_bytes() != before[0]


def test_a_number_is_given_once_its_document_is_closed(office: Path) -> None:
    with windows.held(office / OUT / "xa-b/ke-hoach-xa-b.docx", windows.READ):
        refused = windows.gen(office, *ISSUE)
    assert (refused.code != 0, OPEN in refused.text) == (True, True), refused.text
    done = windows.gen(office, *ISSUE)
    assert done.code == 0, done.text


@pytest.mark.parametrize("name", [f"{OUT}/xa-a/ke-hoach-xa-a.docx", f"{OUT}/manifest.json", "plan.issued.json"])
def test_nothing_is_archived_without_a_file_that_is_open(office: Path, name: str) -> None:
    with windows.held(office / name):
        refused = windows.gen(office, "archive")
    assert (refused.code, OPEN in refused.text, "changed" in refused.text) == (1, True, False), refused.text
    assert [*office.glob("archive/*")] == []


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "data/documents/xa-a/ke-hoach-xa-a.docx"])
def test_an_archived_file_that_is_open_is_not_called_damaged(office: Path, name: str) -> None:
    assert windows.gen(office, "archive").code == 0
    with windows.held(office / "archive/kh-1-001" / name, windows.NOTHING):
        checked = windows.gen(office, "verify", "archive")
    assert (checked.code, checked.text.count("error["), "ARC-080" in checked.text) == (1, 1, True), checked.text
    assert OPEN in checked.text


def test_a_form_that_is_open_is_collected_later(office: Path) -> None:
    with windows.held(office / "Biểu mẫu gửi về/Báo cáo xa-b.docx"):
        first = windows.gen(office, *COLLECT)
    assert (first.code, "1 forms put down" in first.text, OPEN in first.text) == (3, True, True), first.text
    assert "1 forms put down, 1 there already" in windows.gen(office, *COLLECT).text


def test_a_store_that_is_open_elsewhere_is_not_called_damaged(office: Path) -> None:
    assert windows.gen(office, *COLLECT).code == 0
    with windows.held(office / "returns/returns.sqlite3"):
        refused = windows.gen(office, "status", "--as-of", "20/07/2021")
    assert (refused.code, "RET-001" in refused.text, OPEN in refused.text) == (1, True, True), refused.text


def test_a_key_that_is_open_elsewhere_is_not_called_lost(office: Path) -> None:
    assert windows.gen(office, "key").code == 0
    with windows.held(office / "plan.key"):
        refused = windows.gen(office, *BUILD)
    assert (refused.code, "BUILD-026" in refused.text, OPEN in refused.text) == (1, True, True), refused.text
