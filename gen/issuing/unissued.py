"""A plan and its results → a table of the documents without a number, to be filled in and given back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.derive.letterhead import substitutions
from gen.documents import document_named
from gen.errors import BuildError, Diagnostic, Location
from gen.folders import Folder, open_folder
from gen.history import load_current
from gen.history.judged import JudgedOccasion
from gen.issuing.entries import document_in_words
from gen.issuing.forms import IssuableForms
from gen.os_errors import describe_os_error
from gen.outputs import write_new_outputs
from gen.pipeline.manifest import load_records
from gen.pipeline.period_forms import FormsInTime, list_forms
from gen.pipeline.register import read_register
from gen.pipeline.rendering import document_path
from gen.pipeline.request import UnitDocument
from gen.pipeline.restored import require_newest_records
from gen.pipeline.selection import own_documents, units_in
from gen.pipeline.state import read_state
from gen.plan.fields import fill
from gen.plan.model import Plan, Unit
from gen.plan.units import document_recipients, full_name, numbers_documents, unit_by_id
from gen.sheets.xlsx import SheetTable, escape_formula, render_xlsx
from gen.text import fold
from gen.word.issue_number import NumberPlaceError, read_symbol

_ID, _UNIT, _DOCUMENT, _OBLIGATION, _PERIOD = "Mã đơn vị", "Đơn vị", "Văn bản", "Chế độ báo cáo", "Kỳ báo cáo"
_SYMBOL, _NUMBER, _DATE = "Ký hiệu", "Số", "Ngày ban hành"
_WIDTHS = {_ID: 18, _UNIT: 46, _DOCUMENT: 12, _OBLIGATION: 36, _PERIOD: 26, _SYMBOL: 20, _NUMBER: 12, _DATE: 16}
_TO_FILL_IN = ((_NUMBER, "@"), (_DATE, "dd/mm/yyyy"))
"""Numbers are kept as they are typed: Excel would make a date of 12/5."""
_WHAT_TO_DO = "Điền Số và Ngày ban hành của văn bản đã ký; dòng chưa có số thì để trống cả hai ô."


@dataclass(frozen=True, slots=True)
class UnissuedDocument:
    """A built document without a number, of a unit, and the symbol that it bears; `period` is a form's, in words."""

    of: UnitDocument
    unit: Unit
    symbol: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class UnissuedDocuments:
    """The built documents without a number, how many are issued or not built, and what cannot be issued (ISS-036)."""

    plan: Plan
    documents: tuple[UnissuedDocument, ...]
    issued: int
    unbuilt: int
    notices: tuple[Diagnostic, ...]


def write_issue_table(plan: Path, out: str, to: Path, *, force: bool = False) -> UnissuedDocuments:
    """Write the table of the documents without a number to the file `to`, .xlsx or .csv; what is in it.

    An existing file is replaced only with `force`. Raises BuildError ISS-034 for another kind of file, ISS-035 where
    there is no such document, BUILD-029 to BUILD-031 where register or manifest are not the newest; GenError RET-006,
    RET-007 where the file cannot be written or exists.
    """
    render = {".xlsx": render_workbook, ".csv": render_csv}.get(to.suffix.lower())
    if render is None:
        raise BuildError.one(diagnostics.issue.NOT_A_TABLE_NAME.at(name=f'"{to.name}"'))
    found = list_unissued(plan, out)
    if not found.documents:
        raise BuildError.one(diagnostics.issue.NOTHING_TO_NUMBER.at(issued=found.issued, unbuilt=found.unbuilt))
    write_new_outputs({to: render(found)}, force=force)
    return found


def list_unissued(plan: Path, out: str) -> UnissuedDocuments:
    """The documents in the results of the plan that have no number yet, in the plan's order of units.

    Those of units that number nothing are not among them.

    Raises BuildError BUILD-029 to BUILD-031 where register or manifest are not the newest.
    """
    current = load_current(plan)
    folder = open_folder(out).subfolder(current.plan.header.id)
    register, existing, records = read_register(plan), folder.paths(), load_records(folder)
    require_newest_records(folder, records.values(), existing, read_state(folder), register)
    issued = register.list_current()
    known = IssuableForms(FormsInTime(current.revisions), folder, existing, records, register)
    documents: list[UnissuedDocument] = []
    notices: list[Diagnostic] = []
    counts: Counter[str] = Counter()
    for one, unit, occasion in _list_documents(known):
        if not numbers_documents(unit):
            continue
        if one in issued:
            counts["issued"] += 1
        elif document_path(one) not in existing:
            counts["unbuilt"] += 1
        else:
            symbol = _read_symbol(folder, document_path(one))
            if isinstance(symbol, Diagnostic):
                notices.append(symbol)
            words = occasion.period.label if occasion is not None else ""
            documents.append(UnissuedDocument(one, unit, symbol if isinstance(symbol, str) else "", words))
    return UnissuedDocuments(current.plan, tuple(documents), counts["issued"], counts["unbuilt"], tuple(notices))


