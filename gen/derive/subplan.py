"""Dossier → SubPlan: what the unit's own implementation plan says, part by part, ready to be set in type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gen.derive import wording
from gen.derive.amendments import amended_place, amended_reference
from gen.derive.annex import AnnexRow, derive_annex
from gen.derive.blocks import Block, PrintedPart, Shape, shape_of, source_label
from gen.derive.dossier import Dossier, DossierSection, Duties
from gen.derive.letterhead import (
    Frame,
    citation_text,
    deadline_text,
    full_reference,
    kind_and_symbol,
    short_reference,
    shorten_citations,
    subject_of,
    substitutions,
    unit_frame,
)
from gen.derive.numbering import NumberedTask, number_tasks
from gen.derive.parties import leads_text
from gen.derive.recipients import plan_recipients
from gen.derive.same_duties import shared_by_duties
from gen.derive.work import WorkRow, work_rows
from gen.documents import PLAN
from gen.plan.binding import Duty
from gen.plan.fields import fill
from gen.plan.kinds import Manner
from gen.plan.model import CLOSING_SOURCE, Obligation, PartRole, Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.outline import EntryRole, find_amendments, outline
from gen.plan.units import defaults, full_name, short_name, unit_by_id
from gen.text import BLANK, lower_first, to_roman


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that the unit owes: its parts, and the `sentence` that says all of them."""

    name: str
    receiver: str
    frequency: str
    due: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SubPlan:
    """A unit's implementation plan; `work` and `reports` are tables at the end of the parts of these numbers.

    `annex` are the rows of its annex, none where it has none; `annex_reference` the line below that one's title.
    """

    frame: Frame
    subject: str
    bases: tuple[str, ...]
    opening: str
    parts: tuple[PrintedPart, ...]
    work_part: str
    work: tuple[WorkRow, ...]
    report_part: str
    reports: tuple[ReportRow, ...]
    closing: tuple[str, ...]
    annex: tuple[AnnexRow, ...] = ()
    annex_reference: str = ""


def derive_sub_plan(dossier: Dossier, replacing: str = "") -> SubPlan:
    """The implementation plan of the dossier's unit; `replacing` says which one it replaces, if any."""
    plan, unit = dossier.plan, dossier.unit
    values = substitutions(plan, unit)
    subject = subject_of(PLAN, plan, unit)
    parts = [*_purpose_parts(dossier, values)]
    tasks = _task_blocks(dossier, values)
    task_part = to_roman(len(parts) + 1)
    parts.append(PrintedPart(task_part, wording.TASKS_HEADING, tasks))
    work = work_rows(tasks, dossier.duties)
    if unit.funding:
        funding = tuple(_paragraph(fill(text, values)) for text in unit.funding)
        parts.append(PrintedPart(to_roman(len(parts) + 1), wording.FUNDING_HEADING, funding))
    work_part = to_roman(len(parts) + 1)
    annex = derive_annex(dossier, values)
    organisation = (
        *_organisation(unit, values),
        *([_paragraph(wording.ANNEX)] if annex else []),
        _paragraph(wording.ORGANISATION.format(part=task_part)),
    )
    parts.append(PrintedPart(work_part, wording.ORGANISATION_HEADING, organisation))
    report_part = to_roman(len(parts) + 1)
    parts.append(PrintedPart(report_part, wording.REPORTING_HEADING, tuple(_reporting_text(dossier))))
    return SubPlan(
        unit_frame(plan, unit, PLAN.kind, plan_recipients(plan, unit)),
        subject,
        tuple(bases(dossier)),
        wording.OPENING.format(author=author(unit)),
        tuple(parts),
        work_part,
        work,
        report_part,
        tuple(_reports(dossier)),
        (*filter(None, [replacing]), _closing(unit)),
        annex,
        _annex_reference(unit) if annex else "",
    )


