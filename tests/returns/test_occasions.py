"""A form counts for the period that it bears, judged by the plan as it stood; what does not fit is asked about."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import gen
from gen.clock import VIETNAM
from gen.errors import GenError
from gen.history.records import history_folder
from gen.locale import use_language
from gen.returns.board import UnitStatus
from gen.returns.storage import StoreOutcome
from gen.store.connection import disconnect
from tests.support import plans
from tests.support.docx_text import rows
from tests.support.form_filling import filled
from tests.support.offices import run
from tests.support.old_forms import of_first_format
from tests.support.repacked import changed, unpacked

QUARTERLY = {
    "id": "quy", "name": "Báo cáo quý", "of": ["communes"], "to": "huyen", "frequency": "quarterly", "form": True,
    "due": {"raw": "trước ngày 20 của tháng cuối quý", "value": "2025-03-20", "kind": "before"},
}  # fmt: skip
PLANT, WATER, DIG = "Trồng rừng phòng hộ.", "Tưới cây đầu nguồn.", "Đào giếng khoan mới."
SPRING, SUMMER = datetime(2025, 3, 18, tzinfo=VIETNAM), datetime(2025, 6, 18, tzinfo=VIETNAM)


def plan_data(*tasks: Any, **changes: Any) -> plans.Data:
    items = [task if isinstance(task, dict) else {"text": task} for task in tasks]
    data = plans.with_sections({"to": ["communes"], "heading": "UBND xã", "items": items}, obligations=[QUARTERLY])
    data["plan"] = {**data["plan"], "date": "2025-01-08"}
    return {**data, **changes}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A plan of two communes that report every quarter; the forms of quarters I and II are built."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plans.write(tmp_path, plan_data(PLANT, WATER))
    build(tmp_path, "2025-Q1", "2025-Q2")
    yield tmp_path
    disconnect()


def build(office: Path, *periods: str) -> None:
    for period in periods:
        assert run(office / "plan.yaml", period=period).exit_code == 0


def form(office: Path, period: str, unit: str = "xa-a", **answers: str) -> bytes:
    """The form of a unit, filled in: t1_status is the status of task 1.1."""
    given = {re.sub(r"^t(\d+a?)_", r"1.\1/", key): text for key, text in answers.items()}
    path = office / "out" / "kh-1" / unit / f"bao-cao-{unit}-{period.lower()}.docx"
    return filled(path.read_bytes(), given)


def put(
    office: Path, data: bytes, at: datetime = SPRING, period: str | None = None, name: str = "bc.docx"
) -> StoreOutcome:
    box = office / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    (box / name).write_bytes(data)
    (outcome,) = gen.collect(box, office / "plan.yaml", received=at, period=period)
    return outcome


def code(outcome: StoreOutcome) -> str:
    return outcome.submission.quarantine_reason.code if outcome.submission.quarantine_reason else ""


def answers(office: Path, period: str, unit: str = "xa-a") -> dict[str, str]:
    from gen.returns.storage import load_collection

    found = load_collection(office / "plan.yaml", None, period, date(2025, 12, 31)).accepted
    return {value.field.key: value.text for report in found if report.unit == unit for value in report.values}


def status(office: Path, period: str, unit: str = "xa-a") -> UnitStatus:
    board = gen.status(office / "plan.yaml", period=period, as_of=date(2025, 12, 31))
    return next(one for one in board if one.unit == unit)


def test_form_that_came_before_its_period_began_is_asked_about(office: Path) -> None:
    """It would hold the plan as it is until the end of that period."""
    early = form(office, "2025-Q2", t1_result="a")
    assert code(put(office, early, datetime(2025, 3, 14, tzinfo=VIETNAM))) == "period-not-begun"
    assert code(put(office, form(office, "2025-Q2", t1_result="b"), datetime(2025, 3, 15, tzinfo=VIETNAM))) == ""


@pytest.mark.parametrize("at", [SPRING, SUMMER, datetime(2025, 11, 3, tzinfo=VIETNAM)])
def test_form_counts_for_its_own_period_whatever_the_day(office: Path, at: datetime) -> None:
    outcome = put(office, form(office, "2025-Q1", t1_result="a"), at)
    assert (outcome.obligation, outcome.period) == ("quy", "2025-Q1")
    assert (answers(office, "2025-Q1"), answers(office, "2025-Q2")) == ({"1.1/result": "a"}, {})


def test_form_without_a_period_is_asked_about_and_counts_once_a_person_says_which(office: Path) -> None:
    old = of_first_format(form(office, "2025-Q1", t1_result="a"))
    assert code(put(office, old, SUMMER)) == "period-not-said"
    assert status(office, "2025-Q2").rejection_reasons != ()
    assert code(put(office, old, SUMMER, "2025-Q1")) == ""
    assert answers(office, "2025-Q1") == {"1.1/result": "a"}
    assert status(office, "2025-Q2").rejection_reasons == ()


def test_form_of_another_period_than_is_said_is_set_apart_there(office: Path) -> None:
    outcome = put(office, form(office, "2025-Q1", t1_result="a"), SUMMER, "2025-Q2")
    assert (code(outcome), outcome.period) == ("other-period", "2025-Q2")
    assert answers(office, "2025-Q1") == answers(office, "2025-Q2") == {}


@pytest.mark.parametrize(
    "name", ["bao-cao-xa-a-2025-q2.docx", "Báo cáo quý II 2025 Xuân An.docx", "bao-cao-xa-a-2024-q1 (1).docx"]
)
def test_form_whose_file_is_called_after_another_period_is_set_apart_with_both_named(office: Path, name: str) -> None:
    outcome = put(office, form(office, "2025-Q1", t1_result="a"), SUMMER, name=name)
    assert (code(outcome), outcome.period) == ("period-unlike-name", "2025-Q1")
    reason = str(outcome.submission.quarantine_reason)
    assert "quý I năm 2025" in reason
    assert ("quý I năm 2024" if "2024" in name else "quý II năm 2025") in reason
    assert answers(office, "2025-Q1") == {}


@pytest.mark.parametrize(
    "name", ["bao-cao-xa-a-2025-q1.docx", "BC quý I.2025.docx", "BC quý II.docx", "BC 2025.docx", "BC năm 2025.docx"]
)
def test_form_whose_file_names_its_period_or_none_with_its_year_counts(office: Path, name: str) -> None:
    assert code(put(office, form(office, "2025-Q1", t1_result="a"), SUMMER, name=name)) == ""


def test_form_called_after_another_period_counts_once_a_person_says_which(office: Path) -> None:
    data, name = form(office, "2025-Q1", t1_result="a"), "bao-cao-xa-a-2025-q2.docx"
    put(office, data, SUMMER, name=name)
    assert code(put(office, data, SUMMER, "2025-Q2", name)) == "other-period"
    assert code(put(office, data, SUMMER, "2025-Q1", name)) == ""
    assert answers(office, "2025-Q1") == {"1.1/result": "a"}


def test_form_called_after_another_period_counts_for_the_period_in_which_it_is_restored(office: Path) -> None:
    data, name = form(office, "2025-Q1", t1_result="a"), "bao-cao-xa-a-2025-q2.docx"
    put(office, data, SUMMER, name=name)
    (one,) = gen.list_returns(office / "plan.yaml")
    gen.restore_return(one.id, office / "plan.yaml", reason="xã A xác nhận là quý I", at=SUMMER)
    assert answers(office, "2025-Q1") == {"1.1/result": "a"}


def test_file_that_counts_for_another_period_is_asked_about(office: Path) -> None:
    old = of_first_format(form(office, "2025-Q1", t1_result="a"))
    put(office, old, SPRING, "2025-Q1")
    outcome = put(office, old, SUMMER, "2025-Q2")
    assert str(outcome.submission.quarantine_reason).startswith("the same file counts for quý I năm 2025 already")
    assert put(office, old, SUMMER).already_received == SPRING


def test_answers_of_the_last_period_in_a_new_form_are_asked_about_until_a_person_lets_them_count(office: Path) -> None:
    put(office, form(office, "2025-Q1", t1_result="a", t2_status="Hoàn thành"))
    again = form(office, "2025-Q2", t1_result="a", t2_status="Hoàn thành")
    assert code(put(office, again, SUMMER)) == "same-as-last-period"
    assert answers(office, "2025-Q2") == {}
    [waiting] = [one for one in gen.list_returns(office / "plan.yaml") if one.period == "2025-Q2"]
    gen.restore_return(waiting.id, office / "plan.yaml", reason="đơn vị xác nhận", at=SUMMER)
    assert answers(office, "2025-Q2") == {"1.1/result": "a", "1.2/status": "Hoàn thành"}


def test_answers_that_differ_from_the_last_period_in_one_cell_count(office: Path) -> None:
    put(office, form(office, "2025-Q1", t1_result="a", t2_status="Hoàn thành"))
    assert code(put(office, form(office, "2025-Q2", t1_result="b", t2_status="Hoàn thành"), SUMMER)) == ""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("14/3/2025", ""), ("19/3/2025", ""), ("31/3/2025", ""), ("1/1/2025", ""),
        ("14/6/2025", "figures-of-other-period"), ("14/3/2024", "figures-of-other-period"),
    ],
)  # fmt: skip
def test_day_of_the_figures_is_held_against_the_period(office: Path, day: str, expected: str) -> None:
    assert code(put(office, form(office, "2025-Q1", t1_result="a", cutoff=day), SUMMER)) == expected


def test_blank_form_is_set_apart_in_the_period_that_it_bears(office: Path) -> None:
    found = put(office, form(office, "2025-Q1"), SUMMER)
    assert (code(found), found.period) == ("blank", "2025-Q1")
    assert [status(office, key).state.value for key in ("2025-Q1", "2025-Q2")] == ["invalid", "behind"]


def test_day_of_the_figures_that_is_only_a_little_outside_is_a_doubt(office: Path) -> None:
    found = put(office, form(office, "2025-Q1", t1_result="a", cutoff="31/3/2025"), SUMMER).submission
    assert list(map(str, found.doubts)) == ["it has figures as of 31/03/2025, which is not within quý I năm 2025"]
    assert put(office, form(office, "2025-Q1", t1_result="a", cutoff="15/3/2025"), SUMMER).submission.doubts == ()


@pytest.mark.parametrize(
    ("at", "more", "doubts"),
    [
        (datetime(2025, 4, 2, tzinfo=VIETNAM), {}, 0),
        (SUMMER, {"cutoff": "14/3/2025"}, 0),
        (SUMMER, {}, 1),
    ],
    ids=["period not over", "day of figures", "none"],
)
def test_form_that_takes_the_place_of_a_report_of_long_ago_is_in_doubt_where_it_names_no_day(
    office: Path, at: datetime, more: dict[str, str], doubts: int
) -> None:
    put(office, form(office, "2025-Q1", t1_result="a"))
    outcome = put(office, form(office, "2025-Q1", t1_result="b", **more), at)
    assert [one.code for one in outcome.submission.doubts] == ["late-without-cutoff"] * doubts
    with use_language("vi"):  # it is due; whether anything was reported on it is not said
        assert ["nay đã đến kỳ báo cáo quý II năm 2025" in str(one) for one in outcome.submission.doubts] == [
            True
        ] * doubts
    assert answers(office, "2025-Q1")["1.1/result"] == "b"


def test_form_made_by_a_newer_version_is_not_half_read(office: Path) -> None:
    data, name = form(office, "2025-Q1", t1_result="a"), "docProps/custom.xml"
    newer = unpacked(data)[name].replace(b'"gen-format"><vt:lpwstr>2<', b'"gen-format"><vt:lpwstr>3<')
    assert code(put(office, changed(data, {name: newer}))) == "seal-newer"


def test_unit_that_reported_fully_has_not_to_add_a_task_of_later(office: Path) -> None:
    put(office, form(office, "2025-Q1", t1_status="Hoàn thành", t2_status="Hoàn thành"))
    plans.write(office, plan_data(DIG, PLANT, WATER))
    assert status(office, "2025-Q1").missing_keys == ()
    build(office, "2025-Q2")
    put(office, form(office, "2025-Q2", t1_status="Hoàn thành"), SUMMER)
    assert status(office, "2025-Q2").missing_keys == ("1.1a/status", "1.2/status")


def test_answers_stay_with_the_words_that_they_were_given_to(office: Path) -> None:
    put(office, form(office, "2025-Q1", t1_result="đã trồng", t2_result="đã tưới"))
    plans.write(office, plan_data(DIG, PLANT, WATER))
    assert answers(office, "2025-Q1") == {"1.1/result": "đã trồng", "1.2/result": "đã tưới"}
    report = gen.consolidate(office / "plan.yaml", period="2025-Q1", as_of=date(2025, 12, 31))
    assert report.docx.startswith(b"PK")


def test_form_of_before_an_amendment_counts_for_what_is_still_asked_and_the_rest_is_named(office: Path) -> None:
    early = form(office, "2025-Q2", t1_result="đã trồng", t2_result="đã tưới")
    amendment = {"id": "sd-1", "date": "2025-05-10", "subject": "sửa đổi", "does": "thay nhiệm vụ tưới cây"}
    plans.write(office, plan_data(DIG, PLANT, "Bón phân cho cây.", amendments=[amendment]))
    outcome = put(office, early, SUMMER)
    assert [(value.field.key, reason.code) for value, reason in outcome.submission.quarantined_values] == [
        ("1.2/result", "task-changed"),
    ]  # fmt: skip
    assert answers(office, "2025-Q2") == {"1.1/result": "đã trồng"}


def test_successor_owes_what_is_due_after_a_merger_and_those_who_ended_what_was_before(office: Path) -> None:
    data = plan_data(PLANT, WATER)
    data["units"] = [
        *({**unit, "valid_to": "2025-04-30", "successor": "xa-ab"} if unit["kind"] == "commune" else unit
          for unit in data["units"]),
        {"id": "xa-ab", "kind": "commune", "name": "Xuân Hòa", "valid_from": "2025-05-01"},
    ]  # fmt: skip
    plans.write(office, data)
    put(office, form(office, "2025-Q1", t1_result="a"))
    build(office, "2025-Q2")
    assert code(put(office, form(office, "2025-Q2", "xa-ab", t1_result="b"), SUMMER)) == ""
    boards = [gen.status(office / "plan.yaml", period=key, as_of=date(2025, 7, 1)) for key in ("2025-Q1", "2025-Q2")]
    assert [[one.unit for one in board] for board in boards] == [["xa-a", "xa-b"], ["xa-ab"]]
    assert code(put(office, form(office, "2025-Q2", t1_result="c"), SUMMER)) == "unit-ended"


def test_what_a_unit_sent_before_it_ended_is_told_under_its_name(office: Path) -> None:
    put(office, form(office, "2025-Q2", t1_result="a"), datetime(2025, 4, 10, tzinfo=VIETNAM))
    data = plan_data(PLANT, WATER, amendments=[{"id": "sd-1", "date": "2025-05-01", "does": "sáp nhập"}])
    data["units"][1] |= {"valid_to": "2025-04-30", "successor": "xa-b"}
    plans.write(office, data)
    report = gen.consolidate(office / "plan.yaml", period="2025-Q2", as_of=date(2025, 7, 1))
    assert rows(report.docx, "Đơn vị, tệp")[1][0] == "UBND xã Xuân An"
    sheet = load_workbook(io.BytesIO(report.xlsx))["Chi tiết"]
    assert [cell.value for cell in sheet[3]][:2] == ["xa-a", "UBND xã Xuân An"]


def test_store_whose_revisions_are_lost_is_an_error_and_no_other_figure(office: Path) -> None:
    put(office, form(office, "2025-Q1", t1_result="a"))
    plans.write(office, plan_data(DIG, PLANT, WATER))
    shutil.rmtree(history_folder(office / "plan.yaml", "kh-1"))
    with pytest.raises(GenError) as error:
        answers(office, "2025-Q1")
    assert [found.code for found in error.value.diagnostics] == ["RET-039"]


def test_form_that_lacks_what_an_amendment_asks_since_is_said_to_be_of_before(office: Path) -> None:
    put(office, form(office, "2025-Q2", t1_status="Hoàn thành", t2_status="Hoàn thành"), SUMMER)
    assert status(office, "2025-Q2").has_old_form is False
    amendment = {"id": "sd-1", "date": "2025-06-10", "does": "thêm việc"}
    plans.write(office, plan_data(DIG, PLANT, WATER, amendments=[amendment]))
    assert status(office, "2025-Q2").has_old_form is True
    assert status(office, "2025-Q2").missing_keys == ("1.1a/status",)
