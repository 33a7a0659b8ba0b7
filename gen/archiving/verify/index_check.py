"""The rows of a bag's index × its plan, manifest.json, files and signed copies → every cell that says otherwise.

The rows are made again from what lies in the bag, as they were made when it was packed, and compared cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gen import diagnostics
from gen.archiving.bag.build_manifest import BuildManifest
from gen.archiving.bag.index import HEADINGS, NUMBER_OF_ISSUE, IndexRow
from gen.archiving.bag.layout import (
    BUILD_MANIFEST,
    DATA,
    DOCUMENTS,
    INDEX,
    ISSUED,
    PLAN_FOLDER,
    PLAN_NAME,
    RECEIVED,
    REGISTER,
    RETURNS,
    SENT,
    TEMPLATES,
    is_signed_copy,
)
from gen.archiving.bag.pdf_claims import MAX_BYTES as MAX_PDF
from gen.archiving.bag.pdf_claims import read_claims
from gen.archiving.bag.received import received_path
from gen.archiving.pack.build_output import is_document
from gen.archiving.pack.index_rows import build_index_rows
from gen.archiving.pack.return_rows import build_return_rows
from gen.archiving.signed.signatures import read_signatures
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.errors import Diagnostic
from gen.locale import _
from gen.plan.model import Plan

_OF_THE_PDF = frozenset({"pages", "format"})
"""The cells of a PDF's row that are held against the PDF itself."""
_SIGNATURE_MARK = b"/ByteRange"
"""What a PDF with a signature has (ISO 32000-1, 12.8.1); to look for it is quicker than to read all fields."""


def check_index(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """Rows without files, files without rows, and cells that contradict the plan, the manifest or the files."""
    yield from _check_rows_have_files(bag)
    if bag.built is not None and bag.rows:
        yield from _check_files_have_rows(bag, bag.built)
        yield from _check_rows_have_documents(bag, bag.built)
        if bag.plan is not None:
            yield from _check_cells(bag, bag.plan)
    yield from _check_pdfs(bag)


def _check_rows_have_files(bag: ExaminedBag) -> Iterator[Diagnostic]:
    for row in bag.rows.values():
        for name in filter(None, (row.file, row.word)):
            if not bag.listed(name) and not bag.digest(name):
                yield diagnostics.archive.ROW_WITHOUT_FILE.at(bag.at(INDEX), name=name)


def _check_files_have_rows(bag: ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Documents and signed copies without a row in the index, and files that nothing accounts for."""
    indexed = {name for row in bag.rows.values() for name in (row.file, row.word)}
    expected = {INDEX, REGISTER, BUILD_MANIFEST, PLAN_NAME, ISSUED, *(DOCUMENTS + path for path in built.records)}
    expected |= {*bag.history, *(SENT + document.record_name for document in bag.outgoing.values())}
    expected |= {RECEIVED} if bag.received else set()
    for listed in sorted(bag.checked.listed):
        name = listed.removeprefix(DATA)
        if name == listed or name in indexed:
            continue
        record = built.records.get(name.removeprefix(DOCUMENTS))
        is_copy = is_signed_copy(name) and name.endswith(".json")
        accounted = name in expected or is_copy or _is_of_plan(bag, name)
        if not accounted or (record is not None and is_document(record)):
            yield diagnostics.archive.FILE_WITHOUT_ROW.at(bag.at(name), name=name)


def _is_of_plan(bag: ExaminedBag, name: str) -> bool:
    """Whether the file is a template or the plan's registry, whose name is not known without the plan."""
    if bag.plan is None:
        return name.startswith(PLAN_FOLDER)
    return name.startswith(TEMPLATES) or name == bag.registry


def _check_rows_have_documents(bag: ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Rows of files that no build made and nobody sent, or that are no document: a list, or the Word file of a PDF."""
    of_returns = {*bag.outgoing, *map(received_path, bag.received)}
    for name in bag.rows:
        record = built.records.get(name.removeprefix(DOCUMENTS))
        if is_signed_copy(name) or name in of_returns:
            continue
        if record is None:
            yield diagnostics.archive.ROW_OF_NO_BUILD.at(bag.at(INDEX), name=name)
        elif not is_document(record) or (record.format != "pdf" and _pdf_of(record.path) in built.records):
            yield diagnostics.archive.ROW_OF_NO_DOCUMENT.at(bag.at(INDEX), name=name)


def _pdf_of(path: str) -> str:
    return path.rpartition(".")[0] + ".pdf"


def _check_cells(bag: ExaminedBag, plan: Plan) -> Iterator[Diagnostic]:
    """Cells of the index that are not as they would be written of what is in the bag."""
    documents = build_index_rows(plan, bag.files_as_built(), bag.copies.values())
    for expected in [*documents, *build_return_rows(plan, bag.received, bag.outgoing.values())]:
        stated = bag.rows.get(expected.file)
        if stated is None:
            continue  # told as a file without a row
        value = _with_listed_digests(bag, expected)
        if value.note == NUMBER_OF_ISSUE and not (stated.number or stated.date or stated.note):
            value = replace(value, number="", date="", note="")  # as programs of before left it
        yield from _compare_row(bag, stated, value)


def _with_listed_digests(bag: ExaminedBag, row: IndexRow) -> IndexRow:
    return replace(row, sha256=bag.listed(row.file), word_sha256=bag.listed(row.word) if row.word else "")


def _compare_row(bag: ExaminedBag, stated: IndexRow, expected: IndexRow) -> Iterator[Diagnostic]:
    of_pdf = _OF_THE_PDF if is_archival_pdf(expected.file) else frozenset()
    for key, heading in HEADINGS.items():
        said, value = getattr(stated, key), getattr(expected, key)
        if said == value or key in of_pdf:
            continue
        shown = {"said": said or _("nothing"), "value": value or _("nothing")}
        yield diagnostics.archive.WRONG_CELL.at(bag.at(INDEX), name=stated.file, column=f"“{heading}”", **shown)


def is_archival_pdf(path: str) -> bool:
    """Whether the file is a PDF that the archive vouches for; what came back is as it came, readable or not."""
    return path.endswith(".pdf") and not path.startswith(RETURNS)


def _check_pdfs(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """PDFs that are not what the index calls them: pages, level of PDF/A, signatures."""
    for name, row in bag.rows.items():
        if not is_archival_pdf(name) or not bag.is_intact(name):
            continue
        data = bag.read(name, MAX_PDF)
        if bag.is_unreadable(name):
            continue
        claims = read_claims(data or b"", closely=True)
        if claims is None or claims.encrypted or data is None:
            yield diagnostics.archive.PDF_NOT_READABLE.at(bag.at(name), name=name)
            continue
        formats = claims.formats
        expected = {
            "pages": str(claims.pages),
            "format": row.format if row.format in formats else claims.format,
            "signature": row.signature if row.signature or not _is_signed(data) else _("signatures"),
        }
        for key, value in expected.items():
            if getattr(row, key) != value:
                stated, column = getattr(row, key) or _("nothing"), f"“{HEADINGS[key]}”"
                mistake = diagnostics.archive.PDF_UNLIKE_INDEX
                yield mistake.at(bag.at(name), name=name, said=stated, column=column, value=value)


def _is_signed(data: bytes) -> bool:
    return _SIGNATURE_MARK in data and bool(read_signatures(data))
