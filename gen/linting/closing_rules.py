"""Signature and recipients → findings (LINT-061 to 067); annexes → findings (LINT-071 to 073)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gen.linting.findings import Finding, Level
from gen.linting.lines import Line
from gen.linting.look import Look, differences, found, number
from gen.linting.parts import Annex, Closing, Parts
from gen.linting.widths import single
from gen.locale import _
from gen.ooxml.model import Picture
from gen.text import fold

_ROOM = 36.0
"""Room for a signature: two lines at the very least, in points."""
_ACADEMIC = re.compile(r"(gs|pgs|ts|ths|bs|ks|cn|gv|luat su|bac si|thac si|tien si|giao su)\s*[.,:]")
_BY_THEIR_OWN_RULES = re.compile(r"truong\b|dai hoc|hoc vien|benh vien|trung tam y te|vien\b(?! kiem sat)")
"""Schools, hospitals and institutes may set titles before the name, as their ministries say."""


def check_closing(parts: Parts) -> Iterator[Finding]:
    """What differs in signature and recipients."""
    closing = parts.closing
    look = Look(13, 14, bold=True, italic=False, caps=True, align="center")
    yield from differences("LINT-061", "authority", closing.authority, look)
    yield from differences("LINT-062", "signer", closing.signer, Look(13, 14, bold=True, italic=False))
    yield from _titles(parts)
    yield from _room(closing)
    yield from differences("LINT-065", "recipients_heading", closing.heading, Look(12, 12, bold=True, italic=True))
    yield from differences("LINT-066", "recipients", closing.recipients, Look(11, 11, bold=False, italic=False))
    if closing.recipients is not None:
        yield from _list(closing.recipients.lines)


def _titles(parts: Parts) -> Iterator[Finding]:
    signer, issuer = parts.closing.signer, parts.letterhead.issuer
    is_free = issuer is not None and any(_BY_THEIR_OWN_RULES.match(line.folded) for line in issuer.lines)
    if signer is not None and not is_free and _ACADEMIC.match(fold(signer.lines[0].text)):
        yield found("LINT-063", "signer", signer.lines[0], signer.lines[0].text, _("the name alone"))


def _room(closing: Closing) -> Iterator[Finding]:
    """A finding where the name stands close below the post, and nothing was put between.

    What was put between may be a picture of the signature, or words such as (đã ký).
    """
    if closing.signer is None or closing.authority is None:
        return
    name, post = closing.signer.lines[0], closing.authority.lines[-1]
    lines = (*closing.before_name, name)
    if any(isinstance(i, Picture) for line in lines for i in line.inlines) or any(
        not line.is_empty for line in closing.before_name
    ):
        return
    gap = sum(_height(line) for line in closing.before_name)
    if name.place.paragraph != post.place.paragraph:
        gap += max(name.paragraph.format.before, post.paragraph.format.after)
    if gap < _ROOM:
        yield found("LINT-064", "signer", name, _("{size} pt").format(size=number(gap)), _("room for a signature"))


def _height(line: Line) -> float:
    look = line.paragraph.format
    pitch = single(line.paragraph.mark.size) * look.line if look.line_rule == "auto" else look.line
    return pitch + look.before + look.after


def _list(lines: Sequence[Line]) -> Iterator[Finding]:
    ends = _("ends with “{sign}”")
    for line in lines:
        is_last = line.place.paragraph == lines[-1].place.paragraph
        sign = "." if is_last else ";"
        if not line.text.startswith(("-", "–")):
            yield found("LINT-067", "recipients", line, line.text, _("begins with a hyphen"))
        elif not line.text.endswith(sign):
            yield found("LINT-067", "recipients", line, line.text, ends.format(sign=sign))
        elif is_last and not re.match(r"[-–]\s*luu\b", line.folded):
            yield found("LINT-067", "recipients", line, line.text, "- Lưu: VT, ….")


def check_annexes(parts: Parts) -> Iterator[Finding]:
    """What differs in the annexes' headings."""
    for annex in parts.annexes:
        yield from _annex(annex)


def _annex(annex: Annex) -> Iterator[Finding]:
    heading = annex.heading
    yield from differences("LINT-071", "annex", [heading], Look(14, 14, bold=True, italic=False))
    if re.search(r"\d", heading.text):
        yield found("LINT-071", "annex", heading, heading.text, "Phụ lục I, II, III …")
    yield from differences("LINT-072", "annex", annex.title, Look(13, 14, bold=True, italic=False, caps=True))
    if annex.reference is not None:
        yield from differences("LINT-073", "annex", [annex.reference], Look(13, 14, italic=True))
    else:
        wanted = "(Kèm theo Kế hoạch số … ngày … của …)"
        yield found("LINT-073", "annex", heading, _("not recognised"), wanted, level=Level.WARNING)
