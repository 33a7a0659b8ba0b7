"""A BuildRequest + the plan → the units and documents that it selects, or every mistake in it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic
from gen.pipeline.request import BuildRequest, UnitDocument
from gen.plan.model import Plan, Unit
from gen.plan.units import document_recipients, expand, group_ids
from gen.reporting.forms import answered_obligations


def select_units(request: BuildRequest, plan: Plan) -> tuple[Unit, ...]:
    """The units selected, in the registry's order.

    Raises BuildError with every BUILD-001 (no such unit) and BUILD-002 (no such group).
    """
    mistakes = [*_unknown_units(request.units, plan), *_unknown_groups(request.groups, plan)]
    if mistakes:
        raise BuildError(mistakes)
    if not request.units and not request.groups:
        return document_recipients(plan)
    selected = {*request.units, *expand(plan, request.groups)}
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


def _unknown_units(ids: Sequence[str], plan: Plan) -> Iterator[Diagnostic]:
    known = [unit.id for unit in document_recipients(plan)]
    for unit_id in ids:
        if unit_id not in known:
            hint = suggest_word(unit_id, known)
            yield diagnostics.build.UNKNOWN_UNIT.at(id=f'"{unit_id}"', hint=hint)


def _unknown_groups(ids: Sequence[str], plan: Plan) -> Iterator[Diagnostic]:
    known = list(group_ids(plan))
    for group_id in ids:
        if group_id not in known:
            names, hint = ", ".join(known), suggest_word(group_id, known)
            yield diagnostics.build.UNKNOWN_GROUP.at(id=f'"{group_id}"', names=names, hint=hint)
