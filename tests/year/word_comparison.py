"""What the consolidated report says in Word × what was reckoned → every sentence and figure that differs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from zipfile import ZipFile

from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import load_workbook

from gen.returns.reasons import Reason, official_words
from tests.support import docx_text
from tests.support.docx_comments import commented_text, read_comment_texts
from tests.year.boards import working_days
from tests.year.differences import Differences
from tests.year.office import Office
from tests.year.prose import BOUNDS, DETAILS, TOLD_FIRST, Draft, LeadersPages, figure
from tests.year.reckoning import Compared, Report, TargetSum, TaskCount, UnitReport, is_of_older_text
from tests.year.scenario import LABELS, SECTIONS, STATUSES, TEXTS, Occasion, Row, Target
from tests.year.words import (
    COLUMNS,
    few_names,
    full_name,
    long_day,
    percent,
    place,
    short_day,
    short_name,
    task_words,
    what_of,
    why_set_apart,
    with_more,
    written,
)

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LEGEND = (*STATUSES, "Chưa ghi tình trạng", "Chưa có báo cáo")
DRAFT_NOTE = (
    "Đây là dự thảo: mỗi số liệu có chú thích nói lấy từ ô nào, của đơn vị nào. "
    "Trước khi ký, gửi đi: gen issue --report TỆP.docx lập bản sạch, không còn chú thích."
)
_FEW = 4


def find_word_differences(
    office: Office, expected: Report, compared: Mapping[Row, Compared], occasion: Occasion, day: date, docx: bytes,
    completeness: str,
) -> Differences:  # fmt: skip
    """Every sentence, comment, row and bar that is not as it was reckoned."""
    differences = Differences()
    differences.in_order("câu đầu", [_completeness(expected, compared, _codes(office, expected))[1]], [completeness])
    _compare_prose(office, expected, compared, occasion, day, docx, differences)
    progress = _progress(expected)
    table = [[row[0], *map(int, row[1:])] for row in docx_text.rows(docx, "Mục của kế hoạch")[1:]]
    differences.in_order(
        "tiến độ",
        [[name, sum(n), *(n[at] for at in TOLD_FIRST), *n[len(STATUSES) :]] for name, n in progress.items()], table,
    )  # fmt: skip
    _compare_chart(progress, docx, differences)
    differences.in_order(
        "nhiệm vụ", list(_tasks(office, expected)), _wide_rows(docx, "Nhiệm vụ, đơn vị phối hợp", "Đơn vị chủ trì")
    )
    targets = [
        row for target in expected.targets for row in _target(office, expected, compared[target], target, occasion)
    ]
    differences.in_order("chỉ tiêu", targets, _wide_rows(docx, "Tử số", "Mẫu số"))
    missing = [_missing(expected, unit, n, day, occasion) for n, unit in enumerate(expected.missing, 1)]
    differences.in_order("chưa có báo cáo", missing, _rows_of(docx, "TT", "Đơn vị chưa có báo cáo"))
    sent = [unit for unit in expected.owing if expected.came_first(unit)]
    units = [_unit(office, expected, unit, n) for n, unit in enumerate(sent, 1)]
    differences.in_order("đã gửi", units, _rows_of(docx, "TT", "Đơn vị đã gửi"))
    uncounted = [_blank_gone(row) for row in docx_text.rows(docx, "Đơn vị, tệp")[1:]]
    differences.by_count("không tính", _uncounted(office, expected), uncounted)
    return differences


def _codes(office: Office, expected: Report) -> dict[Row, str]:
    return {row: office.code_of(row, expected.text) for row in (*expected.tasks, *expected.targets)}


# ---- pages for leaders, and the draft -----------------------------------------------


def _compare_prose(
    office: Office, expected: Report, compared: Mapping[Row, Compared], occasion: Occasion, day: date, docx: bytes,
    differences: Differences,
) -> None:  # fmt: skip
    """The sentences with their comments; how much is named and quoted is one of the steps that there are."""
    codes = _codes(office, expected)
    found = _prose_of(docx)
    begin = found.index("TÓM TẮT") if "TÓM TẮT" in found else 0
    middle = next((n for n, one in enumerate(found) if one.startswith("I. CÔNG TÁC")), len(found))
    number = "Kế hoạch số /KH-UBND"
    opening = (
        f"Thực hiện {number}, Ủy ban nhân dân huyện Sông Đà tổng hợp kết quả {LABELS[occasion]} từ báo cáo của các "
        f"đơn vị nhận được đến hết {long_day(day)}, như sau:"
    )
    first = _completeness(expected, compared, codes)[0]
    differences.in_order("mở đầu", [first, opening], found[max(begin - 2, 0) : begin])
    leaders, draft = LeadersPages(expected, compared, codes), Draft(expected, compared, codes)
    uncounted = len(list(_uncounted_answers(expected)))
    choices = ([*leaders.paragraphs(one, uncounted)] for one in BOUNDS)
    differences.add(_nearest("tóm tắt", choices, found[begin + 1 : middle]))
    differences.in_order(
        "bảng chỉ tiêu tóm tắt", leaders.main_targets(), _rows_of(docx, "Chỉ tiêu", "Mức giao", with_comments=True)
    )  # fmt: skip
    differences.add(_nearest("dự thảo", ([*draft.paragraphs(day, one)] for one in DETAILS), found[middle:]))


def _nearest(what: str, choices: Iterator[list[str]], found: list[str]) -> Differences:
    """The differences from that choice from which there are the fewest."""
    results = []
    for one in choices:
        differences = Differences()
        differences.in_order(what, one, found)
        results.append(differences)
    return min(results, key=len)


def _prose_of(docx: bytes) -> list[str]:
    """The paragraphs outside of tables, each figure with its comment, up to the closing sentence."""
    comments = read_comment_texts(docx)
    found = []
    for block in docx_text.open_docx(docx).iter_inner_content():
        if isinstance(block, Paragraph):
            words = " ".join(commented_text(block, comments).split())
            if words.startswith("Trên đây là báo cáo"):
                break
            found += [re.sub(r"(Nội dung không tính): [^⟧]*", r"\1", words)] if words else []
    return found


def _completeness(
    expected: Report, compared: Mapping[Row, Compared], codes: Mapping[Row, str]
) -> tuple[str, str]:  # fmt: skip
    """The first sentence, with the comments of its figures and without."""
    told = LeadersPages(expected, compared, codes)
    silent, set_apart, unentered = expected.silent, expected.set_apart, expected.unentered
    first = figure("Báo cáo này", DRAFT_NOTE)
    if not silent and not set_apart and not unentered:
        count = told.units(expected.owing, "Phải gửi báo cáo, đã gửi")
        words = f"{first} tổng hợp từ báo cáo của cả {count} đơn vị phải gửi."
        return words, without_comments(words)
    behind, lacking, counted = [], [], "đã gửi"
    if silent:
        behind.append(f"còn {told.units(silent, 'Chưa gửi báo cáo')} đơn vị chưa gửi: {told.names(silent)}")
        lacking.append("chưa gửi")
    if set_apart:
        count = told.units(set_apart, "Đã gửi tệp chưa tính được")
        behind.append(f"{count} đơn vị đã gửi tệp chưa tính được: {told.names(set_apart)}")
        lacking.append("có tệp chưa tính được")
        counted = "có báo cáo tính được"
    if unentered:
        count = told.units(unentered, "Mới gửi bản ký")
        behind.append(f"{count} đơn vị đã gửi bản ký, chưa nhập số liệu: {told.names(unentered)}")
        lacking.append("chưa nhập số liệu")
        counted = "đã nhập số liệu"
    *before, last = lacking
    left_out = f"đơn vị {', '.join(before)} hoặc {last}" if before else f"đơn vị {last}"
    sent = [one for one in expected.owing if one in expected.units]
    count = told.units(sent, "Đã gửi báo cáo", of=len(expected.owing))
    words = (
        f"{first} tổng hợp từ báo cáo của {count} đơn vị phải gửi; "
        f"{'; '.join(behind)}. Số liệu dưới đây chỉ là của các đơn vị {counted}; {left_out} không được tính là 0."
    )
    return words, without_comments(words)


def without_comments(words: str) -> str:
    """The words as they are read."""
    return re.sub(r"⟦([^|⟧]*)\|[^⟧]*⟧", r"\1", words)


# ---- tasks --------------------------------------------------------------------------


def _tasks(office: Office, expected: Report) -> Iterator[list[str]]:
    """The rows of the annex of tasks; a section's heading stands in a row of its own."""
    for heading, _to, keys, _more in SECTIONS:
        yield [heading]
        for key in (one for one in expected.tasks if one[0] == keys[0][0]):
            code, one = office.code_of(key, expected.text), expected.tasks[key]
            where, words = place(code), task_words(TEXTS[expected.text].tasks[key])
            helping = _supporters(expected.support[key])
            asked = f"{len(one.asked)}{' (đề nghị)' if one.asked == ['mat-tran'] else ''}"
            if "mat-tran" in one.asked and len(one.asked) > 1:
                asked = f"{len(one.asked)} (đề nghị 1)"
            n = one.statuses
            counts = (len(one.answered), *(n[at] for at in TOLD_FIRST), one.silent, len(one.missing))
            yield [f"{where[0].upper()}{where[1:]}. {words}"]
            yield [f"Phối hợp: {helping}" if helping else "", asked, *map(str, counts)]


