"""Files about to be written → the journal, and back; whatever of it was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.folders import Folder, LocalFolder, open_folder
from gen.journal import Journal, journal_names, read_journals

A, B, C = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture(params=["local", "remote"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    if request.param == "local":
        return LocalFolder(tmp_path / "out")
    pytest.importorskip("fsspec", reason="addresses need fsspec")
    return open_folder(f"memory://{tmp_path.name}")


def test_every_digest_noted_for_a_path_counts(folder: Folder) -> None:
    Journal(folder).note("xã a/kế hoạch.docx", A)
    later = Journal(folder)
    later.note("xã a/kế hoạch.docx", B)
    later.note("index.html", C)
    assert read_journals(folder) == {"xã a/kế hoạch.docx": {A, B}, "index.html": {C}}


def test_nothing_is_left_once_all_is_settled(folder: Folder) -> None:
    journal = Journal(folder)
    journal.note("a", A)
    journal.settle({})
    assert journal_names(folder) == []
    assert read_journals(folder) == {}


def test_store_gets_one_journal_for_many_files(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="addresses need fsspec")
    folder = open_folder(f"memory://{tmp_path.name}")
    journal = Journal(folder)
    for number in range(250):
        journal.note(f"{number}.docx", A)
    assert len(journal_names(folder)) == 3
    assert read_journals(folder) == {f"{number}.docx": {A} for number in range(250)}


def test_what_stays_open_is_kept_alone(folder: Folder) -> None:
    Journal(folder).note("a", A)
    journal = Journal(folder)
    journal.note("b", B)
    journal.settle({"a": frozenset({A})})
    assert read_journals(folder) == {"a": {A}}
    assert len(journal_names(folder)) == 1


def test_a_run_notes_again_after_it_was_settled(folder: Folder) -> None:
    journal = Journal(folder)
    journal.note("a", A)
    journal.settle({})
    journal.note("b", B)
    assert read_journals(folder) == {"b": {B}}


def test_line_that_was_cut_off_is_none(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path)
    Journal(folder).note("a", A)
    (name,) = journal_names(folder)
    whole = (tmp_path / name).read_bytes()
    for length in range(len(whole)):
        (tmp_path / name).write_bytes(whole + whole[:length])
        assert read_journals(folder) == {"a": {A}}


@pytest.mark.parametrize("spoilt", [b"\x00" * 90, b"\xff\xfe" * 60, f"{B} ".encode() + b"\xff.docx\n"])
def test_line_that_was_spoilt_says_nothing_and_hides_no_other(tmp_path: Path, spoilt: bytes) -> None:
    folder = LocalFolder(tmp_path)
    Journal(folder).note("a", A)
    (name,) = journal_names(folder)
    (tmp_path / name).write_bytes(spoilt + b"\n" + (tmp_path / name).read_bytes())
    assert read_journals(folder) == {"a": {A}}


def test_folder_without_files_has_no_journal(folder: Folder) -> None:
    assert read_journals(folder) == {}
