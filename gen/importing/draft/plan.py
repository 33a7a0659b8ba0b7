"""Passages of a plan → the draft of plan.yaml, its doubts, and what is left out, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from gen.importing.coverage import (
    ask_about_lost_words,
    ask_about_others,
    ask_about_references,
    ask_about_unlaid,
)
from gen.importing.draft.agencies import draft_agencies
from gen.importing.draft.details import find_citations, find_unreadable_values
from gen.importing.draft.header import draft_header, find_issuer, find_surroundings
from gen.importing.draft.obligations import ObligationDrafter
from gen.importing.draft.parts import PartDrafter
from gen.importing.draft.task_ids import write_task_ids
from gen.importing.draft.unlisted_units import FoundUnits, NamedPlaces, find_units
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import ImportQuestion, Questionnaire
from gen.importing.statements.sentences import read_subject
from gen.importing.structure.frame import PlanFrame, find_frame, is_closing_formula, no_parts_error
from gen.importing.structure.labels import find_labels_below
from gen.importing.structure.outline import OutlineNode, build_outline, parse_mark, parse_marks
from gen.importing.structure.task_tables import TaskTable, join_rows, split_task_tables
from gen.importing.text.passages import Passage, Passages
from gen.importing.units.names import AGENCIES, UnitNames
from gen.importing.units.new_units import COMMUNES
from gen.labels import LabelKind
from gen.locale import _
from gen.plan.kinds import GROUP_KINDS
from gen.plan.model import Unit
from gen.plan.units import TERRITORIES
from gen.reading import read_date
from gen.text import fold, format_document_number, to_roman


@dataclass(slots=True)
class PlanDraft:
    """A draft: `plan` as records; `questions` to a person; `left_out` with reasons; `characters`, the source's size.

    `answered` are the ids of the questions that had an answer already, `refused` answers that are none of the choices.
    """

    plan: dict[str, Any]
    questions: list[ImportQuestion] = field(default_factory=list)
    left_out: list[tuple[Passage, str]] = field(default_factory=list)
    characters: int = 0
    answered: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def characters_left_out(self) -> int:
        """How many characters of the source, white space not counted, are not in the draft."""
        return sum(_count_characters(passage.text) for passage, _reason in self.left_out)


def draft_plan(
    passages: Passages, name: str, registry: Sequence[Unit] = (), registry_name: str = "",
    answers: Mapping[str, str] = MappingProxyType({}),
) -> PlanDraft:  # fmt: skip
    """The draft of the plan in `passages`, read from the file called `name`.

    `registry` are the office's own units, to which names are matched; without them the units are those that the plan's
    headings name. `registry_name` is the registry's file, which the draft refers to instead of a list of the units.
    `answers` are those of a person to the questions of an earlier import, by their ids.

    Raises ImportFileError: IMP-004 where nothing is titled as a plan, IMP-005 where nothing in it is numbered.
    """
    apart = split_task_tables(passages)
    frame = find_frame(list(apart.passages), name)
    frame.left_out += passages.dropped
    source = [*passages, *(passage for passage, _reason in passages.dropped)]
    draft = PlanDraft({}, left_out=frame.left_out, characters=sum(_count_characters(p.text) for p in source))
    opening, parts = _split_parts(join_rows(frame.body))
    questions = Questionnaire(answers)
    unlisted = FoundUnits(tuple(registry), {})
    if not registry:
        unlisted = find_units(_list_names(parts, apart.tables), find_surroundings(frame), questions)
    issuer, units = find_issuer(frame, unlisted.units, questions)
    level = issuer.kind if issuer.kind in TERRITORIES else None
    names = UnitNames(units, _list_groups(units), level, unlisted.stand_ins)
    drafter = PartDrafter(names, questions)
    drafter.statements.issued = read_date(frame.date)
    printed = [record for node in parts for record in drafter.draft_parts(node)]
    printed += _draft_tables(passages, apart.tables, frame, drafter, len(printed))
    if not printed:
        raise no_parts_error(name)
    write_task_ids(printed)
    cited = _list_citations([*frame.body, *(p for table in apart.tables for p in table.passages)], frame)
    obligations = ObligationDrafter(drafter, issuer.id).draft(frame.closing)
    registry_name = registry_name if issuer in registry else ""  # an issuer not in the registry has to be listed
    draft.plan = _assemble(frame, issuer, units, registry_name, opening, printed, cited, obligations, drafter)
    draft.questions = questions.open
    told = {record.note for record in obligations}
    for nodes in _list_untasked(frame, opening, parts, drafter, issuer.id, told):
        ask_about_unlaid(nodes, names, issuer.id, questions)
    ask_about_others(drafter.statements.tasks, names, issuer.id, questions)
    ask_about_references(drafter.statements.tasks, parts, drafter.untasked, names, questions)
    ask_about_unlaid(_nodes_of(frame.after_signature), names, issuer.id, questions)
    ask_about_unlaid(_nodes_of(frame.before_title), names, issuer.id, questions)
    left_out = [passage for passage, _reason in draft.left_out]
    in_tables = [p for table in apart.tables for p in table.passages]
    ask_about_lost_words([*frame.body, *frame.closing, *in_tables], draft.plan, left_out, questions)
    look = drafter.statements.look
    _add_frame_doubts(frame, parts, look, units)
    for column in apart.leaderless:
        reason = _("a table has the column {head}, but none that says who leads: its cells are read as paragraphs")
        look(column.place, reason.format(head=f"“{column.head}”"), column.head)
    if frame.issuer and issuer not in registry and issuer.kind not in TERRITORIES:
        reason = _("the issuer is {name} by the letterhead: look at its name, kind and abbreviation")
        look(frame.issuer[-1].place, reason.format(name=f"“{issuer.name}”"), issuer.name)
    for passage in passages:
        for reason in find_unreadable_values(passage.text):
            look(passage.place, reason, passage.text)
    for words in passages.beside:
        look("", words)
    for what in passages.unread:
        reason = _("{what} was not read: look in Word whether it says something")
        look("", reason.format(what=what))
    draft.answered, draft.refused = frozenset(questions.used), questions.refused
    return draft


def _list_untasked(
    frame: PlanFrame, opening: Sequence[Passage], parts: Sequence[OutlineNode], drafter: PartDrafter, issuer: str,
    told: Container[str],
) -> Iterator[list[OutlineNode]]:  # fmt: skip
    """The paragraphs above the signature that became no task, those of one place together; `told` are reports."""
    names = drafter.names
    yield [node for node in drafter.untasked if node.mark.passage.place not in told]
    yield [node for node in drafter.leading_in if not node.text.endswith(":") or node.mark.kind != "none"]
    yield _nodes_of(p for p in frame.closing if not _is_formula(p.text, names, issuer))
    begun = {node.mark.passage.place for node in (*drafter.untasked, *drafter.leading_in)}
    headings = [node for node in parts if not node.children and node.mark.passage.place not in begun]
    yield headings + [node for node in _nodes_of(opening) if read_subject(node.text, names) is not None]


def _nodes_of(passages: Iterable[Passage]) -> list[OutlineNode]:
    return [OutlineNode(parse_mark(passage)) for passage in passages]


def _draft_tables(
    passages: Sequence[Passage], tables: Sequence[TaskTable], frame: PlanFrame, drafter: PartDrafter, before: int
) -> Iterator[DraftRecord]:
    """The parts from tables of tasks; the last lines after the signature are the title of the first.

    A table in which nothing is to be done is a form to be filled in.
    """
    is_first = True
    last = frame.signatory or next(reversed(frame.signature), None)
    signed = passages.index(last) if last is not None else None
    for table in tables:
        if all(row.is_heading for row in table.rows):
            reason = _("a table without a task: a form, it seems")
            frame.left_out += [(passage, reason) for passage in table.passages]
            continue
        is_annex = signed is not None and table.passages[0] in passages[signed:]
        title = _take_title(frame.after_signature) if is_first and is_annex else []
        is_first = is_first and not is_annex
        frame.left_out += [(p, _("the head of a table, which its rows repeat")) for p in table.header]
        yield drafter.draft_table(table, title, to_roman(min(before + 1, 39)), is_annex=is_annex)
        before += 1
    frame.left_out += [(passage, _("it stands after the signature")) for passage in frame.after_signature]


def _take_title(passages: list[Passage]) -> list[Passage]:
    """The last lines of `passages`, as long as a title can be, taken from them."""
    title: list[Passage] = []
    while passages and _is_title(passages[-1]) and sum(len(p.text) for p in (*title, passages[-1])) < _MOST_TITLE:
        title.insert(0, passages.pop())
    return title


def _is_title(passage: Passage) -> bool:
    return parse_mark(passage).kind in ("none", "part") and not passage.text.endswith((".", ";"))


_MOST_TITLE = 500


def _is_formula(text: str, names: UnitNames, issuer: str) -> bool:
    """Whether a closing paragraph is the usual one, and orders no unit by its name."""
    orders = re.search(r"\b(?:giao|yêu cầu|đề nghị)\b", text, re.IGNORECASE)
    named = any(one.ref in names.units and one.ref != issuer for one in names.find_mentions(text)) if orders else False
    return is_closing_formula(text) and not named


def _count_characters(text: str) -> int:
    return len("".join(text.split()))


def _split_parts(body: Sequence[Passage]) -> tuple[list[Passage], list[OutlineNode]]:
    """The paragraphs before the first part, and the parts; without a number I., each number 1. begins a part.

    A division that heads parts is a part before these, with what stands between it and the first one.
    """
    marks = parse_marks(body)
    kinds = {mark.kind for mark in marks}
    kind = next((one for one in ("division", "part") if one in kinds), "number")
    first = next((n for n, mark in enumerate(marks) if mark.kind == kind), len(marks))
    return [mark.passage for mark in marks[:first]], build_outline(marks[first:])


def _list_names(parts: Sequence[OutlineNode], tables: Sequence[TaskTable]) -> NamedPlaces:
    """The words that name who does something: headings, the beginnings of sentences, labels and tables."""
    nobody = UnitNames((), (AGENCIES,))
    found = NamedPlaces()
    labels = [label for part in parts for label in find_labels_below(part)]
    labels += [label for table in tables for row in table.rows for label in row.labels]
    for part in parts:
        for node in part.walk():
            found.sentences.append(node.text)
            if node is part:
                continue
            subject = read_subject(node.text, nobody)
            is_short = node in part.children and len(node.text) < _MOST_LETTERS
            if is_short or subject is not None:
                found.beginnings.append(node.text)
    found.beginnings += [row.text for table in tables for row in table.rows if row.is_heading]
    found.labels += [label.value for label in labels if label.kind in (LabelKind.LEAD, LabelKind.SUPPORT)]
    return found


_MOST_LETTERS = 200


def _list_groups(units: Iterable[Unit]) -> set[str]:
    """The groups that have at least one unit."""
    kinds = {unit.kind for unit in units}
    return {group for group, kind in GROUP_KINDS.items() if kind in kinds} | {AGENCIES}


def _list_citations(passages: Iterable[Passage], frame: PlanFrame) -> list[DraftRecord]:
    """Every cited document, once, with all details from any place."""
    found: dict[str, DraftRecord] = {}
    for passage in [*frame.subject, *passages, *frame.closing]:
        for cited, _place in find_citations(passage.text):
            known = found.setdefault(cited["id"], cited)
            if known is cited:
                cited.note = passage.place
            for key, value in cited.items():
                known.setdefault(key, value)
    return list(found.values())


def _assemble(
    frame: PlanFrame,
    issuer: Unit,
    units: Sequence[Unit],
    registry_name: str,
    opening: Sequence[Passage],
    parts: Sequence[DraftRecord],
    cited: Sequence[DraftRecord],
    obligations: Sequence[DraftRecord],
    drafter: PartDrafter,
) -> dict[str, Any]:
    texts = " ".join(passage.text for passage in opening)
    bases = [record["id"] for record in cited if record.get("number") and record["number"] in texts]
    plan: dict[str, Any] = {
        "plan": draft_header(frame, issuer, sorted(bases, key=lambda ref: _issuer_rank(ref, cited)))
    }
    plan["units"] = registry_name or [_unit_record(unit) for unit in units]
    if group := draft_agencies([*parts, *obligations], units, drafter.questions):
        plan["groups"] = [group]
    plan |= {"citations": list(cited)} if cited else {}
    plan |= {"opening": [p.text for p in opening]} if opening else {}
    plan["parts"] = list(parts)
    plan |= {"obligations": list(obligations)} if obligations else {}
    plan |= {"closing": [p.text for p in frame.closing]} if frame.closing else {}
    plan |= {"recipients": [parse_mark(p).text for p in frame.recipients]} if frame.recipients else {}
    lines = [p.text for p in frame.signature] or ["NGƯỜI KÝ"]
    plan["signature"] = DraftRecord(lines=lines, **({"name": frame.signatory.text} if frame.signatory else {}))
    return plan


_LEVELS = (("quoc hoi", 0), ("chinh phu", 1), ("thu tuong", 1), ("bo ", 2), ("tinh", 3), ("thanh pho", 3))


def _issuer_rank(ref: str, cited: Sequence[DraftRecord]) -> int:
    issuer = fold(next((str(record.get("issuer", "")) for record in cited if record["id"] == ref), ""))
    return next((level for word, level in _LEVELS if word in issuer), 9)


def _unit_record(unit: Unit) -> DraftRecord:
    return DraftRecord(**unit.model_dump(mode="json", exclude_defaults=True, by_alias=True))


def _add_frame_doubts(
    frame: PlanFrame, parts: Sequence[OutlineNode], look: Callable[..., None], units: Sequence[Unit]
) -> None:
    if bare := [node for node in parts if not node.mark.printed]:
        look(bare[0].mark.passage.place, _("the parts have no numbers: the draft counts them"), bare[0].text)
    collective = [unit.name for unit in units if unit.id == COMMUNES or unit.name.lower().startswith("các ")]
    for name in collective:
        reason = _("{name} is one unit of the draft until a registry says who they are (--registry)")
        look("", reason.format(name=f"“{name}”"))
    if not frame.signature:
        look("", _("no signature block was found: put its lines in place of NGƯỜI KÝ"))
    if not frame.symbol:
        look("", _("no number and symbol were found: the symbol is made up of kind and issuer"))
    if frame.printed_number and frame.printed_number != format_document_number(frame.number):
        reason = _("the number is written {number}: the draft has {drafted}")
        drafted = format_document_number(frame.number)
        look("", reason.format(number=frame.printed_number, drafted=drafted), frame.printed_number)
    if not frame.date:
        look("", _("no date was found: the draft bears the year 2000"))
