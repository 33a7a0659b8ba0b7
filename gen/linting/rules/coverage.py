"""What was recognised, and what was not → findings of low weight (LINT-081, 091, 092): nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen import diagnostics
from gen.linting.findings import FindingPlace, LayoutFinding, make_finding
from gen.linting.recognition.elements import RecognizedDocument, Sector
from gen.locale import _
from gen.ooxml.wording import unsupported_text
from gen.plan.kinds import VILLAGE_DESIGNATIONS

_VILLAGE = re.compile(rf"(?:{'|'.join(VILLAGE_DESIGNATIONS)})\b", re.IGNORECASE)


def check_recognised(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """A warning for each element that a document has and that was not recognised; a village numbers nothing."""
    head, closing = parts.letterhead, parts.closing
    expected = {
        "nation": head.nation, "motto": head.motto, "issuer": head.issuer, "number": head.number, "date": head.date,
        "kind": parts.title.kind or head.letter_subject, "subject": parts.title.subject or head.letter_subject,
        "authority": closing.authority, "recipients": closing.recipients,
    }  # fmt: skip
    unnumbered = ("number",) if head.issuer and _VILLAGE.match(head.issuer.lines[-1].printed_text) else ()
    for element, lines in expected.items():
        if lines is None and element not in unnumbered:
            yield make_finding(diagnostics.lint.NOT_RECOGNISED, FindingPlace(), _("not recognised"), element=element)


def check_coverage(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """A note for each thing in the file that was not checked, and one on a sector with rules of its own."""
    for unsupported in parts.document.unsupported:
        description = _("{what} in {part} is not looked at")
        description = description.format(what=unsupported_text(unsupported), part=unsupported.part)
        yield make_finding(diagnostics.lint.NOT_CHECKED, FindingPlace(), description)
    if parts.sector is not Sector.STATE:
        yield make_finding(diagnostics.lint.OTHER_SECTOR, FindingPlace(), _sector_notes()[parts.sector])


def _sector_notes() -> dict[Sector, str]:
    """For each sector with rules of its own, whose it is and which rules were applied."""
    applied = _("the decree's rules are applied, but for which lines of the letterhead are bold")
    return {
        Sector.FRONT: _("of the Fatherland Front: {done}").format(done=applied),
        Sector.COURT: _("of a court, which has rules of its own: {done}").format(done=applied),
        Sector.PROCURACY: _("of a procuracy, which has rules of its own: {done}").format(done=applied),
        Sector.POLICE: _("of the police, who have rules of their own: {done}").format(done=applied),
        Sector.PARTY: _("of the Party or the Youth Union, which have rules of their own: no rule is applied"),
    }
