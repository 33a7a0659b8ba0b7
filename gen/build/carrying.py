"""A form that somebody filled in + the fields of the new one → the answers that stay, and those whose task is gone.

A task stayed the same where its words did, under whatever number; an answer in conflict is not carried over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gen.derive.answers import Field
from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.ooxml import RefusedError
from gen.word.returned import read_form

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Carried:
    """`answers` by the keys of the new form; `left` are the keys of the old one whose answers have no place in it."""

    answers: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    def told(self, path: str) -> Diagnostic | None:
        """The notice (BUILD-018) of what was carried over into the form at `path`; None where there was nothing."""
        if not self.answers and not self.left:
            return None
        message = _("{name}: {count} answers were carried over").format(
            name=path.rpartition("/")[2], count=len(self.answers)
        )
        if self.left:
            names = ", ".join(self.left[:_NAMED]) + (" …" if len(self.left) > _NAMED else "")
            message += "; " + _("{count} were not, since their task changed or is gone: {names}").format(
                count=len(self.left), names=names
            )
        hint = _("the form as it was filled in lies beside it")
        return Diagnostic("BUILD-018", Severity.WARNING, message, Location(path), hint)


def carried(data: bytes, fields: Sequence[Field]) -> Carried:
    """What of the form in the .docx `data` goes into a form with these `fields`; nothing of a file that is no form."""
    try:
        form = read_form(data)
    except RefusedError:
        return Carried()
    before = form.filled()
    codes = {one.code: form.code_asking(one.code, one.asked) for one in fields if one.code}
    asked = {one.key: replace(one, code=codes[one.code] or "") if one.code else one for one in fields}
    there = {key: old for key, old in asked.items() if old.code or not key.partition("/")[1]}
    answers = form.answers(list(there.values()))
    kept = {
        key: answers[old.key].text
        for key, old in there.items()
        if answers[old.key].text and not answers[old.key].conflict
    }
    taken = {there[key].key for key in kept}
    return Carried(kept, tuple(key for key in before if key not in taken))
