"""What was found in files → text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gen.linting.files import Checked
from gen.linting.findings import Finding, Level, Place
from gen.linting.parts import names
from gen.linting.rules import rules
from gen.locale import _
from gen.printing import as_blocks

_NAMED = 12
"""Of the places that one finding has, so many are named by their number."""


def as_text(results: Sequence[Checked]) -> str:
    """Findings of one sort together, with the first place in full; then what became of the files."""
    return "\n".join([block for result in results for block in _blocks(result)] + [_summary(results)])


def as_json(results: Iterable[Checked]) -> str:
    """A JSON list, one object a file, each finding with its place as fields."""
    says = rules()
    return json.dumps([_as_data(result, says) for result in results], ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {"text": as_text, "json": as_json}


def _as_data(result: Checked, says: Mapping[str, str]) -> dict[str, Any]:
    problem = result.problem
    return {
        "file": result.path,
        "read": result.was_read,
        "problem": None if problem is None else {"code": problem.code, "message": problem.message},
        "mended": result.mended or None,
        "findings": [_finding(finding, says) for finding in result.findings],
    }


def _finding(finding: Finding, says: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "says": says[finding.rule],
        "level": finding.level.value,
        "element": finding.element,
        "place": asdict(finding.place),
        "found": finding.found,
        "wanted": finding.wanted,
        "can_be_mended": finding.mend is not None,
    }


def _blocks(result: Checked) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in result.findings:
        groups.setdefault((one.rule, one.level, one.element, one.found, one.wanted), []).append(one)
    for group in groups.values():
        yield _block(result, group)
    if result.problem is not None:
        yield as_blocks([result.problem])
    if result.mended:
        yield _("mended into {file}: look it over before you use it").format(file=result.mended)


def _block(result: Checked, group: Sequence[Finding]) -> str:
    first = group[0]
    place = ": ".join(filter(None, [result.path, _place(first.place)]))
    lines = [f"{_levels()[first.level]}[{first.rule}]: {_message(first)}", f"  --> {place}"]
    if len(group) > 1:
        lines.append("      " + _others(group[1:]))
    if first.mend is not None and not result.mended:
        lines.append("  " + _("hint: {hint}").format(hint=_("gen lint --fix mends this in a new file")))
    return "\n".join(lines)


def _message(finding: Finding) -> str:
    element = names()[finding.element]
    if not finding.wanted:
        return f"{element}: {finding.found}"
    said = _("{element}: found {found}; wanted {wanted}")
    return said.format(element=element, found=finding.found, wanted=finding.wanted)


def _levels() -> dict[Level, str]:
    return {Level.ERROR: _("error"), Level.WARNING: _("warning"), Level.NOTE: _("note")}


def _others(group: Sequence[Finding]) -> str:
    numbers = list(dict.fromkeys(str(one.place.paragraph) for one in group if one.place.paragraph))
    more = _("and {count} more").format(count=len(group))
    if not numbers:
        return more
    shown = ", ".join(numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
    return _("{more}: paragraphs {numbers}").format(more=more, numbers=shown)


def _place(place: Place) -> str:
    """A place in people's words, the coarsest first."""
    pieces = []
    if place.part != "body":
        around = {"header": _("header of section {number}"), "footer": _("footer of section {number}")}
        pieces.append(around[place.part].format(number=place.section))
    elif place.section and not place.paragraph:
        pieces.append(_("section {number}").format(number=place.section))
    if place.table:
        where = _("table {table}, row {row}, column {column}")
        pieces.append(where.format(table=place.table, row=place.row, column=place.column))
    if place.paragraph:
        pieces.append(_("paragraph {number}").format(number=place.paragraph))
    if place.words:
        pieces.append(f"“{place.words}”")
    if place.style:
        pieces.append(_("style {style}").format(style=place.style))
    return ", ".join(pieces)


def _summary(results: Sequence[Checked]) -> str:
    unread = sum(not result.was_read for result in results)
    found = sum(result.has_findings for result in results)
    read = len(results) - unread
    said = _("files checked against the layout rules of Decree 30: {read}; clean: {clean}, with findings: {found}")
    line = said.format(read=read, clean=read - found, found=found)
    return line + "; " + _("not read: {unread}").format(unread=unread) if unread else line
