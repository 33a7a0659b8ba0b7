"""The documents on the shelf → what lists them: zips, workbook, page; and the list of contents to be printed."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gen.derive.dossier import Dossier
from gen.derive.letterhead import deadline_text, plan_date, short_reference, substitutions
from gen.derive.tally import tally
from gen.documents import SOURCE, UNIT_DOCUMENTS
from gen.files import sha256
from gen.pipeline.manifest import Record
from gen.pipeline.pdfs import is_current
from gen.pipeline.placing import Placed, Shelf, record_of
from gen.pipeline.superseding import is_superseded
from gen.plan.binding import Bound, BoundSection, bind
from gen.plan.fields import fill
from gen.plan.kinds import DEFAULTS, Manner
from gen.plan.model import Plan
from gen.plan.units import expand, full_name, group_ids, group_name, manner_of, short_name, unit_by_id
from gen.sheets.contents import contents_list
from gen.sheets.listing import ListedFile, ListedGroup, ListedUnit, Listing
from gen.sheets.page import render_page
from gen.sheets.printed import PrintedList
from gen.sheets.workbook import AssignmentRow, render_workbook
from gen.text import squeeze, without_emphasis

PAGE, WORKBOOK, CONTENTS = "index.html", "phan-cong.xlsx", "muc-luc.pdf"
DISTRIBUTION, BOARD = "phan-phoi.pdf", "theo-doi.pdf"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MANY = 10
"""More supporters than these are named by their groups, as far as they are whole groups."""


def make_zips(shelf: Shelf, dossiers: Sequence[Dossier]) -> list[Placed]:
    """A zip for each group of units that has documents, named by the group's id."""
    placed = []
    by_unit = files_by_unit(shelf.standing())
    for group, members in groups_of(dossiers).items():
        files = [file for dossier in members for file in by_unit[dossier.unit.id]]
        if files:
            contents = {file.path: shelf.folder.read(file.path) for file in files}
            data = _zip(contents)
            inputs = {path: sha256(content) for path, content in contents.items()}
            placed.append(shelf.put(record_of(f"{group}.zip", "archive", "zip", data, made_from=inputs), data))
    return placed


def make_workbook(shelf: Shelf, plan: Plan, dossiers: Sequence[Dossier]) -> Placed:
    """phan-cong.xlsx: who does what, and what each unit has."""
    rows = [row for section in bind(plan) for row in _assignment_rows(plan, section)]
    units = [replace(line, group=group_name(plan, line.group)) for line in map(tally, dossiers)]
    data = render_workbook(title_of(plan), rows, units)
    made_from = {"plan": shelf.manifest.plan_sha256}
    return shelf.put(record_of(WORKBOOK, "assignments", "xlsx", data, made_from=made_from), data)


def make_page(shelf: Shelf, plan: Plan, dossiers: Sequence[Dossier]) -> Placed:
    """index.html: every unit with its documents."""
    data = render_page(listing(shelf, plan, dossiers)).encode()
    return shelf.put(record_of(PAGE, "page", "html", data), data)


def contents(shelf: Shelf, plan: Plan, dossiers: Sequence[Dossier]) -> PrintedList:
    """The list of contents, which does not list itself."""
    return contents_list(listing(shelf, plan, dossiers, without=CONTENTS))


def listing(shelf: Shelf, plan: Plan, dossiers: Sequence[Dossier], without: str = "") -> Listing:
    """What stands on the shelf, for people; a PDF that shows another state of its Word file is left out."""
    records = shelf.standing()
    by_unit = files_by_unit(records)
    others = [r for name in (WORKBOOK, DISTRIBUTION, BOARD, CONTENTS) if name != without and (r := records.get(name))]
    source = [r for r in _current(records) if r.document == SOURCE.name]
    groups = [
        ListedGroup(group, group_name(plan, group), _listed(z) if (z := records.get(f"{group}.zip")) else None)
        for group in groups_of(dossiers)
    ]
    return Listing(
        plan.header.id,
        title_of(plan),
        f"{short_reference(plan)} {plan_date(plan)}",
        full_name(unit_by_id(plan)[plan.header.issuer]),
        str(plan.header.date),
        tuple(_listed_unit(d, by_unit[d.unit.id]) for d in dossiers),
        tuple(groups),
        tuple(_listed(r) for r in source),
        tuple(_listed(r) for r in others),
    )


