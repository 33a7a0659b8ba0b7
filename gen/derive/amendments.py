"""Amendments of a plan → how documents cite them: in full once, at the head; then by number, date and issuer.

Only the documents of the units whom an amendment concerns name it, so that those of all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from gen.derive import wording
from gen.derive.blocks import source_label
from gen.derive.dossier import Dossier, Duties
from gen.derive.letterhead import dated_reference, long_date
from gen.plan.binding import Duty
from gen.plan.model import Amendment, PartRole, Plan
from gen.plan.once import cached_per_plan
from gen.plan.outline import find_amendments, outline
from gen.plan.units import expand, full_name, short_name, unit_by_id
from gen.reading import PartialDate
from gen.text import BLANK, format_short_day


def amendments_for(dossier: Dossier) -> tuple[Amendment, ...]:
    """The amendments that concern the dossier's unit, in the plan's order.

    Those by which its tasks, their headings and its reports came; those of what every unit's documents say; and those
    that name the unit by `for`, for they may have taken a task from it.
    """
    plan = dossier.plan
    if not plan.amendments:
        return ()
    reports = {ref for obligation in (*dossier.owed, *dossier.received) for ref in obligation.amended_by}
    named = _ids_by_unit(plan).get(dossier.unit.id, frozenset())
    return find_amendments(plan, _of_duties(dossier.duties) | _of_purpose(plan) | reports | named)


@lru_cache(maxsize=64)
def _of_duties(duties: Duties) -> frozenset[str]:
    """The amendments by which headings and tasks of these duties came."""
    nodes = (node for duty in Duty for section in duties.sections(duty) for top in section.nodes for node in top.walk())
    return frozenset(amendment.id for node in nodes for amendment in node.entry.amendments)


@cached_per_plan
def _of_purpose(plan: Plan) -> frozenset[str]:
    """The amendments of the parts that go into the documents of every unit."""
    parts = (part for part in outline(plan) if part.part.role is PartRole.PURPOSE)
    return frozenset(amendment.id for part in parts for entry in part.walk() for amendment in entry.amendments)


@cached_per_plan
def _ids_by_unit(plan: Plan) -> Mapping[str, frozenset[str]]:
    """The amendments that name a unit, or a group of it, by `for`."""
    found: dict[str, set[str]] = {}
    for amendment in plan.amendments:
        for unit in expand(plan, amendment.concerns):
            found.setdefault(unit, set()).add(amendment.id)
    return MappingProxyType({unit: frozenset(ids) for unit, ids in found.items()})


def cite_in_full(plan: Plan, amendment: Amendment) -> str:
    """A first citation: `Kế hoạch số 45/KH-UBND ngày 10 tháng 5 năm 2026 của Ủy ban nhân dân tỉnh … về …`."""
    issuer = amendment.issuer or full_name(unit_by_id(plan)[plan.header.issuer])
    subject = f" {amendment.subject}" if amendment.subject else ""
    return f"{_type_and_number(amendment)} {long_date(amendment.date)} của {issuer}{subject}"


def cite_again(plan: Plan, amendment: Amendment) -> str:
    """A later citation: `Kế hoạch số 45/KH-UBND ngày 10/5/2026 của UBND tỉnh …`."""
    issuer = amendment.issuer or short_name(unit_by_id(plan)[plan.header.issuer])
    return f"{_number_and_day(amendment)} của {issuer}"


def _number_and_day(amendment: Amendment) -> str:
    return f"{_type_and_number(amendment)} {_short_date(amendment.date)}"


def _type_and_number(amendment: Amendment) -> str:
    return f"{amendment.type} số\u00a0{amendment.number or BLANK}"


def _short_date(date: PartialDate) -> str:
    return f"năm {date.year}" if date.month is None else f"ngày {format_short_day(date.year, date.month, date.day)}"


def amended_reference(dossier: Dossier, reference: str) -> str:
    """`reference`, the first citation of the plan, with the amendments that concern the dossier's unit behind it."""
    amendments = amendments_for(dossier)
    if not amendments:
        return reference
    cited = "; ".join(cite_in_full(dossier.plan, amendment) for amendment in amendments)
    return wording.AMENDED_PLAN.format(reference=reference, amendments=cited)


def amended_place(plan: Plan, place: str, amendments: Sequence[Amendment]) -> str:
    """A place in the plan, or none, with the amendments by which its words came; without any the bare place."""
    if not amendments:
        return place
    cited = _join_words([cite_again(plan, amendment) for amendment in amendments])
    return wording.AMENDED_PLACE.format(place=place, amendments=cited).removeprefix(", ")


def amended_place_in_short(place: str, amendments: Sequence[Amendment]) -> str:
    """The same for the narrow column of a table whose document cites the amendments elsewhere."""
    return f"{place} ({', '.join(map(_number_and_day, amendments))})" if amendments else place


def source_remark(plan: Plan) -> Iterator[str]:
    """What stands at the head of the plan itself where amendments are in its words: by which they came."""
    if plan.amendments:
        cited = "; ".join(cite_in_full(plan, amendment) for amendment in plan.amendments)
        yield wording.AMENDED_SOURCE.format(reference=dated_reference(plan), amendments=cited)


def form_remarks(dossier: Dossier) -> Iterator[str]:
    """Which of the tasks in the unit's form came by which amendments: a sentence for each set of these.

    They stand beside the form's questions, not in them: when an amendment gets its number, the form asks the same.
    """
    together: dict[tuple[Amendment, ...], list[str]] = {}
    for duty in Duty if dossier.plan.amendments else ():
        for section in dossier.sections(duty):
            for node in section.leaves():
                if node.entry.amendments:
                    together.setdefault(node.entry.amendments, []).append(node.entry.id)
    for amendments, ids in together.items():
        cited = _join_words([cite_again(dossier.plan, amendment) for amendment in amendments])
        yield wording.AMENDED_TASKS.format(places="; ".join(map(source_label, ids)), amendments=cited)


def _join_words(names: Sequence[str]) -> str:
    """`A`, `A và B`, `A, B và C`."""
    return " và ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
