"""A file's bytes → the file at its path, unless a person has changed it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import sha256
from gen.folders import Folder
from gen.journal import Digests, Journal, read_journals
from gen.os_errors import describe_os_error
from gen.pipeline.manifest import ANSWERS_KEY, FileRecord, Manifest, unreadable_record

if TYPE_CHECKING:
    from gen.ooxml.unsupported import Unsupported


class FileStatus(StrEnum):
    """What becomes of a file.

    `edited`: a person changed it, and the build has nothing newer; `kept`: the build has a newer one, but the person's
    stays and the new one is not written; `replaced`: the new one is in place, the person's is beside it; `issued`: it
    has a number and a date, and stays as it was issued.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    EDITED = "edited"
    KEPT = "kept"
    FAILED = "failed"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """One file and what became of it; `problem` says why it was kept or failed.

    `reason` says, for people, why it was built again. `disk_sha256` is the sha256 of the file at its path now; None
    where it was not read. `unsupported` is what the PDF engine does not set, where that is the problem.
    """

    path: str
    status: FileStatus
    problem: Diagnostic | None = None
    reason: str = ""
    disk_sha256: str | None = None
    unsupported: tuple[Unsupported, ...] = ()

    @property
    def is_in_place(self) -> bool:
        """Whether the file at the path is the one that the build made."""
        return self.status not in (FileStatus.EDITED, FileStatus.KEPT, FileStatus.FAILED)


@dataclass(frozen=True, slots=True)
class TargetFile:
    """One file's path: the record of its last build, and whether a file exists there.

    `journal` is told of what is written.
    """

    folder: Folder
    path: str
    previous_record: FileRecord | None
    exists: bool
    force: bool = False
    dry_run: bool = False
    journal: Journal | None = None

    def read_sha256(self) -> str | None:
        """The sha256 of the file there; None where there is none, or one that says nothing (see `is_blank`).

        Raises OSError where it cannot be read.
        """
        found = self.folder.sha256(self.path) if self.exists else None
        if found is None or (self.previous_record is not None and found == self.previous_record.sha256):
            return found
        return None if is_blank(self.folder.read(self.path)) else found

    def write(self, record: FileRecord, data: bytes) -> FileOutcome:
        """Write `data` to the path where that is allowed; a dry run only says what would be done."""
        try:
            found = self.read_sha256()
        except OSError as error:
            return self.failure_outcome(error)
        return self.apply_status(
            self.decide_status(record, found), found, record.sha256, lambda: self.put(data, record.sha256)
        )

    def decide_status(self, record: FileRecord, found: str | None) -> FileStatus:
        """What is to become of the file, from the sha256 `found` there, that of the last build, and the new one."""
        built = self.previous_record.sha256 if self.previous_record else None
        if found is None:
            return FileStatus.NEW
        if found == record.sha256:
            # The new bytes without their record: an earlier build was interrupted after it wrote this file.
            return FileStatus.UNCHANGED if built in (None, found) else FileStatus.CHANGED
        if built == found:
            return FileStatus.CHANGED
        if self.force:
            return FileStatus.REPLACED
        return FileStatus.EDITED if built == record.sha256 else FileStatus.KEPT

    def apply_status(
        self, status: FileStatus, found: str | None, digest: str, write: Callable[[], None]
    ) -> FileOutcome:
        """Do what `status` says; `write` writes the new bytes, whose sha256 is `digest`."""
        if status is FileStatus.KEPT:
            return FileOutcome(self.path, status, warn_edited(self.folder, self.path), disk_sha256=found)
        if status is FileStatus.EDITED or self.dry_run:
            return FileOutcome(self.path, status, disk_sha256=found)
        try:
            if status is FileStatus.REPLACED:
                self.folder.set_aside(self.path)
            if found != digest:
                write()
        except OSError as error:
            return self.failure_outcome(error)
        return FileOutcome(self.path, status, disk_sha256=digest)

    def failure_outcome(self, error: OSError) -> FileOutcome:
        """The outcome of a file that cannot be read or written (BUILD-004)."""
        return FileOutcome(self.path, FileStatus.FAILED, file_error(self.folder, self.path, error))

    def put(self, data: bytes, digest: str) -> None:
        """Put `data` in place, whatever is there; the journal knows its sha256 `digest` before. Raises OSError."""
        if self.journal is not None:
            self.journal.note(self.path, digest)
        self.folder.write(self.path, data)


