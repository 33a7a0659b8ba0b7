"""A file that came back → for each answer whether it is right, named to a person, or wrong in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from gen.plan.model import Plan
from gen.returns import Submission, read_submissions, receive_files
from tests.editors.answers import Typed


class Outcome(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    NAMED = "named"
    WRONG = "wrong"
    NOT_SAVED = "not saved"


@dataclass(slots=True)
class Judged:
    """The outcome of each answer, by its key, and what was read of those that are not right."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def judge(submission: Submission, typed: Mapping[str, Typed], empty: Iterable[str] = ()) -> Judged:
    """What became of what was typed; of `empty` fields too, into which nothing was."""
    found = Judged()
    values = {one.field.key: one for one in submission.values}
    named = {one.field.key: one for one, _reason in submission.quarantined_values}
    apart = submission.quarantine_reason is not None
    found.said = tuple(filter(None, [str(submission.quarantine_reason or ""), *map(str, submission.doubts)]))
    for key, one in typed.items():
        value = values.get(key)
        found.read[key] = value.text if value else named[key].text if key in named else ""
        found.anchors[key] = value.anchor if value else ""
        if value is not None and value.text == one.read:
            found.outcomes[key] = Outcome.RIGHT
        elif apart or key in named or (value is not None and value.doubts):
            found.outcomes[key] = Outcome.NAMED
        else:
            found.outcomes[key] = Outcome.WRONG
    for key in empty:
        if key in values:
            found.outcomes[key] = Outcome.WRONG
            found.read[key] = values[key].text
    return found


def read_all(paths: Sequence[Path], plan: Plan) -> dict[str, Submission]:
    """What gen reads of each file, by its name."""
    return {Path(one.name).name: one for one in read_submissions(receive_files(list(paths)), plan)}
