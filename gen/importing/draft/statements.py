"""The words of a task, or its labelled lines → its units, deadline, targets and citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gen.importing.draft.details import find_citations, find_targets, parse_deadline
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.structure.labels import LabelledText, split_labels
from gen.importing.structure.outline import OutlineNode
from gen.importing.units.names import UnitNames
from gen.importing.units.partners import find_partners
from gen.locale import _

_NAMED = re.compile(r"\b(?:Phòng|Ban|Sở|Trung tâm|Hội|Chi cục|Công an|Đoàn|Viện|Tòa án)\s+[A-ZĐÀ-Ỹ]")
AddDoubt = Callable[[str, str], None]
"""Records the place and the reason of something that a person has to check."""


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A drafted task: its id, its words, their place, and the units that its section binds."""

    id: str
    text: str
    place: str
    to: tuple[str, ...]


@dataclass(slots=True)
class TaskStatements:
    """Reads tasks of one plan; `used_groups` are the groups named so far, `tasks` the tasks read so far."""

    names: UnitNames
    add_doubt: AddDoubt
    used_groups: set[str] = field(default_factory=set)
    tasks: list[DraftTask] = field(default_factory=list)

    def read_task(
        self,
        record: DraftRecord,
        text: str,
        place: str,
        entry_id: str,
        to: tuple[str, ...],
        lines: Sequence[OutlineNode] = (),
    ) -> None:
        """Add to `record` the units, deadline, targets and citations of a task; `lines` are its labelled lines."""
        self.tasks.append(DraftTask(entry_id, text, place, to))
        if lines:
            self.read_labels(record, [label for line in lines for label in split_labels(line.text)], place, to)
        else:
            self._read_words(record, text, place, to)
        if found := find_targets(text):
            record["targets"] = found
        if cites := [DraftRecord(document=c["id"], **({"at": at} if at else {})) for c, at in find_citations(text)]:
            record["cites"] = cites

    def read_labels(
        self, record: DraftRecord, labelled: Sequence[LabelledText], place: str, to: tuple[str, ...]
    ) -> None:
        """Add to `record` what labels state: who leads, who supports, the deadline."""
        for label in labelled:
            if label.kind == "lead":
                leads = self.find_leads(label.value, place)
                if leads and set(leads) != set(to):
                    record["for"] = list(leads)
            elif label.kind == "support":
                found = self.names.match_text(label.value)
                units = [ref for ref in found.refs if self.names.is_exact(ref)]
                if units:
                    record["with"] = units
                if found.rest or len(units) < len(found.refs):
                    record["others"] = label.value
            elif label.kind == "due" and (due := parse_deadline(label.value, alone=True)):
                record["due"] = due

    def _read_words(self, record: DraftRecord, text: str, place: str, to: tuple[str, ...]) -> None:
        """Add to `record` the units and the deadline in the words of a task."""
        if only := self._find_only_unit(text, to):
            record["for"] = [only]
            reason = _("it begins with the name of {unit}, so that the draft lays it on that unit alone")
            self.add_doubt(place, reason.format(unit=f"“{self.names.units[only].name}”"))
        named = find_partners(text, self.names)
        if refs := [ref for ref in named.refs if ref not in to]:
            record["with"] = refs
        if named.others:
            record["others"] = named.others
            if _NAMED.search(named.others):
                reason = _("{words} names a body that the registry does not have")
                self.add_doubt(place, reason.format(words=f"“{named.others}”"))
        if named.doubtful:
            self.add_doubt(place, _("with whom? {words}").format(words=f"“{named.doubtful}”"))
        if due := parse_deadline(text):
            record["due"] = due

    def _find_only_unit(self, text: str, to: tuple[str, ...]) -> str:
        """The unit with whose name a task begins, where its section binds several; else empty."""
        if len(to) < 2:
            return ""
        first = next((m for m in self.names.find_mentions(text) if m.ref in self.names.units and m.start <= 2), None)
        return first.ref if first is not None else ""

    def find_leads(self, value: str, place: str) -> tuple[str, ...]:
        """The units that the words after "Đơn vị chủ trì:" name; an unknown name is a doubt."""
        found = self.names.match_text(value)
        self.used_groups.update(ref for ref in found.refs if ref not in self.names.units)
        if found.rest:
            self.add_doubt(place, _("who leads? {words} is nobody of the registry").format(words=f"“{value[:120]}”"))
        for name in found.doubtful:
            self.add_doubt(place, _("is {words} the unit of that name in the registry?").format(words=f"“{name}”"))
        return found.refs
