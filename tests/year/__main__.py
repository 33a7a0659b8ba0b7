"""Years of many seeds → where gen reports something else than was reckoned: `make year ARGS="--seeds 20"`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gen.store.connection import disconnect
from tests.year.comparison import find_differences, find_lost
from tests.year.office import Office
from tests.year.reckoning import reckon
from tests.year.scenario import OCCASIONS, Year


def play(seed: int) -> list[str]:
    """What is wrong in the year of that seed."""
    year, end = Year(seed), date(2025, 12, 31)
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        office.play(year.events)
        sheets = {one: office.consolidate(one, end) for one in OCCASIONS}
        found = find_lost(office, year.events, sheets, end)
        for occasion in OCCASIONS:
            found += find_differences(office, reckon(year.events, occasion, end), sheets[occasion])
        for event in (one for one in year.events if one.what == "report"):
            expected = reckon(year.events, event.form, event.day)
            found += find_differences(office, expected, office.reports[event.form])
            found += find_differences(office, expected, office.consolidate(event.form, event.day))
        disconnect()
    return found


def main() -> int:
    """Play as many years as asked for; 1 where any has a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many years")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first seed")
    given = parser.parse_args()
    wrong = 0
    for seed in range(given.first, given.first + given.seeds):
        found = play(seed)
        wrong += bool(found)
        print(f"year {seed}: {len(found)} differences", *found[:20], sep="\n  ", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
