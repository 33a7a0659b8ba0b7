"""The paragraphs of a unit's tasks → the table in which the unit shares them out among its own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.derive.binding import Duty
from gen.derive.blocks import Block, Shape, source_label
from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text
from gen.text import without_emphasis

_ORDER = list(Shape)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task that the unit answers for: `number` in the unit's own plan, `source` in the source plan."""

    number: str
    text: str
    source: str
    due: str


def work_rows(dossier: Dossier, blocks: Sequence[Block]) -> Iterator[WorkRow]:
    """A row for each task that the unit answers for, numbered as `blocks` number it."""
    leaves = {node.entry.id: node for duty in Duty for section in dossier.sections(duty) for node in section.leaves()}
    way: dict[Shape, str] = {}
    for block in blocks:
        way = _next(way, block)
        node = leaves.get(block.task)
        if node is not None and node.entry.item is not None:
            due = deadline_text(node.entry.item.due)
            yield WorkRow(_cited(way), without_emphasis(block.text), source_label(block.task), due)


def _next(way: dict[Shape, str], block: Block) -> dict[Shape, str]:
    """The marks on the way down to `block`; a bullet, which has no number, is counted."""
    depth = _ORDER.index(block.shape)
    above = {shape: mark for shape, mark in way.items() if _ORDER.index(shape) < depth}
    counted = str(int(way.get(block.shape, "0")) + 1) if block.shape in (Shape.DASH, Shape.PLUS) else block.mark
    return {**above, block.shape: counted}


def _cited(way: dict[Shape, str]) -> str:
    """`1.2.a`, or `1.2.a, ý 3` for a bullet."""
    numbers = [way[s] for s in (Shape.SUBSECTION, Shape.SECTION) if s in way][:1]
    points = [way[Shape.POINT]] if Shape.POINT in way else []
    bullets = ".".join(way[s] for s in (Shape.DASH, Shape.PLUS) if s in way)
    number = ".".join(mark.rstrip(".)") for mark in (*numbers, *points))
    return f"{number}, ý {bullets}" if bullets else number
