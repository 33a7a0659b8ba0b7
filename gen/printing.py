"""Diagnostics → their output: text with the excerpt, JSON for programs, annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from gen.errors import Diagnostic, Location, Severity
from gen.locale import _

MAX_EXCERPT = 110
"""Longer lines are cut around the place, so that the marker stays below it."""


def diagnostics_as_text(diagnostics: Sequence[Diagnostic], is_partly_done: bool = False) -> str:
    """Each finding with its line of the file and a marker, then a line that counts them.

    The line says that nothing was written, unless it is partly done.
    """
    if not diagnostics:
        return ""
    return "\n".join([diagnostics_as_blocks(diagnostics), _format_count(diagnostics, is_partly_done)])


def diagnostics_as_blocks(diagnostics: Sequence[Diagnostic]) -> str:
    """Each finding with its line of the file and a marker, without a count: for work that was done all the same."""
    return "\n".join(_format_block(d) for d in diagnostics)


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list with an object for each finding; `location` is null where a finding has no place."""
    return json.dumps([asdict(d) for d in diagnostics], ensure_ascii=False, indent=2)


def diagnostics_as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows at the line they name."""
    return "\n".join(_format_annotation(d) for d in diagnostics)


DIAGNOSTIC_FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": diagnostics_as_text,
    "json": diagnostics_as_json,
    "github": diagnostics_as_github,
}


def _format_block(diagnostic: Diagnostic) -> str:
    word = _("error") if diagnostic.severity is Severity.ERROR else _("warning")
    lines = [f"{word}[{diagnostic.code}]: {diagnostic.message}"]
    if diagnostic.location is not None:
        lines += _format_place(diagnostic.location)
    if diagnostic.hint:
        lines.append("  " + _("hint: {hint}").format(hint=diagnostic.hint))
    return "\n".join(lines)


def _format_place(location: Location) -> list[str]:
    if not location.line:
        return [f"  --> {location.path}"]
    head = f"  --> {location.path}:{location.line}" + (f":{location.column}" if location.column else "")
    if not location.excerpt:
        return [head]
    excerpt, column = _cut_excerpt(location.excerpt, location.column)
    number = str(location.line)
    gutter = " " * len(number)
    marker = "^" * max(1, min(location.length, len(excerpt) - column + 1))
    return [head, f"{gutter} |", f"{number} | {excerpt}", f"{gutter} | {' ' * (column - 1)}{marker}"]


def _cut_excerpt(line: str, column: int) -> tuple[str, int]:
    line = line.replace("\t", " ")
    if len(line) <= MAX_EXCERPT:
        return line, column
    start = max(0, min(column - 1 - MAX_EXCERPT // 3, len(line) - MAX_EXCERPT))
    cut = line[start : start + MAX_EXCERPT]
    front, back = ("…" if start else ""), ("…" if start + MAX_EXCERPT < len(line) else "")
    return f"{front}{cut}{back}", column - start + len(front)


def _format_count(diagnostics: Sequence[Diagnostic], is_partly_done: bool) -> str:
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    warnings = len(diagnostics) - errors
    if not errors:
        return _("warnings: {warnings}; no errors.").format(warnings=warnings)
    if is_partly_done:
        return _("errors: {errors}; what was done before stays.").format(errors=errors)
    if not warnings:
        return _("errors: {errors}; nothing was written.").format(errors=errors)
    return _("errors: {errors}, warnings: {warnings}; nothing was written.").format(errors=errors, warnings=warnings)


def _format_annotation(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    where = (
        f" file={_escape_property(place.path)},line={max(1, place.line)},col={max(1, place.column)}" if place else " "
    )
    text = diagnostic.message + (f" ({diagnostic.hint})" if diagnostic.hint else "")
    title = f",title={diagnostic.code}" if place else f"title={diagnostic.code}"
    return f"::{diagnostic.severity.value}{where}{title}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
