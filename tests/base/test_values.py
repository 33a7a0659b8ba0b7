"""Dates, periods, numbers and frequencies as people write them: one table of cases, and what we write reads back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.derive.wording import FREQUENCIES
from gen.reading import (
    DocumentNumber,
    Frequency,
    PartialDate,
    find_document_number,
    find_frequencies,
    find_period_keys,
    find_period_words,
    parse_partial_date,
    read_date,
    read_document_number,
    read_figure,
    read_letterhead_date,
    read_moment,
    read_period_key,
    read_short_date,
)
from gen.recurrence import read_due_rule
from gen.text import format_decimal, format_document_number, format_long_date, format_percent, format_short_date

TABLE = Path(__file__).parents[1] / "cases" / "values.txt"
SINCE = date(2026, 5, 12)
"""The day from which a year that is not written is counted."""
DAYS = st.dates(date(1000, 1, 1))


def _moment(words: str) -> str:
    found = read_moment(words)
    return f"{found:%Y-%m-%d %H:%M}" if found else ""


def _letterhead(words: str) -> str:
    found = read_letterhead_date(words)
    return f"{found.place}: {found.value or '-'}{'' if found.is_certain else '?'}" if found else ""


def _number(found: DocumentNumber | None) -> str:
    return f"{found.number or '-'}, {found.whole_symbol or '-'}" if found else ""


def _period(words: str) -> str:
    found = find_period_words(words, SINCE)
    if found is None:
        return ""
    days = "-" if found.first is None else str(found.first)
    days += "" if found.last == found.first else f" {found.last}"
    return days if found.has_year else f"{days}?"


def _short_day(words: str) -> str:
    found = read_short_date(words, SINCE)
    return str(found) if found else ""


def _figure(words: str) -> str:
    found = read_figure(words)
    return f"{found.value:f}{' %' if found.percent else ''}" if found else ""


def _due_rule(words: str) -> str:
    found = read_due_rule(words)
    if found is None:
        return ""
    days = [f"{day}/{month}" if month else str(day or "end") for month, day in found.days]
    edge = {None: "", True: "before", False: "on"}[found.is_before]
    return " ".join(part for part in (found.month.value, *days, edge, found.frequency or "") if part)


READERS: dict[str, Callable[[str], str]] = {
    "day": lambda words: str(read_date(words) or ""),
    "moment": _moment,
    "iso": lambda words: str(parse_partial_date(words) or ""),
    "letterhead": _letterhead,
    "document-number": lambda words: _number(read_document_number(words)),
    "document-number-in": lambda words: _number(find_document_number(words)),
    "period": _period,
    "short-day": _short_day,
    "period-key": lambda words: read_period_key(words) or "",
    "period-keys": lambda words: ", ".join(sorted(find_period_keys(words))),
    "figure": _figure,
    "due-rule": _due_rule,
    "frequency": lambda words: ", ".join(frequency for frequency, _words in find_frequencies(words)),
}


def cases() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(kind, words.replace("␣", " "), expected) for kind, words, expected in rows]


@pytest.mark.parametrize(("kind", "words", "expected"), cases())
def test_words_are_read_as_the_table_says(kind: str, words: str, expected: str) -> None:
    assert READERS[kind](words) == expected


def test_each_way_of_reading_has_cases_that_are_read_and_cases_that_are_not() -> None:
    seen = {(kind, bool(expected)) for kind, _words, expected in cases()}
    assert seen == {(kind, is_read) for kind in READERS for is_read in (True, False)}


@given(DAYS)
def test_every_day_as_we_write_it_is_read_back(day: date) -> None:
    written = (
        format_short_date(day),
        format_long_date(day.year, day.month, day.day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
    )
    assert [read_date(words) for words in written] == [day] * len(written)


@given(DAYS, st.booleans())
def test_every_letterhead_date_as_we_write_it_is_read_back(day: date, is_open: bool) -> None:
    found = read_letterhead_date(f"Tuần Giáo, {format_long_date(day.year, day.month, None if is_open else day.day)}")
    assert found is not None
    assert found.value == PartialDate(day.year, day.month, None if is_open else day.day)
    assert (found.is_open, found.is_certain) == (is_open, True)


@given(DAYS, st.integers(1, 3))
def test_every_partial_date_as_we_write_it_is_read_back(day: date, parts: int) -> None:
    written = PartialDate(*(day.year, day.month, day.day)[:parts])
    assert parse_partial_date(str(written)) == written


@given(st.none() | st.integers(1, 99_999))
def test_every_document_number_as_we_write_it_is_read_back(number: int | None) -> None:
    found = read_document_number(f"Số: {format_document_number(number)}/KH-UBND")
    assert found is not None
    assert (int(found.number or 0), found.symbol) == (number or 0, "KH-UBND")


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=3))
def test_every_number_as_we_write_it_is_read_back(number: Decimal) -> None:
    found = read_figure(format_decimal(number))
    assert found is not None
    assert found.value == number


@given(st.decimals(0, 10**6, allow_nan=False, places=2))
def test_every_percentage_as_we_write_it_is_read_back(number: Decimal) -> None:
    found = read_figure(format_percent(number))
    assert found is not None
    assert (found.value, found.percent) == (number, True)


def test_numbers_on_two_lines_are_not_one() -> None:
    assert read_figure("12\n345") is None


@pytest.mark.parametrize("frequency", [frequency for frequency in Frequency if frequency is not Frequency.ONCE])
def test_every_frequency_as_we_write_it_is_read_back(frequency: Frequency) -> None:
    assert [found for found, _words in find_frequencies(FREQUENCIES[frequency])] == [frequency]


@given(st.text(st.sampled_from("0123456789 /.-…_ngàythángnămSố:KH,%")))
def test_no_words_break_a_reader(words: str) -> None:
    assert all(isinstance(read(words), str) for read in READERS.values())