def _annex_reference(unit: Unit) -> str:
    """The line below the annex's title; number and day are those of the plan itself, to be filled in with them."""
    number = f"{BLANK}/{kind_and_symbol(PLAN.kind, unit)}"
    return wording.ANNEX_OF.format(kind=PLAN.kind_name, number=number, day=wording.BLANK_DATE, unit=full_name(unit))


def author(unit: Unit) -> str:
    """Who speaks in the unit's plan: the unit; of the Front and the unions the board in whose name it is signed."""
    lines = unit.signature.lines if unit.signature else defaults(unit).signature
    board = next((wording.BOARDS[line] for line in lines if line in wording.BOARDS), "")
    return " ".join(filter(None, [board, full_name(unit)]))


def _organisation(unit: Unit, values: Mapping[str, str]) -> Iterator[Block]:
    """The unit's bodies, each with what it does, those that are asked in the words of a request; then the rest."""
    for number, body in enumerate(unit.bodies, 1):
        requested = body.manner is Manner.REQUEST
        name = wording.REQUESTED_BODY.format(name=body.name) if requested else body.name
        yield Block(Shape.SECTION, f"{number}.", name, bold=True)
        yield from (_paragraph(fill(text, values)) for text in body.does)
    yield from (_paragraph(fill(text, values)) for text in unit.organisation)


def _closing(unit: Unit) -> str:
    if author(unit) != full_name(unit):  # a board asks its members, it does not order them about
        return wording.CLOSING_OF_BOARD.format(author=author(unit), unit=short_name(unit))
    requested = [body.name for body in unit.bodies if body.manner is Manner.REQUEST]
    demand = wording.DEMAND_BESIDE_REQUEST.format(names=", ".join(requested)) if requested else wording.DEMAND
    return wording.CLOSING.format(author=author(unit), demand=demand, unit=short_name(unit))


def bases(dossier: Dossier) -> Iterator[str]:
    """The lines of legal bases, highest first, the unit's own, the source plan last; each ends `;`, the last `.`."""
    plan = dossier.plan
    opening = wording.BASIS_OPENING[dossier.manner]
    reference = amended_reference(dossier, _own_reference(plan))
    own = (wording.LEGAL_BASIS.format(citation=basis) for basis in dossier.unit.bases)
    lines = [*_legal_bases(plan), *own, opening.format(reference=reference)]
    for index, line in enumerate(lines, 1):
        yield line.rstrip(";. ") + ("." if index == len(lines) else ";")


@cached_per_plan
def _legal_bases(plan: Plan) -> tuple[str, ...]:
    cited = {c.id: c for c in plan.citations}
    return tuple(wording.LEGAL_BASIS.format(citation=citation_text(cited[basis])) for basis in plan.header.bases)


@cached_per_plan
def _own_reference(plan: Plan) -> str:
    """The source plan as its own issuer calls it, without what the lines above it say of the documents in its title."""
    issuer = unit_by_id(plan)[plan.header.issuer]
    return shorten_citations(plan, full_reference(plan, fill(plan.header.subject, substitutions(plan, issuer))))


def receiver_text(plan: Plan, obligation: Obligation, unit: Unit) -> str:
    """Who gets the report of `unit`, and through whom, unless that is the unit itself."""
    units = unit_by_id(plan)
    to = obligation.to_name or full_name(units[obligation.to or ""])
    if obligation.through in (None, unit.id):
        return to
    return wording.THROUGH.format(to=to, through=short_name(units[obligation.through or ""]))


def _paragraph(text: str) -> Block:
    return Block(Shape.PARAGRAPH, "", text)


def _purpose_parts(dossier: Dossier, values: Mapping[str, str]) -> Iterator[PrintedPart]:
    """The unit's own points, then where the superior's stand; no part where neither has any."""
    named = _purpose_parts_of(dossier.plan)
    points = [fill(text, values) for text in dossier.unit.purpose]
    if named:
        points.append(wording.PURPOSE.format(parts=", ".join(named), reference=_short_reference(dossier.plan)))
    if points:
        blocks = (
            [_paragraph(points[0])]
            if len(points) == 1
            else [Block(Shape.SECTION, f"{number}.", text) for number, text in enumerate(points, 1)]
        )
        yield PrintedPart(to_roman(1), wording.PURPOSE_HEADING, tuple(blocks))


