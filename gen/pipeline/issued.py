"""An issued document → the same bytes at its path, or a warning why they are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gen import diagnostics
from gen.derive.dossier import dossier_for
from gen.errors import BuildError, Diagnostic, GenError, Location
from gen.files import sha256
from gen.folders import Folder
from gen.pipeline.manifest import FileRecord, Manifest, load_records
from gen.pipeline.placement import FileOutcome, FileStatus, TargetFile
from gen.pipeline.register import IssuedDocument, IssueRegister, unwritable_file
from gen.pipeline.rendering import DocumentDraft, document_path, draft_document, render_draft, superseded_path
from gen.pipeline.selection import Selection
from gen.pipeline.state import BuildState
from gen.word.issue_number import NumberPlaceError, set_number
from gen.word.template.loading import WordTemplate


def restore_issued(
    target: TargetFile, draft: DocumentDraft, issued: IssuedDocument, made_from: dict[str, str]
) -> tuple[FileOutcome, FileRecord | None]:
    """What became of the document, and its record where the manifest does not list it as issued yet.

    Where the file is missing, or is a draft without its number because the command was interrupted, the number is set
    again; the result is written only if it has exactly the bytes that were issued.
    """
    try:
        found = target.read_sha256()
        if found != issued.sha256 and not target.dry_run:
            data = _set_number_again(target, draft, issued, found)
            if sha256(data) != issued.sha256:
                return FileOutcome(
                    target.path, FileStatus.KEPT, _warn_changed(target, issued, found), disk_sha256=found
                ), None
            target.put(data, issued.sha256)
        known = target.previous_record is not None and target.previous_record.number == issued.number
        record = None if known or target.dry_run else _issued_record(target, issued, made_from)
    except OSError as error:
        return target.failure_outcome(error), None
    except (GenError, NumberPlaceError):
        return FileOutcome(target.path, FileStatus.KEPT, _warn_changed(target, issued, found), disk_sha256=found), None
    return FileOutcome(target.path, FileStatus.ISSUED, disk_sha256=issued.sha256), record


def _set_number_again(place: TargetFile, draft: DocumentDraft, issued: IssuedDocument, found: str | None) -> bytes:
    data = render_draft(draft).data if found is None else place.folder.read(place.path)
    return set_number(data, issued.ordinal, issued.date).data


def _issued_record(place: TargetFile, issued: IssuedDocument, made_from: dict[str, str]) -> FileRecord:
    size = len(place.folder.read(place.path))
    origin = place.previous_record.made_from if place.previous_record is not None else made_from
    return FileRecord(
        place.path, issued.document.value, "docx", issued.sha256, size, issued.unit, None, origin, "", issued.number,
        issued.date.isoformat(),
    )  # fmt: skip


def _warn_changed(place: TargetFile, issued: IssuedDocument, found: str | None) -> Diagnostic:
    """The warning (BUILD-015, BUILD-020) that the file is not the one that was issued."""
    name = place.path.rpartition("/")[2]
    where = Location(place.folder.display_path(place.path))
    if found is None:
        return diagnostics.build.ISSUED_LOST.at(where, name=name, number=issued.number)
    return diagnostics.build.ISSUED_CHANGED.at(where, name=name, number=issued.number, unit=issued.unit)


_SUPERSEDED_NAME = re.compile(r"\.so-\d+-\d{4}\.(?:docx|pdf)$")
_SUFFIXES = (".docx", ".pdf")


def is_superseded(path: str) -> bool:
    """Whether the file at `path` is a superseded issued document: `xa-a/ke-hoach-xa-a.so-12-2020.docx`."""
    return bool(_SUPERSEDED_NAME.search(path))


def find_outdated_issues(
    selection: Selection,
    templates: dict[str, WordTemplate],
    folder: Folder,
    state: BuildState,
    register: IssueRegister,
) -> Iterator[IssuedDocument]:
    """The documents of the selection that are issued and no longer say what the plan says.

    A file that is no longer the one that was issued is left to a person (BUILD-015).
    """
    current, replaced = register.list_current(), register.list_replaced()
    for one in selection.documents:
        issued = current.get(one)
        at_issue = state.passages.get(document_path(one))
        if issued is not None and at_issue is not None:
            dossier, predecessor = dossier_for(selection.view(one), one.unit), replaced.get(one)
            draft = draft_document(
                dossier, one.document, templates, predecessor, obligation=one.obligation, period=one.period
            )
            digests = (_read_digest(folder, path) for path in _issued_paths(issued, ".docx"))
            if draft.passages != at_issue and issued.sha256 in digests:
                yield issued


def _read_digest(folder: Folder, path: str) -> str | None:
    try:
        return folder.sha256(path)
    except OSError:
        return None


def supersede(
    folder: Folder, manifest: Manifest, register: IssueRegister, outdated: Iterable[IssuedDocument]
) -> IssueRegister:
    """Rename the files of the `outdated` documents; the register that marks them as replaced, already written.

    Where it was interrupted, the same call completes it. Raises BuildError BUILD-004 where a file cannot be moved,
    BUILD-005 where the register or the manifest cannot be written.
    """
    outdated = list(outdated)
    records, existing = load_records(folder), folder.paths()
    for issued in outdated:
        for ending in _SUFFIXES:
            path, target = _issued_paths(issued, ending)
            if path in existing and target not in existing:
                _move_file(folder, path, target)
            if path in records:
                records[target] = replace(records.pop(path), path=target)
    manifest.records = records
    _write_manifest(folder, manifest)
    register = register.with_replaced(outdated)
    register.write()
    return register


def _issued_paths(issued: IssuedDocument, ending: str) -> tuple[str, str]:
    """The path of an issued file, and its path once it is superseded."""
    return document_path(issued.of).removesuffix(".docx") + ending, superseded_path(issued, ending)


def create_supersession_notice(outdated: Iterable[IssuedDocument]) -> Diagnostic:
    """The notice (BUILD-017) that new drafts replace issued documents."""
    names = ", ".join(f"{issued.unit} {issued.number}" for issued in outdated)
    return diagnostics.build.ISSUED_REPLACED.at(names=names)


def _move_file(folder: Folder, path: str, target: str) -> None:
    try:
        folder.move(path, target)
    except OSError:
        place = Location(folder.display_path(path))
        found = diagnostics.build.NOT_SET_ASIDE.at(place, name=path.rpartition("/")[2])
        raise BuildError.one(found) from None


def _write_manifest(folder: Folder, manifest: Manifest) -> None:
    try:
        manifest.write(folder)
    except OSError as error:
        raise unwritable_file(folder.display_path("manifest.json"), error) from None
