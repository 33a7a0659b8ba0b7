"""The files of a build → what lists them: zips, workbook, page, and the three lists to be printed."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from gen import diagnostics
from gen.derive import wording
from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text, number_and_symbol, plan_date, short_reference, substitutions
from gen.derive.parties import supporter_names
from gen.derive.subplan import receiver_text
from gen.derive.tally import tally_unit
from gen.documents import SOURCE, UNIT_DOCUMENTS, document_named
from gen.errors import Diagnostic, Location
from gen.files import sha256
from gen.history.judged import JudgedOccasion
from gen.pipeline.issued import is_superseded
from gen.pipeline.manifest import FileRecord
from gen.pipeline.pdfs import is_current
from gen.pipeline.period_forms import FormsInTime
from gen.pipeline.placement import FileOutcome, FileStatus, OutputFolder, create_record, file_error
from gen.plan.binding import BoundEntry, BoundSection, bind_tasks
from gen.plan.fields import fill
from gen.plan.kinds import DEFAULTS, Manner
from gen.plan.model import Obligation, Plan
from gen.plan.units import full_name, group_name, manner_of, short_name, unit_by_id
from gen.reporting.obligations import obligations_of
from gen.reporting.periods import Period, name_with_period
from gen.sheets.assignments import AssignmentRow, render_assignments
from gen.sheets.board import Board, BoardRow, RequestedReport, board_list
from gen.sheets.contents import DOCUMENT_NAMES, contents_list
from gen.sheets.distribution import BLANK_DATE, BLANK_NUMBER, Distribution, DocumentCopy, Recipient, distribution_list
from gen.sheets.formats import format_date_texts, shorten_dates
from gen.sheets.listing import ListedFile, ListedGroup, ListedUnit, Listing
from gen.sheets.page import render_page
from gen.sheets.printed import PrintedList
from gen.text import collapse_spaces, format_long_date, remove_emphasis
from gen.zips import UNIX

PAGE_NAME, WORKBOOK_NAME, CONTENTS_NAME = "index.html", "phan-cong.xlsx", "muc-luc.pdf"
DISTRIBUTION_NAME, BOARD_NAME = "phan-phoi.pdf", "theo-doi.pdf"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def make_zips(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier]) -> list[FileOutcome]:
    """A zip for each group of units that has documents, named by the group's id."""
    placed = []
    by_unit = group_files_by_unit(output.current_records(), forms)
    for group, members in group_dossiers(dossiers).items():
        files = [file for dossier in members for file in by_unit[dossier.unit.id]]
        if files:
            contents: dict[str, bytes] = {}
            problem = None
            for file in files:
                try:
                    contents[file.path] = output.folder.read(file.path)
                except OSError as error:
                    problem = file_error(output.folder, file.path, error)
            if problem is not None:
                placed.append(FileOutcome(f"{group}.zip", FileStatus.FAILED, problem))
                continue
            data = _zip_files(contents)
            inputs = {path: sha256(content) for path, content in contents.items()}
            placed.append(output.write(create_record(f"{group}.zip", "archive", "zip", data, made_from=inputs), data))
    return placed


def _zips(
    records: dict[str, FileRecord], by_unit: dict[str, list[FileRecord]], dossiers: Sequence[Dossier]
) -> Iterator[tuple[str, FileRecord | None, bool]]:
    """For each group its zip, if there is one, and whether it holds the group's documents as they are now."""
    for group, members in group_dossiers(dossiers).items():
        found = records.get(f"{group}.zip")
        files = {file.path: file.sha256 for dossier in members for file in by_unit[dossier.unit.id]} if found else {}
        yield group, found, found is not None and found.made_from == files


def warn_outdated_zips(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier]) -> Iterator[Diagnostic]:
    """The warning (BUILD-034) that zips hold another state than the documents: the page leaves them out."""
    records = output.current_records()
    if not any(record.format == "zip" for record in records.values()):
        return
    zips = _zips(records, group_files_by_unit(records, forms), dossiers)
    stale = [found.path for _group, found, is_whole in zips if found is not None and not is_whole]
    if stale:
        yield diagnostics.build.ZIPS_OUTDATED.at(Location(str(output.folder)), names=", ".join(stale))


