"""The plan, the files and the signed copies → the rows of the index: one a document, one a signed copy.

The row is the PDF's: it is the document that is kept and shown. The Word file it was made from stands in two columns of
the same row, since an archivist registers a document, not its files. A signed copy is another record, the one that
counts, and has a row to itself under its draft's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gen.archiving.bag.index import DRAFT, EDITED_WORD, ISSUED, NUMBER_OF_ISSUE, IndexRow
from gen.archiving.bag.layout import DOCUMENTS
from gen.archiving.pack.build_output import BuiltFile, is_document
from gen.archiving.signed.copies import SignedCopy
from gen.derive.letterhead import kind_and_symbol, subject_of
from gen.documents import KIND_NAMES, SOURCE, document_named
from gen.pipeline.issued import is_superseded
from gen.pipeline.manifest import FileRecord
from gen.pipeline.rendering import obligation_in_name, period_in_name
from gen.plan.model import Archive, Plan, Unit
from gen.plan.units import full_name, unit_by_id
from gen.reporting.periods import period_label
from gen.text import BLANK, remove_emphasis


def build_index_rows(plan: Plan, items: Mapping[str, BuiltFile], copies: Iterable[SignedCopy]) -> list[IndexRow]:
    """The rows in the plan's order of units, the source plan first; each signed copy after its draft."""
    order = {unit.id: place for place, unit in enumerate(plan.units, 1)} | {plan.header.issuer: 0}
    leading = [item for item in items.values() if _represents_document(item, items)]
    leading.sort(key=lambda item: (order.get(item.record.unit, len(order)), item.record.unit, item.record.path))
    rows: list[IndexRow] = []
    waiting = {copy.path: copy for copy in sorted(copies, key=lambda copy: copy.path)}
    for item in leading:
        row = _document_row(plan, item, items)
        own = [path for path, copy in waiting.items() if copy.draft == item.record.path]
        rows += [row, *(_copy_row(plan, waiting.pop(path), row) for path in own)]
    return [*rows, *(_copy_row(plan, copy) for copy in waiting.values())]


def _represents_document(item: BuiltFile, items: Mapping[str, BuiltFile]) -> bool:
    """Whether the document's row is of this file: of the PDF, or of the Word file where there is no PDF."""
    if not is_document(item.record):
        return False
    return item.record.format == "pdf" or item.record.path.removesuffix(".docx") + ".pdf" not in items


def _document_row(plan: Plan, item: BuiltFile, items: Mapping[str, BuiltFile]) -> IndexRow:
    record = item.record
    unit = unit_by_id(plan).get(record.unit)
    terms = plan.archive or Archive()
    number, _slash, mark = record.number.partition("/")
    word = items.get(record.path.removesuffix(".pdf") + ".docx") if record.format == "pdf" else None
    pages = item.claims.pages if item.claims else record.pages
    row = IndexRow(
        identifier="/".join(filter(None, (plan.header.id, record.unit, record.document, *_occasion(record))))
        + _supersession_mark(record),
        archive_code=terms.code or "",
        retention=terms.retention or "",
        number=number,
        symbol=mark,
        date=record.date,
        issuer=full_name(unit) if unit else "",
        language=terms.language or "",
        pages="" if pages is None else str(pages),
        access=terms.access or "",
        file=DOCUMENTS + record.path,
        sha256=item.sha256,
        format=item.claims.format if item.claims else record.format.upper(),
        engine=record.engine,
        state=ISSUED if record.number else DRAFT,
        word=DOCUMENTS + word.record.path if word else "",
        word_sha256=word.sha256 if word else "",
        note=EDITED_WORD if item.is_edited or (word and word.is_edited) else "",
    )
    if unit is None:
        return row
    row, label = _describe_row(row, plan, unit, record.document), period_label(_occasion(record)[1])
    return replace(row, subject=f"{row.subject}, {label}") if label else row


def _occasion(record: FileRecord) -> tuple[str, str]:
    """The parts of an identifier that tell a unit's forms apart: the obligation that a form answers, and its period."""
    if not document_named(record.document).is_form:
        return "", ""
    return obligation_in_name(record.path, record.unit), period_in_name(record.path, record.unit)


def _supersession_mark(record: FileRecord) -> str:
    """The part of an identifier that distinguishes a superseded document from its successor: `#so-12-2020`."""
    return f"#{record.path.split('.')[-2]}" if is_superseded(record.path) else ""


def _describe_row(row: IndexRow, plan: Plan, unit: Unit, document: str) -> IndexRow:
    """The row with what the plan says about such a document; a number that was not given stays blank."""
    head, entry = plan.header, document_named(document)
    is_source = entry is SOURCE
    kind = KIND_NAMES.get(head.kind, head.kind) if is_source else entry.kind_name
    marks = head.symbol if is_source else kind_and_symbol(entry.kind, unit)
    row = replace(row, kind=kind, subject=remove_emphasis(subject_of(entry, plan, unit)))
    if not row.symbol and BLANK not in marks:
        row = replace(row, symbol=marks)
    if is_source and not row.number and head.number is not None:
        row = replace(row, number=f"{head.number:02d}", date=str(head.date), state=ISSUED)
    return row


def _copy_row(plan: Plan, copy: SignedCopy, draft: IndexRow | None = None) -> IndexRow:
    """The row of a signed copy: its draft's row of that time, with the present terms of the archive.

    A copy that showed no number and date has those under which its document was issued since, in the row of its
    `draft`; a note says so.
    """
    terms = plan.archive or Archive()
    row = replace(
        copy.row,
        archive_code=terms.code or copy.row.archive_code,
        retention=terms.retention or copy.row.retention,
        access=terms.access or copy.row.access,
        language=terms.language or copy.row.language,
        identifier=f"{copy.row.identifier}#{copy.path.rpartition('/')[2].removesuffix('.pdf').rpartition('.')[2]}",
        file=DOCUMENTS + copy.path,
        sha256=copy.sha256,
        pages=str(copy.pages),
        engine="",
        state=copy.state,
        word="",
        word_sha256="",
        signature=copy.signature_text(),
        note="",
    )
    if row.number or draft is None or not draft.number:
        return row
    return replace(row, number=draft.number, symbol=draft.symbol, date=draft.date, note=NUMBER_OF_ISSUE)


def document_names(rows: Iterable[IndexRow]) -> Iterator[str]:
    """The files that the rows list, relative to the index."""
    for row in rows:
        yield from filter(None, (row.file, row.word))
