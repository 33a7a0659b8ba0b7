"""docs/library.md: its examples, run one after the other in a folder that gen init made."""

import re
from datetime import date
from pathlib import Path

import pytest

import gen
from gen.starter import build_starter_files, parse_office, write_starter
from gen.store.connection import disconnect

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_examples_run_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_starter(tmp_path, build_starter_files(parse_office("xã", "Suối Ngàn"), date(2026, 11, 1)))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    try:
        for example in EXAMPLES:
            exec(compile(example, "docs/library.md", "exec"), names)
    finally:
        disconnect()
    assert len(EXAMPLES) == PAGE.count("```python")
    assert "Trạm Y tế" in capsys.readouterr().out


def test_every_function_is_in_the_table() -> None:
    functions = {name for name in gen.__all__ if callable(getattr(gen, name)) and name[0].islower()}
    assert set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE)) == functions
