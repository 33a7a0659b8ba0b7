"""A Request → everything it asks for, in order: check all, render, convert, list, record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import gen
from gen.build import lists
from gen.build.manifest import Manifest, Record, previous_records
from gen.build.pdfs import Chosen, Wanted, as_notice, choose_engine, make_pdfs, outdated
from gen.build.placing import Placed, Shelf, Status, record_of
from gen.build.rendering import Rendered, load_templates, render_document, render_source
from gen.build.request import DEFAULT_ENGINE, Request, chosen_documents, chosen_units
from gen.derive.dossier import Dossier, dossiers
from gen.errors import BuildError, Diagnostic, EngineError, Location, Severity
from gen.files import sha256, sha256_of
from gen.locale import _
from gen.pdf import Kind
from gen.plan.checks import check_plan
from gen.plan.loading import Loaded, load_plan
from gen.plan.model import DocumentName, Plan
from gen.plan.units import receivers
from gen.word.template import Template

SHEET_ENGINE = "wkhtmltopdf"


class Progress(Protocol):
    """What watches a build: stages with so many steps each."""

    def stage(self, name: str, steps: int) -> None:
        """A stage begins."""

    def step(self) -> None:
        """One step of the stage is done."""


@dataclass(slots=True)
class Result:
    """What a build did: every file with its status, what a person should know, how many doubts the plan raises."""

    folder: Path
    placed: list[Placed] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)
    doubts: int = 0

    def problems(self) -> list[Diagnostic]:
        """What was not done, in order."""
        return [placed.problem for placed in self.placed if placed.problem is not None]

    @property
    def exit_code(self) -> int:
        """0 where everything that was asked for stands, 3 where some of it does not."""
        return 3 if self.problems() else 0


def build(request: Request, progress: Progress) -> Result:
    """Carry out `request`.

    Raises GenError with all mistakes of the plan, the request or the templates, before anything is written; what goes
    wrong with single files afterwards is in the result.
    """
    loaded = load_plan(request.plan)
    plan = loaded.plan
    units = chosen_units(request, plan)
    all_dossiers = dossiers(plan)
    ids = {unit.id for unit in units}
    work = [(d, doc) for d in all_dossiers if d.unit.id in ids for doc in chosen_documents(request, d.unit)]
    templates = load_templates(request.templates, sorted({doc for _d, doc in work}), request.source)
    result = Result(request.out / plan.header.id, doubts=len(check_plan(plan, loaded.at)))
    chosen = _engine(request, result)
    shelf = _shelf(request, loaded, result)
    try:
        _documents(shelf, work, templates, result, progress)
        if request.source:
            result.placed.append(_put(shelf, render_source(plan, templates), "source", plan.header.issuer))
        if chosen is not None:
            _pdfs(shelf, result, chosen, progress)
        if not request.dry_run:
            _lists(shelf, request, plan, all_dossiers, result)
    finally:
        if not request.dry_run:
            _save(shelf, result)
    return result


def _engine(request: Request, result: Result) -> Chosen | None:
    """The engine for the documents; its absence stops the build only where the person asked for it by name."""
    if not request.pdf:
        return None
    try:
        return choose_engine(request.engine or DEFAULT_ENGINE, Kind.DOCUMENTS)
    except EngineError as error:
        if request.engine is not None:
            raise
        result.notices += as_notice(error)
        return None


def _shelf(request: Request, loaded: Loaded, result: Result) -> Shelf:
    """The plan's folder with the records of the last build, as far as their files and units are still there."""
    plan = loaded.plan
    previous = previous_records(result.folder)
    present = {unit.id for unit in receivers(plan)} | {plan.header.issuer, ""}
    kept = {p: r for p, r in previous.items() if r.unit in present and (result.folder / p).is_file()}
    result.notices += _left_behind(result.folder, [r for r in previous.values() if r.unit not in present])
    manifest = Manifest(plan.header.id, gen.__version__, _plan_sha256(loaded), dict(kept))
    return Shelf(result.folder, previous, manifest, request.force, request.dry_run)


