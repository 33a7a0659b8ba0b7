"""An edited draft of the consolidated report → the document to be sent: with number and date, without any comment.

The draft stays as it is: what is sent is a file of its own beside it. Nothing of what the office wrote is changed; what
it still has to write, or to decide, is told, and then nothing is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gen import diagnostics
from gen.clock import today
from gen.documents import REPORT
from gen.errors import BuildError, Diagnostic, GenError, Location
from gen.files import sha256
from gen.history import load_current
from gen.issuing.entries import parse_entry
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.os_errors import describe_os_error
from gen.outputs import write_new_outputs
from gen.returns.consolidation.own_part import OWN_PASSAGES
from gen.returns.outgoing import OutgoingDocument, OutgoingKind, find_made, keep_copy
from gen.text import shorten
from gen.word.comments import Comment, read_comments, remove_comments
from gen.word.document_facts import DocumentFacts, read_facts
from gen.word.forms.own_words import find_prompts
from gen.word.issue_number import NumberPlaceError, set_number

ISSUED = "-ban-hanh"
"""What the name of the file to be sent has behind that of the draft."""
_CODE_END = "/tong-hop"
_MOST_NAMED, _LETTERS = 5, 80


@dataclass(frozen=True, slots=True)
class ReportIssueRequest:
    """The `draft`, a Word file, of a report of the plan in the file `plan`; its number and date, if they are given."""

    draft: Path
    plan: Path
    number: str | None = None
    date: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """The file to be sent, how many of the program's comments were taken out, its number, if any, and notices."""

    path: Path
    comments: int
    number: str = ""
    notices: tuple[Diagnostic, ...] = ()


def issue_report(request: ReportIssueRequest) -> IssuedReport:
    """Write the document to be sent beside the draft, and keep a copy of it with what was sent before.

    Raises GenError RET-007, RET-043, RET-047 to RET-050, BuildError ISS-001 to ISS-003 and ISS-014, all of what stands
    against it, before anything is written.
    """
    try:
        data = request.draft.read_bytes()
        facts, comments = read_facts(data), read_comments(data)
        prompts = find_prompts(data)
    except OSError as error:
        raise _unreadable(request.draft, describe_os_error(error)) from None
    except UnreadableDocumentError as refused:
        raise _unreadable(request.draft, refusal_text(refused)) from None
    occasion = _occasion_of(request, facts)
    mistakes = list(_find_mistakes(request.draft, facts, prompts))
    clean, number, day = remove_comments(data), "", None
    try:
        if request.number or request.date:
            clean, number, day = _numbered(request, clean)
    except BuildError as error:
        mistakes += error.diagnostics
    if mistakes:
        raise GenError(mistakes)
    path = request.draft.with_name(f"{request.draft.stem}{ISSUED}.docx")
    write_new_outputs({path: clean}, force=request.force)
    _keep(request.plan, path, clean, occasion, facts, day)
    own = sum(one.is_own for one in comments)
    return IssuedReport(path, own, number, tuple(_notices(request.draft, comments, number)))


def _unreadable(path: Path, reason: str) -> GenError:
    return GenError.one(diagnostics.returns.DRAFT_NOT_READABLE.at(Location(str(path)), name=str(path), reason=reason))


def _occasion_of(request: ReportIssueRequest, facts: DocumentFacts) -> tuple[str, str, str]:
    """The plan, the obligation and the period that the draft states."""
    plan = load_current(request.plan).plan.header.id
    code = facts.identifier
    obligation, _slash, period = code.removeprefix(f"{plan}/").removesuffix(_CODE_END).partition("/")
    if not (code.startswith(f"{plan}/") and code.endswith(_CODE_END) and obligation and period):
        raise GenError.one(diagnostics.returns.NO_DRAFT_OF_PLAN.at(Location(str(request.draft)), name=request.draft))
    return plan, obligation, period


def _find_mistakes(draft: Path, facts: DocumentFacts, prompts: Sequence[str]) -> Iterator[Diagnostic]:
    titles = {one.name: one.title for one in OWN_PASSAGES}
    if prompts:
        names = "; ".join(dict.fromkeys(titles.get(one, one) for one in prompts))
        yield diagnostics.returns.STILL_TO_WRITE.at(Location(str(draft)), name=draft, names=names)
    if facts.tracked_changes:
        yield diagnostics.returns.TRACKED_CHANGES.at(Location(str(draft)), name=draft, count=facts.tracked_changes)


def _numbered(request: ReportIssueRequest, data: bytes) -> tuple[bytes, str, date]:
    """The document with its number and date, and these."""
    if not (request.number and request.date):
        raise BuildError.one(diagnostics.returns.NUMBER_AND_DATE.at())
    entry = parse_entry("", REPORT.name, request.number, request.date)
    try:
        numbered = set_number(data, entry.number, entry.date)
    except NumberPlaceError as reason:
        raise BuildError.one(diagnostics.issue.CANNOT_BE_ISSUED.at(name=request.draft, reason=reason)) from None
    return numbered.data, numbered.number, entry.date


def _notices(draft: Path, comments: Sequence[Comment], number: str) -> Iterator[Diagnostic]:
    others = [f"{one.author}: “{shorten(' '.join(one.text.split()), _LETTERS)}”" for one in comments if not one.is_own]
    if others:
        texts = "; ".join(others[:_MOST_NAMED]) + (" …" if len(others) > _MOST_NAMED else "")
        yield diagnostics.returns.OTHERS_COMMENTS.at(Location(str(draft)), count=len(others), texts=texts)
    if not number:
        yield diagnostics.returns.NUMBER_BLANK.at(Location(str(draft)), name=draft)


def _keep(
    plan: Path, path: Path, data: bytes, occasion: tuple[str, str, str], facts: DocumentFacts, day: date | None
) -> None:
    """Keep a copy; of what day its figures are, the last draft that was kept says."""
    made = find_made(plan, *occasion, OutgoingKind.REPORT)
    made_on = today()
    last = OutgoingDocument(
        *(occasion[0], OutgoingKind.REPORT, *occasion[1:], ""), day or made_on, made_on, path.name, facts.title,
        facts.author, "", 0,
    )  # fmt: skip
    found = replace(made[-1] if made else last, made=made_on, name=path.name, sha256=sha256(data), size=len(data))
    keep_copy(plan, found, data)
