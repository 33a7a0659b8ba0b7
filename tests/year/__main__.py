"""Years of many seeds → where gen reports something else than was reckoned: `make year ARGS="--seeds 20"`."""

from __future__ import annotations

import argparse
import sys
from time import monotonic

from tests.year.playing import play


def main() -> int:
    """Play as many years as asked for; 1 where any has a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many years")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first seed")
    given = parser.parse_args()
    wrong = 0
    for seed in range(given.first, given.first + given.seeds):
        begin, found = monotonic(), play(seed)
        wrong += bool(found)
        counts = f"{found.rows} rows compared, {len(found)} differences, {monotonic() - begin:.0f} s"
        print(f"year {seed}: {counts}", *found[:20], sep="\n  ", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
