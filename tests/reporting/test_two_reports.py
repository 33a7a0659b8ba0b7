"""A plan whose forms answer several reports: each form bears its own, and which one is meant is never guessed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from django.conf import settings

from gen.cli import main
from gen.documents import DocumentName
from gen.errors import BuildError
from gen.issuing import IssueRequest, issue, parse_entry, withdraw
from gen.pipeline.manifest import load_records
from gen.pipeline.register import read_register
from gen.plan.file.loading import load_plan
from gen.returns.board import ReportingState, build_board
from gen.returns.consolidation.own_part import NOTHING_WRITTEN
from gen.returns.consolidation.passages import Footing
from gen.returns.consolidation.report import build_report_values
from gen.returns.consolidation.summary import summarize
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.storage import StoreOutcome, load_collection
from gen.store.connection import disconnect
from gen.survey import survey_unit, survey_units
from gen.word.forms.reading import read_form
from gen.word.template.names import HinhAnh
from tests.support import plans
from tests.support.docx_text import text
from tests.support.form_filling import filled
from tests.support.offices import TEMPLATES, Silent, number, run
from tests.support.old_forms import of_first_format

ROOT = Path(__file__).parents[2]
NOON = datetime(2021, 7, 10, 5, tzinfo=UTC)
DAY = date(2021, 7, 20)
QUYEN = {"id": "quyen", "name": "Báo cáo quyền trẻ em", "of": ["communes"], "to_name": "HĐND", "frequency": "once"}
TONG_KET = {"id": "tong-ket", "name": "Báo cáo tổng kết", "of": ["all"], "to": "huyen", "frequency": "once"}
MARKED = {"form": True, "due": "2021-07-15"}
BOTH = [{**QUYEN, **MARKED}, {**TONG_KET, **MARKED}]


def plan_file(folder: Path, *obligations: plans.Data) -> Path:
    units = [
        {"id": "huyen", "kind": "district", "name": "Sông Đà"},
        {"id": "phong", "kind": "department", "name": "Phòng Y tế", "abbr": "YT"},
        {"id": "xa-a", "kind": "commune", "name": "Xuân An"},
    ]
    section = {"to": ["phong", "xa-a"], "heading": "Các đơn vị", "items": [{"text": "Trồng cây."}]}
    return plans.write(folder, plans.with_sections(section, units=units, obligations=list(obligations)))


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The store lies beside the plan, and is closed after each test that opened it."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    if settings.configured:
        disconnect()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of a plan under which a commune owes two reports by form, and a department one of them."""
    assert run(plan_file(tmp_path, *BOTH)).exit_code == 0
    return tmp_path


def path_in(office: Path, unit: str, name: str) -> Path:
    return office / "out" / "kh-1" / unit / f"{name}.docx"


def put_in(office: Path, *forms: Path, status: str = "Hoàn thành", obligation: str | None = None) -> list[StoreOutcome]:
    box = office / f"box-{len(list(office.glob('box-*')))}"
    box.mkdir()
    for form in forms:
        (box / form.name).write_bytes(filled(form.read_bytes(), {"1.1/status": status}))
    return list(collect(CollectionRequest(office / "plan.yaml", NOON, obligation), [box]))


def reported(office: Path, obligation: str) -> list[str]:
    return [report.unit for report in load_collection(office / "plan.yaml", obligation, None, DAY).accepted]


def test_unit_that_owes_two_reports_gets_a_form_for_each(office: Path) -> None:
    names = sorted(path.name for path in (office / "out" / "kh-1").rglob("bao-cao*.docx"))
    assert names == ["bao-cao-phong.docx", "bao-cao-quyen-xa-a.docx", "bao-cao-tong-ket-xa-a.docx"]


@pytest.mark.parametrize(
    ("unit", "name", "code"),
    [
        ("xa-a", "bao-cao-quyen-xa-a", "kh-1/xa-a/bao-cao/quyen"),
        ("xa-a", "bao-cao-tong-ket-xa-a", "kh-1/xa-a/bao-cao/tong-ket"),
        ("phong", "bao-cao-phong", "kh-1/phong/bao-cao/tong-ket"),
    ],
)
def test_form_bears_its_report_in_its_seal_and_on_its_pages(office: Path, unit: str, name: str, code: str) -> None:
    form = path_in(office, unit, name)
    seal = read_form(form.read_bytes()).seal
    assert seal is not None
    assert seal.form == code
    assert any(code in part for part in footers(form))


