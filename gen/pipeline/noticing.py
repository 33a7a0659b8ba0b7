"""What a build finds on the shelf → its warnings: issued files that the plan has overtaken, units that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.pipeline.placing import Placed, Shelf, Status
from gen.plan.model import Plan
from gen.plan.units import receivers


def overtaken(placed: list[Placed]) -> Iterator[Diagnostic]:
    """The warning (BUILD-014) that the plan has changed since documents of it were issued."""
    stale = [f"{p.path} ({p.reason})" for p in placed if p.status is Status.ISSUED and p.reason]
    if stale:
        names = ", ".join(stale[:5]) + (" …" if len(stale) > 5 else "")
        yield diagnostics.build.ISSUED_OVERTAKEN.at(count=len(stale), names=names)


def left_behind(shelf: Shelf, plan: Plan) -> Iterator[Diagnostic]:
    """The warning (BUILD-007) that files of units which the plan no longer has lie there still."""
    present = {unit.id for unit in receivers(plan)} | {plan.header.issuer, ""}
    units = sorted({record.unit for record in shelf.previous.values()} - present)
    if units:
        yield diagnostics.build.UNITS_GONE.at(Location(str(shelf.folder)), units=", ".join(units))
