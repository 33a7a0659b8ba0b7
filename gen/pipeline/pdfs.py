"""Word files and lists → their PDFs by one engine, each only where its source or the engine changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.errors import Diagnostic, Location
from gen.files import sha256
from gen.folders import Folder, LocalFolder
from gen.journal import Journal
from gen.ooxml.unsupported import Unsupported
from gen.pdf import ConversionJob, ConversionOutcome, Engine
from gen.pdf.engines.finishing import page_count
from gen.pipeline.engines import SelectedEngine
from gen.pipeline.manifest import FileRecord
from gen.pipeline.placement import FileOutcome, FileStatus, OutputFolder, TargetFile, file_error
from gen.schedule import Schedule
from gen.sheets.printed import PrintedList
from gen.sheets.printing import print_list
from gen.text import name_few

SOURCE_KEY = "document"
"""The key under which a PDF's record holds the sha256 of its source."""

_FILES_PER_PIECE = 20
"""The number of files that one piece on another machine converts."""


@dataclass(frozen=True, slots=True)
class PdfRequest:
    """A PDF to be made at `path` in the plan's folder: from the file `source` in it, or from the list `printed`.

    `digest` is the sha256 of its source; `number` and `date` are those under which the document is issued.
    """

    path: str
    digest: str
    document: str
    source: str = ""
    printed: PrintedList | None = None
    unit: str = ""
    number: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class PdfOutcome:
    """What became of one PDF: its sha256, size in bytes and pages, or the `error` for which there is none.

    `unsupported` is what the engine does not set, where that is the error.
    """

    request: PdfRequest
    sha256: str = ""
    size: int = 0
    pages: int | None = None
    error: Diagnostic | None = None
    unsupported: tuple[Unsupported, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversionSettings:
    """How PDFs are made: by `engine`, `jobs` at a time (default: one per core), into `folder`.

    With `remote` they are made piece by piece where that schedule runs; else in this process. `journal` is told of
    each before it is there.
    """

    engine: Engine
    folder: Folder
    journal: Journal
    jobs: int | None = None
    remote: Schedule | None = None


def build_pdfs(
    output: OutputFolder,
    requests: Sequence[PdfRequest],
    selected: SelectedEngine,
    on_done: Callable[[], None],
    jobs: int | None = None,
    remote: Schedule | None = None,
) -> list[FileOutcome]:
    """What became of each PDF of `requests`, in that order; `on_done` is called once for each."""
    placed: dict[str, FileOutcome] = {}
    todo: list[PdfRequest] = []
    for request in requests:
        placed[request.path] = _decide_outcome(output, request, selected.label)
        if (
            placed[request.path].status in (FileStatus.NEW, FileStatus.CHANGED, FileStatus.REPLACED)
            and not output.dry_run
        ):
            todo.append(request)
        else:
            on_done()

    def take(done: PdfOutcome) -> None:
        request = done.request
        if done.error is not None:
            failed = FileOutcome(request.path, FileStatus.FAILED, done.error, unsupported=done.unsupported)
            placed[request.path] = failed
            output.record_outcome(failed, None)
        else:
            output.record_outcome(
                FileOutcome(request.path, FileStatus.NEW, disk_sha256=done.sha256), _pdf_record(done, selected.label)
            )
        on_done()

    if todo:
        _convert_all(ConversionSettings(selected.engine, output.folder, output.journal, jobs, remote), todo, take)
    return list(placed.values())


def _convert_all(settings: ConversionSettings, todo: Sequence[PdfRequest], take: Callable[[PdfOutcome], None]) -> None:
    """Make the PDFs of `todo` and call `take` with the outcome of each."""
    if settings.remote is None:
        _convert_here(settings, todo, take)
        return
    pieces = [tuple(todo[start : start + _FILES_PER_PIECE]) for start in range(0, len(todo), _FILES_PER_PIECE)]
    alone = ConversionSettings(settings.engine, settings.folder, settings.journal, jobs=1)
    for done in settings.remote.run_pieces(convert_piece, alone, pieces):
        for converted in map(_lost_pdf, pieces[done.index]) if done.result is None else done.result:
            take(converted)


def convert_piece(settings: ConversionSettings, todo: Sequence[PdfRequest]) -> list[PdfOutcome]:
    """What became of each PDF of `todo`."""
    found: list[PdfOutcome] = []
    _convert_here(settings, todo, found.append)
    return found


def _convert_here(settings: ConversionSettings, todo: Sequence[PdfRequest], take: Callable[[PdfOutcome], None]) -> None:
    """Make the PDFs in this process: directly in a local folder; for a remote one, in a temporary folder first."""
    with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as name:
        sources, folder = Path(name), settings.folder
        target, journal = (folder.root, settings.journal) if isinstance(folder, LocalFolder) else (sources, None)
        by_target = {target / request.path: request for request in todo}

        def store(outcome: ConversionOutcome) -> None:
            take(_store_pdf(settings, by_target[outcome.job.target], outcome))

        for place, request in by_target.items():
            if request.printed is not None:
                store(print_list(request.printed, settings.engine, place, journal))
        jobs = [
            ConversionJob(_fetch_source(settings.folder, request, sources), place, journal)
            for place, request in by_target.items()
            if request.printed is None
        ]
        if jobs:
            settings.engine.convert(jobs, settings.jobs, store)


def _fetch_source(folder: Folder, request: PdfRequest, sources: Path) -> Path:
    """The local file from which the PDF is made."""
    if isinstance(folder, LocalFolder):
        return folder.root / request.source
    target = sources / request.source
    with suppress(OSError):  # then there is no such file, and the engine says so
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(folder.read(request.source))
    return target


def _store_pdf(settings: ConversionSettings, request: PdfRequest, outcome: ConversionOutcome) -> PdfOutcome:
    """What became of a PDF; it is copied to a remote folder where it belongs there."""
    target, folder = outcome.job.target, settings.folder
    if outcome.error is not None:
        return PdfOutcome(request, error=outcome.error, unsupported=outcome.unsupported)
    try:
        data = target.read_bytes()
        if not isinstance(folder, LocalFolder):
            settings.journal.note(request.path, sha256(data))
            folder.write(request.path, data)
    except OSError as error:
        return PdfOutcome(request, error=file_error(folder, request.path, error))
    return PdfOutcome(request, sha256(data), len(data), page_count(data))


def _lost_pdf(request: PdfRequest) -> PdfOutcome:
    found = diagnostics.build.PROCESS_ENDED.at(Location(request.path), name=request.path)
    return PdfOutcome(request, error=found)


def _decide_outcome(output: OutputFolder, request: PdfRequest, label: str) -> FileOutcome:
    """What is to be done with the PDF; a person's own file is set aside first where it is to be replaced."""
    place = output.target_at(request.path)
    try:
        found = place.read_sha256()
        status = _decide_status(place, request, label, found)
        if status is FileStatus.REPLACED and not output.dry_run:
            output.folder.set_aside(request.path)
    except OSError as error:
        return place.failure_outcome(error)
    if status is FileStatus.KEPT and _is_issued(place, request):
        return FileOutcome(request.path, status, _warn_changed_pdf(place, request), disk_sha256=found)
    if status in (FileStatus.KEPT, FileStatus.EDITED, FileStatus.UNCHANGED, FileStatus.ISSUED):
        settled = place.apply_status(status, found, found or "", lambda: None)
        output.record_outcome(settled, None)
        return settled
    return FileOutcome(request.path, status)


def _decide_status(place: TargetFile, request: PdfRequest, label: str, found: str | None) -> FileStatus:
    if found is None:
        return FileStatus.NEW
    earlier = place.previous_record
    same = earlier is not None and earlier.made_from.get(SOURCE_KEY) == request.digest
    if earlier is not None and _is_issued(place, request):
        return FileStatus.ISSUED if earlier.sha256 == found else FileStatus.KEPT
    current = earlier is not None and same and earlier.engine == label
    if earlier is not None and earlier.sha256 == found:
        return FileStatus.UNCHANGED if current else FileStatus.CHANGED
    if place.force:
        return FileStatus.REPLACED
    return FileStatus.EDITED if current else FileStatus.KEPT


def _is_issued(place: TargetFile, request: PdfRequest) -> bool:
    """Whether the PDF at this place was made from the Word file that is issued under the request's number."""
    earlier = place.previous_record
    if earlier is None or not request.number or earlier.number != request.number:
        return False
    return earlier.made_from.get(SOURCE_KEY) == request.digest


def _warn_changed_pdf(place: TargetFile, request: PdfRequest) -> Diagnostic:
    """The warning (BUILD-021) that another file, such as a signed copy, is in the place of an issued document's PDF."""
    where = Location(place.folder.display_path(request.path))
    return diagnostics.build.ISSUED_PDF_REPLACED.at(where, name=Path(request.path).name, number=request.number)


def _pdf_record(done: PdfOutcome, label: str) -> FileRecord:
    request = done.request
    made_from = {SOURCE_KEY: request.digest}
    return FileRecord(
        request.path, request.document, "pdf", done.sha256, done.size, request.unit, done.pages, made_from, label,
        request.number, request.date,
    )  # fmt: skip


def warn_outdated_pdfs(output: OutputFolder) -> Iterator[Diagnostic]:
    """The warning (BUILD-008) that PDFs are older than their Word files: the lists leave them out."""
    records = output.current_records()
    stale = [r for r in records.values() if r.format == "pdf" and not is_current(r, records)]
    if stale:
        names = name_few([Path(record.path).name for record in stale])
        yield diagnostics.build.PDFS_OUTDATED.at(count=len(stale), names=names)


def is_current(record: FileRecord, records: dict[str, FileRecord]) -> bool:
    """Whether a PDF shows its Word file's present state; a PDF without a Word file always does."""
    source = records.get(record.path.removesuffix(".pdf") + ".docx")
    return source is None or record.made_from.get(SOURCE_KEY) == source.sha256
