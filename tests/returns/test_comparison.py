"""gen report of a recurring report: each target beside the period before and the year to date; nothing is no zero."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gen
from gen.clock import VIETNAM
from gen.plan.model import Plan
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.consolidation.comparison import TargetComparison, compare_targets
from gen.returns.consolidation.report import ConsolidatedReport, consolidate
from gen.returns.consolidation.summary import summarize
from gen.returns.consolidation.targets import compute_percentage
from gen.store.connection import disconnect
from gen.word.template.loading import load_template
from tests.returns.test_occasions import QUARTERLY, plan_data
from tests.returns.test_summary_documents import made as made_once
from tests.support import plans
from tests.support.docx_text import lines
from tests.support.form_filling import filled
from tests.support.offices import TEMPLATES, run
from tests.support.quarters import quarter, quarterly, quarterly_plan, returned

D, DAY = Decimal, date(2026, 9, 30)


def share(unit: str, numerator: str, denominator: str, classes: str = "1") -> AcceptedSubmission:
    figures = {"t1_1_1__numerator": numerator, "t1_1_1__denominator": denominator, "t1_1_2__value": classes}
    return returned(unit, "2026-03-18", **figures)


def compared(*collections: Collection) -> tuple[TargetComparison, TargetComparison]:
    *earlier, now = collections
    found = compare_targets(summarize(now), [*map(summarize, earlier)])
    return found["1.1/1"], found["1.1/2"]


def made(*collections: Collection) -> ConsolidatedReport:
    *earlier, now = collections
    return consolidate(now, load_template(TEMPLATES, "summary.docx"), DAY, (), earlier)


def said(*collections: Collection) -> str:
    return " ".join(" ".join(lines(made(*collections).docx)).split())


def three(plan: Plan) -> tuple[Collection, Collection, Collection]:
    return (
        quarter(plan, "2026-Q1", share("xa-a", "80", "100", "2")),
        quarter(plan, "2026-Q2", share("xa-a", "10", "50", "3"), share("xa-b", "40", "50", "1")),
        quarter(plan, "2026-Q3", share("xa-a", "1", "100", "5")),
    )


def test_numerators_and_denominators_of_the_year_are_added(tmp_path: Path) -> None:
    percent, count = compared(*three(quarterly_plan(tmp_path)))
    assert (percent.numerator, percent.denominator) == (D(131), D(300))
    assert percent.ratio == compute_percentage(D(131), D(300))
    assert count.total == D(11)


def test_the_period_before_is_the_one_just_before(tmp_path: Path) -> None:
    percent, _count = compared(*three(quarterly_plan(tmp_path)))
    assert percent.previous is not None
    assert percent.previous.target is not None
    assert (percent.previous.period.key, percent.previous.target.ratio) == ("2026-Q2", D(50))


def test_the_report_has_both_beside_the_figure(tmp_path: Path) -> None:
    words = said(*three(quarterly_plan(tmp_path)))
    assert "50% = 50/100 (quý II năm 2026: 2/2 đơn vị)" in words
    assert "43,67% = 131/300 (quý I: 1/2 đơn vị, quý II: 2/2 đơn vị, quý III: 1/2 đơn vị)" in words
    assert "11 (quý I: 1/2 đơn vị, quý II: 2/2 đơn vị, quý III: 1/2 đơn vị)" in words


def test_a_period_without_figures_is_named_and_is_no_zero(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first, _second, third = three(plan)
    words = said(first, quarter(plan, "2026-Q2"), third)
    assert "chưa có số liệu quý II năm 2026" in words
    assert "40,5% = 81/200 (quý I: 1/2 đơn vị, quý III: 1/2 đơn vị); chưa có số liệu quý II năm 2026" in words


def test_a_year_of_which_there_is_no_figure_has_no_sum(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    percent, count = compared(quarter(plan, "2026-Q1"), quarter(plan, "2026-Q2"))
    assert (percent.ratio, percent.counted, count.counted) == (None, (), ())
    assert "chưa có số liệu quý I năm 2026; chưa có số liệu quý II năm 2026" in said(
        quarter(plan, "2026-Q1"), quarter(plan, "2026-Q2")
    )


def test_the_first_period_says_that_there_is_none_before(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    words = said(quarter(plan, "2026-Q1", share("xa-a", "80", "100")))
    assert "không có kỳ trước" in words
    assert "80% = 80/100 (quý I: 1/2 đơn vị)" in words


def test_the_last_quarter_of_the_year_before_is_no_part_of_the_year(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    before = quarter(plan, "2026-Q4", share("xa-a", "80", "100"))
    percent, _count = compared(before, quarter(plan, "2027-Q1", share("xa-a", "1", "4")))
    assert percent.previous is not None
    assert (percent.previous.period.key, percent.ratio) == ("2026-Q4", D(25))


def test_a_target_follows_its_task_to_another_code(tmp_path: Path) -> None:
    old, new = quarterly_plan(tmp_path / "old"), quarterly_plan(tmp_path / "new", id="1.1a")
    now = quarter(new, "2026-Q2")
    found = compare_targets(summarize(now), [summarize(quarter(old, "2026-Q1", share("xa-a", "80", "100")))])
    assert found["1.1a/1"].numerator == D(80)


def test_another_target_is_not_compared(tmp_path: Path) -> None:
    old, new = quarterly_plan(tmp_path / "old"), quarterly_plan(tmp_path / "new", targets=[
        {"raw": "đạt 100%", "op": ">=", "value": "100", "of": "hộ trồng rừng"}])  # fmt: skip
    first = quarter(old, "2026-Q1", share("xa-a", "80", "100"))
    second = quarter(new, "2026-Q2", returned("xa-a", "2026-06-18", t1_1_1__numerator="1", t1_1_1__denominator="4"))
    found = compare_targets(summarize(second), [summarize(first)])["1.1/1"]
    assert (found.previous is not None and found.previous.target, found.ratio) == (None, D(25))
    words = said(first, second)
    assert "không so được với quý I năm 2026" in words
    assert "25% = 1/4 (quý II: 1/2 đơn vị); không so được với quý I năm 2026" in words


def test_the_workbook_has_the_figures_as_numbers(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first, _second, third = three(plan)
    pages = openpyxl.load_workbook(io.BytesIO(made(first, quarter(plan, "2026-Q2"), third).xlsx))
    headings, percent, count = list(pages["Chỉ tiêu"].iter_rows(min_row=2, values_only=True))
    row, other = dict(zip(headings, percent, strict=True)), dict(zip(headings, count, strict=True))
    assert (row["Mã"], row["Ở mục"]) == ("1.1/1", "mục 1.1, chỉ tiêu 1")
    assert (row["Lũy kế: tử số"], row["Lũy kế: mẫu số"], row["Lũy kế (%)"]) == (81, 200, 40.5)
    assert (row["Kỳ trước: tử số"], row["Kỳ trước (%)"]) == (None, None)
    assert row["Kỳ không có số liệu"] == "chưa có số liệu quý II năm 2026"
    assert (other["Lũy kế: kết quả đếm"], other["Lũy kế: tử số"]) == (7, None)


def test_a_report_that_is_owed_once_has_no_empty_columns(tmp_path: Path) -> None:
    found = made_once(tmp_path)
    headings = [str(cell.value) for cell in openpyxl.load_workbook(io.BytesIO(found.xlsx))["Chỉ tiêu"][2]]
    assert not [heading for heading in headings if heading.startswith(("Kỳ", "Lũy kế"))]
    assert "Kỳ trước" not in lines(found.docx)


FIGURES = st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), min_size=1, max_size=4)


@given(given_figures=FIGURES)
def test_the_year_to_date_is_the_sum_whichever_periods_are_empty(
    tmp_path_factory: pytest.TempPathFactory, given_figures: list[tuple[int, int]]
) -> None:
    plan = quarterly_plan(tmp_path_factory.getbasetemp() / "figures")
    collections = [
        quarter(plan, f"2026-Q{number}", *([share("xa-a", str(a), str(b))] if a % 3 else []))
        for number, (a, b) in enumerate(given_figures, 1)
    ]
    percent, count = compared(*collections)
    counted = [(a, b) for a, b in given_figures if a % 3]
    assert percent.numerator == sum(a for a, _b in counted)
    assert percent.denominator == sum(b for _a, b in counted)
    assert count.total == len(counted)
    assert len(percent.year) == len(given_figures)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plan = plans.write(tmp_path, quarterly())
    for key, day, number in (("2026-Q1", "2026-03-18", "80"), ("2026-Q3", "2026-09-18", "10")):
        run(plan, period=key)
        form = tmp_path / "out" / "kh-1" / "xa-a" / f"bao-cao-xa-a-{key.lower()}.docx"
        answers = {"1.1/1/numerator": number, "1.1/1/denominator": "100"}
        (tmp_path / f"{key}.docx").write_bytes(filled(form.read_bytes(), answers))
        gen.collect(tmp_path / f"{key}.docx", plan, received=date.fromisoformat(day))
    yield tmp_path
    disconnect()


def test_what_was_collected_in_earlier_periods_is_in_the_report(office: Path) -> None:
    found = gen.consolidate(office / "plan.yaml", period="2026-Q3", as_of="2026-09-30", templates=TEMPLATES)
    words = " ".join(" ".join(lines(found.docx)).split())
    assert "chưa có số liệu quý II năm 2026" in words
    assert "45% = 90/200 (quý I: 1/2 đơn vị, quý III: 1/2 đơn vị)" in words
    assert "của Ủy ban nhân dân huyện Sông Đà, quý III năm 2026" in words


MONTHLY = {**QUARTERLY, "frequency": "monthly", "due": {"raw": "trước ngày 20 hằng tháng", "value": "2025-05-19"}}
TREES = {"text": "Trồng 90% diện tích.", "targets": [{"raw": "90%", "op": ">=", "value": 90, "unit": "%", "of": "ha"}]}
NOW_OTHERWISE = {"id": "sd-1", "date": "2025-05-02", "subject": "sửa đổi", "does": "sửa chế độ báo cáo"}


def report_of(folder: Path, before: tuple[plans.Data, dict[str, str]], after: tuple[plans.Data, dict[str, str]]) -> str:
    """What the last report says: an amendment of 2 May asks at other times; the numerators are by the periods."""
    for number, (obligation, given_in) in enumerate((before, after)):
        amendments = [NOW_OTHERWISE] if number else []
        plans.write(folder, plan_data(TREES, obligations=[obligation], amendments=amendments))
        for period, numerator in given_in.items():
            assert run(folder / "plan.yaml", period=period).exit_code == 0
            answers = {"1.1/1/numerator": numerator, "1.1/1/denominator": "100", "cutoff": ""}
            path = folder / "out" / "kh-1" / "xa-a" / f"bao-cao-xa-a-{period.lower()}.docx"
            box = folder / period
            box.mkdir()
            (box / "bc.docx").write_bytes(filled(path.read_bytes(), {k: v for k, v in answers.items() if v}))
            [outcome] = gen.collect(box, folder / "plan.yaml", received=datetime(2025, 12, 1, tzinfo=VIETNAM))
            assert outcome.submission.quarantine_reason is None
    found = gen.consolidate(folder / "plan.yaml", period=period, as_of=date(2025, 12, 31))
    disconnect()
    return " ".join(" ".join(lines(found.docx)).split())


def test_month_within_the_quarter_that_is_asked_for_since_is_not_added_twice(tmp_path: Path) -> None:
    said_now = report_of(
        tmp_path, (MONTHLY, {"2025-02": "20", "2025-03": "30", "2025-04": "40"}), (QUARTERLY, {"2025-Q2": "70"})
    )
    assert "30% = 30/100 (tháng 3 năm 2025: 1/2 đơn vị)" in said_now
    assert "40% = 120/300 (tháng 2: 1/2 đơn vị, tháng 3: 1/2 đơn vị, quý II: 1/2 đơn vị); chưa có số liệu" in said_now


def test_days_that_no_period_has_are_named(tmp_path: Path) -> None:
    said_now = report_of(tmp_path, (QUARTERLY, {"2025-Q1": "10"}), (MONTHLY, {"2025-05": "20"}))
    assert "15% = 30/200 (quý I: 1/2 đơn vị, tháng 5: 1/2 đơn vị)" in said_now
    assert "không có kỳ báo cáo nào từ ngày 15/03/2025 đến ngày 14/04/2025" in said_now


def test_days_that_two_periods_have_are_named(tmp_path: Path) -> None:
    """The month ended on its last day before, and ends on the 14th now."""
    whole = {**MONTHLY, "cutoff": "2025-01-31"}
    said_now = report_of(tmp_path, (whole, {"2025-04": "40"}), (MONTHLY, {"2025-05": "20"}))
    assert "tháng 4 và tháng 5 cùng tính từ ngày 15/04/2025 đến ngày 30/04/2025" in said_now
