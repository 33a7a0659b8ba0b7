"""Reporting periods by Decree 09/2019/NĐ-CP, and the last working day to send a report."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.plan.model import Obligation
from gen.reading import Frequency, read_period_key
from gen.reporting.periods import (
    SINGLE_PERIOD_KEY,
    Period,
    find_period,
    find_period_on,
    list_periods,
    may_be_called,
    name_with_period,
    period_label,
)
from gen.reporting.working_days import is_working_day

D = date
TET = [D(2021, 2, 10), D(2021, 2, 11), D(2021, 2, 12), D(2021, 2, 15), D(2021, 2, 16)]


def owed(frequency: str, **changes: object) -> Obligation:
    return Obligation.model_validate(
        {"id": "bc", "name": "Báo cáo", "of": ["all"], "to_name": "UBND", "frequency": frequency, **changes}
    )


def spans(frequency: str, year: int = 2021) -> list[tuple[str, date | None, date | None]]:
    return [(period.key, period.begin, period.cutoff) for period in list_periods(owed(frequency), year)]


def test_a_month_runs_from_the_15th_before_it_to_its_14th() -> None:
    months = spans("monthly")
    assert len(months) == 12
    assert months[0] == ("2021-01", D(2020, 12, 15), D(2021, 1, 14))
    assert months[6] == ("2021-07", D(2021, 6, 15), D(2021, 7, 14))


def test_quarters_halves_nine_months_and_years_run_as_the_decree_says() -> None:
    assert spans("quarterly")[1] == ("2021-Q2", D(2021, 3, 15), D(2021, 6, 14))
    assert spans("half-yearly") == [
        ("2021-H1", D(2020, 12, 15), D(2021, 6, 14)), ("2021-H2", D(2021, 6, 15), D(2021, 12, 14)),
    ]  # fmt: skip
    assert spans("nine-monthly") == [("2021-9M", D(2020, 12, 15), D(2021, 9, 14))]
    assert spans("yearly") == [("2021", D(2020, 12, 15), D(2021, 12, 14))]


@pytest.mark.parametrize("frequency", ["once", "ad-hoc", "periodic"])
def test_a_report_without_a_stated_rhythm_has_one_period_and_no_invented_dates(frequency: str) -> None:
    assert list_periods(owed(frequency), 2021) == (Period(SINGLE_PERIOD_KEY, ""),)


def test_before_a_day_means_the_day_before_it() -> None:
    due = {"raw": "trước ngày 15 tháng 7 năm 2021", "value": "2021-07-15", "kind": "before"}
    assert list_periods(owed("once", due=due), 2021)[0].due == D(2021, 7, 14)
    assert list_periods(owed("once", due={**due, "kind": "at-latest"}), 2021)[0].due == D(2021, 7, 15)


def test_a_due_day_without_work_moves_to_the_next_day_of_work() -> None:
    assert list_periods(owed("once", due="2021-07-17"), 2021)[0].due == D(2021, 7, 19)  # a Saturday
    assert list_periods(owed("once", due="2021-02-10"), 2021, TET)[0].due == D(2021, 2, 17)


def test_the_due_day_of_one_quarter_gives_that_of_the_others() -> None:
    found = [period.due for period in list_periods(owed("quarterly", due="2021-03-18"), 2021)]
    assert found == [D(2021, 3, 18), D(2021, 6, 18), D(2021, 9, 20), D(2021, 12, 20)]  # two fall on a Saturday
    assert list_periods(owed("yearly", due="2020-12-31"), 2022)[0].due == D(2023, 1, 2)


def test_an_open_month_ends_with_its_last_day() -> None:
    assert list_periods(owed("once", due={"value": "2022-02", "kind": "on"}), 2022)[0].due == D(2022, 2, 28)


def test_the_period_reported_on_is_the_last_one_that_is_complete() -> None:
    assert find_period_on(owed("quarterly"), D(2021, 6, 13)).key == "2021-Q1"
    assert find_period_on(owed("quarterly"), D(2021, 6, 14)).key == "2021-Q2"
    assert find_period_on(owed("quarterly"), D(2021, 1, 5)).key == "2020-Q4"
    assert find_period_on(owed("once", due="2021-07-15"), D(2030, 1, 1)).key == SINGLE_PERIOD_KEY


@pytest.mark.parametrize("key", ["", "2021-Q5", "2021-13", "quý I", "0000-Q1", "٢٠٢١-Q1", "once"])
def test_a_key_that_is_none_names_no_period(key: str) -> None:
    assert find_period(owed("quarterly"), key) is None


@given(
    st.sampled_from([f.value for f in Frequency if f not in ("once", "ad-hoc", "periodic", "nine-monthly")]),
    st.integers(2000, 2100),
    st.dates(D(2000, 1, 1), D(2100, 12, 31)),
)
def test_periods_leave_no_day_out_and_each_is_due_on_a_day_of_work_after_its_end(
    frequency: str, year: int, due: date
) -> None:
    obligation = owed(frequency, due=due.isoformat())
    found = [*list_periods(obligation, year), *list_periods(obligation, year + 1)]
    for before, after in pairwise(found):
        assert before.cutoff is not None
        assert after.begin is not None
        assert (after.begin - before.cutoff).days == 1
    for period in found:
        assert period.due is not None
        assert period.cutoff is not None
        assert period.due > period.cutoff
        assert is_working_day(period.due, ())
        assert find_period(obligation, period.key) == period
        assert read_period_key(period.label) == read_period_key(period.key) == period.key
        assert period_label(period.key) == period.label


@pytest.mark.parametrize(
    ("key", "named", "expected"),
    [
        ("2026-Q2", "2026-Q2", True),
        ("2026-Q2", "2026-Q1", False),
        ("2026-Q2", "2025-Q2", False),
        ("2026-Q2", "2026-H1", True),
        ("2026-Q1", "2026-H1", False),
        ("2026-Q3", "2026-9M", True),
        ("2026-Q2", "2026-06", True),
        ("2026-Q2", "2026-07", True),
        ("2026-Q4", "2027-01", True),
        ("2026-Q1", "2026-06", False),
        ("2026-05", "2026-06", False),
        ("2026-Q1", "2026", True),
        ("2026-Q1", "2025", True),
        ("2026", "2025", False),
        ("2026", "2026-Q4", True),
        ("2026", "2026-Q2", False),
        ("", "2026-Q2", True),
        ("once", "2026-Q2", True),
    ],
)
def test_a_report_is_called_after_its_own_period_or_one_that_ends_with_it(key: str, named: str, expected: bool) -> None:
    assert may_be_called(key, named) == expected


@pytest.mark.parametrize("key", ["", "once", "2026-Q5", "2026-13", "hôm qua", "2026-05-01"])
def test_key_of_no_period_has_no_label(key: str) -> None:
    assert period_label(key) == ""


@pytest.mark.parametrize(
    ("name", "label", "together"),
    [
        ("báo cáo quý", "quý III năm 2021", "báo cáo quý III năm 2021"),
        ("báo cáo 6 tháng", "6 tháng đầu năm 2021", "báo cáo 6 tháng đầu năm 2021"),
        ("báo cáo kết quả", "năm 2021", "báo cáo kết quả năm 2021"),
        ("báo cáo quý", "", "báo cáo quý"),
        ("báo cáo Tháng", "tháng 6 năm 2021", "báo cáo Tháng 6 năm 2021"),
    ],
)
def test_words_that_name_and_period_share_are_said_once(name: str, label: str, together: str) -> None:
    assert name_with_period(name, Period("k", label)) == together
