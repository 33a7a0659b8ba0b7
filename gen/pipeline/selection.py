"""A BuildRequest + the plan in time → the documents that it selects, or every mistake in it at once.

A unit's own plan is made from the plan as it stands. A form is for one occasion: it is made from the revision that
holds at the end of its period, for the units that there are then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from gen.clock import today
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic
from gen.history import CurrentPlan
from gen.history.judged import judge
from gen.pipeline.request import BuildRequest, UnitDocument
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.unit_names import find_group, find_recipient
from gen.plan.units import document_recipients, expand, gets_form
from gen.reporting.forms import answered_by_forms, answered_obligations
from gen.reporting.occasions import OccasionError, find_next_due, resolve_period
from gen.reporting.periods import SINGLE_PERIOD_KEY, Period


@dataclass(slots=True)
class Selection:
    """The `documents` to build, those of one unit after the other.

    `views` are the plans that they are made from, the first as it stands now; `view_of` has the number of each form's
    that is made from another one. `dues` are the last days for the forms, by their units. `until` is the last day on
    which the same call selects the same.
    """

    views: list[Plan]
    documents: list[UnitDocument] = field(default_factory=list)
    view_of: dict[UnitDocument, int] = field(default_factory=dict)
    dues: dict[str, date] = field(default_factory=dict)
    until: date | None = None

    def view(self, one: UnitDocument) -> Plan:
        """The plan that a document is made from."""
        return self.views[self.view_of.get(one, 0)]

    def units(self) -> Iterator[tuple[Plan, Unit]]:
        """Every unit that gets documents, each once, with the plan that has it."""
        seen: set[str] = set()
        for plan in self.views:
            for unit in document_recipients(plan):
                if unit.id not in seen:
                    seen.add(unit.id)
                    yield plan, unit


@dataclass(frozen=True, slots=True)
class FormOccasion:
    """An obligation in one period, and the plan that its forms are made from."""

    obligation: Obligation
    period: Period
    plan: Plan

    @property
    def key(self) -> str:
        """The key of the period; empty for the only one of a report that is owed once."""
        return "" if self.period.key == SINGLE_PERIOD_KEY else self.period.key


def select_work(request: BuildRequest, current: CurrentPlan) -> Selection:
    """What `request` selects.

    Raises BuildError with every mistake in the names of units and groups; OccasionError RET-009 where no
    report has the period; BuildError BUILD-036.
    """
    plan = current.plan
    occasions = list(_occasions(request, current))
    selection = Selection([plan])
    for occasion in occasions:
        if all(occasion.plan is not view for view in selection.views):
            selection.views.append(occasion.plan)
    day = request.as_of or today()
    dues = [found.period.due or found.period.cutoff for found in occasions] if request.period is None else []
    selection.until = min((due for due in dues if due is not None and due >= day), default=None)
    chosen = _chosen_units(request, selection)
    wanted: dict[str, list[UnitDocument]] = {unit.id: [] for _plan, unit in selection.units() if unit.id in chosen}
    for unit in document_recipients(plan):
        if unit.id in wanted:
            wanted[unit.id] += _own_documents(request, plan, unit)
    if not request.documents or any(document_named(name).is_form for name in request.documents):
        for form, answered in _forms(request, selection.views, occasions):
            if form.unit in wanted:
                wanted[form.unit].append(form)
                _note_occasion(selection, form, answered)
    selection.documents = [one for found in wanted.values() for one in found]
    return selection


def _note_occasion(selection: Selection, one: UnitDocument, occasion: FormOccasion | None) -> None:
    if occasion is None:
        return
    number = next(n for n, view in enumerate(selection.views) if view is occasion.plan)
    if number:
        selection.view_of[one] = number
    if due := occasion.period.due:
        selection.dues[one.unit] = min(due, selection.dues.get(one.unit, due))


def _occasions(request: BuildRequest, current: CurrentPlan) -> Iterator[FormOccasion]:
    """The occasions for which forms are made, in the order of the plan."""
    plan = current.plan
    answered = answered_by_forms(plan)
    found: list[FormOccasion] = []
    problem: OccasionError | None = None
    for obligation in answered:
        if request.period is None:
            period = find_next_due(plan, obligation, request.as_of or today())
        else:
            try:
                period = resolve_period(plan, obligation, request.period, request.as_of or today())
            except OccasionError as error:
                problem = error
                continue
        found.append(occasion_of(current, obligation, period))
    if problem is not None and not found:
        raise problem
    yield from found


def occasion_of(current: CurrentPlan, obligation: Obligation, period: Period) -> FormOccasion:
    """The occasion, with the plan as it holds at the end of the period; obligation and days as that plan has them."""
    judged = judge(current.revisions, obligation, period)
    return FormOccasion(judged.obligation, judged.period, judged.plan)


def _own_documents(request: BuildRequest, plan: Plan, unit: Unit) -> Iterator[UnitDocument]:
    """The documents of a unit that are for no period."""
    for document in _wanted(request, unit.documents):
        if not document_named(document).is_form:
            yield UnitDocument(unit.id, document)


def _wanted(request: BuildRequest, documents: Sequence[DocumentName]) -> Iterator[DocumentName]:
    chosen = request.documents or tuple(DocumentName)
    return (one for one in DocumentName if one in documents and one in chosen)


def _forms(
    request: BuildRequest, views: Sequence[Plan], occasions: Sequence[FormOccasion]
) -> Iterator[tuple[UnitDocument, FormOccasion | None]]:
    """The forms of all units, each with its occasion; a form that answers no report has none."""
    for view in views:
        here = {one.obligation.id: one for one in occasions if one.plan is view}
        for unit in document_recipients(view):
            chosen = frozenset(_wanted(request, unit.documents))
            for one, obligation in list_forms(view, unit):
                if one.document not in chosen:
                    continue
                if obligation is None and view is views[0] and request.period is None:
                    yield one, None
                elif obligation is not None and obligation.id in here:
                    occasion = here[obligation.id]
                    yield one._replace(period=occasion.key), occasion


def list_forms(plan: Plan, unit: Unit) -> Iterator[tuple[UnitDocument, Obligation | None]]:
    """The forms that a unit gets in each period, each with the report that it answers; the period is left open."""
    forms = answered_obligations(plan, unit.id) if gets_form(unit) else ()
    for document in (name for name in DocumentName if name in unit.documents and document_named(name).is_form):
        for obligation in forms:
            of = obligation.id if obligation and len(forms) > 1 else ""
            yield UnitDocument(unit.id, document, of), obligation


def documents_of(plan: Plan, unit: Unit) -> Iterator[UnitDocument]:
    """Every document that `unit` gets: its plan, and a form for each report that its forms answer, of any period."""
    for document in (name for name in DocumentName if name in unit.documents):
        if not document_named(document).is_form:
            yield UnitDocument(unit.id, document)
    yield from (form for form, _obligation in list_forms(plan, unit))


def _chosen_units(request: BuildRequest, selection: Selection) -> frozenset[str]:
    """The ids of the units that the request selects, by ids or names.

    Raises BuildError with every BUILD-001 (no such unit), BUILD-002 (no such group), NAME-001 (several units can be
    meant), NAME-002 (several groups), NAME-003 (a unit that gets no documents).
    """
    units = [_find_unit(selection, words) for words in request.units]
    groups = [find_group(selection.views[0], words) for words in request.groups]
    mistakes = [found for found in (*units, *groups) if isinstance(found, Diagnostic)]
    if mistakes:
        raise BuildError(mistakes)
    if not request.units and not request.groups:
        return frozenset(unit.id for _plan, unit in selection.units())
    named = [group for group in groups if isinstance(group, str)]
    of_groups = (unit_id for plan in selection.views for unit_id in expand(plan, named))
    return frozenset((*(unit.id for unit in units if isinstance(unit, Unit)), *of_groups))


def _find_unit(selection: Selection, words: str) -> Unit | Diagnostic:
    """The unit meant, of those that get a document by one of the plans; else what is wrong by the plan as it stands."""
    found = [find_recipient(plan, words) for plan in selection.views]
    return next((one for one in found if isinstance(one, Unit)), found[0])
