"""A BuildRequest + the plan → the units and documents that it selects, or every mistake in it at once."""

from __future__ import annotations

from collections.abc import Iterator

from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic
from gen.pipeline.request import BuildRequest, UnitDocument
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import find_group, find_recipient
from gen.plan.units import document_recipients, expand
from gen.reporting.forms import answered_obligations


def select_units(request: BuildRequest, plan: Plan) -> tuple[Unit, ...]:
    """The units selected, by ids or names, in the registry's order.

    Raises BuildError with every BUILD-001 (no such unit), BUILD-002 (no such group), NAME-001 (several units can be
    meant), NAME-002 (several groups), NAME-003 (a unit that gets no documents).
    """
    units = [find_recipient(plan, words) for words in request.units]
    groups = [find_group(plan, words) for words in request.groups]
    mistakes = [found for found in (*units, *groups) if isinstance(found, Diagnostic)]
    if mistakes:
        raise BuildError(mistakes)
    if not request.units and not request.groups:
        return document_recipients(plan)
    selected = {unit.id for unit in units if isinstance(unit, Unit)}
    selected.update(expand(plan, [group for group in groups if isinstance(group, str)]))
    return tuple(unit for unit in document_recipients(plan) if unit.id in selected)


def select_documents(request: BuildRequest, plan: Plan, unit: Unit) -> Iterator[UnitDocument]:
    """The documents selected for `unit`: those it gets and the request asks for."""
    for one in documents_of(plan, unit):
        if not request.documents or one.document in request.documents:
            yield one


def documents_of(plan: Plan, unit: Unit) -> Iterator[UnitDocument]:
    """Every document that `unit` gets: its plan, and a form for each obligation that its forms answer."""
    for document in (d for d in DocumentName if d in unit.documents):
        if not document_named(document).is_form:
            yield UnitDocument(unit.id, document)
            continue
        forms = answered_obligations(plan, unit.id)
        for obligation in forms:
            yield UnitDocument(unit.id, document, obligation.id if obligation and len(forms) > 1 else "")
