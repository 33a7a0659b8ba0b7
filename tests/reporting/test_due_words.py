"""Due days and cut-offs of each period by the plan's words, its stated dates, and Decree 09/2019."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.plan.cycles import list_cycles
from gen.plan.model import Obligation
from gen.recurrence import read_due_rule
from gen.reporting.periods import list_periods

D = date
RECURRING = ["monthly", "quarterly", "half-yearly", "nine-monthly", "yearly"]


def owed(frequency: str, **changes: Any) -> Obligation:
    return Obligation.model_validate(
        {"id": "bc", "name": "Báo cáo", "of": ["all"], "to_name": "UBND", "frequency": frequency, **changes}
    )


def stated(frequency: str, words: str, year: int = 2026, **changes: Any) -> list[str]:
    """The last days in time of that year's periods, before days off move them."""
    cycles = list_cycles(owed(frequency, due={"raw": words, **changes.pop("due", {})}, **changes), year)
    return [f"{cycle.due:%d/%m}" if cycle.due and cycle.due.year == year else str(cycle.due) for cycle in cycles]


@pytest.mark.parametrize(
    ("frequency", "words", "days"),
    [
        ("quarterly", "trước ngày 20 của tháng cuối quý", ["19/03", "19/06", "19/09", "19/12"]),
        ("quarterly", "chậm nhất ngày 20 tháng cuối quý", ["20/03", "20/06", "20/09", "20/12"]),
        ("quarterly", "ngày cuối cùng của quý", ["31/03", "30/06", "30/09", "31/12"]),
        ("quarterly", "chậm nhất ngày 31 tháng cuối quý", ["31/03", "30/06", "30/09", "31/12"]),
        ("quarterly", "trước ngày 31 tháng cuối quý", ["30/03", "30/06", "30/09", "30/12"]),
        ("quarterly", "ngày 05 của tháng đầu quý sau", ["05/04", "05/07", "05/10", "2027-01-05"]),
        ("quarterly", "trước ngày 01 tháng sau", ["31/03", "30/06", "30/09", "31/12"]),
        ("quarterly", "trước ngày 20/3, 20/6, 20/9, 20/12", ["19/03", "19/06", "19/09", "19/12"]),
        ("half-yearly", "trước ngày 20/6 và 20/12", ["19/06", "19/12"]),
        ("half-yearly", "trước ngày 25 tháng cuối kỳ báo cáo", ["24/06", "24/12"]),
        ("nine-monthly", "trước ngày 20/9 hằng năm", ["19/09"]),
        ("yearly", "trước ngày 18/12 hằng năm", ["17/12"]),
        ("yearly", "trước ngày 15/01 năm sau", ["2027-01-14"]),
        ("yearly", "chậm nhất ngày 31/01 hằng năm", ["2027-01-31"]),
        ("yearly", "ngày 29/02 hằng năm", ["2027-02-28"]),
    ],
)
def test_words_give_the_day_of_each_period(frequency: str, words: str, days: list[str]) -> None:
    assert stated(frequency, words) == days


def test_a_day_of_each_month_is_the_first_after_the_months_figures_end() -> None:
    assert stated("monthly", "chậm nhất ngày 17 hằng tháng")[5:7] == ["17/06", "17/07"]
    assert stated("monthly", "trước ngày 10 hằng tháng")[5:7] == ["09/07", "09/08"]
    assert stated("monthly", "trước ngày 15 hằng tháng")[5:7] == ["14/07", "14/08"]


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        ("quarterly", "trước ngày 15 của tháng cuối quý"),  # the 14th, on which the figures end
        ("half-yearly", "trước ngày 15/6 và 15/12"),
        ("yearly", "trước ngày 10/12 hằng năm"),
        ("yearly", "trước ngày 30/11 hằng năm"),
        ("yearly", "trước ngày 20 của tháng cuối quý"),  # of another report
        ("quarterly", "ngày 17 hằng tháng"),
        ("yearly", "trước ngày 20/6 và 20/12"),
        ("quarterly", "trước ngày 15/01 năm sau"),
        ("quarterly", "trước ngày 20 hằng quý"),
    ],
)
def test_no_day_is_made_up(frequency: str, words: str) -> None:
    assert set(stated(frequency, words)) == {"None"}


def test_days_before_the_end_of_the_decrees_period_hold_where_the_plan_ends_its_figures_earlier() -> None:
    words = "trước ngày 15 của tháng cuối quý"
    assert stated("quarterly", words, cutoff="2026-03-05") == ["14/03", "14/06", "14/09", "14/12"]
    assert stated("yearly", "trước ngày 10/12 hằng năm", cutoff="2026-11-30") == ["09/12"]


def test_a_named_day_counts_only_for_the_period_that_it_follows_soon() -> None:
    assert stated("quarterly", "trước ngày 20/12 hằng năm") == ["None", "None", "None", "19/12"]


def test_kind_says_what_the_words_leave_open() -> None:
    words = "ngày 20 của tháng cuối quý"
    assert stated("quarterly", words)[0] == "20/03"
    assert stated("quarterly", words, due={"kind": "before"})[0] == "19/03"
    assert stated("quarterly", f"chậm nhất {words}", due={"kind": "before"})[0] == "20/03"


