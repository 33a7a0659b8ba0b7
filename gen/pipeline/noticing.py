"""What a build finds on the shelf → its warnings: issued files that the plan has overtaken, units that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen.documents import UNIT_DOCUMENTS
from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.pipeline.manifest import Record
from gen.pipeline.placing import Placed, Shelf, Status
from gen.pipeline.rendering import path_of
from gen.pipeline.request import documents_of
from gen.pipeline.superseding import is_superseded
from gen.plan.model import Plan
from gen.plan.units import receivers

_NAMED = 5
_UNIT_DOCUMENTS = frozenset(document.name for document in UNIT_DOCUMENTS)


def overtaken(placed: list[Placed]) -> Iterator[Diagnostic]:
    """The warning (BUILD-014) that the plan has changed since documents of it were issued."""
    stale = [f"{p.path} ({p.reason})" for p in placed if p.status is Status.ISSUED and p.reason]
    if stale:
        message = _("{count} issued documents no longer say what the plan says; they stay as issued: {names}")
        names = ", ".join(stale[:_NAMED]) + (" …" if len(stale) > _NAMED else "")
        hint = _("gen build --supersede makes new drafts that replace them; or withdraw them: gen issue --withdraw")
        yield Diagnostic("BUILD-014", Severity.WARNING, message.format(count=len(stale), names=names), None, hint)


def unwanted(records: Iterable[Record], plan: Plan) -> frozenset[str]:
    """The paths of drafts that no unit of the plan gets any more: another form has taken their place, or none."""
    wanted = {path_of(one).removesuffix(".docx") for unit in receivers(plan) for one in documents_of(plan, unit)}
    drafts = (r for r in records if r.document in _UNIT_DOCUMENTS and not r.number and not is_superseded(r.path))
    return frozenset(r.path for r in drafts if r.path.rpartition(".")[0] not in wanted)


def left_behind(shelf: Shelf, plan: Plan) -> Iterator[Diagnostic]:
    """The warnings (BUILD-007) that files lie there still of units, or of documents, which the plan no longer has."""
    present = {unit.id for unit in receivers(plan)} | {plan.header.issuer, ""}
    units = sorted({record.unit for record in shelf.previous.values()} - present)
    if units:
        message = _("the plan no longer has {units}; their files are left where they are")
        hint = _("move the folders away if nobody needs them")
        place = Location(str(shelf.folder))
        yield Diagnostic("BUILD-007", Severity.WARNING, message.format(units=", ".join(units)), place, hint)
    records = (record for record in shelf.previous.values() if record.unit in present and record.path in shelf.existing)
    files = sorted(unwanted(records, plan))
    if files:
        message = _("the plan no longer asks for {count} documents; their files are left where they are: {names}")
        names = ", ".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
        hint = _("read what was filled in with gen read; move them away if nobody needs them")
        place = Location(str(shelf.folder))
        yield Diagnostic("BUILD-007", Severity.WARNING, message.format(count=len(files), names=names), place, hint)
