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
from gen.outputs import write_new_outputs
from gen.returns.consolidation.draft_file import parse_report_code, quote_others, read_draft
from gen.returns.consolidation.own_part import OWN_PASSAGES
from gen.returns.outgoing import OutgoingDocument, OutgoingKind, find_made, keep_copy
from gen.word.comments import Comment, read_comments, remove_comments
from gen.word.document_facts import DocumentFacts, read_facts
from gen.word.forms.own_words import find_prompts
from gen.word.issue_number import NumberPlaceError, set_number

ISSUED = "-ban-hanh"
"""What the name of the file to be sent has behind that of the draft."""


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
    data, facts, comments, prompts = read_draft(
        request.draft, lambda data: (data, read_facts(data), read_comments(data), find_prompts(data))
    )
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


def _occasion_of(request: ReportIssueRequest, facts: DocumentFacts) -> tuple[str, str, str]:
    """The plan, the obligation and the period that the draft states."""
    plan = load_current(request.plan).plan.header.id
    occasion = parse_report_code(facts.identifier, plan)
    if occasion is None:
        raise GenError.one(diagnostics.returns.NO_DRAFT_OF_PLAN.at(Location(str(request.draft)), name=request.draft))
    return plan, *occasion


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
    count, texts = quote_others(comments)
    if count:
        yield diagnostics.returns.OTHERS_COMMENTS.at(Location(str(draft)), count=count, texts=texts)
    if not number:
        yield diagnostics.returns.NUMBER_BLANK.at(Location(str(draft)), name=draft)


def _keep(
    plan: Path, path: Path, data: bytes, occasion: tuple[str, str, str], facts: DocumentFacts, day: date | None
) -> None:
    """Keep a copy; its period, the day of its figures, its subject and issuer are those of the last draft kept."""
    plan_id, obligation, period = occasion
    sent = OutgoingDocument(
        plan=plan_id, kind=OutgoingKind.REPORT, obligation=obligation, period=period, period_label="",
        as_of=day or today(), made=today(), name=path.name, subject=facts.title, issuer=facts.author,
        sha256=sha256(data), size=len(data),
    )  # fmt: skip
    if drafts := find_made(plan, *occasion, OutgoingKind.REPORT):
        last = drafts[-1]
        sent = replace(
            sent, period_label=last.period_label, as_of=last.as_of, subject=last.subject, issuer=last.issuer
        )  # fmt: skip
    keep_copy(plan, sent, data)
