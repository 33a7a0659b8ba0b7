"""Bags that lie beside one another → whether each follows on the one before, unchanged since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from gen.archiving import tagfiles
from gen.archiving.chain import Link, Seals, read_link, seals_of
from gen.archiving.layout import BAG_INFO, CHAIN, bag_name
from gen.archiving.members import Members, at, read
from gen.errors import Diagnostic, Severity
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
    """Whether a bag's chain.json, its name and its bag-info.txt tell the same (ARC-060)."""
    link, members = issue.link, issue.members
    if link is None:
        message = _("chain.json is missing, or does not say which issue this is")
        yield _error(members, "ARC-060", message, CHAIN, _("take it from another copy of the bag"))
        return
    if link.bag != members.name:
        message = _("the bag calls itself {own}, and lies there as {name}").format(own=link.bag, name=members.name)
        yield _error(members, "ARC-060", message, CHAIN, _("give it its own name again"))
    if issue.seals.manifest and link.manifest != issue.seals.manifest:
        message = _("chain.json is of another manifest.json than the one in the bag")
        yield _error(members, "ARC-060", message, CHAIN, _("one of the two is another issue's, or was changed"))
    if (link.previous is None) != (link.issue == 1):
        message = _("chain.json names no issue before this one, or one before the first")
        yield _error(members, "ARC-060", message, CHAIN, _("take it from another copy of the bag"))
    info = tagfiles.read_info(read(members, BAG_INFO, 1 << 20) or b"")
    wanted = {"External-Identifier": link.bag, **(link.previous.as_info() if link.previous else {})}
    for name, value in wanted.items():
        if info.get(name) != [value]:
            message = _("bag-info.txt says {said} under {name}, chain.json {value}")
            said = ", ".join(info.get(name, [])) or _("nothing")
            yield _error(
                members, "ARC-060", message.format(said=said, name=name, value=value), BAG_INFO, _("one was changed")
            )


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
            message = _("{bag} follows on {before}, not on {expected}")
            message = message.format(bag=issue.members.name, before=before.bag, expected=expected)
            yield _error(issue.members, "ARC-062", message, CHAIN, _("an issue between the two was taken out"))
        if other is None:
            yield _absent(issue.members, before.bag, whole)
        else:
            yield from _compared(issue.members, before, other)
    yield from _twice(issues)


def _absent(members: Members, name: str, whole: bool) -> Diagnostic:
    message = _("{before}, on which {bag} follows, is not there").format(before=name, bag=members.name)
    if whole:
        return _error(members, "ARC-061", message, CHAIN, _("put a copy of it back in its place"))
    hint = _("so whether it was changed could not be looked at")
    return Diagnostic("ARC-061", Severity.WARNING, message, at(members, CHAIN), hint)


def _compared(members: Members, named: Seals, other: Issue) -> Iterator[Diagnostic]:
    changed = [field.name for field in fields(Seals) if getattr(named, field.name) != getattr(other.seals, field.name)]
    if changed:
        words = {"manifest": "manifest.json", "payload": "manifest-sha256.txt", "tags": "tagmanifest-sha256.txt"}
        message = _("{before} is not any more what it was when {bag} was made: other {files}")
        files = ", ".join(words[name] for name in changed if name in words)
        hint = _("it was changed or made anew since, even if it looks whole in itself: take another copy of it")
        text = message.format(before=named.bag, bag=members.name, files=files)
        yield _error(other.members, "ARC-062", text, "", hint)


def _twice(issues: Sequence[Issue]) -> Iterator[Diagnostic]:
    """Bags that both claim to be the same issue."""
    seen: dict[str, Issue] = {}
    for issue in issues:
        if issue.link is None:
            continue
        if issue.link.bag in seen:
            message = _("{one} and {other} both say that they are {bag}")
            message = message.format(
                one=seen[issue.link.bag].members.place, other=issue.members.place, bag=issue.link.bag
            )
            yield _error(issue.members, "ARC-063", message, "", _("only one can be: keep the one that the next names"))
        seen[issue.link.bag] = issue


def _error(members: Members, code: str, message: str, path: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, at(members, path), hint)
