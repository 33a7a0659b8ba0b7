"""The store is gone, empty or older than the files that were received: said, never “nobody has reported”; made anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import gen
from gen.cli import main
from gen.locking import locked
from gen.returns.collection import received_day
from gen.returns.storage import load_collection
from gen.store.connection import disconnect
from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans
from tests.support.offices import TEMPLATES, run

DAY = date(2021, 7, 20)
READERS = (
    ("status", "--as-of", "20/07/2021"),
    ("report", "--as-of", "20/07/2021", "--to", "tong-hop"),
    ("chase", "--as-of", "20/07/2021"),
)
EXTEND = ("extend", "xa-b", "--until", "30/07/2021", "--reason", "mưa lũ")
COLLECT = ("collect", "box", "--received", "12/07/2021")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office: a form of either unit came on the 10th, and another of one on the 12th, which counts."""
    folder = tmp_path_factory.mktemp("office")
    plan = plans.write(folder, office_plan())
    assert run(plan).exit_code == 0
    shutil.copytree(TEMPLATES, folder / "templates")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.chdir(folder)
        for day, forms in (("10", {"xa-a": "một phần", "xa-b": "xong"}), ("12", {"xa-a": "tất cả"})):
            box = folder / f"box-{day}"
            box.mkdir()
            for unit, said in forms.items():
                (box / f"{unit}.docx").write_bytes(filled_form(folder, unit, t1_result=said))
            assert call("collect", box.name, "--received", f"{day}/07/2021").exit_code == 0
            shutil.copy(store(folder), folder / f"store-{day}")
        (folder / "box").mkdir()
        shutil.copy(folder / "box-12" / "xa-a.docx", folder / "box" / "xa-a.docx")
    yield folder
    disconnect()


@pytest.fixture
def office(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "office"
    shutil.copytree(whole, folder, copy_function=shutil.copy2)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


def call(*arguments: str) -> Result:
    ended = CliRunner().invoke(main, list(arguments))
    disconnect()
    return ended


def store(office: Path) -> Path:
    return office / "returns" / "returns.sqlite3"


def lose(office: Path, how: str) -> None:
    if how == "gone":
        store(office).unlink()
    else:
        store(office).write_bytes(b"")


def counts(office: Path) -> dict[str, tuple[str, str]]:
    """What counts of each unit, and on which day it came."""
    found = load_collection(office / "plan.yaml", None, None, DAY).accepted
    disconnect()
    return {one.unit: (one.values[0].text, f"{received_day(one):%d}") for one in found}


@pytest.mark.parametrize("how", ["gone", "emptied"])
@pytest.mark.parametrize("command", [*READERS, EXTEND, COLLECT], ids=lambda command: command[0])
def test_store_that_is_lost_is_not_taken_for_one_of_nothing(office: Path, command: tuple[str, ...], how: str) -> None:
    lose(office, how)
    ended = call(*command)
    assert (ended.exit_code, "RET-016" in ended.output) == (1, True)
    assert "gen collect returns/files" in ended.output
    assert not store(office).exists() or store(office).read_bytes() == b""


@pytest.mark.parametrize("how", ["gone", "emptied"])
def test_store_is_made_anew_from_what_was_received(office: Path, how: str) -> None:
    before = counts(office)
    assert {unit: said for unit, (said, _day) in before.items()} == {"xa-a": "tất cả", "xa-b": "xong"}
    lose(office, how)
    ended = call("collect", "returns/files")
    assert ended.exit_code == 0, ended.output
    assert counts(office) == before
    assert "RET" not in call(*READERS[0]).output


def test_older_store_is_said_by_every_command_that_reads_it(office: Path) -> None:
    shutil.copy(office / "store-10", store(office))
    for command in READERS:
        assert "1 of the files in returns/files" in call(*command).output


def test_older_store_is_said_by_every_command_that_writes_to_it(office: Path) -> None:
    shutil.copy(office / "store-10", store(office))
    (office / "box" / "xa-a.docx").write_bytes(filled_form(office, "xa-a", t1_result="một nửa"))
    for command in (COLLECT, EXTEND):
        ended = call(*command)
        assert (ended.exit_code, "RET-017" in ended.output) == (0, True)


@pytest.mark.parametrize("command", [*READERS, EXTEND, COLLECT], ids=lambda command: command[0])
def test_store_of_a_newer_version_is_neither_read_nor_written(office: Path, command: tuple[str, ...]) -> None:
    with sqlite3.connect(store(office)) as link:
        link.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('gen_store', '0099_new', '2031-01-01')"
        )
    link.close()
    before = store(office).read_bytes()
    ended = call(*command)
    assert (ended.exit_code, "RET-021" in ended.output) == (1, True)
    assert store(office).read_bytes() == before