def test_a_stated_date_holds_for_its_own_period_and_the_words_for_the_others() -> None:
    words = "trước ngày 20 của tháng cuối quý"
    assert stated("quarterly", words, due={"value": "2026-06-25", "kind": "on"}) == ["19/03", "25/06", "19/09", "19/12"]
    assert stated("quarterly", words, due={"value": "2026-06"}) == ["19/03", "19/06", "19/09", "19/12"]


def test_where_words_are_not_understood_the_stated_date_gives_the_other_days() -> None:
    words = "trước ngày 20 hằng quý"
    due = {"value": "2026-06-20", "kind": "before"}
    assert stated("quarterly", words, due=due) == ["19/03", "19/06", "19/09", "19/12"]


def test_a_day_off_by_the_words_moves_to_the_next_working_day() -> None:
    due = [period.due for period in list_periods(owed("quarterly", due="trước ngày 20 của tháng cuối quý"), 2026)]
    assert due == [D(2026, 3, 19), D(2026, 6, 19), D(2026, 9, 21), D(2026, 12, 21)]  # two fall on a Saturday


def test_report_of_nine_months_comes_once_a_year() -> None:
    found = list_periods(owed("nine-monthly", due="2020-09-21"), 2021)
    assert [(period.cutoff, period.due) for period in found] == [(D(2021, 9, 14), D(2021, 9, 21))]


def ends(frequency: str, cutoff: str, year: int = 2026) -> list[tuple[date, date]]:
    return [(cycle.begin, cycle.cutoff) for cycle in list_cycles(owed(frequency, cutoff=cutoff), year)]


def test_a_stated_cutoff_ends_each_period_as_many_months_on() -> None:
    assert ends("quarterly", "2026-06-10")[:2] == [
        (D(2025, 12, 11), D(2026, 3, 10)), (D(2026, 3, 11), D(2026, 6, 10)),
    ]  # fmt: skip
    assert ends("yearly", "2025-11-30") == [(D(2025, 12, 1), D(2026, 11, 30))]
    assert ends("yearly", "2026-01-31") == [(D(2026, 2, 1), D(2027, 1, 31))]
    assert ends("nine-monthly", "2026-09-30") == [(D(2026, 1, 1), D(2026, 9, 30))]


def test_a_cutoff_at_the_end_of_a_month_is_at_the_end_of_each() -> None:
    assert [cutoff for _begin, cutoff in ends("quarterly", "2026-06-30")] == [
        D(2026, 3, 31), D(2026, 6, 30), D(2026, 9, 30), D(2026, 12, 31),
    ]  # fmt: skip
    assert ends("monthly", "2026-06", 2024)[1] == (D(2024, 2, 1), D(2024, 2, 29))


DAYS = st.dates(D(2000, 1, 1), D(2100, 12, 31))
WORDS = st.sampled_from([
    "trước ngày {d} của tháng cuối kỳ", "chậm nhất ngày {d} tháng cuối quý", "ngày {d} tháng sau",
    "trước ngày {d} hằng tháng", "trước ngày {d}/{m} hằng năm", "trước ngày {d}/{m} năm sau", "ngày cuối cùng của kỳ",
])  # fmt: skip


@st.composite
def obligations(draw: st.DrawFn) -> Obligation:
    changes: dict[str, Any] = {}
    due: dict[str, Any] = {}
    if draw(st.booleans()):
        due["raw"] = draw(WORDS).format(d=draw(st.integers(1, 28)), m=draw(st.integers(1, 12)))
    if draw(st.booleans()):
        due |= {"value": draw(DAYS).isoformat(), "kind": draw(st.sampled_from(["on", "before", "at-latest"]))}
    if due:
        changes["due"] = due
    if draw(st.booleans()):
        changes["cutoff"] = draw(DAYS).isoformat()
    return owed(draw(st.sampled_from(RECURRING)), **changes)


@given(obligations(), st.integers(2000, 2100))
def test_every_due_day_lies_after_the_end_of_the_figures(obligation: Obligation, year: int) -> None:
    for cycle in list_cycles(obligation, year):
        assert cycle.begin <= cycle.cutoff
        assert cycle.due is None or cycle.due > cycle.cutoff


@given(obligations(), st.integers(2000, 2100))
def test_periods_leave_no_day_out_and_no_day_is_in_two(obligation: Obligation, year: int) -> None:
    cycles = [cycle for one in range(year, year + 3) for cycle in list_cycles(obligation, one)]
    between = timedelta(days=1)
    for before, after in pairwise(cycles):
        if obligation.frequency != "nine-monthly":
            assert after.begin - before.cutoff == between
        else:
            assert after.begin > before.cutoff


@given(st.text(max_size=60) | st.text("trướcngày 0123456789/quýtháng,.;", max_size=80))
def test_any_words_are_read_or_not(words: str) -> None:
    rule = read_due_rule(words)
    if rule is not None:
        for number, months in ((3, 3), (12, 12), (1, 1)):
            found = rule.last_day(2026, number, D(2026, number, 14), months)
            assert found is None or found > D(2026, number, 14)
