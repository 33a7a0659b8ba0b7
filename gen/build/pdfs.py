"""Files made → their PDFs by one engine, each only where its source or the engine changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen.build.manifest import Record
from gen.build.placing import Placed, Shelf, Status, edited, locked
from gen.errors import Diagnostic, EngineError, Severity
from gen.files import backup_name, sha256_of
from gen.locale import _
from gen.pdf import Engine, Job, Kind, Outcome, engine_named
from gen.pdf.finishing import page_count

SOURCE_KEY = "document"
"""Under this name a PDF's record holds the sha256 of what it was made from."""

SAVE_EVERY = 50
"""After so many PDFs the manifest is written, so that a build that is killed knows them as its own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A PDF to be had: from the file `source` with the sha256 `digest`, at `path` in the plan's folder."""

    source: Path
    digest: str
    path: str
    document: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An engine that can run here, under the name that records bear: `libreoffice 7.4.7`."""

    engine: Engine
    label: str


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


def make_pdfs(shelf: Shelf, wanted: Sequence[Wanted], chosen: Chosen, on_done: Callable[[], None]) -> list[Placed]:
    """What became of each PDF of `wanted`, in that order; `on_done` is called once for each."""
    placed = {want.path: Placed(want.path, _status(shelf, want, chosen.label)) for want in wanted}
    todo: list[Wanted] = []
    for want in wanted:
        status = placed[want.path].status
        if status is Status.KEPT:
            placed[want.path] = Placed(want.path, status, edited(shelf.folder / want.path))
        elif status is Status.FAILED or (status is Status.REPLACED and not _backed_up(shelf, want)):
            placed[want.path] = Placed(want.path, Status.FAILED, locked(shelf.folder / want.path))
        elif status not in (Status.UNCHANGED, Status.EDITED) and not shelf.dry_run:
            todo.append(want)
            continue
        on_done()
    if todo:
        _convert(shelf, todo, chosen, placed, on_done)
    return list(placed.values())


def _status(shelf: Shelf, want: Wanted, label: str) -> Status:
    try:
        on_disk = sha256_of(shelf.folder / want.path)
    except OSError:
        return Status.FAILED
    if on_disk is None:
        return Status.NEW
    earlier = shelf.previous.get(want.path)
    current = earlier is not None and earlier.made_from.get(SOURCE_KEY) == want.digest and earlier.engine == label
    if earlier is not None and earlier.sha256 == on_disk:
        return Status.UNCHANGED if current else Status.CHANGED
    if shelf.force:
        return Status.REPLACED
    return Status.EDITED if current else Status.KEPT


def _backed_up(shelf: Shelf, want: Wanted) -> bool:
    """Whether what a person put at the PDF's place now stands beside it."""
    target = shelf.folder / want.path
    try:
        if not shelf.dry_run:
            os.replace(target, backup_name(target))
    except OSError:
        return False
    return True


def _convert(
    shelf: Shelf, todo: Sequence[Wanted], chosen: Chosen, placed: dict[str, Placed], on_done: Callable[[], None]
) -> None:
    by_target = {shelf.folder / want.path: want for want in todo}
    finished = 0

    def done(outcome: Outcome) -> None:
        nonlocal finished
        want = by_target[outcome.job.target]
        if outcome.error is None:
            shelf.manifest.add(_record(shelf, want, chosen.label))
        else:
            placed[want.path] = Placed(want.path, Status.FAILED, outcome.error)
        finished += 1
        if finished % SAVE_EVERY == 0:
            with suppress(OSError):  # the build reports it when it writes the manifest for good
                shelf.manifest.write(shelf.folder)
        on_done()

    chosen.engine.convert([Job(want.source, shelf.folder / want.path) for want in todo], None, done)


def _record(shelf: Shelf, want: Wanted, label: str) -> Record:
    path = shelf.folder / want.path
    return Record(
        want.path,
        want.document,
        "pdf",
        sha256_of(path) or "",
        path.stat().st_size,
        want.unit,
        page_count(path),
        {SOURCE_KEY: want.digest},
        label,
    )


def outdated(shelf: Shelf) -> Iterator[Diagnostic]:
    """PDFs on the shelf that show an older state of their Word file: they are not handed out."""
    records = shelf.standing()
    stale = [r for r in records.values() if r.format == "pdf" and not is_current(r, records)]
    if stale:
        message = _("{count} PDFs are older than their Word files and are left out of the page: {names}")
        names = ", ".join(Path(r.path).name for r in stale[:5]) + (" …" if len(stale) > 5 else "")
        hint = _("build again with PDFs to renew them")
        yield Diagnostic("BUILD-008", Severity.WARNING, message.format(count=len(stale), names=names), None, hint)


def is_current(record: Record, records: dict[str, Record]) -> bool:
    """Whether a PDF shows its Word file as it stands; a PDF that is of no Word file always does."""
    source = records.get(record.path.removesuffix(".pdf") + ".docx")
    return source is None or record.made_from.get(SOURCE_KEY) == source.sha256