def test_older_store_gets_what_it_lacks(office: Path) -> None:
    before = counts(office)
    shutil.copy(office / "store-10", store(office))
    assert call("collect", "returns/files").exit_code == 0
    assert counts(office) == before
    assert "RET-017" not in call(*READERS[0]).output


def test_form_that_is_read_again_does_not_supersede_one_that_came_later(office: Path) -> None:
    before = counts(office)
    later = {"10", "11", "13"}
    store(office).unlink()
    shutil.move(office / "returns" / "files", office / "kept")
    call("collect", "box-12", "--received", "12/07/2021")
    shutil.copytree(office / "kept", office / "returns" / "files", dirs_exist_ok=True)
    assert call("collect", "returns/files").exit_code == 0
    assert counts(office) == before
    as_of = {day: load_collection(office / "plan.yaml", None, None, date(2021, 7, int(day))).accepted for day in later}
    said = {day: [one.values[0].text for one in found if one.unit == "xa-a"] for day, found in as_of.items()}
    assert said == {"10": ["một phần"], "11": ["một phần"], "13": ["tất cả"]}


def test_received_file_that_is_no_longer_there_is_said(office: Path) -> None:
    next((office / "returns" / "files").rglob("*.docx")).unlink()
    assert "RET-020" in call(*READERS[0]).output


def test_archive_with_forms_that_came_before_is_known(office: Path) -> None:
    shutil.make_archive("all", "zip", office / "box-10")
    assert call("collect", "all.zip", "--received", "13/07/2021").exit_code == 0
    assert "RET-017" not in call(*READERS[0]).output


def test_who_only_looks_makes_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    plans.write(tmp_path, office_plan())
    assert len(gen.status(tmp_path / "plan.yaml", as_of=DAY)) == 2
    assert not (tmp_path / "returns").exists()


def test_same_extension_again_is_the_same_and_another_is_refused(office: Path) -> None:
    assert [call(*EXTEND).exit_code for _time in range(2)] == [0, 0]
    other = call("extend", "xa-b", "--until", "31/07/2021", "--reason", "mưa lũ")
    assert (other.exit_code, "RET-004" in other.output) == (1, True)


@pytest.mark.slow
def test_forms_collected_at_the_same_time_are_all_there_once(whole: Path, tmp_path: Path) -> None:
    boxes = [tmp_path / unit for unit in ("xa-a", "xa-b")]
    for box in boxes:
        box.mkdir()
        (box / "bc.docx").write_bytes((whole / "box-10" / f"{box.name}.docx").read_bytes())
    shutil.copy(whole / "plan.yaml", tmp_path / "plan.yaml")
    under_way = [
        subprocess.Popen(
            [sys.executable, "-m", "gen", "collect", str(box), "--received", "10/07/2021"],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "DATABASE_URL": ""},
        )
        for box in (*boxes, *boxes)
    ]  # fmt: skip
    said = [process.communicate(timeout=120)[0] for process in under_way]
    assert [process.returncode for process in under_way] == [0] * 4, said
    assert counts(tmp_path) == {"xa-a": ("một phần", "10"), "xa-b": ("xong", "10")}
    with sqlite3.connect(store(tmp_path)) as link:
        assert link.execute("SELECT count(*) FROM gen_store_submission").fetchone() == (2,)
    link.close()
    assert len(list((tmp_path / "returns" / "files").rglob("*.docx"))) == 2


def test_who_only_looks_does_not_wait_for_the_lock(office: Path) -> None:
    with locked(office / "plan.yaml"):
        ended = subprocess.run(
            [sys.executable, "-m", "gen", *READERS[0]], cwd=office, timeout=30, env={**os.environ, "DATABASE_URL": ""}
        )
    assert ended.returncode == 0


def test_temporary_files_of_a_killed_call_are_swept(office: Path) -> None:
    left = office / "returns" / "files" / ".xa-a.docx.12-34.part"
    left.write_bytes(b"half")
    call(*COLLECT)
    assert not left.exists()


def test_store_is_on_the_disk_before_a_command_ends(office: Path) -> None:
    with sqlite3.connect(store(office)) as link:
        assert link.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    link.close()
    from django.db import connections

    load_collection(office / "plan.yaml", None, None, DAY)
    with connections["default"].cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    disconnect()
