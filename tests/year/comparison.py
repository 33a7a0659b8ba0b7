"""What a consolidated report's workbook says × what was reckoned → every difference, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import gen
from gen.returns.reasons import Reason, ReasonCode, official_words
from tests.year.office import Office, Sheets
from tests.year.reckoning import Answer, Key, Report, UnitReport, forms_on, is_figure, is_number, number
from tests.year.scenario import TEXTS, Event, Occasion

TITLES = {
    "status": "Tình trạng", "result": "Kết quả thực hiện", "reason": "Lý do", "numerator": "Tử số",
    "denominator": "Mẫu số", "value": "Kết quả đạt", "difficulties": "Khó khăn", "cutoff": "Số liệu tính đến",
}  # fmt: skip


def unit_name(unit: str, text: int) -> str:
    """The short name of a unit, as that text of the plan has it."""
    found = next(one["name"] for one in TEXTS[text].data["units"] if one["id"] == unit)
    return f"UBND xã {found}" if unit.startswith("xa-") else str(found)


def find_differences(office: Office, expected: Report, found: Sheets) -> list[str]:
    """Every figure, name and answer that is not as it was reckoned."""
    return [
        *_differ_by_key("nhiệm vụ", _tasks(office, expected), {row[0]: _blank(row[3:]) for row in found.tasks}),
        *_differ_by_key("chỉ tiêu", _targets(office, expected), {row[0]: _blank(row[3:]) for row in found.targets}),
        *_differ_by_key("đơn vị", _units(expected), _found_units(found)),
        *_differ("tệp không tính", _rejected(office, expected), _found_rejected(found)),
        *_differ("ô", Counter(_cells(office, expected)), Counter(map(_blank, _found_cells(found)))),
        *_differ("mức đầy đủ", Counter([_count(expected)]), Counter([found.completeness.split(" đơn vị phải gửi")[0]])),
    ]


def _differ_by_key(what: str, expected: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for key in expected | found:
        if expected.get(key) != found.get(key):
            yield f"{what} {key}: reckoned {expected.get(key)}, reported {found.get(key)}"


def _differ(what: str, expected: Counter[Any], found: Counter[Any]) -> Iterator[str]:
    yield from (f"{what}: not reported: {one}" for one in (expected - found).elements())
    yield from (f"{what}: not reckoned: {one}" for one in (found - expected).elements())


def _blank(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("" if one is None else _number(one) for one in row)


def _number(one: Any) -> Any:
    return Fraction(str(one)) if isinstance(one, int | float) else one


def _rounded(one: Fraction) -> Fraction:
    exact = Decimal(one.numerator) / Decimal(one.denominator)
    return Fraction(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))


def _count(expected: Report) -> str:
    total, sent = len(expected.owing), len(expected.units)
    whole = f"Báo cáo này tổng hợp từ báo cáo của cả {total}"
    return whole if sent == total else f"Báo cáo này tổng hợp từ báo cáo của {sent}/{total}"


def _names(units: list[str], text: int) -> str:
    return ", ".join(unit_name(one, text) for one in units)


def _tasks(office: Office, expected: Report) -> dict[str, tuple[Any, ...]]:
    return {
        office.code_of(key, expected.text): (
            len(one.asked), len(one.answered), *one.statuses, len(one.unstated), len(one.blank), len(one.missing),
            _names(one.blank, expected.text), _names(one.missing, expected.text),
        )
        for key, one in expected.tasks.items()
    }  # fmt: skip


def _targets(office: Office, expected: Report) -> dict[str, tuple[Any, ...]]:
    found = {}
    for row, one in expected.targets.items():
        target = TEXTS[expected.text].tasks[row.partition(".")[0]].targets[row]
        sums: tuple[Any, ...] = ("", "", "", "")
        if one.counted and target.percent:
            sums = (one.above, one.below, "", _rounded(one.above * 100 / one.below))
        elif one.counted:
            sums = ("", "", one.total, "")
        spread = tuple(map(_rounded, one.spread)) if one.spread else ("", "", "")
        found[office.code_of(row, expected.text)] = (
            len(one.asked), len(one.counted), *sums, *spread, _names(one.short_of(target), expected.text),
            _names(one.outliers, expected.text),
            "; ".join(f"{unit_name(unit, expected.text)}: {why}" for unit, why in (*one.notes, *one.doubts)),
        )  # fmt: skip
    return found


def _day(one: date | None) -> str:
    return f"{one:%d/%m/%Y}" if one else ""


def _units(expected: Report) -> dict[str, tuple[Any, ...]]:
    """Due, received, completed, late, cells filled in, cells corrected, the last file."""
    found: dict[str, tuple[Any, ...]] = {}
    for unit in expected.owing:
        report = expected.units.get(unit)
        first = report.first if report else expected.signed.get(unit)
        found[unit] = (
            _day(expected.due), f"{_day(first)} 08:00" if first else "chưa gửi",
            _day(report.completed) if report else "", "x" if first and first > expected.due else "",
            len(report.answers) + len(report.gone) if report else "", (report.corrected or "") if report else "",
            report.last if report else "đã gửi bản ký, chưa nhập số liệu" if first else "",
        )  # fmt: skip
    return found


def _found_units(found: Sheets) -> dict[str, tuple[Any, ...]]:
    rows = [row for row in found.units if not str(row[1]).startswith("Không tính")]
    return {row[0]: _blank((*row[2:6], row[7], row[8], row[9])) for row in rows}


def _rejected(office: Office, expected: Report) -> Counter[Any]:
    return Counter((unit, name, office.digest(name)) for unit, name, _why in expected.rejected)


def _found_rejected(found: Sheets) -> Counter[Any]:
    return Counter((row[0], row[9], row[10]) for row in found.units if str(row[1]).startswith("Không tính"))


def _cells(office: Office, expected: Report) -> Iterator[tuple[Any, ...]]:
    """Unit, code, column, text, figure, whether it counts, why not, when it came."""
    for unit, report in expected.units.items():
        yield from _cells_of(office, unit, report, expected.text, "")
    for unit, report in expected.not_owing.items():
        yield from _cells_of(office, unit, report, expected.text, ReasonCode.NOT_OWED)


def _cells_of(
    office: Office, unit: str, report: UnitReport, text: int, why_not: str
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    def cell(key: Key, one: Answer, code: str) -> tuple[Any, ...]:
        _row, column = key
        why = why_not or one.why
        figure: Any = (
            number(one.text) if is_figure(column) and is_number(one.text) and one.why != "task-changed" else ""
        )
        words = official_words(Reason(why)) if why else ""
        return unit, code, TITLES[column], one.text, figure, "" if why else "x", words, _day(one.day)

    for key, one in report.answers.items():
        yield cell(key, one, office.code_of(key[0], text) if key[0] else "")
    for key, one in report.gone.items():
        yield cell(key, one, "?")


def _found_cells(found: Sheets) -> Iterator[tuple[Any, ...]]:
    changed = official_words(Reason(ReasonCode.TASK_CHANGED))
    for unit, _name, code, column, text, figure, counts, why, _anchor, when, _file, _digest in found.cells:
        code, figure = ("?", "") if why == changed else (code, figure)
        yield unit, code, column, text, figure, counts, why, when.split(" ")[0]


def find_lost(office: Office, events: list[Event], sheets: dict[Occasion, Sheets], end: date) -> list[str]:
    """Every text that somebody wrote, and that is nowhere.

    It may stand in a report; in a form that is named as set apart or withdrawn; or the unit answered anew.
    """
    written = {(row[0], row[4]) for found in sheets.values() for row in found.cells}
    named = {row[10] for found in sheets.values() for row in found.units if str(row[1]).startswith("Không tính")}
    listed = {one.sha256: one.state.value for one in gen.list_returns(office.plan, as_of=end)}
    told = [one for one in events if one.what in ("send", "correct")]
    of = {one.name: one.of for one in forms_on(events, end)}
    lost = []
    for event in told:
        for key, text in event.answers.items():
            anew = any(
                one.unit == event.unit and key in one.answers and one.answers is not event.answers
                and of.get(one.name, one.form) == of.get(event.name, event.form)
                and (one.day, one.what != "send") > (event.day, event.what != "send")
                for one in told
            )  # fmt: skip
            is_named = event.what == "send" and (
                office.digest(event.name) in named
                or listed.get(office.digest(event.name)) in ("withdrawn", "set-apart")
            )
            if text and (event.unit, text) not in written and not is_named and not anew:
                lost.append(f"{event.unit} {event.day} {key}: {text}")
    return lost
