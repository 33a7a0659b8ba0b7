"""Plan × Unit → what frames the unit's documents: letterhead, symbol, place and date, recipients, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.derive import wording
from gen.documents import KIND_NAMES, LETTER, DocumentKind
from gen.plan.fields import fill
from gen.plan.model import Citation, Deadline, Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.units import (
    TERRITORIES,
    defaults,
    designation_of,
    full_name,
    manner_of,
    numbers_documents,
    scope,
    short_name,
    territory_name,
    unit_by_id,
    village_head,
)
from gen.reading import PartialDate
from gen.text import BLANK, format_document_number, format_long_date, lower_first


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one document; `parent`, `issuer` and `authority` are lines in capitals.

    `number_line` is empty where the issuer numbers nothing.
    """

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number_line: str
    place_date: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str


def source_frame(plan: Plan) -> Frame:
    """The frame of the source plan itself."""
    head = plan.header
    issuer = unit_by_id(plan)[head.issuer]
    parent, office = _letterhead(plan, issuer)
    return Frame(
        _capitals(parent),
        _capitals(office),
        f"Số: {number_and_symbol(plan)}",
        f"{head.place}, {plan_date(plan)}",
        plan.recipients,
        plan.signature.lines,
        plan.signature.name or "",
    )


def unit_frame(plan: Plan, unit: Unit, document_kind: str, recipients: tuple[str, ...]) -> Frame:
    """The frame of a document of `unit`; number, day and signer stay blank until the office gives them."""
    parent, office = _letterhead(plan, unit)
    signature = unit.signature
    by_kind = (line.format(head=village_head(unit)).upper() for line in defaults(unit).signature)
    return Frame(
        _capitals(parent),
        _capitals(office),
        f"Số: {BLANK}/{kind_and_symbol(document_kind, unit)}" if numbers_documents(unit) else "",
        f"{place_name(plan, unit)}, {wording.BLANK_DATE}",
        recipients,
        signature.lines if signature else tuple(by_kind),
        (signature.name if signature else None) or "",
    )


def kind_and_symbol(document_kind: str, unit: Unit) -> str:
    """What stands behind the number of a document of `unit`: `KH-UBND`; for a letter, without its kind.

    Empty where the unit numbers nothing.
    """
    if not numbers_documents(unit):
        return ""
    return symbol_suffix(unit) if document_kind == LETTER else f"{document_kind}-{symbol_suffix(unit)}"


def letter_symbol(plan: Plan, drafter: Unit) -> str:
    """What stands behind the number of a letter of the plan's issuer: `UBND-LĐTBXH`.

    A letter's symbol names the issuer and the unit that drafts it (Decree 30/2020, Appendix I, II.3), no kind; with a
    gap where the registry has no abbreviation of that unit, and the issuer alone where that drafts it itself.
    """
    symbol = plan.header.symbol
    own = symbol.partition("/")[2] if symbol.startswith("-") else symbol.partition("-")[2] or symbol
    return own if drafter.id == plan.header.issuer else f"{own}-{drafter.abbr or BLANK}"


def symbol_suffix(unit: Unit) -> str:
    """What follows the kind in the unit's symbol; a gap where the registry has no abbreviation."""
    return unit.symbol or defaults(unit).symbol.format(abbr=unit.abbr or BLANK)


def place_name(plan: Plan, unit: Unit) -> str:
    """The place before the date: a territory's own name, else the plan's place."""
    if unit.place is not None:
        return unit.place
    return unit.name if unit.kind in TERRITORIES else plan.header.place


def filed_line(unit: Unit) -> str:
    """The last line of the recipients of a unit's document: its records clerk, and who drafted it, where the unit says
    so; a village files it itself.
    """
    if not numbers_documents(unit):
        return wording.FILED_BY_ITSELF.format(unit=designation_of(unit))
    return wording.filed_by(unit.drafter)


def substitutions(plan: Plan, unit: Unit) -> dict[str, str]:
    """What the names in braces mean in the documents of `unit`."""
    return {"scope": scope(unit, plan), "unit": full_name(unit), "place": place_name(plan, unit)}


def deadline_text(due: Deadline | None) -> str:
    """A deadline as the plan says it, else its date in words; nothing where there is none."""
    if due is None:
        return ""
    if due.raw is not None:
        return due.raw
    date = due.value
    if date is None:
        return ""
    return format_long_date(date.year, date.month, date.day) if date.month is not None else f"năm {date.year}"


def plan_date(plan: Plan) -> str:
    """The plan's date as far as it is known: `ngày      tháng 11 năm 2020`."""
    return long_date(plan.header.date)


def long_date(date: PartialDate) -> str:
    """A document's date in words, with gaps for what is unknown of it."""
    if date.month is None:
        return f"ngày {BLANK} tháng {BLANK} năm {date.year}"
    return format_long_date(date.year, date.month, date.day)


def subject_of(document: DocumentKind, plan: Plan, unit: Unit) -> str:
    """What a document of `unit` is about, as its entry in the table of documents words it."""
    pattern = document.subject
    subject = own_subject(plan, unit) if "{subject}" in pattern else ""
    return pattern.format(subject=subject, reference=dated_reference(plan))