def _supporters(one: TaskCount) -> str:
    if not one.asked:
        return ""
    told = [f"{n} {words.lower()}" for n, words in zip(one.statuses, STATUSES, strict=True) if n]
    told += [f"{one.silent} không ghi"] if one.silent else []
    told += [f"{len(one.missing)} chưa có báo cáo"] if one.missing else []
    return f"{len(one.asked)} đơn vị ({', '.join(told)})"


def _wide_rows(docx: bytes, first: str, second: str) -> list[list[str]]:
    """The rows of a wide table; of one over all columns its text once."""
    rows = _rows_of(docx, first, second)
    return [row[:1] if len(set(row)) == 1 else row for row in rows]


def _rows_of(docx: bytes, first: str, second: str, *, with_comments: bool = False) -> list[list[str]]:
    """The rows of the table whose first two titles these are, without that of the titles."""
    comments = read_comment_texts(docx) if with_comments else None
    for table in docx_text.open_docx(docx).tables:
        titles = [" ".join(cell.text.split()) for cell in table.rows[0].cells]
        if titles[:2] == [first, second]:
            return [[_cell_text(cell, comments) for cell in row.cells] for row in table.rows[1:]]
    return []


def _cell_text(cell: _Cell, comments: Mapping[str, str] | None) -> str:
    lines = (one.text if comments is None else commented_text(one, comments) for one in cell.paragraphs)
    return " ".join(" ".join(lines).split())


