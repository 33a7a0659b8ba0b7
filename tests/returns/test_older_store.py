"""A store as the version before decisions wrote it: it opens, and says what it said.

`tests/golden/returns-0002.sql` is its database, `returns-0002.plan.yaml` its plan, `returns-0002.json` what that
version said of it on eleven days.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import gen
from gen.returns.board import build_board
from gen.returns.board_export import board_as_json
from gen.returns.clock import day_meant
from gen.returns.effective import SubmissionState
from gen.returns.storage import load_collection
from gen.store.connection import disconnect

GOLDEN = Path(__file__).parents[1] / "golden"
SAID: dict[str, dict[str, Any]] = json.loads((GOLDEN / "returns-0002.json").read_text(encoding="utf-8"))

EXTENDED, DUE = date(2021, 7, 14), "2021-07-15"
"""When a unit was given more time, and by when it owed its report before."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copy(GOLDEN / "returns-0002.plan.yaml", tmp_path / "plan.yaml")
    (tmp_path / "returns").mkdir()
    link = sqlite3.connect(tmp_path / "returns" / "returns.sqlite3")
    link.executescript((GOLDEN / "returns-0002.sql").read_text(encoding="utf-8"))
    link.close()
    yield tmp_path
    disconnect()


@pytest.mark.parametrize("day", SAID)
def test_the_board_of_an_older_store_is_what_it_was(office: Path, day: str) -> None:
    """But for the day of receipt, which was that of the last form and is now that of the first.

    And but for the extension, which was shown on the days before it was given too.
    """
    found = load_collection(office / "plan.yaml", None, None, date.fromisoformat(day))
    board = json.loads(board_as_json(build_board(found, date.fromisoformat(day))))
    board = [one for one in board if one["state"] != "set-apart"]  # which it did not tell
    for one in board:
        assert one.pop("corrected") == []
        one.pop("set_apart")
        one["received"] = one.pop("completed") or one["received"]
    said = SAID[day]["board"]
    if date.fromisoformat(day) < EXTENDED:
        said = [one | ({"extended": None, "due": DUE} if one["extended"] else {}) for one in said]
    assert board == said


@pytest.mark.parametrize("day", SAID)
def test_the_answers_of_an_older_store_are_what_they_were(office: Path, day: str) -> None:
    found = load_collection(office / "plan.yaml", None, None, date.fromisoformat(day))
    accepted = {one.unit: one for one in found.accepted}
    assert {u: {v.field.key: v.text for v in one.values} for u, one in accepted.items()} == SAID[day]["answers"]
    apart = {u: {v.field.key: str(why) for v, why in one.quarantined_values} for u, one in accepted.items()}
    assert apart == SAID[day]["set_apart"]
    assert [[one.unit, one.name, str(one.reason)] for one in found.rejected] == SAID[day]["rejected"]


def test_what_was_superseded_in_an_older_store_is_listed_so_and_can_be_restored(office: Path) -> None:
    listed = gen.list_returns(office / "plan.yaml", unit="xa-a")
    assert [(one.name, one.state) for one in listed] == [
        ("bao cao cu.docx", SubmissionState.SUPERSEDED),
        ("bao cao.docx", SubmissionState.SUPERSEDED),
        ("bao cao lan 2.docx", SubmissionState.COUNTS),
    ]
    gen.restore_return(listed[1].id, office / "plan.yaml", reason="bản này mới đúng")
    found = load_collection(office / "plan.yaml", None, None, day_meant(None))
    (report,) = [one for one in found.accepted if one.unit == "xa-a"]
    assert {v.field.key: v.text for v in report.values}["1.1/result"] == "một nửa"


def test_an_older_store_loses_no_row_and_no_log(office: Path) -> None:
    def count(table: str) -> int:
        link = sqlite3.connect(office / "returns" / "returns.sqlite3")
        (found,) = link.execute(f"SELECT count(*) FROM {table}").fetchone()
        link.close()
        return int(found)

    tables = [f"gen_store_{name}" for name in ("file", "submission", "value", "extension", "log")]
    before = [count(table) for table in tables]
    gen.list_returns(office / "plan.yaml")
    disconnect()
    assert [count(table) for table in tables] == before
    assert min(before) > 0
