"""Outcomes of files → what was not done, once for each cause, however many files it touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from gen import diagnostics
from gen.errors import Diagnostic, Location, Severity
from gen.locale import _
from gen.ooxml.reader import locate_unsupported, read_document
from gen.ooxml.unsupported import UnreadableDocumentError, Unsupported
from gen.ooxml.wording import unsupported_in_part
from gen.pipeline.manifest import FileRecord
from gen.pipeline.placement import FileOutcome
from gen.text import name_few
from gen.word.template.loading import WordTemplate

_MAX_WORDS = 60
"""The most letters of a paragraph that a place names."""


def gather_problems(outcomes: Iterable[FileOutcome]) -> list[Diagnostic]:
    """The problems in order: an error that several files have for the same reason stands once, and names the files.

    What a person changed is told file by file: each is a matter of its own.
    """
    groups: dict[object, list[FileOutcome]] = {}
    for number, outcome in enumerate(outcomes):
        if outcome.problem is not None:
            key = _cause(outcome.problem, outcome.path) if outcome.problem.severity is Severity.ERROR else number
            groups.setdefault(key, []).append(outcome)
    return [_one_for_all(group) for group in groups.values()]


def _cause(problem: Diagnostic, path: str) -> tuple[str, str, str]:
    """What problems of the same cause have in common: all but the file's own name."""
    message, hint = problem.message, problem.hint
    for name in (path, PurePosixPath(path).name, PurePosixPath(path).stem):
        message, hint = message.replace(name, ""), hint.replace(name, "")
    return problem.code, message, hint


def _one_for_all(group: Sequence[FileOutcome]) -> Diagnostic:
    first = group[0].problem
    assert first is not None
    others = [outcome for outcome in group if outcome.problem != first]
    if not others:  # the cause lies in no file of the results
        return first
    more = _("{message}; the same holds for {count} more files: {names}")
    names = name_few([PurePosixPath(outcome.path).name for outcome in others])
    return replace(first, message=more.format(message=first.message, count=len(others), names=names))


def blame_templates(
    outcomes: Sequence[FileOutcome], records: Mapping[str, FileRecord], templates: Mapping[Path, WordTemplate]
) -> list[FileOutcome]:
    """The outcomes of PDFs; where the template already has all that the engine does not set, it is named (PDF-010).

    `records` are those of the Word files by their paths, `templates` those of the build by theirs.
    """
    by_template: dict[Path, list[FileOutcome]] = {}
    own = {path: _list_unsupported(template) for path, template in templates.items()} if _any_refused(outcomes) else {}
    for outcome in outcomes:
        record = records.get(outcome.path.removesuffix(".pdf") + ".docx")
        for path, template in templates.items() if outcome.unsupported and record is not None else ():
            is_from_it = record is not None and record.made_from.get(f"templates/{template.name}") == template.digest
            if is_from_it and own[path].issuperset(outcome.unsupported):
                by_template.setdefault(path, []).append(outcome)
    blamed = {
        outcome: problem
        for path, touched in by_template.items()
        for problem in [_template_problem(path, templates[path], touched)]
        for outcome in touched
    }
    return [replace(outcome, problem=blamed.get(outcome, outcome.problem)) for outcome in outcomes]


def _any_refused(outcomes: Iterable[FileOutcome]) -> bool:
    return any(outcome.unsupported for outcome in outcomes)


def _list_unsupported(template: WordTemplate) -> set[Unsupported]:
    """What of the template itself is not read, or not set."""
    from gen.pdf.embedded.document import render_document
    from gen.pdf.faces import require_font_book

    try:
        document = read_document(template.data)
    except UnreadableDocumentError:
        return set()
    return {*document.unsupported, *render_document(document, require_font_book()).unsupported}


def _template_problem(path: Path, template: WordTemplate, touched: Sequence[FileOutcome]) -> Diagnostic:
    found = list(dict.fromkeys(thing for outcome in touched for thing in outcome.unsupported))
    places = locate_unsupported(template.data, found)
    words = []
    for thing in found:
        what, place = unsupported_in_part(thing), places.get(thing)
        if place is not None:
            where = _("{what}, paragraph {number}").format(what=what, number=place.number)
            what = f"{where} “{place.text.strip()[:_MAX_WORDS]}”" if place.text.strip() else where
        words.append(what)
    rule = diagnostics.pdf.TEMPLATE_NOT_SUPPORTED
    return rule.at(Location(str(path)), template=template.name, what="; ".join(words), count=len(touched))
