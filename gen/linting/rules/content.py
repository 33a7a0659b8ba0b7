"""Recognised elements → findings on what the document says (LINT-101 to 105): blanks, its title, its recipients.

These rules are of practice, held against papers that offices issued; only the doubling of citations is the decree's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gen import diagnostics
from gen.linting.findings import LayoutFinding, make_finding
from gen.linting.recognition.elements import RecognizedDocument
from gen.linting.recognition.lines import LineOrTable, TableLines, TextLine
from gen.locale import _
from gen.ooxml.blanks import Blank, BlankKind, find_blanks, is_instruction
from gen.reading import read_document_number
from gen.text import fold, name_few, split_words

_LEAST_TITLE = 8
"""A title of fewer words may be another's by chance."""
_MOST_ROWS = 5
_ADDRESS = re.compile(r"kinh gui\b")
_AS_ABOVE = re.compile(r"[-–]?\s*nhu tren\b")
_TO_CARRY_OUT = re.compile(r"\(\s*(de\s+)?(t/h|thuc hien|th)\s*\)")


def check_content(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What the document says that an office would not sign."""
    lines = [line for line in (*parts.body.bases, *parts.body.lines) if not line.is_empty]
    for line in lines:
        if is_instruction(line.text):
            rule = diagnostics.lint.INSTRUCTION
            yield make_finding(rule, line.place, line.text, _("what is meant for the drafter, as a comment"))
    yield from _check_blanks(parts)
    yield from _check_title(parts)
    yield from _check_recipients(parts)


def _check_blanks(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """Blanks in a document that has its number; in a draft they are to be expected."""
    number = parts.letterhead.number
    if number is None:
        return
    read = next(filter(None, (read_document_number(line.raw or line.text) for line in number.lines)), None)
    if read is None or not read.number:
        return
    for blank in find_blanks(parts.document):
        if blank.kind is not BlankKind.INSTRUCTION:
            yield make_finding(diagnostics.lint.BLANK, number.lines[0].place, _describe(blank), _("filled in"))


def _lines_of(item: LineOrTable) -> Iterable[TextLine]:
    return item.lines if isinstance(item, TableLines) else (item,)


def _describe(blank: Blank) -> str:
    if blank.kind is BlankKind.GAP:
        return blank.words
    rows = name_few(blank.rows, _MOST_ROWS)
    text = _("column “{words}”, {count} empty cells: {rows}")
    return text.format(words=blank.words, count=len(blank.rows), rows=rows)


def _check_title(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """A finding where the plan that is carried out, the last of the bases, has the same title letter for letter."""
    subject = parts.title.subject
    if subject is None or not parts.body.bases:
        return
    title = split_words(" ".join(line.text for line in subject.lines))
    cited = split_words(" ".join(line.text for line in _last_basis(parts.body.bases)))
    if _LEAST_TITLE <= len(title) < len(cited) and cited[-len(title) :] == title:
        rule = diagnostics.lint.SUPERIORS_TITLE
        yield make_finding(rule, subject.lines[0].place, subject.lines[0].text, _("the unit's own title or scope"))


def _last_basis(bases: tuple[TextLine, ...]) -> list[TextLine]:
    return [line for line in bases if line.place.paragraph == bases[-1].place.paragraph]


def _check_recipients(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    if parts.closing.recipients is None:
        return
    addressed = any(_ADDRESS.match(line.folded.strip()) for item in parts.items for line in _lines_of(item))
    lines = parts.closing.recipients.lines
    for line in lines:
        if _AS_ABOVE.match(line.folded) and not addressed:
            yield make_finding(diagnostics.lint.AS_ABOVE, line.place, line.text, _("the recipients by name"))
    # Those who asked for it stand first, by the fixed order of the list.
    if len(lines) > 1 and _TO_CARRY_OUT.search(fold(lines[0].text)):
        yield make_finding(diagnostics.lint.TO_CARRY_OUT, lines[0].place, lines[0].text, "(để báo cáo)")
