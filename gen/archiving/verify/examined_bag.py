"""A bag's files as checked → what its index, plan, register and copies say, each read once, to be compared."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from gen import diagnostics
from gen.archiving.bag.build_manifest import MAX_BYTES as MAX_MANIFEST
from gen.archiving.bag.build_manifest import BuildManifest, read_build_manifest
from gen.archiving.bag.formats import newer_format_error, read_bag_format
from gen.archiving.bag.index import EDITED_WORD, MAX_BYTES, IndexRow, further_columns, read_index
from gen.archiving.bag.layout import (
    BAG_FORMAT,
    BUILD_MANIFEST,
    DATA,
    DOCUMENTS,
    FIRST_BAG_FORMAT,
    INDEX,
    ISSUED,
    PLAN_FOLDER,
    PLAN_NAME,
    RECEIVED,
    REVISIONS,
    SENT,
    TEMPLATES,
    is_safe,
    is_signed_copy,
)
from gen.archiving.bag.members import BagMembers, is_unreadable, member_location, read_member
from gen.archiving.bag.received import MAX_BYTES as MAX_RECEIVED
from gen.archiving.bag.received import read_received
from gen.archiving.pack.build_output import BuiltFile
from gen.archiving.signed.copies import MAX_RECORD, SignedCopy, read_copy
from gen.archiving.verify.checksums import ChecksumResult
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.history.lasting_ids import with_ids
from gen.history.records import FILE_NAME as HISTORY
from gen.history.records import MAX_BYTES as MAX_HISTORY
from gen.history.records import PLAN_NAME as PLAN_FILE
from gen.history.records import history_file, read_history
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.pipeline.register import IssueRegister, read_register
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.file.source import MAX_BYTES as MAX_PLAN
from gen.plan.model import Plan
from gen.returns.archived import ReceivedReport
from gen.returns.outgoing import MAX_RECORD as MAX_SENT
from gen.returns.outgoing import OutgoingDocument, read_outgoing
from gen.text import name_few
from gen.versions import NewerFormatError

Read = TypeVar("Read")

_FILES_OF_A_TEXT = 2
"""A text of the plan is one file, its registry another."""
_MAX_PLAN_FILES = 20
"""A plan has one file, its registry another, the register of what was issued a third."""


@dataclass(slots=True)
class ExaminedBag:
    """A bag under examination.

    `rows` are those of its index by their file; `built` is manifest.json, `plan` the plan from which the documents were
    made, `register` what was issued of it, each None where it cannot be relied on; `copies` are the records of signed
    copies by the paths of their files. Of a bag of the second `format`, `received` is what received.json tells,
    `outgoing` are the records of what was sent by the paths of their files, `history` is history.json with the files of
    the plan's texts. What is wrong with any of these is in `findings`; `is_newer`: a newer version of the program wrote
    the bag, or one of these.
    """

    members: BagMembers
    checked: ChecksumResult
    rows: dict[str, IndexRow] = field(default_factory=dict)
    built: BuildManifest | None = None
    plan: Plan | None = None
    register: IssueRegister | None = None
    registry: str = ""
    copies: dict[str, SignedCopy] = field(default_factory=dict)
    received: tuple[ReceivedReport, ...] = ()
    outgoing: dict[str, OutgoingDocument] = field(default_factory=dict)
    history: set[str] = field(default_factory=set)
    format: int = FIRST_BAG_FORMAT
    is_newer: bool = False
    findings: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, members: BagMembers, checked: ChecksumResult) -> ExaminedBag:
        """The bag with all that its records say."""
        bag = cls(members, checked)
        try:
            bag.format = read_bag_format(members)
        except NewerFormatError:
            bag.note_newer(member_location(members), members.name)
            return bag
        bag.findings += [*_read_manifest(bag), *_read_index(bag), *_read_plan(bag), *_read_returns(bag)]
        for name in sorted(checked.listed):
            if name.startswith(DATA + DOCUMENTS) and is_signed_copy(name) and name.endswith(".json"):
                copy = bag.parse(name.removeprefix(DATA), read_copy, MAX_RECORD)
                if copy is not None and DATA + DOCUMENTS + copy.record_path == name:
                    bag.copies[DOCUMENTS + copy.path] = copy
        return bag

    def parse(self, path: str, parse: Callable[[bytes], Read | None], limit: int) -> Read | None:
        """What `parse` makes of a file under data/; None where it is missing, or is none.

        Where a newer version wrote it, that is noted.
        """
        try:
            return parse(self.read(path, limit) or b"")
        except NewerFormatError:
            self.note_newer(self.at(path), path)
            return None

    def note_newer(self, place: Location, name: str) -> None:
        """Note that a newer version wrote the bag, or a record in it: nothing may be held against that."""
        self.is_newer = True
        self.findings.append(newer_format_error(place, name))

    def digest(self, path: str) -> str:
        """The sha256 of a file under data/ as it is now; empty where it is missing or cannot be read."""
        actual = self.checked.actual_paths.get(DATA + path, DATA + path)
        return self.checked.digests.get(actual, {}).get("sha256", "")

    def listed(self, path: str) -> str:
        """The sha256 under which the bag lists a file under data/."""
        return self.checked.listed.get(DATA + path, "")

    def listed_in(self, folder: str) -> list[str]:
        """The listed files in and below a folder under data/, by their paths there."""
        names = (name.removeprefix(DATA) for name in sorted(self.checked.listed) if name.startswith(DATA + folder))
        return [*names]

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
    bag.built = bag.parse(BUILD_MANIFEST, read_build_manifest, MAX_MANIFEST)
    if bag.built is None and not bag.is_newer and not bag.is_unreadable(BUILD_MANIFEST):
        yield diagnostics.archive.NO_MANIFEST.at(bag.at(BUILD_MANIFEST))


def _read_index(bag: ExaminedBag) -> Iterator[Diagnostic]:
    data = bag.read(INDEX, MAX_BYTES)
    rows = read_index(data) if data is not None else None
    if bag.is_unreadable(INDEX):
        return
    if rows is None:
        yield diagnostics.archive.NOT_AN_INDEX.at(bag.at(INDEX))
        return
    if names := further_columns(data or b""):
        yield diagnostics.archive.FURTHER_COLUMNS.at(bag.at(INDEX), names=name_few(names))
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
    """The listed files under plan/ but for the templates and the history, which is read by itself."""
    names = (name.removeprefix(DATA) for name in sorted(bag.checked.listed))
    others = (TEMPLATES, REVISIONS)
    return [name for name in names if name.startswith(PLAN_FOLDER) and not name.startswith(others)]


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
    if bag.format >= BAG_FORMAT:
        yield from _read_history(bag, path, loaded)
    if loaded.registry is not None:
        bag.registry = PLAN_FOLDER + Path(loaded.registry.source.path).relative_to(path.parent).as_posix()
    try:
        bag.register = read_register(path)
    except GenError as error:
        if _is_newer(error):
            bag.note_newer(bag.at(ISSUED), ISSUED)
        else:
            reason = error.diagnostics[0].message
            yield diagnostics.archive.PLAN_NOT_READABLE.at(bag.at(ISSUED), name=ISSUED, reason=reason)


def _is_newer(error: GenError) -> bool:
    return error.diagnostics[0].code == diagnostics.build.RECORD_NEWER.code


def _read_history(bag: ExaminedBag, path: Path, loaded: LoadedPlan) -> Iterator[Diagnostic]:
    """Read which texts the plan had, hold each against its checksum, and give the plan the ids that last.

    `path` is the copy of the plan as `loaded`, beside which a copy of history.json is put.
    """
    prefix = f"{REVISIONS}{loaded.plan.header.id}/"
    name = prefix + HISTORY
    bag.history.add(name)
    if not bag.listed(name):
        yield diagnostics.archive.HISTORY_UNFIT.at(bag.at(name), name=name, reason=_("it is missing"))
    if not bag.is_intact(name):
        return  # told by the checksums
    copy = history_file(path, loaded.plan.header.id)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(bag.read(name, MAX_HISTORY) or b"")
    try:
        history = read_history(path, loaded.plan.header.id)
    except GenError as error:
        if _is_newer(error):
            bag.note_newer(bag.at(name), name)
        else:
            reason = error.diagnostics[0].message
            yield diagnostics.archive.HISTORY_UNFIT.at(bag.at(name), name=name, reason=reason)
        return
    if history.newest is None or history.newest.digest != loaded.digest():
        reason = _("its last text is not the plan in the bag")
        yield diagnostics.archive.HISTORY_UNFIT.at(bag.at(name), name=name, reason=reason)
    else:
        bag.plan = with_ids(loaded.plan, history.newest.ids)
    for digest in dict.fromkeys(revision.digest for revision in history.revisions):
        yield from _check_text(bag, prefix + history.text_folder(digest).name + "/", digest)


def _check_text(bag: ExaminedBag, folder: str, digest: str) -> Iterator[Diagnostic]:
    """Whether the plan in `folder`, with its registry, is the text that has that digest."""
    names = [name for name in bag.listed_in(folder) if name != folder + PLAN_FILE]
    files = [folder + PLAN_FILE, *names]
    bag.history.update(files[:_FILES_OF_A_TEXT])
    if not all(bag.is_intact(name) for name in files if bag.listed(name)):
        return  # told by the checksums
    texts = [bag.read(name, MAX_PLAN) for name in files]
    if any(map(bag.is_unreadable, files)):
        return
    known = [text.removeprefix(codecs.BOM_UTF8) for text in texts if text is not None]
    if len(known) != len(files) or sha256(b"\0".join(known)) != digest:
        reason = _("{folder} does not hold the text that it names").format(folder=folder)
        yield diagnostics.archive.HISTORY_UNFIT.at(bag.at(folder + PLAN_FILE), name=folder + PLAN_FILE, reason=reason)


def _read_returns(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """Read what received.json tells of the received files, and the records of what was sent."""
    if bag.format < BAG_FORMAT:
        return
    if bag.is_intact(RECEIVED):
        received = bag.parse(RECEIVED, read_received, MAX_RECEIVED)
        bag.received = received or ()
        if received is None and not bag.is_newer and not bag.is_unreadable(RECEIVED):
            yield _unfit_record(bag, RECEIVED)
    for name in bag.listed_in(SENT):
        if not name.endswith(".json") or not bag.is_intact(name):
            continue
        document = bag.parse(name, read_outgoing, MAX_SENT)
        if document is not None and SENT + document.record_name == name:
            bag.outgoing[SENT + document.file_name] = document
        elif not bag.is_newer and not bag.is_unreadable(name):
            yield _unfit_record(bag, name)


def _unfit_record(bag: ExaminedBag, name: str) -> Diagnostic:
    return diagnostics.archive.RETURN_UNFIT.at(bag.at(name), name=name, reason=_("it cannot be read as one"))


def _attempt(read: Callable[[Path], Read], path: Path) -> Read | str:
    """What `read` makes of the file at `path`, or why it cannot."""
    try:
        return read(path)
    except GenError as error:
        return error.diagnostics[0].message
    except RecursionError:
        return _("it is nested too deeply")
