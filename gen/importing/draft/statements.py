"""The words of a task, or its labelled lines → its units, deadline, product, leader, authority, targets, citations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gen.importing.draft.details import find_citations, find_targets, parse_deadline
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.structure.labels import line_text, read_line
from gen.importing.structure.outline import OutlineNode
from gen.importing.units.names import UnitNames
from gen.importing.units.partners import find_partners
from gen.labels import LabelKind, LabelledText, find_details
from gen.locale import _

_NAMED = re.compile(r"\b(?:Phòng|Ban|Sở|Trung tâm|Hội|Chi cục|Công an|Đoàn|Viện|Tòa án)\s+[A-ZĐÀ-Ỹ]")
_SAID = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)
"""What is kept in the plan's own words, under the key of that name."""
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
        """Add to `record` what a task says: units, deadline, product …; `lines` are its labelled lines."""
        self.tasks.append(DraftTask(entry_id, text, place, to))
        if lines:
            labels = [label for line in lines for label in read_line(line)]
            own_words = text.removesuffix(" ".join(map(line_text, lines)))
            self.read_labels(record, [*_details(own_words), *labels], place, to)
        else:
            self._read_words(record, text, place, to)
            _add_said(record, _details(text))
        if found := find_targets(text):
            record["targets"] = found
        if cites := [DraftRecord(document=c["id"], **({"at": at} if at else {})) for c, at in find_citations(text)]:
            record["cites"] = cites

    def read_labels(
        self, record: DraftRecord, labelled: Sequence[LabelledText], place: str, to: tuple[str, ...]
    ) -> None:
        """Add to `record` what labels state: who leads, who supports, the deadline, product, leader and authority."""
        leads: dict[str, None] = {}
        for label in labelled:
            if label.kind is LabelKind.LEAD:
                leads |= dict.fromkeys(self.find_leads(label.value, place))
                if leads and set(leads) != set(to):
                    record["for"] = list(leads)
            elif label.kind is LabelKind.SUPPORT:
                self._read_support(record, label.value)
            elif label.kind is LabelKind.DUE and (due := parse_deadline(label.value, alone=True)):
                if "due" in record:
                    self.add_doubt(place, _("it states a second deadline: {words}").format(words=f"“{label.value}”"))
                record.setdefault("due", due)
        _add_said(record, labelled)

    def _read_support(self, record: DraftRecord, words: str) -> None:
        """Add those whom the `words` name to the partners of `record`."""
        found = self.names.match_text(words)
        units = [ref for ref in found.refs if self.names.is_exact(ref)]
        if units:
            record["with"] = [*dict.fromkeys([*record.get("with", ()), *units])]
        if found.rest or len(units) < len(found.refs):
            record["others"] = "; ".join([*filter(None, [record.get("others")]), words])

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


def _details(text: str) -> list[LabelledText]:
    """What the words of a task itself state under labels, of that which is kept in the plan's words."""
    return [one for one in find_details(text) if one.kind in _SAID]


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
