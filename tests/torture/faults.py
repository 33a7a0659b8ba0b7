"""A command, a fault and a seed → the state after the same command again, beside that of an undisturbed run."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gen.files import file_sha256
from tests.torture.forks import Done, Forks, Run

FAULTS = ("kill", "interrupt", "full", "read-only", "held")
"""Those of the hook."""
TOGETHER, DAMAGED = "two at once", "damaged"
ALL_FAULTS = (*FAULTS, TOGETHER, DAMAGED)

_CHANGED_BY_SOMEBODY = "BUILD-003"
_DONE = (0, 3)
_LONGEST_DELAY = 1.5
"""Seconds by which the second of two commands may begin after the first; most are over before."""
_CACHE = "build-state.json"
_LOCKS = (".plan.lock", ".archive.lock")
"""Stay where they are, empty."""

Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A folder as it is made by `begin`, and the command that is disturbed in it; both as arguments of `gen`."""

    name: str
    begin: tuple[Arguments, ...]
    command: Arguments
    edit: str = ""
    """A word of plan.yaml and another in its place, put there before the command: `cũ→mới`."""
    fill_in: Callable[[Path], None] | None = None
    """What people do in the folder after `begin`."""
    then: tuple[Arguments, ...] = ()
    """What goes before the command after that."""
    beside: Arguments = ()
    """The command that runs at the same time in `two at once`; if left out, the same one."""
    again: int = 0
    """The exit code of the command when all is as it leaves it."""
    renewed_by: Arguments = ()
    """What makes build-state.json whole, where the command itself knows a part of the units only."""


@dataclass(slots=True)
class Finding:
    """One disturbed run: what was wrong after the same command again; nothing where all is as it should be."""

    scenario: str
    fault: str
    problems: list[str] = field(default_factory=list)


State = dict[str, str]
"""For each file of a folder, a digest of what it says."""


def state_of(folder: Path) -> State:
    """Every file below `folder`, with its sha256; of a database, of what is in its tables."""
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _LOCKS
    }


