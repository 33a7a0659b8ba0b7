"""One table of the form's fields: a new one is one entry and its place in the template."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gen.derive.form_fields import FORM_FIELDS, Area
from gen.text import fold

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_names_are_unique_in_keys_and_in_templates() -> None:
    assert len({one.name for one in FORM_FIELDS}) == len(FORM_FIELDS)
    assert len({(one.area, one.template_name) for one in FORM_FIELDS}) == len(FORM_FIELDS)


def test_a_title_is_known_by_its_own_words_alone() -> None:
    for one in FORM_FIELDS:
        known = [other for other in FORM_FIELDS if fold(one.title).startswith(fold(other.title_words))]
        assert known == [one]


@pytest.mark.parametrize(
    ("area", "key", "line"),
    [
        (Area.TASK, "1.1/funds", "Kinh phí: “hai triệu đồng” (UBND xã Xuân An)."),
        (Area.REPORT, "lessons", "Bài học (1 đơn vị nêu): “hai triệu đồng” (UBND xã Xuân An)."),
    ],
)
def test_a_new_entry_is_written_read_back_and_consolidated(tmp_path: Path, area: Area, key: str, line: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "tests" / "support" / "added_field.py"), str(area), str(tmp_path)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["control"] == found["title"] == {key: "hai triệu đồng"}
    assert line in found["report"]
