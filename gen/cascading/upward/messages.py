"""A FilledForm → what `gen fill` prints: what will stand where and from whom; what stays blank, and why."""

from __future__ import annotations

import json

from gen.cascading.upward.fill import CellState, FilledCell, FilledForm
from gen.locale import _
from gen.text import name_few, shorten

_NOT_WRITTEN = (CellState.BLANK, CellState.KEPT, CellState.ABSENT)


def filled_headings() -> tuple[str, ...]:
    """The headings of the table of what is filled in."""
    return (_("Cell"), _("Will say"), _("From"), _("Look at"))


def filled_rows(form: FilledForm) -> list[tuple[str, ...]]:
    """A row for each cell that is filled in."""
    return [
        (one.words, shorten(one.text.replace("\n", " / "), 120), name_few(one.names, 4), _doubts(one))
        for one in form.with_state(CellState.FILLED)
    ]


def blank_headings() -> tuple[str, ...]:
    """The headings of the table of what is not."""
    return (_("Cell"), _("Stays as it is, because"))


def blank_rows(form: FilledForm) -> list[tuple[str, ...]]:
    """A row for each cell that is not filled in, though it is asked for, with the reason."""
    return [(one.words, one.reason) for one in form.with_state(*_NOT_WRITTEN)]


def describe_filling(form: FilledForm) -> str:
    """Of which report it is, from how many bodies."""
    return _("{report}{period}: {reported} of {owing} units have reported").format(
        report=form.report, period=f", {form.period}" if form.period else "", reported=form.reported, owing=form.owing
    )


def describe_counts(form: FilledForm) -> str:
    """How many cells are filled in and how many are not, and what goes nowhere."""
    counts = _("{filled} cells are filled in; {blank} stay as they are for a reason; {silent} are blank with everybody")
    lines = [
        counts.format(
            filled=len(form.with_state(CellState.FILLED)),
            blank=len(form.with_state(*_NOT_WRITTEN)),
            silent=len(form.with_state(CellState.SILENT)),
        )
    ]
    if form.own_answers:
        lines.append(_("{count} answers are to tasks of one's own, for which the superior does not ask").format(
            count=form.own_answers
        ))  # fmt: skip
    if form.unknown_keys:
        lines.append(_("the form asks what the plan does not know of, {names}: gen cascade tells what changed").format(
            names=name_few(form.unknown_keys)
        ))  # fmt: skip
    return "\n".join(lines)


def _doubts(cell: FilledCell) -> str:
    lacking = [f"{one.name}: {one.why}" for one in cell.combined.lacking]
    return name_few([*lacking, *cell.combined.doubts], 4, "; ")


def filled_as_json(form: FilledForm) -> str:
    """All of it for programs."""
    return json.dumps(
        {
            "report": form.report, "period": form.period, "reported": form.reported, "owing": form.owing,
            "own_answers": form.own_answers, "unknown": list(form.unknown_keys),
            "cells": [
                {
                    "key": one.field.key, "state": one.state.value, "text": one.text, "reason": one.reason,
                    "sources": [
                        {"unit": source.unit, "name": source.name, "key": source.key, "text": source.text}
                        for source in one.combined.sources
                    ],
                    "lacking": [{"unit": lack.unit, "why": lack.why} for lack in one.combined.lacking],
                    "doubts": list(one.combined.doubts),
                }
                for one in form.cells
            ],
        },
        ensure_ascii=False,
        indent=2,
    )  # fmt: skip
