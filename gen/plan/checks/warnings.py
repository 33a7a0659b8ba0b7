"""A Plan → warnings with a place: what is well-formed, kept word for word, and yet doubtful.

Every rule says what it found and leaves the words alone: the plan is signed, or somebody else's. Rules that look for
likenesses between texts stand in `likeness`, rules about names in running text in `mentions`, those about the due days
of reports in `reports`, those about products, leaders and authorities in `clarity`, about indicators in
`indicators`, about what the superior wants in `superior`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from gen import diagnostics
from gen.documents import document_named
from gen.errors import Diagnostic, Location
from gen.plan.checks.clarity import left_out_by_some, stated_in_vain
from gen.plan.checks.indicators import added_percentages
from gen.plan.checks.likeness import differing_headings, misspellings, near_duplicates
from gen.plan.checks.mentions import many_spellings, unknown_mentions
from gen.plan.checks.reports import doubtful_due_days
from gen.plan.checks.superior import doubts_about_superior
from gen.plan.fields import OPEN
from gen.plan.kinds import UnitKind
from gen.plan.model import Deadline, Plan, Unit
from gen.plan.open_places import OpenKind, has_open_assignee, open_places, own_bodies
from gen.plan.outline import OutlineEntry, assignees_of, entries, tasks
from gen.plan.targets import Incomparable, find_incomparable
from gen.plan.units import defaults, document_recipients, documents_of, expand, is_in_force, short_name, unit_by_id
from gen.plan.validity import find_successor
from gen.reading import Frequency, PartialDate
from gen.text import name_few, shorten

PlaceLookup = Callable[[tuple[str | int, ...]], Location]
PlanFinding = tuple[tuple[str | int, ...], Diagnostic]
"""The path of the place, and the doubt about it, which has no location yet."""


def check_plan(plan: Plan, at: PlaceLookup) -> list[Diagnostic]:
    """Every warning about `plan`, in the order of the file; `at` gives the place of a path."""
    outline = list(entries(plan))
    found = [
        finding
        for rule in (
            _targets,
            _quotations,
            _citations,
            _idle_units,
            _units_without_documents,
            _issuer_tasks,
            _partners_without_section,
            _symbols,
            _parents,
            _open_periods,
            doubtful_due_days,
            _open_questions,
            doubts_about_superior,
            _successors,
            _mixed_successors,
            _amendment_dates,
            _idle_amendments,
            stated_in_vain,
            left_out_by_some,
            added_percentages,
        )
        for finding in rule(plan)
    ]
    found += [
        finding
        for rule_of_texts in (near_duplicates, differing_headings, misspellings, many_spellings, unknown_mentions)
        for finding in rule_of_texts(plan, outline)
    ]
    return sorted((replace(doubt, location=at(path)) for path, doubt in found), key=_in_order)


def _in_order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    place = diagnostic.location or Location("")
    return place.path, place.line, place.column, diagnostic.code


def _targets(plan: Plan) -> Iterator[PlanFinding]:
    for entry in tasks(plan):
        for index, target in enumerate(entry.item.targets if entry.item else ()):
            path = (*entry.path, "targets", index)
            match find_incomparable(target):
                case Incomparable.MORE_THAN_ALL:
                    yield path, diagnostics.plan.MORE_THAN_ALL.at(id=entry.id, raw=f"“{target.raw}”")
                case Incomparable.LESS_THAN_NOTHING:
                    yield path, diagnostics.plan.LESS_THAN_NOTHING.at(id=entry.id)


def _quotations(plan: Plan) -> Iterator[PlanFinding]:
    """Targets and deadlines quote the task: words that it does not have were typed wrong, or are of another task."""
    for entry in tasks(plan):
        item = entry.item
        if item is None:
            continue
        for index, target in enumerate(item.targets):
            if target.raw not in entry.text:
                yield _misquoted(entry, target.raw, (*entry.path, "targets", index))
        if isinstance(item.due, Deadline) and item.due.raw is not None and item.due.raw not in entry.text:
            yield _misquoted(entry, item.due.raw, (*entry.path, "due"))


def _misquoted(entry: OutlineEntry, raw: str, path: tuple[str | int, ...]) -> PlanFinding:
    return path, diagnostics.plan.MISQUOTED.at(raw=f"“{raw}”", id=entry.id)


def _citations(plan: Plan) -> Iterator[PlanFinding]:
    cited = {citation.id: citation for citation in plan.citations}
    for entry in entries(plan):
        for index, cite in enumerate(entry.item.cites if entry.item else ()):
            citation = cited[cite.document]
            number, place, path = citation.number, cite.at, (*entry.path, "cites", index)
            if number is not None and number not in entry.text:
                yield path, diagnostics.plan.DOCUMENT_NOT_NAMED.at(id=entry.id, number=number)
            elif place is not None and place not in entry.text:
                yield path, diagnostics.plan.PLACE_NOT_NAMED.at(id=entry.id, number=f"“{place}”")


def _idle_units(plan: Plan) -> Iterator[PlanFinding]:
    """Units to which no section gives a task of their own: they get the common ones only, or nothing at all.

    As long as it is not said of every task who does it, nobody can know.
    """
    if has_open_assignee(plan):
        return
    own: set[str] = set()
    common: set[str] = set()
    for part in plan.parts:
        for section in part.assignments:
            (common if section.common else own).update(expand(plan, assignees_of(section)))
    places = {unit.id: index for index, unit in enumerate(plan.units)}
    supports = _supporters(plan)
    for unit in document_recipients(plan):
        if unit.id in own:
            continue
        if unit.id in supports:
            doubt = diagnostics.plan.ONLY_SUPPORTS
        elif unit.id in common:
            doubt = diagnostics.plan.ONLY_COMMON_TASKS
        else:
            doubt = diagnostics.plan.NO_TASK
        yield ("units", places[unit.id]), doubt.at(id=f'"{unit.id}"')


def _units_without_documents(plan: Plan) -> Iterator[PlanFinding]:
    """Units that have to do something, get report forms alone, and are asked for no report: nothing reaches them."""
    if has_open_assignee(plan) or any(OPEN in obligation.of for obligation in plan.obligations):
        return
    reporting = {unit for one in plan.obligations if one.form for unit in expand(plan, one.of)}
    sections = (section for part in plan.parts for section in part.assignments)
    bound = _supporters(plan).union(unit for section in sections for unit in expand(plan, assignees_of(section)))
    places = {unit.id: index for index, unit in enumerate(plan.units)}
    for unit in document_recipients(plan):
        names = documents_of(unit)
        has_forms_alone = bool(names) and all(document_named(name).is_form for name in names)
        if has_forms_alone and unit.id in bound and unit.id not in reporting:
            yield ("units", places[unit.id]), diagnostics.plan.NO_DOCUMENT.at(id=f'"{unit.id}"')


def _supporters(plan: Plan) -> set[str]:
    return {u for e in tasks(plan) for u in expand(plan, e.item.partners if e.item else ())}


def _issuer_tasks(plan: Plan) -> Iterator[PlanFinding]:
    for entry in entries(plan):
        node = entry.item or entry.assignment
        if node is not None and entry.assignment is not None and plan.header.issuer in expand(plan, node.to or ()):
            yield (*entry.path, "to"), diagnostics.plan.TASK_FOR_ISSUER.at()


def _partners_without_section(plan: Plan) -> Iterator[PlanFinding]:
    if has_open_assignee(plan):
        return
    own = {
        unit
        for part in plan.parts
        for section in part.assignments
        if not section.common
        for unit in expand(plan, assignees_of(section))
    }
    units = unit_by_id(plan)
    for entry in tasks(plan):
        for index, ref in enumerate(entry.item.partners if entry.item else ()):
            if ref in units and ref not in own:
                doubt = diagnostics.plan.PARTNER_WITHOUT_SECTION.at(id=entry.id, unit=f'"{units[ref].name}"')
                yield (*entry.path, "with", index), doubt


def _symbols(plan: Plan) -> Iterator[PlanFinding]:
    for index, unit in enumerate(plan.units):
        needs = "{abbr}" in defaults(unit).symbol and unit.symbol is None and unit.abbr is None
        if needs and is_in_force(unit, plan):
            yield ("units", index), diagnostics.plan.NO_ABBREVIATION.at(id=f'"{unit.id}"')


_UNUSUAL_PARENTS = {
    UnitKind.SCHOOL: (UnitKind.PROVINCE,),
    UnitKind.STATION: (UnitKind.PROVINCE, UnitKind.DISTRICT),
    UnitKind.VILLAGE: (UnitKind.PROVINCE, UnitKind.DISTRICT),
}
"""The kinds whose units have another body above them than an issuer of these kinds."""


def _parents(plan: Plan) -> Iterator[PlanFinding]:
    """Units whose letterhead names the issuer as their parent by their kind, where that is another body."""
    issuer = unit_by_id(plan)[plan.header.issuer]
    for index, unit in enumerate(plan.units):
        has_documents = bool(documents_of(unit)) and is_in_force(unit, plan)
        if unit.letterhead is None and has_documents and issuer.kind in _UNUSUAL_PARENTS.get(unit.kind, ()):
            doubt = diagnostics.plan.PARENT_BY_KIND
            yield ("units", index), doubt.at(id=f'"{unit.id}"', issuer=short_name(issuer), kind=unit.kind.value)


def _open_periods(plan: Plan) -> Iterator[PlanFinding]:
    for index, obligation in enumerate(plan.obligations):
        if obligation.frequency is Frequency.PERIODIC:
            yield ("obligations", index), diagnostics.plan.REPORT_WITHOUT_PERIOD.at(id=f'"{obligation.id}"')
        elif obligation.frequency is Frequency.ONCE and obligation.due is None:
            yield ("obligations", index), diagnostics.plan.REPORT_WITHOUT_DATE.at(id=f'"{obligation.id}"')


def _open_questions(plan: Plan) -> Iterator[PlanFinding]:
    """What a person has yet to say, as questions with their places."""
    bodies = name_few(own_bodies(plan)) or "units:"
    for place in open_places(plan):
        words = f"“{shorten(place.words)}”"
        if place.kind is OpenKind.ASSIGNEE:
            yield place.path, diagnostics.plan.OPEN_ASSIGNEE.at(id=place.id, words=words, names=bodies)
        else:
            yield place.path, diagnostics.plan.OPEN_DUE.at(id=place.id, words=words)


def _successors(plan: Plan) -> Iterator[PlanFinding]:
    for index, unit in enumerate(plan.units):
        if unit.successor is not None and unit.valid_to is None:
            yield ("units", index), diagnostics.plan.SUCCESSOR_WITHOUT_LAST_DAY.at(id=f'"{unit.id}"')


def _heirs(plan: Plan, unit: Unit) -> frozenset[str]:
    """The units that stand in the place of one that ends: from then on, and in the end."""
    if unit.valid_to is None or unit.valid_to.first_day() == date.max:
        return frozenset()
    days = (unit.valid_to.first_day() + timedelta(days=1), date.max)
    return frozenset(heir.id for day in days if (heir := find_successor(plan, unit, day)) is not None)


def _mixed_successors(plan: Plan) -> Iterator[PlanFinding]:
    """A unit into which one went that a group leaves out, and one that it has: the tasks of the group are not its own.

    The successor stands under `except` too (`gen.plan.validity`), so that nobody would have the tasks of the other.
    """
    units = unit_by_id(plan)
    for index, group in enumerate(plan.groups):
        heirs: dict[str, dict[bool, str]] = {}
        members = dict.fromkeys(expand(plan, [group.id]), False)
        for unit_id, is_left_out in {**members, **dict.fromkeys(group.without, True)}.items():
            for heir in _heirs(plan, units[unit_id]):
                heirs.setdefault(heir, {}).setdefault(is_left_out, unit_id)
        for heir_id, of in heirs.items():
            if len(of) > 1:
                doubt = diagnostics.plan.SUCCESSOR_LEFT_OUT
                ids = {"heir": heir_id, "unit": of[False], "other": of[True], "group": group.id}
                yield ("groups", index, "except"), doubt.at(**{key: f'"{one}"' for key, one in ids.items()})


def _amendment_dates(plan: Plan) -> Iterator[PlanFinding]:
    """An amendment comes after the plan and after those above it; an open date may mean any of its days."""
    for index, amendment in enumerate(plan.amendments):
        path, last = ("amendments", index, "date"), _last_day(amendment.date)
        if last < plan.header.date.first_day():
            yield path, diagnostics.plan.AMENDMENT_BEFORE_PLAN.at(id=f'"{amendment.id}"')
        earlier = [one for one in plan.amendments[:index] if last < one.date.first_day()]
        if earlier:
            doubt = diagnostics.plan.AMENDMENTS_OUT_OF_ORDER
            yield path, doubt.at(id=f'"{amendment.id}"', previous=f'"{earlier[0].id}"')


def _last_day(day: PartialDate) -> date:
    if day.day is not None:
        return day.first_day()
    month = day.month or 12
    return date(day.year, month, monthrange(day.year, month)[1])


def _idle_amendments(plan: Plan) -> Iterator[PlanFinding]:
    """An amendment that nothing names, and that does not say what else it does, changes no document."""
    named = {amendment.id for entry in entries(plan) for amendment in entry.amendments}
    named.update(ref for obligation in plan.obligations for ref in obligation.amended_by)
    for index, amendment in enumerate(plan.amendments):
        if amendment.id not in named and not (amendment.does or amendment.removes or amendment.concerns):
            yield ("amendments", index), diagnostics.plan.AMENDMENT_OF_NOTHING.at(id=amendment.id)
