"""A PlanDraft → the report for the person who imports: how much is in the draft, what is left out, what to check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from gen.importing.draft.plan import PlanDraft
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import ImportQuestion
from gen.locale import _
from gen.text import remove_emphasis, shorten, to_roman


def draft_as_text(draft: PlanDraft) -> str:
    """The report in sentences: a line for each part, what is left out, the questions, each with its id and choices."""
    placed = draft.characters - draft.characters_left_out
    share = 100 * placed / max(draft.characters, 1)
    lines = [
        _("{placed} of {all} characters of the source are in the draft ({share} %)").format(
            placed=placed, all=draft.characters, share=f"{share:.2f}"
        )
    ]
    lines += ["", *(f"  {line}" for line in _count_parts(draft))]
    if draft.left_out:
        lines += ["", _("Left out:")]
        lines += [f"  {p.place}: “{shorten(p.text)}” – {reason}" for p, reason in draft.left_out]
    if draft.questions:
        lines += [
            "",
            _("Questions ({count}), each with the id for a file of answers:").format(count=len(draft.questions)),
        ]
        lines += [line for one in draft.questions for line in _question_lines(one)]
    return "\n".join(lines)


def _count_parts(draft: PlanDraft) -> Iterator[str]:
    """How much there is of what in each part: a person who knows the plan sees what is missing."""
    for number, part in enumerate(draft.plan.get("parts", ()), 1):
        found = [item for section in part.get("assignments", ()) for item in _tasks(section.get("items", ()))]
        sections = part.get("assignments", ())
        refs = {ref for node in (*sections, *_items(sections)) for ref in node.get("to", ()) if ref != "open"}
        name = f"{part.get('number', to_roman(min(number, 39)))}. {shorten(remove_emphasis(part['heading']), 50)}"
        if not found:
            yield _("{part}: lays nothing on anybody").format(part=name)
            continue
        due = sum("due" in item for item in found)
        yield _("{part}: {tasks} tasks of {units} units or groups, {due} with a deadline").format(
            part=name, tasks=len(found), units=len(refs), due=due
        )
    yield _("{count} reports").format(count=len(draft.plan.get("obligations", ())))


def _items(nodes: Iterable[DraftRecord]) -> Iterator[DraftRecord]:
    for node in nodes:
        yield from node.get("items", ())
        yield from _items(node.get("items", ()))


def _tasks(items: Iterable[DraftRecord]) -> Iterator[DraftRecord]:
    for item in items:
        if "text" in item and item.get("task") is not False:
            yield item
        yield from _tasks(item.get("items", ()))


def _question_lines(one: ImportQuestion) -> Iterator[str]:
    yield f"  [{one.id}] {one.place}: {one.reason}" if one.place else f"  [{one.id}] {one.reason}"
    if one.words and one.words not in one.reason:
        yield f"      “{shorten(remove_emphasis(one.words), 140)}”"
    if one.choices:
        choices = "; ".join(f"{choice.value} ({choice.words})" for choice in one.choices)
        proposed = _("now: {value}").format(value=one.proposed) if one.proposed else ""
        yield "      " + " – ".join(filter(None, [choices, proposed]))


def draft_as_json(draft: PlanDraft) -> str:
    """The report for programs."""
    return json.dumps(
        {
            "characters": draft.characters,
            "left_out_characters": draft.characters_left_out,
            "left_out": [{"place": p.place, "text": p.text, "why": reason} for p, reason in draft.left_out],
            "unresolved": [
                {
                    "id": one.id, "kind": one.kind.value, "place": one.place, "why": one.reason, "words": one.words,
                    "choices": [{"value": choice.value, "words": choice.words} for choice in one.choices],
                    "proposed": one.proposed,
                }
                for one in draft.questions
            ],
        },
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip


DRAFT_FORMATS: dict[str, Callable[[PlanDraft], str]] = {"text": draft_as_text, "json": draft_as_json}
