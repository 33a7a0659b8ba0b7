"""A bag, a folder of bags or a zip → whether every file of it is what it was, with all that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gen import diagnostics
from gen.archiving.chain import entries, issues, open_bag
from gen.archiving.checksums import check_checksums
from gen.archiving.consistency import check_consistency
from gen.archiving.layout import BAGIT, COLLECTED, DATA, manifest_name, parse_bag_name
from gen.archiving.linking import Issue, check_chain, check_link, issue_of
from gen.archiving.members import Members
from gen.archiving.signed import collected
from gen.errors import Diagnostic, GenError, Location, Severity

_SHORTEST_SEAL = 16


@dataclass(frozen=True, slots=True)
class Examined:
    """One bag: how many files and bytes were read, and its seal, the sha256 of its tagmanifest-sha256.txt."""

    place: str
    files: int
    size: int
    seal: str
    errors: int


@dataclass(slots=True)
class Report:
    """What was verified, and everything that was found."""

    bags: list[Examined] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 where anything is not as it was."""
        return int(any(found.severity is Severity.ERROR for found in self.findings))


def verify(target: Path, seal: str = "") -> Report:
    """Verify what lies at `target`: every checksum of every file, what the files say of each other, and the chain.

    `seal` is the one noted down of the newest bag here, or its first 16 digits and more. Raises GenError ARC-038 or
    ARC-040 where there is no bag at all.
    """
    report = Report()
    if _is_bag(target):
        opened = _opened([target], report)
        siblings = _siblings(target, opened, report)
        report.findings += check_chain([*siblings, *(_examined(members, report) for members in opened)], whole=False)
    else:
        found = [path for path in entries(target) if _is_bag(path)]
        if not found:
            raise GenError.one(diagnostics.archive.NO_BAG.at(Location(str(target)), name=target))
        opened = _opened(found, report)
        report.findings += check_chain([_examined(members, report) for members in opened], whole=True)
        report.findings += [*_strangers(target, found), *_collection(target)]
    report.findings += _seal_problem(seal, report)
    return report


def _opened(paths: list[Path], report: Report) -> list[Members]:
    opened = []
    for path in paths:
        try:
            opened.append(open_bag(path))
        except GenError as error:
            report.findings += error.diagnostics
            report.bags.append(Examined(str(path), 0, 0, "", len(error.diagnostics)))
    return opened


def _examined(members: Members, report: Report) -> Issue:
    """Everything about one bag by itself, noted in the report; its place in the chain."""
    issue = issue_of(members)
    checked = check_checksums(members)
    found = [*checked.findings, *check_consistency(members, checked), *check_link(issue)]
    errors = sum(one.severity is Severity.ERROR for one in found)
    report.findings += found
    report.bags.append(
        Examined(members.place, len(members.sizes), sum(members.sizes.values()), issue.seals.tags, errors)
    )
    return issue


def _siblings(target: Path, opened: list[Members], report: Report) -> list[Issue]:
    """The other issues of the same plan beside a bag; only what seals them is read."""
    parsed = parse_bag_name(target.resolve().name)
    if not opened or parsed is None:
        return []
    others = [path for _plan, _issue, path in issues(target.resolve().parent, parsed[0])]
    beside = [path for path in others if path != target.resolve()]
    return [issue_of(members) for members in _opened(beside, report)]


def _is_bag(path: Path) -> bool:
    """Whether `path` is a bag or was one, however damaged; a link is not."""
    if path.is_dir():
        return any((path / name).exists() for name in (BAGIT, manifest_name("sha256"), DATA))
    return path.suffix.lower() == ".zip" and path.is_file()


def _strangers(place: Path, bags: list[Path]) -> Iterator[Diagnostic]:
    """What lies among the bags and is none."""
    for path in sorted(set(entries(place)) - set(bags)):
        if path.name != COLLECTED:
            yield diagnostics.archive.NOT_LOOKED_AT.at(Location(str(path)), name=path.name)


def _collection(place: Path) -> Iterator[Diagnostic]:
    """The signed copies that wait for the next issue."""
    for folder in sorted((place / COLLECTED).glob("*/")):
        yield from collected(place, folder.name)[1]


def _seal_problem(seal: str, report: Report) -> Iterator[Diagnostic]:
    wanted = seal.strip().lower()
    newest = {(parse_bag_name(Path(bag.place).name) or (bag.place, 0))[0]: bag for bag in report.bags}
    if wanted and (len(wanted) < _SHORTEST_SEAL or not any(bag.seal.startswith(wanted) for bag in newest.values())):
        place = Location(next(iter(newest.values())).place)
        yield diagnostics.archive.OTHER_SEAL.at(place, seal=seal)
