"""Plan → SourcePlan: the source plan itself, to be printed again word for word."""

from __future__ import annotations

from dataclasses import dataclass

from gen.derive.amendments import source_remark
from gen.derive.blocks import PrintedPart, fill_block, source_blocks
from gen.derive.letterhead import Frame, source_frame, substitutions
from gen.plan.fields import fill
from gen.plan.model import Plan
from gen.plan.outline import OutlineEntry, outline
from gen.plan.units import unit_by_id


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """The issuer's own plan: its frame, its paragraphs before, in and after the parts; annexes behind the signature."""

    frame: Frame
    subject: str
    opening: tuple[str, ...]
    parts: tuple[PrintedPart, ...]
    closing: tuple[str, ...]
    annexes: tuple[PrintedPart, ...] = ()


def derive_source_plan(plan: Plan) -> SourcePlan:
    """The source plan with the issuer's own names filled in."""
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    return SourcePlan(
        source_frame(plan),
        fill(plan.header.subject, values),
        (*source_remark(plan), *(fill(text, values) for text in plan.opening)),
        tuple(_part(entry, values) for entry in outline(plan) if not entry.part.annex),
        tuple(fill(text, values) for text in plan.closing),
        tuple(_part(entry, values) for entry in outline(plan) if entry.part.annex),
    )


def _part(entry: OutlineEntry, values: dict[str, str]) -> PrintedPart:
    blocks = tuple(fill_block(block, values) for child in entry.children for block in source_blocks(child))
    return PrintedPart(entry.mark.rstrip("."), fill(entry.text, values), blocks)
