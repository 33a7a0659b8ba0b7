"""A kind of document × a Dossier → what the document says, the names of its template, and their values.

Only this module looks up what `gen.documents` names as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache, lru_cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import Any, Protocol, cast

from gen.derive import wording
from gen.derive.amendments import amended_reference
from gen.derive.annex import AnnexRow
from gen.derive.answers import FormField, indicator_fields, report_fields, row_fields, target_fields
from gen.derive.blocks import Block, PrintedPart, Shape
from gen.derive.dossier import Dossier
from gen.derive.form import FormRow, IndicatorRow, ReportForm, TargetRow
from gen.derive.form_fields import NOT_ASKED_SIGN, Area, fields_of, row_label
from gen.derive.letterhead import (
    Frame,
    full_reference,
    number_and_symbol,
    plan_date,
    short_reference,
    substitutions,
)
from gen.derive.source import SourcePlan
from gen.derive.subplan import ReportRow, SubPlan
from gen.derive.work import WorkRow
from gen.documents import DOCUMENTS, DocumentKind
from gen.plan.fields import fill
from gen.plan.model import Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.units import full_name, scope, short_name, unit_by_id
from gen.reporting.periods import Period
from gen.sharing import join_pieces, map_shared, once_if_shared, pieces_of
from gen.text import remove_emphasis
from gen.word.template.names import (
    BaoCao,
    ChiTieu,
    Chung,
    CongViec,
    Doan,
    Dong,
    DonVi,
    Emphasised,
    KeHoach,
    MauBaoCao,
    MauKeHoach,
    MauKeHoachGoc,
    Nhom,
    ODien,
    Phan,
    PhuLuc,
    SoLieu,
    ViecPhuLuc,
)


class DocumentContent(Protocol):
    """What a document says, without its formatting."""

    @property
    def frame(self) -> Frame:
        """Its letterhead, recipients and signature."""

    @property
    def subject(self) -> str:
        """What it is about."""


def content_of(
    document: DocumentKind, dossier: Dossier, replacing: str = "", obligation: str = "", period: Period | None = None
) -> DocumentContent:
    """What the unit's document says; `replacing` is the sentence about the one that it replaces, if any.

    Of several forms of a unit it is the one that answers the obligation with this id, for that period.
    """
    asked = (obligation, period) if document.is_form else ()
    return cast(DocumentContent, _resolve_reference(document.content)(dossier, replacing, *asked))


def values_of(document: DocumentKind, dossier: Dossier, content: DocumentContent, code: str) -> Chung:
    """The values of the template's names for a document with this content and this code."""
    if document.values:
        return cast(Chung, _resolve_reference(document.values)(dossier, content, code))
    given = {**common_values(content.frame, content.subject, code), **of_unit(dossier)}
    names = names_of(document)
    return names(**{f.name: given[f.name] if f.name in given else getattr(content, f.name) for f in fields(names)})


def names_of(document: DocumentKind) -> type[Chung]:
    """The class of the names that the document's template may use."""
    return cast(type[Chung], _resolve_reference(document.names))


@cache
def _resolve_reference(reference: str) -> Callable[..., Any]:
    return cast(Callable[..., Any], resolve_name(reference))


TEMPLATES: dict[str, type[Chung]] = {document.template: names_of(document) for document in DOCUMENTS}
"""Each template and the names that it may use."""

_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})

_SHAPES = {
    Shape.SECTION: "muc",
    Shape.SUBSECTION: "tieu_muc",
    Shape.POINT: "diem",
    Shape.DASH: "gach",
    Shape.PLUS: "cong",
    Shape.PARAGRAPH: "doan",
}


def plan_values(dossier: Dossier, plan: SubPlan, code: str) -> MauKeHoach:
    """The values of plan.docx."""
    work, reports = _work(plan.work), tuple(map(_report, plan.reports))
    parts = tuple(
        _part(part, work if part.number == plan.work_part else (), reports if part.number == plan.report_part else ())
        for part in plan.parts
    )
    return MauKeHoach(
        **common_values(plan.frame, plan.subject, code),
        **of_unit(dossier),
        can_cu=plan.bases,
        mo_dau=plan.opening,
        cac_phan=parts,
        ket=plan.closing,
        phu_luc=_annex(plan.annex),
        kem_theo=plan.annex_reference,
        co_lanh_dao=any(row.leader for row in plan.annex),
        co_tham_quyen=any(row.authority for row in plan.annex),
    )


