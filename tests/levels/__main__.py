"""Worlds of many seeds → where gen reports something else than was reckoned: `make levels ARGS="--communes 30"`."""

from __future__ import annotations

import argparse
import sys
from time import monotonic

from tests.levels.playing import play


def main() -> int:
    """Play as many worlds as asked for; 1 where any has a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many worlds")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first seed")
    parser.add_argument("--communes", type=int, default=30, help="how many communes")
    parser.add_argument("--villages", type=int, default=10, help="how many villages a commune has at most")
    given = parser.parse_args()
    wrong = 0
    for seed in range(given.first, given.first + given.seeds):
        begin, found = monotonic(), play(seed, given.communes, given.villages)
        wrong += bool(found.differences)
        counts = f"{found.compared} compared, {len(found.differences)} differences, {monotonic() - begin:.0f} s"
        print(f"world {seed}: {counts}", *found.differences[:20], sep="\n  ", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