def footers(form: Path) -> list[str]:
    return [p.text for section in docx.Document(str(form)).sections for p in section.footer.paragraphs]


def test_form_says_in_words_which_report_it_answers(office: Path) -> None:
    assert "Chế độ báo cáo: Báo cáo quyền trẻ em." in text(path_in(office, "xa-a", "bao-cao-quyen-xa-a"))
    assert "Chế độ báo cáo: Báo cáo tổng kết." in text(path_in(office, "xa-a", "bao-cao-tong-ket-xa-a"))
    assert "Chế độ báo cáo" not in text(path_in(office, "phong", "bao-cao-phong"))


def test_forms_that_come_together_are_put_down_each_for_its_report(office: Path) -> None:
    put_in(office, *(office / "out" / "kh-1").rglob("bao-cao*.docx"))
    assert reported(office, "quyen") == ["xa-a"]
    assert sorted(reported(office, "tong-ket")) == ["phong", "xa-a"]


def test_form_that_came_before_is_known_again_whatever_it_answers(office: Path) -> None:
    put_in(office, *(office / "out" / "kh-1").rglob("bao-cao*.docx"))
    again = collect(CollectionRequest(office / "plan.yaml", NOON), [office / "box-0"])
    assert [kept.already_received for kept in again] == [NOON, NOON, NOON]


def test_a_later_form_supersedes_only_that_for_the_same_report(office: Path) -> None:
    put_in(office, path_in(office, "xa-a", "bao-cao-quyen-xa-a"), path_in(office, "xa-a", "bao-cao-tong-ket-xa-a"))
    [kept] = put_in(office, path_in(office, "xa-a", "bao-cao-quyen-xa-a"), status="Đang thực hiện")
    assert kept.superseded_received == NOON
    assert reported(office, "tong-ket") == ["xa-a"]


def test_form_is_not_put_down_for_another_report_than_it_bears(office: Path) -> None:
    [kept] = put_in(office, path_in(office, "xa-a", "bao-cao-quyen-xa-a"), obligation="tong-ket")
    assert str(kept.submission.quarantine_reason) == "it answers another report: quyen"
    assert reported(office, "tong-ket") == []


def test_form_is_not_put_down_for_a_report_that_its_unit_does_not_owe(tmp_path: Path) -> None:
    plan = plan_file(tmp_path, {**QUYEN, "of": ["xa-a"]}, {**TONG_KET, **MARKED})
    assert run(plan).exit_code == 0
    form = path_in(tmp_path, "phong", "bao-cao-phong")
    form.write_bytes(of_first_format(form.read_bytes()))  # one that names no report
    [kept] = put_in(tmp_path, form, obligation="quyen")
    assert str(kept.submission.quarantine_reason) == "phong does not owe the report quyen"


def forms_of_before(folder: Path) -> tuple[Path, Path]:
    """The forms of the commune and the department, made when the plan asked for one report; it asks for two now."""
    assert run(plan_file(folder, {**TONG_KET, **MARKED})).exit_code == 0
    plan_file(folder, *BOTH)
    forms = path_in(folder, "xa-a", "bao-cao-xa-a"), path_in(folder, "phong", "bao-cao-phong")
    for form in forms:
        form.write_bytes(of_first_format(form.read_bytes()))
    return forms


def test_form_that_bears_no_report_is_asked_about_where_forms_answer_several(tmp_path: Path) -> None:
    found = put_in(tmp_path, *forms_of_before(tmp_path))
    said = {kept.submission.unit: str(kept.submission.quarantine_reason or "") for kept in found}
    why = "it does not say which report it answers; collect it alone with --obligation: {}"
    assert said == {"xa-a": why.format("quyen, tong-ket"), "phong": why.format("tong-ket")}
    assert reported(tmp_path, "quyen") == reported(tmp_path, "tong-ket") == []


