"""`make torture`: each command × each fault, so many runs → what was wrong, and a table of the counts."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.torture.faults import FAULTS, Finding, Scenario, count_changes, disturb, places, prepare
from tests.torture.offices import SCENARIOS, make_office

KINDS = ("traceback", "did not end", "changed by somebody", "exit code", "left behind", "lost", "other bytes")
"""What each problem's sentence has in it."""


def main() -> int:
    """Run it all; the exit code is 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="runs for each command and fault (40)")
    parser.add_argument("--seed", type=int, default=1, help="another one lets the faults fall elsewhere (1)")
    parser.add_argument("--scenario", action="append", choices=list(SCENARIOS), help="only this one; may be repeated")
    parser.add_argument("--fault", action="append", choices=FAULTS, help="only this one; may be repeated")
    parser.add_argument("--units", type=int, default=6, help="units of the plan (6)")
    arguments = parser.parse_args()
    findings: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="gen-torture-") as name:
        for scenario in arguments.scenario or SCENARIOS:
            findings += _torture(SCENARIOS[scenario], arguments, Path(name) / scenario)
    print(f"\nseed {arguments.seed}, {arguments.runs} runs each\n")
    print(*_table(findings), sep="\n")
    return int(any(finding.problems for finding in findings))


def _torture(scenario: Scenario, arguments: argparse.Namespace, work: Path) -> list[Finding]:
    work.mkdir()
    office, prepared = make_office(work / "office", arguments.units), work / "prepared"
    prepare(scenario, office, prepared)
    changes, wanted, says = count_changes(scenario, prepared, work)
    print(f"{scenario.name}: {changes} changes of files; then: {says.strip()[:200]}", file=sys.stderr)
    findings = []
    for fault in arguments.fault or FAULTS:
        for at in places(arguments.seed, changes, arguments.runs):
            finding = disturb(scenario, fault, at, prepared, work, wanted)
            findings.append(finding)
            for problem in finding.problems[:6]:
                print(f"{scenario.name} {finding.fault}: {problem}", flush=True)
    return findings


def _table(findings: list[Finding]) -> list[str]:
    lines = ["| command | fault | runs | " + " | ".join(KINDS) + " |", "|---|---|--:|" + "--:|" * len(KINDS)]
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.scenario, finding.fault.partition(":")[0]), []).append(finding)
    for (scenario, fault), members in groups.items():
        counts = Counter(kind for one in members for kind in KINDS if any(kind in problem for problem in one.problems))
        shown = (scenario, fault, len(members), *(counts[kind] for kind in KINDS))
        lines.append("| " + " | ".join(map(str, shown)) + " |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
