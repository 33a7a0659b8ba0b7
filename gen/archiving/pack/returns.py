"""The store and the kept copies beside a plan → what came back and was sent, for the archive; or why it may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.formats import newer_format_error
from gen.archiving.bag.layout import RECEIVED, SENT, is_safe
from gen.archiving.bag.received import received_path, write_received
from gen.archiving.pack.payload import Payload, PayloadFile, open_file
from gen.clock import day_of
from gen.errors import Diagnostic, Location
from gen.files import file_sha256, is_temporary
from gen.locale import _
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.os_errors import describe_os_error
from gen.returns.archived import ReceivedReport, load_received_reports
from gen.returns.outgoing import MAX_RECORD, OutgoingDocument, OutgoingKind, outgoing_folder, read_outgoing
from gen.versions import NewerFormatError
from gen.word.comments import read_comments


@dataclass(slots=True)
class WayBack:
    """What came back and what was made of it: received reports, documents that were sent, by the paths of their copies.

    `problems` are the reasons against archiving it, `notices` what the archive lacks all the same.
    """

    reports: tuple[ReceivedReport, ...] = ()
    outgoing: dict[Path, OutgoingDocument] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    notices: tuple[Diagnostic, ...] = ()

    def add_to(self, payload: Payload) -> None:
        """Add every file, and what is known of it, to the payload."""
        for report in self.reports:
            if report.path is not None:
                opened = partial(open_file, report.path)
                payload.files[received_path(report)] = PayloadFile(report.sha256, opened, str(report.path))
        if self.reports:
            payload.put(RECEIVED, write_received(self.reports))
        for path, document in self.outgoing.items():
            opened = partial(open_file, path)
            payload.files[SENT + document.file_name] = PayloadFile(document.sha256, opened, str(path))
            payload.put(SENT + document.record_name, document.dump())


def collect_way_back(plan: Path, plan_id: str) -> WayBack:
    """What came back for the plan with that id in the file `plan`, every file held against its checksum.

    Raises StoreError as `load_received_reports`.
    """
    found = WayBack(load_received_reports(plan, plan_id))
    found.problems += _find_gone(found.reports)
    _read_outgoing(outgoing_folder(plan), plan_id, found)
    found.notices = tuple(_warn_drafts(found.outgoing))
    return found


def _find_gone(reports: tuple[ReceivedReport, ...]) -> Iterator[Diagnostic]:
    """The received files that are missing (ARC-099), or are not as they came, or cannot be read now (ARC-080)."""
    for report in {report.sha256: report for report in reports}.values():
        place = Location(str(report.path)) if report.path else None
        try:
            digest = None if report.path is None else file_sha256(report.path)
        except OSError as error:
            name = report.path.name if report.path else report.sha256
            yield diagnostics.archive.HELD.at(place, name=name, reason=describe_os_error(error))
            continue
        if digest != report.sha256 or not is_safe(received_path(report)):
            day, file = f"{day_of(report.received):%d/%m/%Y}", received_path(report)
            yield diagnostics.archive.RECEIVED_FILE_GONE.at(place, name=report.name, day=day, file=file)


def _read_outgoing(folder: Path, plan_id: str, found: WayBack) -> None:
    """Read the records in `folder`; of those of this plan the copies are held against their checksums."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not is_temporary(entry.name))
    except FileNotFoundError:
        return
    except OSError as error:
        found.problems.append(_held_error(folder, error))
        return
    known: set[str] = set()
    for path in entries:
        if path.suffix == ".json":
            try:
                known |= _read_record(path, plan_id, found)
            except NewerFormatError:
                found.problems.append(newer_format_error(Location(str(path)), path.name))
                known |= {other.name for other in entries if other.stem == path.stem}
            except OSError as error:
                found.problems.append(_held_error(path, error))
                known |= {other.name for other in entries if other.stem == path.stem}
    for path in entries:
        if path.name not in known and not path.name.startswith(("~$", ".")):
            found.problems.append(_unfit_error(path, _("nothing is known of it")))


def _read_record(path: Path, plan_id: str, found: WayBack) -> set[str]:
    """Read one record, and hold its copy against it; the names of both files. Raises OSError, NewerFormatError."""
    document = read_outgoing(path.read_bytes()) if path.stat().st_size <= MAX_RECORD else None
    if document is None or document.record_name != path.name:
        found.problems.append(_unfit_error(path, _("it is no record of a copy in this place")))
        return {path.name}
    copy = path.with_name(document.file_name)
    if document.plan == plan_id:
        if file_sha256(copy) == document.sha256:
            found.outgoing[copy] = document
        else:
            found.problems.append(_unfit_error(copy, _("it is missing, or not the file that was made")))
    return {path.name, copy.name}


def _warn_drafts(outgoing: Mapping[Path, OutgoingDocument]) -> Iterator[Diagnostic]:
    """The consolidated reports (ARC-104) of which nothing is kept but drafts, with the program's comments in them."""
    kept: dict[tuple[str, str], list[tuple[Path, OutgoingDocument]]] = {}
    for path, document in outgoing.items():
        if document.kind is OutgoingKind.REPORT:
            kept.setdefault((document.obligation, document.period), []).append((path, document))
    for documents in kept.values():
        if all(_is_draft(path) for path, _document in documents):
            path, document = max(documents, key=lambda kept: (kept[1].made, kept[1].as_of))
            subject = document.subject or document.name
            yield diagnostics.archive.DRAFT_ONLY.at(Location(str(path)), subject=subject, name=document.name)


def _is_draft(path: Path) -> bool:
    try:
        return any(comment.is_own for comment in read_comments(path.read_bytes()))
    except (OSError, UnreadableDocumentError):
        return False  # what cannot be read is told elsewhere; it is no draft that can be issued


def _held_error(path: Path, error: OSError) -> Diagnostic:
    return diagnostics.archive.HELD.at(Location(str(path)), name=path.name, reason=describe_os_error(error))


def _unfit_error(path: Path, reason: str) -> Diagnostic:
    return diagnostics.archive.KEPT_COPY_UNFIT.at(Location(str(path)), name=path.name, reason=reason)
