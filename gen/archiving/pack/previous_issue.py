"""A folder of bags → the newest issue of a plan in it, which the next one follows; or why none may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.chain import BagSeals, list_issues, open_bag, read_link, read_seals
from gen.archiving.bag.formats import newer_format_error, read_bag_format
from gen.archiving.bag.layout import DATA, DOCUMENTS, SIGNED_MARK
from gen.archiving.bag.members import BagMembers, read_member
from gen.archiving.signed.copies import MAX_RECORD, SignedCopy, read_copy
from gen.archiving.verify.checksums import ChecksumResult, check_checksums
from gen.errors import Diagnostic, GenError, Location
from gen.locale import _
from gen.versions import NewerFormatError

_PREFIX = DATA + DOCUMENTS


@dataclass(slots=True)
class PreviousIssue:
    """The newest issue; `number` is 0 where there is none. `payload` is the listed sha256 of each file under data/."""

    number: int = 0
    members: BagMembers | None = None
    seals: BagSeals | None = None
    payload: Mapping[str, str] = field(default_factory=dict)
    copies: dict[str, SignedCopy] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read_previous_issue(place: Path, plan_id: str) -> PreviousIssue:
    """The newest issue of the plan in `place`, with every file checked: no issue may follow a damaged one."""
    known = list_issues(place, plan_id)
    if not known:
        return PreviousIssue()
    number, path = known[-1][1:]
    if len(known) > 1 and known[-2][1] == number:
        return PreviousIssue(
            number, problems=[_unfit_issue_error(path, _("it is there twice, as a folder and as a zip"))]
        )
    try:
        members = open_bag(path)
    except GenError as error:
        problems = [
            found if _is_held(found) else _unfit_issue_error(path, found.message) for found in error.diagnostics
        ]
        return PreviousIssue(number, problems=problems)
    checked = check_checksums(members)
    try:
        read_bag_format(members)
        link = read_link(members)
        copies = _read_copies(members, checked)
    except NewerFormatError:
        return PreviousIssue(number, problems=[newer_format_error(Location(str(path)), path.name)])
    if members.unreadable:
        unread = members.unreadable.values()
        return PreviousIssue(
            number, problems=[one if _is_held(one) else _unfit_issue_error(path, one.message) for one in unread]
        )
    if checked.findings:
        return PreviousIssue(number, problems=[_unfit_issue_error(path, checked.findings[0].message)])
    if link is None or link.bag != members.name or link.issue != number:
        return PreviousIssue(
            number, problems=[_unfit_issue_error(path, _("its chain.json does not say that it is this issue"))]
        )
    payload = {name: digest for name, digest in checked.listed.items() if name.startswith(DATA)}
    return PreviousIssue(number, members, read_seals(members), payload, *copies)


def _read_copies(members: BagMembers, checked: ChecksumResult) -> tuple[dict[str, SignedCopy], list[Diagnostic]]:
    """The signed copies in the bag, by their paths among the documents. Raises NewerFormatError."""
    copies: dict[str, SignedCopy] = {}
    problems = []
    for name in sorted(checked.listed):
        if name.startswith(_PREFIX) and name.endswith(".json") and SIGNED_MARK in name:
            copy = read_copy(read_member(members, name, MAX_RECORD) or b"")
            if copy is None or checked.listed.get(_PREFIX + copy.path) != copy.sha256:
                problems.append(
                    _unfit_issue_error(Path(members.place), _("{name} is no record of its file").format(name=name))
                )
            else:
                copies[copy.path] = copy
    return copies, problems


def _is_held(found: Diagnostic) -> bool:
    """Whether a file of the issue only could not be read now; then nothing is known to be wrong with it."""
    return found.code == diagnostics.archive.HELD.code


def _unfit_issue_error(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.NO_ISSUE_CAN_FOLLOW.at(Location(str(path)), name=path.name, reason=reason)