_OF_RUNS = frozenset({"django_migrations", "sqlite_sequence"})
"""The tables that tell of runs alone."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


def _digest(path: Path) -> str:
    if path.suffix == ".sqlite3":
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = rows_of(database)
        return f"{zlib.crc32(repr(rows).encode()):08x} of {len(rows)} rows"
    if path.name == _CACHE:
        with suppress(ValueError, KeyError, TypeError):
            state = json.loads(path.read_bytes())
            return repr({**state, "manifests": state["manifests"][-1:]})  # before it those of runs that were cut off
    return file_sha256(path) or ""


def rows_of(database: sqlite3.Connection) -> list[str]:
    """All rows of all tables, in the order of what they say; where a row points at another, that one stands.

    Numbers of rows follow the order of arrival. Left out is what tells of runs alone: the moment of a grant, the time
    of a line of the log, and that a form came once more.
    """
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    database.row_factory = sqlite3.Row
    tables = {name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in names}
    links = {name: [*database.execute(f"PRAGMA foreign_key_list({name})")] for name in names}

    def describe(name: str, row: dict[str, object]) -> str:
        pointed = {}
        for link in links[name]:
            found = [one for one in tables[link["table"]] if one[link["to"]] == row[link["from"]]]
            pointed[link["from"]] = [describe(link["table"], one) for one in found]
        counted = {"id"} if type(row.get("id")) is int else set()
        left_out = counted | ({"at"} if name == "gen_store_log" else set())
        shown = {key: value for key, value in row.items() if key not in left_out} | pointed
        return _MOMENT.sub("", f"{name} {shown}")

    rows = (describe(name, row) for name in names if name not in _OF_RUNS for row in tables[name])
    return sorted(row for row in rows if not ("gen_store_log" in row and "'again'" in row))


@dataclass(slots=True)
class Torture:
    """One scenario, prepared in `work`: its `prepared` folder and the states that undisturbed runs leave."""

    scenario: Scenario
    forks: Forks
    work: Path
    prepared: Path = field(init=False)
    changes: int = 0
    """How many changes of files the undisturbed command makes."""
    touches: int = 0
    """How often it opens or changes a file."""
    wanted: list[State] = field(default_factory=list)
    wanted_together: list[State] = field(default_factory=list)
    wanted_renewed: list[State] = field(default_factory=list)
    says: str = ""
    _older: list[dict[Path, bytes]] = field(default_factory=list)
    """The records as they were after each command of `begin`."""

    def prepare(self, office: Path) -> None:
        """Copy the `office`, carry out what goes before the command, and see what the undisturbed one does."""
        self.work.mkdir(parents=True, exist_ok=True)
        self.prepared = self.work / "prepared"
        shutil.copytree(office, self.prepared)
        for arguments in self.scenario.begin:
            done = self._run(self.prepared, arguments)
            assert done.code in _DONE, done.err
            self._older.append({path: path.read_bytes() for path in _records(self.prepared)})
        if self.scenario.fill_in is not None:
            self.scenario.fill_in(self.prepared)
        for arguments in self.scenario.then:
            done = self._run(self.prepared, arguments)
            assert done.code in _DONE, done.err
        if self.scenario.edit:
            plan = self.prepared / "plan.yaml"
            old, _, new = self.scenario.edit.partition("→")
            text = plan.read_text("utf-8")
            assert old in text
            plan.write_text(text.replace(old, new), "utf-8")
        self.changes = self._undisturbed("none")
        self.touches = self._undisturbed("held")
        self.wanted_together = [*self._one_after_the_other()] if self.scenario.beside else self.wanted

    def _undisturbed(self, kind: str) -> int:
        """Run the command as it should be, twice, and note what it leaves; how many places it has for faults."""
        folder, counter = self._copy(f"undisturbed-{kind}"), self.work / f"count-{kind}"
        done = self._run(folder, self.scenario.command, kind, 0, counter)
        assert done.code in _DONE, done.err
        self._note(folder)
        again = self._run(folder, self.scenario.command)
        self._note(folder)
        if self.scenario.renewed_by and not self.wanted_renewed:
            self._run(folder, self.scenario.renewed_by)
            self.wanted_renewed.append(state_of(folder))
        self.says = f"{again.code} {again.err.strip()}"
        assert again.code == self.scenario.again, self.says
        return counter.stat().st_size

    def _one_after_the_other(self) -> Iterator[State]:
        """What is left where the two commands of the scenario run in either order, and then the first once more."""
        pair = (self.scenario.command, self.scenario.beside)
        for order in (pair, pair[::-1]):
            folder = self._copy(f"first-{pair.index(order[0])}")
            for arguments in order:
                done = self._run(folder, arguments)
                assert done.code in _DONE, done.err
            self._run(folder, self.scenario.command)
            yield state_of(folder)

    def _note(self, folder: Path) -> None:
        state = state_of(folder)
        if state not in self.wanted:
            self.wanted.append(state)

    def _copy(self, name: str) -> Path:
        return Path(shutil.copytree(self.prepared, self.work / name))

    def _run(
        self, folder: Path, arguments: Arguments, kind: str = "", at: int = 0, counter: Path | None = None
    ) -> Done:
        [done] = self.forks.run(self._one(folder, arguments, kind, at, counter))
        return done

    def _one(
        self, folder: Path, arguments: Arguments, kind: str = "", at: int = 0, counter: Path | None = None,
        delay: float = 0.0,
    ) -> Run:  # fmt: skip
        environment = {"GEN_FAULT": "", "DATABASE_URL": "", "GEN_LANG": "en"}
        if kind and counter is not None:
            environment |= {
                "GEN_FAULT": f"{kind}:{at}", "GEN_FAULT_COUNT": str(counter), "GEN_FAULT_INSIDE": str(folder),
            }  # fmt: skip
        return Run(str(folder), arguments, environment, delay)

    def places(self, fault: str, seed: int, runs: int) -> list[int]:
        """At which places the faults fall: spread over all, the same for the same seed."""
        chance = random.Random(f"{seed} {self.scenario.name} {fault}")
        if fault in (TOGETHER, DAMAGED):
            return [chance.randrange(1_000_000) for _number in range(runs)]
        step = (self.touches if fault == "held" else self.changes) / runs
        return [max(1, int((number + chance.random()) * step) + (step < 1)) for number in range(runs)]

    def disturb(self, fault: str, at: int, number: int = 0) -> Finding:
        """Run the command with the fault, then without it, and compare what is there with what should be."""
        finding = Finding(self.scenario.name, f"{fault}:{at}")
        folder = self._copy(f"{fault}-{at}-{number}".replace(" ", "-"))
        if fault == TOGETHER:
            self._together(folder, at, finding)
        elif fault == DAMAGED:
            self._damaged(folder, at, finding)
        else:
            counter = self.work / f"count-{fault}-{at}-{number}"
            _look_at(finding, "disturbed", self._run(folder, self.scenario.command, fault, at, counter))
            counter.unlink(missing_ok=True)
            counter.with_name(f"{counter.name}.held").unlink(missing_ok=True)
        again = self._run(folder, self.scenario.command)
        _look_at(finding, "again", again)
        if again.code not in (0, self.scenario.again):
            finding.problems.append(f"again: exit code {again.code}: {again.err.strip()[:300]}")
        found, wanted = state_of(folder), self.wanted_together if fault == TOGETHER else self.wanted
        differing = min(([*_differences(found, one)] for one in wanted), key=len)
        if fault == DAMAGED and self.wanted_renewed and all(one.endswith(_CACHE) for one in differing):
            _look_at(finding, "renewed", self._run(folder, self.scenario.renewed_by))
            found = state_of(folder)
            differing = min(([*_differences(found, one)] for one in self.wanted_renewed), key=len)
        finding.problems += differing
        if not finding.problems:
            shutil.rmtree(folder)
        return finding

    def _together(self, folder: Path, at: int, finding: Finding) -> None:
        """Begin the command twice, or another one beside it, one a little after the other."""
        chance = random.Random(at)
        pair = [self.scenario.command, self.scenario.beside or self.scenario.command]
        chance.shuffle(pair)
        runs = [
            self._one(folder, one, delay=delay)
            for one, delay in zip(pair, (0.0, chance.random() ** 3 * _LONGEST_DELAY), strict=True)
        ]
        for arguments, done in zip(pair, self.forks.run(*runs), strict=True):
            _look_at(finding, " ".join(arguments), done)
            if done.code not in (*_DONE, self.scenario.again):
                finding.problems.append(f"{' '.join(arguments)}: exit code {done.code}: {done.err.strip()[:300]}")

    def _damaged(self, folder: Path, at: int, finding: Finding) -> None:
        """Damage a file of the program's own; what the command then refuses to use, put back as it was."""
        chance = random.Random(at)
        records = _records(folder)
        if not records:
            return
        path = chance.choice(records)
        before = path.read_bytes()
        prepared = self.prepared / path.relative_to(folder)
        older = [("older", known[prepared]) for known in self._older if known.get(prepared, before) != before]
        how, damaged = chance.choice([*_damages(before, chance), *older])
        finding.fault += f" {path.relative_to(folder)} {how}"
        path.write_bytes(damaged)
        held = state_of_others(folder, path)
        done = self._run(folder, self.scenario.command)
        _look_at(finding, "damaged", done)
        refused = done.code not in _DONE
        if refused and state_of_others(folder, path) != held:
            finding.problems.append(f"damaged: changed though refused: {done.err.strip()[:300]}")
        if refused and path.read_bytes() != damaged:
            finding.problems.append("damaged: overwritten though refused")
        if path.read_bytes() == damaged:  # it was refused, or the command does not read it
            path.write_bytes(before)


