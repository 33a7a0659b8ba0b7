"""The documents that are about to be issued → what is still blank in them, each cause once, for a person to decide.

A report form is left out: it is handed out to be filled in, and what a filled one lacks is said when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gen import diagnostics
from gen.diagnostics.mistake import Mistake
from gen.documents import document_named
from gen.errors import Diagnostic
from gen.ooxml import UnreadableDocumentError, read_document
from gen.ooxml.blanks import Blank, BlankKind, find_blanks
from gen.pipeline.request import UnitDocument
from gen.text import name_few

_MOST_NAMED = 5
_MISTAKES: Mapping[BlankKind, Mistake] = {
    BlankKind.GAP: diagnostics.issue.BLANK_TEXT,
    BlankKind.CELLS: diagnostics.issue.BLANK_CELLS,
    BlankKind.INSTRUCTION: diagnostics.issue.INSTRUCTION_LEFT,
}


def blanks_of(document: UnitDocument, data: bytes) -> tuple[Blank, ...]:
    """The blanks of a document whose Word file, with its number, is `data`; none of a form, nor of what is not read."""
    if document_named(document.document).is_form:
        return ()
    try:
        return find_blanks(read_document(data))
    except UnreadableDocumentError:
        return ()


def describe_blanks(found: Mapping[str, Sequence[Blank]]) -> Iterator[Diagnostic]:
    """ISS-040 to ISS-042 for each sentence and column that is blank, with the documents, named by their units."""
    where: dict[tuple[BlankKind, str], dict[str, int]] = {}
    for name, blanks in found.items():
        for blank in blanks:
            where.setdefault((blank.kind, blank.words), {})[name] = len(blank.rows)
    for (kind, words), counts in where.items():
        names = name_few(list(counts), _MOST_NAMED)
        yield _MISTAKES[kind].at(words=words, count=sum(counts.values()), names=names)


def is_about_blanks(found: Sequence[Diagnostic]) -> bool:
    """Whether nothing but blanks stands against issuing the documents: then a person may say that they are meant."""
    codes = {mistake.code for mistake in _MISTAKES.values()}
    return bool(found) and all(one.code in codes for one in found)
