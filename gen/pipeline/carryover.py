"""A filled-in form + the fields of the new one → the answers to carry over, and those that have no field any more.

A task is the same where its text is the same, whatever its number; an answer in conflict is not carried over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gen import diagnostics
from gen.derive.answers import FormField
from gen.errors import Diagnostic, Location
from gen.ooxml import UnreadableDocumentError
from gen.text import name_few
from gen.word.forms.reading import read_form


@dataclass(frozen=True, slots=True)
class CarriedAnswers:
    """`answers` by the keys of the new form; `dropped_keys` are the keys of the old one that have no field in it."""

    answers: dict[str, str] = field(default_factory=dict)
    dropped_keys: tuple[str, ...] = ()

    def create_notice(self, path: str) -> Diagnostic | None:
        """What was carried over into the form at `path` (BUILD-018, BUILD-019); None where nothing was."""
        if not self.answers and not self.dropped_keys:
            return None
        name, count = path.rpartition("/")[2], len(self.answers)
        if not self.dropped_keys:
            return diagnostics.build.ANSWERS_CARRIED_OVER.at(Location(path), name=name, count=count)
        names = name_few(self.dropped_keys)
        left = len(self.dropped_keys)
        return diagnostics.build.ANSWERS_LEFT_BEHIND.at(Location(path), name=name, count=count, left=left, names=names)


def carry_over_answers(data: bytes, fields: Sequence[FormField]) -> CarriedAnswers:
    """The answers in the .docx `data` that go into a form with these `fields`; none where the file is not a form."""
    try:
        form = read_form(data)
    except UnreadableDocumentError:
        return CarriedAnswers()
    filled_in = form.filled_in_texts()
    pairs = form.match_fields(fields)
    answers = form.answers([old for old, _new in pairs])
    old_keys = {new.key: old.key for old, new in pairs}
    found = {key: answers[old] for key, old in old_keys.items()}
    carried_over = {key: answer.text for key, answer in found.items() if answer.text and not answer.conflict}
    used_keys = {old_keys[key] for key in carried_over}
    return CarriedAnswers(carried_over, tuple(key for key in filled_in if key not in used_keys))
