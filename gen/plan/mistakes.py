"""A validation error of the schema → a Diagnostic in the reader's words, with a code, a place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.plan.fields import SUBSTITUTIONS, Names
from gen.plan.model import Plan

Place = Callable[[tuple[str | int, ...], bool], Location]
"""A path and whether its key is meant (else its value) → where that stands."""


def diagnose(error: dict[str, Any], names: Names, place: Place) -> Diagnostic:
    """The Diagnostic for one entry of pydantic's `ValidationError.errors()`."""
    path = tuple(error["loc"])
    kind = error["type"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path, place)
    if kind == "missing":
        message = _("the key {key} is missing in {where}").format(key=f'"{path[-1]}"', where=_where(path[:-1]))
        return Diagnostic("PLAN-021", Severity.ERROR, message, place(path[:-1], True), _purpose(path))
    if kind.startswith("unknown_"):
        return _unknown_name(kind, str(context["value"]), names, place(path, False))
    code, message, hint = _describe(kind, path, context)
    return Diagnostic(code, Severity.ERROR, message, place(path, False), hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "…"?` for the nearest of `known`, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _('did you mean "{word}"?').format(word=near[0]) if near else ""


def _where(path: tuple[str | int, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    return f"`{text}`" if text else _("the file")


def _unknown_key(path: tuple[str | int, ...], place: Place) -> Diagnostic:
    key = str(path[-1])
    known = _keys_at(path[:-1])
    hint = did_you_mean(key, known) or _("allowed here: {keys}").format(keys=", ".join(known))
    message = _("there is no key {key} in {where}").format(key=f'"{key}"', where=_where(path[:-1]))
    return Diagnostic("PLAN-020", Severity.ERROR, message, place(path, True), hint)


def _unknown_name(kind: str, value: str, names: Names, location: Location) -> Diagnostic:
    if kind == "unknown_citation":
        code, message = "PLAN-043", _("there is no citation with the id {id}")
        known: Iterable[str] = names.citations
        remedy = _("add it under citations:")
    elif kind == "unknown_placeholder":
        code, message = "PLAN-028", _("{{{id}}} is no substitution")
        known = SUBSTITUTIONS
        remedy = _("only these are filled in: {names}").format(names=", ".join(f"{{{s}}}" for s in SUBSTITUTIONS))
    else:
        code = "PLAN-040"
        both = kind == "unknown_unit_or_group"
        message = _("there is no unit or group with the id {id}") if both else _("there is no unit with the id {id}")
        known = names.units | names.groups if both else names.units
        remedy = _("add it under units:")
    hint = did_you_mean(value, sorted(known)) or remedy
    return Diagnostic(
        code, Severity.ERROR, message.format(id=f'"{value}"' if code != "PLAN-028" else value), location, hint
    )


_WRONG_SHAPE = {"model_type", "model_attributes_type", "dict_type", "tuple_type", "list_type", "string_type"}
_NUMBERS = {"int_parsing", "int_from_float", "decimal_parsing", "decimal_type", "int_type"}
_RANGES = {"greater_than_equal", "less_than_equal", "greater_than", "less_than", "finite_number"}


def _describe(kind: str, path: tuple[str | int, ...], context: dict[str, Any]) -> tuple[str, str, str]:
    where = _where(path)
    if kind in _WRONG_SHAPE:
        return "PLAN-022", _wrong_shape(kind).format(where=where), _purpose(path)
    if kind == "enum":
        values = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = _("allowed: {values}").format(values=", ".join(values))
        return "PLAN-023", _("{where} has a value that is not known").format(where=where), hint
    if kind == "bool_parsing":
        return "PLAN-026", _("{where} is neither true nor false").format(where=where), _("write true or false")
    if kind in _NUMBERS:
        hint = _("write digits only; decimals with a point: 99.5")
        return "PLAN-026", _("{where} is not a number").format(where=where), hint
    if kind in _RANGES:
        bound = next(iter(context.values()), "")
        return (
            "PLAN-026",
            _("{where} is out of range").format(where=where),
            _("the bound is {bound}").format(bound=bound),
        )
    return _describe_text(kind, where, path, context)


def _describe_text(kind: str, where: str, path: tuple[str | int, ...], context: dict[str, Any]) -> tuple[str, str, str]:
    match kind:
        case "bad_id" | "string_pattern_mismatch":
            if path[-1] == "id" and kind == "bad_id":
                hint = _("use a-z, 0-9 and single hyphens, at most 60, no name that Windows keeps: xa-quai-to")
            else:
                hint = _("the form is {pattern}").format(pattern=context.get("pattern", ""))
            return "PLAN-024", _("{where} does not have the form it must have").format(where=where), hint
        case "bad_date":
            hint = _("write year-month-day: 2021-07-15; where the day is open, 2020-11")
            return "PLAN-025", _("{where} is no date").format(where=where), hint
        case "empty_text" | "too_short":
            return "PLAN-027", _("{where} is empty").format(where=where), _purpose(path)
        case "too_long":
            entries = _("the bound is {bound}").format(bound=context.get("max_length"))
            hint = _("at most {limit} characters").format(limit=context["limit"]) if "limit" in context else entries
            return "PLAN-027", _("{where} is too long").format(where=where), hint
        case "line_break":
            hint = _("one entry is one paragraph: write the next one as an entry of its own")
            return "PLAN-027", _("{where} holds a line break").format(where=where), hint
        case "duplicate_id":
            message = _("the id {id} is used twice").format(id=f'"{context["value"]}"')
            return "PLAN-041", message, _("every id is used once")
        case "exactly_one":
            message = _("{where} needs exactly one of: {keys}").format(where=where, keys=context["keys"])
            return "PLAN-029", message, ""
        case "bare_heading":
            hint = _("write the task as text:, or put items: below the heading")
            return "PLAN-029", _("{where} is a heading without anything below it").format(where=where), hint
    return "PLAN-022", _("{where} cannot be read").format(where=where), _purpose(path)


def _wrong_shape(kind: str) -> str:
    if kind in {"tuple_type", "list_type"}:
        return _("{where} has to be a list")
    if kind == "string_type":
        return _("{where} has to be a text")
    return _("{where} has to be a group of keys")


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
