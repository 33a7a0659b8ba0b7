"""A BuildRequest of which something is to be done → all of it, in order: check everything first, then write."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import gen
from gen import diagnostics
from gen.clock import today
from gen.derive.dossier import Dossier, dossier_for
from gen.documents import REPORT, UNIT_DOCUMENTS, document_named
from gen.errors import BuildError, Diagnostic, Location
from gen.files import remove_all_leftovers
from gen.folders import Folder, LocalFolder
from gen.history import CurrentPlan, load_current
from gen.history.form_templates import keep_form_template
from gen.history.judged import JudgedOccasion
from gen.history.records import history_file
from gen.journal import Journal, has_journal
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.pipeline import lists
from gen.pipeline.causes import blame_templates
from gen.pipeline.documents import BuildContext, BuiltDocument, build_documents, build_source_plan
from gen.pipeline.engines import SelectedEngine, SelectedEngines
from gen.pipeline.execution import ExecutionPlan, plan_execution
from gen.pipeline.issued import create_supersession_notice, find_outdated_issues, is_superseded, supersede
from gen.pipeline.lists import plan_board, plan_distribution
from gen.pipeline.manifest import FileRecord, Manifest, load_records
from gen.pipeline.pdfs import PdfRequest, build_pdfs, warn_outdated_pdfs
from gen.pipeline.period_forms import FormsInTime, period_keys
from gen.pipeline.placement import FileOutcome, FileStatus, OutputFolder, own_records
from gen.pipeline.progress import ProgressCallback, StageCounter
from gen.pipeline.register import (
    IssuedDocument,
    IssueRegister,
    locked_register,
    read_register,
    register_path,
    unwritable_file,
)
from gen.pipeline.rendering import document_path, templates_needed
from gen.pipeline.reported_before import ReportedBefore
from gen.pipeline.request import BuildRequest, UnitDocument
from gen.pipeline.restored import require_newest_records
from gen.pipeline.result import BuildResult
from gen.pipeline.selection import Selection, is_asked, own_documents, select_work, units_in
from gen.pipeline.state import FILE_NAME as STATE_NAME
from gen.pipeline.state import BuildState, describe_generators, input_digests, read_state, request_as_data
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import LoadedPlan
from gen.plan.model import Plan
from gen.plan.open_places import OpenKind, open_places, own_bodies
from gen.plan.secret import read_secret, secret_path
from gen.plan.validity import units_since_amendments
from gen.sheets.printed import PrintedList
from gen.sheets.printing import list_digest
from gen.text import name_few, shorten
from gen.word.template.finding import TemplatePlaces, template_places
from gen.word.template.loading import WordTemplate

_UNIT_DOCUMENTS = frozenset(document.name for document in UNIT_DOCUMENTS)


def warn_outdated_issues(outcomes: list[FileOutcome]) -> Iterator[Diagnostic]:
    """The warning (BUILD-014) that the plan has changed since documents of it were issued."""
    stale = [f"{p.path} ({p.reason})" for p in outcomes if p.status is FileStatus.ISSUED and p.reason]
    if stale:
        names = name_few(stale)
        yield diagnostics.build.ISSUED_OVERTAKEN.at(count=len(stale), names=names)


def unwanted(records: Iterable[FileRecord], selection: Selection, forms: FormsInTime) -> frozenset[str]:
    """The paths of drafts that no unit of the plan gets any more: another form replaces them, or none.

    A form is wanted as long as its unit gets it in the period that the form is for, the plan of a unit also after the
    unit has ended.
    """
    wanted = {
        document_path(one).removesuffix(".docx") for _plan, unit in selection.units() for one in own_documents(unit)
    }
    drafts = (r for r in records if r.document in _UNIT_DOCUMENTS and not r.number and not is_superseded(r.path))
    return frozenset(
        r.path
        for r in drafts
        if (
            forms.find(r.path) is None
            if document_named(r.document).is_form
            else r.path.rpartition(".")[0] not in wanted
        )
    )


def _present_units(selection: Selection) -> frozenset[str]:
    """The units of which there may be files: those that get documents, and those that did, or will, by their dates."""
    plan = selection.plan
    begin = plan.header.date.first_day()
    lasting = (unit.id for unit in plan.units if unit.valid_to is None or unit.valid_to.first_day() >= begin)
    return frozenset((*lasting, *(unit.id for _plan, unit in selection.units()), plan.header.issuer, ""))


def warn_removed_units(output: OutputFolder, selection: Selection, forms: FormsInTime) -> Iterator[Diagnostic]:
    """The warnings that there are still files of units, or of documents, that the plan no longer has."""
    present = _present_units(selection)
    units = sorted({record.unit for record in output.previous_records.values()} - present)
    if units:
        yield diagnostics.build.UNITS_GONE.at(Location(str(output.folder)), units=", ".join(units))
    records = (
        record
        for record in output.previous_records.values()
        if record.unit in present and record.path in output.existing_paths
    )
    files = sorted(unwanted(records, selection, forms))
    if files:
        names = name_few(files)
        place = Location(str(output.folder))
        yield diagnostics.build.DOCUMENTS_NOT_ASKED_FOR.at(place, count=len(files), names=names)


def warn_units_since_amendments(plan: Plan, day: date) -> Iterator[Diagnostic]:
    """The warning (BUILD-042) that there are units on `day` that no amendment gives a plan of their own."""
    units = [unit for unit in units_since_amendments(plan, day) if any(own_documents(unit))]
    if units:
        names = name_few([f"{one.id} ({one.valid_from.first_day():%d/%m/%Y})" for one in units if one.valid_from])
        yield diagnostics.build.UNITS_SINCE_AMENDMENTS.at(count=len(units), names=names)


def warn_unread(output: OutputFolder, told: Container[str]) -> Iterator[Diagnostic]:
    """The warnings (BUILD-032) that lists show files as they were last built, since they cannot be read now."""
    reasons: dict[str, list[str]] = {}
    for path, error in output.unread.items():
        if path not in told:
            reasons.setdefault(describe_os_error(error), []).append(path)
    for reason, paths in reasons.items():
        names = name_few(paths)
        yield diagnostics.build.LISTED_UNREAD.at(Location(str(output.folder)), names=names, reason=reason)


def run_job(
    request: BuildRequest, out: Folder, engines: SelectedEngines, progress: ProgressCallback | None,
    reported: ReportedBefore,
) -> BuildResult:  # fmt: skip
    """Carry out `request` in `out` with `engines`; see `gen.pipeline.run.build`."""
    current = load_current(request.plan)
    _require_closed(current)
    loaded, selection = current.loaded, select_work(request, current)
    work = selection.documents
    needed = templates_needed(sorted({one.document for one in work}), request.source)
    places = template_places(request.plan, request.templates)
    templates = places.load_all(needed)
    # As they were read: somebody may change them while this build waits or works, and the next one must see that.
    inputs = input_digests(_list_inputs(request, loaded, map(places.path_of, needed)))
    schedule = plan_execution(request, len(work))
    counter = StageCounter(progress)
    with nullcontext() if request.dry_run else locked_register(request.plan, counter.wait):
        loaded_templates = _LoadedTemplates(places, needed, templates)
        return _run_locked(
            request, out, engines, current, selection, loaded_templates, inputs, schedule, counter, reported
        )


@dataclass(frozen=True, slots=True)
class _LoadedTemplates:
    places: TemplatePlaces
    names: list[str]
    templates: dict[str, WordTemplate]


def _run_locked(
    request: BuildRequest, out: Folder, engines: SelectedEngines, current: CurrentPlan, selection: Selection,
    templates: _LoadedTemplates, inputs: dict[str, str], schedule: ExecutionPlan, counter: StageCounter,
    reported: ReportedBefore,
) -> BuildResult:  # fmt: skip
    loaded, plan = current.loaded, current.plan
    secret, forms = read_secret(request.plan), FormsInTime(current.revisions)
    register = read_register(request.plan)
    shelf = _open_output(request, out, current, selection, forms, register)
    state = read_state(shelf.folder)
    _require_history(request, plan, state)
    require_newest_records(shelf.folder, shelf.previous_records.values(), shelf.existing_paths, state, register)
    is_of_manifest = state.is_of_manifest(shelf.folder)
    for one, issued in register.list_current().items():
        if issued.passages:  # the register knows for ever what build-state.json may have forgotten
            state.passages[document_path(one)] = dict(issued.passages)
    late: list[IssuedDocument] = []
    if request.supersede and not request.dry_run:
        late = list(find_outdated_issues(selection, templates.templates, shelf.folder, state, register))
    if late:
        register = supersede(shelf.folder, shelf.manifest, register, late)
        shelf = _open_output(request, out, current, selection, forms, register)
    shelf.was_cut_off |= not is_of_manifest
    for one, occasion in find_unfinished_issues(request, selection, forms, shelf, register):
        if document_named(one.document).template in templates.templates:
            selection.add(one, occasion)
    changes = list(_describe_carried(current))
    if not request.dry_run:
        current.keep()
        if REPORT.template in templates.templates:
            keep_form_template(current.history, templates.templates[REPORT.template].data)
    inputs |= input_digests(
        [register_path(request.plan), secret_path(request.plan), history_file(request.plan, plan.header.id)]
    )
    by_path = {templates.places.path_of(name): template for name, template in templates.templates.items()}
    job = _BuildJob(request, selection, forms, shelf, engines, schedule, state, register, secret, by_path, reported)
    notices = templates.places.notices(templates.names)
    job.result.notices += [*changes, *notices, *([create_supersession_notice(late)] if late else [])]
    job.result.doubts = len(check_plan(plan, loaded.at))
    try:
        job.run(templates.templates, counter)
    finally:
        if not request.dry_run:
            job.save(inputs)
    return job.result


def find_unfinished_issues(
    request: BuildRequest, selection: Selection, forms: FormsInTime, output: OutputFolder, register: IssueRegister
) -> Iterator[tuple[UnitDocument, JudgedOccasion]]:
    """The issued forms of other periods that are not in place as they were issued, with their occasions.

    A run that gave them their numbers was cut off, or somebody deleted them: every build looks after them.
    """
    selected = frozenset(selection.documents)
    for one, issued in register.list_current().items():
        path = document_path(one)
        record = output.previous_records.get(path)
        is_finished = path in output.existing_paths and record is not None and record.number == issued.number
        is_meant = is_asked(request, one.document) and (selection.chosen is None or one.unit in selection.chosen)
        if one.period and one not in selected and is_meant and not is_finished:
            occasion = forms.of_period(one.period).get(one)
            if occasion is not None:
                yield one, occasion


def _require_closed(current: CurrentPlan) -> None:
    """Raise BuildError with every BUILD-060 and BUILD-061 where somebody has yet to say who does a task, or by when."""
    plan, bodies = current.plan, name_few(own_bodies(current.plan)) or "units:"
    found = []
    for place in open_places(plan):
        at, words = current.loaded.at(place.path), f"“{shorten(place.words)}”"
        if place.kind is OpenKind.ASSIGNEE:
            found.append(diagnostics.build.ASSIGNEE_OPEN.at(at, id=place.id, words=words, names=bodies))
        else:
            found.append(diagnostics.build.DUE_OPEN.at(at, id=place.id, words=words))
    if found:
        raise BuildError(found)


def _require_history(request: BuildRequest, plan: Plan, state: BuildState) -> None:
    """Raise BuildError BUILD-037 where the history of the plan is gone, of which the last build knew."""
    path = history_file(request.plan, plan.header.id)
    if str(path) in state.inputs and not path.exists():
        raise BuildError.one(diagnostics.build.HISTORY_GONE.at(Location(str(path)), name=str(path)))


def _describe_carried(current: CurrentPlan) -> Iterator[Diagnostic]:
    """The warnings that ids were carried over (BUILD-038, -039), and since when a plan holds (BUILD-040, -041)."""
    place, carried = Location(str(current.path)), current.carried
    if carried.kept:
        names = name_few([f"{number} → {task_id}" for number, task_id in carried.kept])
        yield diagnostics.build.IDS_CARRIED.at(place, count=len(carried.kept), names=names)
    if carried.guessed:
        names = name_few([task_id for _number, task_id in carried.guessed])
        yield diagnostics.build.IDS_GUESSED.at(place, count=len(carried.guessed), names=names)
    newest = current.history.newest
    if not current.is_kept and newest is not None and newest.since is not None:
        yield diagnostics.build.REVISION_SINCE.at(place, day=f"{newest.since:%d/%m/%Y}")
        days = [one.date.first_day() for one in current.amendments]
        if days and days[0] < days[-1]:
            names = name_few([f"{one.id} ({day:%d/%m/%Y})" for one, day in zip(current.amendments, days, strict=True)])
            yield diagnostics.build.AMENDMENTS_AT_ONCE.at(place, names=names, day=f"{days[-1]:%d/%m/%Y}")


def _open_output(
    request: BuildRequest, out: Folder, current: CurrentPlan, selection: Selection, forms: FormsInTime,
    register: IssueRegister,
) -> OutputFolder:  # fmt: skip
    """The plan's folder with those records of the last build whose files and units still exist."""
    loaded, plan = current.loaded, current.plan
    folder = out.subfolder(plan.header.id)
    if isinstance(folder, LocalFolder) and not request.dry_run:
        remove_all_leftovers(folder.root)
    previous = load_records(folder)
    existing = folder.paths()
    present, gone = _present_units(selection), unwanted(previous.values(), selection, forms)
    present_records = {p: r for p, r in previous.items() if r.unit in present and p in existing and p not in gone}
    manifest = Manifest(plan.header.id, gen.__version__, loaded.digest(), present_records)
    own = own_records(folder, previous, existing, {entry.sha256 for entry in register.entries})
    return OutputFolder(
        folder, own, manifest, existing, Journal(folder), request.force, request.dry_run, has_journal(folder)
    )


