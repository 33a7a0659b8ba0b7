"""What a build finds on the shelf → its warnings: issued files that the plan has overtaken, units that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen import diagnostics
from gen.documents import UNIT_DOCUMENTS
from gen.errors import Diagnostic, Location
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
        names = ", ".join(stale[:_NAMED]) + (" …" if len(stale) > _NAMED else "")
        yield diagnostics.build.ISSUED_OVERTAKEN.at(count=len(stale), names=names)


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
        yield diagnostics.build.UNITS_GONE.at(Location(str(shelf.folder)), units=", ".join(units))
    records = (record for record in shelf.previous.values() if record.unit in present and record.path in shelf.existing)
    files = sorted(unwanted(records, plan))
    if files:
        names = ", ".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
        place = Location(str(shelf.folder))
        yield diagnostics.build.DOCUMENTS_NOT_ASKED_FOR.at(place, count=len(files), names=names)
