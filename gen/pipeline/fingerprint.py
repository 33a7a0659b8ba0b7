"""A document's inputs → a fingerprint, and a digest of each passage, which show what changed since the last build.

Equal fingerprints mean equal bytes: the template, the values, this program's own code and the libraries that write the
file all go into it; clocks and file times do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter

from gen.canonical import canonical_bytes
from gen.derive.annex import AnnexRow
from gen.derive.blocks import Block
from gen.derive.form import FormRow, ReportForm
from gen.derive.source import SourcePlan
from gen.derive.subplan import SubPlan
from gen.derive.work import WorkRow
from gen.files import sha256
from gen.locale import _
from gen.pipeline.generator import describe_generator
from gen.sharing import once_if_shared, pieces_of
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


_ROW_PARTS = attrgetter(*(one.name for one in fields(FormRow) if one.name not in ("is_heading", "code", "product")))
"""What a row of a form says: its text, its deadline, and each further key that forms print."""
_ANNEX_PARTS = attrgetter(*(one.name for one in fields(AnnexRow) if one.name not in ("number", "task")))


def digest_passages(content: DocumentContent) -> dict[str, str]:
    """A digest for each passage of a document, by its name: `task 12.2#1`, `part I`, `bases` …"""
    found = _Passages.of(_list_own_passages(content))
    for more in _list_shared_passages(content):
        found.add(more)
    return found.digests


@dataclass(frozen=True, slots=True)
class _Passages:
    """The parts of which each passage consists, by its name, and the digest of each."""

    parts: dict[str, tuple[object, ...]]
    digests: dict[str, str]

    @staticmethod
    def of(named: Iterable[tuple[str, object]]) -> _Passages:
        parts: dict[str, tuple[object, ...]] = {}
        for name, part in named:
            parts[name] = (*parts.get(name, ()), part)
        return _Passages(parts, {name: _digest(own) for name, own in parts.items()})

    def add(self, more: _Passages) -> None:
        """Put `more` behind what is there; both can have parts of one passage."""
        in_both = {name: (*self.parts[name], *more.parts[name]) for name in self.parts.keys() & more.parts.keys()}
        self.parts.update(more.parts | in_both)
        self.digests.update(more.digests)
        self.digests.update((name, _digest(parts)) for name, parts in in_both.items())


@lru_cache(maxsize=16_384)
def _digest(parts: tuple[object, ...]) -> str:
    """The digest of a passage's parts, cached: many units' documents say the same."""
    return sha256(repr([*parts]).encode())[:_DIGEST]


def _list_own_passages(content: DocumentContent) -> Iterator[tuple[str, object]]:
    yield HEAD, (content.frame, content.subject)
    match content:
        case SubPlan():
            yield BASES, content.bases
            yield REPORTS, content.reports
            yield CLOSING, content.closing
            yield HEAD, content.opening
        case ReportForm():
            yield REPORTS, (content.receiver, content.period)
            yield TARGETS, content.targets
            if content.indicators:
                yield TARGETS, content.indicators
        case SourcePlan():
            yield CLOSING, content.closing
            yield HEAD, content.opening
        case _:
            yield TEXT, content


def _list_shared_passages(content: DocumentContent) -> Iterator[_Passages]:
    """Those of what many units' documents have in common."""
    if isinstance(content, ReportForm):
        for group in content.groups:
            yield from map(_row_passages, pieces_of(group.rows))
    if isinstance(content, SubPlan):
        yield from map(_annex_passages, pieces_of(content.annex))
    if isinstance(content, SubPlan | SourcePlan):
        work = content.work if isinstance(content, SubPlan) else ()
        annexes = content.annexes if isinstance(content, SourcePlan) else ()
        for part in (*content.parts, *annexes):
            blocks, rows = pieces_of(part.blocks), pieces_of(work)
            together = zip(blocks, rows, strict=True) if len(blocks) == len(rows) else [(part.blocks, work)]
            for piece, own_work in together:
                yield _part_passages(piece, part.number, own_work, has_sources=isinstance(content, SubPlan))


@once_if_shared
def _row_passages(rows: tuple[FormRow, ...]) -> _Passages:
    return _Passages.of((f"{_TASK}{row.code}" if row.code else HEAD, _row_parts(row)) for row in rows)


def _row_parts(row: FormRow) -> tuple[object, ...]:
    """What a row says; without a product as before there were products, so that what was issued then is the same."""
    parts: tuple[object, ...] = _ROW_PARTS(row)
    return (*parts, row.product) if row.product else parts


@once_if_shared
def _annex_passages(rows: tuple[AnnexRow, ...]) -> _Passages:
    """Of the rows of an annex, whose numbers in the unit's own plan are no part of what they say."""
    return _Passages.of((f"{_TASK}{row.task}", _ANNEX_PARTS(row)) for row in rows)


@once_if_shared
def _part_passages(
    blocks: tuple[Block, ...], number: str, work: tuple[WorkRow, ...], *, has_sources: bool
) -> _Passages:
    """Of the paragraphs of the part with this number, and the rows of work that cite them.

    `has_sources`: a paragraph that names its source says a task, in the words of a unit's own plan. It is named by the
    plan's task, not by the number in the unit's own plan: a new task renumbers the later ones.
    """
    tasks = {block.number: block.task for block in blocks}
    dues = ((f"{_TASK}{tasks[row.number]}", row.due) for row in work if row.number in tasks)
    texts = (
        (
            f"{_TASK}{block.task}" if block.task and (block.source or not has_sources) else f"{_PART}{number}",
            (block.text, block.source),
        )
        for block in blocks
    )
    return _Passages.of((*dues, *texts))


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
