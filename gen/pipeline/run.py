"""A Request → everything it asks for, in order: check all, render, convert, list, record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gen
from gen import diagnostics
from gen.derive.dossier import dossiers
from gen.errors import BuildError, Diagnostic, EngineError
from gen.files import sha256
from gen.folders import Folder, folder_at
from gen.locale import _
from gen.pdf import DEFAULT_ENGINE, Kind
from gen.pipeline import lists
from gen.pipeline.documents import make_documents, make_source
from gen.pipeline.manifest import Manifest, previous_records
from gen.pipeline.noticing import left_behind, overtaken, unwanted
from gen.pipeline.pdfs import Chosen, Wanted, as_notice, choose_engine, make_pdfs, outdated
from gen.pipeline.pieces import Batch, Made
from gen.pipeline.placing import Placed, Shelf, Status
from gen.pipeline.progress import Progress, Stages
from gen.pipeline.register import Issued, Register, read_register, register_of, unwritten
from gen.pipeline.rendering import templates_needed
from gen.pipeline.request import Request, UnitDocument, chosen_documents, chosen_units
from gen.pipeline.sheets import plan_board, plan_distribution
from gen.pipeline.state import State, asked, input_digests, made_by, read_state, untouched
from gen.pipeline.superseding import overtaken_by, supersede, told
from gen.pipeline.where import Scheduled, schedule_for
from gen.plan.checks import check_plan
from gen.plan.loading import Loaded, load_plan
from gen.plan.model import Plan
from gen.plan.secret import read_secret, secret_path
from gen.plan.units import receivers
from gen.sheets.printed import PrintedList
from gen.sheets.printing import list_digest
from gen.word.finding import template_places
from gen.word.template import Template


@dataclass(slots=True)
class Result:
    """What a build did: every file with its status, what a person should know, how many doubts the plan raises.

    `detours` names the documents that docxtpl itself had to make, with the reason.
    """

    folder: Folder
    placed: list[Placed] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)
    doubts: int = 0
    detours: list[str] = field(default_factory=list)

    def problems(self) -> list[Diagnostic]:
        """What was not done, in order."""
        return [placed.problem for placed in self.placed if placed.problem is not None]

    @property
    def exit_code(self) -> int:
        """0 where everything that was asked for stands, 3 where some of it does not."""
        return 3 if self.problems() else 0

    @property
    def is_settled(self) -> bool:
        """Whether all was done, every file is as built, and nobody has to be told of anything."""
        told = [notice for notice in self.notices if notice.code != diagnostics.template.SHIPPED_TAKEN.code]
        return not told and all(placed.stands for placed in self.placed)


def build(request: Request, progress: Progress | None = None) -> Result:
    """Carry out `request`; `progress` is called as it goes on.

    Raises GenError with all mistakes of the plan, the request or the templates, before anything is written; what goes
    wrong with single files afterwards is in the result.
    """
    out = folder_at(request.out)
    engines = _Engines.choose(request)
    done = None if request.supersede else _nothing_to_do(request, out, engines)
    if done is not None:
        return done
    loaded = load_plan(request.plan)
    plan = loaded.plan
    work = [one for unit in chosen_units(request, plan) for one in chosen_documents(request, plan, unit)]
    needed = templates_needed(sorted({one.document for one in work}), request.source)
    places = template_places(request.plan, request.templates)
    templates = places.load_all(needed)
    schedule = schedule_for(request, len(work))
    secret = read_secret(request.plan)
    shelf, register = _shelf(request, out, loaded), read_register(request.plan)
    state = read_state(shelf.folder)
    late: list[Issued] = []
    if request.supersede and not request.dry_run:
        late = list(overtaken_by(plan, work, templates, shelf.folder, state, register))
    if late:
        register = supersede(shelf.folder, shelf.manifest, register, late)
        shelf = _shelf(request, out, loaded)
    job = _Job(request, plan, shelf, engines, schedule, state, register, secret)
    job.result.notices += [*places.notices(needed), *([told(late)] if late else [])]
    job.result.doubts = len(check_plan(plan, loaded.at))
    try:
        job.run(work, templates, Stages(progress))
    finally:
        if not request.dry_run:
            job.save(_inputs(request, loaded, [places.path_of(name) for name in needed]))
    return job.result


def _nothing_to_do(request: Request, out: Folder, engines: _Engines) -> Result | None:
    """The result, where the last build of the same request left everything as it still has to be."""
    for name in out.folders():
        folder = out.below(name)
        state = read_state(folder)
        if state.asked == asked(request) and untouched(state, request, folder, engines.label):
            places = template_places(request.plan, request.templates)
            used = {path.name: path for path in map(Path, state.inputs) if path.suffix == ".docx"}
            if any(places.path_of(name) != path for name, path in used.items()):
                return None  # since then a template was put beside the plan, or taken away
            placed = [Placed(path, Status.UNCHANGED) for path in state.outputs]
            return Result(folder, placed, [*places.notices(used)], state.doubts)
    return None


@dataclass(frozen=True, slots=True)
class _Engines:
    """The engines for Word files and for lists, as far as asked for and here."""

    documents: Chosen | None = None
    sheets: Chosen | None = None
    notices: tuple[Diagnostic, ...] = ()

    @classmethod
    def choose(cls, request: Request) -> _Engines:
        """An engine's absence stops the build only where the person asked for it by name."""
        if not request.pdf:
            return cls()
        notices: dict[Diagnostic, None] = {}
        documents = _chosen(request.engine, Kind.DOCUMENTS, notices)
        sheets = _chosen(request.sheets, Kind.SHEETS, notices)
        return cls(documents, sheets, tuple(notices))

    @property
    def label(self) -> str:
        """Their names and versions."""
        return ", ".join(dict.fromkeys(chosen.label for chosen in (self.documents, self.sheets) if chosen))


