"""What a build finds on the shelf → its warnings: issued files that the plan has overtaken, units that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.pipeline.placing import Placed, Shelf, Status
from gen.plan.model import Plan
from gen.plan.units import receivers


def overtaken(placed: list[Placed]) -> Iterator[Diagnostic]:
    """The warning (BUILD-014) that the plan has changed since documents of it were issued."""
    stale = [f"{p.path} ({p.reason})" for p in placed if p.status is Status.ISSUED and p.reason]
    if stale:
        message = _("{count} issued documents no longer say what the plan says; they stay as issued: {names}")
        names = ", ".join(stale[:5]) + (" …" if len(stale) > 5 else "")
        hint = _("gen build --supersede makes new drafts that replace them; or withdraw them: gen issue --withdraw")
        yield Diagnostic("BUILD-014", Severity.WARNING, message.format(count=len(stale), names=names), None, hint)


def left_behind(shelf: Shelf, plan: Plan) -> Iterator[Diagnostic]:
    """The warning (BUILD-007) that files of units which the plan no longer has lie there still."""
    present = {unit.id for unit in receivers(plan)} | {plan.header.issuer, ""}
    units = sorted({record.unit for record in shelf.previous.values()} - present)
    if units:
        message = _("the plan no longer has {units}; their files are left where they are")
        hint = _("move the folders away if nobody needs them")
        place = Location(str(shelf.folder))
        yield Diagnostic("BUILD-007", Severity.WARNING, message.format(units=", ".join(units)), place, hint)
