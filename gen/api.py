"""A program's call → the work of one package → its result as a value: nothing is printed, nothing ends the program.

One function for each command; they are public names of `gen`, and docs/library.md shows them. The keywords have the
names and the defaults of the command's options. Files may be given as text or as paths. What a person can correct is
raised as GenError, whose `diagnostics` are all mistakes found.

Each function imports its package when it is called: loading a plan does not load the libraries for signatures or PDFs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date  # noqa: N812 – some keywords are called date
from datetime import datetime
from os import PathLike, cpu_count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gen.archiving import PackResult, VerificationReport
    from gen.cascading import CascadeOutcome
    from gen.cascading.upward.fill import FilledForm
    from gen.documents import DocumentName
    from gen.errors import Diagnostic
    from gen.importing import ImportedPlan
    from gen.issuing import IssuedReport, IssueOutcome
    from gen.linting.files import LintResult
    from gen.pipeline import BuildResult, ProgressCallback
    from gen.pipeline.reported_before import Reported
    from gen.plan.model import Plan
    from gen.returns import Submission
    from gen.returns.board import StatusBoard
    from gen.returns.consolidation.report import ConsolidatedReport
    from gen.returns.corrections import CorrectionOutcome
    from gen.returns.decisions import DecisionOutcome
    from gen.returns.history import ListedSubmission
    from gen.returns.reminders import Reminder
    from gen.returns.storage import StoreOutcomes
    from gen.returns.tasks.board import TaskBoard
    from gen.revisions import Comparison

FilePath = str | PathLike[str]
"""The name of a file or a folder."""
Day = Date | str
"""A day; as text 2021-06-14, 14/6/2021 or 14 tháng 6 năm 2021."""

PLAN = Path("plan.yaml")
"""The default plan."""
_OUT = "out"


def load_plan(plan: FilePath = PLAN) -> Plan:
    """The plan in the file `plan`, checked, each task with the id that it had before. Raises PlanError with every
    mistake and its place; BuildError BUILD-026, BUILD-035 and BUILD-036.
    """
    from gen.history import load_current

    return load_current(Path(plan)).plan


def check(plan: FilePath = PLAN) -> tuple[Diagnostic, ...]:
    """The doubts about a plan that can be used. Raises PlanError with every mistake and its place."""
    from gen.history import load_current
    from gen.plan.checks.warnings import check_plan

    loaded = load_current(Path(plan)).loaded
    return tuple(check_plan(loaded.plan, loaded.at))


def import_plan(
    file: FilePath, *, registry: FilePath | None = None, to: FilePath | None = None, answers: FilePath | None = None
) -> ImportedPlan:
    """The draft of a plan.yaml from a plan in Word, .doc, .odt, .rtf, PDF or plain text.

    `registry` is a file of the office's own units, `answers` one with answers to the questions of an earlier import.
    The draft is written only where `to` names a new file. Raises GenError, see `gen.importing.file.import_file`.
    """
    from gen.importing import import_file

    return import_file(Path(file), _path(registry), _path(to), _path(answers))


def cascade(
    unit: str, plan: FilePath = PLAN, *, to: FilePath, date: Day | None = None, update: bool = False,
    force: bool = False,
) -> CascadeOutcome:  # fmt: skip
    """The plan of the unit, by id or name, one level down: a draft of plan.yaml and units.yaml in the folder `to`.

    Where that has a plan already, it stays, and what changed in `plan` since is told; with `update`, its `superior:` is
    written anew. `date` is the day of the draft. Raises PlanError for a plan with mistakes, GenError NAME-001,
    NAME-003, BUILD-001 and CAS-001 to CAS-006, before anything is written.
    """
    from gen.cascading import CascadeRequest
    from gen.cascading import cascade as run

    return run(CascadeRequest(Path(plan), unit, Path(to), _date(date), update=update, force=force))


def build(
    plan: FilePath = PLAN, *, out: str = _OUT, units: Iterable[str] = (), groups: Iterable[str] = (),
    documents: Iterable[str] = (), source: bool = False, pdf: bool = True, engine: str | None = None,
    sheets: str | None = None, zips: bool = False,
    templates: FilePath | None = None, jobs: int | None = None, cluster: str | None = None,
    dry_run: bool = False, force: bool = False, protect: bool = False, supersede: bool = False,
    period: str | None = None, as_of: Day | None = None, progress: ProgressCallback | None = None,
) -> BuildResult:  # fmt: skip
    """Make every unit's documents in `out`, a folder or an address; what was done, file by file.

    Without `units` and `groups`, by ids or names, those of all units, without `documents` (plan, report) all kinds.
    Forms are for the `period`, else for the one that is due next on the day `as_of`, today if left out. `progress` is
    called with a stage's name, how many of its steps are done, and how many there are. Raises GenError before anything
    is written; later failures of single files are in the result.
    """
    from gen.pipeline import BuildRequest, build

    request = BuildRequest(
        Path(plan), str(out), _path(templates), _names(units), _names(groups),
        tuple(map(_document, _names(documents))),
        source=source, pdf=pdf, engine=engine, sheets=sheets, zips=zips, dry_run=dry_run, force=force,
        supersede=supersede, protect=protect, jobs=jobs, cluster=cluster, period=period, as_of=_date(as_of),
    )  # fmt: skip

    def find_reported(obligation: str, period: str) -> tuple[Reported, tuple[Diagnostic, ...]]:
        from gen.clock import today
        from gen.returns.earlier_answers import find_earlier_answers  # not above: most builds ask nothing

        return find_earlier_answers(request.plan, request.as_of or today(), obligation, period)

    return build(request, progress, find_reported)


def issue(
    plan: FilePath = PLAN, *, out: str = _OUT, unit: str | None = None, number: str | None = None,
    date: Day | None = None, document: str = "plan", obligation: str | None = None, period: str | None = None,
    table: FilePath | None = None, engine: str | None = None, templates: FilePath | None = None,
    allow_blank: bool = False, progress: ProgressCallback | None = None,
) -> IssueOutcome:  # fmt: skip
    """Give the documents of the `table` (.csv, .xlsx), or the one of the `unit`, their numbers and dates.

    A unit is named by its id or its name. Of a unit's forms it is that for the `period` (2026-Q2, quý II năm 2026); if
    left out, the only one that is built and not issued. With `allow_blank` plans are issued with what is still blank in
    them. Raises BuildError ISS-001 to ISS-007, ISS-020, ISS-024 to ISS-031, ISS-038 to ISS-042, NAME-001 with every
    mistake, before anything is written.
    """
    from dataclasses import replace

    from gen.issuing import IssueRequest, entries_given, issue

    given = entries_given(_path(table), unit, document, number, _day(date), obligation or "", period or "")
    request = IssueRequest(Path(plan), str(out), _path(templates), engine, accepts_blanks=allow_blank)
    outcome = issue(request, given.entries, progress, given.mistakes)
    return replace(outcome, notices=(*given.notices, *outcome.notices))


def issue_report(
    draft: FilePath, plan: FilePath = PLAN, *, number: str | None = None, date: Day | None = None, force: bool = False
) -> IssuedReport:
    """Make of a draft of the consolidated report, edited or not, the document to be sent, in a file beside it.

    It has no comments; number and date, where both are given, stand in its letterhead; every other word is the draft's.
    A copy is kept beside the plan for the archive. Raises GenError RET-007, RET-043, RET-047 to RET-049, and BuildError
    ISS-002, ISS-003, ISS-014, RET-050, before anything is written.
    """
    from gen.issuing import ReportIssueRequest, issue_report

    return issue_report(ReportIssueRequest(Path(draft), Path(plan), number, _day(date), force))


def read_forms(files: FilePath | Iterable[FilePath], plan: FilePath = PLAN) -> tuple[Submission, ...]:
    """The content of filled-in forms, in order; nothing is stored. An unreadable one has a `quarantine_reason`.

    `str(reason)` words a reason in the reader's language; its `code` stays the same.
    """
    from gen.history import load_current
    from gen.plan.secret import read_secret
    from gen.returns import read_submissions, receive_files
    from gen.returns.carried import as_judged
    from gen.returns.earlier_lines import doubt_lines_beside_store

    revisions = load_current(Path(plan)).revisions
    found = read_submissions(receive_files(_paths(files)), revisions, read_secret(Path(plan)))
    return tuple(as_judged(one, revisions) for one in doubt_lines_beside_store(Path(plan), revisions, list(found)))


def collect(
    files: FilePath | Iterable[FilePath], plan: FilePath = PLAN, *, unit: str | None = None,
    obligation: str | None = None, period: str | None = None, received: datetime | Date | None = None,
    progress: ProgressCallback | None = None,
) -> StoreOutcomes:  # fmt: skip
    """Store filled-in forms and signed copies beside the plan, unchanged and with their content; what became of each.

    `unit`, an id or a name, is whose they are: for signed copies (PDFs, pictures) that do not say it; a form of another
    unit is set apart. `received` is when they arrived, in Vietnam's time where it has no time zone, a day alone at its
    begin; now, if left out. Raises StoreError RET-001, RET-003, OccasionError RET-002, HistoryError RET-040, NAME-001
    and FutureError RET-030.
    """
    from gen.locale import _
    from gen.pipeline.progress import StageCounter
    from gen.returns.clock import moment_meant, refuse_future
    from gen.returns.ingestion import CollectionRequest, collect
    from gen.returns.storage import StoreOutcomes, check_store

    refuse_future(received)
    outcomes = []
    paths, counter = _paths(files), StageCounter(progress)
    counter.stage(_("Forms"), len(paths))
    for outcome in collect(
        CollectionRequest(
            Path(plan), moment_meant(received), obligation, period, unit, cpu_count() or 1, keeps_dates=received is None
        ),
        paths,
        counter.wait,
    ):
        outcomes.append(outcome)
        counter.step()
    done = StoreOutcomes(outcomes)
    done.notices = check_store(Path(plan))
    return done


def list_returns(
    plan: FilePath = PLAN, *, unit: str | None = None, obligation: str | None = None, period: str | None = None,
    as_of: Day | None = None,
) -> tuple[ListedSubmission, ...]:  # fmt: skip
    """Every submission received up to the day `as_of`, with its id and what it is then: it counts, or why it does not.

    Raises StoreError RET-001, HistoryError RET-040, OccasionError RET-002.
    """
    from gen.returns.clock import day_meant
    from gen.returns.history import list_submissions

    return list_submissions(Path(plan), unit, obligation, period, day_meant(_date(as_of)))


def withdraw_return(
    submission: str, plan: FilePath = PLAN, *, reason: str, at: datetime | None = None
) -> DecisionOutcome:
    """Let the submission whose id begins as `submission` count no more, from `at` on; now, if left out.

    Raises DecisionError RET-031, RET-032, RET-033; FutureError RET-030; StoreError RET-001.
    """
    from gen.returns.decisions import DecisionRequest, decide
    from gen.returns.effective import Action

    return decide(DecisionRequest(Path(plan), submission, Action.WITHDRAW, reason, at=at))


def restore_return(
    submission: str, plan: FilePath = PLAN, *, reason: str, at: datetime | None = None
) -> DecisionOutcome:
    """Let the submission whose id begins as `submission` count over all that came before `at`.

    It may be withdrawn, superseded, or set apart for a question that a person can answer. Raises DecisionError
    RET-010, RET-031 to RET-034; FutureError RET-030; StoreError RET-001.
    """
    from gen.returns.decisions import DecisionRequest, decide
    from gen.returns.effective import Action

    return decide(DecisionRequest(Path(plan), submission, Action.RESTORE, reason, at=at))


def move_return(
    submission: str, plan: FilePath = PLAN, *, period: str, reason: str, obligation: str | None = None,
    at: datetime | None = None,
) -> DecisionOutcome:  # fmt: skip
    """Let the submission whose id begins as `submission` count for another period, or report, from `at` on.

    Raises DecisionError RET-010, RET-031 to RET-035; OccasionError RET-002, RET-009; FutureError RET-030; StoreError
    RET-001.
    """
    from gen.returns.decisions import DecisionRequest, decide
    from gen.returns.effective import Action

    return decide(DecisionRequest(Path(plan), submission, Action.MOVE, reason, period, obligation, at))


def correct_answer(
    unit: str, field: str, value: str | None, plan: FilePath = PLAN, *, reason: str, obligation: str | None = None,
    period: str | None = None, received: datetime | Date | None = None,
) -> CorrectionOutcome:  # fmt: skip
    """Correct one answer of the unit, such as by telephone; without a value the answer is taken away.

    `field` is its key, or what the form calls it: `12.2#1/status`, "12.2#1, Tình trạng". `received` is when it was
    said, a day as a whole; now, if left out. Raises CorrectionError RET-010, RET-033, RET-036 to RET-038, RET-040,
    RET-057; OccasionError RET-002; FutureError RET-030; StoreError RET-001.
    """
    from gen.returns.corrections import CorrectionRequest, correct_answer

    return correct_answer(CorrectionRequest(Path(plan), unit, field, value, reason, obligation, period, received))


def status(
    plan: FilePath = PLAN, *, obligation: str | None = None, period: str | None = None, as_of: Day | None = None
) -> StatusBoard:
    """The status of each unit on the day `as_of`: in time, late, behind, and what it has to add.

    Raises StoreError RET-001, OccasionError RET-002.
    """
    from gen.returns.board import build_board
    from gen.returns.clock import day_meant
    from gen.returns.storage import load_collection

    day = day_meant(_date(as_of))
    return build_board(load_collection(Path(plan), obligation, period, day), day)


def task_board(
    plan: FilePath = PLAN, *, obligation: str | None = None, period: str | None = None, as_of: Day | None = None
) -> TaskBoard:
    """Each task of the plan on the day `as_of`: what the units that lead and support it last reported, what is overdue.

    The last word is looked for in all periods of the report that have begun by then, up to the `period` where one is
    named. Raises StoreError RET-001, OccasionError RET-002.
    """
    from gen.returns.clock import day_meant
    from gen.returns.tasks.loading import load_task_board

    return load_task_board(Path(plan), obligation, period, day_meant(_date(as_of)))


def remind(
    plan: FilePath = PLAN, *, obligation: str | None = None, period: str | None = None, as_of: Day | None = None,
    by: Day | None = None, to: FilePath | None = None, templates: FilePath | None = None, force: bool = False,
) -> Reminder | None:  # fmt: skip
    """The letter that reminds the units behind on the day `as_of`, and a text for messages; None where no unit is.

    The unit that gathers the reports is not reminded: it drafts the letter (RET-060 among the notices). `by` is the
    last day for their reports. The letter is written only where `to` names a file, and then a copy is kept beside the
    plan for the archive; an existing file is replaced only with `force`. Raises TemplateError, StoreError RET-001,
    OccasionError RET-002, BuildError BUILD-005, GenError RET-006.
    """
    from gen.documents import REMINDER
    from gen.outputs import write_new_outputs
    from gen.returns.clock import day_meant
    from gen.returns.outgoing import OutgoingKind, keep_made
    from gen.returns.reminders import make_reminder
    from gen.returns.storage import load_collection
    from gen.word.template.finding import template_places

    day, places = day_meant(_date(as_of)), template_places(Path(plan), _path(templates))
    template = places.load(REMINDER.template)
    collection = load_collection(Path(plan), obligation, period, day)
    reminder = make_reminder(collection, template, day, _date(by), places.notices([REMINDER.template]))
    if reminder is not None and to is not None:
        write_new_outputs({Path(to): reminder.letter}, force=force)
        keep_made(Path(plan), collection, day, OutgoingKind.REMINDER, reminder, {Path(to): reminder.letter})
    return reminder


def consolidate(
    plan: FilePath = PLAN, *, obligation: str | None = None, period: str | None = None, as_of: Day | None = None,
    to: FilePath | None = None, templates: FilePath | None = None, own: FilePath | None = None, force: bool = False,
) -> ConsolidatedReport:  # fmt: skip
    """The consolidated report of the forms received up to the day `as_of`: a Word document, a workbook of all cells.

    A report that recurs has each target's figures of the period before beside it, and those of the year to date. `own`
    is an earlier draft of it: what the unit that consolidates it wrote into its marked places is taken over, and what
    else was edited in it is told (RET-054 to RET-056). They are written only where `to` names a folder, and then copies
    are kept beside the plan for the archive; existing files are replaced only with `force`. Raises TemplateError,
    EngineError PDF-005, StoreError RET-001, OccasionError RET-002, BuildError BUILD-005, GenError RET-006, RET-043 to
    RET-045.
    """
    from gen.documents import SUMMARY
    from gen.outputs import write_new_outputs
    from gen.returns.clock import day_meant
    from gen.returns.consolidation.report import consolidate
    from gen.returns.consolidation.sub_reports import load_sub_reports
    from gen.returns.evidence import evidence_folder, load_printable
    from gen.returns.outgoing import OutgoingKind, keep_made, read_drafts
    from gen.returns.storage import load_compared_collections
    from gen.word.template.finding import template_places

    day, places = day_meant(_date(as_of)), template_places(Path(plan), _path(templates))
    template = places.load(SUMMARY.template)
    *earlier, collection = load_compared_collections(Path(plan), obligation, period, day)
    notices, below = places.notices([SUMMARY.template]), load_sub_reports(Path(plan), collection)
    drafts = () if own is None else read_drafts(Path(plan), collection)
    pictures = load_printable(evidence_folder(Path(plan)), collection.received_by(day).accepted)
    consolidated = consolidate(collection, template, day, notices, earlier, _path(own), below, drafts, pictures)
    if to is not None:
        files = consolidated.files(Path(to))
        write_new_outputs(files, force=force)
        keep_made(Path(plan), collection, day, OutgoingKind.REPORT, consolidated, files)
    return consolidated


def fill_form(
    file: FilePath, plan: FilePath = PLAN, *, obligation: str | None = None, period: str | None = None,
    as_of: Day | None = None, to: FilePath | None = None, comments: bool = True, force: bool = False,
) -> FilledForm:  # fmt: skip
    """The form in `file`, which the office owes its superior, filled in from what its own units reported by `as_of`.

    What is filled in, and what stays blank and why, is in its `cells`. It is written only where `to` names a file, with
    what stands behind its cells in another one beside it; existing files are replaced only with `force`. Without
    `comments` the form has none. Raises GenError CAS-010 to CAS-019, OccasionError RET-002, RET-009, StoreError
    RET-001, GenError RET-006, RET-007.
    """
    from gen.cascading.upward.fill import FillRequest
    from gen.cascading.upward.fill import fill_form as run

    return run(
        FillRequest(Path(file), Path(plan), obligation, period, _date(as_of), _path(to), comments=comments, force=force)
    )


def lint(paths: FilePath | Iterable[FilePath], *, fix: bool = False) -> tuple[LintResult, ...]:
    """The places in Word files, or in all those in folders, that break the layout rules of Decree 30.

    With `fix`, margins, font, sizes and page numbers are corrected in new files beside them. The result of a file that
    cannot be read has a `problem`.
    """
    from gen.linting.files import lint_files

    return tuple(lint_files(_paths(paths), fix=fix))


def archive(
    plan: FilePath = PLAN, *, out: str = _OUT, to: FilePath | None = None, zipped: bool = False,
    templates: FilePath | None = None, date: Day | None = None, sheets: str | None = None,
    progress: ProgressCallback | None = None,
) -> PackResult:  # fmt: skip
    """Make the next issue of the archive in the folder `to`, else in `archive` beside the plan; the path of its bag.

    `date` is the bag's date. Raises GenError with every reason against it; then nothing is written.
    """
    from gen.archiving import PackRequest, pack_issue
    from gen.archiving.bag.layout import archive_beside

    folder = archive_beside(Path(plan)) if to is None else Path(to)
    return pack_issue(
        PackRequest(Path(plan), str(out), folder, _path(templates), zipped, str(_date(date) or ""), sheets), progress
    )


def verify(target: FilePath, *, seal: str = "") -> VerificationReport:
    """Everything that is not as it was in a bag, its zip or a folder of bags; `seal` is the one written down elsewhere.

    Raises GenError ARC-040 where there is no bag at all.
    """
    from gen.archiving import verify_bags

    return verify_bags(Path(target), seal)


def diff(old: FilePath | Plan, new: FilePath | Plan = PLAN, *, unit: str | None = None) -> Comparison:
    """What changed from one version of a plan to the next; its texts cover only the `unit` where one is named.

    Raises PlanError for a plan with mistakes, GenError REV-001 where neither version has the unit, NAME-001 where
    several units can be meant.
    """
    from gen.revisions import compare

    return compare(_plan(old), _plan(new), unit)


def _plan(given: FilePath | Plan) -> Plan:
    return load_plan(given) if isinstance(given, str | PathLike) else given


def _path(given: FilePath | None) -> Path | None:
    return None if given is None else Path(given)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    """The names meant: a text alone is one name."""
    return (given,) if isinstance(given, str) else tuple(given)


def _day(given: Day | None) -> str | None:
    return f"{given:%Y-%m-%d}" if isinstance(given, Date) else given


def _date(given: Day | None) -> Date | None:
    """The day given, of a moment too. Raises ValueError for a text that is no day."""
    from gen.reading import read_date

    if not isinstance(given, str):
        return given
    if (found := read_date(given)) is None:
        raise ValueError(f"{given!r} is no day: write 2021-06-14 or 14/6/2021")
    return found


def _document(name: str) -> DocumentName:
    """Raises ValueError, which names the documents that there are."""
    from gen.documents import UNIT_DOCUMENTS, DocumentName

    names = [document.name for document in UNIT_DOCUMENTS]
    if name not in names:
        raise ValueError(f"no document is called {name!r}; there are {', '.join(names)}")
    return DocumentName(name)


def _paths(given: FilePath | Iterable[FilePath]) -> Sequence[Path]:
    """The paths of `given`; a single name is one file."""
    return [Path(given)] if isinstance(given, str | PathLike) else [Path(one) for one in given]
