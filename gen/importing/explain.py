"""Passages of a plan, and what each layer made of them → lines for a person who wants to see why the draft is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gen.importing.draft.plan import PlanDraft
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.structure.outline import parse_mark
from gen.importing.text.passages import Passages
from gen.locale import _
from gen.text import shorten

_LETTERS = 90


def explain(passages: Passages, draft: PlanDraft) -> Iterator[str]:
    """A line for each passage: its place, its mark, whether it is bold, its words; then what the draft has for it."""
    left_out = {id(passage): reason for passage, reason in draft.left_out}
    asked: dict[str, list[str]] = {}
    for question in draft.questions:
        asked.setdefault(question.place, []).append(question.reason)
    made = dict(_records(draft))
    for passage in passages:
        mark = parse_mark(passage)
        look = _("bold") if passage.bold else _("partly bold") if passage.spans else ""
        printed = f"[{mark.printed or '–'} {look}]".replace(" ]", "]")
        yield f"{passage.place} {printed} {shorten(mark.text, _LETTERS)}"
        if id(passage) in left_out:
            yield f"    → {left_out[id(passage)]}"
        for words in made.get(passage.place, ()):
            yield f"    → {words}"
        for reason in dict.fromkeys(asked.get(passage.place, ())):
            yield f"    ? {reason}"


def _records(draft: PlanDraft) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for part in draft.plan.get("parts", ()):
        found.setdefault(part.note, []).append(_("part ({role})").format(role=part.get("role", "other")))
        for section in part.get("assignments", ()):
            found.setdefault(section.note, []).append(_describe(_("section"), section))
            _walk(section.get("items", ()), found)
    for duty in draft.plan.get("obligations", ()):
        words = _("report, {frequency}, to {to}").format(
            frequency=duty["frequency"], to=duty.get("to", duty.get("to_name"))
        )
        found.setdefault(duty.note, []).append(words)
    yield from found.items()


def _walk(items: Iterable[DraftRecord], found: dict[str, list[str]]) -> None:
    for item in items:
        what = _("heading") if "heading" in item else _("text") if item.get("task") is False else _("task")
        found.setdefault(item.note, []).append(_describe(what, item))
        _walk(item.get("items", ()), found)


def _describe(what: str, record: DraftRecord) -> str:
    said = [f"{key}: {', '.join(record[key])}" for key in ("to", "for", "with") if key in record]
    due = [record["due"]["raw"]] if "due" in record else []
    return "; ".join([f"{what} {record.get('id', '')}".strip(), *said, *due])
