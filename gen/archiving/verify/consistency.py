"""A bag's index, manifest.json, signed copies and PDFs → every contradiction between them.

The checksums only show that a file differs; this check says in what, and finds a bag that was changed and listed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gen import diagnostics
from gen.archiving.bag.build_manifest import MAX_BYTES as MAX_MANIFEST
from gen.archiving.bag.build_manifest import BuildManifest, read_build_manifest
from gen.archiving.bag.index import EDITED_WORD, HEADINGS, MAX_BYTES, IndexRow, read_index
from gen.archiving.bag.layout import BUILD_MANIFEST, DATA, DOCUMENTS, INDEX, PLAN_FOLDER, REGISTER, is_signed_copy
from gen.archiving.bag.members import BagMembers, member_location, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES as MAX_PDF
from gen.archiving.bag.pdf_claims import PLAIN, read_claims
from gen.archiving.pack.build_output import is_document
from gen.archiving.signed.copies import MAX_RECORD, SignedCopy, read_copy
from gen.archiving.signed.signatures import read_signatures
from gen.archiving.verify.checksums import ChecksumResult
from gen.documents import SOURCE
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.pipeline.manifest import FileRecord


@dataclass(slots=True)
class _ExaminedBag:
    """A bag under examination: its files as checked, and the rows of its index by their file."""

    members: BagMembers
    checked: ChecksumResult
    rows: dict[str, IndexRow] = field(default_factory=dict)
    built: BuildManifest | None = None

    def digest(self, path: str) -> str:
        """The sha256 of a file under data/ as it is now; empty where it is missing or cannot be read."""
        actual = self.checked.actual_paths.get(DATA + path, DATA + path)
        return self.checked.digests.get(actual, {}).get("sha256", "")

    def listed(self, path: str) -> str:
        """The sha256 under which the bag lists a file under data/."""
        return self.checked.listed.get(DATA + path, "")

    def read(self, path: str, limit: int) -> bytes | None:
        return read_member(self.members, self.checked.actual_paths.get(DATA + path, DATA + path), limit)

    def is_intact(self, path: str) -> bool:
        """Whether the file is as listed; `check_checksums` has reported it where it is not."""
        return DATA + path in self.checked.intact

    def at(self, path: str) -> Location:
        """The location of a file under data/."""
        return member_location(self.members, DATA + path)


def check_consistency(members: BagMembers, checked: ChecksumResult) -> list[Diagnostic]:
    """Every contradiction within the bag."""
    bag = _ExaminedBag(members, checked)
    findings = [*_read_manifest(bag), *_read_index(bag)]
    if bag.built is not None:
        findings += [*_check_manifest(bag, bag.built)]
        if bag.rows:
            findings += [*_check_files_have_rows(bag, bag.built), *_check_cells(bag, bag.built)]
    return [*findings, *_check_rows_have_files(bag), *_check_copies(bag), *_check_pdfs(bag)]


def _read_manifest(bag: _ExaminedBag) -> Iterator[Diagnostic]:
    data = bag.read(BUILD_MANIFEST, MAX_MANIFEST)
    bag.built = read_build_manifest(data) if data is not None else None
    if bag.built is None:
        yield diagnostics.archive.NO_MANIFEST.at(bag.at(BUILD_MANIFEST))


def _read_index(bag: _ExaminedBag) -> Iterator[Diagnostic]:
    data = bag.read(INDEX, MAX_BYTES)
    rows = read_index(data) if data is not None else None
    if rows is None:
        yield diagnostics.archive.NOT_AN_INDEX.at(bag.at(INDEX))
        return
    for row in rows:
        if row.file in bag.rows:
            yield diagnostics.archive.TWO_ROWS.at(bag.at(INDEX), name=row.file)
        bag.rows[row.file] = row


def _check_rows_have_files(bag: _ExaminedBag) -> Iterator[Diagnostic]:
    for row in bag.rows.values():
        for name in filter(None, (row.file, row.word)):
            if not bag.listed(name) and not bag.digest(name):
                yield diagnostics.archive.ROW_WITHOUT_FILE.at(bag.at(INDEX), name=name)


def _check_files_have_rows(bag: _ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Documents and signed copies without a row in the index, and files that nothing accounts for."""
    indexed = {name for row in bag.rows.values() for name in (row.file, row.word)}
    expected = {INDEX, REGISTER, BUILD_MANIFEST, *(DOCUMENTS + path for path in built.records)}
    for listed in sorted(bag.checked.listed):
        name = listed.removeprefix(DATA)
        if name == listed or name in indexed:
            continue
        record = built.records.get(name.removeprefix(DOCUMENTS))
        is_copy = is_signed_copy(name) and name.endswith(".json")
        accounted = name in expected or name.startswith(PLAN_FOLDER) or is_copy
        if not accounted or (record is not None and is_document(record)):
            yield diagnostics.archive.FILE_WITHOUT_ROW.at(bag.at(name), name=name)


