"""A plan's folder after a build → the files to be archived, or every reason against it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gen import diagnostics
from gen.archiving.bag.build_manifest import BuildManifest, read_build_manifest
from gen.archiving.bag.layout import is_signed_copy
from gen.archiving.bag.pdf_claims import PLAIN, PdfClaims, read_claims
from gen.documents import BUILT_DOCUMENTS
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.folders import Folder
from gen.journal import has_journal
from gen.os_errors import describe_os_error
from gen.pipeline.issued import is_superseded
from gen.pipeline.manifest import FILE_NAME, FileRecord, newer_record
from gen.pipeline.pdfs import SOURCE_KEY
from gen.pipeline.register import IssueRegister
from gen.pipeline.rendering import document_path
from gen.pipeline.restored import find_older_manifest, find_older_register
from gen.pipeline.state import FILE_NAME as STATE_NAME
from gen.pipeline.state import read_state
from gen.text import name_few
from gen.versions import NewerFormatError

TEMPLATE_KEY = "templates/"
"""The key of a template in `made_from` of a record: this, then the template's bare name."""

_DOCUMENT_NAMES = frozenset(document.name for document in BUILT_DOCUMENTS)
"""The kinds of files that are documents; the other files are lists of them."""

_EDITABLE_FORMATS = ("docx",)


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file: its record, its present sha256 and size in bytes; `is_edited` where a person changed it since."""

    record: FileRecord
    sha256: str
    size: int
    is_edited: bool = False
    claims: PdfClaims | None = None


@dataclass(slots=True)
class BuildOutput:
    """The files to be archived, by path; `manifest` are the bytes of manifest.json."""

    built: BuildManifest
    manifest: bytes
    files: dict[str, BuiltFile] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)


def read_build_output(
    folder: Folder, inputs: Mapping[str, str], plan_sha256: str, register: IssueRegister
) -> BuildOutput:
    """Every file that the manifest in `folder` lists, with all problems.

    `inputs` are the templates' sha256 by their keys in records; `plan_sha256` is that of the present plan; `register`
    lists the issued documents. Raises GenError ARC-001 where no build is there, ARC-080 where its manifest cannot be
    read, ARC-079 where it was cut off, BUILD-026 where its state cannot be read.
    """
    if has_journal(folder):
        raise GenError.one(diagnostics.archive.BUILD_CUT_OFF.at(_location(folder, FILE_NAME)))
    found = _read_manifest(folder)
    for record in found.built.records.values():
        item = _read_file(folder, record, found)
        if item is not None:
            found.files[record.path] = item
    found.problems += [
        *_find_outdated(folder, found, inputs),
        *_find_missing_templates(found, inputs),
        *_find_not_as_issued(found, register),
        *find_older_manifest(folder, read_state(folder)),
        *find_older_register(register, found.built.records.values(), found.files),
    ]
    if found.built.plan_sha256 != plan_sha256:
        found.problems.append(diagnostics.archive.PLAN_CHANGED.at(_location(folder, FILE_NAME)))
    found.notices += [*_warn_edited(folder, found), *_warn_left_out(folder, found), *_warn_not_archival(folder, found)]
    return found


def _read_manifest(folder: Folder) -> BuildOutput:
    try:
        data = folder.read(FILE_NAME)
    except FileNotFoundError as error:
        place, reason = _location(folder, FILE_NAME), describe_os_error(error)
        raise GenError.one(diagnostics.archive.NO_BUILD.at(place, reason=reason)) from None
    except OSError as error:
        place, reason = _location(folder, FILE_NAME), describe_os_error(error)
        raise GenError.one(diagnostics.archive.HELD.at(place, name=FILE_NAME, reason=reason)) from None
    try:
        built = read_build_manifest(data)
    except NewerFormatError:
        raise newer_record(folder.display_path(FILE_NAME)) from None
    if built is None or not built.records:
        raise GenError.one(diagnostics.archive.NOT_A_MANIFEST.at(_location(folder, FILE_NAME)))
    return BuildOutput(built, data)


def _read_file(folder: Folder, record: FileRecord, found: BuildOutput) -> BuiltFile | None:
    """The file of `record`; None where it is missing or not as built, which is added to the problems."""
    place = _location(folder, record.path)
    try:
        data = folder.read(record.path)
    except FileNotFoundError:
        found.problems.append(diagnostics.archive.BUILT_FILE_MISSING.at(place, name=record.path))
        return None
    except OSError as error:
        found.problems.append(diagnostics.archive.HELD.at(place, name=record.path, reason=describe_os_error(error)))
        return None
    digest = sha256(data)
    edited = digest != record.sha256
    if edited and (record.format not in _EDITABLE_FORMATS or record.number):
        found.problems.append(_not_as_built_error(place, record))
        return None
    claims = read_claims(data, closely=is_document(record)) if record.format == "pdf" else None
    if record.format == "pdf" and (claims is None or claims.encrypted):
        found.problems.append(diagnostics.archive.BUILT_PDF_NOT_READABLE.at(place, name=record.path))
        return None
    return BuiltFile(record, digest, len(data), edited, claims)


def _not_as_built_error(place: Location, record: FileRecord) -> Diagnostic:
    if record.number:
        return diagnostics.archive.CHANGED_AFTER_ISSUE.at(place, name=record.path, number=record.number)
    return diagnostics.archive.NOT_AS_BUILT.at(place, name=record.path)


def _find_outdated(folder: Folder, found: BuildOutput, inputs: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Files that are older than what they were made from. An issued document stays as it was issued."""
    current = {path: item.sha256 for path, item in found.files.items()}
    for path, item in sorted(found.files.items()):
        made_from, place = item.record.made_from, _location(folder, path)
        word = current.get(path.removesuffix(".pdf") + ".docx") if item.record.format == "pdf" else None
        if word is not None and made_from.get(SOURCE_KEY) != word:
            yield diagnostics.archive.OLDER_THAN_WORD.at(place, name=path)
        elif item.record.format == "zip" and any(current.get(p, digest) != digest for p, digest in made_from.items()):
            yield diagnostics.archive.OLDER_ZIP.at(place, name=path)
        elif not item.record.number and any(inputs.get(p, digest) != digest for p, digest in made_from.items()):
            yield diagnostics.archive.OLDER_THAN_TEMPLATE.at(place, name=path)


