"""A validation error of the schema → a Diagnostic in the reader's words, with a code, a place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.plan.checks.ids import propose_code, propose_id
from gen.plan.fields import SUBSTITUTIONS, DeclaredNames
from gen.plan.model import Plan

LocationLookup = Callable[[tuple[str | int, ...], bool], Location]
"""A path and whether its key is meant (else its value) → where that stands."""


def diagnose_validation_error(error: dict[str, Any], names: DeclaredNames, place: LocationLookup) -> Diagnostic:
    """The Diagnostic for one entry of pydantic's `ValidationError.errors()`."""
    path = tuple(error["loc"])
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path, place)
    if kind == "missing":
        key = f'"{path[-1]}"'
        location = place(path[:-1], True)
        return diagnostics.plan.MISSING_KEY.at(location, key=key, where=_where(path[:-1]), hint=_purpose(path))
    if kind == "no_assignee":
        hint = _("who has to do it; where each task says it itself, write to: at each task")
        return diagnostics.plan.MISSING_KEY.at(place(path, False), key='"to"', where=_where(path), hint=hint)
    if kind.startswith("unknown_"):
        return _unknown_name(kind, str(context["value"]), names, place(path, False))
    if kind == "duplicate_id":
        written = str(context["value"])
        indicators = names.seen.get("indicators", set())
        free = propose_code(written, indicators) if "indicators" in path else propose_id(written, names.taken)
        return diagnostics.plan.ID_TWICE.at(place(path, False), id=f'"{written}"', free=f'"{free}"')
    return _describe(kind, path, context, place(path, False))


def _where(path: tuple[str | int, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    return f"`{text}`" if text else _("the file")


def _unknown_key(path: tuple[str | int, ...], place: LocationLookup) -> Diagnostic:
    key = str(path[-1])
    known = _keys_at(path[:-1])
    return diagnostics.plan.UNKNOWN_KEY.at(
        place(path, True),
        key=f'"{key}"',
        where=_where(path[:-1]),
        keys=", ".join(known),
        hint=suggest_word(key, known),
    )


def _unknown_name(kind: str, value: str, names: DeclaredNames, location: Location) -> Diagnostic:
    if kind == "unknown_placeholder":
        listed = ", ".join(f"{{{name}}}" for name in SUBSTITUTIONS)
        hint = suggest_word(value, sorted(SUBSTITUTIONS))
        return diagnostics.plan.UNKNOWN_SUBSTITUTION.at(location, id=value, names=listed, hint=hint)
    mistake, known = {
        "unknown_citation": (diagnostics.plan.UNKNOWN_CITATION, names.citations),
        "unknown_amendment": (diagnostics.plan.UNKNOWN_AMENDMENT, names.amendments),
        "unknown_unit_or_group": (diagnostics.plan.UNKNOWN_UNIT_OR_GROUP, names.units | names.groups),
    }.get(kind, (diagnostics.plan.UNKNOWN_UNIT, names.units))
    return mistake.at(location, id=f'"{value}"', hint=suggest_word(value, sorted(known)))


_WRONG_SHAPE = {
    "tuple_type": diagnostics.plan.NOT_A_LIST,
    "list_type": diagnostics.plan.NOT_A_LIST,
    "string_type": diagnostics.plan.NOT_A_TEXT,
    "model_type": diagnostics.plan.NOT_A_GROUP_OF_KEYS,
    "model_attributes_type": diagnostics.plan.NOT_A_GROUP_OF_KEYS,
    "dict_type": diagnostics.plan.NOT_A_GROUP_OF_KEYS,
}
_NUMBERS = ("int_parsing", "int_from_float", "decimal_parsing", "decimal_type", "int_type")
_BY_KIND = {
    "bool_parsing": diagnostics.plan.NOT_TRUE_OR_FALSE,
    "bad_date": diagnostics.plan.NOT_A_DATE,
    "line_break": diagnostics.plan.LINE_BREAK,
    "bare_heading": diagnostics.plan.BARE_HEADING,
    **dict.fromkeys(_NUMBERS, diagnostics.plan.NOT_A_NUMBER),
}
"""Kinds of errors whose texts name nothing but the place."""

_RANGES = {"greater_than_equal", "less_than_equal", "greater_than", "less_than", "finite_number"}


def _describe(kind: str, path: tuple[str | int, ...], context: dict[str, Any], location: Location) -> Diagnostic:
    where = _where(path)
    if kind in _WRONG_SHAPE:
        return _WRONG_SHAPE[kind].at(location, where=where, hint=_purpose(path))
    if kind == "enum":
        values = ", ".join(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
        return diagnostics.plan.UNKNOWN_VALUE.at(location, where=where, values=values)
    if kind in _BY_KIND:
        return _BY_KIND[kind].at(location, where=where)
    if kind in _RANGES:
        return diagnostics.plan.OUT_OF_RANGE.at(location, where=where, bound=next(iter(context.values()), ""))
    return _describe_text(kind, path, context, location)


def _describe_text(kind: str, path: tuple[str | int, ...], context: dict[str, Any], location: Location) -> Diagnostic:
    where = _where(path)
    match kind:
        case "bad_id" | "string_pattern_mismatch":
            hint = ""
            if path[-1] == "id" and kind == "bad_id":
                hint = _("use a-z, 0-9 and single hyphens, at most 60, no name that Windows keeps: xa-quai-to")
            return diagnostics.plan.WRONG_FORM.at(location, where=where, pattern=context.get("pattern", ""), hint=hint)
        case "empty_text" | "too_short":
            return diagnostics.plan.EMPTY_VALUE.at(location, where=where, hint=_purpose(path))
        case "too_long" if "limit" in context:
            return diagnostics.plan.TEXT_TOO_LONG.at(location, where=where, limit=context["limit"])
        case "too_long":
            return diagnostics.plan.LIST_TOO_LONG.at(location, where=where, bound=context.get("max_length"))
        case "exactly_one":
            return diagnostics.plan.NOT_EXACTLY_ONE.at(location, where=where, keys=context["keys"])
    return diagnostics.plan.VALUE_NOT_READABLE.at(location, where=where, hint=_purpose(path))


def _purpose(path: tuple[str | int, ...]) -> str:
    """What the key at the end of `path` is for, from the schema's own sentence."""
    steps = [step for step in path if isinstance(step, str)]
    owner = _model_at(path[: _last_text(path)])
    if owner is None or not steps:
        return ""
    for name, info in owner.model_fields.items():
        if steps[-1] in (info.alias, name) and info.description:
            return _(info.description)
    return ""


def _last_text(path: tuple[str | int, ...]) -> int:
    return max((i for i, step in enumerate(path) if isinstance(step, str)), default=0)


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    model = _model_at(path)
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def _model_at(path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The class that describes the mapping at `path`."""
    model: type[BaseModel] | None = Plan
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        model = _model_in(fields[step].annotation) if step in fields else None
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