def _progress(expected: Report) -> dict[str, list[int]]:
    """How many of the tasks of each section have which status, none, no report: by the order of LEGEND."""
    found = {}
    for heading, _to, keys, _more in SECTIONS:
        of_section = [one for key, one in expected.tasks.items() if key[0] == keys[0][0]]
        counts = [sum(one.statuses[n] for one in of_section) for n in range(len(STATUSES))]
        found[heading] = [*counts, sum(one.silent for one in of_section), sum(len(one.missing) for one in of_section)]
    return found


def _compare_chart(progress: dict[str, list[int]], docx: bytes, differences: Differences) -> None:
    with ZipFile(io.BytesIO(docx)) as package:
        chart = etree.fromstring(package.read("word/charts/bieuDoTienDo.xml"))
        sheet = load_workbook(io.BytesIO(package.read("word/embeddings/bieuDoTienDo.xlsx"))).worksheets[0]
        document = etree.fromstring(package.read("word/document.xml"))
    series = {}
    for one in chart.iter(f"{CHART}ser"):
        values = [pt.text for pt in one.findall(f"{CHART}val//{CHART}v")]
        series[one.find(f"{CHART}tx//{CHART}v").text] = values
    bars = {name: [str(n[place]) for n in progress.values()] for place, name in enumerate(LEGEND)}
    differences.by_key("biểu đồ", bars, series)
    labels = [f"{heading} ({sum(n)})" for heading, n in progress.items()]
    found = [[pt.text for pt in one.findall(f"{CHART}cat//{CHART}v")] for one in chart.iter(f"{CHART}ser")]
    differences.in_order("nhãn biểu đồ", [labels] * len(LEGEND), found)
    rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    differences.in_order("bảng của biểu đồ", [[a, *n] for a, n in zip(labels, progress.values(), strict=True)], rows)
    told = [
        f"{heading}: {', '.join(f'{words.lower()} {n}' for words, n in zip(LEGEND, counts, strict=True) if n)}."
        for heading, counts in progress.items()
    ]
    described = [one for one in document.xpath("//*[local-name()='docPr']/@descr") if "Tiến độ" in one]
    differences.in_order("lời biểu đồ", [" ".join(["Tiến độ theo mục của kế hoạch.", *told])], described)


