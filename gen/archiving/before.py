"""A folder of bags → the newest issue of a plan in it, on which the next one follows; or why none may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gen import diagnostics
from gen.archiving.chain import Seals, issues, open_bag, read_link, seals_of
from gen.archiving.checksums import Checked, check_checksums
from gen.archiving.layout import DATA, DOCUMENTS, SIGNED_MARK
from gen.archiving.members import Members, read
from gen.archiving.signed import MAX_RECORD, SignedCopy, read_copy
from gen.errors import Diagnostic, GenError, Location
from gen.locale import _

_PREFIX = DATA + DOCUMENTS


@dataclass(slots=True)
class Before:
    """The newest issue: 0 where there is none. `payload` is the sha256 of each file under data/, as listed."""

    issue: int = 0
    members: Members | None = None
    seals: Seals | None = None
    payload: Mapping[str, str] = field(default_factory=dict)
    copies: dict[str, SignedCopy] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def issue_before(place: Path, plan_id: str) -> Before:
    """The newest issue of the plan in `place`; every file of it is checked: nothing is to rest on a spoilt one."""
    known = issues(place, plan_id)
    if not known:
        return Before()
    number, path = known[-1][1:]
    if len(known) > 1 and known[-2][1] == number:
        return Before(number, problems=[_unfit(path, _("it is there twice, as a folder and as a zip"))])
    try:
        members = open_bag(path)
    except GenError as error:
        return Before(number, problems=[_unfit(path, found.message) for found in error.diagnostics])
    checked = check_checksums(members)
    link = read_link(members)
    if checked.findings:
        return Before(number, problems=[_unfit(path, checked.findings[0].message)])
    if link is None or link.bag != members.name or link.issue != number:
        return Before(number, problems=[_unfit(path, _("its chain.json does not say that it is this issue"))])
    payload = {name: digest for name, digest in checked.listed.items() if name.startswith(DATA)}
    return Before(number, members, seals_of(members), payload, *_copies(members, checked))


def _copies(members: Members, checked: Checked) -> tuple[dict[str, SignedCopy], list[Diagnostic]]:
    """The signed copies in the bag, by their paths among the documents."""
    copies: dict[str, SignedCopy] = {}
    problems = []
    for name in sorted(checked.listed):
        if name.startswith(_PREFIX) and name.endswith(".json") and SIGNED_MARK in name:
            copy = read_copy(read(members, name, MAX_RECORD) or b"")
            if copy is None or checked.listed.get(_PREFIX + copy.path) != copy.sha256:
                problems.append(_unfit(Path(members.place), _("{name} is no record of its file").format(name=name)))
            else:
                copies[copy.path] = copy
    return copies, problems


def _unfit(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.NO_ISSUE_CAN_FOLLOW.at(Location(str(path)), name=path.name, reason=reason)
