"""The layout rules: a stable code → what it asks for, in the reader's language. docs/lint.md has a section for each.

Where a rule comes from: Decree 30/2020/NĐ-CP, Appendix I, as two condensed secondary copies give it.
"""

from __future__ import annotations

from gen.locale import _


def rule_texts() -> dict[str, str]:
    """All rules that are checked, by code; the codes from 901 on are of files that were not read or written."""
    return {**_page(), **_head(), **_text(), **_end(), **_whole()}


def _page() -> dict[str, str]:
    """Paper, letters and page numbers."""
    return {
        "LINT-001": _("the paper is A4"),
        "LINT-002": _("the page stands upright; it lies only for a table that is no annex"),
        "LINT-003": _("margins: top and bottom 20–25 mm, left 30–35, right 15–20"),
        "LINT-004": _("the font is Times New Roman"),
        "LINT-005": _("the letters are Unicode, not those of an old Vietnamese font"),
        "LINT-006": _("the text is black"),
        "LINT-011": _("the page number stands in the top margin"),
        "LINT-012": _("the page number is centred"),
        "LINT-013": _("the page number is 13–14 pt, upright"),
        "LINT-014": _("page numbers are Arabic"),
        "LINT-015": _("pages are counted from 1"),
        "LINT-016": _("page 1 shows no number"),
    }


def _head() -> dict[str, str]:
    """Letterhead and title."""
    return {
        "LINT-021": _("the national heading's words"),
        "LINT-022": _("the national heading: capitals, 12–13 pt, bold, centred"),
        "LINT-023": _("the motto's words, with spaces round its hyphens"),
        "LINT-024": _("the motto: 13–14 pt, bold, centred"),
        "LINT-025": _("a line as long as the motto is drawn below it"),
        "LINT-031": _("the parent body: capitals, 12–13 pt, not bold, centred"),
        "LINT-032": _("the issuer: capitals, 12–13 pt, bold, centred"),
        "LINT-033": _("a line a third to a half as long as the issuer is drawn below it"),
        "LINT-034": _("the number: two digits at least, then the symbol"),
        "LINT-035": _("the symbol begins with the letters of the kind of document"),
        "LINT-036": _("number and symbol: 13 pt, upright, centred"),
        "LINT-037": _("place and date: the place, a comma, leading zeros as the decree has them"),
        "LINT-038": _("place and date: 13–14 pt, italic, centred"),
        "LINT-041": _("the kind of document: capitals, 13–14 pt, bold, centred"),
        "LINT-042": _("the subject: 13–14 pt, bold, centred"),
        "LINT-043": _("a line a third to a half as long as the subject is drawn below it"),
    }


def _text() -> dict[str, str]:
    """The text."""
    return {
        "LINT-051": _("the text is 13–14 pt"),
        "LINT-052": _("the text is justified"),
        "LINT-053": _("the first line of a paragraph is indented by 1 to 1.27 cm"),
        "LINT-054": _("paragraphs are at least 6 pt apart"),
        "LINT-055": _("line spacing is single to 1.5 lines"),
        "LINT-056": _("legal bases are in italics"),
        "LINT-057": _("each legal basis ends with a semicolon, the last with a full stop"),
        "LINT-058": _("a heading with a Roman numeral is in bold capitals"),
        "LINT-059": _("the text ends with ./. joined to its last word"),
    }


def _end() -> dict[str, str]:
    """Signature, recipients, annexes."""
    return {
        "LINT-061": _("authority and post: capitals, 13–14 pt, bold, centred"),
        "LINT-062": _("the signer's name: 13–14 pt, bold"),
        "LINT-063": _("no academic title stands before the signer's name"),
        "LINT-064": _("there is room for the signature"),
        "LINT-065": _("Nơi nhận: 12 pt, bold, italic"),
        "LINT-066": _("the list of recipients: 11 pt, upright"),
        "LINT-067": _("each recipient stands after a hyphen and ends with a semicolon, the last is Lưu: …."),
        "LINT-071": _("the annex's number: Roman, 14 pt, bold"),
        "LINT-072": _("the annex's title: capitals, 13–14 pt, bold"),
        "LINT-073": _("an annex says in italics what it belongs to: (Kèm theo …)"),
    }


def _whole() -> dict[str, str]:
    """The document as a whole, and files."""
    return {
        "LINT-081": _("each element of the document is recognised"),
        "LINT-091": _("all of the file is looked at"),
        "LINT-092": _("the document is one of the state's own"),
        "LINT-901": _("the file can be read"),
        "LINT-902": _("there is a file of that name"),
        "LINT-903": _("the folder holds Word files"),
        "LINT-904": _("the mended file can be written"),
    }
