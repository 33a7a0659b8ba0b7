"""The words of a task, or its labelled lines → what the draft says of it: whom it binds, by when, how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gen.importing.details import citations, deadline, targets
from gen.importing.labels import Label, labels
from gen.importing.naming import Names
from gen.importing.partners import partners
from gen.importing.tree import Branch
from gen.importing.yaml_text import Record
from gen.locale import _

_NAMED = re.compile(r"\b(?:Phòng|Ban|Sở|Trung tâm|Hội|Chi cục|Công an|Đoàn|Viện|Tòa án)\s+[A-ZĐÀ-Ỹ]")
Doubting = Callable[[str, str], None]
"""Takes the place and the reason of something that a person has to look at."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it was drafted: its id, its words, where they stand, and whom its section binds."""

    id: str
    text: str
    place: str
    to: tuple[str, ...]


@dataclass(slots=True)
class Saying:
    """Reads tasks of one plan; `used` are the groups that were meant, `tasks` the tasks read so far."""

    names: Names
    doubt: Doubting
    used: set[str] = field(default_factory=set)
    tasks: list[Task] = field(default_factory=list)

    def say(
        self, made: Record, text: str, place: str, entry_id: str, to: tuple[str, ...], lines: Sequence[Branch] = ()
    ) -> None:
        """What the words of a task say, beside what they ask; `lines` are its labelled lines."""
        self.tasks.append(Task(entry_id, text, place, to))
        if lines:
            self.labelled(made, [label for line in lines for label in labels(line.text)], place, to)
        else:
            self._of_words(made, text, place, to)
        if found := targets(text):
            made["targets"] = found
        if cites := [Record(document=c["id"], **({"at": at} if at else {})) for c, at in citations(text)]:
            made["cites"] = cites

    def labelled(self, made: Record, said: Sequence[Label], place: str, to: tuple[str, ...]) -> None:
        """What labels say of a task: who leads, who supports, by when."""
        for label in said:
            if label.kind == "lead":
                leads = self.leads(label.value, place)
                if leads and set(leads) != set(to):
                    made["for"] = list(leads)
            elif label.kind == "support":
                found = self.names.find(label.value)
                units = [ref for ref in found.refs if self.names.is_exact(ref)]
                if units:
                    made["with"] = units
                if found.rest or len(units) < len(found.refs):
                    made["others"] = label.value
            elif label.kind == "due" and (due := deadline(label.value, alone=True)):
                made["due"] = due

    def _of_words(self, made: Record, text: str, place: str, to: tuple[str, ...]) -> None:
        """What the running words of a task say of its units and its deadline."""
        if only := self._narrowed(text, to):
            made["for"] = [only]
            why = _("it begins with the name of {unit}, so that the draft lays it on that unit alone")
            self.doubt(place, why.format(unit=f"“{self.names.units[only].name}”"))
        named = partners(text, self.names)
        if refs := [ref for ref in named.refs if ref not in to]:
            made["with"] = refs
        if named.others:
            made["others"] = named.others
            if _NAMED.search(named.others):
                why = _("{words} names a body that the registry does not have")
                self.doubt(place, why.format(words=f"“{named.others}”"))
        if named.doubtful:
            self.doubt(place, _("with whom? {words}").format(words=f"“{named.doubtful}”"))
        if due := deadline(text):
            made["due"] = due

    def _narrowed(self, text: str, to: tuple[str, ...]) -> str:
        """The one unit, of several that a section binds, with whose name a task begins."""
        if len(to) < 2:
            return ""
        first = next((m for m in self.names.mentions(text) if m.ref in self.names.units and m.start <= 2), None)
        return first.ref if first is not None else ""

    def leads(self, value: str, place: str) -> tuple[str, ...]:
        """Whom the words after "Đơn vị chủ trì:" name; whom they name and nobody knows, is a doubt."""
        found = self.names.find(value)
        self.used.update(ref for ref in found.refs if ref not in self.names.units)
        if found.rest:
            self.doubt(place, _("who leads? {words} is nobody of the registry").format(words=f"“{value[:120]}”"))
        for name in found.doubtful:
            self.doubt(place, _("is {words} the unit of that name in the registry?").format(words=f"“{name}”"))
        return found.refs
