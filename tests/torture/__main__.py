"""`make torture`: each command × each fault, so many runs → what was wrong, and the table of docs/operations.md."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.faults import ALL_FAULTS, Finding, torture
from tests.torture.forks import Forks
from tests.torture.offices import SCENARIOS, make_office

_KINDS = (
    "traceback",
    "did not end",
    "changed by somebody",
    "exit code",
    "left behind",
    "lost",
    "other bytes",
    "though refused",
)
"""What each problem's sentence has in it."""


def main() -> int:
    """Run it all; the exit code is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="runs for each command and fault (40)")
    parser.add_argument("--seed", type=int, default=1, help="another one lets the faults fall elsewhere (1)")
    parser.add_argument("--scenario", action="append", choices=list(SCENARIOS), help="only this one; may be repeated")
    parser.add_argument("--fault", action="append", choices=ALL_FAULTS, help="only this one; may be repeated")
    parser.add_argument("--units", type=int, default=3, help="units of the plan (3)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="side by side (as many as there are cores)"
    )
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave there what was wrong")
    arguments = parser.parse_args()
    names, faults = arguments.scenario or list(SCENARIOS), arguments.fault or ALL_FAULTS
    with tempfile.TemporaryDirectory(prefix="gen-torture-") as temporary:
        work = arguments.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        office = make_office(work / "office", arguments.units)
        runs = dict.fromkeys(faults, arguments.runs)
        with ThreadPoolExecutor(arguments.jobs) as threads:
            found = threads.map(lambda name: _carry_out(name, runs, arguments.seed, office, work), names)
            findings = [finding for some in found for finding in some]
    print(f"\nseed {arguments.seed}, {arguments.runs} runs each, {len(findings)} runs in all\n")
    print(*_table(findings, faults), sep="\n")
    return int(any(finding.problems for finding in findings))


_own = threading.local()


def _carry_out(name: str, runs: dict[str, int], seed: int, office: Path, work: Path) -> list[Finding]:
    """One scenario with each fault."""
    if not hasattr(_own, "forks"):
        _own.forks = Forks()
    findings = []
    for finding in torture(SCENARIOS[name], office, _own.forks, work / name.replace(" ", "-"), runs, seed):
        findings.append(finding)
        for problem in finding.problems[:6]:
            print(f"{name} {finding.fault}: {problem}", flush=True)
        if not len(findings) % 20:
            print(f"{name}: {sum(bool(one.problems) for one in findings)} of {len(findings)} wrong", file=sys.stderr)
    return findings


def _table(findings: Sequence[Finding], faults: Iterable[str]) -> Iterator[str]:
    """Each command × each fault: in how many runs something was wrong, of how many; then what."""
    yield "| command | " + " | ".join(faults) + " |"
    yield "|---|" + "--:|" * len([*faults])
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.scenario, finding.fault.partition(":")[0]), []).append(finding)
    for scenario in dict.fromkeys(finding.scenario for finding in findings):
        cells = [groups.get((scenario, fault), []) for fault in faults]
        shown = [f"{sum(bool(one.problems) for one in cell)} of {len(cell)}" for cell in cells]
        yield f"| {scenario} | " + " | ".join(shown) + " |"
    counts = Counter(kind for one in findings for kind in _KINDS if any(kind in problem for problem in one.problems))
    yield ""
    yield "; ".join(f"{kind}: {counts[kind]}" for kind in _KINDS)


if __name__ == "__main__":
    sys.exit(main())
