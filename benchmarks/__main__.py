"""The command line → all measurements and RESULTS.md; with --quick one minute of them, only printed."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import node_peers
from benchmarks.builds import time_builds
from benchmarks.contenders import OURS, Contender, contenders
from benchmarks.data import ROOT
from benchmarks.limit import Limit
from benchmarks.machine import machine, versions
from benchmarks.renderers import Bench, UnequalError, time_all
from benchmarks.report import Results, markdown

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PARTS = ("renderers", "limit", "builds")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: `ours` and `others` are the seconds that a contender gets at each size."""

    sizes: tuple[int, ...]
    ours: float
    others: float
    rounds: int
    limit_units: int

    def peer_units(self) -> int:
        """The number of units in a peer's data: more than it is expected to reach."""
        return min(max(self.sizes), int(self.others * 60))


FULL = Effort((40, 3321, 10000), ours=90, others=20, rounds=21, limit_units=40)
QUICK = Effort((40, 400), ours=8, others=2, rounds=5, limit_units=10)


def main() -> int:
    """Measure and report; the exit code is 1 where a contender fails, or its text differs from ours."""
    arguments = _arguments()
    effort = QUICK if arguments.quick else FULL
    sizes = arguments.sizes or list(effort.sizes)
    node_peers.install()
    everyone = contenders()
    results = _empty(everyone, " ".join(["python -m benchmarks", *sys.argv[1:]]))
    try:
        with tempfile.TemporaryDirectory(prefix="gen-benchmarks-") as folder:
            _measure(results, Path(folder), everyone, effort, sizes, arguments.only or list(PARTS))
    except (UnequalError, subprocess.CalledProcessError) as error:
        stderr = getattr(error, "stderr", None) or b""
        print(f"no results: {error}\n{stderr.decode(errors='replace')[-2000:]}", file=sys.stderr)
        return 1
    page = markdown(results)
    print(page)
    if not (arguments.quick or arguments.sizes or arguments.only):
        RESULTS.write_text(page, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about a minute; prints, and leaves RESULTS.md as it is")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; prints only")
    parser.add_argument("--sizes", type=_sizes, metavar="N,N", help="other numbers of units; prints only")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def _empty(everyone: list[Contender], command: str) -> Results:
    absent = {contender.name: reason for contender in everyone if (reason := contender.missing())}
    how = {contender.name: contender.how for contender in everyone if contender.name not in absent}
    date = datetime.now(UTC).astimezone().date().isoformat()
    return Results(date, command, machine(), versions(everyone), how, absent)


def _measure(
    results: Results, folder: Path, everyone: list[Contender], effort: Effort, sizes: list[int], parts: list[str]
) -> None:
    present = [contender for contender in everyone if contender.name not in results.absent]
    bench = Bench(folder)
    if "renderers" in parts or "limit" in parts:
        _say(f"the data of {max(sizes):,} units")
        bench.prepare(present, max(sizes), effort.peer_units())
    if "limit" in parts:
        _say("the limit")
        each = max(min(effort.limit_units, max(sizes) // (effort.rounds + 1)), 1)
        results.limit = _limit(bench.values, each, effort.rounds)
    if "renderers" in parts:
        _say("renderers")
        allowed = {contender.name: effort.ours if contender.name == OURS else effort.others for contender in present}
        for timing in time_all(bench, present, sizes, lambda contender: allowed[contender.name]):
            _say(f"  {timing.contender}, {timing.units:,} units: {timing.outcome.ms:.2f} ms a document")
            results.timings.append(timing)
    if "builds" in parts:
        _say("whole builds")
        for build in time_builds(folder, sizes):
            _say(f"  {build.documents:,} documents: {build.seconds:.1f} s, again {build.again:.1f} s")
            results.builds.append(build)


def _limit(values: Path, units: int, rounds: int) -> Limit:
    """The limit, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.limit", str(values), str(units), str(rounds)]
    return Limit(**json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
