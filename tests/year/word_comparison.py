"""What the consolidated report says in Word × what was reckoned → every sentence and figure that differs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from zipfile import ZipFile

from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl import load_workbook

from gen.returns.reasons import Reason, official_words
from tests.support import docx_text
from tests.year.differences import Differences
from tests.year.office import Office
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
    with_more,
    written,
)

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LEGEND = (*STATUSES, "Chưa ghi tình trạng", "Chưa gửi báo cáo")
NOTHING_SAID = "Các đơn vị đã gửi báo cáo không nêu."
_FEW = 4


def find_word_differences(
    office: Office, expected: Report, compared: Mapping[Row, Compared], occasion: Occasion, day: date, docx: bytes,
    completeness: str,
) -> Differences:  # fmt: skip
    """Every sentence, row and bar that is not as it was reckoned."""
    differences, found = Differences(), _paragraphs_by_part(docx)
    differences.in_order("câu đầu", [_completeness(expected)], [completeness])
    for part, lines in _parts(office, expected, occasion, day).items():
        differences.in_order(part, lines, found.get(part, []))
    progress = _progress(expected)
    table = [[row[0], *map(int, row[1:])] for row in docx_text.rows(docx, "Mục của kế hoạch")[1:]]
    differences.in_order(
        "tiến độ",
        [[name, sum(n), n[2], n[1], n[0], n[3], n[4], n[5]] for name, n in progress.items()], table,
    )  # fmt: skip
    _compare_chart(progress, docx, differences)
    targets = [_target(office, expected, compared[row], row, occasion) for row in expected.targets]
    differences.in_order("chỉ tiêu", targets, _target_rows(docx))
    units = [_unit(office, expected, unit, n) for n, unit in enumerate(expected.owing, 1)]
    differences.in_order("phụ lục", units, docx_text.rows(docx, "TT")[1:])
    uncounted = [_blank_gone(row) for row in docx_text.rows(docx, "Đơn vị, tệp")[1:]]
    differences.by_count("không tính", _uncounted(office, expected), uncounted)
    return differences


def _paragraphs_by_part(docx: bytes) -> dict[str, list[str]]:
    """The paragraphs outside of tables, by the Roman number of their part; "" are those before the first."""
    found: dict[str, list[str]] = {"": []}
    part = ""
    for block in docx_text.open_docx(docx).iter_inner_content():
        words = " ".join(block.text.split()) if isinstance(block, Paragraph) else ""
        if heading := re.match(r"(I|II|III|IV|V|VI)\. ", words):
            part = heading[1]
            found[part] = []
        elif words.startswith("Trên đây là báo cáo"):
            break
        elif words:
            found[part].append(words)
    return {**found, "": found[""][-2:]}


def _parts(office: Office, expected: Report, occasion: Occasion, day: date) -> dict[str, list[str]]:
    reference = "Kế hoạch số /KH-UBND ngày 08 tháng 01 năm 2025 của Ủy ban nhân dân huyện Sông Đà"
    opening = (
        f"Thực hiện {reference}, Ủy ban nhân dân huyện Sông Đà tổng hợp kết quả {LABELS[occasion]} từ báo cáo của các "
        f"đơn vị nhận được đến hết {long_day(day)}, như sau:"
    )
    return {
        "": [_completeness(expected), opening],
        "I": list(_who_sent(expected)),
        "III": list(_results(office, expected)),
        "V": list(_texts(expected, "", "difficulties", [])) or [NOTHING_SAID],
        "VI": list(_texts(expected, "", "proposals", [])) or [NOTHING_SAID],
    }


def _completeness(expected: Report) -> str:
    silent, unentered, text = expected.silent, expected.unentered, expected.text
    if not silent and not unentered:
        return f"Báo cáo này tổng hợp từ báo cáo của cả {len(expected.owing)} đơn vị phải gửi."
    behind, left_out = [], "đơn vị chưa gửi"
    if silent:
        behind.append(f"còn {len(silent)} đơn vị chưa gửi: {few_names(silent, text)}")
    if unentered:
        behind.append(
            f"{len(unentered)} đơn vị đã gửi bản ký, chưa nhập số liệu: {few_names(unentered, text)}"
        )  # fmt: skip
        left_out = "đơn vị chưa gửi, chưa nhập số liệu" if silent else "đơn vị chưa nhập số liệu"
    counted = "đã nhập số liệu" if unentered else "đã gửi"
    return (
        f"Báo cáo này tổng hợp từ báo cáo của {len(expected.units)}/{len(expected.owing)} đơn vị phải gửi; "
        f"{'; '.join(behind)}. Số liệu dưới đây chỉ là của các đơn vị {counted}; {left_out} không được tính là 0."
    )


def _who_sent(expected: Report) -> Iterator[str]:
    signed = f"; đã gửi bản ký, chưa nhập số liệu: {len(expected.unentered)}" if expected.unentered else ""
    sent = f"đã gửi: {len(expected.units)}; chưa gửi: {len(expected.silent)}"
    yield f"Số đơn vị phải gửi báo cáo: {len(expected.owing)}; {sent}{signed}."
    if expected.late:
        yield f"Gửi sau hạn: {len(expected.late)} đơn vị ({few_names(expected.late, expected.text)})."
    answers = len(list(_uncounted_answers(expected)))
    if expected.rejected or answers:
        yield (
            f"Không tính vào số liệu: {len(expected.rejected)} tệp và {answers} nội dung, nêu kèm lý do ở phụ lục."
        )  # fmt: skip


# ---- tasks --------------------------------------------------------------------------


def _results(office: Office, expected: Report) -> Iterator[str]:
    for heading, _to, keys, _more in SECTIONS:
        yield heading
        for key in (one for one in expected.tasks if one[0] == keys[0][0]):
            code, lead, support = office.code_of(key, expected.text), expected.tasks[key], expected.support[key]
            where = place(code)
            yield f"{where[0].upper()}{where[1:]}. {task_words(TEXTS[expected.text].tasks[key])}"
            said = f"Giao {len(lead.asked)} đơn vị; {_answers(lead, expected.text)}."
            if support.asked:
                said += f" Phối hợp: {len(support.asked)} đơn vị; {_answers(support, expected.text)}."
            yield said
            for column in ("result", "evidence", "reason"):
                yield from _texts(expected, key, column, support.asked)


def _answers(one: TaskCount, text: int) -> str:
    given = [f"{n} {words.lower()}" for n, words in zip(one.statuses, STATUSES, strict=True) if n]
    parts = [f"{len(one.answered)} đơn vị báo cáo" + (f": {', '.join(given)}" if given else "")]
    if one.misstated:
        said = with_more([f"{short_name(unit, text)}: “{words}”" for unit, words in one.misstated])
        parts.append(f"{len(one.misstated)} ghi tình trạng không có trong biểu mẫu ({said})")
    for units, words in (
        (one.unstated, "không ghi tình trạng"), (one.blank, "đã gửi báo cáo nhưng bỏ trống nhiệm vụ này"),
        (one.missing, "chưa gửi báo cáo"), (one.unentered, "đã gửi bản ký, chưa nhập số liệu"),
    ):  # fmt: skip
        if units:
            parts.append(f"{len(units)} {words} ({few_names(units, text)})")
    return "; ".join(parts)


def _texts(expected: Report, key: Row, column: str, supporters: list[str]) -> Iterator[str]:
    label = {"evidence": "Minh chứng – ", "reason": "Lý do – "}.get(column, "")
    said: dict[str, list[str]] = {}
    for unit in expected.owing:
        found = expected.units[unit].answers.get((key, column)) if unit in expected.units else None
        if found and not found.why:
            said.setdefault(found.text, []).append(unit)
    for words, units in said.items():  # equal words once
        leading, helping = ([one for one in units if (one in supporters) is role] for role in (False, True))
        for role, each in (("", leading), (" (phối hợp)", helping)):
            if each:
                yield f"- {few_names(each, expected.text)}{role}: {label}{words}"


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


def _target_rows(docx: bytes) -> list[list[str]]:
    for table in docx_text.open_docx(docx).tables:
        if table.rows[0].cells[0].text.strip() == "Mục":
            return [
                ["\n".join(" ".join(line.split()) for line in cell.text.split("\n") if line) for cell in row.cells]
                for row in table.rows[1:]
            ]
    return []


def _target(office: Office, expected: Report, compared: Compared, row: Row, occasion: Occasion) -> list[str]:
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
            f"{form(end)}: {few_names([unit for unit, value in one.readings.items() if value == end], text)}"
            for end in (least, most)
        ]
        spread = [ends[0], form(middle), ends[1]]
    return [
        place(office.code_of(row, text)), f"{target.of} ({target.raw})", *sums, _previous(target, compared),
        _year(target, compared, occasion), *spread, "\n".join(_notes(one, target, text)),
    ]  # fmt: skip


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
        ("Không ghi số liệu", one.blank), ("Chưa gửi báo cáo", one.missing),
        ("Đã gửi bản ký, chưa nhập số liệu", one.unentered),
    ):  # fmt: skip
        if units:
            yield f"{label}: {few_names(units, text)}"


# ---- the annex ----------------------------------------------------------------------


def _unit(office: Office, expected: Report, unit: str, number: int) -> list[str]:
    report, first, text = expected.units.get(unit), expected.came_first(unit), expected.text
    remarks = []
    if not report:
        remarks.append("Đã gửi bản ký, chưa nhập số liệu" if first else "Chưa gửi")
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
