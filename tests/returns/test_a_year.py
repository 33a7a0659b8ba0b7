"""A year played through: what each report, board and letter says, on its day and again in December, was reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import gen
from gen.returns.board import ReportingState, StatusBoard
from gen.returns.tasks.board import TaskBoard, TaskState
from gen.store.connection import disconnect
from tests.support.form_filling import W, body, changed
from tests.year.board_comparison import find_board_differences
from tests.year.comparison import find_differences, find_lost
from tests.year.office import Boards, Office, Sheets
from tests.year.playing import DECEMBER, compare_looks, compare_report
from tests.year.reckoning import compare_periods, reckon, states_on
from tests.year.scenario import OCCASIONS, Q1, Q2, UNREAD, Year
from tests.year.word_comparison import find_word_differences

pytestmark = pytest.mark.slow
SEED = 1
JULY, LOOKED = date(2025, 7, 10), date(2025, 3, 20)
ANCHOR = 9
"""The column of the sheet of cells that says by what a cell was recognized."""


@pytest.fixture(scope="module")
def year() -> Year:
    return Year(SEED)


@pytest.fixture(scope="module")
def office(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    found = Office(tmp_path_factory.mktemp("year"))
    found.play(year.events)
    yield found
    disconnect()


def test_year_has_what_a_year_has(year: Year) -> None:
    sent = [one for one in year.events if one.what == "send"]
    assert len(sent) >= 300
    assert {one.fate for one in sent} == {
        "", "again", "blank", "other-period", "same-as-last-period", "figures-of-other-period", UNREAD,
    }  # fmt: skip
    assert {one.what for one in year.events} == {
        "edit", "build", "issue", "supersede", "send", "sign", "correct", "withdraw", "restore", "move", "extend",
        "look", "report",
    }  # fmt: skip


def test_every_form_meets_the_fate_that_was_meant_for_it(office: Office) -> None:
    found = [(event, done) for event, done in office.outcomes]
    reasons = [
        "again" if done.already_received else done.submission.quarantine_reason.code
        if done.submission.quarantine_reason else ""
        for _event, done in found
    ]  # fmt: skip
    assert reasons == [event.fate for event, _done in found]


def test_every_report_says_what_was_reckoned_on_the_day_on_which_it_was_made(office: Office, year: Year) -> None:
    made = {one.form: one.day for one in year.events if one.what == "report"}
    assert set(made) == set(OCCASIONS)
    for occasion, day in made.items():
        assert not compare_report(office, year.events, occasion, day, office.reports[occasion]), occasion


def test_every_report_says_the_same_when_it_is_made_again_in_december(office: Office, year: Year) -> None:
    for occasion, day in ((one.form, one.day) for one in year.events if one.what == "report"):
        assert office.consolidate(occasion, day) == office.reports[occasion], occasion


def test_every_report_says_at_the_end_of_the_year_what_was_reckoned(office: Office, year: Year) -> None:
    for occasion in OCCASIONS:
        found = office.consolidate(occasion, DECEMBER)
        assert not compare_report(office, year.events, occasion, DECEMBER, found), occasion


def test_report_of_a_quarter_about_which_nothing_more_came_stays_as_it_was(office: Office, year: Year) -> None:
    for occasion, day in ((one.form, one.day) for one in year.events if one.what == "report"):
        names = {one.name for one in year.events if one.what == "send" and one.form == occasion}
        told = [
            one for one in year.events
            if (occasion in (one.form, one.to) or one.name in names) and one.what != "look"
        ]  # fmt: skip
        if all(one.day <= day for one in told):
            found, before = office.consolidate(occasion, DECEMBER), office.reports[occasion]
            assert replace(found, docx=b"") == replace(before, docx=b""), occasion  # Word names the day


@pytest.mark.parametrize("in_december", [False, True])
def test_boards_and_reminders_show_what_was_reckoned(in_december: bool, office: Office, year: Year) -> None:
    """On their days, and of these days in December: who is late, by how many days, what became of each task."""
    assert not compare_looks(office, year.events, in_december=in_december)


def test_each_form_is_listed_as_what_it_is(office: Office, year: Year) -> None:
    found = {
        (office.name_of(one.sha256), one.obligation, one.period): one.state.value
        for one in gen.list_returns(office.plan, as_of=DECEMBER) if not one.is_signed
    }  # fmt: skip
    assert found == states_on(year.events, DECEMBER)


def test_nothing_that_anybody_wrote_is_lost(office: Office, year: Year) -> None:
    """It stands in a report, counted or not; or in a form that is named; or the unit has answered anew."""
    sheets = {one: office.consolidate(one, DECEMBER) for one in OCCASIONS}
    assert not find_lost(office, year.events, sheets, DECEMBER)


def test_the_year_is_archived_and_the_archive_is_whole(office: Office, tmp_path: Path) -> None:
    packed = gen.archive(office.plan, out=str(office.out), to=tmp_path / "kho", date=DECEMBER)
    assert gen.verify(tmp_path / "kho", seal=packed.seal).exit_code == 0


# ---- the comparison itself sees what is wrong ----------------------------------------


@pytest.fixture(scope="module")
def report(office: Office) -> Sheets:
    return office.reports[Q2]


@pytest.mark.parametrize("name", ["tasks", "targets", "opinions", "units", "cells"])
def test_cell_of_the_workbook_that_is_changed_is_found(name: str, report: Sheets, office: Office, year: Year) -> None:
    """Each column of each sheet, but for the code by which a cell was recognized."""
    expected, compared = reckon(year.events, Q2, JULY), compare_periods(year.events, Q2, JULY)
    rows = getattr(report, name)
    unseen = []
    for column in range(len(rows[0])):
        row = next((n for n, one in enumerate(rows) if one[column] not in (None, "")), 0)
        wrong = [list(one) for one in rows]
        wrong[row][column] = one + 1 if isinstance(one := wrong[row][column], int | float) else f"1{one or ''}"
        if not find_differences(office, expected, compared, replace(report, **{name: wrong})):
            unseen.append(column)
    assert unseen == ([ANCHOR] if name == "cells" else [])


@pytest.mark.parametrize("number", range(0, 2200, 110))
def test_number_of_the_word_report_that_is_changed_is_found(
    number: int, report: Sheets, office: Office, year: Year
) -> None:  # fmt: skip
    """Some of the numbers that stand in it, each made another one."""
    expected, compared = reckon(year.events, Q2, JULY), compare_periods(year.events, Q2, JULY)
    wrong = changed_number(report.docx, number)
    assert find_word_differences(office, expected, compared, Q2, JULY, wrong, report.completeness)


def changed_number(docx: bytes, number: int) -> bytes:
    """The file with that number of its text, counted from the first line of the report on, made another one."""

    def change(root: etree._Element) -> None:
        found = [one for one in root.iter(f"{W}t") if one.text]
        begin = next(n for n, one in enumerate(found) if one.text.startswith("Báo cáo này"))
        told = [
            one for one in found[begin:]
            if re.search(r"\d", one.text) and not one.text.startswith("Trên đây là báo cáo")
        ]  # fmt: skip
        one = told[number % len(told)]
        one.text = re.sub(r"\d", _other_digit, one.text, count=1)

    return body(docx, change)


def _other_digit(digit: re.Match[str]) -> str:
    return str((int(digit[0]) + 1) % 10)


@pytest.mark.parametrize("number", range(0, 300, 20))
def test_number_in_a_comment_that_is_changed_is_found(
    number: int, report: Sheets, office: Office, year: Year
) -> None:  # fmt: skip
    """Some of the comments on figures, each with another number in it, or another figure under it."""
    expected, compared = reckon(year.events, Q2, JULY), compare_periods(year.events, Q2, JULY)

    def change(root: etree._Element) -> None:
        told = [one for one in root.iter(f"{W}t") if re.search(r"\d", one.text or "")]
        one = told[number % len(told)]
        one.text = re.sub(r"\d", _other_digit, one.text, count=1)

    wrong = changed(report.docx, "word/comments.xml", change)
    assert find_word_differences(office, expected, compared, Q2, JULY, wrong, report.completeness)


@pytest.mark.parametrize("change", [
    lambda seen: replace(seen, units=units_with(seen, working_days_late=7)),
    lambda seen: replace(seen, units=units_with(seen, due=DECEMBER)),
    lambda seen: replace(seen, units=units_with(seen, state=ReportingState.LATE)),
    lambda seen: replace(seen, units=units_with(seen, missing=())),
    lambda seen: replace(seen, tasks=tasks_with(seen, is_overdue=True)),
    lambda seen: replace(seen, tasks=tasks_with(seen, state=TaskState.NOTHING_AROSE)),
    lambda seen: replace(seen, tasks=tasks_with(seen, period="quý III năm 2025")),
    lambda seen: replace(seen, reminder=replace(seen.reminder, units=seen.reminder.units[1:])),
    lambda seen: replace(seen, reminder=replace(seen.reminder, message=seen.reminder.message.replace("3", "4"))),
    lambda seen: replace(seen, reminder=replace(seen.reminder, letter=body(seen.reminder.letter, swap_days))),
])  # fmt: skip
def test_board_that_is_changed_is_found(change: Callable[[Boards], Boards], office: Office, year: Year) -> None:
    day = LOOKED
    seen = office.looks[Q1, day]
    assert not find_board_differences(office, year.events, Q1, day, day, seen)
    assert find_board_differences(office, year.events, Q1, day, day, change(seen))


def units_with(seen: Boards, **changes: object) -> StatusBoard:
    """The board with something changed in the first unit of which something is awaited."""
    first = next(one.unit for one in seen.units if one.missing)
    return StatusBoard(replace(one, **changes) if one.unit == first else one for one in seen.units)


def tasks_with(seen: Boards, **changes: object) -> TaskBoard:
    """The board with something changed in the first unit of the first task."""
    first, *others = seen.tasks
    board = TaskBoard([replace(first, units=(replace(first.units[0], **changes), *first.units[1:])), *others])
    board.report, board.day = seen.tasks.report, seen.tasks.day
    return board


def swap_days(root: etree._Element) -> None:
    """The due days of the letter become others."""
    for one in root.iter(f"{W}t"):
        one.text = (one.text or "").replace("26/03/2025", "27/03/2025").replace("19/03/2025", "18/03/2025")