# ---- targets ------------------------------------------------------------------------


def _target(office: Office, expected: Report, compared: Compared, row: Row, occasion: Occasion) -> Iterator[list[str]]:
    """The row of a target, and the row below it of what a reader has to know."""
    one, text = expected.targets[row], expected.text
    target = TEXTS[text].tasks[row.partition(".")[0]].targets[row]
    form = percent if target.percent else written
    sums = ["", "", "chưa có số liệu"]
    if one.counted:
        of = f"({len(one.counted)}/{len(one.asked)} đơn vị)"
        parts = [written(one.above), written(one.below)] if target.percent else [written(one.total), ""]
        sums = [*parts, f"{_reached(target, [one])} {of}"]
    spread = ["", "", ""]
    if one.spread:
        least, middle, most = one.spread
        ends = [
            f"{form(end)}: {few_names([unit for unit, value in one.readings.items() if value == end], text, 2)}"
            for end in (least, most)
        ]
        spread = [ends[0], form(middle), ends[1]]
    verdict = _verdict(one, target)
    notes = " ".join(_notes(one, target, text))
    where = place(office.code_of(row, text))
    yield [f"{where[0].upper()}{where[1:]}: {target.of} ({target.raw})"]
    yield [*sums, verdict, _previous(target, compared), _year(target, compared, occasion), *spread]
    if notes:
        yield [notes]


def _verdict(one: TargetSum, target: Target) -> str:
    if not target.percent and len(one.asked) > 1:
        return "không so được (kế hoạch không nói rõ mức giao là của từng đơn vị hay của tất cả)"
    if not one.counted:
        return ""
    return "chưa đạt" if target.is_missed_by(one.above * 100 / one.below if target.percent else one.total) else "đạt"


def _reached(target: Target, given: list[TargetSum]) -> str:
    if not target.percent:
        return written(sum((one.total for one in given), Fraction(0)))
    above, below = (sum((getattr(one, name) for one in given), Fraction(0)) for name in ("above", "below"))
    return percent(above * 100 / below)


def _with_parts(target: Target, given: list[TargetSum]) -> str:
    if not target.percent:
        return _reached(target, given)
    above, below = (sum((getattr(one, name) for one in given), Fraction(0)) for name in ("above", "below"))
    return f"{_reached(target, given)} = {written(above)}/{written(below)}"


def _gap(when: Occasion, one: TargetSum | None) -> str:
    return f"không so được với {LABELS[when]}" if one is None else f"chưa có số liệu {LABELS[when]}"


def _previous(target: Target, compared: Compared) -> str:
    if not compared.earlier:
        return "không có kỳ trước"
    when, one = compared.earlier[-1]
    if one is None or not one.counted:
        return _gap(when, one)
    return f"{_with_parts(target, [one])} ({LABELS[when]}: {len(one.counted)}/{len(one.asked)} đơn vị)"


def _year(target: Target, compared: Compared, occasion: Occasion) -> str:
    gaps = [_gap(when, one) for when, one in [*compared.earlier, compared.own] if one is None or not one.counted]
    if not compared.counted:
        return "; ".join(gaps)
    periods = ", ".join(
        f"{LABELS[when].removesuffix(' năm 2025')}: {len(one.counted)}/{len(one.asked)} đơn vị"
        for when, one in compared.counted
    )
    return "; ".join([f"{_with_parts(target, [one for _when, one in compared.counted])} ({periods})", *gaps])