def test_form_of_before_is_not_taken_for_the_only_report_that_its_unit_owes_now(tmp_path: Path) -> None:
    commune, _department = forms_of_before(tmp_path)
    plan_file(tmp_path, {**QUYEN, **MARKED}, {**TONG_KET, **MARKED, "of": ["phong"]})
    put_in(tmp_path, commune)
    assert reported(tmp_path, "quyen") == []


def test_form_that_bears_no_report_is_put_down_for_the_one_that_a_person_names(tmp_path: Path) -> None:
    commune, _department = forms_of_before(tmp_path)
    put_in(tmp_path, commune)
    put_in(tmp_path, commune, obligation="quyen")
    assert reported(tmp_path, "quyen") == ["xa-a"]
    assert reported(tmp_path, "tong-ket") == []


def test_file_of_a_form_that_is_no_longer_asked_for_is_named_once_and_listed_no_more(tmp_path: Path) -> None:
    commune, _department = forms_of_before(tmp_path)
    result = run(tmp_path / "plan.yaml")
    [notice] = [found for found in result.notices if found.code == "BUILD-025"]
    assert "xa-a/bao-cao-xa-a.docx" in notice.message
    assert commune.exists()
    assert "xa-a/bao-cao-xa-a.docx" not in load_records(result.folder)
    assert "bao-cao-xa-a.docx" not in (tmp_path / "out" / "kh-1" / "index.html").read_text(encoding="utf-8")
    assert [found for found in run(tmp_path / "plan.yaml").notices if found.code == "BUILD-025"] == []


@pytest.mark.parametrize("arguments", [("status", "plan.yaml"), ("chase", "plan.yaml", "--templates", str(TEMPLATES))])
def test_which_report_is_meant_is_asked(office: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str]) -> None:
    monkeypatch.chdir(office)
    found = CliRunner().invoke(main, list(arguments))
    assert found.exit_code == 1
    assert "error[RET-015]: the forms of this plan answer several reports" in found.output
    assert "--obligation: quyen, tong-ket" in found.output


