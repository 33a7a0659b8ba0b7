"""A file's bytes → the file in its place, unless a person has written something of their own there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import sha256
from gen.folders import Folder
from gen.pipeline.manifest import Manifest, Record


class Status(StrEnum):
    """What becomes of a file.

    `edited`: a person changed it, and there is nothing newer to put in its place; `kept`: there would be, but theirs
    stays and the new one was not written; `replaced`: the new one is in place, theirs beside it; `issued`: it bears a
    number and a date, and stays as it was issued.
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
class Placed:
    """One file and what became of it; `problem` says why where it is kept or failed.

    `reason` says for people what asked for a new one. `on_disk` is the sha256 of what now stands at its place, as far
    as it was looked at.
    """

    path: str
    status: Status
    problem: Diagnostic | None = None
    reason: str = ""
    on_disk: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the bytes that were to be placed are in place."""
        return self.status not in (Status.EDITED, Status.KEPT, Status.FAILED)


@dataclass(frozen=True, slots=True)
class Place:
    """One file's place: the record of what was last built there, and whether anything stands there."""

    folder: Folder
    path: str
    earlier: Record | None
    exists: bool
    force: bool = False
    dry_run: bool = False

    def on_disk(self) -> str | None:
        """The sha256 of what stands there; None where nothing does. Raises OSError where it cannot be read."""
        return self.folder.sha256(self.path) if self.exists else None

    def put(self, record: Record, data: bytes) -> Placed:
        """Bring `data` to the place; a dry run only says what would be done."""
        try:
            found = self.on_disk()
        except OSError:
            return self.failed()
        return self.settle(self.status(record, found), found, record.sha256, lambda: self._write(data))

    def status(self, record: Record, found: str | None) -> Status:
        """What would become of the file: by the bytes that stand there, those last built, and the new ones."""
        built = self.earlier.sha256 if self.earlier else None
        if found is None:
            return Status.NEW
        if found == record.sha256:
            # The new bytes without their record: an earlier attempt at this very file was cut off behind it.
            return Status.UNCHANGED if built in (None, found) else Status.CHANGED
        if built == found:
            return Status.CHANGED
        if self.force:
            return Status.REPLACED
        return Status.EDITED if built == record.sha256 else Status.KEPT

    def settle(self, status: Status, found: str | None, digest: str, write: Callable[[], None]) -> Placed:
        """Do what `status` says; `write` puts the new bytes there, whose sha256 is `digest`."""
        if status is Status.KEPT:
            return Placed(self.path, status, edited(self.folder, self.path), on_disk=found)
        if status is Status.EDITED or self.dry_run:
            return Placed(self.path, status, on_disk=found)
        try:
            if status is Status.REPLACED:
                self.folder.set_aside(self.path)
            if found != digest:
                write()
        except OSError:
            return self.failed()
        return Placed(self.path, status, on_disk=digest)

    def failed(self) -> Placed:
        """The file cannot be read or written."""
        return Placed(self.path, Status.FAILED, locked(self.folder, self.path))

    def _write(self, data: bytes) -> None:
        self.folder.write(self.path, data)


@dataclass(slots=True)
class Shelf:
    """The folder of one plan: what stood there after the last build, and what may be done to it.

    `manifest` begins with the records of the last build, so that a file which is kept keeps its record too.
    `existing` are the paths of all files that stood there when the build began.
    """

    folder: Folder
    previous: dict[str, Record]
    manifest: Manifest
    existing: set[str]
    force: bool = False
    dry_run: bool = False
    _seen: dict[str, str | None] = field(default_factory=dict)

    def place(self, path: str) -> Place:
        """The place of the file at `path`."""
        return Place(
            self.folder, path, self.previous.get(path), path in self.existing, self.force, self.dry_run
        )  # fmt: skip

    def put(self, record: Record, data: bytes) -> Placed:
        """Bring `data` to the path of `record` and note it in the manifest; a dry run only says what would be done."""
        placed = self.place(record.path).put(record, data)
        self.note(placed, record)
        return placed

    def note(self, placed: Placed, record: Record | None) -> None:
        """Take in what became of a file, with its record where the bytes of that stand."""
        if placed.status is not Status.FAILED:
            self._seen[placed.path] = placed.on_disk
        if record is not None and placed.stands:
            self.manifest.add(record)

    def standing(self) -> dict[str, Record]:
        """The records of all files, with size and sha256 as they stand: a person may have changed some since."""
        return {path: self._as_it_stands(record) for path, record in self.manifest.records.items()}

    def _as_it_stands(self, record: Record) -> Record:
        if record.path not in self._seen:
            self._seen[record.path] = self.folder.sha256(record.path)
        found = self._seen[record.path]
        if found is None or found == record.sha256:
            return record
        return replace(record, sha256=found, size=len(self.folder.read(record.path)), pages=None)


def record_of(path: str, document: str, file_format: str, data: bytes, **more: object) -> Record:
    """The record of `data` at `path`."""
    return Record(path, document, file_format, sha256(data), len(data), **more)  # type: ignore[arg-type]


def edited(folder: Folder, path: str) -> Diagnostic:
    """The warning that the file at `path` is a person's and was kept (BUILD-003)."""
    name, place = path.rpartition("/")[2], Location(folder.place(path))
    return diagnostics.build.CHANGED_BY_SOMEBODY.at(place, name=name, backup=folder.backup(path))


def locked(folder: Folder, path: str) -> Diagnostic:
    """The error that the file at `path` cannot be written (BUILD-004)."""
    return diagnostics.build.NOT_WRITABLE.at(Location(folder.place(path)), name=path.rpartition("/")[2])
