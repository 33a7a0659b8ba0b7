"""manifest.json and build-state.json brought back from a copy of before: said, or not believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gen
from gen.documents import DocumentName
from gen.files import sha256
from gen.folders import LocalFolder
from gen.journal import Journal
from gen.pipeline.register import read_register
from gen.pipeline.state import FILE_NAME as STATE
from tests.pipeline.test_records import build, files, manifest
from tests.support import plans

OLD, NEW = "Trồng cây.", "Trồng rừng."


def write_plan(office: Path, task: str) -> None:
    section = {"to": ["communes"], "heading": "UBND các xã", "items": [{"text": task}]}
    plans.write(office, plans.with_sections(section))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of a plan whose documents were built."""
    write_plan(tmp_path, OLD)
    assert build(tmp_path).exit_code == 0
    return tmp_path


def issue(office: Path) -> object:
    return gen.issue(
        office / "plan.yaml", out=str(office / "out"), unit="xa-a", number="7", date="5/7/2021", allow_blank=True
    )


def state(office: Path) -> Path:
    return office / "out" / "kh-1" / STATE


def passages(office: Path) -> dict[str, str]:
    """What the register says that the issued plan of xa-a says."""
    issued = read_register(office / "plan.yaml").find_current("xa-a", DocumentName.PLAN)
    assert issued is not None
    return dict(issued.passages)


def passages_of(office: Path) -> dict[str, str]:
    """What the plan of xa-a says by the state."""
    found: dict[str, str] = json.loads(state(office).read_text("utf-8"))["passages"]["xa-a/ke-hoach-xa-a.docx"]
    return found


def archive(office: Path) -> object:
    return gen.archive(office / "plan.yaml", out=str(office / "out"), to=office / "archive")


@pytest.mark.parametrize("command", [build, issue, archive])
def test_manifest_of_before_is_said_and_nothing_is_written(office: Path, command: object) -> None:
    older = manifest(office).read_bytes()
    write_plan(office, NEW)
    build(office)
    manifest(office).write_bytes(older)
    before = files(office)
    with pytest.raises(gen.GenError) as refused:
        command(office)  # type: ignore[operator]
    assert "BUILD-031" in [found.code for found in refused.value.diagnostics]
    assert files(office) == before


def test_manifest_of_before_is_taken_where_the_state_was_deleted(office: Path) -> None:
    older, wanted = manifest(office).read_bytes(), files(office)
    write_plan(office, NEW)
    build(office)
    newer = files(office)
    manifest(office).write_bytes(older)
    state(office).unlink()
    assert build(office).exit_code == 0
    name = str(office / "out" / "kh-1" / "xa-a" / "ke-hoach-xa-a.docx")
    assert files(office)[name] == newer[name] != wanted[name]


def test_plan_put_back_is_built_though_a_state_of_before_knows_it(office: Path) -> None:
    older, wanted = state(office).read_bytes(), files(office)
    write_plan(office, NEW)
    build(office)
    write_plan(office, OLD)
    state(office).write_bytes(older)
    assert build(office).exit_code == 0
    documents = [path for path in wanted if path.endswith(".docx")]
    assert {path: files(office)[path] for path in documents} == {path: wanted[path] for path in documents}


def test_state_of_before_does_not_say_what_an_issued_document_says(office: Path) -> None:
    older = state(office).read_bytes()
    write_plan(office, NEW)
    build(office)
    wanted = passages_of(office)
    state(office).write_bytes(older)
    issue(office)
    assert passages(office) == wanted


def test_document_of_a_cut_off_run_is_issued_as_what_it_says(office: Path) -> None:
    name = "xa-a/ke-hoach-xa-a.docx"
    records = {path: path.read_bytes() for path in (manifest(office), state(office))}
    write_plan(office, NEW)
    build(office)
    wanted, folder = passages_of(office), office / "out" / "kh-1"
    for path, data in records.items():  # the run was killed before it could write them
        path.write_bytes(data)
    Journal(LocalFolder(folder)).note(name, sha256((folder / name).read_bytes()))
    issue(office)
    assert passages(office) == wanted
