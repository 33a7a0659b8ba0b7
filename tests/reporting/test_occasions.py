"""Occasions: the periods that a plan asks for, which of them is meant on a day, and who owes in each."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.plan.file.loading import load_plan
from gen.plan.model import Obligation, Plan
from gen.reporting.obligations import owing_unit_ids
from gen.reporting.occasions import (
    OccasionError,
    list_next_due,
    list_occasion_periods,
    occasions_of,
    plan_of_occasion,
    resolve_occasion,
    resolve_period,
)
from gen.reporting.periods import MAX_TERM, Period, find_period, term_of
from tests.support import plans

D = date
ROOT = Path(__file__).parents[2]
BY_THE_19TH = {"due": "trước ngày 20 của tháng cuối quý"}


def made(frequency: str = "quarterly", day: str = "2026-01-08", until: str = "", **changes: Any) -> Plan:
    head = {**plans.base()["plan"], "date": day, **({"valid_to": until} if until else {})}
    obligation = {"id": "bc", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": frequency}
    units = changes.pop("units", plans.base()["units"])
    return Plan.model_validate(plans.base(plan=head, units=units, obligations=[{**obligation, **changes}]))


def keys(plan: Plan, until: date) -> list[str]:
    return [period.key for period in list_occasion_periods(plan, plan.obligations[0], until)]


def next_due(plan: Plan, day: date) -> str:
    return next(list_next_due(plan, plan.obligations[0], day)).key


def reported_on(plan: Plan, day: date) -> str:
    return resolve_period(plan, plan.obligations[0], None, day).key


def test_plan_asks_for_no_period_that_had_ended_before_its_date() -> None:
    assert keys(made(), D(2026, 7, 1)) == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert keys(made("yearly"), D(2026, 7, 1)) == ["2026"]
    assert keys(made(day="2026-03-14"), D(2026, 3, 14)) == ["2026-Q1"]
    assert keys(made(day="2026-03-15"), D(2026, 3, 15)) == ["2026-Q2"]


def test_open_date_counts_from_the_first_day_that_it_can_mean() -> None:
    assert keys(made("monthly", "2020-11"), D(2020, 12, 20)) == ["2020-11", "2020-12", "2021-01"]
    assert keys(made(day="2020"), D(2020, 3, 1)) == ["2020-Q1"]


def test_no_period_has_begun_before_a_plan_that_begins_later() -> None:
    plan = made(day="2027-01-08")
    assert keys(plan, D(2026, 6, 1)) == []
    assert reported_on(plan, D(2026, 6, 1)) == next_due(plan, D(2026, 6, 1)) == "2027-Q1"


def test_last_period_is_the_one_that_the_plans_end_cuts_short() -> None:
    assert keys(made(until="2026-07-31"), D(2030, 1, 1)) == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert keys(made(until="2026"), D(2030, 1, 1)) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert keys(made("yearly", until="2026-12-31"), D(2030, 1, 1)) == ["2026"]


def test_plan_that_ends_before_its_first_period_has_that_one() -> None:
    assert keys(made(day="2025-12-20", until="2025-12-31"), D(2030, 1, 1)) == ["2026-Q1"]


@pytest.mark.parametrize("frequency", ["once", "ad-hoc", "periodic"])
def test_report_without_a_rhythm_has_its_single_period_on_every_day(frequency: str) -> None:
    plan = made(frequency, until="2026-12-31")
    assert keys(plan, D(2020, 1, 1)) == keys(plan, D(2040, 1, 1)) == ["once"]
    assert next_due(plan, D(2040, 1, 1)) == "once"


@pytest.mark.parametrize(
    ("day", "reported", "due"),
    [
        (D(2025, 12, 1), "2026-Q1", "2026-Q1"),
        (D(2026, 1, 8), "2026-Q1", "2026-Q1"),
        (D(2026, 3, 13), "2026-Q1", "2026-Q1"),
        (D(2026, 3, 15), "2026-Q1", "2026-Q1"),
        (D(2026, 3, 19), "2026-Q1", "2026-Q1"),
        (D(2026, 3, 20), "2026-Q1", "2026-Q2"),
        (D(2026, 6, 14), "2026-Q2", "2026-Q2"),
        (D(2026, 12, 21), "2026-Q4", "2026-Q4"),  # the 19th is a Saturday
        (D(2026, 12, 31), "2026-Q4", "2027-Q1"),
    ],
)
def test_which_period_is_reported_on_and_which_is_due_next(day: date, reported: str, due: str) -> None:
    plan = made(**BY_THE_19TH)
    assert (reported_on(plan, day), next_due(plan, day)) == (reported, due)


def test_after_the_plans_end_its_last_period_is_meant() -> None:
    plan = made(until="2026-12-31", **BY_THE_19TH)
    assert next_due(plan, D(2026, 12, 31)) == reported_on(plan, D(2026, 12, 31)) == "2026-Q4"
    assert next_due(plan, date.max) == reported_on(plan, date.max) == "2026-Q4"


def test_without_a_due_day_the_period_whose_figures_end_next_is_due_next() -> None:
    assert next_due(made(), D(2026, 3, 14)) == "2026-Q1"
    assert next_due(made(), D(2026, 3, 15)) == "2026-Q2"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("2025-Q4", "the plan is of 08/01/2026, when that period had ended; its periods: 2026-Q1, 2026-Q2"),
        ("2027-Q1", "the plan holds until 31/12/2026; its periods: 2026-Q1, 2026-Q2"),
        ("2026-H1", "2026-Q1, 2026-Q2"),
        ("", "2026-Q1, 2026-Q2"),
    ],
)
def test_key_of_no_period_of_the_plan_is_refused_with_the_reason(key: str, hint: str) -> None:
    plan = made(until="2026-12-31")
    with pytest.raises(OccasionError) as raised:
        resolve_occasion(plan, "bc", key, D(2026, 5, 1))
    [found] = raised.value.diagnostics
    assert (found.code, found.hint) == ("RET-009", hint)


@pytest.mark.parametrize("words", ["2026-q2", "Quý 2/2026", "quý II năm 2026"])
def test_period_may_be_named_in_words(words: str) -> None:
    plan = made()
    assert resolve_occasion(plan, "bc", words, D(2026, 5, 1)).period.key == "2026-Q2"


def test_refusal_names_the_last_periods_only() -> None:
    plan = made("monthly")
    with pytest.raises(OccasionError) as raised:
        resolve_period(plan, plan.obligations[0], "2025-01", D(2029, 12, 31))
    named = raised.value.diagnostics[0].hint.rpartition(": ")[2].split(", ")
    assert named == [f"2029-{month:02}" for month in range(2, 13)] + ["2030-01"]


def test_period_yet_to_come_has_a_key_already() -> None:
    plan = made()
    assert resolve_period(plan, plan.obligations[0], "2028-Q3", D(2026, 1, 8)).cutoff == D(2028, 9, 14)


def test_plan_without_an_end_has_the_periods_of_a_hundred_years() -> None:
    assert len(keys(made("yearly"), date.max)) == MAX_TERM + 1


@pytest.mark.parametrize("day", ["0001-01-01", "0002", "9990-12-31", "9999-12-31"])
@pytest.mark.parametrize("frequency", ["monthly", "yearly", "nine-monthly"])
def test_plans_of_the_ends_of_the_calendar_have_a_period(day: str, frequency: str) -> None:
    plan = made(frequency, day, due={"value": "9999-12-31", "kind": "on"}, cutoff="2026-01-31")
    for when in (date.min, D(2026, 1, 1), date.max):
        assert next_due(plan, when)
        assert reported_on(plan, when)
        assert find_period(plan.obligations[0], "9999") is None


COMMUNE = {"kind": "commune"}
MERGED = [
    {"id": "huyen", "kind": "district", "name": "Sông Đà"},
    {"id": "xa-a", **COMMUNE, "name": "Xuân An", "valid_to": "2026-06-30", "successor": "xa-c"},
    {"id": "xa-b", **COMMUNE, "name": "Xuân Bình"},
    {"id": "xa-c", **COMMUNE, "name": "Xuân Châu", "valid_from": "2026-07-01"},
]


def occasions(plan: Plan, unit: str) -> list[str]:
    return [f"{one.obligation.id} {one.period.key}" for one in occasions_of(plan, unit, D(2026, 12, 31))]


def test_ended_unit_owes_nothing_after_it_and_its_successor_does() -> None:
    plan = made(units=MERGED, of=["xa-a", "xa-b"])
    assert occasions(plan, "xa-a") == ["bc 2026-Q1", "bc 2026-Q2"]
    assert occasions(plan, "xa-b") == ["bc 2026-Q1", "bc 2026-Q2", "bc 2026-Q3", "bc 2026-Q4", "bc 2027-Q1"]
    assert occasions(plan, "xa-c") == ["bc 2026-Q3", "bc 2026-Q4", "bc 2027-Q1"]


def test_who_owes_is_judged_at_the_end_of_the_period() -> None:
    plan = made(units=MERGED)
    [obligation] = plan.obligations
    owing = {
        period.key: owing_unit_ids(plan_of_occasion(plan, period), obligation)
        for period in list_occasion_periods(plan, obligation, D(2026, 8, 1))
    }
    assert owing == {"2026-Q1": ("xa-a", "xa-b"), "2026-Q2": ("xa-a", "xa-b"), "2026-Q3": ("xa-b", "xa-c")}


def test_report_owed_once_is_judged_on_its_due_day_and_without_one_by_the_plan_itself() -> None:
    plan = made("once", units=MERGED, due="2026-07-15")
    period = resolve_period(plan, plan.obligations[0], None, D(2026, 1, 8))
    assert owing_unit_ids(plan_of_occasion(plan, period), plan.obligations[0]) == ("xa-b", "xa-c")
    assert plan_of_occasion(plan, Period("once", "")) is plan


def test_example_is_the_same_object_in_its_only_occasion() -> None:
    plan = load_plan(ROOT / "plan.yaml").plan
    occasion = resolve_occasion(plan, None, None, D(2021, 7, 20))
    assert occasion.period.end == D(2021, 7, 14)
    assert plan_of_occasion(plan, occasion.period) is plan


def test_period_ends_with_its_figures_else_with_its_due_day() -> None:
    assert Period("k", "", D(2026, 1, 1), D(2026, 3, 14), D(2026, 3, 19)).end == D(2026, 3, 14)
    assert Period("k", "", due=D(2026, 3, 19)).end == D(2026, 3, 19)
    assert Period("k", "").end is None


DAYS = st.dates(D(2015, 1, 1), D(2045, 12, 31))
RECURRING = st.sampled_from(["monthly", "quarterly", "half-yearly", "nine-monthly", "yearly"])
DUE = st.sampled_from([None, "trước ngày 20 của tháng cuối kỳ", "ngày 05 tháng sau", "2026-05-31", "hằng năm"])
CUTOFFS = st.none() | DAYS.map(date.isoformat)


@st.composite
def random_plans(draw: st.DrawFn) -> tuple[Plan, Obligation]:
    begin = draw(DAYS)
    until = draw(st.none() | st.dates(begin, D(2046, 1, 1)))
    plan = made(
        draw(RECURRING), begin.isoformat(), until.isoformat() if until else "", due=draw(DUE), cutoff=draw(CUTOFFS)
    )
    return plan, plan.obligations[0]


@given(random_plans(), DAYS)
def test_keys_are_unique_and_each_leads_to_its_period(drawn: tuple[Plan, Obligation], until: date) -> None:
    plan, obligation = drawn
    found = list_occasion_periods(plan, obligation, until)
    assert len({period.key for period in found}) == len(found)
    for period in found:
        assert resolve_period(plan, obligation, period.key, until) == period
        assert find_period(obligation, period.key, (), term_of(plan)) == period


@given(random_plans(), DAYS)
def test_every_period_of_the_plan_touches_its_time(drawn: tuple[Plan, Obligation], until: date) -> None:
    plan, obligation = drawn
    term = term_of(plan)
    for number, period in enumerate(list_occasion_periods(plan, obligation, until)):
        assert period.begin is not None
        assert period.cutoff is not None
        assert period.cutoff >= term.begin
        assert period.begin <= until
        assert number == 0 or term.end is None or period.begin <= term.end


@given(random_plans(), DAYS, st.integers(0, 400))
def test_later_days_never_lead_to_earlier_periods(drawn: tuple[Plan, Obligation], day: date, days: int) -> None:
    plan, obligation = drawn
    order = [period.key for period in list_occasion_periods(plan, obligation, D(2060, 1, 1))]
    later = day + timedelta(days=days)
    for choose in (reported_on, next_due):
        assert order.index(choose(plan, day)) <= order.index(choose(plan, later))


@given(random_plans(), DAYS)
def test_period_due_next_is_not_past_unless_all_are(drawn: tuple[Plan, Obligation], day: date) -> None:
    plan, obligation = drawn
    found = next(list_next_due(plan, obligation, day))
    last = found.due or found.cutoff
    assert last is not None
    if last < day:
        assert list_occasion_periods(plan, obligation, D(2150, 1, 1))[-1] == found
