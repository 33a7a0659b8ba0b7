"""A returned form's package → which form it says it is: its seal, the codes on its pages, the lines of its letterheads.

Offices and their programs change each of the three apart from the others: a program drops the properties, a person
types another letterhead over a form that she was lent. So all three are read, and held against each other by
`gen.returns.intake.attribution`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from lxml import etree

from gen.derive.wording import DUE_LINE
from gen.documents import KIND_NAMES, REPORT
from gen.ooxml.package import OoxmlPackage
from gen.reporting.forms import FORM_CODE
from gen.text import collapse_spaces, fold
from gen.word.forms.cell_content import W, blocks_in
from gen.word.forms.controls import FIRST_SEAL_FORMAT, PROPERTY_PREFIX, FormSeal

_BREAKS = {f"{W}br", f"{W}cr", f"{W}tab"}
_APART = re.compile(r"[\n\t]|[ \u00a0]{3,}")
"""What stands between the two columns of a letterhead that is no table."""
_TITLE = "bao cao"
_STATE = re.compile(r"cong hoa xa hoi chu nghia|doc lap\W+tu do|tu do\W+hanh phuc")
"""The name of the state and its motto, which name no unit, though communes are called Độc Lập and Tự Do."""
_DUE = fold(DUE_LINE.partition("{")[0]).strip()
_KINDS = {name.upper(): name for name in KIND_NAMES.values()}
_MOST_LINES = 10
"""Lines above the title that a letterhead has: two columns of at most five."""
_MOST_COLUMNS = 3
"""Of the table round a letterhead, with a column of air between its two; tables of answers have more."""
_MOST_LETTERHEADS = 8


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a form says it is.

    `seal` is what the properties say, or where they are gone the first code; None where there is neither. `codes` are
    the codes of forms on its pages, each once; `letterheads` the lines above each of its titles, or at its beginning
    where it has no title. `due_line` says by when it was to be sent; empty where nothing does. `other_title` is the
    kind of another document whose title stands in it, such as Kế hoạch; empty where a report's does, or none.
    """

    seal: FormSeal | None
    codes: tuple[str, ...] = ()
    letterheads: tuple[tuple[str, ...], ...] = ()
    due_line: str = ""
    other_title: str = ""


def read_identity(package: OoxmlPackage) -> FormIdentity:
    """Which form a package says it is. Raises UnreadableDocumentError where it has no main part."""
    lines = tuple(_frame_lines(package.roots[package.main()]))
    folded = tuple(map(fold, lines))
    due = next((line for line, plain in zip(lines, folded, strict=True) if plain.startswith(_DUE)), "")
    codes = _printed_codes(package, lines)
    return FormIdentity(_seal(package, codes), codes, tuple(_letterheads(lines, folded)), due, _other_title(lines))


def _other_title(lines: Iterable[str]) -> str:
    """The kind of which a document is by the first line that is a title: a kind of document in capitals."""
    found = next((_KINDS[line] for one in lines if (line := unicodedata.normalize("NFC", one)) in _KINDS), "")
    return "" if found == REPORT.kind_name else found


def read_seal(package: OoxmlPackage) -> FormSeal | None:
    """What the properties say; where they are gone, what the form's code says, which stands on every page.

    The mark of a seal of the first format does not cover a report or a period beside its code: such ones do not count.
    """
    return _seal(package, None)


def _seal(package: OoxmlPackage, codes: tuple[str, ...] | None) -> FormSeal | None:
    stated = _read_properties(package)
    if {"plan", "unit", "form"} <= stated.keys():
        given = {one.name: stated.get(one.name, "") for one in fields(FormSeal)}
        if not stated.get("format") or stated["format"] == FIRST_SEAL_FORMAT:
            given |= {"format": FIRST_SEAL_FORMAT, "obligation": "", "period": ""}
        return FormSeal(**given)
    if codes is None:
        codes = _printed_codes(package, _frame_lines(package.roots[package.main()]))
    code = next(map(FORM_CODE.fullmatch, codes), None)
    return FormSeal(code[1], code[2], code[0], "", "", FIRST_SEAL_FORMAT) if code else None


def _printed_codes(package: OoxmlPackage, lines: Iterable[str]) -> tuple[str, ...]:
    """The codes in headers and footers, and those of the body's `lines` that are a code and nothing else.

    Some programs move the footer to the end of the body. Within a sentence of an answer it is no code of the form.
    """
    found: dict[str, None] = {}
    links = package.relationships(package.main()).values()
    for name in sorted({link.target for link in links if link.kind in ("header", "footer") and not link.external}):
        if name in package.roots:
            for paragraph in package.roots[name].iter(f"{W}p"):
                found |= {code[0]: None for code in FORM_CODE.finditer(_text(paragraph))}
    return tuple(found | {line: None for line in lines if "/" in line and FORM_CODE.fullmatch(line)})


def _text(paragraph: etree._Element) -> str:
    return "".join([str(one.text or "") for one in paragraph.iter(f"{W}t")])


def _letterheads(frame_lines: Sequence[str], folded: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The lines above each title; those at the beginning where nothing is a title."""
    lines: list[str] = []
    found = 0
    for line, plain in zip(frame_lines, folded, strict=True):
        if _STATE.search(plain):
            continue
        if plain != _TITLE:
            lines.append(line)
        elif found < _MOST_LETTERHEADS:
            found += 1
            yield tuple(lines[-_MOST_LINES:])
            lines = []
    if not found:
        yield tuple(lines[:_MOST_LINES])


def _frame_lines(root: etree._Element) -> Iterator[str]:
    """The lines of what is no table of answers, in order: of each paragraph, and of each cell of narrow tables."""
    read = _text if next(root.iter(*_BREAKS), None) is None else _text_with_breaks
    for block in blocks_in(root):
        if block.tag == f"{W}tbl" and not _is_narrow(block):
            continue
        for paragraph in [block] if block.tag == f"{W}p" else block.iter(f"{W}p"):
            text = read(paragraph)
            yield from _split_short(text) if len(text) <= _REMEMBERED_LETTERS else _split_lines(text)


def _split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, and what stands in each column of a letterhead in it; empty ones are left out."""
    return tuple(filter(None, map(collapse_spaces, _APART.split(text))))


_REMEMBERED_LETTERS = 500
"""Texts up to this length are remembered: most of what stands between the tables is the same in all forms."""
_split_short = lru_cache(maxsize=1_024)(_split_lines)


def _is_narrow(table: etree._Element) -> bool:
    row = next(table.iter(f"{W}tr"), None)
    return row is not None and 1 < sum(1 for _cell in row.iterchildren(f"{W}tc")) <= _MOST_COLUMNS


def _text_with_breaks(paragraph: etree._Element) -> str:
    return "".join("\n" if one.tag in _BREAKS else str(one.text or "") for one in paragraph.iter(f"{W}t", *_BREAKS))


def _read_properties(package: OoxmlPackage) -> Mapping[str, str]:
    links = package.relationships("").values()
    root = package.roots.get(next((link.target for link in links if link.kind == "custom-properties"), ""))
    found = () if root is None else tuple(root)
    return {
        str(one.get("name")).removeprefix(PROPERTY_PREFIX): "".join(map(str, one.itertext())).strip()
        for one in found
        if str(one.get("name")).startswith(PROPERTY_PREFIX)
    }