@dataclass(slots=True)
class OutputFolder:
    """The folder of one plan: the records of the last build, and what this build may do there.

    `manifest` begins with the records of the last build, so that a file which is kept keeps its record too.
    `existing_paths` are the paths of all files that were there when the build began.
    """

    folder: Folder
    previous_records: dict[str, FileRecord]
    manifest: Manifest
    existing_paths: set[str]
    journal: Journal
    force: bool = False
    dry_run: bool = False
    was_cut_off: bool = False
    """Whether a run before this one did not come to its end: the state may be older than the files."""
    unread: dict[str, OSError] = field(default_factory=dict)
    """Files that a list shows as they were last built, since they cannot be read now."""
    _disk_digests: dict[str, str | None] = field(default_factory=dict)

    def target_at(self, path: str) -> TargetFile:
        """The target of the file at `path`."""
        return TargetFile(
            self.folder, path, self.previous_records.get(path), path in self.existing_paths, self.force, self.dry_run,
            self.journal,
        )  # fmt: skip

    def write(self, record: FileRecord, data: bytes) -> FileOutcome:
        """Write `data` to the path of `record` and note it in the manifest; a dry run only says what would be done."""
        placed = self.target_at(record.path).write(record, data)
        self.record_outcome(placed, record)
        return placed

    def record_outcome(self, outcome: FileOutcome, record: FileRecord | None) -> None:
        """Note what became of a file, and its record where the file is in place."""
        if outcome.status is FileStatus.FAILED:
            self._disk_digests.pop(outcome.path, None)  # what was seen there before may have been replaced
        else:
            self._disk_digests[outcome.path] = outcome.disk_sha256
        if record is not None and outcome.is_in_place:
            self.manifest.add(record)

    def current_records(self) -> dict[str, FileRecord]:
        """The records of all files, with their present size and sha256: a person may have changed some since."""
        return {path: self._refresh_record(record) for path, record in self.manifest.records.items()}

    def settle_journal(self) -> None:
        """Let the journal keep only files whose bytes the manifest, now written, does not know. Raises OSError."""
        noted = read_journals(self.folder)
        self.journal.settle({path: digests for path, digests in noted.items() if self._is_open(path, digests)})

    def _is_open(self, path: str, digests: frozenset[str]) -> bool:
        try:
            found = self._disk_digest(path)
        except OSError as error:  # it may be one of them
            return not isinstance(error, NotADirectoryError | IsADirectoryError)
        record = self.manifest.records.get(path)
        return found in digests and (record is None or record.sha256 != found)

    def _disk_digest(self, path: str) -> str | None:
        """The sha256 of a file as it is now. Raises OSError where it cannot be read."""
        if path not in self._disk_digests:
            self._disk_digests[path] = self.folder.sha256(path)
        return self._disk_digests[path]

    def _refresh_record(self, record: FileRecord) -> FileRecord:
        try:
            found = self._disk_digest(record.path)
            if found is None or found == record.sha256:
                return record
            return replace(record, sha256=found, size=len(self.folder.read(record.path)), pages=None)
        except OSError as error:
            self.unread[record.path] = error
            return record


def is_blank(data: bytes) -> bool:
    """Whether a file is empty or all zeroes: so a power cut leaves it, and no person's work is lost with it."""
    return not data.strip(b"\0")


def journalled_digests(folder: Folder) -> Digests:
    """What runs that were cut off have written into `folder`. Raises BuildError BUILD-026."""
    try:
        return read_journals(folder)
    except OSError as error:
        raise unreadable_record(str(error.filename or folder), error) from None


def digest_or_none(folder: Folder, path: str) -> str | None:
    """The sha256 of a file; None also where it cannot be read, which is said when its turn comes (BUILD-004)."""
    try:
        return folder.sha256(path)
    except OSError:
        return None


def own_records(
    folder: Folder, records: Mapping[str, FileRecord], existing: Container[str], issued: Container[str]
) -> dict[str, FileRecord]:
    """`records`, the manifest's, and one for each file that a run wrote which was cut off before its manifest.

    Of such a file nothing is known but that it is the program's own; it may hold answers that were carried over. Files
    with a sha256 of `issued` are known from the register. Raises BuildError BUILD-026.
    """
    found = dict(records)
    for path, digests in journalled_digests(folder).items():
        digest = digest_or_none(folder, path) if path in existing else None
        if digest is not None and digest in digests and digest not in issued:
            known = found.get(path) or FileRecord(path, "", path.rpartition(".")[2], digest, 0)
            if known.sha256 != digest or path not in records:
                found[path] = replace(known, sha256=digest, made_from={ANSWERS_KEY: digest}, engine="")
    return found


def create_record(path: str, document: str, file_format: str, data: bytes, **more: object) -> FileRecord:
    """The record of `data` at `path`."""
    return FileRecord(path, document, file_format, sha256(data), len(data), **more)  # type: ignore[arg-type]


def warn_edited(folder: Folder, path: str) -> Diagnostic:
    """The warning that the file at `path` is a person's and was kept (BUILD-003)."""
    name, place = path.rpartition("/")[2], Location(folder.display_path(path))
    return diagnostics.build.CHANGED_BY_SOMEBODY.at(place, name=name, backup=folder.backup_name(path))


def file_error(folder: Folder, path: str, error: OSError) -> Diagnostic:
    """The error that the file at `path` cannot be written or read (BUILD-004)."""
    place, name = Location(folder.display_path(path)), path.rpartition("/")[2]
    return diagnostics.build.NOT_WRITABLE.at(place, name=name, reason=describe_os_error(error))