def make_workbook(output: OutputFolder, plan: Plan, dossiers: Sequence[Dossier]) -> FileOutcome:
    """Write phan-cong.xlsx: who does what, and what each unit has."""
    rows = list_assignments(plan)
    units = [replace(line, group=group_name(plan, line.group)) for line in map(tally_unit, dossiers)]
    data = render_assignments(plan_title(plan), rows, units)
    made_from = {"plan": output.manifest.plan_sha256}
    return output.write(create_record(WORKBOOK_NAME, "assignments", "xlsx", data, made_from=made_from), data)


def make_page(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier]) -> FileOutcome:
    """Write index.html: every unit with its documents."""
    data = render_page(build_listing(output, forms, dossiers)).encode()
    return output.write(create_record(PAGE_NAME, "page", "html", data), data)


def contents(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier]) -> PrintedList:
    """The list of contents, which does not list itself."""
    return contents_list(build_listing(output, forms, dossiers, without=CONTENTS_NAME))


def build_listing(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier], without: str = "") -> Listing:
    """The files of the build, for people, all but the list `without`; a PDF older than its Word file is left out."""
    plan, records = forms.plan, output.current_records()
    by_unit = group_files_by_unit(records, forms)
    lists = [
        r
        for name in (WORKBOOK_NAME, DISTRIBUTION_NAME, BOARD_NAME, CONTENTS_NAME)
        if name != without and (r := records.get(name))
    ]
    source = [r for r in _list_current(records) if r.document == SOURCE.name]
    groups = [
        ListedGroup(group, group_name(plan, group), _listed_file(found) if found and is_whole else None)
        for group, found, is_whole in _zips(records, by_unit, dossiers)
    ]
    return Listing(
        plan.header.id,
        plan_title(plan),
        f"{short_reference(plan)} {plan_date(plan)}",
        full_name(unit_by_id(plan)[plan.header.issuer]),
        str(plan.header.date),
        tuple(_listed_unit(d, by_unit[d.unit.id], forms) for d in dossiers),
        tuple(groups),
        tuple(_listed_file(r) for r in source),
        tuple(_listed_file(r) for r in lists),
    )


def group_dossiers(dossiers: Sequence[Dossier]) -> dict[str, list[Dossier]]:
    """The dossiers by the id of their unit kind's group, in the order of kinds."""
    found: dict[str, list[Dossier]] = {}
    for kind, kind_defaults in DEFAULTS.items():
        members = [d for d in dossiers if d.unit.kind is kind]
        if members:
            found[kind_defaults.group] = members
    return found


def plan_title(plan: Plan) -> str:
    """The plan's subject, with the issuer's values filled in."""
    return fill(plan.header.subject, substitutions(plan, unit_by_id(plan)[plan.header.issuer]))


def _list_current(records: dict[str, FileRecord]) -> Iterator[FileRecord]:
    for path in sorted(records):
        record = records[path]
        if record.format != "pdf" or is_current(record, records):
            yield record


def group_files_by_unit(records: dict[str, FileRecord], forms: FormsInTime) -> dict[str, list[FileRecord]]:
    """Each unit's current documents: its plan first, then its forms, the newest period first, each Word file before
    its PDF.
    """
    order = {document.name: place for place, document in enumerate(UNIT_DOCUMENTS)}
    found: dict[str, list[FileRecord]] = defaultdict(list)
    for record in _list_current(records):
        if record.document in order and not is_superseded(record.path):
            found[record.unit].append(record)
    for files in found.values():
        files.sort(key=lambda r: (order[r.document], -_period_end(r, forms), r.path.rpartition(".")[0], r.format))
    return found


def _period_end(record: FileRecord, forms: FormsInTime) -> int:
    """When the period ends that a form is for, to sort by; 0 for other documents."""
    occasion = _occasion_of(record, forms)
    return 0 if occasion is None or occasion.period.end is None else occasion.period.end.toordinal()


def _occasion_of(record: FileRecord, forms: FormsInTime) -> JudgedOccasion | None:
    """What a form answers in which period; None for other documents, and for a report that is owed once."""
    found = forms.find(record.path) if document_named(record.document).is_form else None
    occasion = found[1] if found is not None else None
    return occasion if occasion is not None and occasion.period_key else None


def _name_forms(records: Iterable[FileRecord], forms: FormsInTime) -> dict[str, str]:
    """Which form each is of those of a unit, by its path, in words: “quý II năm 2026”, “Báo cáo nhanh quý II năm 2026”.

    The report is named where the unit has forms of several; a single form that is for no period has no such words.
    """
    found = {r.path: forms.find(r.path) for r in records if document_named(r.document).is_form}
    occasions = {path: one[1] for path, one in found.items() if one is not None and one[1] is not None}
    is_one = len({occasion.obligation.id for occasion in occasions.values()}) <= 1
    return {
        path: occasion.period.label if is_one else name_with_period(occasion.obligation.name, occasion.period)
        for path, occasion in occasions.items()
    }


