"""A file with a plan → its draft as the text of a plan.yaml, with its questions and what is left out."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.errors import Diagnostic, GenError
from gen.files import holds, read_regular_file
from gen.importing.draft.plan import PlanDraft, draft_plan
from gen.importing.draft.yaml_text import render_yaml
from gen.importing.questions import ImportQuestion
from gen.importing.text.files import read_passages
from gen.importing.text.passages import Passage, Passages
from gen.locale import _
from gen.outputs import write_output
from gen.plan.file.loading import is_plan, load_units


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """The `text` of a plan.yaml, the draft from which it is written, and the passages of the file."""

    text: str
    draft: PlanDraft
    passages: Passages

    @property
    def questions(self) -> tuple[ImportQuestion, ...]:
        """What a person has to answer, or to look at."""
        return tuple(self.draft.questions)

    @property
    def left_out(self) -> tuple[tuple[Passage, str], ...]:
        """The passages that are not in the draft, each with the reason."""
        return tuple(self.draft.left_out)


def import_file(
    file: Path, registry: Path | None = None, to: Path | None = None, answers: Path | None = None
) -> ImportedPlan:
    """The draft of the plan in `file`, written to the new file `to` where one is named.

    `registry` is a file of the office's own units, or a plan with them. Raises GenError: IMP-001 to IMP-005 where
    no plan can be read, PlanError for mistakes in the registry, IMP-006 where `to` exists already and says something
    else, IMP-007 where it cannot be written; IMP-009, IMP-010 where the file of `answers`, a JSON object with an answer
    by the id of its question, cannot be read, or answers what is not asked; IMP-011 for an answer that is no choice.
    """
    units, registry_name = ((), "") if registry is None else (load_units(registry), _registry_name(registry, to))
    passages = read_passages(file)
    given = {} if answers is None else read_answers(answers)
    draft = draft_plan(passages, file.name, units, registry_name, given)
    if unknown := sorted(given.keys() - draft.answered):
        raise GenError.one(diagnostics.importing.ANSWER_WITHOUT_QUESTION.at(path=answers, ids=", ".join(unknown)))
    if draft.refused:
        raise GenError(_refused(answers, draft))
    heading = _("Draft, imported from {name}. Look at each remark (#) and at the list that the import printed.")
    imported = ImportedPlan(render_yaml(draft.plan, heading.format(name=file.name)), draft, passages)
    if to is not None and os.path.lexists(to) and not holds(to, imported.text.encode()):
        raise GenError.one(diagnostics.importing.DRAFT_THERE_ALREADY.at(path=to))
    if to is not None:
        write_output(to, imported.text.encode(), diagnostics.importing.DRAFT_NOT_WRITABLE)
    return imported


def _refused(answers: Path | None, draft: PlanDraft) -> Iterator[Diagnostic]:
    """What is wrong with answers that are none of the choices of their questions."""
    asked = {one.id: one for one in draft.questions}
    for question_id, answer in draft.refused.items():
        choices = ", ".join(choice.value for choice in asked[question_id].choices)
        yield diagnostics.importing.ANSWER_NOT_A_CHOICE.at(
            path=answers, id=question_id, answer=answer[:80], choices=choices or "–"
        )


def _registry_name(registry: Path, to: Path | None) -> str:
    """How the draft refers to the registry: by name where it is a file of units in the draft's folder or below."""
    if to is None:
        return ""
    folder, path = to.resolve().parent, registry.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) and not is_plan(registry) else ""


def read_answers(path: Path) -> dict[str, str]:
    """The answers in a file: a JSON object. Raises GenError IMP-009 where it is none."""
    try:
        text = read_regular_file(path, _MOST_BYTES).decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=_each_once)
    except FileNotFoundError:
        raise GenError.one(diagnostics.importing.FILE_NOT_FOUND.at(path=path)) from None
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise GenError.one(diagnostics.importing.ANSWERS_NOT_READ.at(path=path))
    return {key: unicodedata.normalize("NFC", value) for key, value in data.items()}


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; raises ValueError where a key stands in it twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


_MOST_BYTES = 8 * 1024 * 1024
