"""The paragraphs of a unit's tasks → the table in which the unit shares them out among its own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.derive.blocks import Block, source_label
from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text
from gen.plan.binding import Duty
from gen.text import remove_emphasis


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task that the unit answers for: `number` in the unit's own plan, `source` in the source plan."""

    number: str
    text: str
    source: str
    due: str


def work_rows(dossier: Dossier, blocks: Sequence[Block]) -> Iterator[WorkRow]:
    """A row for each task that the unit answers for, with the numbers of `blocks`."""
    leaves = {node.entry.id: node for duty in Duty for section in dossier.sections(duty) for node in section.leaves()}
    for block in blocks:
        # A task of the unit's own may stand once more, without its source, over one in which the unit only supports.
        node = leaves.get(block.task) if block.source else None
        if node is not None and node.entry.item is not None:
            due = deadline_text(node.entry.item.due)
            yield WorkRow(block.number, remove_emphasis(block.text), source_label(block.task), due)
