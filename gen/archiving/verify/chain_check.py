"""The bags of an archive → whether each follows the one before, unchanged since."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, fields

from gen import diagnostics
from gen.archiving.bag import tag_files
from gen.archiving.bag.chain import BagSeals, ChainLink, read_link, read_seals
from gen.archiving.bag.formats import newer_format_error
from gen.archiving.bag.layout import (
    BAG_INFO,
    BUILD_MANIFEST,
    CHAIN,
    DATA,
    bag_name,
    manifest_name,
    tagmanifest_name,
)
from gen.archiving.bag.members import BagMembers, is_unreadable, member_location, read_member
from gen.errors import Diagnostic
from gen.locale import _
from gen.versions import NewerFormatError

_SEALED = {
    "manifest": DATA + BUILD_MANIFEST,
    "payload": manifest_name("sha256"),
    "tags": tagmanifest_name("sha256"),
}
"""The file of an issue that each of its seals is of."""


@dataclass(frozen=True, slots=True)
class ChainedIssue:
    """A bag in the chain: `link` is the content of its chain.json, `seals` are its own seals as it is now.

    `is_newer`: its chain.json is of a newer version of the program, and `link` is None.
    """

    members: BagMembers
    link: ChainLink | None
    seals: BagSeals
    is_newer: bool = False


def read_issue(members: BagMembers) -> ChainedIssue:
    """The bag's place in its chain."""
    try:
        return ChainedIssue(members, read_link(members), read_seals(members))
    except NewerFormatError:
        return ChainedIssue(members, None, read_seals(members), is_newer=True)


def check_link(issue: ChainedIssue) -> Iterator[Diagnostic]:
    """The contradictions between a bag's chain.json, name and bag-info.txt (ARC-060, ARC-073 to ARC-076, ARC-097)."""
    link, members = issue.link, issue.members
    place = member_location(members, CHAIN)
    if is_unreadable(members, CHAIN):
        return
    if issue.is_newer:
        yield newer_format_error(place, CHAIN)
        return
    if link is None:
        yield diagnostics.archive.NO_CHAIN.at(place)
        return
    if link.bag != members.name:
        yield diagnostics.archive.OTHER_NAME.at(place, own=link.bag, name=members.name)
    if issue.seals.manifest and link.manifest != issue.seals.manifest:
        yield diagnostics.archive.CHAIN_OF_ANOTHER_MANIFEST.at(place)
    if (link.previous is None) != (link.issue == 1):
        yield diagnostics.archive.CHAIN_WITHOUT_PREDECESSOR.at(place)
    info = tag_files.read_elements(read_member(members, BAG_INFO, 1 << 20) or b"")
    expected = {"External-Identifier": link.bag, **(link.previous.as_info() if link.previous else {})}
    if is_unreadable(members, BAG_INFO):
        return
    for name, value in expected.items():
        if info.get(name) != [value]:
            stated = ", ".join(info.get(name, [])) or _("nothing")
            mistake = diagnostics.archive.INFO_UNLIKE_CHAIN
            yield mistake.at(member_location(members, BAG_INFO), said=stated, name=name, value=value)


def check_chain(issues: Sequence[ChainedIssue], whole: bool, unread: Container[str] = ()) -> Iterator[Diagnostic]:
    """Each issue whose predecessor is missing, or is not the one that it names.

    With `whole`, all bags of the archive are here, and a missing one is an error; else it is only a warning. `unread`
    are the names of bags that are here and could not be read: what they are is told elsewhere.
    """
    by_name = {issue.members.name: issue for issue in issues}
    for issue in issues:
        predecessor = issue.link.previous if issue.link else None
        if issue.link is None or predecessor is None:
            continue
        expected = bag_name(issue.link.plan, issue.link.issue - 1)
        other = by_name.get(predecessor.bag)
        if predecessor.bag != expected:
            mistake = diagnostics.archive.FOLLOWS_ON_ANOTHER
            names = {"bag": issue.members.name, "before": predecessor.bag, "expected": expected}
            yield mistake.at(member_location(issue.members, CHAIN), **names)
        if other is None and predecessor.bag in unread:
            continue
        if other is None:
            mistake = diagnostics.archive.PREDECESSOR_MISSING if whole else diagnostics.archive.PREDECESSOR_NOT_HERE
            yield mistake.at(member_location(issue.members, CHAIN), before=predecessor.bag, bag=issue.members.name)
        else:
            yield from _check_predecessor(issue.members, predecessor, other)
    yield from _check_duplicates(issues)


def _check_predecessor(members: BagMembers, named: BagSeals, other: ChainedIssue) -> Iterator[Diagnostic]:
    changed = [
        field.name
        for field in fields(BagSeals)
        if getattr(named, field.name) != getattr(other.seals, field.name)
        and not is_unreadable(other.members, _SEALED.get(field.name, ""))
    ]
    if changed:
        words = {"manifest": "manifest.json", "payload": "manifest-sha256.txt", "tags": "tagmanifest-sha256.txt"}
        files = ", ".join(words[name] for name in changed if name in words)
        mistake = diagnostics.archive.PREDECESSOR_CHANGED
        yield mistake.at(member_location(other.members, ""), before=named.bag, bag=members.name, files=files)


def _check_duplicates(issues: Sequence[ChainedIssue]) -> Iterator[Diagnostic]:
    """Bags that both claim to be the same issue."""
    seen: dict[str, ChainedIssue] = {}
    for issue in issues:
        if issue.link is None:
            continue
        if issue.link.bag in seen:
            one, other = seen[issue.link.bag].members.place, issue.members.place
            mistake = diagnostics.archive.SAME_ISSUE_TWICE
            yield mistake.at(member_location(issue.members, ""), one=one, other=other, bag=issue.link.bag)
        seen[issue.link.bag] = issue
