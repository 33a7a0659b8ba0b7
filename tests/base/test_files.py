"""Files that appear whole or not at all, and what is left of one that did not."""

import os
from pathlib import Path

import pytest

from gen.files import copy_atomically, remove_leftovers, sha256, write_atomically, write_exclusively


def test_what_a_killed_process_left_of_a_file_goes_and_nothing_else(tmp_path: Path) -> None:
    wanted = tmp_path / "ke-hoach.pdf"
    left = [".ke-hoach.pdf.123-456.part"]
    kept = [".bao-cao.pdf.123-456.part", "ke-hoach.pdf.123-456.part", ".ke-hoach.pdf.part", "ke-hoach.pdf"]
    for name in (*left, *kept):
        (tmp_path / name).write_bytes(b"x")
    remove_leftovers([wanted, tmp_path / "nowhere" / "a.pdf"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_of_itself(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OSError, match=r"a\.pdf"):
        write_atomically(tmp_path / "a.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_file_of_which_the_temporary_one_was_swept_away_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, times = os.replace, iter((True, False))

    def sweep_first(source: Path, target: Path) -> None:
        if next(times):
            remove_leftovers([target])
        replace(source, target)

    monkeypatch.setattr(os, "replace", sweep_first)
    write_atomically(tmp_path / "a.pdf", b"x")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"x"}


def test_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    write_exclusively(tmp_path / "plan.key", b"first", 0o600)
    with pytest.raises(FileExistsError):
        write_exclusively(tmp_path / "plan.key", b"second", 0o600)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"plan.key": b"first"}


def test_new_file_is_made_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_exclusively(tmp_path / "plan.key", b"first")
    with pytest.raises(FileExistsError):
        write_exclusively(tmp_path / "plan.key", b"second")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"plan.key": b"first"}


def test_copy_has_the_name_that_its_content_gives_it_and_leaves_nothing_else(tmp_path: Path) -> None:
    source, folder = tmp_path / "form.docx", tmp_path / "files"
    source.write_bytes(b"filled in")
    digests = [copy_atomically(source, folder, lambda name: folder / name[:2] / name, time) for time in (1e9, 2e9)]
    assert set(digests) == {sha256(b"filled in")}
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [sha256(b"filled in")]
    assert (folder / digests[0][:2] / digests[0]).stat().st_mtime == 1e9
