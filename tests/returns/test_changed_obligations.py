"""A report that an amendment took away, or asks for at other times: its earlier periods are still what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

import gen
from gen.clock import VIETNAM
from gen.errors import GenError
from gen.returns.extensions import grant_extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.messages import listed_as_text
from gen.store.connection import disconnect
from tests.returns.test_occasions import (
    DIG,
    PLANT,
    QUARTERLY,
    SPRING,
    WATER,
    answers,
    build,
    code,
    form,
    plan_data,
    put,
)
from tests.support import plans
from tests.support.offices import run

MONTHLY = {**QUARTERLY, "frequency": "monthly", "due": {"raw": "trước ngày 20 hằng tháng", "value": "2025-05-19"}}
AMENDMENT = {"id": "sd-1", "date": "2025-05-02", "subject": "sửa đổi", "does": "sửa chế độ báo cáo"}
LATE = datetime(2025, 6, 18, tzinfo=VIETNAM)
YEAR_END = date(2025, 12, 31)
MAY = date(2025, 5, 20)


@dataclass(frozen=True)
class Change:
    """What the amendment makes of the quarterly report: the obligations that are asked from then on."""

    obligations: list[plans.Data]

    @property
    def now(self) -> str:
        """The id of the report that is asked now."""
        return str(self.obligations[0]["id"])


@pytest.fixture(params=["other-times", "other-report", "another-of-the-same-times"])
def change(request: pytest.FixtureRequest) -> Change:
    if request.param == "other-times":
        return Change([MONTHLY])
    other = MONTHLY if request.param == "other-report" else QUARTERLY
    return Change([{**other, "id": "moi", "name": "Báo cáo mới"}])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change) -> Iterator[Path]:
    """Forms of quarter I were built; xa-a sent its own in time; then the amendment came."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plans.write(tmp_path, plan_data(PLANT, WATER))
    build(tmp_path, "2025-Q1")
    assert code(put(tmp_path, form(tmp_path, "2025-Q1", t1_result="a", t2_status="Hoàn thành"))) == ""
    obligations = [{**one, "amended_by": "sd-1"} for one in change.obligations]
    plans.write(tmp_path, plan_data(DIG, PLANT, WATER, amendments=[AMENDMENT], obligations=obligations))
    yield tmp_path
    disconnect()


def states(office: Path, obligation: str | None) -> dict[str, str]:
    board = gen.status(office / "plan.yaml", obligation=obligation, period="2025-Q1", as_of=YEAR_END)
    return {one.unit: str(one.state) for one in board}


@pytest.mark.parametrize("obligation", ["quy", None])
def test_board_of_an_earlier_period_is_of_the_report_asked_then(office: Path, obligation: str | None) -> None:
    assert states(office, obligation) == {"xa-a": "in-time", "xa-b": "behind"}


def test_late_form_of_an_earlier_period_counts_there(office: Path) -> None:
    outcome = put(office, form(office, "2025-Q1", "xa-b", t1_result="b"), LATE)
    assert (code(outcome), outcome.obligation, outcome.period) == ("", "quy", "2025-Q1")
    assert answers(office, "2025-Q1", "xa-b") == {"1.1/result": "b"}


def test_form_that_came_before_is_known_when_it_comes_again(office: Path) -> None:
    outcome = put(office, form(office, "2025-Q1", t1_result="a", t2_status="Hoàn thành"), LATE)
    assert (outcome.already_received, outcome.period) == (SPRING, "2025-Q1")


def test_earlier_period_can_be_reported_corrected_extended_and_moved_into(office: Path) -> None:
    plan = office / "plan.yaml"
    assert gen.consolidate(plan, obligation="quy", period="2025-Q1", as_of=YEAR_END).docx.startswith(b"PK")
    grant_extension(CollectionRequest(plan, SPRING, "quy", "2025-Q1"), "xa-b", date(2025, 4, 10), "lũ")
    outcome = gen.correct_answer(
        "xa-a", "1.1/result", "c", plan, obligation="quy", period="2025-Q1", reason="gọi", received=LATE
    )
    assert outcome.is_changed
    assert answers(office, "2025-Q1")["1.1/result"] == "c"
    [listed] = gen.list_returns(plan, obligation="quy", period="2025-Q1")
    gen.withdraw_return(listed.id, plan, reason="gửi nhầm", at=LATE)
    gen.restore_return(listed.id, plan, reason="đúng rồi", at=LATE)
    assert answers(office, "2025-Q1")["1.2/status"] == "Hoàn thành"


def test_forms_of_an_earlier_period_stay_and_can_be_made_again(office: Path) -> None:
    path = office / "out" / "kh-1" / "xa-b" / "bao-cao-xa-b-2025-q1.docx"
    before = path.read_bytes()
    build(office, "2025-05" if (office / "plan.yaml").read_text().count("monthly") else "2025-Q2")
    assert path.read_bytes() == before
    path.unlink()
    build(office, "2025-Q1")
    assert path.exists()


def test_period_that_no_revision_ever_asked_for_is_an_error(office: Path) -> None:
    with pytest.raises(GenError) as error:
        gen.status(office / "plan.yaml", obligation="quy", period="2025-H1", as_of=YEAR_END)
    assert error.value.diagnostics[0].code in ("RET-002", "RET-009")


