"""gen issue where reports recur: each form is that of a period, named, asked for, or the only one that can be meant."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from gen.cli import main
from gen.documents import DocumentName
from gen.errors import BuildError, GenError
from gen.issuing import IssueOutcome, IssueRequest, issue, parse_entry, read_entries, withdraw, write_issue_table
from gen.issuing.unissued import list_unissued
from gen.pipeline import BuildRequest, BuildResult, build
from gen.pipeline.placement import FileStatus
from gen.pipeline.register import IssuedDocument, read_register, register_path
from tests.support import plans
from tests.support.docx_text import text as all_text
from tests.support.offices import TEMPLATES, Silent, run

QUARTERLY: plans.Data = {
    "id": "quy", "name": "Báo cáo quý", "of": ["communes"], "to": "huyen", "frequency": "quarterly", "form": True,
    "due": "trước ngày 20 của tháng cuối quý",
}  # fmt: skip
ONCE: plans.Data = {
    "id": "tong-ket", "name": "Báo cáo tổng kết", "of": ["communes"], "to": "huyen", "frequency": "once", "form": True,
    "due": "2027-01-15",
}  # fmt: skip
Q1, Q2 = "2026-Q1", "2026-Q2"


def data(*obligations: plans.Data, **changes: Any) -> plans.Data:
    found = plans.base(obligations=[*(obligations or (QUARTERLY,))], **changes)
    found["plan"] = {**found["plan"], "date": "2026-01-05"}
    return found


def office(tmp_path: Path, *obligations: plans.Data) -> Path:
    """A plan of two communes, with its documents and the forms of the first quarter of 2026."""
    path = plans.write(tmp_path, data(*obligations))
    assert run(path, period=Q1).exit_code == 0
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return office(tmp_path)


def give(plan: Path, number: str = "7", unit: str = "xa-a", day: str = "20/3/2026", **named: str) -> IssueOutcome:
    asked = IssueRequest(plan, str(plan.parent / "out"), TEMPLATES, pdf=False, accepts_blanks=True)
    obligation = named.pop("obligation", "")
    return issue(asked, [parse_entry(unit, "report", number, day, obligation=obligation, **named)], Silent())


def take(plan: Path, table: Path) -> IssueOutcome:
    asked, given = (
        IssueRequest(plan, str(plan.parent / "out"), TEMPLATES, pdf=False, accepts_blanks=True),
        read_entries(table),
    )
    return issue(asked, given.entries, Silent(), given.mistakes)


def file(plan: Path, period: str, unit: str = "xa-a", obligation: str = "") -> Path:
    stem = "-".join(filter(None, ("bao-cao", obligation, unit, period.lower())))
    return plan.parent / "out" / "kh-1" / unit / f"{stem}.docx"


def codes(error: pytest.ExceptionInfo[GenError]) -> list[str]:
    return [found.code for found in error.value.diagnostics]


def standing(plan: Path) -> list[tuple[str, str, str]]:
    found = (one for one in read_register(plan).entries if not one.withdrawn and not one.replaced)
    return [(one.unit, one.period, one.number) for one in found]


def test_only_form_that_is_built_and_not_issued_needs_no_period(plan: Path) -> None:
    give(plan)
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND")]
    assert "Số: 07/BC-UBND" in all_text(file(plan, Q1))


def test_form_of_the_next_period_is_the_one_meant_once_that_before_is_issued(plan: Path) -> None:
    give(plan)
    assert run(plan, period=Q2).exit_code == 0
    give(plan, "15", day="20/6/2026")
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND"), ("xa-a", Q2, "15/BC-UBND")]
    assert "Số: 07/BC-UBND" in all_text(file(plan, Q1))
    assert "Số: 15/BC-UBND" in all_text(file(plan, Q2))


def test_forms_of_several_periods_are_a_question_that_names_them(plan: Path) -> None:
    run(plan, period=Q2)
    with pytest.raises(BuildError) as error:
        give(plan)
    assert codes(error) == ["ISS-038"]
    message = error.value.diagnostics[0].message
    assert "2026-Q1 (quý I năm 2026), 2026-Q2 (quý II năm 2026)" in message
    assert not register_path(plan).exists()


@pytest.mark.parametrize("words", ["2026-Q1", "2026-q1", "quý I năm 2026", "Quý 1/2026"])
def test_period_is_named_by_its_key_or_in_words(plan: Path, words: str) -> None:
    run(plan, period=Q2)
    give(plan, period=words)
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND")]


def test_issue_of_one_period_builds_no_form_of_another(plan: Path) -> None:
    run(plan, period="2026-Q4")
    give(plan, period=Q1)
    assert sorted(path.name for path in file(plan, Q1).parent.glob("bao-cao-*.docx")) == [
        "bao-cao-xa-a-2026-q1.docx",
        "bao-cao-xa-a-2026-q4.docx",
    ]


@pytest.mark.parametrize("period", ["2026-07", "2031-Q9", "hôm qua"])
def test_period_of_which_the_report_has_none_is_told_with_those_that_it_has(plan: Path, period: str) -> None:
    with pytest.raises(BuildError) as error:
        give(plan, period=period)
    assert codes(error) == ["ISS-039"]
    assert "2026-Q1" in error.value.diagnostics[0].hint


def test_form_that_is_not_built_is_told_with_its_file(plan: Path) -> None:
    with pytest.raises(BuildError) as error:
        give(plan, period=Q2)
    assert codes(error) == ["ISS-006"]
    assert "bao-cao-xa-a-2026-q2.docx" in error.value.diagnostics[0].message


def test_without_any_form_built_a_report_that_recurs_is_told_as_not_built(tmp_path: Path) -> None:
    path = plans.write(tmp_path, data())
    with pytest.raises(BuildError) as error:
        give(path)
    assert codes(error) == ["ISS-006"]


def test_period_of_a_document_that_is_no_report_is_refused(plan: Path) -> None:
    asked = IssueRequest(plan, str(plan.parent / "out"), TEMPLATES, pdf=False, accepts_blanks=True)
    with pytest.raises(BuildError) as error:
        issue(asked, [parse_entry("xa-a", "plan", "7", "20/3/2026", period=Q1)], Silent())
    assert codes(error) == ["ISS-018"]


def test_other_number_for_an_issued_form_is_refused_and_names_the_period(plan: Path) -> None:
    give(plan)
    with pytest.raises(BuildError) as error:
        give(plan, "8", period=Q1)
    assert codes(error) == ["ISS-005"]
    assert "quý I năm 2026" in error.value.diagnostics[0].message


def test_same_call_again_means_the_form_that_has_the_number(plan: Path) -> None:
    give(plan)
    run(plan, period=Q2)
    outcome = give(plan)
    assert outcome.issued == ()
    assert [(one.period, one.number) for one in outcome.known] == [(Q1, "07/BC-UBND")]


def test_report_is_asked_for_where_a_unit_has_forms_of_several(tmp_path: Path) -> None:
    path = office(tmp_path, QUARTERLY, ONCE)
    run(path, period="once")
    with pytest.raises(BuildError) as error:
        give(path)
    assert codes(error) == ["ISS-019"]
    give(path, obligation="quy")
    give(path, "8", obligation="tong-ket")
    assert standing(path) == [("xa-a", Q1, "07/BC-UBND"), ("xa-a", "", "08/BC-UBND")]


def test_form_of_a_report_owed_once_is_issued_without_building_those_that_recur(tmp_path: Path) -> None:
    path = plans.write(tmp_path, data(QUARTERLY, ONCE))
    run(path, period="once")
    give(path, obligation="tong-ket")
    assert [one.name for one in file(path, Q1).parent.glob("bao-cao-*.docx")] == ["bao-cao-tong-ket-xa-a.docx"]


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def table(plan: Path, name: str = "so.csv") -> Path:
    to = plan.parent / name
    write_issue_table(plan, str(plan.parent / "out"), to)
    return to


def test_table_has_a_row_for_each_built_form_with_its_period_in_words(plan: Path) -> None:
    give(plan)
    run(plan, period=Q2)
    found = [(row["Mã đơn vị"], row["Kỳ báo cáo"]) for row in rows(table(plan)) if row["Văn bản"] == "Báo cáo"]
    assert found == [("xa-a", "quý II năm 2026"), ("xa-b", "quý I năm 2026"), ("xa-b", "quý II năm 2026")]


def test_table_of_a_plan_whose_reports_are_owed_once_has_no_column_of_periods(tmp_path: Path) -> None:
    path = plans.write(tmp_path, data(ONCE))
    run(path)
    assert "Kỳ báo cáo" not in rows(table(path))[0]


def test_form_that_nobody_built_yet_counts_as_not_built(tmp_path: Path) -> None:
    path = plans.write(tmp_path, data())
    run(path, documents=(DocumentName.PLAN,))
    assert list_unissued(path, str(tmp_path / "out")).unbuilt == 2


def test_table_filled_in_issues_the_forms_of_both_periods(plan: Path) -> None:
    run(plan, period=Q2)
    to = table(plan, "so.xlsx")
    book = openpyxl.load_workbook(to)
    sheet = book.active
    head = next(n for n in range(1, 9) if sheet.cell(n, 1).value == "Mã đơn vị")
    columns = {sheet.cell(head, n).value: n for n in range(1, sheet.max_column + 1)}
    for number, row in enumerate(range(head + 1, sheet.max_row + 1), 21):
        sheet.cell(row, columns["Số"]).value = number
        sheet.cell(row, columns["Ngày ban hành"]).value = date(2026, 6, 20)
    book.save(to)
    take(plan, to)
    periods = sorted((unit, period) for unit, period, _number in standing(plan) if period)
    assert periods == [("xa-a", Q1), ("xa-a", Q2), ("xa-b", Q1), ("xa-b", Q2)]
    for unit, period, number in standing(plan):
        if period:
            assert f"Số: {number}" in all_text(file(plan, period, unit))


def test_two_rows_of_one_unit_without_periods_are_both_asked_about(plan: Path) -> None:
    run(plan, period=Q2)
    to = plan.parent / "so.csv"
    to.write_text("unit,document,number,date\nxa-a,report,7,20/3/2026\nxa-a,report,8,20/6/2026\n", encoding="utf-8")
    with pytest.raises(BuildError) as error:
        take(plan, to)
    assert codes(error) == ["ISS-038", "ISS-038"]


def entry(plan: Path, period: str) -> IssuedDocument:
    found = read_register(plan).find_current("xa-a", DocumentName.REPORT, period=period)
    assert found is not None
    return found


def test_withdrawal_among_several_issued_forms_is_a_question_until_the_period_is_named(plan: Path) -> None:
    run(plan, period=Q2)
    give(plan, period=Q1)
    give(plan, "15", period=Q2)
    with pytest.raises(BuildError) as error:
        withdraw(plan, "xa-a", DocumentName.REPORT, "Sai số")
    assert codes(error) == ["ISS-017"]
    assert "--period 2026-Q1; --period 2026-Q2" in error.value.diagnostics[0].hint
    with pytest.raises(BuildError) as error:
        withdraw(plan, "xa-a", DocumentName.REPORT, "Sai số", "tong-ket", Q1)
    assert codes(error) == ["ISS-008"]
    withdraw(plan, "xa-a", DocumentName.REPORT, "Sai số", "quy", "quý I năm 2026")
    assert standing(plan) == [("xa-a", Q2, "15/BC-UBND")]


def test_commands_take_the_period(plan: Path) -> None:
    run(plan, period=Q2)
    named = [str(plan), "--unit", "xa-a", "--document", "report", "--period", "Quý 2/2026"]
    out = ["--out", str(plan.parent / "out"), "--number", "15", "--date", "20/6/2026"]
    assert CliRunner().invoke(main, ["issue", *named, *out, "--allow-blank"]).exit_code == 0
    assert standing(plan) == [("xa-a", Q2, "15/BC-UBND")]
    assert CliRunner().invoke(main, ["issue", *named, "--withdraw", "--reason", "Sai số"]).exit_code == 0
    assert standing(plan) == []


def test_passages_of_an_issued_form_are_those_of_its_own_period(plan: Path) -> None:
    run(plan, period=Q2)
    state = plan.parent / "out" / "kh-1" / "build-state.json"
    give(plan, period=Q1)
    said = dict(entry(plan, Q1).passages)
    withdraw(plan, "xa-a", DocumentName.REPORT, "Sai số", period=Q1)
    run(plan, period=Q1, force=True)
    state.unlink()
    give(plan, "9", period=Q1)
    assert dict(entry(plan, Q1).passages) == said != {}


def _cut_off(*_given: object) -> Iterator[None]:
    raise KeyboardInterrupt


def cut_off_issue(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("gen.issuing.run.build", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            give(plan, period=Q1)
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND")]
    assert "Số: 07/BC-UBND" not in all_text(file(plan, Q1))


@pytest.mark.parametrize("period", [Q1, Q2, None])
def test_issue_that_was_cut_off_is_completed_by_the_next_build_of_whatever_period(
    plan: Path, monkeypatch: pytest.MonkeyPatch, period: str | None
) -> None:
    cut_off_issue(plan, monkeypatch)
    run(plan, period=period)
    assert "Số: 07/BC-UBND" in all_text(file(plan, Q1))


def test_issue_that_was_cut_off_is_completed_by_the_same_call(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off_issue(plan, monkeypatch)
    give(plan)
    assert "Số: 07/BC-UBND" in all_text(file(plan, Q1))
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND")]


def test_issue_of_two_periods_that_was_cut_off_between_them_is_completed_by_the_next_build(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(plan, period=Q2)
    table = plan.parent / "so.csv"
    head = "unit,document,period,number,date\n"
    table.write_text(f"{head}xa-b,report,2026-Q2,15,20/6/2026\nxa-a,report,Quý 1/2026,7,20/3/2026\n", encoding="utf-8")

    def build_first(request: BuildRequest, *given: object) -> BuildResult:
        if request.period == Q2:
            raise KeyboardInterrupt
        return build(request, Silent())

    with monkeypatch.context() as patch:
        patch.setattr("gen.issuing.run.build", build_first)
        with pytest.raises(KeyboardInterrupt):
            take(plan, table)
    assert "Số: 07/BC-UBND" in all_text(file(plan, Q1))
    assert "Số: 15/BC-UBND" not in all_text(file(plan, Q2, "xa-b"))
    run(plan, period="2026-Q3")
    assert "Số: 15/BC-UBND" in all_text(file(plan, Q2, "xa-b"))


def test_issued_form_that_was_deleted_comes_back_with_a_build_of_another_period(plan: Path) -> None:
    give(plan)
    before = file(plan, Q1).read_bytes()
    run(plan, period=Q2)
    run(plan, period=Q2)
    file(plan, Q1).unlink()
    run(plan, period=Q2)
    assert file(plan, Q1).read_bytes() == before


def test_form_that_the_register_lost_is_entered_again_among_those_of_other_periods(plan: Path) -> None:
    give(plan)
    run(plan, period=Q2)
    register_path(plan).unlink()
    give(plan)
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND")]


def amended(day: str) -> plans.Data:
    """The plan with an amendment of that day that words the task of the communes anew."""
    found = data(amendments=[{"id": "sd-1", "number": "9/KH-UBND", "date": day}])
    found["parts"][0]["assignments"][0]["items"] = [{"text": "Trồng rừng.", "id": "1.1", "amended_by": ["sd-1"]}]
    return found


def test_amendment_supersedes_the_form_of_the_period_in_which_it_holds_and_no_earlier_one(plan: Path) -> None:
    run(plan, period=Q2)
    give(plan, period=Q1)
    give(plan, "15", period=Q2)
    before = {period: file(plan, period).read_bytes() for period in (Q1, Q2)}
    plans.write(plan.parent, amended("2026-05-04"))
    run(plan, period=Q1, supersede=True)
    assert file(plan, Q1).read_bytes() == before[Q1]
    result = run(plan, period=Q2, supersede=True)
    assert [found.code for found in result.notices if found.code == "BUILD-017"] == ["BUILD-017"]
    assert file(plan, Q2).with_name("bao-cao-xa-a-2026-q2.so-15-2026.docx").read_bytes() == before[Q2]
    assert "Trồng rừng." in all_text(file(plan, Q2))
    give(plan, "16", day="30/6/2026")
    assert standing(plan) == [("xa-a", Q1, "07/BC-UBND"), ("xa-a", Q2, "16/BC-UBND")]
    assert all(placed.status is FileStatus.ISSUED for placed in run(plan, period=Q2, units=("xa-a",)).outcomes
               if "bao-cao" in placed.path)  # fmt: skip