def test_gen_read_says_which_report_a_form_answers(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    form = path_in(office, "xa-a", "bao-cao-quyen-xa-a")
    form.write_bytes(filled(form.read_bytes(), {"difficulties": "không"}))
    found = CliRunner().invoke(main, ["read", str(form)])
    assert "xa-a, 1 answers, for the report quyen" in found.output


def issuing(office: Path) -> IssueRequest:
    return IssueRequest(office / "plan.yaml", str(office / "out"), TEMPLATES, pdf=False, accepts_blanks=True)


def test_each_form_is_issued_under_its_own_number(office: Path) -> None:
    for given, obligation in (("5", "quyen"), ("6", "tong-ket")):
        issue(issuing(office), [parse_entry("xa-a", "report", given, "5/7/2021", obligation=obligation)], Silent())
    entries = read_register(office / "plan.yaml").entries
    assert [(one.obligation, one.number) for one in entries] == [("quyen", "05/BC-UBND"), ("tong-ket", "06/BC-UBND")]
    assert "Số: 05/BC-UBND" in text(path_in(office, "xa-a", "bao-cao-quyen-xa-a"))
    assert run(office / "plan.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("document", "obligation", "code", "words"),
    [
        ("report", "", "ISS-019", "xa-a gets several report forms"),
        ("report", "khac", "ISS-019", "none for this report: khac"),
        ("plan", "quyen", "ISS-018", "a report or its period is named, but the document is another"),
    ],
)
def test_which_form_is_issued_is_asked(office: Path, document: str, obligation: str, code: str, words: str) -> None:
    with pytest.raises(BuildError) as raised:
        issue(issuing(office), [parse_entry("xa-a", document, "5", "5/7/2021", obligation=obligation)], Silent())
    [found] = raised.value.diagnostics
    assert found.code == code
    assert words in found.message


def test_only_form_of_a_unit_is_issued_without_a_name_for_it(office: Path) -> None:
    number(office / "plan.yaml", "phong", "report", "7", "5/7/2021")
    [entry] = read_register(office / "plan.yaml").entries
    assert (entry.unit, entry.obligation, entry.number) == ("phong", "", "07/BC-YT")
    assert '"obligation"' not in (office / "plan.issued.json").read_text(encoding="utf-8")


def test_which_form_is_withdrawn_is_asked_where_two_are_issued(office: Path) -> None:
    for given, obligation in (("5", "quyen"), ("6", "tong-ket")):
        issue(issuing(office), [parse_entry("xa-a", "report", given, "5/7/2021", obligation=obligation)], Silent())
    with pytest.raises(BuildError, match="several report forms"):
        withdraw(office / "plan.yaml", "xa-a", DocumentName.REPORT, "sai số")
    assert withdraw(office / "plan.yaml", "xa-a", DocumentName.REPORT, "sai số", "quyen").number == "05/BC-UBND"
    assert withdraw(office / "plan.yaml", "xa-a", DocumentName.REPORT, "sai số").number == "06/BC-UBND"


RECEIVED = (
    "    to: huyen-tuan-giao\n    through: phong-ldtbxh\n    frequency: once\n",
    "    to: phong-ldtbxh\n    frequency: once\n",
)


@pytest.fixture
def received_by_a_department(tmp_path: Path) -> Path:
    """The example, whose reports go to a department that the plan names among those who report."""
    words = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    assert words.count(RECEIVED[0]) == 1
    return plans.write(tmp_path, words.replace(*RECEIVED))


def test_receiver_does_not_owe_the_report_and_the_others_do(received_by_a_department: Path) -> None:
    standings = build_board(load_collection(received_by_a_department, None, None, DAY), DAY)
    assert len(standings) == 42
    assert "phong-ldtbxh" not in [one.unit for one in standings]
    assert {one.state for one in standings} == {ReportingState.OVERDUE}


def test_receiver_gets_no_form_and_its_plan_says_that_it_receives(received_by_a_department: Path) -> None:
    result = run(received_by_a_department, units=("phong-ldtbxh",))
    made = received_by_a_department.parent / "out" / "kh-1472-tuan-giao" / "phong-ldtbxh"
    assert result.exit_code == 0
    assert [path.name for path in made.iterdir()] == ["ke-hoach-phong-ldtbxh.docx"]
    said = text(made / "ke-hoach-phong-ldtbxh.docx")
    assert "Tiếp nhận: Báo cáo đánh giá tình hình, kết quả thực hiện Kế hoạch." in said


def test_form_of_the_receiver_counts_for_nothing(received_by_a_department: Path) -> None:
    folder = received_by_a_department.parent
    plans.write(folder, (ROOT / "plan.yaml").read_text(encoding="utf-8"))
    run(folder / "plan.yaml", units=("phong-ldtbxh",))
    plans.write(folder, (ROOT / "plan.yaml").read_text(encoding="utf-8").replace(*RECEIVED))
    box = folder / "box"
    box.mkdir()
    form = folder / "out" / "kh-1472-tuan-giao" / "phong-ldtbxh" / "bao-cao-phong-ldtbxh.docx"
    (box / "b.docx").write_bytes(filled(form.read_bytes(), {"difficulties": "không"}))
    [kept] = collect(CollectionRequest(folder / "plan.yaml", NOON), [box])
    assert str(kept.submission.quarantine_reason) == "phong-ldtbxh owes no report that a form answers"


def test_receiver_has_no_due_date_in_lists(received_by_a_department: Path) -> None:
    plan = load_plan(received_by_a_department).plan
    assert [one.id for one in survey_units(plan) if not one.due] == ["phong-ldtbxh"]
    assert "summary-2021" not in [report.id for report in survey_unit(plan, "phong-ldtbxh").reports]


def test_consolidated_report_of_the_receiver_goes_to_the_issuer(received_by_a_department: Path) -> None:
    found = summarize(load_collection(received_by_a_department, None, None, DAY))
    values = build_report_values(found, DAY, HinhAnh("", "0", "0", "", 1), NOTHING_WRITTEN, Footing())
    assert values.co_quan == ("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",)
    assert values.noi_gui == "Ủy ban nhân dân huyện Tuần Giáo"