def test_last_word_about_a_task_is_that_of_the_quarter_before(office: Path, change: Change) -> None:
    if change.now != "quy":
        pytest.skip("another report: its board has no words of the quarterly one")
    board = gen.task_board(office / "plan.yaml", as_of=date(2025, 6, 1))
    said = {row.text: {unit.unit: str(unit.state) for unit in row.units} for row in board}
    assert said[WATER] == {"xa-a": "done", "xa-b": "not-reported"}


def test_report_without_a_period_is_the_last_one_that_was_asked_for(office: Path) -> None:
    """On 3 May the month of April is over, but the amendment of 2 May did not ask for that."""
    board = gen.status(office / "plan.yaml", as_of=date(2025, 5, 3))
    assert {one.unit: str(one.state) for one in board} == {"xa-a": "in-time", "xa-b": "behind"}
    grant_extension(CollectionRequest(office / "plan.yaml", datetime(2025, 5, 3, tzinfo=VIETNAM)), "xa-b", MAY, "lũ")


def test_report_that_is_taken_away_keeps_its_last_period_where_none_is_named(office: Path) -> None:
    board = gen.status(office / "plan.yaml", obligation="quy", as_of=date(2025, 5, 3))
    assert {one.unit: str(one.state) for one in board} == {"xa-a": "in-time", "xa-b": "behind"}


def test_forms_are_made_for_periods_that_are_asked_for(office: Path, change: Change) -> None:
    if "monthly" not in str(change.obligations):
        pytest.skip("the periods are those of before")
    assert run(office / "plan.yaml", as_of=date(2025, 4, 16)).exit_code == 0
    made = {path.name for path in (office / "out" / "kh-1" / "xa-a").glob("bao-cao-*.docx")}
    assert made == {"bao-cao-xa-a-2025-q1.docx", "bao-cao-xa-a-2025-05.docx"}
    for refused in (
        lambda: gen.status(office / "plan.yaml", obligation=change.now, period="2025-04", as_of=YEAR_END),
        lambda: run(office / "plan.yaml", period="2025-04"),
    ):
        with pytest.raises(GenError) as error:
            refused()
        assert [one.code for one in error.value.diagnostics] == ["RET-009"]


NO_FORM = {key: value for key, value in QUARTERLY.items() if key != "form"}


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A report of which forms are made, and another one without; xa-a sent the first for quarter I."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plans.write(tmp_path, plan_data(PLANT, WATER, obligations=[QUARTERLY, {**NO_FORM, "id": "moi"}]))
    build(tmp_path, "2025-Q1")
    assert code(put(tmp_path, form(tmp_path, "2025-Q1", t1_result="a", t2_status="Hoàn thành"))) == ""
    yield tmp_path
    disconnect()


@pytest.mark.parametrize("period", ["2025-Q1", None])
def test_report_that_is_not_named_is_the_one_that_forms_answered_then(plain: Path, period: str | None) -> None:
    other = [NO_FORM, {**QUARTERLY, "id": "moi"}]
    plans.write(plain, plan_data(PLANT, WATER, amendments=[AMENDMENT], obligations=other))
    board = gen.status(plain / "plan.yaml", period=period, as_of=date(2025, 5, 3))
    assert {one.unit: str(one.state) for one in board} == {"xa-a": "in-time", "xa-b": "behind"}


def test_late_form_is_collected_though_no_report_is_asked_for_any_more(plain: Path) -> None:
    plans.write(plain, plan_data(PLANT, WATER, amendments=[AMENDMENT], obligations=[]))
    outcome = put(plain, form(plain, "2025-Q1", "xa-b", t1_result="b"), LATE)
    assert (code(outcome), outcome.obligation, outcome.period) == ("", "quy", "2025-Q1")


def test_form_that_came_before_its_period_was_taken_away_is_named(plain: Path) -> None:
    april = datetime(2025, 4, 12, tzinfo=VIETNAM)
    build(plain, "2025-Q2")
    assert code(put(plain, form(plain, "2025-Q2", t1_result="b"), april)) == ""
    plans.write(plain, plan_data(PLANT, WATER, amendments=[AMENDMENT], obligations=[MONTHLY]))
    board = gen.status(plain / "plan.yaml", as_of=date(2025, 5, 20))
    [notice] = [one for one in board.notices if one.code == "RET-041"]
    assert "xa-a quy/2025-Q2" in notice.message
    listed = gen.list_returns(plain / "plan.yaml")
    assert [(one.period, one.is_asked) for one in listed] == [("2025-Q1", True), ("2025-Q2", False)]
    assert "in none" in listed_as_text(listed).splitlines()[1]
    gen.move_return(listed[1].id, plain / "plan.yaml", period="2025-05", reason="đúng", at=LATE)
    assert [one.code for one in gen.status(plain / "plan.yaml", as_of=YEAR_END).notices] == []


def test_report_that_is_not_named_is_that_of_before_until_the_new_one_is_reported_on(plain: Path) -> None:
    """From May on there is a yearly report alone: nobody reports for the year before December."""
    yearly = {**QUARTERLY, "frequency": "yearly", "due": {"raw": "trước ngày 20/12 hằng năm", "value": "2025-12-20"}}
    plans.write(plain, plan_data(PLANT, WATER, amendments=[AMENDMENT], obligations=[yearly]))
    boards = [gen.status(plain / "plan.yaml", as_of=day) for day in (date(2025, 5, 3), date(2025, 12, 16))]
    assert [[str(one.state) for one in board] for board in boards] == [["in-time", "behind"], ["open", "open"]]
