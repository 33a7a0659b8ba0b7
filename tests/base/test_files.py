"""Files that appear whole or not at all, and what is left of one that did not."""

from pathlib import Path

import pytest

from gen.files import remove_leftovers, write_atomically


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
