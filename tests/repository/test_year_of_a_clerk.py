"""docs/mot-nam.md: the commands of its tables, typed in order on their days, say what the tables say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.store.connection import disconnect
from tests.support.clerk_year import HAPPENINGS, PAGE, begin
from tests.support.days import on_day

ID = "MÃ"
"""What the page writes for the id of a form: `gen returns list` has it."""


@dataclass(frozen=True)
class Row:
    """A row of a table: what happened, the command, and what gen says, piece by piece."""

    day: date
    happened: str
    command: str
    says: tuple[str, ...]


def rows_of(page: str) -> list[Row]:
    """The rows of the page's tables that have a day and a command; a day that is left blank is that above."""
    found: list[Row] = []
    for line in re.findall(r"^\|(.+)\|$", page, re.MULTILINE):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 4 or not cells[2].startswith("`gen "):
            continue
        day = datetime.strptime(cells[0], "%d/%m/%Y").date() if cells[0] else found[-1].day
        found.append(Row(day, cells[1], cells[2].strip("`"), tuple(re.findall(r"`([^`]+)`", cells[3]))))
    return found


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GEN_LANG", "vi")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    yield tmp_path
    disconnect()


def play(rows: list[Row], office: Path) -> list[tuple[Row, str]]:
    """Each row with what gen said."""
    said: list[tuple[Row, str]] = []
    before, listed = date.min, ""
    for row in rows:
        if row.day != before and row.day in HAPPENINGS:
            HAPPENINGS[row.day](office)
        before = row.day
        with on_day(row.day):
            done = CliRunner().invoke(main, shlex.split(row.command.replace(ID, _id_in(listed, row)))[1:])
        assert not isinstance(done.exception, Exception), (row, done.exception)
        assert (done.exit_code in (1, 2)) == ("lỗi[" in done.output), (row, done.output)
        listed = done.output if row.command.startswith("gen returns list") else listed
        said.append((row, done.output))
    return said


def _id_in(listed: str, row: Row) -> str:
    """The id that the list of forms has for the file that the row names."""
    named = re.search(r"`([^`]+)`", row.happened)
    line = next((one for one in listed.splitlines() if named and f"  {named[1]}  " in one), "")
    return line.partition(" ")[0]


def test_every_row_says_what_happens_and_what_gen_says() -> None:
    rows = rows_of(PAGE.read_text(encoding="utf-8"))
    assert [row.command for row in rows if not row.happened or not row.says] == []
    assert [row.day for row in rows] == sorted(row.day for row in rows)


def test_every_happening_is_on_a_day_of_the_page() -> None:
    assert set(HAPPENINGS) <= {row.day for row in rows_of(PAGE.read_text(encoding="utf-8"))}


@pytest.mark.slow
def test_gen_says_what_the_page_says(office: Path) -> None:
    rows = rows_of(PAGE.read_text(encoding="utf-8"))
    assert rows
    said = play(rows, office)
    assert [(row.command, piece, output) for row, output in said for piece in row.says if piece not in output] == []
