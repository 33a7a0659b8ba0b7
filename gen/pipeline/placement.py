"""A file's bytes → the file at its path, unless a person has changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import sha256
from gen.folders import Folder
from gen.pipeline.manifest import FileRecord, Manifest


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
    where it was not read.
    """

    path: str
    status: FileStatus
    problem: Diagnostic | None = None
    reason: str = ""
    disk_sha256: str | None = None

    @property
    def is_in_place(self) -> bool:
        """Whether the file at the path is the one that the build made."""
        return self.status not in (FileStatus.EDITED, FileStatus.KEPT, FileStatus.FAILED)


@dataclass(frozen=True, slots=True)
class TargetFile:
    """One file's path: the record of its last build, and whether a file exists there."""

    folder: Folder
    path: str
    previous_record: FileRecord | None
    exists: bool
    force: bool = False
    dry_run: bool = False

    def read_sha256(self) -> str | None:
        """The sha256 of the file there; None where there is none. Raises OSError where it cannot be read."""
        return self.folder.sha256(self.path) if self.exists else None

    def write(self, record: FileRecord, data: bytes) -> FileOutcome:
        """Write `data` to the path where that is allowed; a dry run only says what would be done."""
        try:
            found = self.read_sha256()
        except OSError:
            return self.failure_outcome()
        return self.apply_status(self.decide_status(record, found), found, record.sha256, lambda: self._write(data))

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
        except OSError:
            return self.failure_outcome()
        return FileOutcome(self.path, status, disk_sha256=digest)

    def failure_outcome(self) -> FileOutcome:
        """The outcome of a file that cannot be read or written (BUILD-004)."""
        return FileOutcome(self.path, FileStatus.FAILED, locked_error(self.folder, self.path))

    def _write(self, data: bytes) -> None:
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
    force: bool = False
    dry_run: bool = False
    _disk_digests: dict[str, str | None] = field(default_factory=dict)

    def target_at(self, path: str) -> TargetFile:
        """The target of the file at `path`."""
        return TargetFile(
            self.folder, path, self.previous_records.get(path), path in self.existing_paths, self.force, self.dry_run
        )  # fmt: skip

    def write(self, record: FileRecord, data: bytes) -> FileOutcome:
        """Write `data` to the path of `record` and note it in the manifest; a dry run only says what would be done."""
        placed = self.target_at(record.path).write(record, data)
        self.record_outcome(placed, record)
        return placed

    def record_outcome(self, outcome: FileOutcome, record: FileRecord | None) -> None:
        """Note what became of a file, and its record where the file is in place."""
        if outcome.status is not FileStatus.FAILED:
            self._disk_digests[outcome.path] = outcome.disk_sha256
        if record is not None and outcome.is_in_place:
            self.manifest.add(record)

    def current_records(self) -> dict[str, FileRecord]:
        """The records of all files, with their present size and sha256: a person may have changed some since."""
        return {path: self._refresh_record(record) for path, record in self.manifest.records.items()}

    def _refresh_record(self, record: FileRecord) -> FileRecord:
        if record.path not in self._disk_digests:
            self._disk_digests[record.path] = self.folder.sha256(record.path)
        found = self._disk_digests[record.path]
        if found is None or found == record.sha256:
            return record
        return replace(record, sha256=found, size=len(self.folder.read(record.path)), pages=None)


def create_record(path: str, document: str, file_format: str, data: bytes, **more: object) -> FileRecord:
    """The record of `data` at `path`."""
    return FileRecord(path, document, file_format, sha256(data), len(data), **more)  # type: ignore[arg-type]


def warn_edited(folder: Folder, path: str) -> Diagnostic:
    """The warning that the file at `path` is a person's and was kept (BUILD-003)."""
    name, place = path.rpartition("/")[2], Location(folder.display_path(path))
    return diagnostics.build.CHANGED_BY_SOMEBODY.at(place, name=name, backup=folder.backup_name(path))


def locked_error(folder: Folder, path: str) -> Diagnostic:
    """The error that the file at `path` cannot be written (BUILD-004)."""
    return diagnostics.build.NOT_WRITABLE.at(Location(folder.display_path(path)), name=path.rpartition("/")[2])
