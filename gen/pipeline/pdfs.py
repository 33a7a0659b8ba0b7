"""Files made → their PDFs by one engine, each only where its source or the engine changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.errors import Diagnostic, EngineError, Location, Severity
from gen.files import sha256
from gen.folders import Folder, LocalFolder
from gen.pdf import Engine, Job, Kind, Outcome, engine_named
from gen.pdf.finishing import page_count
from gen.pipeline.manifest import Record
from gen.pipeline.placing import Place, Placed, Shelf, Status, locked
from gen.schedule import Schedule
from gen.sheets.printed import PrintedList
from gen.sheets.printing import print_list

SOURCE_KEY = "document"
"""Under this name a PDF's record holds the sha256 of what it was made from."""

SAVE_EVERY = 50
"""After so many PDFs the manifest is written, so that a build that is killed knows them as its own."""

_A_PIECE = 20
"""So many files go to another machine, or come from one, at a time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A PDF to be had, at `path` in the plan's folder: from the file `source` in it, or the list `printed`.

    `digest` is the sha256 of what it is made from; `number` and `date` those under which it is issued.
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
class Chosen:
    """An engine that can run here, under the name that records bear: `libreoffice 7.4.7`."""

    engine: Engine
    label: str


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of one PDF: its size, sha256 and pages, or why there is none."""

    want: Wanted
    sha256: str = ""
    size: int = 0
    pages: int | None = None
    error: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Converting:
    """How PDFs are made: by `engine`, `jobs` side by side (default: one a core), into `folder`.

    With `away` they are made piece by piece wherever that runs; else in this process.
    """

    engine: Engine
    folder: Folder
    jobs: int | None = None
    away: Schedule | None = None


def choose_engine(name: str, kind: Kind) -> Chosen:
    """The engine called `name`.

    Raises EngineError PDF-001 and PDF-002, as `gen.pdf.engine_named`.
    """
    engine = engine_named(name, kind)
    return Chosen(engine, f"{engine.name} {engine.probe().version}".strip())


def as_notice(error: EngineError) -> Iterator[Diagnostic]:
    """An engine's absence where nobody asked for it by name: told, but no reason to stop."""
    for found in error.diagnostics:
        yield Diagnostic(found.code, Severity.WARNING, found.message, found.location, found.hint)


def make_pdfs(
    shelf: Shelf,
    wanted: Sequence[Wanted],
    chosen: Chosen,
    on_done: Callable[[], None],
    jobs: int | None = None,
    away: Schedule | None = None,
) -> list[Placed]:
    """What became of each PDF of `wanted`, in that order; `on_done` is called once for each."""
    placed: dict[str, Placed] = {}
    todo: list[Wanted] = []
    for want in wanted:
        placed[want.path] = _before(shelf, want, chosen.label)
        if placed[want.path].status in (Status.NEW, Status.CHANGED, Status.REPLACED) and not shelf.dry_run:
            todo.append(want)
        else:
            on_done()
    finished = 0

    def take(done: Converted) -> None:
        nonlocal finished
        want = done.want
        if done.error is not None:
            placed[want.path] = Placed(want.path, Status.FAILED, done.error)
        else:
            shelf.note(Placed(want.path, Status.NEW, on_disk=done.sha256), _record(done, chosen.label))
        finished += 1
        if finished % SAVE_EVERY == 0:
            with suppress(OSError):  # the build reports it when it writes the manifest for good
                shelf.manifest.write(shelf.folder)
        on_done()

    if todo:
        _convert(Converting(chosen.engine, shelf.folder, jobs, away), todo, take)
    return list(placed.values())


def _convert(how: Converting, todo: Sequence[Wanted], take: Callable[[Converted], None]) -> None:
    """Make the PDFs of `todo`, and tell `take` of each as it comes."""
    if how.away is None:
        _convert_here(how, todo, take)
        return
    pieces = [tuple(todo[start : start + _A_PIECE]) for start in range(0, len(todo), _A_PIECE)]
    alone = Converting(how.engine, how.folder, jobs=1)
    for done in how.away.carry_out(convert_piece, alone, pieces):
        for converted in map(_lost, pieces[done.index]) if done.result is None else done.result:
            take(converted)


def convert_piece(how: Converting, todo: Sequence[Wanted]) -> list[Converted]:
    """What became of each PDF of `todo`."""
    found: list[Converted] = []
    _convert_here(how, todo, found.append)
    return found


