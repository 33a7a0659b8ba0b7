"""A register that was restored from a copy of before, or lost, while the results know more: said, nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from gen.archiving import PackRequest, pack_issue
from gen.documents import DocumentName
from gen.errors import BuildError, GenError
from gen.files import sha256
from gen.issuing import IssueRequest, issue, parse_entry, withdraw
from gen.pipeline.placement import FileStatus
from gen.pipeline.register import read_register, register_path
from tests.issuing.test_issue import ROOT, issued, status, word
from tests.support import plans
from tests.support.docx_text import text as all_text
from tests.support.offices import Silent, run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose two communes have the numbers 5 and 6; of the register there is a copy from before the second."""
    path = plans.write(tmp_path, plans.base())
    assert run(path).exit_code == 0
    issued(path)
    shutil.copy(register_path(path), tmp_path / "yesterday")
    issued(path, unit="xa-b", number="6")
    return path


def restore(plan: Path) -> None:
    shutil.copy(plan.parent / "yesterday", register_path(plan))


def contents(plan: Path) -> dict[str, bytes]:
    paths = (path for path in plan.parent.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path): path.read_bytes() for path in paths}


def codes(error: pytest.ExceptionInfo[GenError]) -> list[str]:
    return [found.code for found in error.value.diagnostics]


@pytest.mark.parametrize("how", ["older", "gone"])
def test_build_is_refused_and_names_the_documents(plan: Path, how: str) -> None:
    restore(plan) if how == "older" else register_path(plan).unlink()
    before = contents(plan)
    with pytest.raises(BuildError) as error:
        run(plan)
    assert codes(error) == ["BUILD-029"]
    assert "xa-b/ke-hoach-xa-b.docx (06/KH-UBND)" in str(error.value.diagnostics[0].message)
    assert contents(plan) == before


def test_number_that_the_register_lost_is_not_given_again(plan: Path) -> None:
    restore(plan)
    before = contents(plan)
    with pytest.raises(BuildError) as error:
        issued(plan, unit="xa-b", number="7")
    assert codes(error) == ["BUILD-029"]
    assert contents(plan) == before


def test_lost_numbers_are_entered_again_as_they_were_given(plan: Path) -> None:
    whole, documents = register_path(plan).read_bytes(), contents(plan)
    register_path(plan).unlink()
    request = IssueRequest(plan, str(plan.parent / "out"), ROOT / "templates", pdf=False, accepts_blanks=True)
    entries = [parse_entry("xa-a", "plan", "5", "5/3/2021"), parse_entry("xa-b", "plan", "6", "5/3/2021")]
    issue(request, entries, Silent())
    assert register_path(plan).read_bytes() == whole
    now = contents(plan)
    assert {path for path in now if now[path] != documents[path]} == {str(word(plan).parents[1] / "build-state.json")}


def test_document_changed_since_does_not_count_as_what_was_issued(plan: Path) -> None:
    digest = read_register(plan).entries[1].sha256
    restore(plan)
    other = word(plan).parents[1] / "xa-b" / "ke-hoach-xa-b.docx"
    other.write_bytes(other.read_bytes() + b" ")
    issued(plan, unit="xa-b", number="6")
    assert read_register(plan).entries[1].sha256 == digest


def test_withdrawn_document_gets_its_number_back_as_it_was_corrected(plan: Path) -> None:
    withdraw(plan, "xa-a", DocumentName.PLAN, "sai một từ")
    document = Document(str(word(plan)))
    document.paragraphs[-1].add_run(" đã sửa")
    document.save(str(word(plan)))
    (new,) = issued(plan).issued
    assert (new.number, new.sha256) == ("05/KH-UBND", sha256(word(plan).read_bytes()))
    assert "đã sửa" in all_text(word(plan))


def test_register_of_before_a_withdrawal_is_refused(plan: Path) -> None:
    shutil.copy(register_path(plan), plan.parent / "yesterday")
    withdraw(plan, "xa-a", DocumentName.PLAN, "sai ngày")
    run(plan, force=True)  # a new draft stands there now
    restore(plan)
    before = contents(plan)
    with pytest.raises(BuildError) as error:
        run(plan)
    assert codes(error) == ["BUILD-030"]
    assert contents(plan) == before


def test_archive_refuses_what_the_register_does_not_tell_of(plan: Path, tmp_path: Path) -> None:
    restore(plan)
    with pytest.raises(GenError) as error:
        pack_issue(PackRequest(plan, str(plan.parent / "out"), tmp_path / "archive", ROOT / "templates"))
    assert "BUILD-029" in codes(error)


def test_newest_register_brought_back_builds_as_ever(plan: Path) -> None:
    whole = register_path(plan).read_bytes()
    restore(plan)
    with pytest.raises(BuildError):
        run(plan)
    register_path(plan).write_bytes(whole)
    assert status(run(plan)) is FileStatus.ISSUED