def _list_inputs(request: BuildRequest, loaded: LoadedPlan, templates: Iterable[Path]) -> list[Path]:
    """Every file that a build reads before it looks at the results."""
    registry = [Path(loaded.registry.source.path)] if loaded.registry else []
    return [request.plan, *registry, *templates]


@dataclass(slots=True)
class _BuildJob:
    """One build under way."""

    request: BuildRequest
    selection: Selection
    forms: FormsInTime
    output: OutputFolder
    engines: SelectedEngines
    execution: ExecutionPlan
    state: BuildState
    register: IssueRegister
    secret: bytes
    templates: dict[Path, WordTemplate]
    reported: ReportedBefore
    result: BuildResult = field(init=False)
    has_finished: bool = False
    """Whether the end was reached, and no Ctrl-C came before it."""

    def __post_init__(self) -> None:
        self.result = BuildResult(self.output.folder)
        self.result.notices += [*self.engines.notices, *warn_removed_units(self.output, self.selection, self.forms)]
        self.result.notices += warn_units_since_amendments(self.selection.plan, self.request.as_of or today())

    def run(self, templates: dict[str, WordTemplate], progress: StageCounter) -> None:
        """Everything, in order."""
        request, output, work = self.request, self.output, self.selection.documents
        context = BuildContext(
            tuple(self.selection.views), templates, output.folder, request.force, request.dry_run, request.protect,
            self.secret, output.journal,
        )  # fmt: skip
        progress.stage(_("Word files"), len(work))
        self._collect(
            build_documents(
                output, context, self.selection, self.execution, self.state, self.register, self.reported, progress.step
            )
        )
        self.result.notices += self.reported.notices
        self.result.notices += warn_outdated_issues(self.result.outcomes)
        if request.source:
            self._collect([build_source_plan(output, context, self.state)])
        if self.engines.documents is not None:
            self._build_pdfs(self.engines.documents, progress)
        if not request.dry_run:
            self._make_lists()
        self.has_finished = True

    def _collect(self, found: list[BuiltDocument]) -> None:
        for made in found:
            self.result.outcomes += made.outcomes
            self.result.fallbacks += [f"{made.path}: {made.fallback_reason}"] if made.fallback_reason else []
            self.result.notices += [made.notice] if made.notice else []

    def _build_pdfs(self, chosen: SelectedEngine, progress: StageCounter) -> None:
        made = [p.path for p in self.result.outcomes if p.is_in_place]
        records = [self.output.manifest.records[path] for path in made if path in self.output.manifest.records]
        requests = [
            PdfRequest(
                r.path.removesuffix(".docx") + ".pdf", r.sha256, r.document, r.path, None, r.unit, r.number, r.date
            )
            for r in records
        ]
        progress.stage(_("PDFs by {engine}").format(engine=chosen.label), len(requests))
        remote = self.execution.remote
        made_pdfs = build_pdfs(self.output, requests, chosen, progress.step, self.request.jobs, remote)
        self.result.outcomes += blame_templates(made_pdfs, self.output.manifest.records, self.templates)

    def _make_lists(self) -> None:
        everybody = self._list_units()
        self.result.notices += warn_outdated_pdfs(self.output)
        if self.request.zips:
            self.result.outcomes += lists.make_zips(self.output, self.forms, everybody)
        self.result.notices += lists.warn_outdated_zips(self.output, self.forms, everybody)
        try:
            self.result.outcomes.append(lists.make_workbook(self.output, self.forms.plan, everybody))
        except BuildError as error:
            self.result.outcomes += [
                FileOutcome(lists.WORKBOOK_NAME, FileStatus.FAILED, found) for found in error.diagnostics
            ]
        if self.engines.sheets is not None:
            self._list(lists.DISTRIBUTION_NAME, "distribution", plan_distribution(self.output, self.forms, everybody))
            self._list(lists.BOARD_NAME, "board", plan_board(self.forms.plan, everybody))
            self._list(lists.CONTENTS_NAME, "contents", lists.contents(self.output, self.forms, everybody))
        self.result.outcomes.append(lists.make_page(self.output, self.forms, everybody))
        self.result.notices += warn_unread(self.output, {placed.path for placed in self.result.outcomes})

    def _list_units(self) -> list[Dossier]:
        """The units that get documents, those too that do only in another period of which there are forms, or did.

        In the order of the plan, whichever period is built now.
        """
        found = (self.forms.of_period(key).values() for key in sorted(period_keys(self.output.current_records())))
        of_others = (one for occasions in found for one in occasions if one is not None)
        views = self.forms.views([*of_others, *self.selection.occasions.values()])
        places = {unit.id: place for place, unit in enumerate(self.selection.plan.units)}
        listed = [*units_in(views)]
        listed.sort(key=lambda one: places.get(one[1].id, len(places)))
        return [dossier_for(plan, unit.id) for plan, unit in listed]

    def _list(self, path: str, document: str, printed: PrintedList) -> None:
        """Make a list as a PDF, if there is an engine for it."""
        if self.engines.sheets is not None:
            digest = list_digest(printed, self.engines.sheets.engine)
            wanted = [PdfRequest(path, digest, document, printed=printed)]
            self.result.outcomes += build_pdfs(self.output, wanted, self.engines.sheets, lambda: None)

    def save(self, inputs: dict[str, str]) -> None:
        """Save the manifest and the state, however far the build got; `inputs` are the digests of what it read."""
        state, result = self.state, self.result
        state.inputs, state.asked = inputs, request_as_data(self.request)
        state.engine, state.doubts = describe_generators(self.engines.label), result.doubts
        state.register_changes = self.register.count_changes()
        state.until = self.selection.until.isoformat() if self.selection.until else ""
        state.outputs = [placed.path for placed in result.outcomes]
        state.whole = self.has_finished and bool(result.outcomes) and result.is_settled
        state.passages = {p: digests for p, digests in state.passages.items() if p in self.output.manifest.records}
        name = "manifest.json"
        try:
            state.note_manifest(self.output.manifest.write(self.output.folder))
            name = STATE_NAME
            state.write(self.output.folder)
            name = "journal-*.txt"
            self.output.settle_journal()
        except OSError as error:
            found = unwritable_file(self.output.folder.display_path(name), error).diagnostics[0]
            result.outcomes.append(FileOutcome(name, FileStatus.FAILED, found))
