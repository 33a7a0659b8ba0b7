"""A Request → the result of the last build, where that left nothing to do; else everything that is asked for.

Most calls have nothing to do and should end at once: this module imports only what it needs to find that out.
"""

from __future__ import annotations

from pathlib import Path

from gen.errors import BuildError
from gen.folders import Folder, open_folder
from gen.garbage import without_garbage_collection
from gen.journal import has_journal
from gen.pdf.engines.thread_pool import available_cores
from gen.pipeline.engines import SelectedEngines
from gen.pipeline.placement import FileOutcome, FileStatus
from gen.pipeline.progress import ProgressCallback
from gen.pipeline.reported_before import FindReported, ReportedBefore
from gen.pipeline.request import BuildRequest
from gen.pipeline.result import BuildResult
from gen.pipeline.state import is_up_to_date, read_state, request_as_data
from gen.plan.secret import read_secret
from gen.schedule import prepare
from gen.word.template.finding import template_places

_MODULES = ("gen.pipeline.documents", "gen.pdf.embedded.document")
"""What makes Word files, and what makes PDFs of them, in other processes."""


@without_garbage_collection()
def build(
    request: BuildRequest, progress: ProgressCallback | None = None, find_reported: FindReported | None = None
) -> BuildResult:
    """Carry out `request`; `progress` is called as it goes on.

    `find_reported` says what units reported in an earlier period, which their new forms then tell.

    Raises GenError with all mistakes of the plan, the request or the templates, before anything is written; what goes
    wrong with single files afterwards is in the result.
    """
    out = open_folder(request.out)
    engines = SelectedEngines.choose(request)
    done = None if request.supersede else _find_up_to_date(request, out, engines)
    if done is not None:
        return done
    _prepare_processes(request)
    from gen.pipeline.job import run_job  # not above: where nothing is to do, none of it is needed

    return run_job(request, out, engines, progress, ReportedBefore(find_reported))


def require_means(request: BuildRequest) -> None:
    """Raise what stands against `request` before it begins: an engine that is not there, mistakes in templates, a key.

    Raises EngineError PDF-001 and PDF-002, TemplateError, SecretError BUILD-026 and RET-005.
    """
    from gen.pipeline.rendering import templates_needed

    read_secret(request.plan)
    SelectedEngines.choose(request)
    template_places(request.plan, request.templates).load_all(templates_needed(request.documents, request.source))


def _prepare_processes(request: BuildRequest) -> None:
    """Start loading the modules of other processes while this one reads the plan."""
    few = request.units or request.dry_run or request.cluster is not None
    if not few and (request.jobs or available_cores()) > 1:
        prepare(*_MODULES[: 2 if request.pdf else 1])


def _find_up_to_date(request: BuildRequest, out: Folder, engines: SelectedEngines) -> BuildResult | None:
    """The result, where the last build of the same request left everything as it still has to be."""
    for name in out.folders():
        folder = out.subfolder(name)
        if has_journal(folder):
            continue  # a run there was cut off
        try:
            state = read_state(folder)
        except BuildError:
            continue  # where it is this plan's, what follows says so
        if state.asked == request_as_data(request) and is_up_to_date(state, request, folder, engines.label):
            places = template_places(request.plan, request.templates)
            used = {path.name: path for path in map(Path, state.inputs) if path.suffix == ".docx"}
            if any(places.path_of(name) != path for name, path in used.items()):
                return None  # since then a template was put beside the plan, or taken away
            placed = [FileOutcome(path, FileStatus.UNCHANGED) for path in state.outputs]
            return BuildResult(folder, placed, [*places.notices(used)], state.doubts)
    return None
