"""The documents of some units → their files in place: the piece of a build that one process carries out alone.

A piece that is carried out twice, because the first process died in the middle, leaves the same files and reports the
same outcomes: each file is whole or absent, and what was there before the build is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from gen import diagnostics
from gen.derive.answers import form_fields
from gen.derive.dossier import Dossier, dossier_for
from gen.derive.form import ReportForm
from gen.documents import SOURCE
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.folders import Folder
from gen.journal import Journal
from gen.locale import _
from gen.pipeline.carryover import CarriedAnswers, carry_over_answers
from gen.pipeline.execution import ExecutionPlan
from gen.pipeline.fingerprint import describe_changes
from gen.pipeline.issued import restore_issued
from gen.pipeline.manifest import ANSWERS_KEY, REPORTED_KEY, FileRecord
from gen.pipeline.placement import FileOutcome, FileStatus, OutputFolder, TargetFile, create_record, is_blank
from gen.pipeline.register import IssuedDocument, IssueRegister
from gen.pipeline.rendering import (
    DocumentDraft,
    document_path,
    draft_document,
    draft_source,
    fill_in_answers,
    render_draft,
    superseded_path,
)
from gen.pipeline.reported_before import ReportedBefore
from gen.pipeline.request import UnitDocument
from gen.pipeline.selection import Selection
from gen.pipeline.state import BuildState
from gen.plan.model import Plan
from gen.word.template.loading import WordTemplate

CONTENT_KEY = "content"
"""The key under which a record holds the fingerprint of its document's inputs, without answers."""

_MAX_UNITS_PER_PIECE = 64
"""The largest piece, in units: a Ctrl-C, or the death of a process, then costs only a moment."""


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What all pieces of a build share; `secret` is the key with which forms are marked.

    `views` are the plans that documents are made from, the first as the plan stands now.
    """

    views: tuple[Plan, ...]
    templates: dict[str, WordTemplate]
    folder: Folder
    force: bool
    dry_run: bool
    protect: bool = False
    secret: bytes = b""
    journal: Journal | None = None


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """One document to build: which one, the record of its last build, and whether a file exists at its path.

    `issued` is the register's entry under which it is issued, `replaced` the entry of the document that it replaces.
    `is_known`: the state holds what the document says. `view` is the number of the plan that it is made from.
    `reported` is what the unit reported of the rows of a form in the period before, by their codes.
    """

    wanted: UnitDocument
    previous_record: FileRecord | None
    exists: bool
    issued: IssuedDocument | None = None
    replaced: IssuedDocument | None = None
    is_known: bool = True
    view: int = 0
    reported: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its path in the plan's folder."""
        return document_path(self.wanted)


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """What became of one document: its new `record`, if any, and the digests of its `passages`.

    `fallback_reason` says why docxtpl itself had to render it, `notice` what a person should know about it.
    """

    path: str
    outcomes: list[FileOutcome]
    record: FileRecord | None = None
    passages: dict[str, str] = field(default_factory=dict)
    fallback_reason: str = ""
    notice: Diagnostic | None = None


