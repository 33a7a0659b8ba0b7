"""A bag, a folder of bags or a zip → every difference from what was archived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.chain import list_entries, list_issues, open_bag
from gen.archiving.bag.layout import (
    BAGIT,
    BUILD_MANIFEST,
    DATA,
    INDEX,
    PLAN_FOLDER,
    WAITING_FOLDER,
    manifest_name,
    parse_bag_name,
)
from gen.archiving.bag.members import BagMembers, is_unreadable
from gen.archiving.signed.copies import load_waiting_copies
from gen.archiving.verify.chain_check import ChainedIssue, check_chain, check_link, read_issue
from gen.archiving.verify.checksums import MANIFESTS, check_checksums
from gen.archiving.verify.consistency import CheckedContents, check_consistency
from gen.errors import Diagnostic, GenError, Location, Severity

_SHORTEST_SEAL = 16


@dataclass(frozen=True, slots=True)
class VerifiedBag:
    """One bag: its files and bytes, and its seal, the sha256 of its tagmanifest-sha256.txt.

    `unread` is how many of the files could not be read, or not wholly.
    `contents` are what of its index and documents was held against each other; None where that could not be done.
    """

    place: str
    files: int
    size: int
    seal: str
    errors: int
    contents: CheckedContents | None = None
    unread: int = 0


@dataclass(slots=True)
class VerificationReport:
    """What was verified, and everything that was found. `is_whole`: all bags of the archive, not one of them."""

    bags: list[VerifiedBag] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    is_whole: bool = False
    is_sealed: bool = False

    @property
    def exit_code(self) -> int:
        """1 where anything is not as it was."""
        return int(any(found.severity is Severity.ERROR for found in self.findings))


def verify_bags(target: Path, seal: str = "") -> VerificationReport:
    """Verify the bags at `target`: every checksum of every file, the files against each other, and the chain.

    `seal` is the one written down for the newest bag here, or at least its first 16 digits. Raises GenError ARC-038
    where the folder cannot be read, ARC-040 where it has no bag.
    """
    report = VerificationReport(is_sealed=bool(seal.strip()))
    if _is_bag(target):
        opened, unread = _open_bags([target], report)
        siblings, unread_too = _read_siblings(target, opened, report)
        issues = [*siblings, *(_verify_bag(members, report) for members in opened)]
        report.findings += check_chain(issues, whole=False, unread=unread | unread_too)
    else:
        found = [path for path in list_entries(target) if _is_bag(path)]
        if not found:
            raise GenError.one(diagnostics.archive.NO_BAG.at(Location(str(target)), name=target))
        report.is_whole = True
        opened, unread = _open_bags(found, report)
        report.findings += check_chain([_verify_bag(members, report) for members in opened], whole=True, unread=unread)
        report.findings += [*_warn_other_files(target, found), *_check_waiting_copies(target)]
    report.findings += _check_seal(seal, report)
    return report


def _open_bags(paths: list[Path], report: VerificationReport) -> tuple[list[BagMembers], set[str]]:
    """The bags that can be opened, and the names of the others, of which the report tells."""
    opened: list[BagMembers] = []
    unread: set[str] = set()
    for path in paths:
        try:
            opened.append(open_bag(path))
        except GenError as error:
            report.findings += error.diagnostics
            report.bags.append(VerifiedBag(str(path), 0, 0, "", len(error.diagnostics)))
            unread.add(path.name.removesuffix(".zip"))
    return opened, unread


def _verify_bag(members: BagMembers, report: VerificationReport) -> ChainedIssue:
    """Verify one bag by itself and note the result in `report`; its place in the chain."""
    checked = check_checksums(members)
    issue = read_issue(members)
    found, contents = [*checked.findings], None
    if _is_known(members):
        contradictions, contents = check_consistency(members, checked)
        found += contradictions
    found += [*check_link(issue), *members.unreadable.values()]
    errors = sum(one.severity is Severity.ERROR for one in found)
    report.findings += found
    sizes, unread = members.sizes, len(members.sizes.keys() & members.unreadable.keys())
    seal = issue.seals.tags
    report.bags.append(VerifiedBag(members.place, len(sizes), sum(sizes.values()), seal, errors, contents, unread))
    return issue


def _is_known(members: BagMembers) -> bool:
    """Whether all that tells of the other files could be read: without it, each of them would be accused."""
    records = [*MANIFESTS, DATA + INDEX, DATA + BUILD_MANIFEST]
    plan = [path for path in members.unreadable if path.startswith(DATA + PLAN_FOLDER)]
    return not plan and not any(is_unreadable(members, name) for name in records)


def _read_siblings(
    target: Path, opened: list[BagMembers], report: VerificationReport
) -> tuple[list[ChainedIssue], set[str]]:
    """The other issues of the same plan beside a bag, of which only the seals are read; the names of unread ones."""
    parsed = parse_bag_name(target.resolve().name)
    if not opened or parsed is None:
        return [], set()
    others = [path for _plan, _issue, path in list_issues(target.resolve().parent, parsed[0])]
    members, unread = _open_bags([path for path in others if path != target.resolve()], report)
    return [read_issue(one) for one in members], unread


def _is_bag(path: Path) -> bool:
    """Whether `path` is a bag or was one, however damaged; so is a folder that cannot be looked into."""
    try:
        if path.is_dir():
            return any((path / name).exists() for name in (BAGIT, manifest_name("sha256"), DATA))
    except OSError:
        return parse_bag_name(path.name) is not None
    return path.suffix.lower() == ".zip" and path.is_file()


def _warn_other_files(place: Path, bags: list[Path]) -> Iterator[Diagnostic]:
    """Warnings of files among the bags that are not bags (ARC-065)."""
    for path in sorted(set(list_entries(place)) - set(bags)):
        if path.name != WAITING_FOLDER:
            yield diagnostics.archive.NOT_LOOKED_AT.at(Location(str(path)), name=path.name)


def _check_waiting_copies(place: Path) -> Iterator[Diagnostic]:
    """What is wrong with the signed copies that wait for the next issue (ARC-026, ARC-080)."""
    waiting = place / WAITING_FOLDER
    for folder in list_entries(waiting) if waiting.is_dir() else ():
        if folder.is_dir():
            yield from load_waiting_copies(place, folder.name)[1]


def _check_seal(seal: str, report: VerificationReport) -> Iterator[Diagnostic]:
    prefix = seal.strip().lower()
    newest = {(parse_bag_name(Path(bag.place).name) or (bag.place, 0))[0]: bag for bag in report.bags}
    if prefix and (len(prefix) < _SHORTEST_SEAL or not any(bag.seal.startswith(prefix) for bag in newest.values())):
        place = Location(next(iter(newest.values())).place)
        yield diagnostics.archive.OTHER_SEAL.at(place, seal=seal)