def _listed_file(record: FileRecord, form: str = "") -> ListedFile:
    return ListedFile(
        record.path,
        record.document,
        record.format,  # type: ignore[arg-type]
        record.size,
        record.pages,
        record.sha256,
        form,
    )


def _listed_unit(dossier: Dossier, records: Sequence[FileRecord], forms: FormsInTime) -> ListedUnit:
    line, names = tally_unit(dossier), _name_forms(records, forms)
    dates, due_text = _dues(dossier, records, forms)
    return ListedUnit(
        line.id,
        line.name,
        line.group,
        line.code,
        tuple(_listed_file(record, names.get(record.path, "")) for record in records),
        line.lead,
        line.support,
        line.common,
        dates[0] if len(dates) == 1 else due_text or None,
        due_text,
    )


def _dues(dossier: Dossier, records: Sequence[FileRecord], forms: FormsInTime) -> tuple[list[str], str]:
    """When the unit's forms are due, each date once, and in words.

    A report that is owed more than once is due on the day of the newest period of which the unit has a form; where it
    has none, and for a report that is owed once, it is the plan that says when.
    """
    newest: dict[str, Period] = {}
    for occasion in filter(None, (_occasion_of(record, forms) for record in records)):
        newest.setdefault(occasion.obligation.id, occasion.period)
    asked = {o.id: o for o in dossier.forms if o is not None}
    dates: dict[str, None] = {}
    words: dict[str, None] = {}
    for obligation_id in dict.fromkeys((*newest, *asked)):
        period, due = newest.get(obligation_id), asked[obligation_id].due if obligation_id in asked else None
        if period is not None and period.due is not None:
            dates[period.due.isoformat()] = None
            words[format_long_date(period.due.year, period.due.month, period.due.day)] = None
        else:
            dates |= {str(due.value): None} if due and due.value else {}
            words[deadline_text(due)] = None
    return list(dates), "; ".join(filter(None, words))


