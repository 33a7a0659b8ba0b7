"""A Word file and its registry → what the import made of it, as plain values: tasks, duties, head, what it asks.

All that this package knows of the importer's own shapes stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from gen.errors import GenError
from gen.importing import PlanDraft, import_file
from gen.plan.checks.structure import bound_units
from gen.plan.file.loading import load_plan
from gen.plan.kinds import DEFAULTS
from gen.plan.model import Deadline, PartRole, Plan, Unit
from gen.plan.outline import EntryRole, OutlineEntry, outline
from gen.plan.unit_names import names_in_text
from gen.plan.units import expand
from tests.plans.word_file import Place
from tests.plans.words import UnitWords


@dataclass(frozen=True)
class Question:
    """Something that the import asks a person, or names as left out: the places and the words that it names.

    `kind` is what sort of question it is; empty for what is left out.
    """

    places: frozenset[Place]
    words: str
    kind: str = ""


@dataclass(frozen=True)
class DraftDue:
    """A deadline: the plan's words, the value (ISO 8601, or empty), how it is meant."""

    raw: str
    value: str
    kind: str


@dataclass(frozen=True)
class DraftTask:
    """A task as the plan file has it: units by id, those above it counted in; `around` are the headings above it."""

    text: str
    leads: frozenset[str]
    supports: frozenset[str]
    others: str
    due: DraftDue | None
    product: str
    is_request: bool
    around: str


@dataclass(frozen=True)
class DraftDuty:
    """A report as the plan file has it; `to` is a unit's id or the words for who receives it."""

    of: frozenset[str]
    to: str
    to_name: str
    through: str
    frequency: str
    due: DraftDue | None
    places: frozenset[Place]


@dataclass(frozen=True)
class Draft:
    """What came of an import; `refusal` where it is nothing, or (`is_broken`) a plan file with mistakes."""

    tasks: tuple[DraftTask, ...] = ()
    duties: tuple[DraftDuty, ...] = ()
    questions: tuple[Question, ...] = ()
    issuer: str = ""
    number: int | None = None
    date: str = ""
    subject: str = ""
    purposes: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names by which each unit of the draft may be called, by its id."""
    has_registry: bool = True
    refusal: str = ""
    is_broken: bool = False


def write_registry(units: Sequence[UnitWords], path: Path) -> None:
    """The units as an office's registry."""
    listed = [
        {
            key: getattr(unit, key)
            for key in ("id", "kind", "name", "short", "abbr", "designation")
            if getattr(unit, key)
        }
        for unit in units
    ]
    path.write_text(yaml.safe_dump({"units": listed}, allow_unicode=True, sort_keys=False), encoding="utf-8")


def read_draft(file: Path, registry: Path | None) -> Draft:
    """Import the file, and read the plan file that the import wrote."""
    try:
        imported = import_file(file, registry)
    except GenError as error:
        return Draft(refusal=str(error))
    target = file.with_suffix(".yaml")
    target.write_text(imported.text, encoding="utf-8")
    try:
        plan = load_plan(target).plan
    except GenError as error:
        return Draft(questions=tuple(_questions(imported.draft)), refusal=str(error), is_broken=True)
    return Draft(
        tuple(_tasks(plan)),
        tuple(_duties(plan, imported.draft)),
        tuple(_questions(imported.draft)),
        plan.header.issuer,
        plan.header.number,
        str(plan.header.date),
        _resolved(plan.header.subject, plan),
        tuple(_resolved(e.text, plan) for e in _below_purpose(plan)),
        tuple(_resolved(text, plan) for text in plan.closing),
        plan.recipients,
        plan.signature.lines,
        {unit.id: frozenset(names_in_text(unit)) for unit in plan.units},
        registry is not None,
    )


def _below_purpose(plan: Plan) -> Iterator[OutlineEntry]:
    parts = (part for part in outline(plan) if part.part.role is PartRole.PURPOSE)
    return (entry for part in parts for entry in part.walk() if entry is not part)


