"""gen build --supersede: after an amendment, issued documents of which the plan changed get new drafts, and stay."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from gen.documents import DocumentName
from gen.errors import BuildError
from gen.pipeline import BuildResult
from gen.pipeline.placement import FileStatus
from gen.pipeline.register import read_register
from tests.support import plans
from tests.support.docx_text import text as all_text
from tests.support.offices import number, run

ROOT = Path(__file__).parents[2]
SAID = "Kế hoạch này thay thế Kế hoạch số 05/KH-UBND ngày 05 tháng 3 năm 2021 của Ủy ban nhân dân xã Xuân An."


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of two communes with a task each; both plans are issued, then the task of the first one is amended."""
    path = plans.write(tmp_path, two_tasks("Trồng cây."))
    assert run(path).exit_code == 0
    for unit in ("xa-a", "xa-b"):
        number(path, unit, "plan", "5", "5/3/2021")
    plans.write(tmp_path, two_tasks("Trồng rừng."))
    return path


def two_tasks(first: str) -> plans.Data:
    return plans.with_sections(
        {"to": ["xa-a"], "heading": "UBND xã Xuân An", "items": [{"text": first}]},
        {"to": ["xa-b"], "heading": "UBND xã Xuân Bình", "items": [{"text": "Tưới cây."}]},
    )


def folder(plan: Path, unit: str = "xa-a") -> Path:
    return plan.parent / "out" / "kh-1" / unit


def status(result: BuildResult, unit: str) -> FileStatus:
    return next(p.status for p in result.outcomes if p.path == f"{unit}/ke-hoach-{unit}.docx")


def test_amended_document_gets_a_draft_that_names_the_one_it_replaces(plan: Path) -> None:
    result = run(plan, supersede=True)
    said = all_text((folder(plan) / "ke-hoach-xa-a.docx").read_bytes())
    assert status(result, "xa-a") is FileStatus.NEW
    assert "Trồng rừng." in said
    assert SAID in said
    assert [n.code for n in result.notices] == ["BUILD-017"]


def test_issued_file_stays_byte_for_byte_under_its_number(plan: Path) -> None:
    before = (folder(plan) / "ke-hoach-xa-a.docx").read_bytes()
    run(plan, supersede=True)
    assert (folder(plan) / "ke-hoach-xa-a.so-5-2021.docx").read_bytes() == before


def test_document_of_which_nothing_changed_stays_issued(plan: Path) -> None:
    before = (folder(plan, "xa-b") / "ke-hoach-xa-b.docx").read_bytes()
    assert status(run(plan, supersede=True), "xa-b") is FileStatus.ISSUED
    assert (folder(plan, "xa-b") / "ke-hoach-xa-b.docx").read_bytes() == before
    assert [file.name for file in folder(plan, "xa-b").glob("*.so-*")] == []


def test_without_the_option_issued_documents_are_told_and_left(plan: Path) -> None:
    result = run(plan)
    assert status(result, "xa-a") is FileStatus.ISSUED
    assert "--supersede" in next(n.hint for n in result.notices if n.code == "BUILD-014")


def test_dry_run_moves_nothing(plan: Path) -> None:
    before = sorted(path.name for path in folder(plan).iterdir())
    run(plan, supersede=True, dry_run=True)
    assert sorted(path.name for path in folder(plan).iterdir()) == before
    assert not read_register(plan).list_replaced()


def test_next_plain_build_keeps_the_new_draft(plan: Path) -> None:
    run(plan, supersede=True)
    assert status(run(plan), "xa-a") is FileStatus.UNCHANGED
    assert SAID in all_text((folder(plan) / "ke-hoach-xa-a.docx").read_bytes())


def test_new_draft_is_issued_under_a_number_of_its_own(plan: Path) -> None:
    run(plan, supersede=True)
    number(plan, "xa-a", "plan", "20", "1/6/2021")
    standing = read_register(plan).find_current("xa-a", DocumentName.PLAN)
    assert standing is not None
    assert standing.number == "20/KH-UBND"
    assert status(run(plan), "xa-a") is FileStatus.ISSUED
    assert SAID in all_text((folder(plan) / "ke-hoach-xa-a.docx").read_bytes())


def test_number_of_a_replaced_document_is_not_given_twice(plan: Path) -> None:
    run(plan, supersede=True)
    with pytest.raises(BuildError) as caught:
        number(plan, "xa-a", "plan", "5", "1/6/2021")
    assert [found.code for found in caught.value.diagnostics] == ["ISS-007"]


def test_second_amendment_names_the_document_of_the_first(plan: Path) -> None:
    run(plan, supersede=True)
    number(plan, "xa-a", "plan", "20", "1/6/2021")
    plans.write(plan.parent, two_tasks("Trồng hoa."))
    run(plan, supersede=True)
    said = all_text((folder(plan) / "ke-hoach-xa-a.docx").read_bytes())
    assert "Kế hoạch số 20/KH-UBND ngày 01 tháng 6 năm 2021" in said
    assert {f.name for f in folder(plan).glob("*.so-*")} == {
        "ke-hoach-xa-a.so-5-2021.docx", "ke-hoach-xa-a.so-20-2021.docx",
    }  # fmt: skip


def test_file_changed_after_its_issue_is_left_to_a_person(plan: Path) -> None:
    path = folder(plan) / "ke-hoach-xa-a.docx"
    document = docx.Document(str(path))
    document.add_paragraph("Thêm một câu.")
    document.save(str(path))
    result = run(plan, supersede=True)
    assert status(result, "xa-a") is FileStatus.KEPT
    assert [p.code for p in result.problems()] == ["BUILD-015"]


def _cut_off(*_given: object) -> Iterator[None]:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["gen.pipeline.issued._write_manifest", "gen.pipeline.job.create_supersession_notice"])
def test_command_that_was_cut_off_is_completed_by_the_next(
    plan: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder(plan) / "ke-hoach-xa-a.docx").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(step, _cut_off)
        with pytest.raises(KeyboardInterrupt):
            run(plan, supersede=True)
    run(plan, supersede=True)
    assert (folder(plan) / "ke-hoach-xa-a.so-5-2021.docx").read_bytes() == before
    assert SAID in all_text((folder(plan) / "ke-hoach-xa-a.docx").read_bytes())