def groups_of(dossiers: Sequence[Dossier]) -> dict[str, list[Dossier]]:
    """The dossiers under the group of their unit's kind, in the order of kinds."""
    found: dict[str, list[Dossier]] = {}
    for kind, kind_defaults in DEFAULTS.items():
        members = [d for d in dossiers if d.unit.kind is kind]
        if members:
            found[kind_defaults.group] = members
    return found


def title_of(plan: Plan) -> str:
    """What the plan is about, as its issuer says it."""
    return fill(plan.header.subject, substitutions(plan, unit_by_id(plan)[plan.header.issuer]))


def _current(records: dict[str, Record]) -> Iterator[Record]:
    for path in sorted(records):
        record = records[path]
        if record.format != "pdf" or is_current(record, records):
            yield record


def files_by_unit(records: dict[str, Record]) -> dict[str, list[Record]]:
    """Each unit's documents, its plan first, then its forms, each Word file before its PDF."""
    order = {document.name: place for place, document in enumerate(UNIT_DOCUMENTS)}
    found: dict[str, list[Record]] = defaultdict(list)
    for record in _current(records):
        if record.document in order and not is_superseded(record.path):
            found[record.unit].append(record)
    for files in found.values():
        files.sort(key=lambda r: (order[r.document], r.path.rpartition(".")[0], r.format))
    return found


def _listed(record: Record) -> ListedFile:
    return ListedFile(
        record.path,
        record.document,
        record.format,  # type: ignore[arg-type]
        record.size,
        record.pages,
        record.sha256,
    )


def _listed_unit(dossier: Dossier, records: Sequence[Record]) -> ListedUnit:
    line = tally(dossier)
    dates = {str(o.due.value) for o in dossier.forms if o and o.due and o.due.value}
    return ListedUnit(
        line.id,
        line.name,
        line.group,
        line.code,
        tuple(_listed(record) for record in records),
        line.lead,
        line.support,
        line.common,
        dates.pop() if len(dates) == 1 else line.due or None,
        line.due,
    )


def _zip(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in contents.items():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def _assignment_rows(plan: Plan, section: BoundSection) -> Iterator[AssignmentRow]:
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    topic = ""
    for node in section.walk():
        text = squeeze(without_emphasis(fill(node.entry.text, values)))
        if not node.is_task:
            topic = text
            continue
        item = node.entry.item
        yield AssignmentRow(
            node.entry.id,
            f"{section.entry.mark} {section.entry.text}",
            topic,
            text,
            _lead_names(plan, section, node),
            _supporter_names(plan, node),
            (item.others or "") if item else "",
            _manner(plan, node),
            deadline_text(item.due) if item else "",
            tuple(target.raw for target in item.targets) if item else (),
            section.section.common,
        )


def _lead_names(plan: Plan, section: BoundSection, node: Bound) -> tuple[str, ...]:
    """The leads by name where the section or the task names units, by the group's name where it names a group."""
    units = unit_by_id(plan)
    narrowed = node.leads != tuple(dict.fromkeys(lead for n in section.nodes for lead in n.leads))
    if narrowed:
        return tuple(short_name(units[lead]) for lead in node.leads)
    return tuple(short_name(units[ref]) if ref in units else group_name(plan, ref) for ref in section.section.to)


def _supporter_names(plan: Plan, node: Bound) -> tuple[str, ...]:
    """The supporters by name; the members of a group all of which support, where they are many, by the group's."""
    left = dict.fromkeys(node.supporters)
    names: list[str] = []
    for group in group_ids(plan) if len(left) > _MANY else ():
        members = expand(plan, [group])
        if len(members) > _MANY and left.keys() >= set(members):
            names.append(group_name(plan, group))
            left = {unit: None for unit in left if unit not in set(members)}
    units = unit_by_id(plan)
    return (*names, *(short_name(units[unit]) for unit in left))


def _manner(plan: Plan, node: Bound) -> str:
    """`direct`, `request`, or `both` where a task is laid on units of either sort."""
    units = unit_by_id(plan)
    manners = {manner_of(units[lead], node.section.manner).value for lead in node.leads}
    return "both" if len(manners) > 1 else next(iter(manners), Manner.DIRECT.value)
