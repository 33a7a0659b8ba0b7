"""A bag's files as checked → what its index, plan, register and copies say, each read once, to be compared."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from gen import diagnostics
from gen.archiving.bag.build_manifest import MAX_BYTES as MAX_MANIFEST
from gen.archiving.bag.build_manifest import BuildManifest, read_build_manifest
from gen.archiving.bag.index import EDITED_WORD, MAX_BYTES, IndexRow, read_index
from gen.archiving.bag.layout import (
    BUILD_MANIFEST,
    DATA,
    DOCUMENTS,
    INDEX,
    ISSUED,
    PLAN_FOLDER,
    PLAN_NAME,
    TEMPLATES,
    is_safe,
    is_signed_copy,
)
from gen.archiving.bag.members import BagMembers, is_unreadable, member_location, read_member
from gen.archiving.pack.build_output import BuiltFile
from gen.archiving.signed.copies import MAX_RECORD, SignedCopy, read_copy
from gen.archiving.verify.checksums import ChecksumResult
from gen.errors import Diagnostic, GenError, Location
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.pipeline.register import IssueRegister, read_register
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.file.source import MAX_BYTES as MAX_PLAN
from gen.plan.model import Plan

Read = TypeVar("Read")

_MAX_PLAN_FILES = 20
"""A plan has one file, its registry another, the register of what was issued a third."""


@dataclass(slots=True)
class ExaminedBag:
    """A bag under examination.

    `rows` are those of its index by their file; `built` is manifest.json, `plan` the plan from which the documents were
    made, `register` what was issued of it, each None where it cannot be relied on; `copies` are the records of signed
    copies by the paths of their files. What is wrong with any of these is in `findings`.
    """

    members: BagMembers
    checked: ChecksumResult
    rows: dict[str, IndexRow] = field(default_factory=dict)
    built: BuildManifest | None = None
    plan: Plan | None = None
    register: IssueRegister | None = None
    registry: str = ""
    copies: dict[str, SignedCopy] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, members: BagMembers, checked: ChecksumResult) -> ExaminedBag:
        """The bag with all that its records say."""
        bag = cls(members, checked)
        bag.findings += [*_read_manifest(bag), *_read_index(bag), *_read_plan(bag)]
        for name in sorted(checked.listed):
            if name.startswith(DATA + DOCUMENTS) and is_signed_copy(name) and name.endswith(".json"):
                copy = read_copy(bag.read(name.removeprefix(DATA), MAX_RECORD) or b"")
                if copy is not None and DATA + DOCUMENTS + copy.record_path == name:
                    bag.copies[DOCUMENTS + copy.path] = copy
        return bag

    def digest(self, path: str) -> str:
        """The sha256 of a file under data/ as it is now; empty where it is missing or cannot be read."""
        actual = self.checked.actual_paths.get(DATA + path, DATA + path)
        return self.checked.digests.get(actual, {}).get("sha256", "")

    def listed(self, path: str) -> str:
        """The sha256 under which the bag lists a file under data/."""
        return self.checked.listed.get(DATA + path, "")

    def actual(self, path: str) -> str:
        """The path in the bag of a file under data/, which may have been renamed."""
        return self.checked.actual_paths.get(DATA + path, DATA + path)

    def read(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file under data/; None where it is missing, too large or cannot be read."""
        return read_member(self.members, self.actual(path), limit)

    def is_intact(self, path: str) -> bool:
        """Whether the file is as listed; `check_checksums` has reported it where it is not."""
        return DATA + path in self.checked.intact

    def is_unreadable(self, path: str) -> bool:
        """Whether the file is there and could not be read, which is reported by itself."""
        return is_unreadable(self.members, self.actual(path))

    def files_as_built(self) -> dict[str, BuiltFile]:
        """The files that manifest.json names, as the index is made of them; none without one.

        Only the index tells that a person changed a Word file: elsewhere another file than the manifest's is an error.
        """
        edited = {row.word or row.file for row in self.rows.values() if row.note == EDITED_WORD}
        found: dict[str, BuiltFile] = {}
        for path, record in (self.built.records if self.built else {}).items():
            listed = self.listed(DOCUMENTS + path)
            is_edited = DOCUMENTS + path in edited and listed != record.sha256 and not record.number
            found[path] = BuiltFile(record, listed, record.size, is_edited)
        return found

    def at(self, path: str) -> Location:
        """The location of a file under data/."""
        return member_location(self.members, DATA + path)


