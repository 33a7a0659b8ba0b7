"""The paragraphs of a unit's tasks → the table in which the unit shares them out among its own people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gen.derive import wording
from gen.derive.amendments import amended_place_in_short
from gen.derive.blocks import Block, source_label
from gen.derive.dossier import Duties, TaskNode
from gen.derive.letterhead import deadline_text
from gen.plan.binding import Duty
from gen.plan.model import Fulfilment
from gen.sharing import map_shared
from gen.text import remove_emphasis


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task that the unit answers for: `number` in the unit's own plan, `source` in the source plan.

    `done` is by when it is done, where the plan that is being written says so by itself; else the unit fills it in.
    """

    number: str
    text: str
    source: str
    due: str
    done: str = ""


@map_shared
def work_rows(blocks: tuple[Block, ...], duties: Duties) -> Iterator[WorkRow]:
    """A row for each task that the unit with these `duties` answers for, with the numbers of `blocks`."""
    leaves = _leaves(duties)
    for block in blocks:
        # A task of the unit's own may stand once more, without its source, over one in which the unit only supports.
        node = leaves.get(block.task) if block.source else None
        if node is not None and node.entry.item is not None:
            due = deadline_text(node.entry.item.due) or wording.NO_DEADLINE
            source = amended_place_in_short(source_label(block.task), node.entry.amendments)
            done = wording.FULFILLED_BY_PLAN if node.entry.item.fulfils is Fulfilment.PLAN else ""
            yield WorkRow(block.number, remove_emphasis(block.text), source, due, done)


@lru_cache(maxsize=64)
def _leaves(duties: Duties) -> dict[str, TaskNode]:
    return {node.entry.id: node for duty in Duty for section in duties.sections(duty) for node in section.leaves()}
