"""What a superior's plan laid on a unit × what it lays on it now → what is new, what changed, what is gone, by ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gen.derive.letterhead import deadline_text
from gen.plan.model import Superior, SuperiorReport, SuperiorTask


class DifferenceKind(StrEnum):
    """What became of a task or a report of the superior's."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One task, or one report (`is_report`), of the superior's plan that is not as it was.

    `id` is its id there; `before` and `now` are its words, each empty where there is none; `details` are the changes
    beside the words: each a name with what was and what is.
    """

    kind: DifferenceKind
    id: str
    before: str
    now: str
    is_report: bool = False
    details: tuple[tuple[str, str, str], ...] = ()


def is_same_source(there: Superior | None, now: Superior) -> bool:
    """Whether what stands in a plan is of the same plan of the superior's, for the same unit."""
    return there is not None and (there.plan, there.unit) == (now.plan, now.unit)


def compare_excerpts(before: Superior, now: Superior) -> tuple[Difference, ...]:
    """Every difference: the tasks in the order of now, then those that are gone; then the reports."""
    return (
        *_compare({one.id: one for one in before.tasks}, {one.id: one for one in now.tasks}),
        *_compare({one.id: one for one in before.reports}, {one.id: one for one in now.reports}),
    )


_Entry = SuperiorTask | SuperiorReport


def _compare(before: Mapping[str, _Entry], now: Mapping[str, _Entry]) -> Iterator[Difference]:
    for key, new in now.items():
        old = before.get(key)
        if old is None:
            yield Difference(DifferenceKind.NEW, key, "", _words(new), _is_report(new))
        elif old != new:
            details = tuple(_details(old, new))
            yield Difference(DifferenceKind.CHANGED, key, _words(old), _words(new), _is_report(new), details)
    for key, old in before.items():
        if key not in now:
            yield Difference(DifferenceKind.GONE, key, _words(old), "", _is_report(old))


def _is_report(entry: _Entry) -> bool:
    return isinstance(entry, SuperiorReport)


def _words(entry: _Entry) -> str:
    return entry.name if isinstance(entry, SuperiorReport) else entry.text


def _details(old: _Entry, new: _Entry) -> Iterator[tuple[str, str, str]]:
    for (name, was), (_name, is_) in zip(_described(old), _described(new), strict=True):
        if was != is_:
            yield name, was, is_


def _described(entry: _Entry) -> Sequence[tuple[str, str]]:
    """What an entry says beside its words, as people read it, each under its key."""
    due = deadline_text(entry.due)
    if isinstance(entry, SuperiorReport):
        cutoff = str(entry.cutoff) if entry.cutoff else ""
        figures = "; ".join(f"{one.id} {one.name}" for one in entry.indicators)
        return (
            ("due", due), ("frequency", entry.frequency.value), ("cutoff", cutoff), ("form", _flag(entry.form)),
            ("indicators", figures),
        )  # fmt: skip
    targets = "; ".join(f"{target.of}: {target.raw}" for target in entry.targets)
    return (("due", due), ("targets", targets), ("answered", _flag(entry.answered)))


def _flag(value: bool) -> str:
    return "true" if value else "false"
