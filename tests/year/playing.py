"""A year that was played → every report, board and letter of it beside what was reckoned."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gen.store.connection import disconnect
from tests.year.board_comparison import find_board_differences
from tests.year.comparison import find_differences, find_lost
from tests.year.differences import Differences
from tests.year.office import Office, Sheets
from tests.year.reckoning import compare_periods, reckon
from tests.year.scenario import OCCASIONS, Event, Occasion, Year
from tests.year.word_comparison import find_word_differences

DECEMBER = date(2025, 12, 31)


def compare_report(
    office: Office, events: list[Event], occasion: Occasion, day: date, found: Sheets
) -> Differences:  # fmt: skip
    """The workbook and the Word file of a report of that day."""
    expected, compared = reckon(events, occasion, day), compare_periods(events, occasion, day)
    differences = find_differences(office, expected, compared, found)
    differences.add(
        find_word_differences(office, expected, compared, occasion, day, found.docx, found.completeness)
    )  # fmt: skip
    return differences


def compare_looks(office: Office, events: list[Event], *, in_december: bool) -> Differences:
    """What was seen of boards and reminders on their days, or what is shown of these days in December."""
    differences = Differences()
    for occasion, day in ((one.form, one.day) for one in events if one.what == "look"):
        found = office.look(occasion, day) if in_december else office.looks[occasion, day]
        known = DECEMBER if in_december else day
        differences.add(find_board_differences(office, events, occasion, day, known, found))
    return differences


def play(seed: int) -> Differences:
    """What is wrong in the year of that seed."""
    year, differences = Year(seed), Differences()
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.play(year.events)
        sheets = {one: office.consolidate(one, DECEMBER) for one in OCCASIONS}
        differences += find_lost(office, year.events, sheets, DECEMBER)
        for occasion in OCCASIONS:
            differences.add(compare_report(office, year.events, occasion, DECEMBER, sheets[occasion]))
        for event in (one for one in year.events if one.what == "report"):
            again = office.consolidate(event.form, event.day)
            for found in (office.reports[event.form], again):
                differences.add(compare_report(office, year.events, event.form, event.day, found))
        for in_december in (False, True):
            differences.add(compare_looks(office, year.events, in_december=in_december))
        disconnect()
    return differences
