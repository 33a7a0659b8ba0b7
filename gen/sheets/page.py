"""Listing → index.html: one page on which to find every unit's documents, from a folder, a USB stick or a web host.

The page uses no network, works without JavaScript (which adds search, filter and the English texts), and has the same
bytes for the same listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gen.documents import SOURCE, UNIT_DOCUMENTS
from gen.sheets.formats import format_date_texts
from gen.sheets.html_templates import render_html
from gen.sheets.listing import ListedFile, ListedUnit, Listing
from gen.text import fold, upper_first

_MAX_UNITS_LAID_OUT = 300
"""With more units than this, the browser lays out only the visible rows: all at once would take seconds."""

_ISO_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class _Link:
    """A file of a unit with the id of its link, and the ids of its labels (document and unit) for screen readers."""

    id: str
    labels: str
    file: ListedFile


@dataclass(frozen=True, slots=True)
class _FormLinks:
    """The links to the files of one document; `title` says which form it is, where that has to be said."""

    id: str
    title: str
    links: tuple[_Link, ...]


@dataclass(frozen=True, slots=True)
class _UnitRow:
    id: str
    unit: ListedUnit
    search: str
    due_date: str
    documents: tuple[tuple[_FormLinks, ...], ...]


def render_page(listing: Listing) -> str:
    """`listing` as a self-contained web page; its links are relative to the folder of the listing's paths."""
    numbered = {unit.id: f"u{number}" for number, unit in enumerate(listing.units, 1)}
    sections = [
        (section.group, [_unit_row(numbered[unit.id], unit) for unit in section.units])
        for section in listing.sections()
    ]
    files = list(listing.files())
    return render_html(
        "page.html",
        listing=listing,
        columns=UNIT_DOCUMENTS,
        source=SOURCE,
        date=format_date_texts(listing.date),
        sections=sections,
        shared=_group_by_document((*listing.source, *listing.others)),
        has_named_forms=any(file.form for file in files),
        long=len(listing.units) > _MAX_UNITS_LAID_OUT,
        file_count=len(files),
        total_size=sum(file.size for file in files),
    )


def _unit_row(row_id: str, unit: ListedUnit) -> _UnitRow:
    numbered = [(f"{row_id}-{number}", file) for number, file in enumerate(unit.files, 1)]
    documents = tuple(
        tuple(_group_links(row_id, [one for one in numbered if one[1].document == document.name]))
        for document in UNIT_DOCUMENTS
    )
    due_date = unit.due if unit.due and _ISO_DATE.match(unit.due) else ""
    return _UnitRow(row_id, unit, build_search_text(unit.name, unit.id, unit.code or ""), due_date, documents)


def _group_links(row_id: str, numbered: list[tuple[str, ListedFile]]) -> Iterator[_FormLinks]:
    """The links to the files of one kind of document, those of each form together."""
    for title, found in groupby(numbered, key=lambda one: one[1].form):
        files = list(found)
        title_id = f"{files[0][0]}-f" if title else ""
        links = tuple(
            _Link(link, " ".join(filter(None, (link, f"c-{file.document}", title_id, row_id))), file)
            for link, file in files
        )
        yield _FormLinks(title_id, upper_first(title), links)


def build_search_text(*texts: str) -> str:
    """The text that queries are compared with: the folded words of `texts`, each once, with a space before it.

    A query matches where each of its words, folded too, is the beginning of one of these.
    """
    words = re.findall(r"[^\W_]+", fold(" ".join(texts)))
    return "".join(f" {word}" for word in dict.fromkeys(words))


def _group_by_document(files: tuple[ListedFile, ...]) -> dict[str, list[ListedFile]]:
    grouped: dict[str, list[ListedFile]] = {}
    for file in files:
        grouped.setdefault(file.document, []).append(file)
    return grouped
