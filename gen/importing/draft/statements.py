"""The words of a task, or its labelled lines → its units, deadline, product, leader, authority, targets, citations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gen.importing.draft.details import find_citations, find_targets
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import NO, NOBODY, YES, Choice, QuestionKind, Questionnaire, all_known, split_refs
from gen.importing.statements.deadlines import FoundDeadline, find_deadlines, find_later_days, read_deadline
from gen.importing.structure.labels import line_text, read_line
from gen.importing.structure.outline import OutlineNode
from gen.importing.units.names import UnitNames
from gen.importing.units.partners import find_partners
from gen.labels import LabelKind, LabelledText, find_details
from gen.locale import _
from gen.plan.model import DeadlineKind
from gen.text import remove_emphasis, shorten

_NAMED = re.compile(r"\b(?:Phòng|Ban|Sở|Trung tâm|Hội|Chi cục|Công an|Đoàn|Viện|Tòa án)\s+[A-ZĐÀ-Ỹ]")
_EXCEPTS = re.compile(r"\b(?:trừ|không)\b", re.IGNORECASE)
_SAID = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)
"""What is kept in the plan's own words, under the key of that name."""


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A drafted task: its id, its words, their place, those who do it, and its record in the draft."""

    id: str
    text: str
    place: str
    to: tuple[str, ...]
    record: DraftRecord


@dataclass(slots=True)
class TaskStatements:
    """Reads tasks of one plan; `tasks` are the tasks read so far.

    `issued` is the plan's date, as a plan file has it: no deadline is before it.
    """

    names: UnitNames
    questions: Questionnaire
    issued: date | None = None
    tasks: list[DraftTask] = field(default_factory=list)

    def look(self, place: str, reason: str, words: str = "") -> None:
        """Ask a person to look at something."""
        self.questions.ask(QuestionKind.LOOK, place, words, reason)

    def read_task(
        self,
        record: DraftRecord,
        text: str,
        place: str,
        entry_id: str,
        to: tuple[str, ...],
        lines: Sequence[OutlineNode] = (),
        behind: Sequence[OutlineNode] = (),
    ) -> None:
        """Add to `record` what a task says: units, deadline, product …; `lines` are its labelled lines.

        Those `behind` its points are no part of its text.
        """
        self.tasks.append(DraftTask(entry_id, text, place, to, record))
        labels = [label for line in (*lines, *behind) for label in read_line(line)]
        own_words = remove_emphasis(text.removesuffix(" ".join(map(line_text, lines))) if lines else text)
        self._read_words(record, own_words, place, to, is_labelled=bool(labels))
        self.read_labels(record, [*_details(own_words), *labels], place, to)
        if found := find_targets(remove_emphasis(text)):
            record["targets"] = found
        if cites := [DraftRecord(document=c["id"], **({"at": at} if at else {})) for c, at in find_citations(text)]:
            record["cites"] = cites

    def read_labels(
        self, record: DraftRecord, labelled: Sequence[LabelledText], place: str, to: tuple[str, ...]
    ) -> None:
        """Add to `record` what labels state: who supports, the deadline, product, leader and authority."""
        dues = []
        for label in labelled:
            if label.kind is LabelKind.SUPPORT and label.value:
                self._read_support(record, label.value, to, place)
            elif label.kind is LabelKind.DUE and label.value:
                dues += [read_deadline(label.value, self.issued), *find_deadlines(label.value, self.issued)[1:]]
        if dues:
            self._state_due(record, dues, place)
        _add_said(record, labelled)

    def _read_support(self, record: DraftRecord, words: str, to: tuple[str, ...], place: str) -> None:
        """Add those whom the `words` name to the partners of `record`; where they except somebody, only the words."""
        if _EXCEPTS.search(words):
            record["others"] = "; ".join([*filter(None, [record.get("others")]), words])
            self._ask_partners(record, words, place)
            return
        found = self.names.match_text(words)
        units = [ref for ref in found.refs if self.names.is_exact(ref) and ref not in to]
        if units:
            record["with"] = [*dict.fromkeys([*record.get("with", ()), *units])]
        if found.rest or any(not self.names.is_exact(ref) for ref in found.refs):
            record["others"] = "; ".join([*filter(None, [record.get("others")]), words])

    def _read_words(
        self, record: DraftRecord, text: str, place: str, to: tuple[str, ...], *, is_labelled: bool
    ) -> None:
        """Add to `record` the units and the deadline in the words of a task."""
        if only := self._find_only_unit(text, to):
            record["for"] = [only]
            reason = _("it begins with the name of {unit}, so that the draft lays it on that unit alone")
            self.look(place, reason.format(unit=f"“{self.names.units[only].name}”"), text)
        named = find_partners(text, self.names)
        if refs := [ref for ref in named.refs if ref not in to]:
            record["with"] = refs
        if named.others:
            record["others"] = named.others
            if _NAMED.search(named.others):
                reason = _("{words} names a body that the registry does not have")
                self.look(place, reason.format(words=f"“{named.others}”"), text)
        if named.doubtful:
            self._ask_partners(record, named.doubtful, place)
        dues = find_deadlines(text, self.issued)
        if self.issued is not None:
            for words in find_later_days(text, self.issued, dues):
                self._ask_day(record, words, place)
        if dues and not (is_labelled and all(one.kind is DeadlineKind.YEARLY for one in dues)):
            self._state_due(record, dues, place)

    def _ask_partners(self, record: DraftRecord, words: str, place: str) -> None:
        reason = _("with whom? {words}").format(words=f"“{shorten(words, 160)}”")
        choices = [Choice(NOBODY, _("nobody of the units: the words stay as they are"))]
        known = all_known(self.names.refs)
        answer = self.questions.ask(QuestionKind.PARTNERS, place, words, reason, choices, NOBODY, accepts=known)
        if answer != NOBODY:
            record["with"] = list(dict.fromkeys([*record.get("with", ()), *split_refs(answer)]))

    def _ask_day(self, record: DraftRecord, words: str, place: str) -> None:
        """Ask whether a day in the words of a task is its deadline: nothing beside it says so."""
        reason = _("is this day its deadline? {words}").format(words=f"“{words}”")
        choices = [Choice(YES, _("it is its deadline")), Choice(NO, _("it is none"))]
        if self.questions.ask(QuestionKind.DUE, place, words, reason, choices, NO) == YES:
            record["due"] = _due_record(read_deadline(words))

    def find_deadline(self, text: str) -> DraftRecord | None:
        """The first deadline in a text, as a plan file has it."""
        found = find_deadlines(text, self.issued)
        return _due_record(found[0]) if found else None

    def _state_due(self, record: DraftRecord, dues: Sequence[FoundDeadline], place: str) -> None:
        """State the deadline of a task; of several a person says which: the draft has the first."""
        stated = {one.value or one.raw: one for one in dues}
        if "due" in record:
            before = record["due"]
            others = [one for one in stated.values() if one.value != before.get("value") or not one.value]
            others = [one for one in others if one.raw not in before["raw"] and before["raw"] not in one.raw]
        else:
            before = record["due"] = _due_record(dues[0])
            others = list(stated.values())[1:]
        for one in others:
            words = [before["raw"], one.raw]
            reason = _("it states a second deadline: {words}").format(words=f"“{one.raw}”")
            choices = [Choice(w, w) for w in words]
            if self.questions.ask(QuestionKind.DUE, place, one.raw, reason, choices, before["raw"]) == one.raw:
                record["due"] = _due_record(one)
        for one in dues:
            if self.issued is not None and not one.has_year and one.value[:4] > str(self.issued.year):
                reason = _("{words} has no year: is it in {year}, as in the draft?")
                self.look(place, reason.format(words=f"“{one.raw}”", year=one.value[:4]), one.raw)
        if self.issued and before.get("value") and _is_before(str(before["value"]), self.issued):
            reason = _("its deadline is before the plan: {words}").format(words=f"“{before['raw']}”")
            choices = [Choice("keep", _("it is its deadline")), Choice("none", _("it is none"))]
            if self.questions.ask(QuestionKind.DUE, place, before["raw"], reason, choices, "keep") == "none":
                del record["due"]

    def _find_only_unit(self, text: str, to: tuple[str, ...]) -> str:
        """The unit with whose name a task begins, where its section binds several; else empty."""
        if len(to) < 2:
            return ""
        first = next((m for m in self.names.find_mentions(text) if m.ref in self.names.units and m.start <= 2), None)
        return first.ref if first is not None and self.names.covers(to, first.ref) else ""

    def read_leads(self, labels: Iterable[LabelledText], place: str) -> tuple[str, ...]:
        """The units that the labels on who leads name, each once; an unknown name is a question."""
        found: dict[str, None] = {}
        for label in labels:
            if label.kind is LabelKind.LEAD and label.value:
                found |= dict.fromkeys(self._find_leads(label.value, place))
        return tuple(found)

    def _find_leads(self, value: str, place: str) -> tuple[str, ...]:
        """The units that the words after "Đơn vị chủ trì:" name; an unknown name is a question."""
        found = self.names.match_text(value)
        if found.rest:
            reason = _("who leads? {words} is nobody of the registry").format(words=f"“{value[:120]}”")
            choices = [Choice(unit.id, unit.name) for unit in self.names.near(value)]
            known, proposed = all_known(self.names.refs), " ".join(found.refs)
            return split_refs(
                self.questions.ask(QuestionKind.LEAD, place, value, reason, choices, proposed, accepts=known)
            )
        for name in found.doubtful:
            self.look(place, _("is {words} the unit of that name in the registry?").format(words=f"“{name}”"), name)
        return found.refs


def _is_before(value: str, day: date) -> bool:
    return value < day.isoformat()[: len(value)]


def _due_record(one: FoundDeadline) -> DraftRecord:
    given = {"value": one.value} if one.value else {}
    return DraftRecord(raw=one.raw, **given, kind=one.kind.value)


def _details(text: str) -> list[LabelledText]:
    """What the words of a task itself state under labels."""
    return [one for one in find_details(text) if one.kind is not LabelKind.LEAD]


def _add_said(record: DraftRecord, labelled: Iterable[LabelledText]) -> None:
    """Add to `record` product, leader and authority; of several for one of them each with its own label."""
    said: dict[LabelKind, list[LabelledText]] = defaultdict(list)
    for label in labelled:
        if label.kind in _SAID and label.value:
            said[label.kind].append(label)
    for kind in _SAID:
        found = said[kind]
        if len(found) == 1:
            record[kind.value] = found[0].value
        elif found:
            record[kind.value] = "; ".join(f"{one.label}: {one.value}" if one.label else one.value for one in found)