def report_values(
    dossier: Dossier, form: ReportForm, code: str, answers: Mapping[str, str] = _NO_ANSWERS,
    earlier: Mapping[str, str] = _NO_ANSWERS,
) -> MauBaoCao:  # fmt: skip
    """The values of report.docx; `answers` are those already given, by the key of their field.

    `earlier` says by the code of a row what the unit reported of it in the period before.
    """
    groups, first = [], _FIRST_BOOKMARK
    for group in form.groups:
        rows, first = _rows(group.rows, first, answers, earlier)
        groups.append(Nhom(group.label, group.heading, rows))
    targets, first = _targets(form.targets, first, answers, earlier)
    indicators, first = _indicators(form.indicators, first, answers, earlier)
    cells = _cells(report_fields(), first, answers)
    of_report: dict[str, Any] = {
        one.template_name: cell for one, cell in zip(fields_of(Area.REPORT), cells, strict=True)
    }
    return MauBaoCao(
        **values_beside_answers(dossier, form, code),
        nhom=tuple(groups),
        chi_tieu=targets,
        so_lieu=indicators,
        **of_report,
    )


def values_beside_answers(dossier: Dossier, form: ReportForm, code: str) -> dict[str, Any]:
    """The values of those names of report.docx that stand outside of its tables."""
    return {
        **common_values(form.frame, form.subject, code),
        **of_unit(dossier),
        "noi_gui": form.receiver,
        "ky_bao_cao": form.period,
        "huong_dan": form.guidance,
    }


_FIRST_BOOKMARK = 1000
"""Word numbers its own bookmarks from 0 on."""
_NO_CELL = ODien("", "", "", 0)
_NOT_ASKED = ODien("", "", NOT_ASKED_SIGN, 0)


def _cells(fields: Sequence[FormField], first: int, answers: Mapping[str, str]) -> list[ODien]:
    """The cells of a row, with the answers already given; their bookmarks are numbered from `first` on."""
    return [
        ODien(field.key, field.kind.value, answers.get(field.key, ""), number)
        for number, field in enumerate(fields, first)
    ]


_remembered = lru_cache(maxsize=4096)
"""Many units have the same rows and paragraphs."""


def _rows(
    rows: tuple[FormRow, ...], first: int, answers: Mapping[str, str], earlier: Mapping[str, str]
) -> tuple[tuple[Dong, ...], int]:
    """The rows of a group, and the number of the bookmark that comes after them."""
    made = []
    for piece in pieces_of(rows):
        is_own = bool(answers or earlier)
        made.append(tuple(_make_rows(piece, first, answers, earlier)) if is_own else _blank_rows(piece, first))
        first += _count_task_fields(piece)
    return join_pieces(made), first


@once_if_shared
def _count_task_fields(rows: tuple[FormRow, ...]) -> int:
    return sum(len(row_fields(row)) for row in rows)


def _make_rows(
    rows: tuple[FormRow, ...], first: int, answers: Mapping[str, str] = _NO_ANSWERS,
    earlier: Mapping[str, str] = _NO_ANSWERS,
) -> Iterator[Dong]:  # fmt: skip
    for row in rows:
        cells = _cells(row_fields(row), first, answers)
        first += len(cells)
        answers_of_row = cells or [_NO_CELL] * len(fields_of(Area.TASK))
        told = earlier.get(row.code, "") if row.code else ""
        yield Dong(row.is_heading, row_label(row.code), row.text, row.due, row.product, told, *answers_of_row)


def _targets(
    targets: tuple[TargetRow, ...], first: int, answers: Mapping[str, str], earlier: Mapping[str, str]
) -> tuple[tuple[ChiTieu, ...], int]:
    """The rows of the targets, and the number of the bookmark that comes after them."""
    is_own = bool(answers or earlier)
    made = tuple(_make_targets(targets, first, answers, earlier)) if is_own else _blank_targets(targets, first)
    return made, first + sum(len(target_fields(target)) for target in targets)


def _make_targets(
    targets: tuple[TargetRow, ...], first: int, answers: Mapping[str, str] = _NO_ANSWERS,
    earlier: Mapping[str, str] = _NO_ANSWERS,
) -> Iterator[ChiTieu]:  # fmt: skip
    for target in targets:
        cells = _cells(target_fields(target), first, answers)
        yield ChiTieu(row_label(target.code), target.text, target.planned, earlier.get(target.code, ""), *cells)
        first += len(cells)