def _tasks(plan: Plan) -> Iterator[DraftTask]:
    units = {unit.id: unit for unit in plan.units}
    bound = bound_units(plan, [entry for part in outline(plan) for entry in part.walk()])
    for part in outline(plan):
        yield from _tasks_below(part, (), plan, bound, units)


def _tasks_below(
    entry: OutlineEntry,
    above: tuple[OutlineEntry, ...],
    plan: Plan,
    bound: Mapping[tuple[str | int, ...], frozenset[str]],
    units: Mapping[str, Unit],
) -> Iterator[DraftTask]:
    if entry.is_task and entry.item is not None:
        chain = [one.item for one in (*above, entry) if one.item is not None]
        manner = entry.assignment.manner if entry.assignment is not None else None
        manners = {manner or units[u].manner or DEFAULTS[units[u].kind].manner for u in bound[entry.path]}
        yield DraftTask(
            _resolved(entry.text, plan),
            bound[entry.path],
            frozenset(expand(plan, [ref for item in chain for ref in item.partners])),
            "; ".join(item.others for item in chain if item.others),
            _due(entry.item.due),
            entry.item.product or "",
            {one.value for one in manners} == {"request"},
            " ".join(_resolved(one.text, plan) for one in above if one.role is not EntryRole.PART),
        )
    for child in entry.children:
        yield from _tasks_below(child, (*above, entry), plan, bound, units)


def _resolved(text: str, plan: Plan) -> str:
    return text.replace("{scope}", plan.header.scope or "")


def _due(due: Deadline | None) -> DraftDue | None:
    return None if due is None else DraftDue(due.raw or "", "" if due.value is None else str(due.value), due.kind.value)


def _duties(plan: Plan, draft: PlanDraft) -> Iterator[DraftDuty]:
    for obligation, record in zip(plan.obligations, draft.plan.get("obligations", ()), strict=True):
        yield DraftDuty(
            frozenset(expand(plan, obligation.of)),
            obligation.to or "",
            obligation.to_name or "",
            obligation.through or "",
            obligation.frequency.value,
            _due(obligation.due),
            read_places(getattr(record, "note", "")),
        )


def _questions(draft: PlanDraft) -> Iterator[Question]:
    """What is asked, and what is left out."""
    for passage, _reason in draft.left_out:
        yield Question(read_places(passage.place), passage.text)
    for one in draft.questions:
        yield Question(read_places(one.place), f"{one.words} {one.reason}", one.kind.value)


_PARAGRAPH = re.compile(r"paragraph (\d+)")
_ROW = re.compile(r"table (\d+), row (\d+)")


def read_places(text: str) -> frozenset[Place]:
    """The places that a question names: paragraph 12; table 2, row 3, column 1."""
    found: set[Place] = {("paragraph", int(number), 0) for number in _PARAGRAPH.findall(text)}
    return frozenset(found | {("row", int(table), int(row)) for table, row in _ROW.findall(text)})


_ABOUT = {
    "leads": ("lead", "task", "group", "name", "look"),
    "supports": ("partners", "lead", "group", "name", "look"),
    "deadline": ("due", "report", "look"),
    "request": ("lead", "look"),
    "product": ("look",),
    "who owes": ("report", "group", "look"), "receiver": ("report", "look"), "through": ("report", "look"),
    "frequency": ("report", "look"),
}  # fmt: skip
"""What kinds of questions are about a fault; about others, any but that on a number."""


def is_asked(
    questions: Iterable[Question], places: Iterable[Place], words: str, faults: Sequence[str] = ()
) -> bool:  # fmt: skip
    """Whether for each fault a question of a fitting kind names one of the places, or quotes the words."""
    there = frozenset(places)
    near = [
        question for question in questions
        if question.kind != "number" and (question.places & there or (words and words in question.words.lower()))
    ]  # fmt: skip
    kinds = {question.kind for question in near}
    return bool(near) and all("" in kinds or kinds & set(_ABOUT.get(fault, kinds)) for fault in faults)
