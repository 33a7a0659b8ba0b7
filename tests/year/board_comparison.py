"""What the boards of a day and the reminder say × what was reckoned → every difference, in words."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, timedelta
from typing import Any

from openpyxl import load_workbook

from gen.returns.reasons import Reason, official_words
from gen.returns.tasks.export import tasks_as_xlsx
from tests.support import docx_text
from tests.year.boards import Lack, Tasks, UnitState, judged_on, reckon_board, reckon_tasks
from tests.year.differences import Differences
from tests.year.office import Boards, Office
from tests.year.scenario import LABELS, TEXTS, Event, Occasion
from tests.year.words import (
    COLUMNS,
    full_name,
    long_day,
    place,
    section_of,
    short_day,
    short_name,
    task_words,
    what_of,
    why_set_apart,
)

TASK_STATES = (
    "not-begun", "under-way", "done", "standing", "nothing-arose", "unstated", "unentered", "not-reported",
    "not-asked",
)  # fmt: skip
_FEW = 4
REQUESTED = ("mat-tran",)
"""The units that the issuer asks; it directs the others."""
GROUP_HEADINGS = ("I. Cơ quan, đơn vị được yêu cầu báo cáo", "II. Cơ quan, tổ chức được đề nghị báo cáo")


def find_board_differences(
    office: Office, events: list[Event], occasion: Occasion, day: date, known: date, found: Boards
) -> Differences:  # fmt: skip
    """Every unit, task and reminder that is not as it was reckoned for the day, as somebody knows it on another."""
    differences = Differences()
    board, text = reckon_board(events, occasion, day, known), judged_on(occasion, known)
    differences.by_key("bảng đơn vị", _unit_rows(office, board, text), _found_unit_rows(found))
    _compare_tasks(office, reckon_tasks(events, occasion[0], day, known), day, found, differences)
    _compare_reminder(office, board, occasion, text, day, found, differences)
    return differences


def _unit_rows(office: Office, board: dict[str, UnitState], text: int) -> dict[str, tuple[Any, ...]]:
    return {
        unit: (
            full_name(unit, text), one.state, one.due, one.received, one.days_late, one.completed,
            [(_key(office, lack, text), lack.text, lack.why) for lack in one.lacks],
            sorted(form.name for form in one.rejected),
            (one.more_time.until, one.more_time.name) if one.more_time else None, one.corrected, one.is_reminded,
        )
        for unit, one in board.items()
    }  # fmt: skip


def _key(office: Office, lack: Lack, text: int) -> str:
    row, column = lack.key
    return f"{office.code_of(row, text)}/{column}" if row else column


def _found_unit_rows(found: Boards) -> dict[str, tuple[Any, ...]]:
    return {
        one.unit: (
            one.name, one.state.value, one.due, one.received, one.working_days_late, one.completed,
            [(lack.key, lack.text, str(lack.reason.code) if lack.reason else "") for lack in one.missing],
            sorted(file.name for file in one.rejected),
            (one.extension.until, one.extension.reason) if one.extension else None, len(one.corrections),
            one.needs_reminder,
        )
        for one in found.units
    }  # fmt: skip


# ---- tasks --------------------------------------------------------------------------


def _compare_tasks(office: Office, expected: Tasks, day: date, found: Boards, differences: Differences) -> None:
    differences.in_order("bảng nhiệm vụ của", [f"Báo cáo {LABELS[expected.report]}"], [found.tasks.report])
    tasks = TEXTS[expected.text].tasks
    codes = {key: office.code_of(key, expected.text) for key in tasks}
    differences.by_key(
        "nhiệm vụ của đơn vị",
        {(codes[key], unit): vars(one) for (key, unit), one in expected.rows.items()},
        {
            (task.code, one.unit): {
                "is_lead": one.is_lead, "state": one.state.value, "period": one.period, "is_overdue": one.is_overdue,
            }
            for task in found.tasks
            for one in task.units
        },
    )  # fmt: skip
    counts = {}
    for key, task in tasks.items():
        leads = {unit: one for (row, unit), one in expected.rows.items() if row == key and one.is_lead}
        others = [one for (row, _unit), one in expected.rows.items() if row == key and not one.is_lead]
        states, helping = (Counter(one.state for one in each) for each in (leads.values(), others))
        overdue = [unit for unit, one in leads.items() if one.is_overdue]
        few = [helping["done"], helping["under-way"]]
        counts[codes[key]] = [
            place(codes[key]), section_of(key), task_words(task), short_day(task.last_day), len(leads),
            *(states[state] for state in TASK_STATES), len(overdue),
            ", ".join(full_name(unit, expected.text) for unit in overdue), len(others), *few, len(others) - sum(few),
            sum(one.is_overdue for one in others),
        ]  # fmt: skip
    sheet = load_workbook(io.BytesIO(tasks_as_xlsx(found.tasks)), read_only=True).worksheets[0]
    rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]
    differences.by_key("đếm nhiệm vụ", counts, {row[0]: [*row[1:5], *row[6:]] for row in rows})


# ---- the reminder -------------------------------------------------------------------


def _compare_reminder(
    office: Office, board: dict[str, UnitState], occasion: Occasion, text: int, day: date, found: Boards,
    differences: Differences,
) -> None:  # fmt: skip
    groups = [
        {unit: one for unit, one in board.items() if one.is_reminded and (unit in REQUESTED) is requested}
        for requested in (False, True)
    ]
    reminded = {unit: one for group in groups for unit, one in group.items()}
    are_two = all(groups)
    differences.in_order("nhắc", reminded, found.reminder.units if found.reminder else ())
    if found.reminder is None:
        return
    remarks = {unit: _remark(office, one, occasion, text) for unit, one in reminded.items()}
    rows = []
    for group, heading in zip(groups, GROUP_HEADINGS, strict=True):
        rows += [[heading] * 5] if are_two else []
        rows += [
            [str([*reminded].index(unit) + 1), full_name(unit, text), short_day(one.due), str(one.days_late or ""),
             remarks[unit]]
            for unit, one in group.items()
        ]  # fmt: skip
    has_annex = len(reminded) > 1
    listed = docx_text.rows(found.reminder.letter, "TT")[1:]
    differences.in_order("công văn", rows if has_annex else [], listed)
    said = docx_text.lines(found.reminder.letter)
    came = sum(one.received is not None for one in board.values())
    counted = f"đã nhận được báo cáo của {came}/{len(board)} đơn vị; còn {len(reminded)} đơn vị "
    if not has_annex:
        (counted,) = (full_name(unit, text) for unit in reminded)
    until = day + timedelta(days=7)
    told = (
        sum(one.startswith(f"Tính đến hết {long_day(day)}, ") and counted in one for one in said),
        sum(f"chậm nhất {long_day(until)}" in one for one in said),
    )
    differences.in_order("công văn nói", [1, 1 + are_two], told)
    message = [f"Đến ngày {short_day(day)} còn {len(reminded)} đơn vị:"]
    for group, word in zip(groups, ("Yêu cầu", "Đề nghị"), strict=True):
        message += [f"{word}:"] if are_two else []
        message += [f"- {short_name(unit, text)}: {remarks[unit][0].lower()}{remarks[unit][1:]}" for unit in group]
    asked = "Gửi" if are_two else "Yêu cầu gửi" if groups[0] else "Đề nghị gửi"
    message.append(f"{asked} chậm nhất ngày {short_day(until)}.")
    lines = [" ".join(line.split()) for line in found.reminder.message.split("\n")]
    differences.in_order("tin nhắn", message, lines[1:])


def _remark(office: Office, one: UnitState, occasion: Occasion, text: int) -> str:
    if one.state == "invalid":
        said = dict.fromkeys(
            f"tệp gửi ngày {short_day(form.day)} {what_of(form)} vì {why_set_apart(form, occasion)}"
            for form in one.rejected
        )
        return f"T{'; '.join(said)[1:]}"
    if one.state == "signed":
        return f"Đã gửi bản ký ngày {short_day(one.received)}; đề nghị gửi tệp Word hoặc số liệu"
    if one.received is None:
        return f"Chưa gửi (đã gia hạn: {one.more_time.name})" if one.more_time else "Chưa gửi"
    lacks = [_describe(office, lack, text) for lack in one.lacks]
    more = f"; và {len(lacks) - _FEW} nội dung khác" if len(lacks) > _FEW else ""
    where = " theo biểu mẫu mới" if one.has_old_form else ""
    return f"Đã gửi ngày {short_day(one.received)}. Cần bổ sung{where}: {'; '.join(lacks[:_FEW])}{more}"


def _describe(office: Office, lack: Lack, text: int) -> str:
    row, column = lack.key
    where = place(office.code_of(row, text)) if row else ""
    if not lack.why:
        return f"{where}: chưa ghi tình trạng"
    why = {"no-number": "không phải số", "no-status": "không phải một trong các tình trạng của biểu mẫu"}
    cell = where if column == "status" else " – ".join(filter(None, [where, COLUMNS[column]]))
    return f"{cell}: ghi “{lack.text}”, {why.get(lack.why) or official_words(Reason(lack.why))}"