def _notes(one: TargetSum, target: Target, text: int) -> Iterator[str]:
    form = percent if target.percent else written
    for label, units in (("Chưa đạt mức giao", one.short_of(target)), ("Khác hẳn các đơn vị", one.outliers)):
        if units:
            yield f"{label}: {with_more([f'{short_name(u, text)} ({form(one.readings[u])})' for u in units])}"
    for label, notes in (("Không tính", one.notes), ("Xem lại", one.doubts)):
        yield from (f"{label}: {short_name(unit, text)}, {why}" for unit, why in notes)
    for label, units in (
        ("Không ghi số liệu", few_names(one.blank, text)),
        ("Chưa có báo cáo", f"{len(one.missing)} đơn vị" if one.missing else ""),
        ("Đã gửi bản ký, chưa nhập số liệu", few_names(one.unentered, text)),
    ):
        if units:
            yield f"{label}: {units}"


# ---- the annex ----------------------------------------------------------------------


def _unit(office: Office, expected: Report, unit: str, number: int) -> list[str]:
    report, first, text = expected.units.get(unit), expected.came_first(unit), expected.text
    remarks = []
    if not report:
        remarks.append("Đã gửi bản ký, chưa nhập số liệu")
    remarks += ["Gửi muộn"] if unit in expected.late else []
    remarks += [f"đã gia hạn: {expected.more_time[unit].name}"] if unit in expected.more_time else []
    if report:
        cutoff = report.answers.get(("", "cutoff"))
        remarks += [f"số liệu đến {cutoff.text}"] if cutoff and not cutoff.why else []
        remarks += ["biểu mẫu trước khi kế hoạch được sửa"] if is_of_older_text(report.last_form, unit, text) else []
        remarks += [f"bổ sung ngày {short_day(report.completed)}"] if report.completed else []
        remarks += _corrections(office, report, text)
    return [
        str(number), full_name(unit, text), short_day(expected.due_of(unit)), short_day(first), "; ".join(remarks),
    ]  # fmt: skip


def _missing(expected: Report, unit: str, number: int, day: date, occasion: Occasion) -> list[str]:
    due, more = expected.due_of(unit), expected.more_time.get(unit)
    late = working_days(due, day)
    remarks = [f"đã gia hạn: {more.name}"] if more else []
    remarks += dict.fromkeys(
        f"đã gửi tệp ngày {short_day(form.day)} {what_of(form)}: {why_set_apart(form, occasion)}"
        for form in expected.rejected if form.unit == unit
    )  # fmt: skip
    return [str(number), full_name(unit, expected.text), short_day(due), str(late or ""), "; ".join(remarks)]


def _corrections(office: Office, report: UnitReport, text: int) -> Iterator[str]:
    if report.corrected:
        said = [
            f"{_cell(office, key, text)}, ngày {short_day(day)}: {why}" for key, day, why in report.corrections[:_FEW]
        ]
        more = " …" if report.corrected > _FEW else ""
        yield f"sửa {report.corrected} ô theo đơn vị báo lại ({'; '.join(said)}{more})"


def _cell(office: Office, key: tuple[Row, str], text: int) -> str:
    row, column = key
    return " – ".join(filter(None, [place(office.code_of(row, text)) if row else "", COLUMNS[column]]))


def _uncounted_answers(expected: Report) -> Iterator[tuple[str, tuple[Row, str], str, str]]:
    """Unit, cell, text and why not: of those that owe the report, what does not count; of others, all."""
    for reports, why in ((expected.units, ""), (expected.not_owing, "not-owed")):
        for unit, report in reports.items():
            for gone, answers in ((False, report.answers), (True, report.gone)):
                for key, one in answers.items():
                    if why or one.why:
                        yield unit, (("?", "") if gone else key), one.text, why or one.why


def _uncounted(office: Office, expected: Report) -> Iterator[tuple[str, ...]]:
    text = expected.text
    for form in expected.rejected:
        yield f"{short_name(form.unit, text)}: {form.name}", "cả tệp", "", ""
    for unit, key, words, why in _uncounted_answers(expected):
        cell = "?" if key[0] == "?" else _cell(office, key, text)
        yield short_name(unit, text), cell, words, official_words(Reason(why))


def _blank_gone(row: list[str]) -> tuple[str, ...]:
    """A row without what is not reckoned: the code of a task that is gone, the words about a whole file."""
    who, cell, words, why = row
    if cell == "cả tệp":
        return who, cell, words, ""
    return who, "?" if why == official_words(Reason("task-changed")) else cell, words, why
