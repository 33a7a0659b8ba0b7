"""Submissions → what is said of them: text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from gen.locale import _
from gen.returns.judging import Submission, Value
from gen.text import shortened


def as_text(found: Sequence[Submission]) -> str:
    """Each file with what is in it, and what is to be looked at; the count last."""
    lines = [line for one in found for line in told(one)]
    whole = sum(not one.quarantined for one in found)
    counted = _("{count} files: {whole} forms read, {apart} set apart")
    return "\n".join([*lines, counted.format(count=len(found), whole=whole, apart=len(found) - whole)])


def told(one: Submission) -> list[str]:
    """What is in one file, in lines."""
    if one.quarantined:
        return [f"{one.name}: {one.quarantined}"]
    head = _("{name}: {unit}, {count} answers").format(name=one.name, unit=one.unit, count=len(one.values))
    if one.obligation:
        head += ", " + _("for the report {id}").format(id=one.obligation)
    if not one.is_current:
        head += ", " + _("a form of before the plan was amended")
    doubts = [f"  {why}" for why in one.doubts]
    doubts += [f"  {value.field.key}: {why}" for value in one.values for why in value.doubts]
    apart = [f"  {value.field.key}: “{shortened(value.text)}” – {why}" for value, why in one.apart]
    return [head, *doubts, *apart]


def as_json(found: Sequence[Submission]) -> str:
    """The same for programs, every value with its anchor."""
    return json.dumps([record_of(one) for one in found], ensure_ascii=False, indent=2)


def record_of(one: Submission) -> dict[str, object]:
    """One submission as it stands in JSON."""
    return {
        "name": one.name,
        "sha256": one.sha256,
        "unit": one.unit,
        "obligation": one.obligation,
        "revision": one.revision,
        "current": one.is_current,
        "quarantined": one.quarantined,
        "values": [_value(value) for value in one.values],
        "apart": [{**_value(value), "why": why} for value, why in one.apart],
        "doubts": list(one.doubts),
    }


def _value(value: Value) -> dict[str, object]:
    figure = value.figure
    return {
        "key": value.field.key,
        "text": value.text,
        "anchor": value.anchor,
        **({"number": f"{figure.value:f}", "percent": figure.percent} if figure else {}),
        "doubts": list(value.doubts),
    }


FORMATS: dict[str, Callable[[Sequence[Submission]], str]] = {"text": as_text, "json": as_json}
