"""A PlanDraft → the report for the person who imports: how much is in the draft, what is left out, what to check."""

from __future__ import annotations

import json
from collections.abc import Callable

from gen.importing.draft.plan import PlanDraft
from gen.locale import _
from gen.text import shorten


def draft_as_text(draft: PlanDraft) -> str:
    """The report in sentences."""
    placed = draft.characters - draft.characters_left_out
    share = 100 * placed / max(draft.characters, 1)
    lines = [
        _("{placed} of {all} characters of the source are in the draft ({share} %)").format(
            placed=placed, all=draft.characters, share=f"{share:.2f}"
        )
    ]
    if draft.left_out:
        lines += ["", _("Left out:")]
        lines += [f"  {p.place}: “{shorten(p.text)}” – {reason}" for p, reason in draft.left_out]
    if draft.questions:
        lines += ["", _("To be looked at:")]
        lines += [f"  {one.place}: {one.reason}" if one.place else f"  {one.reason}" for one in draft.questions]
    return "\n".join(lines)


def draft_as_json(draft: PlanDraft) -> str:
    """The report for programs."""
    return json.dumps(
        {
            "characters": draft.characters,
            "left_out_characters": draft.characters_left_out,
            "left_out": [{"place": p.place, "text": p.text, "why": reason} for p, reason in draft.left_out],
            "unresolved": [{"place": one.place, "why": one.reason} for one in draft.questions],
        },
        ensure_ascii=False,
        indent=2,
    )


DRAFT_FORMATS: dict[str, Callable[[PlanDraft], str]] = {"text": draft_as_text, "json": draft_as_json}
