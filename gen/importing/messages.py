"""A Drafted → the report for the person who imports: how much was placed, what was left out, what to look at."""

from __future__ import annotations

import json
from collections.abc import Callable

from gen.importing.draft.plan import PlanDraft
from gen.locale import _
from gen.text import shorten


def draft_as_text(drafted: PlanDraft) -> str:
    """The report in sentences."""
    placed = drafted.characters - drafted.characters_left_out
    share = 100 * placed / max(drafted.characters, 1)
    lines = [
        _("{placed} of {all} characters of the source are in the draft ({share} %)").format(
            placed=placed, all=drafted.characters, share=f"{share:.2f}"
        )
    ]
    if drafted.left_out:
        lines += ["", _("Left out:")]
        lines += [f"  {p.place}: “{shorten(p.text)}” – {reason}" for p, reason in drafted.left_out]
    if drafted.doubts:
        lines += ["", _("To be looked at:")]
        lines += [
            f"  {doubt.place}: {doubt.reason}" if doubt.place else f"  {doubt.reason}" for doubt in drafted.doubts
        ]
    return "\n".join(lines)


def draft_as_json(drafted: PlanDraft) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "characters": drafted.characters,
            "left_out_characters": drafted.characters_left_out,
            "left_out": [{"place": p.place, "text": p.text, "why": reason} for p, reason in drafted.left_out],
            "unresolved": [{"place": doubt.place, "why": doubt.reason} for doubt in drafted.doubts],
        },
        ensure_ascii=False,
        indent=2,
    )


DRAFT_FORMATS: dict[str, Callable[[PlanDraft], str]] = {"text": draft_as_text, "json": draft_as_json}
