"""A plan in time × a period → the report forms for it, each with the occasion that it answers.

A form is for one occasion: it is made from the revision of the plan that holds at the end of its period, for the units
that there are then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from gen.documents import UNIT_DOCUMENTS, DocumentName, document_named
from gen.history import Revisions
from gen.history.judged import JudgedOccasion
from gen.history.resolving import find_next_asked, list_answered
from gen.pipeline.rendering import document_path, period_in_name
from gen.pipeline.request import UnitDocument
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.units import document_recipients, documents_of, gets_form
from gen.plan.validity import plan_as_amended, plan_of_documents
from gen.reporting.forms import answered_by_forms, answered_obligations
from gen.reporting.occasions import OccasionError
from gen.reporting.periods import SINGLE_PERIOD_KEY

_FORM_STEMS = tuple(f"{document.stem}-" for document in UNIT_DOCUMENTS if document.is_form)


def list_occasions(revisions: Revisions, typed: str | None, day: date) -> Iterator[JudgedOccasion]:
    """The occasions for which forms are made in the period that `typed` means, in the order of the plan's reports.

    Without a period each is that of its report which is due next on `day`, of those that are asked for. Raises
    OccasionError RET-009 where no report is asked for in the period, unless it is that of reports owed once; BuildError
    BUILD-036.
    """
    plan = revisions.plan
    if typed is None:
        yield from filter(None, (find_next_asked(revisions, one, day) for one in answered_by_forms(plan)))
        return
    try:
        yield from list_answered(revisions, typed, day)
    except OccasionError:
        if typed != SINGLE_PERIOD_KEY:
            raise


def views_of(plan: Plan, occasions: Iterable[JudgedOccasion]) -> list[Plan]:
    """The plans that documents are made from, each once: `plan` with the units since its last amendment comes first.

    Then those of the occasions, and last `plan` with the units of its own date: one that has ended keeps its documents.
    """
    views = [plan_as_amended(plan)]
    for other in (*(occasion.plan for occasion in occasions), plan):
        if all(other is not view for view in views):
            views.append(other)
    return views


def forms_for(
    views: Sequence[Plan], occasions: Sequence[JudgedOccasion], *, with_unanswering: bool
) -> Iterator[tuple[UnitDocument, JudgedOccasion | None]]:
    """The forms of all units for these occasions, each with its own, in the order of the views and of their units.

    `with_unanswering`: also those of the first view that answer no report, and so have no occasion.
    """
    for view in views:
        here = {one.obligation.id: one for one in occasions if one.plan is view}
        for unit in document_recipients(view):
            for one, obligation in list_forms(view, unit):
                if obligation is None and view is views[0] and with_unanswering:
                    yield one, None
                elif obligation is not None and obligation.id in here:
                    occasion = here[obligation.id]
                    yield one._replace(period=occasion.period_key), occasion


def list_forms(plan: Plan, unit: Unit) -> Iterator[tuple[UnitDocument, Obligation | None]]:
    """The forms that a unit gets in each period, each with the report that it answers; the period is left open."""
    forms = answered_obligations(plan, unit.id) if gets_form(unit) else ()
    for document in (name for name in DocumentName if name in documents_of(unit) and document_named(name).is_form):
        for obligation in forms:
            of = obligation.id if obligation and len(forms) > 1 else ""
            yield UnitDocument(unit.id, document, of), obligation


class FormsInTime:
    """The forms of a plan in all its periods, each period worked out when it is first asked for."""

    def __init__(self, revisions: Revisions) -> None:
        self._revisions = revisions
        self._found: dict[str, Mapping[UnitDocument, JudgedOccasion | None]] = {}
        self._by_path: dict[str, Mapping[str, tuple[UnitDocument, JudgedOccasion | None]]] = {}

    def views(self, occasions: Iterable[JudgedOccasion]) -> list[Plan]:
        """The plans that documents are made from, with the forms of these occasions."""
        return views_of(self._revisions.plan, occasions)

    def plan_of(self, unit_id: str) -> Plan:
        """The plan that the unit's own documents are made from."""
        return plan_of_documents(self._revisions.plan, unit_id)

    @property
    def plan(self) -> Plan:
        """The plan as it stands now, with the units since its last amendment."""
        return plan_as_amended(self._revisions.plan)

    def of_period(self, key: str) -> Mapping[UnitDocument, JudgedOccasion | None]:
        """The forms for the period with that key, with an empty one those for none; none where no report has it.

        Raises BuildError BUILD-036.
        """
        if key not in self._found:
            try:
                # the day is that on which a period is looked for; this one is named
                occasions = list(list_occasions(self._revisions, key or SINGLE_PERIOD_KEY, date.min))
            except OccasionError:
                occasions = []
            views = self.views(occasions)
            self._found[key] = dict(forms_for(views, occasions, with_unanswering=not key))
        return self._found[key]

    def find(self, path: str) -> tuple[UnitDocument, JudgedOccasion | None] | None:
        """The form whose Word file, or whose PDF, has that path, with its occasion; None where no unit gets it."""
        stem, unit = path.rpartition(".")[0], path.partition("/")[0]
        forms = self._paths(period_in_name(path, unit))
        return forms.get(f"{stem}.docx")

    def _paths(self, key: str) -> Mapping[str, tuple[UnitDocument, JudgedOccasion | None]]:
        if key not in self._by_path:
            found = self.of_period(key).items()
            self._by_path[key] = {document_path(one): (one, occasion) for one, occasion in found}
        return self._by_path[key]


def period_keys(paths: Iterable[str]) -> frozenset[str]:
    """The keys of the periods in the names of these files, as far as they can be Word files of report forms."""
    names = ((path, path.rpartition("/")[2]) for path in paths if path.endswith(".docx"))
    forms = (path for path, name in names if name.startswith(_FORM_STEMS))
    return frozenset(filter(None, (period_in_name(path, path.partition("/")[0]) for path in forms)))
