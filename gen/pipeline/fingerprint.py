"""A document's inputs → a fingerprint, and a digest of each passage, which show what changed since the last build.

Equal fingerprints mean equal bytes: the template, the values, this program's own code and the libraries that write the
file all go into it; clocks and file times do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from gen.canonical import canonical_bytes
from gen.derive.form import FormRow, ReportForm
from gen.derive.source import SourcePlan
from gen.derive.subplan import SubPlan
from gen.files import sha256
from gen.locale import _
from gen.pipeline.generator import describe_generator
from gen.word.template.context import DocumentContent
from gen.word.template.names import Chung

_DIGEST = 12
_NAMED = 3
"""The number of changes that are named one by one; the rest are counted."""

HEAD, BASES, REPORTS, CLOSING, TARGETS, TEXT = "head", "bases", "reports", "closing", "targets", "text"
_TASK, _PART = "task ", "part "


def compute_fingerprint(template: str, values: Chung, author: str) -> str:
    """The fingerprint of a document, 64 hexadecimal digits: `template` is the digest of its template."""
    return sha256(canonical_bytes((template, describe_generator(), author, values)))


_ROW_PARTS = attrgetter(*(one.name for one in fields(FormRow) if one.name not in ("is_heading", "code")))
"""What a row of a form says: its text, its deadline, and each further key that forms print."""


def digest_passages(content: DocumentContent) -> dict[str, str]:
    """A digest for each passage of a document, by its name: `task 12.2#1`, `part I`, `bases` …"""
    parts_by_name: dict[str, list[object]] = defaultdict(list)
    for name, part in _list_passages(content):
        parts_by_name[name].append(part)
    return {name: _digest(tuple(parts)) for name, parts in parts_by_name.items()}


@lru_cache(maxsize=16_384)
def _digest(parts: tuple[object, ...]) -> str:
    """The digest of a passage's parts, cached: many units' documents say the same."""
    return sha256(repr([*parts]).encode())[:_DIGEST]


def _list_passages(content: DocumentContent) -> Iterator[tuple[str, object]]:
    yield HEAD, (content.frame, content.subject)
    match content:
        case SubPlan():
            yield BASES, content.bases
            yield REPORTS, content.reports
            yield CLOSING, content.closing
            # Named by the plan's task, not by the number in the unit's own plan: a new task renumbers the later ones.
            tasks = {block.number: block.task for part in content.parts for block in part.blocks}
            for work in content.work:
                yield f"{_TASK}{tasks[work.number]}", work.due
        case ReportForm():
            yield REPORTS, (content.receiver, content.period)
            yield TARGETS, content.targets
            for group in content.groups:
                for row in group.rows:
                    yield f"{_TASK}{row.code}" if row.code else HEAD, _ROW_PARTS(row)
        case SourcePlan():
            yield CLOSING, content.closing
            yield HEAD, content.opening
        case _:
            yield TEXT, content
    if isinstance(content, SubPlan | SourcePlan):
        for part in content.parts:
            for block in part.blocks:
                named = block.task and (block.source or isinstance(content, SourcePlan))
                yield f"{_TASK}{block.task}" if named else f"{_PART}{part.number}", (block.text, block.source)


def describe_changes(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The difference between two documents' passages, for people: `task 12.2#1 changed; task 9#2 removed`."""
    changed = [name for name in after if name in before and before[name] != after[name]]
    added = [name for name in after if name not in before]
    removed = [name for name in before if name not in after]
    changes = [
        *((_("{what} changed"), name) for name in changed),
        *((_("{what} added"), name) for name in added),
        *((_("{what} removed"), name) for name in removed),
    ]
    named = [phrase.format(what=_passage_label(name)) for phrase, name in changes[:_NAMED]]
    more = [_("{count} more").format(count=len(changes) - _NAMED)] if len(changes) > _NAMED else []
    return "; ".join([*named, *more]) or _("its numbering or set phrases changed")


def _passage_label(name: str) -> str:
    words = {
        HEAD: _("letterhead or subject"),
        BASES: _("the legal bases"),
        REPORTS: _("the reports owed"),
        CLOSING: _("the closing"),
        TARGETS: _("the targets"),
        TEXT: _("the text"),
    }
    if name.startswith(_TASK):
        return _("task {id}").format(id=name.removeprefix(_TASK))
    if name.startswith(_PART):
        return _("part {number}").format(number=name.removeprefix(_PART))
    return words.get(name, name)