def _convert_here(how: Converting, todo: Sequence[Wanted], take: Callable[[Converted], None]) -> None:
    """Make the PDFs in this process: straight into a folder of this machine, else in one of its own first."""
    with tempfile.TemporaryDirectory(prefix="gen-pdf-", ignore_cleanup_errors=True) as name:
        sources = Path(name)
        target = how.folder.root if isinstance(how.folder, LocalFolder) else sources
        by_target = {target / want.path: want for want in todo}
        for place, want in by_target.items():
            if want.printed is not None:
                take(_taken(how.folder, by_target, print_list(want.printed, how.engine, place)))
        jobs = [Job(_fetched(how.folder, w, sources), place) for place, w in by_target.items() if w.printed is None]
        if jobs:
            how.engine.convert(jobs, how.jobs, lambda outcome: take(_taken(how.folder, by_target, outcome)))


def _fetched(folder: Folder, want: Wanted, sources: Path) -> Path:
    """The file of this machine from which the PDF is made."""
    if isinstance(folder, LocalFolder):
        return folder.root / want.source
    target = sources / want.source
    with suppress(OSError):  # then there is no such file, and the engine says so
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(folder.read(want.source))
    return target


def _taken(folder: Folder, wanted: dict[Path, Wanted], outcome: Outcome) -> Converted:
    """What became of a PDF; made in a folder of its own, it is brought to its place."""
    made = outcome.job.target
    want = wanted[made]
    if outcome.error is not None:
        return Converted(want, error=outcome.error)
    data = made.read_bytes()
    if not isinstance(folder, LocalFolder):
        try:
            folder.write(want.path, data)
        except OSError:
            return Converted(want, error=locked(folder, want.path))
    return Converted(want, sha256(data), len(data), page_count(made))


def _lost(want: Wanted) -> Converted:
    found = diagnostics.build.PROCESS_ENDED.at(Location(want.path), name=want.path)
    return Converted(want, error=found)


def _before(shelf: Shelf, want: Wanted, label: str) -> Placed:
    """What is to become of the PDF; what a person put at its place stands beside it now, if it is to go."""
    place = shelf.place(want.path)
    try:
        found = place.on_disk()
        status = _status(place, want, label, found)
        if status is Status.REPLACED and not shelf.dry_run:
            shelf.folder.set_aside(want.path)
    except OSError:
        return place.failed()
    if status is Status.KEPT and _is_issued(place, want):
        return Placed(want.path, status, _departed(place, want), on_disk=found)
    if status in (Status.KEPT, Status.EDITED, Status.UNCHANGED, Status.ISSUED):
        settled = place.settle(status, found, found or "", lambda: None)
        shelf.note(settled, None)
        return settled
    return Placed(want.path, status)


def _status(place: Place, want: Wanted, label: str, found: str | None) -> Status:
    if found is None:
        return Status.NEW
    earlier = place.earlier
    same = earlier is not None and earlier.made_from.get(SOURCE_KEY) == want.digest
    if earlier is not None and _is_issued(place, want):
        return Status.ISSUED if earlier.sha256 == found else Status.KEPT
    current = earlier is not None and same and earlier.engine == label
    if earlier is not None and earlier.sha256 == found:
        return Status.UNCHANGED if current else Status.CHANGED
    if place.force:
        return Status.REPLACED
    return Status.EDITED if current else Status.KEPT


def _is_issued(place: Place, want: Wanted) -> bool:
    """Whether the PDF at this place was made of the Word file under the number that this bears."""
    earlier = place.earlier
    if earlier is None or not want.number or earlier.number != want.number:
        return False
    return earlier.made_from.get(SOURCE_KEY) == want.digest


def _departed(place: Place, want: Wanted) -> Diagnostic:
    """The warning (BUILD-021) that another file, a signed copy say, stands where the PDF of an issued document was."""
    where = Location(place.folder.place(want.path))
    return diagnostics.build.ISSUED_PDF_REPLACED.at(where, name=Path(want.path).name, number=want.number)


def _record(done: Converted, label: str) -> Record:
    want = done.want
    made_from = {SOURCE_KEY: want.digest}
    return Record(
        want.path, want.document, "pdf", done.sha256, done.size, want.unit, done.pages, made_from, label, want.number,
        want.date,
    )  # fmt: skip


def outdated(shelf: Shelf) -> Iterator[Diagnostic]:
    """PDFs on the shelf that show an older state of their Word file: they are not handed out."""
    records = shelf.standing()
    stale = [r for r in records.values() if r.format == "pdf" and not is_current(r, records)]
    if stale:
        names = ", ".join(Path(r.path).name for r in stale[:5]) + (" …" if len(stale) > 5 else "")
        yield diagnostics.build.PDFS_OUTDATED.at(count=len(stale), names=names)


def is_current(record: Record, records: dict[str, Record]) -> bool:
    """Whether a PDF shows its Word file as it stands; a PDF that is of no Word file always does."""
    source = records.get(record.path.removesuffix(".pdf") + ".docx")
    return source is None or record.made_from.get(SOURCE_KEY) == source.sha256