def _plan_sha256(loaded: Loaded) -> str:
    """The sha256 of the plan's text, with its registry's."""
    texts = [loaded.tree.source.text] + ([loaded.registry.source.text] if loaded.registry else [])
    return sha256("\0".join(texts).encode())


def _left_behind(folder: Path, records: list[Record]) -> Iterator[Diagnostic]:
    if records:
        units = sorted({record.unit for record in records})
        message = _("the plan no longer has {units}; their files are left where they are").format(
            units=", ".join(units)
        )
        hint = _("move the folders away if nobody needs them")
        yield Diagnostic("BUILD-007", Severity.WARNING, message, Location(str(folder)), hint)


def _documents(
    shelf: Shelf,
    work: list[tuple[Dossier, DocumentName]],
    templates: dict[str, Template],
    result: Result,
    progress: Progress,
) -> None:
    progress.stage(_("Word files"), len(work))
    for dossier, document in work:
        unit_id = dossier.unit.id
        try:
            rendered = render_document(dossier, document, templates)
        except BuildError as error:
            path = f"{unit_id}/{document.value}"
            result.placed += [Placed(path, Status.FAILED, found) for found in error.diagnostics]
        else:
            result.placed.append(_put(shelf, rendered, document.value, unit_id))
        progress.step()


def _put(shelf: Shelf, rendered: Rendered, document: str, unit_id: str) -> Placed:
    made_from = {
        "plan": shelf.manifest.plan_sha256,
        f"templates/{rendered.template.name}": sha256(rendered.template.data),
    }
    path = f"{unit_id}/{rendered.stem}.docx"
    record = record_of(path, document, "docx", rendered.data, unit=unit_id, made_from=made_from)
    return shelf.put(record, rendered.data)


def _pdfs(shelf: Shelf, result: Result, chosen: Chosen, progress: Progress) -> None:
    made = [p.path for p in result.placed if p.stands]
    records = [shelf.manifest.records[path] for path in made if path in shelf.manifest.records]
    wanted = [
        Wanted(shelf.folder / r.path, r.sha256, r.path.removesuffix(".docx") + ".pdf", r.document, r.unit)
        for r in records
    ]
    progress.stage(_("PDFs by {engine}").format(engine=chosen.label), len(wanted))
    result.placed += make_pdfs(shelf, wanted, chosen, progress.step)


def _lists(shelf: Shelf, request: Request, plan: Plan, all_dossiers: tuple[Dossier, ...], result: Result) -> None:
    result.notices += outdated(shelf)
    if request.zips:
        result.placed += lists.make_zips(shelf, all_dossiers)
    result.placed.append(lists.make_workbook(shelf, plan, all_dossiers))
    if request.pdf:
        result.placed += _contents(shelf, plan, all_dossiers, result)
    result.placed.append(lists.make_page(shelf, plan, all_dossiers))


def _contents(shelf: Shelf, plan: Plan, all_dossiers: tuple[Dossier, ...], result: Result) -> list[Placed]:
    """muc-luc.pdf, by the engine for sheets; without it the build goes on and says so."""
    try:
        chosen = choose_engine(SHEET_ENGINE, Kind.SHEETS)
    except EngineError as error:
        result.notices += as_notice(error)
        return []
    html = lists.contents_sheet(shelf, plan, all_dossiers)
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "muc-luc.html"
        sheet.write_text(html, encoding="utf-8")
        wanted = [Wanted(sheet, sha256_of(sheet) or "", lists.CONTENTS, "contents")]
        return make_pdfs(shelf, wanted, chosen, lambda: None)


def _save(shelf: Shelf, result: Result) -> None:
    try:
        shelf.manifest.write(shelf.folder)
    except OSError:
        message = _("{name} could not be written").format(name=str(shelf.folder / "manifest.json"))
        hint = _("check the right to write there, and the free space")
        found = Diagnostic("BUILD-005", Severity.ERROR, message, Location(str(shelf.folder)), hint)
        result.placed.append(Placed("manifest.json", Status.FAILED, found))
