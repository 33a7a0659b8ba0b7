"""Each record that the program keeps × each way in which it can be spoilt × each command that reads it.

It is said by its code and its name, nothing on the disk changes, and there is no traceback.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gen.cli import main
from gen.store.connection import disconnect
from tests.returns.test_collecting import filled_form, office_plan
from tests.support import plans
from tests.support.offices import TEMPLATES

MANIFEST, STATE, REGISTER = "out/kh-1/manifest.json", "out/kh-1/build-state.json", "plan.issued.json"
KEY, STORE, HISTORY = "plan.key", "returns/returns.sqlite3", "revisions/kh-1/history.json"
BUILD = ("build", "--no-pdf")
ISSUE = ("issue", "--unit", "xa-b", "--number", "13", "--date", "5/7/2021", "--allow-blank")
WITHDRAW = ("issue", "--unit", "xa-a", "--withdraw", "--reason", "sai ngày")
ARCHIVE = ("archive", "plan.yaml", "--date", "2021-08-01")
READ = ("read", "box")
COLLECT = ("collect", "box", "--received", "12/07/2021")
EXTEND = ("extend", "xa-b", "--until", "30/07/2021", "--reason", "mưa lũ")
STATUS = ("status", "--as-of", "20/07/2021")
CHASE = ("chase", "--as-of", "20/07/2021")
REPORT = ("report", "--as-of", "20/07/2021", "--to", "tong-hop")

READERS = {
    MANIFEST: {BUILD: ("BUILD-027", "BUILD-026"), ISSUE: ("BUILD-027", "BUILD-026"), ARCHIVE: ("ARC-016", "ARC-080")},
    STATE: dict.fromkeys((BUILD, ISSUE), ("", "BUILD-026")),
    REGISTER: {
        **dict.fromkeys((BUILD, ISSUE, WITHDRAW), ("BUILD-016", "BUILD-026")),
        ARCHIVE: ("BUILD-016", "ARC-018"),
    },
    KEY: dict.fromkeys((BUILD, ISSUE, READ, COLLECT), ("RET-005", "BUILD-026")),
    STORE: dict.fromkeys((STATUS, CHASE, REPORT, COLLECT, EXTEND, ARCHIVE), ("RET-018", "RET-001")),
    HISTORY: dict.fromkeys((BUILD, ARCHIVE), ("BUILD-035", "BUILD-026")),
}
"""For each record the commands that read it, with the codes where it is spoilt and where it cannot be read.

An empty code: the record is a cache, without which more is done.
"""

_refused: set[str] = set()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if _refused and event == "open" and isinstance(arguments[0], str) and arguments[0] in _refused:
        raise PermissionError(13, "Permission denied", arguments[0])


sys.addaudithook(_refuse)  # root, as which tests may run, is refused nothing


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which everything is on record: a key, a build, an issued document, a form that came."""
    folder = tmp_path_factory.mktemp("office")
    plans.write(folder, office_plan())
    shutil.copytree(TEMPLATES, folder / "templates")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.chdir(folder)
        for command in (
            ("key",),
            BUILD,
            ("issue", "--unit", "xa-a", "--number", "12", "--date", "5/7/2021", "--allow-blank"),
        ):
            ended = call(command)
            assert ended.exit_code == 0, ended.output
        (folder / "box").mkdir()
        (folder / "box" / "bc.docx").write_bytes(filled_form(folder, t1_result="xong", t1_status="Hoàn thành"))
        assert call(COLLECT).exit_code == 0
    return folder


def call(command: tuple[str, ...]) -> Result:
    ended = CliRunner().invoke(main, list(command))
    disconnect()
    return ended


def wrong_texts(text: bytes) -> Iterator[bytes]:
    """A JSON text with each of its fields in turn of a wrong type, those of one entry of each list too."""
    content = json.loads(text)
    for key in content:
        for wrong in (None, 5, "x", [1], {"a": 1}):
            if type(wrong) is not type(content[key]):
                yield json.dumps({**content, key: wrong}).encode()
    for name in ("files", "issued", "revisions", "reports"):
        for key in content[name][0] if name in content else ():
            for wrong in (5.5, [[]]):
                entry = {**content[name][0], key: wrong}
                yield json.dumps({**content, name: [entry, *content[name][1:]]}).encode()


def damages(name: str, data: bytes) -> Iterator[bytes]:
    """The bytes that may stand in the place of a record."""
    yield from (b"[]", b"{}", b"null", b"\x89\xff\x00 garbage" * 30, bytes(len(data)), data[: len(data) // 2])
    if name != STORE:
        yield b""  # an empty file is a database too: see tests/returns/test_lost_store.py
        yield b"[" * 100_000
    if name.endswith(".json"):
        yield from wrong_texts(data)


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder, but the locks, which stay where they are, empty."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix != ".lock"
    }


@pytest.fixture
def office(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(whole, tmp_path / "office", copy_function=shutil.copy2))
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


CASES = [(name, command) for name, commands in READERS.items() for command in commands]


def is_said(ended: Result, code: str, name: str) -> bool:
    """Whether the command ended with that code, about that file, and as it should."""
    is_ours = isinstance(ended.exception, SystemExit) and ended.exit_code in (1, 2)
    return is_ours and f"[{code}]" in ended.output and Path(name).name in ended.output


@pytest.mark.slow
@pytest.mark.parametrize(("name", "command"), CASES, ids=[f"{Path(n).name}-{c[0]}" for n, c in CASES])
def test_spoilt_record_is_said_and_nothing_changes(office: Path, name: str, command: tuple[str, ...]) -> None:
    path, (code, _unread) = office / name, READERS[name][command]
    whole = path.read_bytes()
    plans.write(office, {**office_plan(), "closing": ["Một câu mới."]})  # so that there is something to be done
    for data in damages(name, whole):
        path.write_bytes(data)
        before = contents(office)
        ended = call(command)
        if code:
            assert is_said(ended, code, name), (data[:200], ended.output, ended.exception)
            assert contents(office) == before, data[:200]
        else:
            assert ended.exit_code == 0, (data[:200], ended.output, ended.exception)


@pytest.mark.parametrize(("name", "command"), CASES, ids=[f"{Path(n).name}-{c[0]}" for n, c in CASES])
@pytest.mark.parametrize("how", ["a folder", "no right to it"])
def test_record_that_cannot_be_read_is_said(office: Path, name: str, command: tuple[str, ...], how: str) -> None:
    path, (_spoilt, code) = office / name, READERS[name][command]
    if how == "a folder":
        path.unlink()
        path.mkdir()
    elif name == STORE:
        pytest.skip("the database opens its file itself, past Python")
    before = contents(office)
    _refused.update((str(path), name) if how != "a folder" else ())
    try:
        ended = call(command)
    finally:
        _refused.clear()
    assert is_said(ended, code, name), (ended.output, ended.exception)
    assert contents(office) == before
