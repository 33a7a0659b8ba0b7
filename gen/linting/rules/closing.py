"""Signature and recipients → findings (LINT-061 to 067); annexes → findings (LINT-071 to 073)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gen import diagnostics
from gen.diagnostics.lint import FindingLevel
from gen.linting.findings import LayoutFinding, make_finding
from gen.linting.recognition.elements import Annex, ClosingElements, RecognizedDocument
from gen.linting.recognition.lines import TextLine
from gen.linting.rules.formatting import RequiredFormat, check_format, format_measure
from gen.linting.rules.text_width import single_spacing
from gen.locale import _
from gen.ooxml.model import InlinePicture
from gen.text import fold

_MIN_SIGNATURE_ROOM = 36.0
"""Room for a signature: two lines at least, in points."""
_ACADEMIC = re.compile(r"(gs|pgs|ts|ths|bs|ks|cn|gv|luat su|bac si|thac si|tien si|giao su)\s*[.,:]")
_BY_THEIR_OWN_RULES = re.compile(r"truong\b|dai hoc|hoc vien|benh vien|trung tam y te|vien\b(?! kiem sat)")
"""Schools, hospitals and institutes may set titles before the name, by the rules of their ministries."""


def check_closing(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in signature and recipients."""
    closing = parts.closing
    look = RequiredFormat(13, 14, bold=True, italic=False, caps=True, align="center")
    yield from check_format(diagnostics.lint.AUTHORITY_FORMAT, closing.authority, look)
    yield from check_format(
        diagnostics.lint.SIGNER_FORMAT, closing.signer, RequiredFormat(13, 14, bold=True, italic=False)
    )
    yield from _check_titles(parts)
    yield from _check_signature_room(closing)
    yield from check_format(
        diagnostics.lint.RECIPIENTS_HEADING, closing.heading, RequiredFormat(12, 12, bold=True, italic=True)
    )
    yield from check_format(
        diagnostics.lint.RECIPIENTS_FORMAT, closing.recipients, RequiredFormat(11, 11, bold=False, italic=False)
    )
    if closing.recipients is not None:
        yield from _check_recipients(closing.recipients.lines)


def _check_titles(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    signer, issuer = parts.closing.signer, parts.letterhead.issuer
    is_free = issuer is not None and any(_BY_THEIR_OWN_RULES.match(line.folded) for line in issuer.lines)
    if signer is not None and not is_free and _ACADEMIC.match(fold(signer.lines[0].text)):
        yield make_finding(
            diagnostics.lint.SIGNER_TITLE, signer.lines[0].place, signer.lines[0].text, _("the name alone")
        )


def _check_signature_room(closing: ClosingElements) -> Iterator[LayoutFinding]:
    """A finding where the name stands close below the post, and nothing stands between.

    A picture of the signature may stand there, or words such as (đã ký).
    """
    if closing.signer is None or closing.authority is None:
        return
    name, post = closing.signer.lines[0], closing.authority.lines[-1]
    lines = (*closing.signature_gap, name)
    if any(isinstance(i, InlinePicture) for line in lines for i in line.inlines) or any(
        not line.is_empty for line in closing.signature_gap
    ):
        return
    gap = sum(_height(line) for line in closing.signature_gap)
    if name.place.paragraph != post.place.paragraph:
        gap += max(name.paragraph.format.before, post.paragraph.format.after)
    if gap < _MIN_SIGNATURE_ROOM:
        yield make_finding(
            diagnostics.lint.SIGNATURE_ROOM,
            name.place,
            _("{size} pt").format(size=format_measure(gap)),
            _("room for a signature"),
        )


def _height(line: TextLine) -> float:
    look = line.paragraph.format
    pitch = single_spacing(line.paragraph.mark.size) * look.line if look.line_rule == "auto" else look.line
    return pitch + look.before + look.after


def _check_recipients(lines: Sequence[TextLine]) -> Iterator[LayoutFinding]:
    ends = _("ends with “{sign}”")
    for line in lines:
        is_last = line.place.paragraph == lines[-1].place.paragraph
        sign = "." if is_last else ";"
        if not line.text.startswith(("-", "–")):
            yield make_finding(diagnostics.lint.RECIPIENTS_WORDS, line.place, line.text, _("begins with a hyphen"))
        elif not line.text.endswith(sign):
            yield make_finding(diagnostics.lint.RECIPIENTS_WORDS, line.place, line.text, ends.format(sign=sign))
        elif is_last and not re.match(r"[-–]\s*luu\b", line.folded):
            yield make_finding(diagnostics.lint.RECIPIENTS_WORDS, line.place, line.text, "- Lưu: VT, ….")


def check_annexes(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in the annexes' headings."""
    for annex in parts.annexes:
        yield from _check_annex(annex)


def _check_annex(annex: Annex) -> Iterator[LayoutFinding]:
    heading = annex.heading
    yield from check_format(diagnostics.lint.ANNEX_NUMBER, [heading], RequiredFormat(14, 14, bold=True, italic=False))
    if re.search(r"\d", heading.text):
        yield make_finding(diagnostics.lint.ANNEX_NUMBER, heading.place, heading.text, "Phụ lục I, II, III …")
    yield from check_format(
        diagnostics.lint.ANNEX_TITLE, annex.title, RequiredFormat(13, 14, bold=True, italic=False, caps=True)
    )
    if annex.reference is not None:
        yield from check_format(
            diagnostics.lint.ANNEX_REFERENCE, [annex.reference], RequiredFormat(13, 14, italic=True)
        )
    else:
        expected = "(Kèm theo Kế hoạch số … ngày … của …)"
        yield make_finding(
            diagnostics.lint.ANNEX_REFERENCE, heading.place, _("not recognised"), expected, level=FindingLevel.WARNING
        )