def _chosen(named: str | None, kind: Kind, notices: dict[Diagnostic, None]) -> Chosen | None:
    """The engine for `kind`; where nobody named it and it cannot run, none, and a notice of that, each once."""
    try:
        return choose_engine(named or DEFAULT_ENGINE, kind)
    except EngineError as error:
        if named:
            raise
        notices |= dict.fromkeys(as_notice(error))
        return None


def _shelf(request: Request, out: Folder, loaded: Loaded) -> Shelf:
    """The plan's folder with the records of the last build, as far as their files and units are still there."""
    plan = loaded.plan
    folder = out.below(plan.header.id)
    previous = previous_records(folder)
    existing = folder.paths()
    present = {unit.id for unit in receivers(plan)} | {plan.header.issuer, ""}
    gone = unwanted(previous.values(), plan)
    kept = {p: r for p, r in previous.items() if r.unit in present and p in existing and p not in gone}
    manifest = Manifest(plan.header.id, gen.__version__, _plan_sha256(loaded), kept)
    return Shelf(folder, previous, manifest, existing, request.force, request.dry_run)


def _plan_sha256(loaded: Loaded) -> str:
    """The sha256 of the plan's text, with its registry's."""
    texts = [loaded.tree.source.text] + ([loaded.registry.source.text] if loaded.registry else [])
    return sha256("\0".join(texts).encode())


def _inputs(request: Request, loaded: Loaded, templates: Sequence[Path]) -> list[Path]:
    """Every file that the build read."""
    registry = [Path(loaded.registry.source.path)] if loaded.registry else []
    return [
        request.plan,
        register_of(request.plan),
        secret_path(request.plan),
        *registry,
        *templates,
    ]


@dataclass(slots=True)
class _Job:
    """One build under way."""

    request: Request
    plan: Plan
    shelf: Shelf
    engines: _Engines
    schedule: Scheduled
    state: State
    register: Register
    secret: bytes
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        self.result = Result(self.shelf.folder)
        self.result.notices += [*self.engines.notices, *left_behind(self.shelf, self.plan)]

    def run(self, work: list[UnitDocument], templates: dict[str, Template], progress: Stages) -> None:
        """Everything, in order."""
        request, shelf = self.request, self.shelf
        batch = Batch(self.plan, templates, shelf.folder, request.force, request.dry_run, request.protect, self.secret)
        progress.stage(_("Word files"), len(work))
        self._take(make_documents(shelf, batch, work, self.schedule, self.state, self.register, progress.step))
        self.result.notices += overtaken(self.result.placed)
        if request.source:
            self._take([make_source(shelf, batch, self.state)])
        if self.engines.documents is not None:
            self._pdfs(self.engines.documents, progress)
        if not request.dry_run:
            self._lists()

    def _take(self, found: list[Made]) -> None:
        for made in found:
            self.result.placed += made.placed
            self.result.detours += [f"{made.path}: {made.detour}"] if made.detour else []
            self.result.notices += [made.told] if made.told else []

    def _pdfs(self, chosen: Chosen, progress: Stages) -> None:
        made = [p.path for p in self.result.placed if p.stands]
        records = [self.shelf.manifest.records[path] for path in made if path in self.shelf.manifest.records]
        wanted = [
            Wanted(r.path.removesuffix(".docx") + ".pdf", r.sha256, r.document, r.path, None, r.unit, r.number, r.date)
            for r in records
        ]
        progress.stage(_("PDFs by {engine}").format(engine=chosen.label), len(wanted))
        away = self.schedule.away
        self.result.placed += make_pdfs(self.shelf, wanted, chosen, progress.step, self.request.jobs, away)

    def _lists(self) -> None:
        everybody = dossiers(self.plan)
        self.result.notices += outdated(self.shelf)
        if self.request.zips:
            self.result.placed += lists.make_zips(self.shelf, everybody)
        try:
            self.result.placed.append(lists.make_workbook(self.shelf, self.plan, everybody))
        except BuildError as error:
            self.result.placed += [Placed(lists.WORKBOOK, Status.FAILED, found) for found in error.diagnostics]
        if self.engines.sheets is not None:
            self._list(lists.DISTRIBUTION, "distribution", plan_distribution(self.shelf, self.plan, everybody))
            self._list(lists.BOARD, "board", plan_board(self.plan, everybody))
            self._list(lists.CONTENTS, "contents", lists.contents(self.shelf, self.plan, everybody))
        self.result.placed.append(lists.make_page(self.shelf, self.plan, everybody))

    def _list(self, path: str, document: str, printed: PrintedList) -> None:
        """A list as PDF, if there is an engine for it."""
        if self.engines.sheets is not None:
            digest = list_digest(printed, self.engines.sheets.engine)
            wanted = [Wanted(path, digest, document, printed=printed)]
            self.result.placed += make_pdfs(self.shelf, wanted, self.engines.sheets, lambda: None)

    def save(self, inputs: list[Path]) -> None:
        """Write down what was made, and from what, however far the build came."""
        state, result = self.state, self.result
        state.inputs, state.asked = input_digests(inputs), asked(self.request)
        state.engine, state.doubts = made_by(self.engines.label), result.doubts
        state.outputs = [placed.path for placed in result.placed]
        state.whole = bool(result.placed) and result.is_settled
        state.passages = {p: said for p, said in state.passages.items() if p in self.shelf.manifest.records}
        try:
            self.shelf.manifest.write(self.shelf.folder)
            state.write(self.shelf.folder)
        except OSError:
            found = unwritten(self.shelf.folder.place("manifest.json")).diagnostics[0]
            result.placed.append(Placed("manifest.json", Status.FAILED, found))
