"""The rows of the index → the document list to be printed (mục lục hồ sơ), and by an engine for lists its PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.index import RECEIVED, IndexRow
from gen.archiving.bag.layout import REGISTER
from gen.errors import Diagnostic, EngineError
from gen.pdf import DEFAULT_ENGINE, Engine, SourceFormat, engine_named
from gen.pipeline.lists import plan_title
from gen.plan.model import Archive, Plan
from gen.plan.units import full_name, unit_by_id
from gen.sheets.formats import format_count
from gen.sheets.printed import Column, ListTable, PrintedList, RowGroup, cell
from gen.sheets.printing import print_list

_COLUMNS = (
    Column("STT", 5.5, "figure"), Column("Số, ký hiệu", 15, letters=16), Column("Ngày, tháng, năm", 12, letters=10),
    Column("Tên loại và trích yếu", 30, letters=34), Column("Tác giả", 17, letters=18),
    Column("Số trang", 6.5, "figure"), Column("Ghi chú", 14, letters=14),
)  # fmt: skip
_BLANK = "……………"
_TERMS = (
    "Hồ sơ: {plan}. Mã lưu trữ: {code}. Thời hạn lưu trữ: {retention}. Chế độ sử dụng: {access}. Số văn bản: {total}."
)


@dataclass(frozen=True, slots=True)
class DocumentListHead:
    """The head of the list; a term that the plan does not state is a visible blank. `date` is the plan's, ISO."""

    plan_id: str
    date: str
    issuer: str
    title: str
    code: str = ""
    retention: str = ""
    access: str = ""


def list_head(plan: Plan) -> DocumentListHead:
    """The head of the document list of a plan."""
    archive = plan.archive or Archive()
    issuer = full_name(unit_by_id(plan)[plan.header.issuer])
    terms = (archive.code or "", archive.retention or "", archive.access or "")
    return DocumentListHead(plan.header.id, str(plan.header.date), issuer, plan_title(plan), *terms)


def register_list(head: DocumentListHead, rows: Sequence[IndexRow]) -> PrintedList:
    """The document list, one line a document."""
    terms = _TERMS.format(
        plan=head.plan_id, code=head.code or _BLANK, retention=head.retention or _BLANK, access=head.access or _BLANK,
        total=format_count(len(rows)),
    )  # fmt: skip
    table = ListTable(_COLUMNS, tuple(_entry(number, row) for number, row in enumerate(rows, 1)))
    return PrintedList("Mục lục hồ sơ", head.issuer, head.title, "", terms, (table,), head.plan_id, head.date)


def _entry(number: int, row: IndexRow) -> RowGroup:
    # what came to the office has no number of the office's that could still be filled in
    mark = "" if row.state == RECEIVED else f"{row.number or '……'}/{row.symbol or '……'}"
    note = "; ".join(filter(None, (row.state, row.signature, row.note)))
    date = "/".join(reversed(row.date.split("-")))
    # the name of a report that came back begins with its kind already
    title = row.subject if row.subject.startswith(row.kind) else f"{row.kind} {row.subject}".strip()
    texts = (str(number), mark, date, title, row.issuer, row.pages, note)
    return RowGroup((tuple(cell(text) for text in texts),))


def print_document_list(printed: PrintedList, sheets: str | None = None) -> tuple[bytes | None, list[Diagnostic]]:
    """The list as a PDF by the engine called `sheets`, the same bytes for the same list.

    None and the notice ARC-013 where `sheets` is None and the default engine cannot run. Raises EngineError PDF-001
    and PDF-002 as `gen.pdf.engine_named` where `sheets` names an engine.
    """
    try:
        engine = engine_named(sheets or DEFAULT_ENGINE, SourceFormat.SHEETS)
    except EngineError as error:
        if sheets:
            raise
        return None, [_warn_no_list(found.message) for found in error.diagnostics]
    return _print_list(printed, engine)


def _print_list(printed: PrintedList, engine: Engine) -> tuple[bytes | None, list[Diagnostic]]:
    with tempfile.TemporaryDirectory(prefix="gen-archive-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / REGISTER
        outcome = print_list(printed, engine, target)
        if outcome.error is not None:
            return None, [_warn_no_list(outcome.error.message)]
        return target.read_bytes(), []


def _warn_no_list(reason: str) -> Diagnostic:
    return diagnostics.archive.NO_DOCUMENT_LIST.at(reason=reason)