def _check_manifest(bag: _ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Files that differ from manifest.json, except Word files whose row notes that a person edited them."""
    edited = {row.word or row.file for row in bag.rows.values() if row.note == EDITED_WORD}
    for path, record in sorted(built.records.items()):
        name = DOCUMENTS + path
        if name in edited or bag.listed(name) == record.sha256:
            continue
        mistake = (
            diagnostics.archive.NOT_THE_FILE_OF_THE_MANIFEST if bag.listed(name) else diagnostics.archive.NOT_LISTED
        )
        yield mistake.at(bag.at(name), name=name)


def _check_cells(bag: _ExaminedBag, built: BuildManifest) -> Iterator[Diagnostic]:
    """Cells of the index that contradict manifest.json or the files."""
    for name, row in bag.rows.items():
        record = built.records.get(name.removeprefix(DOCUMENTS))
        if record is None and not is_signed_copy(name):
            yield diagnostics.archive.ROW_OF_NO_BUILD.at(bag.at(INDEX), name=name)
        expected: dict[str, str | None] = {
            "sha256": bag.listed(name),
            "word_sha256": bag.listed(row.word) if row.word else "",
        }
        if record is not None:
            expected |= _expected_cells(record)
        for key, value in expected.items():
            stated = getattr(row, key)
            if value is not None and stated != value:
                shown = {"said": stated or _("nothing"), "value": value or _("nothing")}
                column = f"“{HEADINGS[key]}”"
                yield diagnostics.archive.WRONG_CELL.at(bag.at(INDEX), name=name, column=column, **shown)


def _expected_cells(record: FileRecord) -> dict[str, str | None]:
    """The cells that a document's row has to have; None where the record does not say."""
    number, _slash, mark = record.number.partition("/")
    cells = {"engine": record.engine, "pages": None if record.pages is None else str(record.pages)}
    if record.number:
        return {**cells, "number": number, "symbol": mark, "date": record.date}
    # The source plan's number comes from the plan itself, not from a record.
    return cells if record.document == SOURCE.name else {**cells, "number": "", "date": ""}


def _check_pdfs(bag: _ExaminedBag) -> Iterator[Diagnostic]:
    """PDFs whose claims differ from the index."""
    for name, row in bag.rows.items():
        if not name.endswith(".pdf") or not bag.is_intact(name):
            continue
        claims = read_claims(bag.read(name, MAX_PDF) or b"")
        if claims is None or claims.encrypted:
            yield diagnostics.archive.PDF_NOT_READABLE.at(bag.at(name), name=name)
            continue
        format_ = PLAIN if row.format == PLAIN else claims.claimed
        for key, value in (("pages", str(claims.pages)), ("format", format_)):
            if getattr(row, key) != value:
                stated, column = getattr(row, key) or _("nothing"), f"“{HEADINGS[key]}”"
                mistake = diagnostics.archive.PDF_UNLIKE_INDEX
                yield mistake.at(bag.at(name), name=name, said=stated, column=column, value=value)


def _check_copies(bag: _ExaminedBag) -> Iterator[Diagnostic]:
    """Signed copies that contradict their record or row; their signatures are read again."""
    for listed in sorted(bag.checked.listed):
        name = listed.removeprefix(DATA)
        if not name.startswith(DOCUMENTS) or not is_signed_copy(name) or not bag.is_intact(name):
            continue
        if name.endswith(".json"):
            copy = read_copy(bag.read(name, MAX_RECORD) or b"")
            reason = _find_contradiction(bag, name, copy)
            if reason:
                yield diagnostics.archive.NO_TRUE_RECORD.at(bag.at(name), name=name, reason=reason)
        elif not bag.listed(name.removesuffix(".pdf") + ".json"):
            yield diagnostics.archive.NO_RECORD.at(bag.at(name), name=name)


def _find_contradiction(bag: _ExaminedBag, name: str, copy: SignedCopy | None) -> str:
    """What is wrong with the record; empty where nothing is."""
    if copy is None or DOCUMENTS + copy.record_path != name:
        return _("it cannot be read as one")
    path = DOCUMENTS + copy.path
    if bag.listed(path) != copy.sha256:
        return _("its file is another, or missing")
    row = bag.rows.get(path)
    if row is not None and (row.state, row.signature) != (copy.state, copy.signature_text()):
        return _("the index tells of other signatures")
    if bag.is_intact(path) and (read_signatures(bag.read(path, MAX_PDF) or b"") or ()) != copy.signatures:
        return _("the file's signatures are not the ones recorded")
    return ""
