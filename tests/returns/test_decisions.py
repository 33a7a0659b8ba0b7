"""gen returns: what was received is listed, withdrawn, restored, moved, corrected; each with its reason, in the log."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import gen
from gen.cli import main
from gen.errors import GenError
from gen.files import sha256
from gen.returns.board import ReportingState, StatusBoard, build_board
from gen.returns.clock import day_meant, moment_meant
from gen.returns.collection import AcceptedSubmission, Collection, completed_day, received_day
from gen.returns.effective import SubmissionState
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.messages import outcomes_as_json, outcomes_as_text
from gen.returns.storage import (
    ReceivedSubmission,
    StoreOutcome,
    SubmissionStore,
    find_counting_elsewhere,
    load_collection,
    load_last_answers,
)
from gen.returns.validation import Submission
from gen.store.connection import connect, disconnect
from tests.returns.test_collecting import DAY, NOON, OWED, filled_form, log, office_plan, texts
from tests.support import plans
from tests.support.docx_text import text as text_of_file
from tests.support.offices import run

EARLIER, LATER = NOON - timedelta(days=2), NOON + timedelta(days=3)
QUARTERLY = {**OWED, "frequency": "quarterly", "due": "2021-03-20"}


def make_office(folder: Path, **owed: object) -> Path:
    data = office_plan(target=True)
    data["obligations"] = [{**OWED, **owed}]
    path = plans.write(folder, data)
    for period in ("2021-Q1", "2021-Q2") if owed.get("frequency") == "quarterly" else (None,):
        assert run(path, period=period).exit_code == 0
    return folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a plan of two communes, whose forms are built; the report is owed once, by 15/7/2021."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    yield make_office(tmp_path)
    disconnect()


@pytest.fixture
def quarters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, for a report that is owed every quarter."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    yield make_office(tmp_path, **QUARTERLY)
    disconnect()


def put(
    office: Path, data: bytes, at: datetime = NOON, *, name: str = "bc.docx", period: str | None = None
) -> StoreOutcome:
    box = office / "box"
    shutil.rmtree(box, ignore_errors=True)
    box.mkdir()
    (box / name).write_bytes(data)
    (outcome,) = collect(CollectionRequest(office / "plan.yaml", at, period=period), [box])
    return outcome


def loaded(office: Path, day: date = DAY, period: str | None = None) -> Collection:
    return load_collection(office / "plan.yaml", None, period, day)


def only(office: Path, day: date = DAY, period: str | None = None) -> AcceptedSubmission:
    (report,) = loaded(office, day, period).accepted
    return report


def board(office: Path, day: date = DAY) -> StatusBoard:
    return build_board(loaded(office, day), day)


def id_of(data: bytes) -> str:
    return sha256(data)[:8]


def codes(error: pytest.ExceptionInfo[GenError]) -> list[str]:
    return [one.code for one in error.value.diagnostics]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["returns", *arguments])


def states(office: Path, day: date = DAY) -> dict[str, SubmissionState]:
    return {one.id: one.state for one in gen.list_returns(office / "plan.yaml", as_of=day)}


# ---- in the order of events ------------------------------------------------------


def test_what_was_received_before_stands_before_whichever_call_came_first(office: Path) -> None:
    late, early = filled_form(office, t1_result="xong"), filled_form(office, t1_result="một nửa", t2_result="chưa")
    put(office, late, LATER)
    outcome = put(office, early, EARLIER)
    assert (outcome.later_received, outcome.superseded_received) == (LATER, None)
    assert texts(only(office)) == {"1.1/result": "xong", "1.2/result": "chưa"}
    assert texts(only(office, NOON.date())) == {"1.1/result": "một nửa", "1.2/result": "chưa"}
    assert "the form of 13/07/2021 was received later and counts over it" in outcomes_as_text([outcome])


def test_what_came_first_decides_whether_a_report_is_in_time(office: Path) -> None:
    put(office, filled_form(office, t1_status="Hoàn thành"), NOON)
    put(office, filled_form(office, t2_status="Hoàn thành"), datetime(2021, 7, 19, 3, tzinfo=UTC))
    one = board(office)[0]
    assert (one.state, one.received, one.completed) == (ReportingState.IN_TIME, date(2021, 7, 10), date(2021, 7, 19))
    assert one.missing_keys == ()
    (before,) = [each for each in board(office, date(2021, 7, 18)) if each.unit == "xa-a"]
    assert (before.completed, before.missing_keys) == (None, ("1.2/status",))


def test_board_and_its_json_show_when_a_report_was_completed(office: Path) -> None:
    put(office, filled_form(office, t1_status="Hoàn thành"), NOON)
    put(office, filled_form(office, t2_status="Hoàn thành"), LATER)
    listed = CliRunner().invoke(main, ["status", "--as-of", "2021-07-20", "--format", "json"])
    assert [(one["received"], one["completed"]) for one in json.loads(listed.output)] == [
        ("2021-07-10", "2021-07-13"), (None, None),
    ]  # fmt: skip
    assert "Completed on" in CliRunner().invoke(main, ["status", "--as-of", "2021-07-20"]).output


def test_two_forms_of_one_day_are_no_completion(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"), NOON)
    put(office, filled_form(office, t1_result="b"), NOON + timedelta(hours=2))
    assert completed_day(only(office)) is None


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=1), timedelta(days=400)])
def test_what_is_yet_to_come_is_refused_before_anything_is_kept(office: Path, ahead: timedelta) -> None:
    with pytest.raises(GenError) as error:
        put(office, filled_form(office, t1_result="a"), datetime.now(UTC) + ahead)
    assert codes(error) == ["RET-030"]
    assert not (office / "returns").exists()


def test_a_day_after_today_is_refused_even_just_before_midnight(office: Path) -> None:
    with pytest.raises(GenError) as error:
        gen.collect([], office / "plan.yaml", received=day_meant(None) + timedelta(days=1))
    assert codes(error) == ["RET-030"]


def test_a_clock_that_is_two_minutes_ahead_is_no_future(office: Path) -> None:
    assert put(office, filled_form(office, t1_result="a"), datetime.now(UTC) + timedelta(minutes=2)).is_kept


def test_period_of_a_form_may_be_named_in_words(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q1", t1_result="a")
    assert put(quarters, data, period="quý I năm 2021").is_kept
    assert [one.period for one in gen.list_returns(quarters / "plan.yaml", period="Quý 1/2021")] == ["2021-Q1"]
    assert gen.list_returns(quarters / "plan.yaml", period="Quý 2/2021") == ()
    assert put(quarters, data, period="Quý 1/2021").already_received == NOON


@pytest.mark.parametrize("day", ["2021-03-10", "2021-06-14", "2021-12-20"])
def test_a_form_counts_for_the_period_that_it_bears_whatever_the_day(quarters: Path, day: str) -> None:
    (quarters / "bc.docx").write_bytes(filled_form(quarters, period="2021-Q1", t1_result="a"))
    assert CliRunner().invoke(main, ["collect", "bc.docx", "--received", day]).exit_code == 0
    assert [one.period for one in gen.list_returns(quarters / "plan.yaml")] == ["2021-Q1"]


def test_more_time_is_for_the_period_of_the_day_in_vietnam(quarters: Path) -> None:
    from gen.returns.extensions import grant_extension

    request = CollectionRequest(quarters / "plan.yaml", moment_meant(date(2021, 6, 14)))
    grant_extension(request, "xa-a", date(2021, 6, 30), "mưa lũ")
    assert [one.unit for one in loaded(quarters, period="2021-Q2").extensions] == ["xa-a"]


# ---- deciding --------------------------------------------------------------------


def test_a_withdrawn_form_counts_no_more_from_then_on(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    put(office, data)
    done = gen.withdraw_return(id_of(data), office / "plan.yaml", reason="gửi nhầm", at=LATER)
    assert (done.is_changed, done.unit, done.occasion) == (True, "xa-a", ("bc", "once"))
    assert loaded(office).accepted == ()
    assert texts(only(office, NOON.date())) == {"1.1/result": "xong"}
    assert states(office) == {id_of(data): SubmissionState.WITHDRAWN}
    assert log(office) == ["kept", "withdrawn"]


def test_the_same_decision_twice_changes_nothing_and_says_so(office: Path) -> None:
    data = filled_form(office, t1_result="xong")
    put(office, data)
    for action in ("withdraw", "restore"):
        first, second = (call(action, id_of(data), "--reason", "vì") for _time in range(2))
        assert (first.exit_code, second.exit_code) == (0, 0)
        assert "nothing was changed" not in first.output
        assert "nothing was changed" in second.output
    assert log(office) == ["kept", "withdrawn", "restored"]


def test_of_two_forms_the_earlier_counts_again_when_the_later_is_withdrawn(office: Path) -> None:
    first, second = filled_form(office, t1_result="a"), filled_form(office, t1_result="b")
    put(office, first)
    put(office, second, LATER)
    assert states(office) == {id_of(first): SubmissionState.SUPERSEDED, id_of(second): SubmissionState.COUNTS}
    gen.withdraw_return(id_of(second), office / "plan.yaml", reason="nhầm", at=LATER + timedelta(days=1))
    assert texts(only(office)) == {"1.1/result": "a"}


def test_a_form_of_which_an_answer_is_left_is_completed_and_not_superseded(office: Path) -> None:
    first, second = filled_form(office, t1_result="a", t2_result="b"), filled_form(office, t1_result="c")
    put(office, first)
    put(office, second, LATER)
    assert states(office)[id_of(first)] is SubmissionState.COMPLETED
    assert states(office, NOON.date()) == {id_of(first): SubmissionState.COUNTS}
    assert "counts, completed by the form of 13/07/2021" in call("list", "--as-of", "2021-07-20").output


def test_a_repeat_of_a_superseded_form_says_so_and_can_be_made_to_count(office: Path) -> None:
    first = filled_form(office, t1_result="a")
    put(office, first)
    put(office, filled_form(office, t1_result="b"), LATER)
    again = put(office, first, LATER + timedelta(days=1))
    said = outcomes_as_text([again])
    assert "the form of 13/07/2021 was received later and counts over it" in said
    assert f"gen returns restore {id_of(first)} --reason" in said
    told = json.loads(outcomes_as_json([again]))[0]["repeats"]
    assert (told["id"], told["state"]) == (id_of(first), "superseded")
    assert call("restore", told["id"], "--reason", "bản này mới đúng").exit_code == 0
    assert texts(only(office, day_meant(None))) == {"1.1/result": "a"}
    assert texts(only(office)) == {"1.1/result": "b"}  # as it was on that day


def test_a_repeat_of_a_form_that_counts_says_nothing_more(office: Path) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    assert outcomes_as_text([put(office, data, LATER)]).splitlines()[0] == "bc.docx: the same file came on 10/07/2021"
    assert "restore" not in outcomes_as_text([put(office, data, LATER)])


def test_a_repeat_of_a_withdrawn_form_says_why_it_does_not_count(office: Path) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    gen.withdraw_return(id_of(data), office / "plan.yaml", reason="gửi nhầm", at=LATER)
    said = outcomes_as_text([put(office, data, LATER)])
    assert "it was withdrawn: gửi nhầm" in said
    assert f"gen returns restore {id_of(data)}" in said


def test_a_moved_form_counts_for_the_other_period_from_then_on(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q2", t1_result="a")
    put(quarters, data)
    moved = gen.move_return(id_of(data), quarters / "plan.yaml", period="2021-Q1", reason="kỳ trước", at=LATER)
    assert moved.occasion == ("bc", "2021-Q1")
    assert loaded(quarters, DAY, "2021-Q2").accepted == ()
    assert texts(only(quarters, DAY, "2021-Q1")) == {"1.1/result": "a"}
    assert texts(only(quarters, NOON.date(), "2021-Q2")) == {"1.1/result": "a"}
    for period in ("2021-Q1", "2021-Q2"):
        (one,) = gen.list_returns(quarters / "plan.yaml", period=period, as_of=DAY)
        assert (one.period, one.moved_from, one.reason) == ("2021-Q1", ("bc", "2021-Q2"), "kỳ trước")
    again = put(quarters, data, LATER + timedelta(days=1), period="2021-Q2")
    assert "it was moved to bc/2021-Q1: kỳ trước" in outcomes_as_text([again])
    assert put(quarters, data, LATER, period="2021-Q1").already_received == NOON


def test_a_move_to_where_it_is_changes_nothing(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q2", t1_result="a")
    put(quarters, data)
    assert not gen.move_return(id_of(data), quarters / "plan.yaml", period="2021-Q2", reason="vì").is_changed
    assert log(quarters) == ["kept"]


def test_what_is_withdrawn_is_not_moved(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q2", t1_result="a")
    put(quarters, data)
    gen.withdraw_return(id_of(data), quarters / "plan.yaml", reason="nhầm")
    with pytest.raises(GenError, match="nhầm") as error:
        gen.move_return(id_of(data), quarters / "plan.yaml", period="2021-Q1", reason="vì")
    assert codes(error) == ["RET-035"]


def test_a_file_that_is_no_form_can_never_count_but_need_not_be_held_against_its_unit(office: Path) -> None:
    put(office, b"khong phai Word", name="la.docx")
    with pytest.raises(GenError) as error:
        gen.restore_return(id_of(b"khong phai Word"), office / "plan.yaml", reason="vì")
    assert codes(error) == ["RET-034"]
    put(office, filled_form(office))
    assert board(office)[0].state is ReportingState.INVALID
    gen.withdraw_return(id_of(filled_form(office)), office / "plan.yaml", reason="bản trống", at=LATER)
    assert board(office)[0].state is ReportingState.OVERDUE


def test_a_form_set_apart_for_a_question_counts_once_a_person_answers_it(office: Path) -> None:
    """As a form that does not say which report it answers, where forms answer several."""
    from gen.store import models

    data = filled_form(office, t1_result="a")
    put(office, data)
    models.Submission.objects.update(why=json.dumps({"code": "report-not-said", "names": "bc, nam"}))
    assert (loaded(office).accepted, len(loaded(office).rejected)) == ((), 1)
    gen.restore_return(id_of(data), office / "plan.yaml", reason="đơn vị xác nhận", at=LATER)
    assert (texts(only(office)), loaded(office).rejected) == ({"1.1/result": "a"}, ())
    assert put(office, data, LATER).already_received == NOON


def test_a_form_that_was_set_apart_on_a_day_is_so_on_it_whatever_was_decided_later(office: Path) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    from gen.store import models  # there is a store to be connected to now

    models.Submission.objects.update(why=json.dumps({"code": "report-not-said", "names": "bc, nam"}))
    gen.restore_return(id_of(data), office / "plan.yaml", reason="đơn vị xác nhận", at=LATER)
    found = [gen.status(office / "plan.yaml", as_of=day)[0].state for day in (NOON.date(), LATER.date())]
    assert found == [ReportingState.INVALID, ReportingState.IN_TIME]


@pytest.mark.parametrize(
    ("given", "code"), [("0000ffff", "RET-031"), ("", "RET-031"), ("zz", "RET-031"), ("%", "RET-031")]
)
def test_an_id_that_is_none_is_refused(office: Path, given: str, code: str) -> None:
    put(office, filled_form(office, t1_result="a"))
    with pytest.raises(GenError) as error:
        gen.withdraw_return(given, office / "plan.yaml", reason="vì")
    assert codes(error) == [code]


def test_where_nothing_was_received_no_store_is_made_by_asking(office: Path) -> None:
    with pytest.raises(GenError) as error:
        gen.withdraw_return("abcd", office / "plan.yaml", reason="vì")
    assert codes(error) == ["RET-031"]
    assert gen.list_returns(office / "plan.yaml") == ()
    assert not (office / "returns" / "returns.sqlite3").exists()


def test_an_id_that_several_have_names_them(office: Path) -> None:
    forms: dict[str, bytes] = {}
    for number in range(40):  # of seventeen digests, two begin alike
        data = filled_form(office, t1_result=str(number))
        put(office, data, NOON + timedelta(minutes=number))
        if (other := forms.setdefault(sha256(data)[0], data)) != data:
            break
    with pytest.raises(GenError) as error:
        gen.withdraw_return(sha256(data)[0], office / "plan.yaml", reason="vì")
    assert codes(error) == ["RET-032"]
    assert all(id_of(one) in error.value.diagnostics[0].hint for one in (data, other))


def test_the_same_form_stored_twice_has_two_ids(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q1", t1_result="a")
    put(quarters, data)
    put(quarters, data, LATER, period="2021-Q2")  # set apart: it is a form of quarter I
    listed = gen.list_returns(quarters / "plan.yaml", as_of=DAY)
    assert [(one.id, one.period) for one in listed] == [
        (id_of(data), "2021-Q1"), (f"{id_of(data)}-2", "2021-Q2"),
    ]  # fmt: skip
    gen.withdraw_return(f"{id_of(data)}-2", quarters / "plan.yaml", reason="vì", at=LATER)
    assert loaded(quarters, DAY, "2021-Q2").accepted == ()
    assert texts(only(quarters, DAY, "2021-Q1")) == {"1.1/result": "a"}


@pytest.mark.parametrize("reason", ["", "  ", "\n\x07"])
def test_a_decision_needs_a_reason(office: Path, reason: str) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    with pytest.raises(GenError) as error:
        gen.withdraw_return(id_of(data), office / "plan.yaml", reason=reason)
    assert codes(error) == ["RET-033"]
    assert log(office) == ["kept"]


def test_the_list_is_of_one_unit_or_report_and_an_unknown_one_is_a_mistake(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    put(office, filled_form(office, "xa-b", t1_result="a"))
    assert [one.unit for one in gen.list_returns(office / "plan.yaml", unit="xa-b")] == ["xa-b"]
    for names, code in (({"unit": "xa-z"}, "RET-040"), ({"obligation": "zz"}, "RET-002")):
        with pytest.raises(GenError) as error:
            gen.list_returns(office / "plan.yaml", **names)
        assert codes(error) == [code]


def test_the_list_for_programs_has_the_same_submissions(office: Path) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    (told,) = json.loads(call("list", "--format", "json").output)
    assert (told["id"], told["unit"], told["state"], told["period"]) == (id_of(data), "xa-a", "counts", "once")


# ---- correcting ------------------------------------------------------------------

PHONE = ("--reason", "báo lại qua điện thoại")


def correct(office: Path, field: str, value: str | None, at: datetime | date = LATER, unit: str = "xa-a") -> str:
    done = gen.correct_answer(unit, field, value, office / "plan.yaml", reason="báo qua điện thoại", received=at)
    return done.key if done.is_changed else ""


def test_every_field_is_found_by_what_is_printed_for_it(office: Path) -> None:
    from gen.derive.answers import form_fields
    from gen.derive.dossier import dossier_for
    from gen.derive.form import derive_report_form
    from gen.derive.form_fields import cell_words
    from gen.plan.file.loading import load_plan
    from gen.returns.corrections import find_field

    plan = load_plan(office / "plan.yaml").plan
    [obligation] = plan.obligations
    for one in form_fields(derive_report_form(dossier_for(plan, "xa-a"), obligation_id=obligation.id)):
        assert find_field(plan, "xa-a", cell_words(one.key), obligation.id) == one
        assert find_field(plan, "xa-a", cell_words(one.key, bound=True), obligation.id) == one


def test_a_corrected_answer_that_did_not_count_is_named_as_what_was_there(office: Path) -> None:
    from tests.support.form_filling import filled

    form = office / "out" / "kh-1" / "xa-a" / "bao-cao-xa-a.docx"
    put(office, filled(form.read_bytes(), {"1.1/1/numerator": "khoảng 150"}))
    ended = call("correct", "xa-a", "mục 1.1 – Tử số", "150", "--received", "13/07/2021", *PHONE)
    assert "is now “150”, before “khoảng 150”" in ended.output


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("1.1/status", "1.1/status"),
        ("1.1, Tình trạng", "1.1/status"),
        ("1.1 tinh trang", "1.1/status"),
        ("mục 1.1 – Tình trạng", "1.1/status"),
        ("Mục 1.1, Tình trạng", "1.1/status"),
        ("muc 1.1 - tinh trang", "1.1/status"),
        ("mục\u00a01.1, chỉ tiêu\u00a01 – Tử số", "1.1/1/numerator"),
        ("1.1, chỉ tiêu 1, mẫu số", "1.1/1/denominator"),
        ("mục 1.1 – Tử số", "1.1/1/numerator"),
        ("1.1/1 Tử số", "1.1/1/numerator"),
        ("1.1 TỬ SỐ", "1.1/1/numerator"),
        ("Số liệu tính đến", "cutoff"),
        ("KHÓ KHĂN, VƯỚNG MẮC", "difficulties"),
    ],
)
def test_a_field_is_called_as_people_call_it(office: Path, said: str, key: str) -> None:
    from gen.plan.file.loading import load_plan
    from gen.returns.corrections import find_field

    plan = load_plan(office / "plan.yaml").plan
    assert find_field(plan, "xa-a", said, plan.obligations[0].id).key == key


def test_a_corrected_answer_counts_and_says_that_it_is_one(office: Path) -> None:
    put(office, filled_form(office, t1_result="một nửa", t1_status="Đang thực hiện"))
    ended = call("correct", "xa-a", "1.1, tình trạng", "hoàn thành", "--received", "13/07/2021", *PHONE)
    assert ended.output == "xa-a, bc/once: mục 1.1 – Tình trạng is now “Hoàn thành”, before “Đang thực hiện”\n"
    report = only(office)
    assert texts(report) == {"1.1/status": "Hoàn thành", "1.1/result": "một nửa"}
    assert [one.reason for one in report.corrections] == ["báo lại qua điện thoại"]
    one = board(office)[0]
    assert (one.completed, one.state) == (date(2021, 7, 13), ReportingState.IN_TIME)
    shown = CliRunner().invoke(main, ["status", "--as-of", "2021-07-20", "--format", "csv"]).output
    assert "sửa 1 ô theo đơn vị báo lại: mục 1.1 – Tình trạng (báo lại qua điện thoại)" in shown
    assert texts(only(office, NOON.date()))["1.1/status"] == "Đang thực hiện"
    assert log(office) == ["kept", "corrected"]


def test_a_correction_of_a_day_is_about_what_came_on_that_day(office: Path) -> None:
    put(office, filled_form(office, t1_result="một nửa"), LATER)
    assert correct(office, "1.1/result", "xong", LATER.date()) == "1.1/result"
    assert texts(only(office)) == {"1.1/result": "xong"}


def test_a_form_received_later_counts_over_a_correction_where_it_has_an_answer(office: Path) -> None:
    put(office, filled_form(office, t1_result="a", t2_result="b"))
    for field in ("1.1/result", "1.2/result"):
        correct(office, field, "sửa", NOON + timedelta(hours=1))
    put(office, filled_form(office, t1_result="c"), LATER)
    assert texts(only(office)) == {"1.1/result": "c", "1.2/result": "sửa"}
    assert [one.key for one in only(office).corrections] == ["1.2/result"]


def test_a_correction_that_a_later_form_overtook_already_is_told(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    put(office, filled_form(office, t1_result="b"), LATER)
    ended = call("correct", "xa-a", "1.1/result", "sửa", "--received", "11/07/2021", *PHONE)
    assert "a form received later says “b”" in ended.output
    assert texts(only(office)) == {"1.1/result": "b"}
    assert texts(only(office, date(2021, 7, 12))) == {"1.1/result": "sửa"}


def test_an_answer_is_taken_away_and_a_set_apart_one_too(office: Path) -> None:
    put(office, filled_form(office, t1_status="gần xong", t1_result="a"))
    assert "1.1/status" in board(office)[0].missing_keys
    assert correct(office, "1.1/status", None) == "1.1/status"
    assert correct(office, "1.1/result", None) == "1.1/result"
    report = only(office)
    assert (report.values, report.quarantined_values) == ((), ())
    assert [(one.key, one.text) for one in report.corrections] == [("1.1/status", ""), ("1.1/result", "")]


def test_the_same_correction_twice_changes_nothing(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    assert correct(office, "1.1/result", "b") == "1.1/result"
    assert correct(office, "1.1/result", "b", LATER + timedelta(hours=1)) == ""
    assert correct(office, "1.2/result", None) == ""
    assert log(office) == ["kept", "corrected"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("9.9/status", "Hoàn thành", "RET-036"),
        ("1.1", "x", "RET-036"),
        ("", "x", "RET-036"),
        ("1.1/status", "gần xong", "RET-037"),
        ("1.1/1/numerator", "1.5", "RET-037"),
        ("cutoff", "ngày mai", "RET-037"),
        ("1.1/result", " \x07 ", "RET-037"),
        ("1.1/result", "x" * 20_001, "RET-037"),
    ],
)
def test_what_does_not_fit_is_refused(office: Path, field: str, value: str, code: str) -> None:
    put(office, filled_form(office, t1_result="a"))
    with pytest.raises(GenError) as error:
        correct(office, field, value)
    assert codes(error) == [code]
    assert log(office) == ["kept"]


def test_how_a_doubtful_figure_is_read_is_told(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    ended = call("correct", "xa-a", "1.1/1/numerator", "12,000", "--received", "13/07/2021", *PHONE)
    assert "read with its comma before decimals" in ended.output


@pytest.mark.parametrize(
    ("unit", "when", "code"),
    [("xa-b", LATER, "RET-038"), ("xa-a", EARLIER, "RET-038"), ("huyen", LATER, "RET-010")],
)
def test_who_has_not_reported_has_nothing_to_correct(office: Path, unit: str, when: datetime, code: str) -> None:
    put(office, filled_form(office, t1_result="a"))
    with pytest.raises(GenError) as error:
        correct(office, "1.1/result", "b", when, unit)
    assert codes(error) == [code]


def test_whose_form_is_set_apart_is_told_that_it_came_and_why_it_does_not_count(office: Path) -> None:
    put(office, filled_form(office), name="bao-cao-xa-a.docx")
    with pytest.raises(GenError) as error:
        correct(office, "1.1/result", "b")
    assert codes(error) == ["RET-057"]
    assert "bao-cao-xa-a.docx (nothing is filled in" in error.value.diagnostics[0].message


def test_whose_file_could_not_be_read_is_told_so_too(office: Path) -> None:
    put(office, b"PK damaged", name="bao-cao-xa-a.docx")
    with pytest.raises(GenError) as error:
        correct(office, "1.1/result", "b")
    assert codes(error) == ["RET-057"]


def test_whose_form_was_withdrawn_is_told_for_which_reason(office: Path) -> None:
    data = filled_form(office, t1_result="a")
    put(office, data)
    gen.withdraw_return(id_of(data), office / "plan.yaml", reason="gửi nhầm tệp", at=NOON)
    with pytest.raises(GenError) as error:
        correct(office, "1.1/result", "b", LATER)
    assert codes(error) == ["RET-057"]
    assert "gửi nhầm tệp" in error.value.diagnostics[0].message


def test_either_a_value_or_clear_is_given(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    for arguments in ((), ("b", "--clear")):
        ended = call("correct", "xa-a", "1.1/result", *arguments, *PHONE)
        assert (ended.exit_code, "give either a value or --clear" in ended.output) == (2, True)


# ---- signed copies -----------------------------------------------------------------


def put_signed(office: Path, unit: str = "xa-a", at: datetime = NOON, data: bytes = b"%PDF-1.7 ban ky") -> StoreOutcome:
    found = loaded(office)
    connect(office / "returns")
    store = SubmissionStore(found.plan, found.obligation, found.period, at)
    digest = sha256(data)
    copy = Submission("bao cao.pdf", digest, unit)
    (outcome,) = store.store_signed([ReceivedSubmission(copy, digest, "bao cao.pdf", len(data))])
    return outcome


def test_who_sent_a_signed_copy_has_not_sent_nothing(office: Path) -> None:
    outcome = put_signed(office)
    assert outcomes_as_text([outcome]).startswith("bao cao.pdf: xa-a, a signed copy, its figures are not entered: ")
    one, other = board(office)
    assert (one.state, one.received, one.needs_reminder) == (ReportingState.SIGNED, date(2021, 7, 10), True)
    assert other.state is ReportingState.OVERDUE
    assert [(each.unit, received_day(each)) for each in loaded(office).signed] == [("xa-a", date(2021, 7, 10))]
    counted = CliRunner().invoke(main, ["status", "--as-of", "2021-07-20"]).output
    assert "1 of 2 units have reported" in counted
    assert "of 1, only a signed copy came" in counted


def test_the_letter_asks_for_the_figures_of_a_signed_copy(office: Path) -> None:
    put_signed(office)
    reminder = gen.remind(office / "plan.yaml", as_of=DAY)
    assert reminder is not None
    assert "đã gửi bản ký ngày 10/07/2021; đề nghị gửi tệp Word hoặc số liệu" in reminder.message


def test_a_signed_copy_decides_the_day_and_its_form_completes_it(office: Path) -> None:
    put_signed(office)
    put(
        office,
        filled_form(office, t1_status="Hoàn thành", t2_status="Hoàn thành"),
        datetime(2021, 7, 19, 3, tzinfo=UTC),
    )
    one = board(office)[0]
    assert (one.state, one.received, one.completed) == (ReportingState.IN_TIME, date(2021, 7, 10), date(2021, 7, 19))


def test_the_figures_of_a_signed_copy_are_entered_one_by_one(office: Path) -> None:
    put_signed(office)
    assert correct(office, "1.1/status", "Hoàn thành") == "1.1/status"
    one = board(office)[0]
    assert (one.state, one.missing_keys) == (ReportingState.IN_TIME, ("1.2/status",))
    assert texts(only(office)) == {"1.1/status": "Hoàn thành"}


def test_a_withdrawn_signed_copy_is_none(office: Path) -> None:
    put_signed(office)
    gen.withdraw_return(id_of(b"%PDF-1.7 ban ky"), office / "plan.yaml", reason="của năm trước", at=LATER)
    assert board(office)[0].state is ReportingState.OVERDUE
    assert loaded(office).signed == ()


def test_the_same_signed_copy_twice_is_one(office: Path) -> None:
    put_signed(office)
    assert put_signed(office, at=LATER).already_received == NOON
    assert len(loaded(office).signed) == 1


# ---- in the consolidated report --------------------------------------------------------


def sheet(office: Path, title: str) -> list[dict[str, object]]:
    """The rows of a sheet of the workbook, by the headings of their columns."""
    data = gen.consolidate(office / "plan.yaml", as_of=DAY).xlsx
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[title].iter_rows(values_only=True))
    headings = next(n for n, row in enumerate(rows) if row[0] == "Mã đơn vị")
    return [dict(zip(map(str, rows[headings]), row, strict=True)) for row in rows[headings + 1 :]]


def test_each_value_names_the_file_that_it_is_of_or_its_correction(office: Path) -> None:
    first, second = filled_form(office, t1_result="a", t2_result="b"), filled_form(office, t1_result="c")
    put(office, first, name="lan 1.docx")
    put(office, second, LATER, name="lan 2.docx")
    correct(office, "1.1/status", "Hoàn thành", LATER + timedelta(days=1))
    assert {(row["Ô"], row["Nội dung"], row["Tệp"], row["sha256"] or "") for row in sheet(office, "Chi tiết")} == {
        ("Kết quả thực hiện", "c", "lan 2.docx", sha256(second)),
        ("Kết quả thực hiện", "b", "lan 1.docx", sha256(first)),
        ("Tình trạng", "Hoàn thành", "sửa ngày 14/07/2021: báo qua điện thoại", ""),
    }
    (row,) = [one for one in sheet(office, "Đơn vị") if one["Mã đơn vị"] == "xa-a"]
    assert (row["Nhận lúc"], row["Bổ sung ngày"], row["Số ô đã sửa"]) == ("10/07/2021 12:00", "14/07/2021", 1)


def test_the_report_names_completions_and_corrections(office: Path) -> None:
    put(office, filled_form(office, t1_result="a"))
    correct(office, "1.1/status", "Hoàn thành")
    said = all_text(office, gen.consolidate(office / "plan.yaml", as_of=DAY).docx)
    assert "bổ sung ngày 13/07/2021" in said
    assert "sửa 1 ô theo đơn vị báo lại (mục 1.1 – Tình trạng, ngày 13/07/2021: báo qua điện thoại)" in said


def test_a_signed_copy_is_neither_counted_nor_called_missing(office: Path) -> None:
    put_signed(office)
    made = gen.consolidate(office / "plan.yaml", as_of=DAY)
    assert made.completeness.startswith(
        "Báo cáo này tổng hợp từ báo cáo của 0/2 đơn vị phải gửi; còn 1 đơn vị chưa gửi: UBND xã Xuân Bình; "
        "1 đơn vị đã gửi bản ký, chưa nhập số liệu: UBND xã Xuân An."
    )
    said = all_text(office, made.docx)
    assert "1 mới có bản ký, chưa nhập số liệu" in said
    assert "Đã gửi bản ký, chưa nhập số liệu" in said


def all_text(office: Path, docx: bytes) -> str:
    (office / "tong-hop.docx").write_bytes(docx)
    return text_of_file(office / "tong-hop.docx")


# ---- for those who route forms --------------------------------------------------------


def test_a_form_that_counts_elsewhere_is_found_and_not_where_it_is_asked_from(quarters: Path) -> None:
    data = filled_form(quarters, period="2021-Q1", t1_result="a")
    put(quarters, data)
    found = {sha256(data): ("bc", "2021-Q1", NOON)}
    assert find_counting_elsewhere("kh-1", [sha256(data), "0" * 64], ("bc", "2021-Q2")) == found
    assert find_counting_elsewhere("kh-1", [sha256(data)], ("bc", "2021-Q1")) == {}


def test_the_last_answers_are_those_that_count_now(quarters: Path) -> None:
    put(quarters, filled_form(quarters, period="2021-Q1", t1_result="a", t2_result="b"))
    put(quarters, filled_form(quarters, period="2021-Q1", t1_result="c"), LATER)
    put(quarters, filled_form(quarters, "xa-b", "2021-Q1", t1_result="d"), LATER)
    assert load_last_answers("kh-1", "bc", "2021-Q1", ["xa-a"]) == {"xa-a": {"1.1/result": "c", "1.2/result": "b"}}
    assert load_last_answers("kh-1", "bc", "2021-Q4", ["xa-a"]) == {}
