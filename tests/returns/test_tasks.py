"""gen status --tasks: what became of each task, by the last word of each unit, lead and support apart."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import gen
from gen.cli import main
from gen.derive.form_fields import STATUSES
from gen.plan.model import Deadline, DeadlineKind, Item, Plan
from gen.reading import PartialDate
from gen.returns.collection import Collection, SignedReturn
from gen.returns.consolidation.questions import fill_questionnaire
from gen.returns.tasks.board import BoardTask, TaskBoard, TaskState, build_task_board, count_states
from gen.returns.tasks.due_days import find_due_day
from gen.returns.tasks.export import (
    describe_task_board,
    describe_task_counts,
    task_rows,
    tasks_as_csv,
    tasks_as_json,
    tasks_as_xlsx,
)
from gen.store.connection import disconnect
from tests.support import plans
from tests.support.form_filling import filled
from tests.support.offices import run
from tests.support.quarters import quarter, quarterly, quarterly_plan, returned

MAY, APRIL = date(2026, 5, 4), date(2026, 4, 29)


def board(*collections: Collection, day: date = MAY, plan: Plan | None = None) -> TaskBoard:
    return build_task_board(collections, plan or collections[-1].plan, day)


def states(task: BoardTask) -> dict[str, TaskState]:
    return {one.unit: one.state for one in task.units}


@pytest.mark.parametrize(
    ("kind", "value", "last"),
    [
        (DeadlineKind.ON, PartialDate(2026, 3), date(2026, 3, 31)),
        (DeadlineKind.AT_LATEST, PartialDate(2026, 4, 30), date(2026, 4, 30)),
        (DeadlineKind.BEFORE, PartialDate(2026, 4, 30), date(2026, 4, 29)),
        (DeadlineKind.BEFORE, PartialDate(2026, 6), date(2026, 5, 31)),
        (DeadlineKind.BEFORE, PartialDate(2026), date(2025, 12, 31)),
        (DeadlineKind.PERIOD, PartialDate(2026), date(2026, 12, 31)),
        (DeadlineKind.UNPARSED, PartialDate(2026, 5, 2), date(2026, 5, 2)),
        (DeadlineKind.ONGOING, PartialDate(2026), None),
        (DeadlineKind.YEARLY, PartialDate(2026, 11, 30), None),
        (DeadlineKind.UNPARSED, None, None),
    ],
)
def test_the_last_day_of_a_task_is_the_last_that_its_date_can_mean(
    kind: DeadlineKind, value: PartialDate | None, last: date | None
) -> None:
    assert find_due_day(Deadline(kind=kind, value=value)) == last


def test_the_last_day_of_a_task_is_not_moved_to_a_working_day() -> None:
    saturday = PartialDate(2026, 5, 2)
    assert find_due_day(Deadline(kind=DeadlineKind.ON, value=saturday)) == date(2026, 5, 2)


def test_tasks_stand_in_the_order_of_the_plan_with_leads_and_supporters_apart(tmp_path: Path) -> None:
    planting, training = board(quarter(quarterly_plan(tmp_path), "2026-Q1"))
    assert [planting.code, training.code] == ["1.1", "2.1"]
    assert [one.unit for one in planting.leads] == ["xa-a", "xa-b"]
    assert [one.unit for one in planting.supporters] == ["phong-yte"]
    assert (planting.section, planting.text, planting.due) == ("UBND các xã", "Trồng cây.", APRIL)


WHOLE = [("UBND các xã", "Chủ trì trồng."), ("Tập huấn.", "Tập huấn.")]


def plan_with_unfinished_words(folder: Path) -> Plan:
    """A plan of which one task goes on from the heading above it, and one section has no heading."""
    plan = quarterly_plan(folder)
    first, second = plan.parts[0].assignments
    run_on = first.model_copy(update={"items": (Item(text="chủ trì trồng.", run_on=True),)})
    unheaded = second.model_copy(update={"heading": None, "items": (Item(text="Tập huấn."),)})
    part = plan.parts[0].model_copy(update={"assignments": (run_on, unheaded)})
    return plan.model_copy(update={"parts": (part,)})


def test_tasks_on_the_board_are_whole_sentences_and_every_section_has_a_name(tmp_path: Path) -> None:
    found = board(quarter(plan_with_unfinished_words(tmp_path), "2026-Q1"))
    assert [(task.section, task.text) for task in found] == WHOLE


def test_tasks_in_the_report_are_whole_sentences_and_every_section_has_a_name(tmp_path: Path) -> None:
    sections = fill_questionnaire(quarter(plan_with_unfinished_words(tmp_path), "2026-Q1"))
    assert [(section.heading, task.text) for section in sections for task in section.tasks] == WHOLE


@pytest.mark.parametrize(
    ("status", "state"),
    list(zip(STATUSES, ("not-begun", "under-way", "done", "standing", "nothing-arose"), strict=True)),
)
def test_a_status_is_the_state_of_the_unit(tmp_path: Path, status: str, state: str) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status=status)))
    assert (states(found[0])["xa-a"].value, found[0].units[0].period) == (state, "quý I năm 2026")


def test_standing_task_is_settled_until_its_last_day_is_past(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    told = quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Thực hiện thường xuyên"))
    overdue = [
        unit.is_overdue
        for day in (APRIL, date(2026, 12, 31))
        for unit in board(told, day=day)[0].units
        if unit.unit == "xa-a"
    ]
    assert overdue == [False, True]


def test_who_sent_nothing_differs_from_who_gave_no_status(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    silent = returned("xa-a", "2026-03-18", t1_1__result="trồng 2 ha")
    unfit = returned("phong-yte", "2026-03-18", unfit={"1.1/status": "gần xong"})
    assert states(board(quarter(plan, "2026-Q1", silent, unfit))[0]) == {
        "xa-a": TaskState.UNSTATED, "xa-b": TaskState.NOT_REPORTED, "phong-yte": TaskState.UNSTATED,
    }  # fmt: skip


def test_the_last_word_is_that_of_the_latest_period_in_which_the_row_was_answered(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first = quarter(
        plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Đang thực hiện"),
        returned("xa-b", "2026-03-18", t1_1__status="Hoàn thành"),
    )  # fmt: skip
    second = quarter(
        plan, "2026-Q2", returned("xa-a", "2026-06-18", t1_1__status="Hoàn thành"),
        returned("xa-b", "2026-06-18", t1_1_2__value="3"),
    )  # fmt: skip
    found = board(first, second, day=date(2026, 6, 30))[0]
    assert [(one.unit, one.state.value, one.period) for one in found.leads] == [
        ("xa-a", "done", "quý II năm 2026"), ("xa-b", "done", "quý I năm 2026"),
    ]  # fmt: skip


def test_a_later_answer_without_a_status_is_the_last_word(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first = quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành"))
    second = quarter(plan, "2026-Q2", returned("xa-a", "2026-06-18", t1_1__result="phải trồng lại"))
    assert states(board(first, second, day=date(2026, 6, 30))[0])["xa-a"] is TaskState.UNSTATED


def test_what_is_received_after_the_day_is_not_known_yet(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1", returned("xa-a", "2026-05-05", t1_1__status="Hoàn thành")))
    assert states(found[0])["xa-a"] is TaskState.NOT_REPORTED


def test_a_task_is_overdue_from_the_day_after_its_last_one_where_it_is_not_done(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first = quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành"))
    assert board(first, day=APRIL)[0].overdue == ()
    planting, training = board(first, day=date(2026, 4, 30))
    assert [one.unit for one in planting.overdue] == ["xa-b"]
    assert [one.unit for one in planting.supporters if one.is_overdue] == ["phong-yte"]
    assert training.overdue == ()  # the plan names no day


def test_where_nothing_arose_nothing_is_overdue(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Không phát sinh")))
    assert [one.unit for one in found[0].overdue] == ["xa-b"]


def test_a_unit_that_owes_no_report_is_neither_silent_nor_overdue(tmp_path: Path) -> None:
    data = quarterly()
    data["obligations"][0]["of"] = ["communes"]
    found = board(quarter(plans.plan_of(tmp_path, data), "2026-Q1"))
    assert states(found[0])["phong-yte"] is TaskState.NOT_ASKED
    assert not any(one.is_overdue for one in found[0].supporters)


def test_a_signed_copy_alone_is_said_to_be_one(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    copy = SignedReturn("xa-a", datetime(2026, 3, 18, tzinfo=UTC), "1" * 64, "ky.pdf")
    assert states(board(quarter(plan, "2026-Q1", signed=(copy,)))[0])["xa-a"] is TaskState.UNENTERED


def test_answers_follow_a_task_that_has_another_code_now(tmp_path: Path) -> None:
    old, new = quarterly_plan(tmp_path / "old"), quarterly_plan(tmp_path / "new", id="1.1a")
    first = quarter(old, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành"))
    (moved, _training) = board(first, plan=new)
    assert (moved.code, states(moved)["xa-a"]) == ("1.1a", TaskState.DONE)


def test_an_answer_to_other_words_is_no_word_about_the_task(tmp_path: Path) -> None:
    old, new = quarterly_plan(tmp_path / "old"), quarterly_plan(tmp_path / "new", text="Trồng rừng.")
    first = quarter(old, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành"))
    assert states(board(first, plan=new)[0])["xa-a"] is TaskState.NOT_REPORTED


WORDS = st.lists(st.sampled_from([*STATUSES, None]), min_size=1, max_size=4)


@given(first=WORDS, second=WORDS)
def test_every_lead_is_counted_once_whatever_was_said(
    tmp_path_factory: pytest.TempPathFactory, first: list[str | None], second: list[str | None]
) -> None:
    plan = quarterly_plan(tmp_path_factory.getbasetemp() / "words")
    collections = [
        quarter(
            plan, f"2026-Q{number}",
            *(returned(unit, "2026-01-20", **({"t1_1__status": word} if word else {}))
              for unit, words in (("xa-a", first), ("xa-b", second)) for word in words[number - 1 : number]),
        )
        for number in range(1, 5)
    ]  # fmt: skip
    task = board(*collections)[0]
    counts = count_states(task.leads)
    assert sum(counts.values()) == len(task.leads) == 2
    for unit, words in (("xa-a", first), ("xa-b", second)):
        last = next((word for word in reversed(words) if word), None)
        assert (states(task)[unit] is TaskState.UNSTATED) == (last is None)
    unsettled = sum(one.state not in (TaskState.DONE, TaskState.NOTHING_AROSE) for one in task.leads)
    assert len(task.overdue) == unsettled


def test_the_table_names_each_task_as_people_do_and_who_is_overdue(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành")))
    assert task_rows(found)[0] == (
        "mục 1.1", "Trồng cây.", "29/04/2026", "2", "1", "0", "1", "0/1", "Ủy ban nhân dân xã Xuân Bình",
    )  # fmt: skip
    assert describe_task_counts(found) == "2 tasks, 0 of them done by all who lead them; 1 are overdue"


def test_the_title_bears_the_last_period_that_is_reported_on(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1"), quarter(plan, "2026-Q2"), day=date(2026, 4, 1))
    assert "Báo cáo kết quả quý I năm 2026, as of 01/04/2026" in describe_task_board(found)


def test_json_csv_and_workbook_hold_the_same_tasks(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    found = board(quarter(plan, "2026-Q1", returned("xa-a", "2026-03-18", t1_1__status="Hoàn thành")))
    record = json.loads(tasks_as_json(found))["tasks"][0]
    assert (record["task"], record["due"]) == ("1.1", "2026-04-29")
    assert {key: record["leads"][key] for key in ("units", "done", "not-reported", "overdue")} == {
        "units": 2, "done": 1, "not-reported": 1, "overdue": 1,
    }  # fmt: skip
    assert record["supporters"]["units"] == 1
    listed = list(csv.reader(io.StringIO(tasks_as_csv(found).decode("utf-8-sig"))))
    assert listed[1][1:] == [
        "mục 1.1", "Trồng cây.", "29/04/2026", "xa-a", "Ủy ban nhân dân xã Xuân An", "chủ trì", "hoàn thành",
        "quý I năm 2026", "",
    ]  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(tasks_as_xlsx(found)))
    assert book.sheetnames == ["Nhiệm vụ", "Theo đơn vị"]
    counts, units = book.worksheets
    assert [[cell or "" for cell in row] for row in units.iter_rows(min_row=2, values_only=True)] == listed
    headings, planting, _training = list(counts.iter_rows(min_row=2, values_only=True))
    row = dict(zip(headings, planting, strict=True))
    assert (row["Số đơn vị chủ trì"], row["Hoàn thành"], row["Quá hạn"], row["Số đơn vị phối hợp"]) == (2, 1, 1, 1)
    assert (bool(counts.auto_filter.ref), bool(units.auto_filter.ref)) == (True, True)
    assert "quý I năm 2026" in str(counts["A1"].value)


def test_what_begins_like_a_formula_is_harmless(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path, text="=TONG(A1) trồng cây")
    found = board(quarter(plan, "2026-Q1"))
    assert ",'=TONG(A1)" in tasks_as_csv(found).decode()
    assert openpyxl.load_workbook(io.BytesIO(tasks_as_xlsx(found)))["Nhiệm vụ"]["D3"].data_type == "s"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A plan whose forms of two quarters are built; one commune sent both."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plan = plans.write(tmp_path, quarterly())
    for key, day, status in (("2026-Q1", "2026-03-18", "Đang thực hiện"), ("2026-Q2", "2026-06-18", "Hoàn thành")):
        run(plan, period=key)
        form = tmp_path / "out" / "kh-1" / "xa-a" / f"bao-cao-xa-a-{key.lower()}.docx"
        (tmp_path / f"{key}.docx").write_bytes(filled(form.read_bytes(), {"1.1/status": status}))
        gen.collect(tmp_path / f"{key}.docx", plan, received=date.fromisoformat(day))
    yield tmp_path
    disconnect()


def test_the_board_is_that_of_the_day_over_all_periods(office: Path) -> None:
    for day, state in (("2026-03-01", "not-reported"), ("2026-05-04", "under-way"), ("2026-06-30", "done")):
        found = gen.task_board(office / "plan.yaml", as_of=day)
        assert found[0].units[0].state.value == state, day


def test_periods_after_the_one_that_is_named_are_left_out(office: Path) -> None:
    found = gen.task_board(office / "plan.yaml", period="2026-Q1", as_of="2026-06-30")
    assert found[0].units[0].state is TaskState.UNDER_WAY


def test_the_command_prints_the_table_and_writes_the_workbook(office: Path) -> None:
    ended = CliRunner().invoke(main, ["status", "--tasks", "--as-of", "2026-06-30"])
    assert ended.exit_code == 0, ended.output
    assert "mục 1.1" in ended.output
    assert "2 tasks, 0 of them done by all who lead them; 1 are overdue" in ended.output
    arguments = ["status", "--tasks", "--as-of", "2026-06-30", "--format", "xlsx"]
    written = CliRunner().invoke(main, arguments)
    assert written.output.splitlines()[0] == "tinh-hinh-nhiem-vu.xlsx"
    assert openpyxl.load_workbook(office / "tinh-hinh-nhiem-vu.xlsx").sheetnames == ["Nhiệm vụ", "Theo đơn vị"]
    (office / "tinh-hinh-nhiem-vu.xlsx").write_bytes(b"edited")
    assert "RET-007" in CliRunner().invoke(main, arguments).output


def test_last_day_of_a_task_is_not_called_the_day_to_send_something(office: Path) -> None:
    found = gen.task_board(office / "plan.yaml", as_of="2026-06-30")
    book = openpyxl.load_workbook(io.BytesIO(tasks_as_xlsx(found)))
    for headings in (next(sheet.iter_rows(min_row=2, max_row=2, values_only=True)) for sheet in book.worksheets):
        assert "Thời hạn" in headings
        assert "Hạn gửi" not in headings


def test_nothing_received_is_a_board_of_nobody_who_reported(tmp_path: Path) -> None:
    plan = plans.write(tmp_path, quarterly())
    found = gen.task_board(plan, as_of="2026-05-04")
    assert {one.state for task in found for one in task.units} == {TaskState.NOT_REPORTED}


def test_a_unit_that_leads_but_is_in_no_form_is_not_dropped(tmp_path: Path) -> None:
    plan = quarterly_plan(tmp_path)
    first = quarter(plan, "2026-Q1")
    found = board(replace(first, owing_units=first.owing_units[:1]))
    assert states(found[0]) == {
        "xa-a": TaskState.NOT_REPORTED, "xa-b": TaskState.NOT_ASKED, "phong-yte": TaskState.NOT_ASKED,
    }  # fmt: skip
