"""Answers that were given go over into the form that an amendment made necessary, where their task stayed the same."""

from pathlib import Path

import pytest

from gen.derive.answers import form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.history import load_current
from gen.pipeline import BuildResult
from gen.pipeline.placement import FileStatus
from gen.word.forms.reading import read_form
from tests.support import plans
from tests.support.form_filling import filled
from tests.support.offices import number, run

ROOT = Path(__file__).parents[2]


def tasks(*words: str) -> plans.Data:
    return plans.with_sections({"to": ["xa-a"], "heading": "UBND xã", "items": [{"text": text} for text in words]})


def form(folder: Path) -> Path:
    return folder / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"


def answers(folder: Path) -> dict[str, str]:
    """What stands in the form, by the number of its task."""
    plan = load_current(folder / "plan.yaml").plan
    fields = form_fields(derive_report_form(dossier_for(plan, "xa-a")))
    return {key: a.text for key, a in read_form(form(folder).read_bytes()).answers(fields).items() if a.text}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two tasks, and the form of one commune, filled in."""
    plans.write(tmp_path, tasks("Trồng cây.", "Tưới cây."))
    run(tmp_path / "plan.yaml")
    given = {"1.1/result": "đã trồng\n50 cây", "1.2/status": "Hoàn thành", "difficulties": "thiếu nước"}
    form(tmp_path).write_bytes(filled(form(tmp_path).read_bytes(), given))
    assert answers(tmp_path) == given
    return tmp_path


def notices(result: BuildResult) -> list[str]:
    return [notice.message for notice in result.notices if notice.code in {"BUILD-018", "BUILD-019"}]


def test_answers_follow_their_task_which_keeps_its_id(office: Path) -> None:
    plans.write(office, tasks("Làm đất.", "Trồng cây.", "Tưới cây."))
    result = run(office / "plan.yaml", force=True)
    assert answers(office) == {
        "1.1/result": "đã trồng\n50 cây", "1.2/status": "Hoàn thành", "difficulties": "thiếu nước",
    }  # fmt: skip
    assert notices(result) == ["bao-cao-xa-a.docx: 3 answers were carried over"]


def test_answer_to_a_task_that_changed_is_named_and_stays_beside(office: Path) -> None:
    before = form(office).read_bytes()
    plans.write(office, tasks("Trồng rừng.", "Tưới cây."))
    result = run(office / "plan.yaml", force=True)
    assert answers(office) == {"1.2/status": "Hoàn thành", "difficulties": "thiếu nước"}
    assert notices(result) == [
        "bao-cao-xa-a.docx: 2 answers were carried over; 1 were not, since their task changed or is gone: 1.1/result"
    ]
    assert form(office).with_name("bao-cao-xa-a.ban-cu-1.docx").read_bytes() == before


def test_without_force_the_filled_form_stays(office: Path) -> None:
    before = form(office).read_bytes()
    plans.write(office, tasks("Trồng rừng.", "Tưới cây."))
    result = run(office / "plan.yaml")
    assert form(office).read_bytes() == before
    assert notices(result) == []


def test_carried_answers_stay_in_every_later_build(office: Path) -> None:
    plans.write(office, tasks("Làm đất.", "Trồng cây.", "Tưới cây."))
    run(office / "plan.yaml", force=True)
    held = answers(office)
    again = run(office / "plan.yaml")
    assert {p.status for p in again.outcomes if p.path.endswith("bao-cao-xa-a.docx")} == {FileStatus.UNCHANGED}
    plans.write(office, tasks("Làm đất.", "Trồng cây.", "Tưới cây.", "Rào vườn."))
    run(office / "plan.yaml")
    assert answers(office) == held


def test_form_that_nobody_filled_in_is_made_anew_without_a_word(tmp_path: Path) -> None:
    plans.write(tmp_path, tasks("Trồng cây."))
    run(tmp_path / "plan.yaml")
    plans.write(tmp_path, tasks("Trồng rừng."))
    assert notices(run(tmp_path / "plan.yaml")) == []
    assert answers(tmp_path) == {}


def test_issued_report_hands_its_answers_to_the_one_that_replaces_it(office: Path) -> None:
    number(office / "plan.yaml", "xa-a", "report", "7", "10/7/2021")
    plans.write(office, tasks("Trồng cây.", "Tưới hoa."))
    result = run(office / "plan.yaml", supersede=True)
    assert answers(office) == {"1.1/result": "đã trồng\n50 cây", "difficulties": "thiếu nước"}
    assert notices(result) == [
        "bao-cao-xa-a.docx: 2 answers were carried over; 1 were not, since their task changed or is gone: 1.2/status"
    ]


def test_file_that_is_no_form_gives_no_answers(office: Path) -> None:
    form(office).write_bytes(b"nothing of ours")
    plans.write(office, tasks("Trồng rừng."))
    run(office / "plan.yaml", force=True)
    assert answers(office) == {}
    assert form(office).with_name("bao-cao-xa-a.ban-cu-1.docx").read_bytes() == b"nothing of ours"