def own_subject(plan: Plan, unit: Unit) -> str:
    """What the unit's own plan is about: what the unit says itself; else the superior's subject within the unit's own
    scope, a territory or the unit itself; where the subject has no scope, the plan that is carried out.
    """
    names = substitutions(plan, unit)
    if unit.subject is not None:
        return fill(unit.subject, names)
    subject = plan.header.subject
    if "{scope}" in subject:
        own = wording.AT_UNIT.format(unit=names["unit"]) if names["scope"] == plan.header.scope else names["scope"]
        return fill(subject, {**names, "scope": own})
    issuer = unit_by_id(plan)[plan.header.issuer]
    reference = shorten_citations(plan, full_reference(plan, fill(subject, substitutions(plan, issuer))))
    return wording.CARRIES_OUT[manner_of(unit, None)].format(reference=reference)


def short_reference(plan: Plan) -> str:
    """`Kế hoạch số 12/KH-UBND`, with no line break before the number: a gap at a line's end would not be seen."""
    return f"{KIND_NAMES.get(plan.header.kind, plan.header.kind)} số\u00a0{number_and_symbol(plan)}"


def number_and_symbol(plan: Plan) -> str:
    """`12/KH-UBND`, with a gap where no number was given yet; of the Party `12-KH/ĐU`, whose symbol is -KH/ĐU."""
    slash = "" if plan.header.symbol.startswith("-") else "/"
    return f"{format_document_number(plan.header.number)}{slash}{plan.header.symbol}"


@cached_per_plan
def dated_reference(plan: Plan) -> str:
    """`Kế hoạch số 12/KH-UBND ngày … của Ủy ban nhân dân huyện Tuần Giáo`."""
    return f"{short_reference(plan)} {plan_date(plan)} của {full_name(unit_by_id(plan)[plan.header.issuer])}"


def full_reference(plan: Plan, subject: str) -> str:
    """The reference of a first citation (Decree 30): kind, number, date, issuer, subject."""
    return f"{dated_reference(plan)} {as_object(subject)}"


_OPENING_VERBS = (
    "về", "triển khai", "thực hiện", "tổ chức", "tăng cường", "đẩy mạnh", "tiếp tục", "hưởng ứng", "phát động",
)  # fmt: skip
"""What a subject may begin with that goes on after `Kế hoạch số … của …` without `về`."""


def as_object(subject: str) -> str:
    """A subject as it stands behind number and issuer: with `về`, unless it begins with that or with a verb."""
    within = lower_first(subject)
    begins = any(within == verb or within.startswith(f"{verb} ") for verb in _OPENING_VERBS)
    return within if begins else f"về {within}"


def shorten_citations(plan: Plan, text: str) -> str:
    """`text` with the documents that the plan rests on by type and number alone, as they are cited from the second time
    on (Decree 30): without the date and issuer that stand behind their number.
    """
    for pattern in _repeated_citations(plan):
        text = pattern.sub(r"\1", text)
    return text


@cached_per_plan
def _repeated_citations(plan: Plan) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"({_spaced(f'{one.type} số {one.number}')}){_date_pattern(one)}{_issuer_pattern(one)}")
        for one in plan.citations
        if one.id in plan.header.bases and one.number
    )


def _date_pattern(citation: Citation) -> str:
    """The date of a citation, in figures or in words, where it is known to the day."""
    date = citation.date
    if date is None or date.month is None or date.day is None:
        return ""
    short, long = rf"0?{date.day}/0?{date.month}/{date.year}", rf"0?{date.day} tháng 0?{date.month} năm {date.year}"
    return rf"(?:\s+ngày\s+(?:{short}|{_spaced_pattern(long)}))?"


def _issuer_pattern(citation: Citation) -> str:
    if not citation.issuer:
        return ""
    issuer = _spaced(citation.issuer).replace(_spaced("Ủy ban nhân dân"), rf"(?:{_spaced('Ủy ban nhân dân')}|UBND)")
    return rf"(?:\s+của\s+{issuer})?"


def _spaced(words: str) -> str:
    """A pattern of `words`, whatever spaces stand between them."""
    return _spaced_pattern(re.escape(words).replace("\\ ", " "))


def _spaced_pattern(pattern: str) -> str:
    return pattern.replace(" ", r"\s+")


def citation_text(citation: Citation) -> str:
    """A first citation: type, number, date, issuer, subject; a law by type and name."""
    parts = [citation.type]
    if citation.number:
        parts.append(f"số {citation.number}")
    if citation.date is not None and citation.date.month is not None:
        parts.append(format_long_date(citation.date.year, citation.date.month, citation.date.day))
    if citation.issuer:
        parts.append(f"của {citation.issuer}")
    if citation.subject:
        parts.append(citation.subject)
    return " ".join(parts)


def _letterhead(plan: Plan, unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the parent body and those of the office itself."""
    if unit.letterhead is not None:
        return unit.letterhead.parent, unit.letterhead.issuer
    issuer = unit_by_id(plan)[plan.header.issuer]
    kind = defaults(unit)
    values = {
        "name": unit.name,
        "area": territory_name(unit),
        "territory": unit.territory or territory_name(issuer),
        "issuer_short": short_name(issuer),
    }
    parent = tuple(line.format_map(values) for line in kind.parent)
    return parent, tuple(line.format_map(values) for line in kind.issuer)


def _capitals(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)
