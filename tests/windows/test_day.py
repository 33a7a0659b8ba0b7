"""An office's day on Windows: what it gets is what any other system makes, in any folder, and nothing is left over."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.files import is_temporary
from gen.store.connection import disconnect
from tests.support import windows

pytestmark = [pytest.mark.slow, windows.needs_windows]
OUT = "out/kh-1"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_has_the_bytes_that_another_system_gives_it(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "elsewhere"
    there.mkdir()
    for name in ("plan.yaml", "templates"):
        (shutil.copytree if (office / name).is_dir() else shutil.copy)(office / name, there / name)
    monkeypatch.chdir(there)
    issue = ["issue", "--unit", "xa-a", "--number", "12", "--date", "5/7/2021", "--allow-blank"]
    for command in (["build", "--zip"], issue, ["build", "--zip"]):
        assert CliRunner().invoke(main, command).exit_code == 0
    here, elsewhere = contents(office / OUT), contents(there / OUT)
    del here["build-state.json"], elsewhere["build-state.json"]  # names the plan as it was typed
    assert sorted(here) == sorted(elsewhere)
    assert [name for name in here if here[name] != elsewhere[name]] == []


def test_a_second_build_has_nothing_to_do(office: Path) -> None:
    before = contents(office / OUT)
    again = windows.gen(office, "build", "--zip")
    assert again.code == 0
    assert " unchanged" in again.text
    assert " changed" not in again.text.replace("unchanged", "")
    assert contents(office / OUT) == before


@pytest.mark.parametrize("form", [[], ["--zip"]], ids=["folder", "zip"])
def test_an_archive_is_whole_and_leaves_nothing_beside_it(office: Path, form: list[str]) -> None:
    made = windows.gen(office, "archive", *form)
    assert made.code == 0, made.text
    assert [path.name for path in (office / "archive").iterdir()] == ["kh-1-001.zip" if form else "kh-1-001"]
    assert windows.gen(office, "verify", "archive").code == 0


def test_a_withdrawn_number_can_be_given_again(office: Path) -> None:
    withdrawn = windows.gen(office, "issue", "--unit", "xa-a", "--withdraw", "--reason", "sai ngày")
    assert withdrawn.code == 0, withdrawn.text
    again = windows.gen(office, "issue", "--unit", "xa-b", "--number", "12", "--date", "6/7/2021", "--allow-blank")
    assert again.code == 0, again.text


def test_filled_forms_are_collected_and_reported(office: Path) -> None:
    taken = windows.gen(office, "collect", "Biểu mẫu gửi về", "--received", "12/07/2021")
    assert (taken.code, "2 forms put down" in taken.text) == (0, True), taken.text
    assert windows.gen(office, "status", "--as-of", "20/07/2021").code == 0
    made = windows.gen(office, "report", "--as-of", "20/07/2021", "--to", "Tổng hợp")
    assert made.code == 0, made.text
    disconnect()
    assert {path.suffix for path in (office / "Tổng hợp").iterdir()} == {".docx", ".xlsx"}


def test_a_plan_on_a_share_is_built_there(office: Path) -> None:
    with windows.shared(office) as share:
        built = windows.gen(office, "build", rf"{share}\plan.yaml", "--out", rf"{share}\kết quả", "--no-pdf")
    assert built.code == 0, built.text
    assert (office / "kết quả/kh-1/xa-b/ke-hoach-xa-b.docx").exists()


def test_a_share_that_is_not_there_is_no_success(office: Path) -> None:
    built = windows.gen(office, "build", "--out", r"\\khong-co\chung", "--no-pdf")
    assert (built.code, "BUILD-005" in built.text) == (3, True), built.text


def test_a_folder_in_the_place_of_a_document_is_called_one(office: Path) -> None:
    document = office / OUT / "xa-b/ke-hoach-xa-b.docx"
    document.unlink()
    document.mkdir()
    built = windows.gen(office, "build", "--no-pdf")
    assert "ke-hoach-xa-b.docx could not be written or read: it is a folder" in built.text


def test_a_reader_that_leaves_is_no_mistake(office: Path) -> None:
    assert windows.unread(office, "list").text == ""


def test_a_build_that_was_killed_is_completed_by_the_same_command(office: Path) -> None:
    shutil.rmtree(office / "out")
    (office / "plan.issued.json").unlink()
    windows.killed(office, "out/kh-1/*/*.docx", 1, "build")
    assert not (office / OUT / "manifest.json").exists()
    built = windows.gen(office, "build")
    assert (built.code, "changed by somebody" in built.text) == (0, False), built.text
    left = [p.name for p in (office / OUT).rglob("*") if is_temporary(p.name) or p.name.startswith("journal-")]
    assert left == []


def test_an_archive_that_was_killed_is_made_by_the_same_command(office: Path) -> None:
    windows.killed(office, "archive/.*/**/*.docx", 1, "archive")
    (staging,) = (office / "archive").iterdir()
    assert staging.name.startswith(".kh-1-001.")
    assert windows.gen(office, "archive").code == 0
    assert [path.name for path in (office / "archive").iterdir()] == ["kh-1-001"]


def test_of_two_who_give_numbers_at_once_one_waits(office: Path) -> None:
    command = ("-m", "gen", "issue", "--date", "6/7/2021", "--allow-blank")
    with (
        windows.start(office, *command, "--unit", "xa-b", "--number", "13") as first,
        windows.start(office, *command, "--unit", "xa-b", "--document", "report", "--number", "14") as second,
    ):
        ends = windows.ended(first), windows.ended(second)
    assert [one.code for one in ends] == [0, 0], ends
    assert "waiting for another gen" in ends[0].text + ends[1].text
    register = (office / "plan.issued.json").read_text("utf-8")
    assert ('"13/' in register, '"14/' in register) == (True, True)
