"""Listing → index.html: one page that finds every unit's documents, from a folder, a USB stick or any web host.

The page asks nothing of the network, works without JavaScript (which adds search, filter and the English words), and
is the same bytes for the same listing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.documents import SOURCE, UNIT_DOCUMENTS
from gen.sheets.figures import date_texts
from gen.sheets.listing import ListedFile, ListedUnit, Listing
from gen.sheets.rendering import render
from gen.text import fold

_LONG = 300
"""From more units than this on, the browser lays out only the rows in sight: all at once would take it seconds."""

_ISO_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class _Link:
    """A file of a unit with the id of its link, and the ids by which it names its document and its unit to the ear."""

    id: str
    labels: str
    file: ListedFile


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    unit: ListedUnit
    search: str
    due_date: str
    documents: tuple[tuple[str, tuple[_Link, ...]], ...]


def render_page(listing: Listing) -> str:
    """`listing` as a web page that stands alone; its links are relative to the folder that the paths start from."""
    numbered = {unit.id: f"u{number}" for number, unit in enumerate(listing.units, 1)}
    sections = [
        (section.group, [_row(numbered[unit.id], unit) for unit in section.units]) for section in listing.sections()
    ]
    files = list(listing.files())
    return render(
        "page.html",
        listing=listing,
        columns=UNIT_DOCUMENTS,
        source=SOURCE,
        date=date_texts(listing.date),
        sections=sections,
        shared=_by_document((*listing.source, *listing.others)),
        long=len(listing.units) > _LONG,
        file_count=len(files),
        total_size=sum(file.size for file in files),
    )


def _row(row_id: str, unit: ListedUnit) -> _Row:
    numbered = ((f"{row_id}-{number}", file) for number, file in enumerate(unit.files, 1))
    links = [_Link(link, f"{link} c-{file.document} {row_id}", file) for link, file in numbered]
    documents = tuple(
        (document.name, tuple(link for link in links if link.file.document == document.name))
        for document in UNIT_DOCUMENTS
    )
    due_date = unit.due if unit.due and _ISO_DATE.match(unit.due) else ""
    return _Row(row_id, unit, search_text(unit.name, unit.id, unit.code or ""), due_date, documents)


def search_text(*texts: str) -> str:
    """What a query is held against: the folded words of `texts`, each once, a space before each.

    A query matches where each of its words, folded alike, begins one of these.
    """
    words = re.findall(r"[^\W_]+", fold(" ".join(texts)))
    return "".join(f" {word}" for word in dict.fromkeys(words))


def _by_document(files: tuple[ListedFile, ...]) -> dict[str, list[ListedFile]]:
    grouped: dict[str, list[ListedFile]] = {}
    for file in files:
        grouped.setdefault(file.document, []).append(file)
    return grouped
