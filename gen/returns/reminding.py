"""A Collection, a day and a template → the reminder: the letter as a Word file, and the text for messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gen.errors import Diagnostic
from gen.returns.board import board
from gen.returns.chasing import behind, letter, message
from gen.returns.collection import Collection
from gen.word.template import Properties, Template


@dataclass(frozen=True, slots=True)
class Reminder:
    """The bytes of the letter (.docx), the text for messages, the ids of the units behind, what to know of it."""

    letter: bytes
    message: str
    units: tuple[str, ...]
    notices: tuple[Diagnostic, ...] = ()


def reminder(
    collection: Collection, template: Template, day: date, by: date | None = None, notices: tuple[Diagnostic, ...] = ()
) -> Reminder | None:
    """The reminder to the units behind on `day`, who shall send until the day `by`; None where nobody is behind.

    Raises TemplateError TPL-007 where the template cannot be filled in.
    """
    standings = board(collection, day)
    late = behind(standings, undated=collection.period.due is None)
    if not late:
        return None
    values = letter(collection, standings, day, by)
    made = template.render(values, Properties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    units = tuple(one.unit for one in late)
    return Reminder(made.data, message(collection, standings, day, by), units, notices)
