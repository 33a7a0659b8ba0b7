"""A BuildRequest + the plan in time → the documents that it selects, or every mistake in it at once.

A unit's own plan is made from the plan as it stands, for the units since its last amendment and those that have ended.
A form is for one occasion: it is made from the revision that holds at the end of its period, for the units of then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from gen.clock import today
from gen.documents import DocumentName, document_named
from gen.errors import BuildError, Diagnostic
from gen.history import CurrentPlan
from gen.history.judged import JudgedOccasion
from gen.pipeline.period_forms import forms_for, list_occasions, views_of
from gen.pipeline.request import BuildRequest, UnitDocument
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import find_group, find_recipient
from gen.plan.units import document_recipients, documents_of, expand
from gen.plan.validity import plan_of_documents
from gen.reporting.periods import SINGLE_PERIOD_KEY


@dataclass(slots=True)
class Selection:
    """The `documents` to build, those of one unit after the other.

    `plan` has every unit. `views` are the plans that the documents are made from, as `views_of` gives them; `occasions`
    has what each form answers.
    `chosen` are the ids of the units selected, None for all. `until` is the last day on which the same call selects the
    same.
    """

    plan: Plan
    views: list[Plan]
    documents: list[UnitDocument] = field(default_factory=list)
    occasions: dict[UnitDocument, JudgedOccasion] = field(default_factory=dict)
    chosen: frozenset[str] | None = None
    until: date | None = None

    def view(self, one: UnitDocument) -> Plan:
        """The plan that a document is made from."""
        occasion = self.occasions.get(one)
        return plan_of_documents(self.plan, one.unit) if occasion is None else occasion.plan

    def view_number(self, one: UnitDocument) -> int:
        """The place among the views of the plan that a document is made from."""
        plan = self.view(one)
        return next(number for number, view in enumerate(self.views) if view is plan)

    def add(self, one: UnitDocument, occasion: JudgedOccasion) -> None:
        """Select a form too."""
        self.documents.append(one)
        self.occasions[one] = occasion
        self.views = views_of(self.plan, [*self.occasions.values()])

    def units(self) -> Iterator[tuple[Plan, Unit]]:
        """Every unit that gets documents, each once, with the plan that has it."""
        return units_in(self.views)


def units_in(views: Sequence[Plan]) -> Iterator[tuple[Plan, Unit]]:
    """Every unit that gets documents by one of `views`, each once, with the first of these plans."""
    seen: set[str] = set()
    for plan in views:
        for unit in document_recipients(plan):
            if unit.id not in seen:
                seen.add(unit.id)
                yield plan, unit


def select_work(request: BuildRequest, current: CurrentPlan) -> Selection:
    """What `request` selects.

    Raises BuildError with every mistake in the names of units and groups; OccasionError RET-009 where no
    report has the period; BuildError BUILD-036.
    """
    day = request.as_of or today()
    occasions = list(list_occasions(current.revisions, request.period, day))
    selection = Selection(current.plan, views_of(current.plan, occasions))
    dues = [found.period.due or found.period.cutoff for found in occasions] if request.period is None else []
    selection.until = min((due for due in dues if due is not None and due >= day), default=None)
    selection.chosen = _chosen_units(request, selection)
    units = [unit.id for _plan, unit in selection.units()]
    wanted: dict[str, list[UnitDocument]] = {
        unit_id: [] for unit_id in units if selection.chosen is None or unit_id in selection.chosen
    }
    for _plan, unit in units_in(views_of(current.plan, ())):
        if unit.id in wanted:
            wanted[unit.id] += (one for one in own_documents(unit) if is_asked(request, one.document))
    with_unanswering = request.period in (None, SINGLE_PERIOD_KEY)
    for form, answered in forms_for(selection.views, occasions, with_unanswering=with_unanswering):
        if form.unit in wanted and is_asked(request, form.document):
            wanted[form.unit].append(form)
            if answered is not None:
                selection.occasions[form] = answered
    selection.documents = [one for found in wanted.values() for one in found]
    return selection


def is_asked(request: BuildRequest, document: DocumentName) -> bool:
    """Whether documents of that kind are among those that `request` asks for."""
    return not request.documents or document in request.documents


def own_documents(unit: Unit) -> Iterator[UnitDocument]:
    """The documents of a unit that are no forms, and so for no period."""
    for document in (name for name in DocumentName if name in documents_of(unit)):
        if not document_named(document).is_form:
            yield UnitDocument(unit.id, document)


def _chosen_units(request: BuildRequest, selection: Selection) -> frozenset[str] | None:
    """The ids of the units that the request selects, by ids or names; None for all.

    Raises BuildError with every BUILD-001 (no such unit), BUILD-002 (no such group), NAME-001 (several units can be
    meant), NAME-002 (several groups), NAME-003 (a unit that gets no documents).
    """
    units = [_find_unit(selection, words) for words in request.units]
    groups = [find_group(selection.views[0], words) for words in request.groups]
    mistakes = [found for found in (*units, *groups) if isinstance(found, Diagnostic)]
    if mistakes:
        raise BuildError(mistakes)
    if not request.units and not request.groups:
        return None
    named = [group for group in groups if isinstance(group, str)]
    of_groups = (unit_id for plan in selection.views for unit_id in expand(plan, named))
    return frozenset((*(unit.id for unit in units if isinstance(unit, Unit)), *of_groups))


def _find_unit(selection: Selection, words: str) -> Unit | Diagnostic:
    """The unit meant, of those that get a document by one of the plans; else what is wrong by the plan as it stands."""
    found = [find_recipient(plan, words) for plan in selection.views]
    return next((one for one in found if isinstance(one, Unit)), found[0])