def _list_documents(known: IssuableForms) -> Iterator[tuple[UnitDocument, Unit, JudgedOccasion | None]]:
    """Every document that there may be, in the plan's order of units, the forms of each by their periods.

    Of a report that is owed more than once these are the forms of the periods of which some are built or issued; where
    there is none, one for no period, which is not built.
    """
    plan = known.forms.plan
    forms: dict[str, list[tuple[UnitDocument, JudgedOccasion | None]]] = {}
    for one, occasion in known.list_all():
        forms.setdefault(one.unit, []).append((one, occasion))
    places = {unit.id: place for place, unit in enumerate(plan.units)}
    own = {unit.id for unit in document_recipients(plan)}
    with_plans = {unit.id for _plan, unit in units_in(known.forms.views(()))}
    for _view, unit in sorted(units_in(known.views()), key=lambda found: places.get(found[1].id, len(places))):
        if unit.id in with_plans:
            yield from ((one, unit, None) for one in own_documents(unit))
        yield from ((one, unit, occasion) for one, occasion in forms.get(unit.id, ()))
        answered = {occasion.obligation.id for _one, occasion in forms.get(unit.id, ()) if occasion is not None}
        for one, obligation in list_forms(plan, unit) if unit.id in own else ():
            if obligation is not None and obligation.id not in answered:
                yield one, unit, None


def _read_symbol(folder: Folder, path: str) -> str | Diagnostic:
    try:
        return read_symbol(folder.read(path))
    except OSError as error:
        reason = describe_os_error(error)
    except NumberPlaceError as no_place:
        reason = str(no_place)
    name = folder.display_path(path)
    return diagnostics.issue.NO_PLACE_FOR_NUMBER.at(Location(name), name=path.rpartition("/")[2], reason=reason)


def render_workbook(found: UnissuedDocuments) -> bytes:
    """The table as a workbook, with the cells to fill in marked."""
    headings, *rows = _table(found)
    plan = found.plan
    subject = fill(plan.header.subject, substitutions(plan, unit_by_id(plan)[plan.header.issuer]))
    columns = tuple((heading, _WIDTHS[heading]) for heading in headings)
    sheet = SheetTable("Cho số", columns, rows, _TO_FILL_IN)
    return render_xlsx(f"Cho số văn bản: {subject}. {_WHAT_TO_DO}", [sheet])


def render_csv(found: UnissuedDocuments) -> bytes:
    """The table for Excel: a byte order mark, by which Excel detects UTF-8, and no cell that it reads as a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([escape_formula(cell) for cell in row] for row in _table(found))
    return out.getvalue().encode("utf-8-sig")


def _table(found: UnissuedDocuments) -> list[Sequence[str]]:
    """The headings and a row for each document; no column for what no document has."""
    has_reports = any(one.of.obligation for one in found.documents)
    has_periods = any(one.period for one in found.documents)
    names = _obligation_names(found.plan)
    rows = [
        {
            _ID: one.of.unit,
            _UNIT: full_name(one.unit),
            _DOCUMENT: document_in_words(document_named(one.of.document)),
            **({_OBLIGATION: names.get(one.of.obligation, "")} if has_reports else {}),
            **({_PERIOD: one.period} if has_periods else {}),
            _SYMBOL: one.symbol,
            _NUMBER: "",
            _DATE: "",
        }
        for one in found.documents
    ]
    return [[*rows[0]], *([*row.values()] for row in rows)]


def _obligation_names(plan: Plan) -> dict[str, str]:
    """What the table calls each report: its name where it is no other's, else its id."""
    counts = Counter(fold(obligation.name) for obligation in plan.obligations)
    return {one.id: one.name if counts[fold(one.name)] == 1 else one.id for one in plan.obligations}
