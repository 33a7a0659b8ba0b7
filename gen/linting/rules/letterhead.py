"""Letterhead and title → findings on their words, format and drawn lines (LINT-021 to 043)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen import diagnostics
from gen.linting.findings import LayoutFinding, make_finding
from gen.linting.recognition.elements import DocumentElement, RecognizedDocument, Sector
from gen.linting.recognition.title import symbol_letters
from gen.linting.rules.drawn_lines import check_drawn_line
from gen.linting.rules.formatting import RequiredFormat, check_format
from gen.reading import read_document_number, read_letterhead_date

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = re.compile(r"Độc lập [-–] Tự do [-–] Hạnh phúc")

_LONGEST = 200
"""The most characters of a line that are read as a date."""

_BOLD_CAPS = RequiredFormat(12, 13, bold=True, italic=False, caps=True, align="center")
_CAPS = RequiredFormat(12, 13, bold=False, italic=False, caps=True, align="center")
_BOLD_OR_NOT = RequiredFormat(12, 13, italic=False, caps=True, align="center")
_OWN_RULES = {Sector.FRONT, Sector.COURT, Sector.PROCURACY, Sector.POLICE}


def check_letterhead(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """What differs in the letterhead and the title."""
    yield from _check_nation(parts)
    yield from _check_issuer(parts)
    yield from _check_number(parts)
    yield from _check_date(parts)
    yield from _check_title(parts)


def _check_nation(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    nation, motto = parts.letterhead.nation, parts.letterhead.motto
    for line in nation.lines if nation else ():
        if line.printed_text.upper() not in _NATION:
            yield make_finding(diagnostics.lint.NATION_WORDS, line.place, line.text, _NATION[0])
    yield from check_format(diagnostics.lint.NATION_FORMAT, nation, _BOLD_CAPS)
    for line in motto.lines if motto else ():
        if not _MOTTO.fullmatch(line.text):
            yield make_finding(diagnostics.lint.MOTTO_WORDS, line.place, line.text, "Độc lập - Tự do - Hạnh phúc")
    yield from check_format(
        diagnostics.lint.MOTTO_FORMAT, motto, RequiredFormat(13, 14, bold=True, italic=False, align="center")
    )
    if motto is not None:
        yield from check_drawn_line(diagnostics.lint.MOTTO_LINE, motto, parts, 1.0, 1.0)


def _check_issuer(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    """Parent body and issuer; which of their lines are bold is left to the sectors that have rules of their own."""
    parent, issuer = parts.letterhead.parent, parts.letterhead.issuer
    is_free = parts.sector in _OWN_RULES
    yield from check_format(diagnostics.lint.PARENT_FORMAT, parent, _BOLD_OR_NOT if is_free else _CAPS)
    yield from check_format(diagnostics.lint.ISSUER_FORMAT, issuer, _BOLD_OR_NOT if is_free else _BOLD_CAPS)
    if issuer is not None:
        yield from check_drawn_line(diagnostics.lint.ISSUER_LINE, issuer, parts, 1 / 3, 1 / 2)


def _check_number(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    number = parts.letterhead.number
    if number is None:
        return
    line = number.lines[0]
    given = read_document_number(line.text)
    if given is None or not given.label.endswith(":") or not given.symbol:
        yield make_finding(diagnostics.lint.NUMBER_WORDS, line.place, line.text, "Số: 12/KH-UBND")
    elif len(given.number) == 1:
        yield make_finding(
            diagnostics.lint.NUMBER_WORDS, line.place, line.text, line.text.replace(given.number, f"0{given.number}", 1)
        )
    else:
        yield from _check_symbol(parts, number, given.symbol)
    yield from check_format(
        diagnostics.lint.NUMBER_FORMAT, number, RequiredFormat(13, 13, bold=False, italic=False, align="center")
    )


def _check_symbol(parts: RecognizedDocument, number: DocumentElement, symbol: str) -> Iterator[LayoutFinding]:
    letters = symbol_letters(parts.title.kind) if parts.title.kind is not None else ""
    if letters and not symbol.startswith(f"{letters}-"):
        yield make_finding(diagnostics.lint.SYMBOL_LETTERS, number.lines[0].place, symbol, f"{letters}-…")


def _check_date(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    date = parts.letterhead.date
    if date is None:
        return
    line = date.lines[0]
    given = read_letterhead_date(line.text[:_LONGEST])
    if given is None or not given.place or given.words != given.words.lower():
        yield make_finding(diagnostics.lint.DATE_WORDS, line.place, line.text, "Tuần Giáo, ngày 05 tháng 3 năm 2020")
    elif (expected := (_day(given.day), _month(given.month))) != (given.day, given.month):
        yield make_finding(
            diagnostics.lint.DATE_WORDS, line.place, line.text, f"ngày {expected[0]} tháng {expected[1]}"
        )
    yield from check_format(
        diagnostics.lint.DATE_FORMAT, date, RequiredFormat(13, 14, bold=False, italic=True, align="center")
    )


def _day(text: str) -> str:
    return f"{int(text):02d}" if text.isdecimal() else text


def _month(text: str) -> str:
    """Months 1 and 2 have a leading zero, so that they cannot be changed into 11 and 12; the others have none."""
    return text if not text.isdecimal() else f"{int(text):02d}" if int(text) < 3 else str(int(text))


def _check_title(parts: RecognizedDocument) -> Iterator[LayoutFinding]:
    kind, subject = parts.title.kind, parts.title.subject
    yield from check_format(
        diagnostics.lint.KIND_FORMAT, kind, RequiredFormat(13, 14, bold=True, italic=False, caps=True, align="center")
    )
    yield from check_format(
        diagnostics.lint.SUBJECT_FORMAT, subject, RequiredFormat(13, 14, bold=True, italic=False, align="center")
    )
    if subject is not None:
        yield from check_drawn_line(diagnostics.lint.SUBJECT_LINE, subject, parts, 1 / 3, 1 / 2)
