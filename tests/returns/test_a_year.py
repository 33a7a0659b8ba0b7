"""A year played through: what each report says, on its day and again in December, is what was reckoned beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import gen
from gen.store.connection import disconnect
from tests.year.comparison import find_differences, find_lost
from tests.year.office import Office
from tests.year.reckoning import reckon, states_on
from tests.year.scenario import OCCASIONS, Year

pytestmark = pytest.mark.slow
DECEMBER = date(2025, 12, 31)
SEED = 1


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
        "", "again", "blank", "other-period", "same-as-last-period", "figures-of-other-period",
    }  # fmt: skip
    assert {one.what for one in year.events} == {
        "edit", "build", "issue", "supersede", "send", "sign", "correct", "withdraw", "restore", "move", "report",
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
        assert not find_differences(office, reckon(year.events, occasion, day), office.reports[occasion]), occasion


def test_every_report_says_the_same_when_it_is_made_again_in_december(office: Office, year: Year) -> None:
    for occasion, day in ((one.form, one.day) for one in year.events if one.what == "report"):
        assert office.consolidate(occasion, day) == office.reports[occasion], occasion


def test_every_report_says_at_the_end_of_the_year_what_was_reckoned(office: Office, year: Year) -> None:
    for occasion in OCCASIONS:
        expected = reckon(year.events, occasion, DECEMBER)
        assert not find_differences(office, expected, office.consolidate(occasion, DECEMBER)), occasion


def test_report_of_a_quarter_about_which_nothing_more_came_stays_as_it_was(office: Office, year: Year) -> None:
    for occasion, day in ((one.form, one.day) for one in year.events if one.what == "report"):
        if all(one.day <= day for one in year.events if occasion in (one.form, one.to)):
            assert office.consolidate(occasion, DECEMBER) == office.reports[occasion], occasion


def test_board_calls_late_and_behind_who_was_reckoned_so(office: Office, year: Year) -> None:
    for occasion in OCCASIONS:
        expected = reckon(year.events, occasion, DECEMBER)
        first = {unit: one.first for unit, one in expected.units.items()}
        states = {}
        for unit in expected.owing:
            rejected = any(one == unit for one, _name, _why in expected.rejected)
            states[unit] = (
                "late" if unit in first and first[unit] > expected.due
                else "in-time" if unit in first
                else "signed" if unit in expected.signed
                else "invalid" if rejected
                else "behind"
            )  # fmt: skip
        found = gen.status(office.plan, obligation=occasion[0], period=occasion[1], as_of=DECEMBER)
        assert {one.unit: one.state.value for one in found} == states, occasion


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


@pytest.mark.parametrize("index", [0, 1])
def test_figure_that_is_changed_by_one_is_found(index: int, office: Office, year: Year) -> None:
    """The comparison itself: it sees a sum that is wrong by one, and an answer that is not there."""
    occasion = OCCASIONS[0]
    expected = reckon(year.events, occasion, DECEMBER)
    if index:
        expected.targets["a3.bo"].total += 1
    else:
        next(iter(expected.units.values())).answers.popitem()
    assert find_differences(office, expected, office.consolidate(occasion, DECEMBER))
