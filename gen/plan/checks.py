"""A Plan → warnings with a place: what is well-formed, kept word for word, and yet doubtful.

Every rule says what it found and leaves the words alone: the plan is signed, or somebody else's. Rules that look for
likenesses between texts stand in `likeness`, rules about names in running text in `mentions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.plan.likeness import misspellings, near_duplicates, unlike_headings
from gen.plan.mentions import many_spellings, unknown_mentions
from gen.plan.model import Deadline, Plan
from gen.plan.outline import Entry, entries, tasks
from gen.plan.units import defaults, exists, expand, receivers, unit_by_id
from gen.values import Frequency

At = Callable[[tuple[str | int, ...]], Location]
Finding = tuple[str, str, tuple[str | int, ...], str]
"""A code, a message, the path of the place, a hint."""


def check_plan(plan: Plan, at: At) -> list[Diagnostic]:
    """Every warning about `plan`, in the order of the file; `at` gives the place of a path."""
    outline = list(entries(plan))
    found = [
        Diagnostic(code, Severity.WARNING, message, at(path), hint)
        for rule in (
            _targets,
            _quotations,
            _citations,
            _idle_units,
            _issuer_tasks,
            _partners_without_section,
            _symbols,
            _open_periods,
            _successors,
        )
        for code, message, path, hint in rule(plan)
    ]
    found += [
        Diagnostic(code, Severity.WARNING, message, at(path), hint)
        for rule_of_texts in (near_duplicates, unlike_headings, misspellings, many_spellings, unknown_mentions)
        for code, message, path, hint in rule_of_texts(plan, outline)
    ]
    return sorted(found, key=_in_order)


def _in_order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    place = diagnostic.location or Location("")
    return place.path, place.line, place.column, diagnostic.code


def _targets(plan: Plan) -> Iterator[Finding]:
    for entry in tasks(plan):
        for index, target in enumerate(entry.item.targets if entry.item else ()):
            path, hint = (*entry.path, "targets", index), _("ask the author; the words stay as they are")
            over = target.value > 100 or (target.value == 100 and target.op == ">")
            if target.unit == "%" and over:
                message = _("task {id} asks for more than 100 %: {raw}").format(id=entry.id, raw=f"“{target.raw}”")
                yield "PLAN-101", message, path, hint
            if target.unit == "%" and target.op == "<" and target.value == Decimal(0):
                yield "PLAN-101", _("task {id} asks for less than nothing").format(id=entry.id), path, hint


def _quotations(plan: Plan) -> Iterator[Finding]:
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


def _misquoted(entry: Entry, raw: str, path: tuple[str | int, ...]) -> Finding:
    message = _("the words {raw} do not stand in task {id}").format(raw=f"“{raw}”", id=entry.id)
    return "PLAN-109", message, path, _("copy them from the task's text")


def _citations(plan: Plan) -> Iterator[Finding]:
    cited = {citation.id: citation for citation in plan.citations}
    for entry in entries(plan):
        for index, cite in enumerate(entry.item.cites if entry.item else ()):
            citation = cited[cite.document]
            number, place = citation.number, cite.at
            if number is not None and number not in entry.text:
                message = _("{id} does not name {number}").format(id=entry.id, number=number)
                yield "PLAN-111", message, (*entry.path, "cites", index), _("check which document is meant")
            elif place is not None and place not in entry.text:
                message = _("{id} does not name {number}").format(id=entry.id, number=f"“{place}”")
                yield "PLAN-111", message, (*entry.path, "cites", index), _("copy it from the text")


def _idle_units(plan: Plan) -> Iterator[Finding]:
    """Units to which no section gives a task of their own: they get the common ones only, or nothing at all."""
    own: set[str] = set()
    common: set[str] = set()
    for part in plan.parts:
        for section in part.assignments:
            (common if section.common else own).update(expand(plan, section.to))
    places = {unit.id: index for index, unit in enumerate(plan.units)}
    supports = _supporters(plan)
    for unit in receivers(plan):
        if unit.id in own:
            continue
        path = ("units", places[unit.id])
        if unit.id in supports:
            text = _("{id} leads no task; it gets the tasks in which it supports others, and the common ones")
        elif unit.id in common:
            text = _("{id} has no task of its own; its documents hold only the common ones")
        else:
            text = _("{id} has no task at all; its documents are empty of tasks")
        yield "PLAN-108", text.format(id=f'"{unit.id}"'), path, _("is a section missing, or is the unit not concerned?")


def _supporters(plan: Plan) -> set[str]:
    return {u for e in tasks(plan) for u in expand(plan, e.item.partners if e.item else ())}


def _issuer_tasks(plan: Plan) -> Iterator[Finding]:
    for p, part in enumerate(plan.parts):
        for a, section in enumerate(part.assignments):
            if plan.header.issuer in expand(plan, section.to):
                message = _("the issuer is given a task, but gets no documents of its own")
                yield "PLAN-114", message, ("parts", p, "assignments", a, "to"), _("name the unit that will do it")


def _partners_without_section(plan: Plan) -> Iterator[Finding]:
    own = {
        unit
        for part in plan.parts
        for section in part.assignments
        if not section.common
        for unit in expand(plan, section.to)
    }
    units = unit_by_id(plan)
    for entry in tasks(plan):
        for index, ref in enumerate(entry.item.partners if entry.item else ()):
            if ref in units and ref not in own:
                message = _("task {id}: the partner {unit} has no section of its own")
                text = message.format(id=entry.id, unit=f'"{units[ref].name}"')
                yield "PLAN-103", text, (*entry.path, "with", index), _("it learns of the task only as a supporter")


def _symbols(plan: Plan) -> Iterator[Finding]:
    for index, unit in enumerate(plan.units):
        needs = "{abbr}" in defaults(unit).symbol and unit.symbol is None and unit.abbr is None
        if needs and exists(unit, plan):
            message = _("{id} has no abbreviation: the symbol of its documents stays blank").format(id=f'"{unit.id}"')
            yield "PLAN-115", message, ("units", index), _("add abbr:, for instance LĐTBXH")


def _open_periods(plan: Plan) -> Iterator[Finding]:
    for index, obligation in enumerate(plan.obligations):
        if obligation.frequency is Frequency.PERIODIC:
            message = _("the report {id} is periodic, but the plan does not say how often").format(
                id=f'"{obligation.id}"'
            )
            yield "PLAN-110", message, ("obligations", index), _("ask the receiver; the form leaves the period blank")
        elif obligation.frequency is Frequency.ONCE and obligation.due is None:
            message = _("the report {id} is due once, but the plan names no date").format(id=f'"{obligation.id}"')
            yield "PLAN-110", message, ("obligations", index), _("ask the receiver; the form leaves the date blank")


def _successors(plan: Plan) -> Iterator[Finding]:
    for index, unit in enumerate(plan.units):
        if unit.successor is not None and unit.valid_to is None:
            message = _("{id} has a successor, but no last day").format(id=f'"{unit.id}"')
            yield "PLAN-116", message, ("units", index), _("add valid_to:")
