"""What a command writes for people: never over their work, whole after the command was cut off."""

from pathlib import Path

import pytest

from gen.errors import GenError
from gen.outputs import write_new_outputs


def test_file_of_a_person_stays_and_nothing_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"theirs")
    with pytest.raises(GenError) as refused:
        write_new_outputs({tmp_path / "a.docx": b"a", tmp_path / "b.xlsx": b"b"}, force=False)
    assert [found.code for found in refused.value.diagnostics] == ["RET-007"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.xlsx": b"theirs"}


def test_files_of_a_command_that_was_cut_off_are_completed(tmp_path: Path) -> None:
    files = {tmp_path / "a.docx": b"a", tmp_path / "b.xlsx": b"b"}
    (tmp_path / "a.docx").write_bytes(b"a")
    (tmp_path / ".b.xlsx.12-34.part").write_bytes(b"half")
    (tmp_path / ".a.docx.12-34.part").write_bytes(b"half")
    write_new_outputs(files, force=False)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files