def split_into_pieces(orders: Sequence[DocumentOrder], jobs: int) -> list[tuple[DocumentOrder, ...]]:
    """`orders` in pieces, all documents of a unit in one: several for each of `jobs`, so that no process waits long."""
    units: dict[str, list[DocumentOrder]] = {}
    for order in orders:
        units.setdefault(order.wanted.unit, []).append(order)
    size = max(1, min(_MAX_UNITS_PER_PIECE, -(-len(units) // (jobs * 4))))
    ids = list(units)
    return [
        tuple(order for unit in ids[start : start + size] for order in units[unit])
        for start in range(0, len(ids), size)
    ]


def build_piece(context: BuildContext, orders: Sequence[DocumentOrder]) -> list[BuiltDocument]:
    """Build the documents of `orders`; those that are up to date stay as they are."""
    return list(_build_each(context, orders))


def _build_each(context: BuildContext, orders: Sequence[DocumentOrder]) -> Iterator[BuiltDocument]:
    for order in orders:
        wanted = order.wanted
        dossier = dossier_for(context.views[order.view], wanted.unit)
        # A document that is no longer issued may hold what its office wrote: it counts as a person's own.
        withdrawn = order.issued is None and order.previous_record is not None and order.previous_record.number
        earlier = None if withdrawn else order.previous_record
        place = TargetFile(context.folder, order.path, earlier, order.exists, context.force, context.dry_run,
                           context.journal)  # fmt: skip
        draft = draft_document(
            dossier, wanted.document, context.templates, order.replaced,
            obligation=wanted.obligation, period=wanted.period, protect=context.protect, secret=context.secret,
        )  # fmt: skip
        if order.issued is not None:
            placed, record = restore_issued(place, draft, order.issued, _digest_inputs(draft, draft.fingerprint))
            yield BuiltDocument(place.path, [placed], record, draft.passages)
        else:
            filler = _create_filler(dossier, order, draft, place)
            built = build_document(place, draft, wanted.document.value, wanted.unit, filler, order.reported)
            yield built if order.is_known or built.record is not None else replace(built, passages=draft.passages)


AnswerFiller = Callable[[], tuple[DocumentDraft, CarriedAnswers]]
"""Returns the draft with the answers that are already filled in, and those answers."""


def _create_filler(
    dossier: Dossier, order: DocumentOrder, draft: DocumentDraft, target: TargetFile
) -> AnswerFiller | None:
    """For a form whose file, or whose predecessor's file, may hold answers, or whose unit has reported before.

    None for any other document.
    """
    if not isinstance(draft.content, ReportForm) or not (order.exists or order.replaced or order.reported):
        return None
    earlier = superseded_path(order.replaced) if order.replaced is not None else None
    fields = form_fields(draft.content)

    def fill() -> tuple[DocumentDraft, CarriedAnswers]:
        data = target.folder.read(order.path) if order.exists else b""
        if is_blank(data) and earlier is not None:
            data = target.folder.read(earlier)
        ours = target.previous_record is not None and sha256(data) == target.previous_record.sha256
        if ours and target.previous_record is not None and ANSWERS_KEY not in target.previous_record.made_from:
            data = b""
        found = CarriedAnswers() if is_blank(data) else carry_over_answers(data, fields)
        if not found.answers and not order.reported:
            return draft, found
        return fill_in_answers(draft, dossier, found.answers, order.reported), found

    return fill


def build_document(
    target: TargetFile, draft: DocumentDraft, document: str, unit: str, filler: AnswerFiller | None = None,
    reported: Mapping[str, str] = MappingProxyType({}),
) -> BuiltDocument:  # fmt: skip
    """Write the document of `draft` to `target`, unless it is up to date; `filler` adds answers filled in already.

    It also tells what was `reported` before; the document is made again where that is something else.
    """
    fingerprint, found_answers = draft.fingerprint, CarriedAnswers()
    made_from = _digest_inputs(draft, fingerprint)
    if reported:
        made_from[REPORTED_KEY] = sha256(repr(sorted(reported.items())).encode())
    try:
        if (
            _is_current(target.previous_record, made_from)
            and not target.force
            and (found := target.read_sha256()) is not None
        ):
            ours = target.previous_record is not None and found == target.previous_record.sha256
            status = FileStatus.UNCHANGED if ours else FileStatus.EDITED
            return BuiltDocument(target.path, [FileOutcome(target.path, status, disk_sha256=found)])
        if filler is not None:
            draft, found_answers = filler()
        rendered = render_draft(draft)
    except OSError as error:
        return BuiltDocument(target.path, [target.failure_outcome(error)])
    except GenError as error:
        return BuiltDocument(
            target.path, [FileOutcome(target.path, FileStatus.FAILED, found) for found in error.diagnostics]
        )
    if found_answers.answers:
        made_from[ANSWERS_KEY] = sha256(repr(sorted(found_answers.answers.items())).encode())
    record = create_record(target.path, document, "docx", rendered.data, unit=unit, made_from=made_from)
    placed = target.write(record, rendered.data)
    wrote = placed.is_in_place and placed.status is not FileStatus.UNCHANGED and not target.dry_run
    notice = found_answers.create_notice(target.path) if wrote else None
    return BuiltDocument(target.path, [placed], record, draft.passages, rendered.fallback_reason, notice)


def _digest_inputs(draft: DocumentDraft, fingerprint: str) -> dict[str, str]:
    return {CONTENT_KEY: fingerprint, f"templates/{draft.template.name}": draft.template.digest}


def _is_current(earlier: FileRecord | None, made_from: Mapping[str, str]) -> bool:
    keys = (CONTENT_KEY, REPORTED_KEY)
    return earlier is not None and all(earlier.made_from.get(key) == made_from.get(key) for key in keys)


def build_documents(
    output: OutputFolder,
    context: BuildContext,
    selection: Selection,
    schedule: ExecutionPlan,
    state: BuildState,
    register: IssueRegister,
    reported: ReportedBefore,
    on_done: Callable[[], None],
) -> list[BuiltDocument]:
    """What became of each document of the selection, in its order; `on_done` is called once for each."""
    orders = _list_orders(output, selection, register, state, reported)
    pieces = split_into_pieces(orders, schedule.parallel_pieces)
    built_by_path: dict[str, BuiltDocument] = {}
    for done in schedule.documents.run_pieces(build_piece, context, pieces):
        for built in done.result if done.result is not None else map(_lost_document, pieces[done.index]):
            built_by_path[built.path] = record_document(output, context, built, state)
            on_done()
    return [built_by_path[order.path] for order in orders]


def build_source_plan(output: OutputFolder, context: BuildContext, state: BuildState) -> BuiltDocument:
    """What became of the source plan."""
    plan = context.views[0]
    issuer = plan.header.issuer
    place = output.target_at(SOURCE.path(issuer))
    return record_document(
        output,
        context,
        build_document(place, draft_source(plan, context.templates), SOURCE.name, issuer),
        state,
    )


def record_document(
    output: OutputFolder, context: BuildContext, built: BuiltDocument, state: BuildState
) -> BuiltDocument:
    """Note what became of a document: its record and its passages; the same document with the reason added."""
    reason = _explain_rebuild(output.previous_records.get(built.path), built, context, state)
    explained = replace(built, outcomes=[replace(placed, reason=reason) for placed in built.outcomes])
    for placed in explained.outcomes:
        output.record_outcome(placed, explained.record)
    as_built = explained.record is not None and all(placed.is_in_place for placed in explained.outcomes)
    # An unchanged document says what its draft says; an issued one says what the plan said then.
    if as_built or (explained.passages and all(one.status is FileStatus.UNCHANGED for one in explained.outcomes)):
        state.passages[explained.path] = explained.passages
    return explained


def _list_orders(
    output: OutputFolder, selection: Selection, register: IssueRegister, state: BuildState, reported: ReportedBefore
) -> list[DocumentOrder]:
    issued, replaced = register.list_current(), register.list_replaced()
    orders = []
    for one in selection.documents:
        path = document_path(one)
        earlier, exists = output.previous_records.get(path), path in output.existing_paths
        known = path in state.passages and not output.was_cut_off
        view = selection.view_number(one)
        told = reported.of(one, selection.occasions.get(one))
        orders.append(DocumentOrder(one, earlier, exists, issued.get(one), replaced.get(one), known, view, told))
    return orders


def _explain_rebuild(earlier: FileRecord | None, built: BuiltDocument, context: BuildContext, state: BuildState) -> str:
    """Why the document was built again, in a few words; empty where the status says enough.

    For an issued document: what changed in the plan since.
    """
    if any(placed.status is FileStatus.ISSUED for placed in built.outcomes):
        at_issue = state.passages.get(built.path, built.passages)
        return describe_changes(at_issue, built.passages) if at_issue != built.passages else ""
    if built.record is None or any(
        p.status in (FileStatus.NEW, FileStatus.UNCHANGED, FileStatus.FAILED) for p in built.outcomes
    ):
        return ""
    if earlier is None or CONTENT_KEY not in earlier.made_from:
        return _("nothing is known of the last build")
    if any(
        earlier.made_from.get(name) != digest
        for name, digest in built.record.made_from.items()
        if name not in (CONTENT_KEY, REPORTED_KEY)
    ):
        return _("the template changed")
    if earlier.made_from.get(REPORTED_KEY) != built.record.made_from.get(REPORTED_KEY):
        return _("what the unit reported before changed")
    if earlier.made_from[CONTENT_KEY] == built.record.made_from[CONTENT_KEY]:
        return ""
    before = state.passages.get(built.path)
    if before is None:
        return _("the plan changed")
    if before == built.passages:
        return _("gen itself, or a library that it uses, changed")
    return describe_changes(before, built.passages)


def _lost_document(order: DocumentOrder) -> BuiltDocument:
    """The outcome of a document whose piece no process could finish (BUILD-010)."""
    found = diagnostics.build.PROCESS_ENDED.at(Location(order.path), name=order.path)
    return BuiltDocument(order.path, [FileOutcome(order.path, FileStatus.FAILED, found)])