def _indicators(
    rows: tuple[IndicatorRow, ...], first: int, answers: Mapping[str, str], earlier: Mapping[str, str]
) -> tuple[tuple[SoLieu, ...], int]:
    """The rows of the table of figures, and the number of the bookmark that comes after them."""
    made = []
    for row in rows:
        cells = _cells(indicator_fields(row), first, answers)
        first += len(cells)
        previous = [] if row.asks_previous else [_NOT_ASKED]
        told = earlier.get(row.code, "")
        stated = (row_label(row.code), row.text, row.unit, row.formula, row.is_member, told)
        made.append(SoLieu(*stated, *previous, *cells))
    return tuple(made), first


_blank_rows, _blank_targets = map_shared(_make_rows), map_shared(_make_targets)


def source_values(plan: SourcePlan, code: str) -> MauKeHoachGoc:
    """The values of source-plan.docx.

    Without closing paragraphs the last one of the plan stands in their place, which keeps the signature with it: no
    page has the signature alone.
    """
    parts, closing = plan.parts, plan.closing
    if not closing and parts and parts[-1].blocks and not parts[-1].blocks[-1].bold:
        *blocks, last = parts[-1].blocks
        parts = (*parts[:-1], replace(parts[-1], blocks=tuple(blocks)))
        closing = (" ".join(filter(None, [last.mark, last.text])),)
    return MauKeHoachGoc(
        **common_values(plan.frame, plan.subject, code),
        mo_dau=tuple(Emphasised(text) for text in plan.opening),
        cac_phan=tuple(_part(part, (), ()) for part in parts),
        ket=tuple(Emphasised(text) for text in closing),
        phu_luc=tuple(PhuLuc(part.heading, _blocks(part.blocks)) for part in plan.annexes),
    )


def common_values(frame: Frame, subject: str, code: str) -> dict[str, Any]:
    """The names that every template has."""
    return {
        "co_quan_cap_tren": frame.parent,
        "co_quan": frame.issuer,
        "so_ky_hieu": frame.number_line,
        "dia_danh_ngay": frame.place_date,
        "trich_yeu": subject,
        "noi_nhan": frame.recipients,
        "chu_ky": frame.authority,
        "nguoi_ky": frame.signer,
        "ma_tai_lieu": code,
    }


def of_unit(dossier: Dossier) -> dict[str, Any]:
    """The names that every document of a unit has: the unit and the plan."""
    source = _source(dossier.plan)
    reference = amended_reference(dossier, source.dan_chieu)
    source = source if reference == source.dan_chieu else replace(source, dan_chieu=reference)
    return {"don_vi": _unit(dossier.plan, dossier.unit), "ke_hoach": source}


def _unit(plan: Plan, unit: Unit) -> DonVi:
    return DonVi(unit.id, full_name(unit), short_name(unit), scope(unit, plan))


@cached_per_plan
def _source(plan: Plan) -> KeHoach:
    issuer = unit_by_id(plan)[plan.header.issuer]
    subject = fill(plan.header.subject, substitutions(plan, issuer))
    reference = full_reference(plan, subject)
    return KeHoach(
        number_and_symbol(plan),
        plan_date(plan),
        full_name(issuer),
        short_name(issuer),
        subject,
        reference,
        short_reference(plan),
    )


def _part(part: PrintedPart, work: tuple[CongViec, ...], reports: tuple[BaoCao, ...]) -> Phan:
    return Phan(
        part.number,
        part.heading,
        _blocks(part.blocks),
        work,
        any(row.han != wording.NO_DEADLINE for row in work),
        reports,
    )


@map_shared
def _work(rows: tuple[WorkRow, ...]) -> Iterator[CongViec]:
    return (CongViec(row.number, row.text, row.source, row.due, row.done) for row in rows)


@map_shared
def _annex(rows: tuple[AnnexRow, ...]) -> Iterator[ViecPhuLuc]:
    return (
        ViecPhuLuc(
            row.number, row.text, row.leads, row.supporters,
            *(said or wording.NO_DEADLINE for said in (row.due, row.leader, row.product, row.authority)),
        )
        for row in rows
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _report(row: ReportRow) -> BaoCao:
    return BaoCao(row.name, row.receiver, row.frequency, row.due, row.source, row.sentence)


@map_shared
def _blocks(blocks: tuple[Block, ...]) -> Iterator[Doan]:
    return map(_block, blocks)


def _block(block: Block) -> Doan:
    # In Word bold is a toggle: bold words inside a bold heading would come out plain.
    text = remove_emphasis(block.text) if block.bold else block.text
    source = "; ".join(filter(None, [block.leads, block.source]))
    return Doan(_SHAPES[block.shape], block.bold, block.mark, Emphasised(text), source, block.leads)
