"""A form that somebody filled in + the fields of the new one → the answers that stay, and those whose task is gone.

A task stayed the same where its words did, under whatever number; an answer in conflict is not carried over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gen import diagnostics
from gen.derive.answers import FormField
from gen.errors import Diagnostic, Location
from gen.ooxml import UnreadableDocumentError
from gen.word.forms.reading import read_form

_NAMED = 5


@dataclass(frozen=True, slots=True)
class CarriedAnswers:
    """`answers` by the keys of the new form; `left` are the keys of the old one whose answers have no place in it."""

    answers: dict[str, str] = field(default_factory=dict)
    dropped_keys: tuple[str, ...] = ()

    def create_notice(self, path: str) -> Diagnostic | None:
        """What was carried over into the form at `path` (BUILD-018, BUILD-019); None where there was nothing."""
        if not self.answers and not self.dropped_keys:
            return None
        name, count = path.rpartition("/")[2], len(self.answers)
        if not self.dropped_keys:
            return diagnostics.build.ANSWERS_CARRIED_OVER.at(Location(path), name=name, count=count)
        names = ", ".join(self.dropped_keys[:_NAMED]) + (" …" if len(self.dropped_keys) > _NAMED else "")
        left = len(self.dropped_keys)
        return diagnostics.build.ANSWERS_LEFT_BEHIND.at(Location(path), name=name, count=count, left=left, names=names)


def carry_over_answers(data: bytes, fields: Sequence[FormField]) -> CarriedAnswers:
    """What of the form in the .docx `data` goes into a form with these `fields`; nothing of a file that is no form."""
    try:
        form = read_form(data)
    except UnreadableDocumentError:
        return CarriedAnswers()
    before = form.filled_in_texts()
    pairs = form.match_fields(fields)
    answers = form.answers([old for old, _new in pairs])
    old_keys = {new.key: old.key for old, new in pairs}
    found = {key: answers[old] for key, old in old_keys.items()}
    carried_over = {key: answer.text for key, answer in found.items() if answer.text and not answer.conflict}
    taken = {old_keys[key] for key in carried_over}
    return CarriedAnswers(carried_over, tuple(key for key in before if key not in taken))