def _read_manifest(bag: ExaminedBag) -> Iterator[Diagnostic]:
    data = bag.read(BUILD_MANIFEST, MAX_MANIFEST)
    bag.built = read_build_manifest(data) if data is not None else None
    if bag.built is None and not bag.is_unreadable(BUILD_MANIFEST):
        yield diagnostics.archive.NO_MANIFEST.at(bag.at(BUILD_MANIFEST))


def _read_index(bag: ExaminedBag) -> Iterator[Diagnostic]:
    data = bag.read(INDEX, MAX_BYTES)
    rows = read_index(data) if data is not None else None
    if bag.is_unreadable(INDEX):
        return
    if rows is None:
        yield diagnostics.archive.NOT_AN_INDEX.at(bag.at(INDEX))
        return
    for row in rows:
        if row.file in bag.rows:
            yield diagnostics.archive.TWO_ROWS.at(bag.at(INDEX), name=row.file)
        bag.rows[row.file] = row


def _read_plan(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """Read the plan with its registry and register, of which copies in a folder of their own are read."""
    if bag.built is None or not all(map(bag.is_intact, _list_plan_files(bag))):
        return  # what is wrong with them is told by their checksums
    try:
        with tempfile.TemporaryDirectory(prefix="gen-verify-", ignore_cleanup_errors=True) as folder:
            yield from _load_plan(bag, _copy_plan_files(bag, Path(folder)), bag.built)
    except OSError as error:
        yield diagnostics.archive.PLAN_NOT_READABLE.at(
            bag.at(PLAN_NAME), name=PLAN_NAME, reason=describe_os_error(error)
        )


def _list_plan_files(bag: ExaminedBag) -> list[str]:
    """The listed files under plan/ but for the templates."""
    names = (name.removeprefix(DATA) for name in sorted(bag.checked.listed))
    return [name for name in names if name.startswith(PLAN_FOLDER) and not name.startswith(TEMPLATES)]


def _copy_plan_files(bag: ExaminedBag, folder: Path) -> Path:
    """The plan among copies of the bag's files under plan/ but for the templates; no path leads out of `folder`."""
    for name in [name for name in _list_plan_files(bag) if is_safe(name)][:_MAX_PLAN_FILES]:
        data = bag.read(name, MAX_PLAN)
        if data is not None:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder / PLAN_NAME


def _load_plan(bag: ExaminedBag, path: Path, built: BuildManifest) -> Iterator[Diagnostic]:
    loaded = _attempt(load_plan, path)
    if not isinstance(loaded, LoadedPlan):
        yield diagnostics.archive.PLAN_NOT_READABLE.at(bag.at(PLAN_NAME), name=PLAN_NAME, reason=loaded)
        return
    if loaded.digest() != built.plan_sha256:
        yield diagnostics.archive.PLAN_UNLIKE_BUILD.at(bag.at(PLAN_NAME), name=PLAN_NAME)
        return
    bag.plan = loaded.plan
    if loaded.registry is not None:
        bag.registry = PLAN_FOLDER + Path(loaded.registry.source.path).relative_to(path.parent).as_posix()
    register = _attempt(read_register, path)
    if isinstance(register, IssueRegister):
        bag.register = register
    else:
        yield diagnostics.archive.PLAN_NOT_READABLE.at(bag.at(ISSUED), name=ISSUED, reason=register)


def _attempt(read: Callable[[Path], Read], path: Path) -> Read | str:
    """What `read` makes of the file at `path`, or why it cannot."""
    try:
        return read(path)
    except GenError as error:
        return error.diagnostics[0].message
    except RecursionError:
        return _("it is nested too deeply")
