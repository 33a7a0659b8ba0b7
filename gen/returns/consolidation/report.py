"""Collection → the consolidated report: a Word document with pages for leaders, a draft and annexes; and a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from gen.derive import wording
from gen.derive.letterhead import dated_reference, short_reference, unit_frame
from gen.derive.subplan import receiver_text
from gen.documents import SUMMARY
from gen.errors import Diagnostic
from gen.plan.model import Unit
from gen.plan.units import full_name, short_name, unit_by_id
from gen.returns.collection import Collection
from gen.returns.consolidation.annexes import (
    list_missing_units,
    list_progress,
    list_sections,
    list_senders,
    list_targets,
    list_uncounted,
)
from gen.returns.consolidation.chart import chart_workbook, draw_progress, place_of
from gen.returns.consolidation.comparison import (
    TargetComparison,
    compare_indicators,
    compare_targets,
    summarize_earlier,
)
from gen.returns.consolidation.draft import write_draft
from gen.returns.consolidation.draft_file import report_code
from gen.returns.consolidation.evidence_annex import NO_EVIDENCE, EvidenceAnnex, list_pictures
from gen.returns.consolidation.figure_charts import FigureChart, draw_figures
from gen.returns.consolidation.figures import Comparisons, list_figures
from gen.returns.consolidation.leaders import write_leaders_part
from gen.returns.consolidation.own_part import NOTHING_WRITTEN, OwnPart, read_own_part, tell_blank
from gen.returns.consolidation.passages import Footing, Piece, Sourced, Words, join_words, plain_text, tell
from gen.returns.consolidation.sources import count_units, format_count
from gen.returns.consolidation.statements import name_units
from gen.returns.consolidation.sub_reports import NO_SUB_REPORTS, SubReports
from gen.returns.consolidation.summary import Summary, summarize
from gen.returns.consolidation.workbook import render_summary_workbook
from gen.text import format_long_date, join_or
from gen.word.charts import with_charts
from gen.word.comments import add_comments, read_comments
from gen.word.pictures import PrintablePicture, with_pictures
from gen.word.template.loading import DocumentProperties, WordTemplate
from gen.word.template.names import HinhAnh
from gen.word.template.names_returns import BieuDoSoLieu, ChiTieuChinh, Chuong, MauTongHop

_DRAFT_NOTE = (
    "Đây là dự thảo: mỗi số liệu có chú thích nói lấy từ ô nào, của đơn vị nào.\n"
    "Trước khi ký, gửi đi: gen issue --report TỆP.docx lập bản sạch, không còn chú thích."
)
"""The first comment: a draft that is sent as it is says what it is."""


_FIRST_CHART = 1
"""The number of the chart of progress among the drawings; charts of figures follow, then pictures."""


def describe_completeness(summary: Summary) -> str:
    """How many of the units that owe the report sent it, and which did not: the first line of the report."""
    return plain_text(_tell_completeness(summary))


def _tell_completeness(summary: Summary, lead: Piece = "Báo cáo này") -> Words:
    owing = [one.unit for one in summary.owing_units]
    if not summary.missing and not summary.unentered:
        return tell(
            "{lead} tổng hợp từ báo cáo của cả {count} đơn vị phải gửi.",
            lead=lead,
            count=count_units(summary, owing, "Phải gửi báo cáo, đã gửi"),
        )
    behind: list[Words] = []
    for words, units, what in (
        ("còn {count} đơn vị chưa gửi: {names}", summary.silent, "Chưa gửi báo cáo"),
        (
            "{count} đơn vị đã gửi tệp chưa tính được: {names}",
            summary.uncounted_senders,
            "Đã gửi tệp chưa tính được",
        ),
        ("{count} đơn vị đã gửi bản ký, chưa nhập số liệu: {names}", summary.unentered, "Mới gửi bản ký"),
    ):
        if units:
            names = name_units(summary, units)
            behind.append(tell(words, count=count_units(summary, units, what), names=names))
    lacking = [
        words
        for words, units in (
            ("chưa gửi", summary.silent),
            ("có tệp chưa tính được", summary.uncounted_senders),
            ("chưa nhập số liệu", summary.unentered),
        )
        if units
    ]
    left_out = f"đơn vị {join_or(lacking)}"
    counted = "có báo cáo tính được" if summary.uncounted_senders else "đã gửi"
    sent = [one.unit for one in summary.owing_units if one.submission is not None]
    of = count_units(summary, sent, "Đã gửi báo cáo")
    return tell(
        "{lead} tổng hợp từ báo cáo của {sent} đơn vị phải gửi; {behind}. "
        "Số liệu dưới đây chỉ là của các đơn vị {counted}; {left_out} không được tính là 0.",
        lead=lead, sent=Sourced(f"{of.text}/{format_count(len(owing))}", of.source), behind=join_words(behind, "; "),
        counted="đã nhập số liệu" if summary.unentered else counted, left_out=left_out,
    )  # fmt: skip


def build_report_values(
    summary: Summary, day: date, chart: HinhAnh, own: OwnPart, footing: Footing,
    comparisons: Mapping[str, TargetComparison] = MappingProxyType({}), figures: Comparisons = MappingProxyType({}),
    figure_charts: Sequence[FigureChart] = (), evidence: EvidenceAnnex = NO_EVIDENCE,
) -> MauTongHop:  # fmt: skip
    """The values of summary.docx, as of `day`, for the unit that consolidates the report and writes its `own` part.

    `comparisons` and `figures` are those of its targets and indicators with other periods, by their codes, of which
    `figure_charts` are drawn; `evidence` is the annex of pictures. What the comments on the figures say is put into
    `footing`.
    """
    plan, obligation, period = summary.collection.plan, summary.collection.obligation, summary.collection.period
    gatherer, issuer = _gatherer(summary.collection), unit_by_id(plan)[plan.header.issuer]
    to_itself = gatherer.id in (issuer.id, obligation.to)
    frame = unit_frame(plan, gatherer, SUMMARY.kind, ("Như trên;", wording.FILED))
    subject = ", ".join(filter(None, [f"Tổng hợp kết quả thực hiện {dated_reference(plan)}", period.label]))
    completeness = _tell_completeness(summary, Sourced("Báo cáo này", _DRAFT_NOTE))
    opening = (_opening(summary, full_name(gatherer), day),)
    leaders = write_leaders_part(summary, own, (completeness, opening))
    return MauTongHop(
        co_quan_cap_tren=frame.parent, co_quan=frame.issuer, so_ky_hieu=frame.number_line,
        dia_danh_ngay=frame.place_date, trich_yeu=subject, noi_nhan=frame.recipients, chu_ky=frame.authority,
        nguoi_ky=frame.signer, ma_tai_lieu=report_code(summary.collection),
        noi_gui=full_name(issuer) if to_itself else receiver_text(plan, obligation, gatherer),
        mo_dau=footing.write_each((completeness, opening)),
        gui_bao_cao=footing.write_each(leaders.sending), tien_do_chung=footing.write_each(leaders.progress),
        bieu_do=chart, chi_tieu_chung=footing.write_each(leaders.targets),
        chi_tieu_chinh=tuple(
            ChiTieuChinh(one.name, one.asked, footing.write(one.reached), one.verdict)
            for one in leaders.main_targets
        ),
        noi_bat=footing.write_each(leaders.standing_out), de_nghi=footing.write_each(leaders.requests),
        chuong=tuple(
            Chuong(one.number, one.heading, footing.write_passages(one.passages))
            for one in write_draft(summary, day, own, comparisons, figures)
        ),
        ket=(f"Trên đây là báo cáo {subject[:1].lower()}{subject[1:]} của {full_name(gatherer)}./.",),
        kem_theo=f"(Kèm theo Báo cáo số {frame.number_line.removeprefix('Số: ')} của {full_name(gatherer)})",
        tien_do=tuple(list_progress(summary)), cac_muc=tuple(list_sections(summary)),
        chi_tieu=tuple(list_targets(summary, comparisons)), so_sanh=bool(comparisons),
        so_lieu=tuple(list_figures(summary, figures)),
        bieu_do_so_lieu=tuple(
            BieuDoSoLieu(one.title, place_of(one.chart, number))
            for number, one in enumerate(figure_charts, _FIRST_CHART + 1)
        ),
        don_vi_thieu=tuple(list_missing_units(summary, day)), don_vi_gui=tuple(list_senders(summary)),
        khong_tinh=tuple(list_uncounted(summary)), minh_chung=evidence.rows, con_hinh=evidence.rest,
    )  # fmt: skip


def _gatherer(collection: Collection) -> Unit:
    """The unit that consolidates the report."""
    plan = collection.plan
    return unit_by_id(plan)[collection.obligation.through or plan.header.focal or plan.header.issuer]


def _opening(summary: Summary, gatherer: str, day: date) -> str:
    period = summary.collection.period
    when = f" {period.label}" if period.label else ""
    return (
        f"Thực hiện {short_reference(summary.collection.plan)}, {gatherer} tổng hợp kết quả{when} từ báo cáo của các "
        f"đơn vị nhận được đến hết {format_long_date(day.year, day.month, day.day)}, như sau:"
    )


@dataclass(frozen=True, slots=True)
class ConsolidatedReport:
    """The two files, the sentence on their completeness, and notices; the subject of the report, and whose it is.

    `comments` is how many comments the document has; `own` is what the unit that consolidates it has written itself.
    """

    docx: bytes
    xlsx: bytes
    completeness: str
    notices: tuple[Diagnostic, ...] = ()
    subject: str = ""
    issuer: str = ""
    comments: int = 0
    own: OwnPart = NOTHING_WRITTEN

    def files(self, folder: Path) -> dict[Path, bytes]:
        """The two files by their paths in `folder`."""
        return {folder / f"{SUMMARY.stem}.docx": self.docx, folder / f"{SUMMARY.stem}.xlsx": self.xlsx}


def consolidate(
    collection: Collection, template: WordTemplate, day: date, notices: tuple[Diagnostic, ...] = (),
    earlier: Sequence[Collection] = (), own: Path | None = None, sub_reports: SubReports = NO_SUB_REPORTS,
    drafts: Sequence[bytes] = (), pictures: Mapping[str, PrintablePicture | str] = MappingProxyType({}),
) -> ConsolidatedReport:  # fmt: skip
    """The consolidated report of what was received by the end of `day`.

    `earlier` are the collections of the periods with which a report that recurs is compared: the one before, and the
    year's earlier ones, in order. `own` is an earlier draft of it, from which what the consolidating unit wrote itself
    is taken; `drafts` are those that were made before, as they were made. `sub_reports` is what the forms say of the
    cells behind theirs; `pictures` are those of their answers by their sha256, or why one is not printed. Raises
    TemplateError TPL-007 where the template cannot be filled in; GenError RET-043 to RET-045.
    """
    summary = summarize(collection.received_by(day))
    before = summarize_earlier(summary, [one.received_by(day) for one in earlier])
    comparisons, figures = compare_targets(summary, before), compare_indicators(summary, before)
    gatherer = _gatherer(collection)
    words = OwnPart(short_name(gatherer), {})
    if own is not None:
        words = read_own_part(own, words.office, report_code(collection), drafts)
    chart, figure_charts, footing = draw_progress(summary), draw_figures(summary, figures), Footing()
    evidence = list_pictures(summary, pictures, _FIRST_CHART + len(figure_charts) + 1)
    values = build_report_values(
        summary, day, place_of(chart), words, footing, comparisons, figures, figure_charts, evidence
    )
    document = template.render(
        values, DocumentProperties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu)
    )
    charts = [(one, chart_workbook(one)) for one in (chart, *(of.chart for of in figure_charts))]
    docx = add_comments(with_pictures(with_charts(document.data, charts), evidence.pictures), footing.sources)
    return ConsolidatedReport(
        docx,
        render_summary_workbook(summary, values.trich_yeu, comparisons, sub_reports, figures),
        describe_completeness(summary),
        (*collection.notices, *notices, *words.notices, *tell_blank(words)),
        values.trich_yeu,
        full_name(gatherer),
        len(read_comments(docx)),
        words,
    )
