"""Ids that stand twice in a plan → the mistakes, each with an id that is free for the newer of the two.

An id that was there is what answers, issued documents and reports refer to: it is never proposed to change it. Where
one of two tasks has its id written and the other one only its number by counting, the written one was there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, count

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.plan.fields import ID_LENGTH, TASK_ID_LENGTH
from gen.plan.model import Plan
from gen.plan.outline import OutlineEntry

_LETTERS = "abcdeghiklmnopqstuvxy"
PlaceLookup = Callable[[tuple[str | int, ...]], Location]


def find_repeated_ids(plan: Plan, outline: Sequence[OutlineEntry], at: PlaceLookup) -> Iterator[Diagnostic]:
    """Every part, section, heading and text whose id another one has, which keeps it.

    What stands below such a one and is counted after it is not named: it gets another id together with it.
    """
    together: dict[str, list[OutlineEntry]] = {}
    for entry in outline:
        together.setdefault(entry.id, []).append(entry)
    taken, named = set(taken_task_ids(plan, outline)), set[tuple[str | int, ...]]()
    for entry_id, group in together.items():
        # What has no key for an id keeps it first, then what has it written, then what stands first in the file.
        keeper, *others = sorted(group, key=lambda entry: (entry.item is not None, not _has_written_id(entry)))
        free_ids = _free_task_ids(entry_id, taken)
        for entry in others:
            if _is_counted(entry) and any(entry.path[:length] in named for length in range(len(entry.path))):
                continue
            named.add(entry.path)
            free = next(free_ids)
            taken.add(free)
            yield diagnostics.plan.NUMBER_TWICE.at(at(entry.path), id=entry_id, hint=_remedy(keeper, entry, free, at))


def _is_counted(entry: OutlineEntry) -> bool:
    return entry.item is not None and entry.item.id is None and entry.item.number is None


def _has_written_id(entry: OutlineEntry) -> bool:
    return entry.item is not None and entry.item.id is not None


def _remedy(keeper: OutlineEntry, entry: OutlineEntry, free: str, at: PlaceLookup) -> str:
    if entry.item is None:
        return ""
    values = {"line": at(entry.path).line, "kept": at(keeper.path).line, "id": f'"{free}"'}
    if _has_written_id(entry):
        words = _(
            "the one that was there first keeps it, and all that names it; if that is the one in line {kept}, "
            "write id: {id} in line {line}"
        )
    elif _has_written_id(keeper):
        words = _("the one in line {kept} has it written and keeps it; the new one in line {line} gets id: {id}")
    else:
        words = _("the one that came later gets an id of its own; if that is the one in line {line}, id: {id}")
    return words.format(**values)


def taken_task_ids(plan: Plan, outline: Sequence[OutlineEntry]) -> frozenset[str]:
    """The ids that no new task may get: of all that is in the plan, and of the tasks that amendments took away."""
    return frozenset(entry.id for entry in outline).union(*(amendment.removes for amendment in plan.amendments))


def propose_task_id(task_id: str, taken: Collection[str]) -> str:
    """An id after `task_id` that is not `taken`, as offices number what is put in.

    9#2a after 9#2, 9#2b after 9#2a; 12.a1 after 12.a.
    """
    return next(_free_task_ids(task_id, taken))


def _free_task_ids(task_id: str, taken: Collection[str]) -> Iterator[str]:
    stem = re.sub(r"(?<=\d)[a-z]$", "", task_id)[: TASK_ID_LENGTH - 6]
    signs = _LETTERS if stem[-1:].isdigit() else "123456789"
    simple, counted = (stem + sign for sign in signs), (f"{stem}-{number}" for number in count(2))
    return (found for found in chain(simple, counted) if found not in taken)


def propose_id(name: str, taken: Collection[str]) -> str:
    """A name for a unit, a group, a report … that is not `taken`: xa-a-2 after xa-a."""
    stem = name[: ID_LENGTH - 6].rstrip("-")
    return next(found for n in count(2) if (found := f"{stem}-{n}") not in taken)


def propose_code(code: str, taken: Collection[str]) -> str:
    """A code for an indicator that is not `taken`, of the same letters: CT03 after CT02."""
    letters = code.rstrip("0123456789")
    digits = code[len(letters) :]
    return next(one for n in count(int(digits or 0) + 1) if (one := f"{letters}{n:0{len(digits)}d}") not in taken)
