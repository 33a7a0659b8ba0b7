"""The findings of files → text for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from gen.diagnostics.lint import FindingLevel
from gen.linting.files import LintResult
from gen.linting.findings import FindingPlace, LayoutFinding
from gen.linting.recognition.elements import element_names
from gen.linting.rules.catalogue import rule_texts
from gen.locale import _
from gen.printing import diagnostics_as_blocks
from gen.text import name_few

_NAMED = 12
"""How many places of one finding are named by their number."""


def results_as_text(results: Sequence[LintResult]) -> str:
    """Findings of one sort together, with the first place in full; then a count of the files."""
    return "\n".join([block for result in results for block in _blocks(result)] + [_summary(results)])


def results_as_json(results: Iterable[LintResult]) -> str:
    """A JSON list, one object a file, each finding with its place as fields."""
    texts = rule_texts()
    return json.dumps([_result_as_data(result, texts) for result in results], ensure_ascii=False, indent=2)


RESULT_FORMATS: dict[str, Callable[[Sequence[LintResult]], str]] = {"text": results_as_text, "json": results_as_json}


def _result_as_data(result: LintResult, texts: Mapping[str, str]) -> dict[str, Any]:
    problem = result.problem
    return {
        "file": result.path,
        "read": result.was_read,
        "problem": None if problem is None else {"code": problem.code, "message": problem.message},
        "mended": result.fixed_path or None,
        "findings": [_finding_as_data(finding, texts) for finding in result.findings],
    }


def _finding_as_data(finding: LayoutFinding, texts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "says": texts[finding.rule],
        "level": finding.level.value,
        "element": finding.element,
        "place": asdict(finding.place),
        "found": finding.actual,
        "wanted": finding.expected,
        "can_be_mended": finding.fix is not None,
    }


def _blocks(result: LintResult) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[LayoutFinding]] = {}
    for one in result.findings:
        groups.setdefault((one.rule, one.level, one.element, one.actual, one.expected), []).append(one)
    for group in groups.values():
        yield _block(result, group)
    if result.problem is not None:
        yield diagnostics_as_blocks([result.problem])
    if result.fixed_path:
        yield _("mended into {file}: look it over before you use it").format(file=result.fixed_path)


def _block(result: LintResult, group: Sequence[LayoutFinding]) -> str:
    first = group[0]
    place = ": ".join(filter(None, [result.path, _describe_place(first.place)]))
    lines = [f"{_levels()[first.level]}[{first.rule}]: {_message(first)}", f"  --> {place}"]
    if len(group) > 1:
        lines.append("      " + _describe_others(group[1:]))
    if first.fix is not None and not result.fixed_path:
        lines.append("  " + _("hint: {hint}").format(hint=_("gen lint --fix mends this in a new file")))
    return "\n".join(lines)


def _message(finding: LayoutFinding) -> str:
    element = element_names()[finding.element]
    if not finding.expected:
        return f"{element}: {finding.actual}"
    message = _("{element}: found {found}; wanted {wanted}")
    return message.format(element=element, found=finding.actual, wanted=finding.expected)


def _levels() -> dict[FindingLevel, str]:
    return {FindingLevel.ERROR: _("error"), FindingLevel.WARNING: _("warning"), FindingLevel.NOTE: _("note")}


def _describe_others(group: Sequence[LayoutFinding]) -> str:
    numbers = list(dict.fromkeys(str(one.place.paragraph) for one in group if one.place.paragraph))
    more = _("and {count} more").format(count=len(group))
    if not numbers:
        return more
    shown = name_few(numbers, _NAMED)
    return _("{more}: paragraphs {numbers}").format(more=more, numbers=shown)


def _describe_place(place: FindingPlace) -> str:
    """A place in words for people, the largest unit first."""
    pieces = []
    if place.part != "body":
        parts = {"header": _("header of section {number}"), "footer": _("footer of section {number}")}
        pieces.append(parts[place.part].format(number=place.section))
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


def _summary(results: Sequence[LintResult]) -> str:
    unread = sum(not result.was_read for result in results)
    found = sum(result.has_findings for result in results)
    read = len(results) - unread
    message = _("files checked against the layout rules of Decree 30: {read}; clean: {clean}, with findings: {found}")
    line = message.format(read=read, clean=read - found, found=found)
    return line + "; " + _("not read: {unread}").format(unread=unread) if unread else line
