"""Bags that lie beside one another → whether each follows on the one before, unchanged since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from gen import diagnostics
from gen.archiving import tagfiles
from gen.archiving.chain import Link, Seals, read_link, seals_of
from gen.archiving.layout import BAG_INFO, CHAIN, bag_name
from gen.archiving.members import Members, at, read
from gen.errors import Diagnostic
from gen.locale import _


@dataclass(frozen=True, slots=True)
class Issue:
    """A bag in the chain: `link` is what its chain.json says, `seals` its own as it lies there."""

    members: Members
    link: Link | None
    seals: Seals


def issue_of(members: Members) -> Issue:
    """The bag's place in its chain."""
    return Issue(members, read_link(members), seals_of(members))


def check_link(issue: Issue) -> Iterator[Diagnostic]:
    """Whether a bag's chain.json, its name and its bag-info.txt tell the same (ARC-060, ARC-073 to ARC-076)."""
    link, members = issue.link, issue.members
    place = at(members, CHAIN)
    if link is None:
        yield diagnostics.archive.NO_CHAIN.at(place)
        return
    if link.bag != members.name:
        yield diagnostics.archive.OTHER_NAME.at(place, own=link.bag, name=members.name)
    if issue.seals.manifest and link.manifest != issue.seals.manifest:
        yield diagnostics.archive.CHAIN_OF_ANOTHER_MANIFEST.at(place)
    if (link.previous is None) != (link.issue == 1):
        yield diagnostics.archive.CHAIN_WITHOUT_PREDECESSOR.at(place)
    info = tagfiles.read_info(read(members, BAG_INFO, 1 << 20) or b"")
    wanted = {"External-Identifier": link.bag, **(link.previous.as_info() if link.previous else {})}
    for name, value in wanted.items():
        if info.get(name) != [value]:
            said = ", ".join(info.get(name, [])) or _("nothing")
            mistake = diagnostics.archive.INFO_UNLIKE_CHAIN
            yield mistake.at(at(members, BAG_INFO), said=said, name=name, value=value)


def check_chain(issues: Sequence[Issue], whole: bool) -> Iterator[Diagnostic]:
    """Whether each issue's predecessor lies there, and is the one it names.

    With `whole`, all bags of the archive are here, and a missing one is an error; else it is only told.
    """
    by_name = {issue.members.name: issue for issue in issues}
    for issue in issues:
        before = issue.link.previous if issue.link else None
        if issue.link is None or before is None:
            continue
        expected = bag_name(issue.link.plan, issue.link.issue - 1)
        other = by_name.get(before.bag)
        if before.bag != expected:
            mistake = diagnostics.archive.FOLLOWS_ON_ANOTHER
            names = {"bag": issue.members.name, "before": before.bag, "expected": expected}
            yield mistake.at(at(issue.members, CHAIN), **names)
        if other is None:
            mistake = diagnostics.archive.PREDECESSOR_MISSING if whole else diagnostics.archive.PREDECESSOR_NOT_HERE
            yield mistake.at(at(issue.members, CHAIN), before=before.bag, bag=issue.members.name)
        else:
            yield from _compared(issue.members, before, other)
    yield from _twice(issues)


def _compared(members: Members, named: Seals, other: Issue) -> Iterator[Diagnostic]:
    changed = [field.name for field in fields(Seals) if getattr(named, field.name) != getattr(other.seals, field.name)]
    if changed:
        words = {"manifest": "manifest.json", "payload": "manifest-sha256.txt", "tags": "tagmanifest-sha256.txt"}
        files = ", ".join(words[name] for name in changed if name in words)
        mistake = diagnostics.archive.PREDECESSOR_CHANGED
        yield mistake.at(at(other.members, ""), before=named.bag, bag=members.name, files=files)


def _twice(issues: Sequence[Issue]) -> Iterator[Diagnostic]:
    """Bags that both claim to be the same issue."""
    seen: dict[str, Issue] = {}
    for issue in issues:
        if issue.link is None:
            continue
        if issue.link.bag in seen:
            one, other = seen[issue.link.bag].members.place, issue.members.place
            mistake = diagnostics.archive.SAME_ISSUE_TWICE
            yield mistake.at(at(issue.members, ""), one=one, other=other, bag=issue.link.bag)
        seen[issue.link.bag] = issue