def _find_not_as_issued(found: BuildOutput, register: IssueRegister) -> Iterator[Diagnostic]:
    """Documents that the register beside the plan lists as issued, and the build not, or differently."""
    records = (r for r in found.built.records.values() if r.format == "docx" and not is_superseded(r.path))
    words = {r.path: r for r in records}
    unread = {path for path in words if path not in found.files}
    for one, issued in sorted(register.list_current().items()):
        record = words.get(document_path(one))
        if document_path(one) in unread:
            continue  # told by itself
        if record is None or (record.number, record.sha256) != (issued.number, issued.sha256):
            place, kind = Location(str(register.path)), one.document.value
            mistake = diagnostics.archive.NOT_AS_ISSUED
            yield mistake.at(place, document=kind, unit=one.unit, number=issued.number)


def _find_missing_templates(found: BuildOutput, inputs: Mapping[str, str]) -> Iterator[Diagnostic]:
    named = {
        name for record in found.built.records.values() for name in record.made_from if name.startswith(TEMPLATE_KEY)
    }
    for name in sorted(named - inputs.keys()):
        yield diagnostics.archive.TEMPLATE_MISSING.at(Location(name), name=name.removeprefix(TEMPLATE_KEY))


def _warn_edited(folder: Folder, found: BuildOutput) -> Iterator[Diagnostic]:
    for path, item in sorted(found.files.items()):
        if item.is_edited:
            yield diagnostics.archive.CHANGED_BY_SOMEBODY.at(_location(folder, path), name=path)


def _warn_left_out(folder: Folder, found: BuildOutput) -> Iterator[Diagnostic]:
    """The notice of files that are not from the build: a person's own, or former versions of documents."""
    known = {*found.built.records, FILE_NAME, STATE_NAME}
    others = sorted(path for path in folder.paths() if path not in known and not path.endswith(".part"))
    if others:
        names = name_few(others)
        yield diagnostics.archive.LEFT_OUT.at(_location(folder, ""), count=len(others), names=names)


def _warn_not_archival(folder: Folder, found: BuildOutput) -> Iterator[Diagnostic]:
    """The notice of documents without a PDF, or with one that is not PDF/A."""
    documents = {path.rpartition(".")[0] for path, item in found.files.items() if is_document(item.record)}
    archival = {path for path, item in found.files.items() if item.claims and item.claims.format != PLAIN}
    names = sorted(stem for stem in documents if f"{stem}.pdf" not in archival)
    if names:
        shown = name_few(names)
        yield diagnostics.archive.NOT_ARCHIVAL.at(_location(folder, ""), count=len(names), names=shown)


def is_document(record: FileRecord) -> bool:
    """Whether the file is a document, with a row of its own in the index, or the Word file of one."""
    return record.document in _DOCUMENT_NAMES and not is_signed_copy(record.path)


def _location(folder: Folder, path: str) -> Location:
    return Location(folder.display_path(path) if path else str(folder))