@cached_per_plan
def _purpose_parts_of(plan: Plan) -> tuple[str, ...]:
    """The numerals of the parts that say what for."""
    return tuple(entry.id for entry in outline(plan) if entry.part.role is PartRole.PURPOSE)


def _short_reference(plan: Plan) -> str:
    return f"{short_reference(plan)} của {full_name(unit_by_id(plan)[plan.header.issuer])}"


@shared_by_duties
def _task_blocks(plan: Plan, duties: Duties, names: Mapping[str, str]) -> Iterator[Block]:
    present = [duty for duty in Duty if duties.sections(duty)]
    for number, duty in enumerate(present, 1):
        sections = duties.sections(duty)
        yield Block(Shape.SECTION, f"{number}.", duty_heading(plan, duty, sections), bold=True)
        nodes = [node for section in sections for node in section.nodes]
        for top in number_tasks(nodes, str(number)):
            yield from (_task_block(plan, duty, item, names) for item in top.walk())


def duty_heading(plan: Plan, duty: Duty, sections: tuple[DossierSection, ...]) -> str:
    """The heading above what the `sections` lay on a unit in the role `duty`; what it is asked for is no order."""
    requested = duty is not Duty.SUPPORT and all(s.manner is Manner.REQUEST for s in sections)
    if duty is Duty.LEAD and requested:
        issuer = unit_by_id(plan)[plan.header.issuer]
        return wording.REQUESTED_HEADING.format(issuer=short_name(issuer))
    return wording.DUTY_HEADINGS[duty]


def _task_block(plan: Plan, duty: Duty, item: NumberedTask, names: Mapping[str, str]) -> Block:
    entry = item.node.entry
    text = fill(entry.sentence, names)
    heading = entry.role is EntryRole.HEADING
    source = amended_place(plan, source_label(entry.id), entry.amendments) if item.node.is_task else ""
    supports = item.node.is_task and duty is Duty.SUPPORT
    leads = wording.LED.format(leads=leads_text(plan, item.node, names)) if supports else ""
    words = text.rstrip(":") if heading else text
    return Block(shape_of(item.mark), item.mark, words, heading, source, entry.id, item.number, leads)


def _reporting_text(dossier: Dossier) -> Iterator[Block]:
    if not dossier.owed and not dossier.received:
        yield _paragraph(wording.NOTHING_OWED)
    for obligation in dossier.received:
        phrase = wording.RECEIVES if obligation.to == dossier.unit.id else wording.GATHERS
        yield Block(Shape.DASH, "-", phrase.format(name=obligation.name) + ".")


def _reports(dossier: Dossier) -> Iterator[ReportRow]:
    for obligation in dossier.owed:
        to, due = _where_to(dossier, obligation), deadline_text(obligation.due)
        frequency = wording.FREQUENCIES[obligation.frequency]
        place = amended_place(dossier.plan, _where(obligation), find_amendments(dossier.plan, obligation.amended_by))
        when = ", ".join(filter(None, [lower_first(frequency), due]))
        sentence = wording.OWED_REPORT.format(name=obligation.name, when=when, to=to)
        yield ReportRow(obligation.name, to, frequency, due, place, f"{sentence} ({place})" if place else sentence)


def _where_to(dossier: Dossier, obligation: Obligation) -> str:
    """Who gets the report, and how it is sent where the plan says so."""
    to = receiver_text(dossier.plan, obligation, dossier.unit)
    return wording.SENT_BY.format(to=to, channel=obligation.channel) if obligation.channel else to


def _where(obligation: Obligation) -> str:
    source = obligation.source
    if source is None:
        return ""
    if source == CLOSING_SOURCE:
        return wording.CLOSING_LABEL
    return source_label(source) if source[:1].isdigit() else f"phần {source}"
