"""What the import cannot know → questions to a person, each with its place, the words, choices and a proposal.

A question has an id that stays the same for the same file: so answers can be given in a file, and the import be made
again with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gen.locale import _
from gen.plan.fields import OPEN


class QuestionKind(StrEnum):
    """What is asked."""

    LEAD = "lead"
    """Who does it."""
    PARTNERS = "partners"
    """With whom it is done."""
    TASK = "task"
    """Whether words lay something on somebody."""
    DUE = "due"
    """By when."""
    REPORT = "report"
    """Whether a report is owed: by whom, to whom, how often."""
    NAME = "name"
    """Which unit is called so."""
    ISSUER = "issuer"
    """Who issues the plan."""
    GROUP = "group"
    """Which units a plan means that names all of a kind."""
    NUMBER = "number"
    """A number that stands twice."""
    LOOK = "look"
    """Something that only a person can see."""


YES, NO = "yes", "no"
NOBODY = "nobody"
"""The answer that nobody is meant."""
SEEN = "seen"
"""The answer to what a person has only to look at."""
_NUMBER = re.compile(r"\d+")
"""What a place is called by in the id of a question: the same in every language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that can be chosen: its value in a file of answers, and its words for people."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """A question: `words` of the plan are what it is about; `proposed` is what the draft has until it is answered.

    An answer is one of the `choices`; where units are asked for, their ids as well.
    """

    id: str
    kind: QuestionKind
    place: str
    words: str
    reason: str
    choices: tuple[Choice, ...] = ()
    proposed: str = ""


@dataclass(slots=True)
class Questionnaire:
    """The questions of one import, and the `answers` that were given to some, by the ids of the questions."""

    answers: Mapping[str, str] = field(default_factory=dict)
    open: list[ImportQuestion] = field(default_factory=list)
    _asked: dict[str, int] = field(default_factory=dict)
    _open: dict[tuple[QuestionKind, str, str], ImportQuestion] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    """Answers that are none of the choices, by the ids of their questions: these are open still."""

    def ask(
        self,
        kind: QuestionKind,
        place: str,
        words: str,
        reason: str,
        choices: Sequence[Choice] = (),
        proposed: str = "",
        about: str = "",
        accepts: Callable[[str], bool] | None = None,
    ) -> str:
        """The answer that was given, else the proposed one: then the question is open. The same one is asked once.

        `about` is what its id has in place of the numbers of the place, where it is of no one place. `accepts` says
        whether an answer holds that is none of the choices; without choices there is nothing to answer but `seen`.
        """
        choices = choices or ([] if accepts is not None else [Choice(SEEN, _("looked at"))])
        if (same := self._open.get((kind, place, reason))) is not None:
            return same.proposed
        key = f"{kind.value}:{about or '-'.join(_NUMBER.findall(place)) or 0}"
        number = self._asked[key] = self._asked.get(key, 0) + 1
        question_id = key if number == 1 else f"{key}:{number}"
        if question_id in self.answers:
            self.used.add(question_id)
            answer = self.answers[question_id]
            if any(answer == choice.value for choice in choices) or (accepts is not None and accepts(answer)):
                return answer
            self.refused[question_id] = answer
        one = ImportQuestion(question_id, kind, place, words, reason, tuple(choices), proposed)
        self._open[kind, place, reason] = one
        self.open.append(one)
        return proposed


def split_refs(answer: str) -> tuple[str, ...]:
    """The ids in an answer that names units and groups, parted by spaces or commas, each once."""
    return tuple(dict.fromkeys(one for one in re.split(r"[\s,;]+", answer) if one))


def join_places(places: Sequence[str], most: int) -> str:
    """The places of one question; of more than `most` it is said that there are more."""
    return ", ".join(places[:most]) + (", …" if len(places) > most else "")


def all_known(known: Iterable[str]) -> Callable[[str], bool]:
    """Whether an answer names nothing but what is `known`, and something; nobody beside others is a contradiction."""
    there = frozenset(known)

    def is_known(answer: str) -> bool:
        refs = split_refs(answer)
        return bool(refs) and there.issuperset(refs) and (len(refs) == 1 or OPEN not in refs)

    return is_known


def is_short_text(answer: str) -> bool:
    """Whether an answer in words can stand in a plan file: a line that can be printed."""
    return bool(answer.strip()) and answer.isprintable() and len(answer) <= _MOST_LETTERS


_MOST_LETTERS = 200
