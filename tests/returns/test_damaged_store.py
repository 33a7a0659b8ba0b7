"""A database with a bad page, cut off, or held by another program: told with what to do, and no traceback."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.files import read_regular_file
from gen.store import connection
from gen.store.connection import disconnect
from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans
from tests.support.offices import TEMPLATES, run

COMMANDS = (
    ("status", "plan.yaml", "--as-of", "20/07/2021"),
    ("report", "plan.yaml", "--as-of", "20/07/2021", "--to", "tong-hop", "--force"),
    ("chase", "plan.yaml", "--as-of", "20/07/2021", "--force"),
    ("collect", "box", "--plan", "plan.yaml", "--received", "12/07/2021"),
    ("extend", "xa-b", "--until", "30/07/2021", "--reason", "mưa lũ", "--plan", "plan.yaml"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with one form collected."""
    folder = tmp_path_factory.mktemp("office")
    plan = plans.write(folder, office_plan())
    assert run(plan).exit_code == 0
    shutil.copytree(TEMPLATES, folder / "templates")
    (folder / "box").mkdir()
    (folder / "box" / "a.docx").write_bytes(filled_form(folder, t1_result="xong", t1_status="Hoàn thành"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.chdir(folder)
        assert gen(*COMMANDS[3]).exit_code == 0
        yield folder
    disconnect()


def gen(*arguments: str) -> Result:
    ended = CliRunner().invoke(main, list(arguments))
    disconnect()
    return ended


@pytest.fixture
def office(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "office"
    shutil.copytree(whole, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


def store(office: Path) -> Path:
    return office / "returns" / "returns.sqlite3"


def test_any_bad_page_is_told_or_touches_nothing(office: Path) -> None:
    kept, chance = store(office).read_bytes(), random.Random(1)
    size = int.from_bytes(kept[16:18], "big")
    sound = {command: gen(*command).output for command in COMMANDS[:1]}
    told = 0
    for page in range(len(kept) // size):
        start = page * size
        store(office).write_bytes(kept[:start] + chance.randbytes(size) + kept[start + size :])
        for command in COMMANDS[:1]:
            ended = gen(*command)
            assert isinstance(ended.exception, SystemExit) or ended.exception is None, (page, command)
            told += ended.exit_code != 0
            if ended.exit_code:
                assert "RET-018" in ended.output
            else:
                assert ended.output == sound[command]
    assert told > 5


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("damage", ["cut", "noise", "middle"])
def test_damaged_store_is_told_by_every_command(office: Path, command: tuple[str, ...], damage: str) -> None:
    kept = store(office).read_bytes()
    half = len(kept) // 2
    bad = {"cut": kept[:half], "noise": b"x" * 5000, "middle": kept[:8192] + b"\xff" * 40960 + kept[49152:]}
    store(office).write_bytes(bad[damage])
    ended = gen(*command)
    assert (ended.exit_code, "RET-018" in ended.output) == (1, True)
    assert "returns/files" in ended.output
    assert store(office).read_bytes() == bad[damage]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_page_that_goes_bad_while_it_is_read_is_told(
    office: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(store(office)) as link:
        link.execute("PRAGMA writable_schema = ON")
        link.execute("UPDATE sqlite_master SET rootpage = 9999 WHERE name IN ('gen_store_period', 'gen_store_unit')")
    link.close()
    monkeypatch.setattr(connection, "_find_damage", lambda **_how: "")  # as if it had been whole when it was opened
    ended = gen(*command)
    assert isinstance(ended.exception, SystemExit)
    assert "RET-018" in ended.output


def test_store_that_another_program_writes_to_is_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_LOCK_SECONDS", 0)
    with sqlite3.connect(store(office), isolation_level=None) as link:
        link.execute("BEGIN EXCLUSIVE")
        ended = gen(*COMMANDS[3])
    link.close()
    assert isinstance(ended.exception, SystemExit)
    assert "another program has it open" in ended.output


def test_what_was_stored_before_a_mistake_is_not_told_as_nothing(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "box" / "b.docx").write_bytes(filled_form(office, "xa-b", t1_result="xong"))
    monkeypatch.setattr("gen.returns.intake.conversion._MAX_BATCH_FILES", 1)
    real, seen = connection_store(), []

    def full(folder: Path, source: Path, received: datetime) -> str:
        seen.append(source)
        if len(seen) > 1:
            raise OSError(28, "No space left on device")
        return real(folder, source, received)

    monkeypatch.setattr("gen.returns.ingestion.store_file", full)
    ended = gen(*COMMANDS[3])
    assert "RET-003" in ended.output
    assert "what was done before stays" in ended.output
    assert ended.exit_code == 3


def connection_store():  # type: ignore[no-untyped-def]
    from gen.store.originals import store_file

    return store_file


def test_form_that_cannot_be_read_stops_no_other_and_is_not_kept(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "box" / "b.docx").write_bytes(filled_form(office, "xa-b", t1_result="xong"))
    (office / "box" / "c.docx").write_bytes(b"PK")
    real = read_regular_file

    def held(path: Path, most: int) -> bytes:
        if path.name == "c.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, most)

    with monkeypatch.context() as patch:
        patch.setattr("gen.returns.intake.unpack.read_regular_file", held)
        ended = gen(*COMMANDS[3])
    assert "c.docx: there is no right to it, or another program has it open" in ended.output
    assert "xa-b, 1 answers" in ended.output
    assert "3 files: 1 forms put down, 1 there already, 0 set apart" in ended.output
    assert "1 files could not be read and are not kept" in ended.output
    assert ended.exit_code == 3
    assert len([*(office / "returns" / "files").rglob("*.docx")]) == 2


def test_form_that_is_opened_between_reading_and_keeping_stops_no_other(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "box" / "b.docx").write_bytes(filled_form(office, "xa-b", t1_result="xong"))
    real = connection_store()

    def held(folder: Path, source: Path, received: datetime) -> str:
        if source.name == "a.docx":
            raise PermissionError(13, "Permission denied", str(source))
        return str(real(folder, source, received))

    monkeypatch.setattr("gen.returns.ingestion.store_file", held)
    ended = gen(*COMMANDS[3])
    assert "xa-b, 1 answers" in ended.output
    assert "1 files could not be read and are not kept" in ended.output
