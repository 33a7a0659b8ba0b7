"""A command, a fault and a seed → the state after the same command again, beside that of an undisturbed run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gen.files import file_sha256

HOOK = Path(__file__).parent / "hook"
FAULTS = ("kill", "full", "interrupt")
_ROOT = str(Path(__file__).parents[2])
_OURS = {"PYTHONPATH": _ROOT, "PYTHONDONTWRITEBYTECODE": "1"}
"""So that the command is the one of this folder, wherever it is called."""
_SECONDS = 300
_CHANGED_BY_SOMEBODY = "BUILD-003"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A folder as it is made by `begin`, and the command that is disturbed in it; both as arguments of `gen`."""

    name: str
    begin: tuple[tuple[str, ...], ...]
    command: tuple[str, ...]
    edit: str = ""
    """A word of plan.yaml and another in its place, put there before the command: `cũ→mới`."""


@dataclass(slots=True)
class Finding:
    """One disturbed run: what was wrong after the same command again; nothing where all is as it should be."""

    scenario: str
    fault: str
    problems: list[str] = field(default_factory=list)


def state_of(folder: Path) -> dict[str, str]:
    """Every file below `folder`, with its sha256."""
    return {
        path.relative_to(folder).as_posix(): file_sha256(path) or ""
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def prepare(scenario: Scenario, source: Path, folder: Path) -> None:
    """The folder in which the scenario's command is to run: a copy of the office in `source`, and what goes before."""
    shutil.copytree(source, folder)
    for arguments in scenario.begin:
        done = run(folder, arguments)
        assert done.returncode in (0, 3), done.stderr
    if scenario.edit:
        plan = folder / "plan.yaml"
        old, _, new = scenario.edit.partition("→")
        text = plan.read_text("utf-8")
        assert old in text
        plan.write_text(text.replace(old, new), "utf-8")


def run(folder: Path, arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """`gen` with these arguments in `folder`, in a process group of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "gen", *arguments], cwd=folder, env={**os.environ, **_OURS, **environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, encoding="utf-8", errors="replace",
        preexec_fn=_heed_ctrl_c,
    ) as process:  # fmt: skip
        try:
            out, err = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            err += "\nTIMEOUT"
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


States = tuple[dict[str, str], dict[str, str]]
"""What an undisturbed command leaves, and what it leaves when called once more."""


def count_changes(scenario: Scenario, prepared: Path, work: Path) -> tuple[int, States, str]:
    """How many changes of files the undisturbed command makes, the states it leaves, and what it says again."""
    folder, counter = work / "undisturbed", work / "count"
    shutil.copytree(prepared, folder)
    done = run(folder, scenario.command, **_fault("none", 0, counter, folder))
    assert done.returncode == 0, done.stderr
    once = state_of(folder)
    again = run(folder, scenario.command)
    return counter.stat().st_size, (once, state_of(folder)), f"{again.returncode} {again.stderr}"


def disturb(scenario: Scenario, fault: str, at: int, prepared: Path, work: Path, wanted: States) -> Finding:
    """Run the command with the fault, then without it, and compare what is there with what should be."""
    finding = Finding(scenario.name, f"{fault}:{at}")
    folder, counter = work / f"{fault}-{at}", work / f"count-{fault}-{at}"
    shutil.copytree(prepared, folder)
    disturbed = run(folder, scenario.command, **_fault(fault, at, counter, folder))
    again = run(folder, scenario.command)
    for which, done in (("disturbed", disturbed), ("again", again)):
        if "Traceback" in done.stderr:
            finding.problems.append(f"{which}: a traceback: {done.stderr.strip().splitlines()[-1]}")
        if "TIMEOUT" in done.stderr:
            finding.problems.append(f"{which}: did not end")
        if _CHANGED_BY_SOMEBODY in done.stderr:
            finding.problems.append(f"{which}: a false “changed by somebody”")
    if again.returncode != 0:
        finding.problems.append(f"again: exit code {again.returncode}: {again.stderr.strip()[:200]}")
    found = state_of(folder)
    finding.problems += min(([*_differences(found, one)] for one in wanted), key=len)
    if not finding.problems:
        shutil.rmtree(folder)
    counter.unlink(missing_ok=True)
    return finding


def _differences(found: dict[str, str], wanted: dict[str, str]) -> Iterator[str]:
    yield from (f"left behind: {path}" for path in sorted(found.keys() - wanted.keys()))
    yield from (f"lost: {path}" for path in sorted(wanted.keys() - found.keys()))
    yield from (f"other bytes: {path}" for path in sorted(found.keys() & wanted.keys()) if found[path] != wanted[path])


def _fault(kind: str, at: int, counter: Path, inside: Path) -> dict[str, str]:
    return {
        "GEN_FAULT": f"{kind}:{at}", "GEN_FAULT_COUNT": str(counter), "GEN_FAULT_INSIDE": str(inside),
        "PYTHONPATH": os.pathsep.join((str(HOOK), _ROOT)),
    }  # fmt: skip


def places(seed: int, changes: int, runs: int) -> list[int]:
    """At which changes the faults fall: spread over all, the same for the same seed."""
    chance = random.Random(seed)
    step = changes / runs
    return sorted({min(changes, int(number * step + chance.random() * step) + 1) for number in range(runs)})
