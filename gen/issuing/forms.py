"""Entries with ids × the forms that are built or issued → the document that each entry means, or what is unclear.

Of a unit's forms for several periods an entry without a period means the only one that is built and not issued; where
there are more, a person is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gen import diagnostics
from gen.documents import document_named
from gen.errors import Diagnostic
from gen.folders import Folder
from gen.history.judged import JudgedOccasion
from gen.issuing.entries import IssueEntry
from gen.locale import _
from gen.pipeline.manifest import FileRecord
from gen.pipeline.period_forms import FormsInTime, list_forms, period_keys
from gen.pipeline.register import IssueRegister
from gen.pipeline.rendering import document_path
from gen.pipeline.request import UnitDocument
from gen.pipeline.selection import own_documents, units_in
from gen.plan.model import Plan
from gen.plan.units import document_recipients
from gen.text import format_document_number

_Known = tuple[UnitDocument, JudgedOccasion | None]


@dataclass(frozen=True, slots=True)
class IssuableForms:
    """What is there to be issued of a plan: its forms, those of each period, the files and their records."""

    forms: FormsInTime
    folder: Folder
    existing: Collection[str]
    records: Mapping[str, FileRecord]
    register: IssueRegister

    def period_keys(self) -> list[str]:
        """The keys of the periods of which forms are built or issued; first the empty one, of forms for no period."""
        issued = {one.period for one in self.register.list_current()}
        return ["", *sorted(period_keys(self.existing) | issued - {""})]

    def list_all(self) -> Iterator[_Known]:
        """The forms of these periods, built or not."""
        for key in self.period_keys():
            yield from self.forms.of_period(key).items()

    def views(self, entries: Sequence[IssueEntry] = ()) -> list[Plan]:
        """The plans that the forms of these periods are made from, and those that `entries` name; first the newest."""
        keys = dict.fromkeys((*self.period_keys(), *(entry.period for entry in entries)))
        occasions = (one for key in keys for one in self.forms.of_period(key).values() if one is not None)
        return self.forms.views(occasions)

    def view(self, one: UnitDocument) -> Plan:
        """The plan that a document is made from."""
        occasion = self.occasion(one)
        return self.forms.plan_of(one.unit) if occasion is None else occasion.plan

    def occasion(self, one: UnitDocument) -> JudgedOccasion | None:
        """What a form answers in which period; None for other documents."""
        return self.forms.of_period(one.period).get(one)

    def find(self, entry: IssueEntry) -> UnitDocument | Diagnostic:
        """The document that an entry means, whose unit is an id; it need not be built, and may be issued already.

        ISS-004, ISS-006, ISS-018, ISS-019; ISS-038 where several periods are possible, ISS-039 where the unit has no
        form for the period.
        """
        if document_named(entry.document).is_form:
            return self._find_form(entry)
        if entry.obligation or entry.period:
            return diagnostics.issue.REPORT_OF_ANOTHER_DOCUMENT.at(entry.at, unit=entry.unit)
        one = UnitDocument(entry.unit, entry.document)
        units = {unit.id: unit for _plan, unit in units_in(self.forms.views(()))}
        if entry.unit in units and one in own_documents(units[entry.unit]):
            return one
        return _not_its(entry)

    def _find_form(self, entry: IssueEntry) -> UnitDocument | Diagnostic:
        of_plan = self._asked_now(entry)
        if entry.period:
            known = _of_unit(entry, self.forms.of_period(entry.period).items())
            if not known:
                return self._no_form_for_period(entry, of_plan)
            reports = _reports(known)
        else:
            known = _of_unit(entry, self.list_all())
            reports = {**of_plan, **_reports(known)}
        if not (reports or known) or (entry.obligation and not reports):
            return _not_its(entry)
        if (entry.obligation or len(reports) > 1) and entry.obligation not in reports:
            given, names = entry.obligation or _("none is named"), ", ".join(reports)
            return diagnostics.issue.WHICH_REPORT_FORM.at(entry.at, unit=entry.unit, given=given, names=names)
        if entry.obligation:
            known = [(one, of) for one, of in known if of is not None and of.obligation.id == entry.obligation]
        return known[0][0] if entry.period else self._choose_period(entry, known)

    def _asked_now(self, entry: IssueEntry) -> dict[str, None]:
        """The ids of the reports for which the unit gets such a form by the plan as it stands."""
        plan = self.forms.plan
        unit = next((unit for unit in document_recipients(plan) if unit.id == entry.unit), None)
        forms = list_forms(plan, unit) if unit is not None else ()
        return {report.id: None for one, report in forms if one.document is entry.document and report is not None}

    def _choose_period(self, entry: IssueEntry, known: Sequence[_Known]) -> UnitDocument | Diagnostic:
        """Of a unit's forms for one report, the one that an entry without a period means."""
        current = self.register.list_current()
        again = [
            one for one, _of in known if one in current and _has_number(entry, current[one].number, current[one].date)
        ]
        unissued = [one for one, _of in known if one not in current and document_path(one) in self.existing]
        lost = [one for one in unissued if self.is_record_of(entry, one)]
        issued = [one for one, _of in known if one in current]
        unbuilt = [one for one, _of in known if one not in current]
        if found := (again or lost or unissued or issued[-1:] or unbuilt):
            if len(found) == 1:
                return found[0]
            periods = ", ".join(self.name_period(one) for one in found)
            return diagnostics.issue.WHICH_PERIOD.at(entry.at, unit=entry.unit, periods=periods)
        stem = document_named(entry.document).file_stem(entry.unit)
        name = self.folder.display_path(f"{entry.unit}/{stem}-….docx")
        return diagnostics.issue.NOT_BUILT.at(entry.at, name=name, unit=entry.unit)

    def is_record_of(self, entry: IssueEntry, one: UnitDocument) -> bool:
        """Whether the results say that the document was given the number and date of the entry."""
        record = self.records.get(document_path(one))
        return record is not None and bool(record.number) and _has_number(entry, record.number, record.date)

    def name_period(self, one: UnitDocument) -> str:
        """The period of a form, by its key and in words; the key alone where the plan has no such period."""
        occasion = self.occasion(one)
        return f"{one.period} ({occasion.period.label})" if occasion is not None and one.period else one.period

    def name_unit(self, one: UnitDocument) -> str:
        """The unit, with the period of a form that is for one."""
        return f"{one.unit}, {self.name_period(one)}" if one.period else one.unit

    def _no_form_for_period(self, entry: IssueEntry, of_plan: Collection[str]) -> Diagnostic:
        known = _of_unit(entry, self.list_all())
        if not known and not of_plan:
            return _not_its(entry)
        periods = ", ".join(dict.fromkeys(self.name_period(one) for one, _of in known if one.period))
        given = entry.period[:40]
        return diagnostics.issue.NO_FORM_FOR_PERIOD.at(
            entry.at, unit=entry.unit, period=given, periods=periods or _("none is built")
        )


def _of_unit(entry: IssueEntry, known: Iterable[_Known]) -> list[_Known]:
    return [(one, of) for one, of in known if one.unit == entry.unit and one.document is entry.document]


def _reports(known: Iterable[_Known]) -> dict[str, None]:
    return {of.obligation.id: None for _one, of in known if of is not None}


def _has_number(entry: IssueEntry, number: str, day: date | str) -> bool:
    given = (format_document_number(entry.number), entry.date.isoformat())
    return (number.partition("/")[0], str(day)) == given


def _not_its(entry: IssueEntry) -> Diagnostic:
    return diagnostics.issue.NOT_ITS_DOCUMENT.at(entry.at, unit=entry.unit, document=entry.document)