def state_of_others(folder: Path, left_out: Path) -> State:
    """The state of a folder without one file, which may be damaged."""
    return {
        path.relative_to(folder).as_posix(): file_sha256(path) or ""
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != left_out and path.name not in _LOCKS
    }


_RECORDS = frozenset(
    {"manifest.json", "build-state.json", "plan.issued.json", "index.csv", "returns.sqlite3", "plan.key"}
)


def _records(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name in _RECORDS]


def _damages(data: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    yield "emptied", b""
    yield "cut", data[: chance.randrange(1, max(2, len(data) - 1))]
    yield "garbage", chance.randbytes(200)
    yield "zeroes", bytes(len(data))
    yield "another shape", b"[]"
    yield "no members", b"{}"
    try:
        members = json.loads(data)
    except ValueError:
        return
    key = chance.choice(sorted(members))
    yield f"without {key}", json.dumps({k: v for k, v in members.items() if k != key}).encode()
    yield f"{key} a number", json.dumps({**members, key: 5}).encode()


def _look_at(finding: Finding, which: str, done: Done) -> None:
    if "Traceback" in done.err:
        place = [line.strip() for line in done.err.splitlines() if line.startswith("  File ") and "/gen/" in line]
        finding.problems.append(f"{which}: a traceback: {done.err.strip().splitlines()[-1]} at {place[-2:]}")
    if not done.ended:
        finding.problems.append(f"{which}: did not end")
    if _CHANGED_BY_SOMEBODY in done.err:
        finding.problems.append(f"{which}: a false “changed by somebody”")


def _differences(found: State, wanted: State) -> Iterator[str]:
    yield from (f"left behind: {path}" for path in sorted(found.keys() - wanted.keys()))
    yield from (f"lost: {path}" for path in sorted(wanted.keys() - found.keys()))
    yield from (f"other bytes: {path}" for path in sorted(found.keys() & wanted.keys()) if found[path] != wanted[path])


def torture(
    scenario: Scenario, office: Path, forks: Forks, work: Path, runs: dict[str, int], seed: int
) -> Iterator[Finding]:
    """The findings of a scenario: of each fault in `runs`, so many."""
    prepared = Torture(scenario, forks, work)
    prepared.prepare(office)
    for fault, count in runs.items():
        for number, at in enumerate(prepared.places(fault, seed, count)):
            yield prepared.disturb(fault, at, number)


def problems_of(findings: Sequence[Finding]) -> dict[str, list[str]]:
    """Of those with problems, which and by which fault."""
    return {finding.fault: finding.problems for finding in findings if finding.problems}