def _zip_files(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in contents.items():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system = UNIX
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def list_assignments(plan: Plan) -> list[AssignmentRow]:
    """Every task of `plan`, as phan-cong.xlsx lists it."""
    return [row for section in bind_tasks(plan) for row in _assignment_rows(plan, section)]


def _assignment_rows(plan: Plan, section: BoundSection) -> Iterator[AssignmentRow]:
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    all_leads = tuple(dict.fromkeys(lead for node in section.nodes for lead in node.leads))
    topic = ""
    for node in section.walk():
        text = collapse_spaces(remove_emphasis(fill(node.entry.sentence, values)))
        if not node.is_task:
            topic = text
            continue
        item = node.entry.item
        yield AssignmentRow(
            node.entry.id,
            f"{section.entry.mark} {section.entry.title}".lstrip(),
            topic,
            text,
            _lead_names(plan, section, node, all_leads),
            supporter_names(plan, node.supporters),
            (item.others or "") if item else "",
            _manner(plan, node),
            deadline_text(item.due) if item else "",
            tuple(target.raw for target in item.targets) if item else (),
            section.section.common,
            *(
                collapse_spaces(remove_emphasis(fill(said, values)))
                for said in (node.entry.leader, node.entry.product, node.entry.authority)
            ),
        )


def _lead_names(plan: Plan, section: BoundSection, node: BoundEntry, all_leads: tuple[str, ...]) -> tuple[str, ...]:
    """The leads by name where the section or the task names units, by the group's name where it names a group.

    `all_leads` are those of the whole section.
    """
    units = unit_by_id(plan)
    if node.leads != all_leads:
        return tuple(short_name(units[lead]) for lead in node.leads)
    return tuple(short_name(units[ref]) if ref in units else group_name(plan, ref) for ref in section.section.to or ())


def _manner(plan: Plan, node: BoundEntry) -> str:
    """`direct`, `request`, or `both` where a task has leads of both manners."""
    units = unit_by_id(plan)
    manners = {manner_of(units[lead], node.section.manner).value for lead in node.leads}
    return "both" if len(manners) > 1 else next(iter(manners), Manner.DIRECT.value)


_SOURCE_RECIPIENTS = "Nơi nhận {reference}"
_ISSUER = "Cơ quan ban hành"
_NO_DUE_DATE = "……"
_MAX_DUE_LETTERS = 24
"""A deadline with more letters than this does not fit the narrow cell of the board: its date is shown there."""


def plan_distribution(output: OutputFolder, forms: FormsInTime, dossiers: Sequence[Dossier]) -> PrintedList:
    """The distribution list: who receives the plan itself, in the plan's words, and what each unit receives.

    A document's number and date are those under which it was issued; for a draft they are blanks to fill in.
    """
    plan, records = forms.plan, output.current_records()
    by_unit = group_files_by_unit(records, forms)
    source = [
        r for r in records.values() if r.document == SOURCE.name and (r.format != "pdf" or is_current(r, records))
    ]
    groups = [(_SOURCE_RECIPIENTS.format(reference=short_reference(plan)), tuple(_source_recipients(plan, source)))]
    for group, members in group_dossiers(dossiers).items():
        groups.append((group_name(plan, group), tuple(_recipient(d, by_unit[d.unit.id], forms) for d in members)))
    return distribution_list(Distribution(*_sheet_head(plan), tuple(groups)))


def _sheet_head(plan: Plan) -> tuple[str, str, str]:
    """Issuer, title and reference, which head every list."""
    return (
        full_name(unit_by_id(plan)[plan.header.issuer]),
        plan_title(plan),
        f"{short_reference(plan)} {plan_date(plan)}",
    )


def _source_recipients(plan: Plan, source: Sequence[FileRecord]) -> Iterator[Recipient]:
    """The recipients under Nơi nhận, each with a copy of the plan itself."""
    copy = _document_copy(SOURCE.name, source, f"Số {number_and_symbol(plan)}", plan_date(plan))
    return (Recipient(line.rstrip(";. "), "", (copy,)) for line in plan.recipients)


def _recipient(dossier: Dossier, records: Sequence[FileRecord], forms: FormsInTime) -> Recipient:
    unit, names = dossier.unit, _name_forms(records, forms)
    by_document = groupby(records, key=lambda record: (record.document, record.path.rpartition(".")[0]))
    copies = tuple(
        _document_copy(name, files, BLANK_NUMBER, BLANK_DATE, names.get(files[0].path, ""))
        for (name, _stem), found in by_document
        for files in [list(found)]
    )
    return Recipient(full_name(unit), f"{unit.id}/", copies)


def _document_copy(
    document: str, records: Sequence[FileRecord], number: str, date: str, form: str = ""
) -> DocumentCopy:
    """A document with its files; `number` and `date` are shown until it is issued; `form` says which form it is."""
    issued = next((record for record in records if record.number), None)
    if issued is not None:
        number, date = f"Số {issued.number}", f"ngày {format_date_texts(issued.date)[0]}" if issued.date else BLANK_DATE
    files = tuple(PurePosixPath(record.path).name for record in sorted(records, key=lambda r: r.format))
    return DocumentCopy(DOCUMENT_NAMES[document], number, date, files, form)


def plan_board(plan: Plan, dossiers: Sequence[Dossier]) -> PrintedList:
    """The board: every report that the plan asks for, by the units that owe it."""
    issuer = unit_by_id(plan)[plan.header.issuer]
    own_row = BoardRow(full_name(issuer), frozenset(o.id for o in obligations_of(plan, issuer.id)))
    groups: list[tuple[str, tuple[BoardRow, ...]]] = [(_ISSUER, (own_row,))]
    for group, members in group_dossiers(dossiers).items():
        rows = tuple(BoardRow(full_name(d.unit), frozenset(o.id for o in d.owed)) for d in members)
        groups.append((group_name(plan, group), rows))
    reports = tuple(_requested_report(plan, obligation) for obligation in plan.obligations)
    return board_list(Board(*_sheet_head(plan), reports, tuple(groups)))


def _requested_report(plan: Plan, obligation: Obligation) -> RequestedReport:
    due = shorten_dates(deadline_text(obligation.due))
    frequency = wording.FREQUENCIES[obligation.frequency]
    short = due or frequency
    if len(short) > _MAX_DUE_LETTERS:
        date = obligation.due.value if obligation.due else None
        short = format_date_texts(str(date))[0] if date else frequency
    to = receiver_text(plan, obligation, unit_by_id(plan)[plan.header.issuer])
    return RequestedReport(obligation.id, obligation.name, to, frequency, due or _NO_DUE_DATE, short)
