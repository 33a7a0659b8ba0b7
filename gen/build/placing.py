"""A file's bytes → the file in its place, unless a person has written something of their own there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from gen.build.manifest import Manifest, Record
from gen.errors import Diagnostic, Location, Severity
from gen.files import backup_name, sha256, sha256_of, write_whole
from gen.locale import _


class Status(StrEnum):
    """What becomes of a file.

    `edited`: a person changed it, and there is nothing newer to put in its place; `kept`: there would be, but theirs
    stays and the new one was not written; `replaced`: the new one is in place, theirs beside it.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    EDITED = "edited"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Placed:
    """One file and what became of it; `problem` says why where it is kept or failed."""

    path: str
    status: Status
    problem: Diagnostic | None = None

    @property
    def stands(self) -> bool:
        """Whether the bytes that were to be placed are in place."""
        return self.status not in (Status.EDITED, Status.KEPT, Status.FAILED)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of one plan: what stood there after the last build, and what may be done to it.

    `manifest` begins with the records of the last build, so that a file which is kept keeps its record too.
    """

    folder: Path
    previous: dict[str, Record]
    manifest: Manifest
    force: bool = False
    dry_run: bool = False

    def put(self, record: Record, data: bytes) -> Placed:
        """Bring `data` to the path of `record` and note it in the manifest; a dry run only says what would be done."""
        status = self.status(record)
        return self.carry_out(record, status, lambda: write_whole(self.folder / record.path, data))

    def status(self, record: Record) -> Status:
        """What would become of the file: by the bytes on the disk, those last built, and the new ones."""
        try:
            on_disk = sha256_of(self.folder / record.path)
        except OSError:
            return Status.FAILED
        if on_disk is None:
            return Status.NEW
        if on_disk == record.sha256:
            return Status.UNCHANGED
        earlier = self.previous.get(record.path)
        if earlier is not None and earlier.sha256 == on_disk:
            return Status.CHANGED
        if self.force:
            return Status.REPLACED
        return Status.EDITED if earlier is not None and earlier.sha256 == record.sha256 else Status.KEPT

    def standing(self) -> dict[str, Record]:
        """The records of all files, with size and sha256 as they stand: a person may have changed some since."""
        return {path: self._as_it_stands(record) for path, record in self.manifest.records.items()}

    def _as_it_stands(self, record: Record) -> Record:
        target = self.folder / record.path
        found = sha256_of(target)
        if found is None or found == record.sha256:
            return record
        return replace(record, sha256=found, size=target.stat().st_size, pages=None)

    def carry_out(self, record: Record, status: Status, write: Callable[[], None]) -> Placed:
        """Do what `status` says with the file of `record`; `write` puts the new bytes in place."""
        target = self.folder / record.path
        if status is Status.FAILED:
            return Placed(record.path, status, locked(target))
        if status is Status.KEPT:
            return Placed(record.path, status, edited(target))
        if status is Status.EDITED:
            return Placed(record.path, status)
        if self.dry_run:
            self.manifest.add(record)
            return Placed(record.path, status)
        try:
            if status is Status.REPLACED:
                os.replace(target, backup_name(target))
            if status is not Status.UNCHANGED:
                write()
        except OSError:
            return Placed(record.path, Status.FAILED, locked(target))
        self.manifest.add(record)
        return Placed(record.path, status)


def record_of(path: str, document: str, file_format: str, data: bytes, **more: object) -> Record:
    """The record of `data` at `path`."""
    return Record(path, document, file_format, sha256(data), len(data), **more)  # type: ignore[arg-type]


def edited(target: Path) -> Diagnostic:
    """The warning that the file at `target` is a person's and was kept (BUILD-003)."""
    message = _("{name} was changed by somebody since the last build, and is kept").format(name=target.name)
    hint = _("with --force the new one takes its place, and theirs is kept beside it as {backup}")
    return Diagnostic(
        "BUILD-003", Severity.WARNING, message, Location(str(target)), hint.format(backup=backup_name(target).name)
    )


def locked(target: Path) -> Diagnostic:
    """The error that the file at `target` cannot be written (BUILD-004)."""
    message = _("{name} could not be written: it is open in another program, or the folder is write-protected")
    hint = _("close it and run the same command again; everything else is done")
    return Diagnostic("BUILD-004", Severity.ERROR, message.format(name=target.name), Location(str(target)), hint)
