"""What a consolidated report's workbook says × what was reckoned → every difference, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import gen
from gen.returns.reasons import Reason, ReasonCode, official_words
from tests.year.differences import Differences
from tests.year.office import Office, Sheets
from tests.year.reckoning import (
    Answer,
    Compared,
    Key,
    Report,
    TargetSum,
    UnitReport,
    forms_on,
    is_figure,
    is_number,
    number,
)
from tests.year.scenario import LABELS, TEXTS, UNREAD, Event, Occasion, Row, Target
from tests.year.words import (
    COLUMNS,
    REPORT_TEXTS,
    full_name,
    names,
    place,
    rounded,
    section_of,
    short_day,
    short_name,
    task_words,
)


def find_differences(
    office: Office, expected: Report, compared: Mapping[Row, Compared], found: Sheets
) -> Differences:  # fmt: skip
    """Every figure, name and answer of the workbook that is not as it was reckoned."""
    differences = Differences()
    differences.by_key("nhiệm vụ", _tasks(office, expected), {row[0]: _blank(row[1:]) for row in found.tasks})
    differences.by_key(
        "chỉ tiêu", _targets(office, expected, compared), {row[0]: _blank(row[1:]) for row in found.targets}
    )
    differences.by_count("ý kiến", _opinions(office, expected), map(_blank, found.opinions))
    differences.by_key("đơn vị", _units(office, expected), _found_units(found))
    differences.by_count("tệp không tính", _rejected(office, expected), _found_rejected(found))
    differences.by_count("ô", _cells(office, expected), map(_blank, _found_cells(found)))
    return differences


def _blank(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple("" if one is None else _number(one) for one in row)


def _number(one: Any) -> Any:
    return Fraction(str(one)) if isinstance(one, int | float) else one


def _rounded(one: Fraction) -> Fraction:
    return Fraction(rounded(one, "0.0001"))


def _tasks(office: Office, expected: Report) -> dict[str, tuple[Any, ...]]:
    found, text = {}, expected.text
    for key, one in expected.tasks.items():
        code, others = office.code_of(key, text), expected.support[key]
        found[code] = (
            place(code), section_of(key), task_words(TEXTS[text].tasks[key]), len(one.asked),
            one.asked.count("mat-tran"), len(one.answered),
            *one.statuses, len(one.unstated) + len(one.misstated), len(one.blank), len(one.unentered),
            len(one.missing), names(one.blank, text), names(one.missing, text), len(others.asked),
            len(others.answered), *others.statuses, others.silent - len(others.unentered), len(others.unentered),
            len(others.missing), names(others.missing, text),
        )  # fmt: skip
    return found


def _targets(office: Office, expected: Report, compared: Mapping[Row, Compared]) -> dict[str, tuple[Any, ...]]:
    found, text = {}, expected.text
    for row, one in expected.targets.items():
        target = TEXTS[text].tasks[row.partition(".")[0]].targets[row]
        spread = tuple(map(_rounded, one.spread)) if one.spread else ("", "", "")
        code = office.code_of(row, text)
        found[code] = (
            place(code), target.of, target.raw, len(one.asked), len(one.counted),
            *_sums(target, [one] if one.counted else []), _verdict(one, target), *spread,
            names(one.short_of(target), text), names(one.outliers, text),
            "; ".join(f"{short_name(unit, text)}: {why}" for unit, why in (*one.notes, *one.doubts)),
            *_compared(target, compared[row]),
        )  # fmt: skip
    return found


def _verdict(one: TargetSum, target: Target) -> str:
    if not target.percent and len(one.asked) > 1:
        return "không so được (kế hoạch không nói rõ mức giao là của từng đơn vị hay của tất cả)"
    if not one.counted:
        return "chưa có số liệu"
    return "chưa đạt" if target.is_missed_by(one.above * 100 / one.below if target.percent else one.total) else "đạt"


def _opinions(office: Office, expected: Report) -> Iterator[tuple[Any, ...]]:
    """Each text once in its cell, with those who gave it; supporters apart."""
    rows: list[tuple[Row, tuple[str, ...], list[str]]] = [("", REPORT_TEXTS, [])]
    rows += [(row, ("result", "evidence", "reason"), expected.support[row].asked) for row in expected.tasks]
    for row, columns, helping in rows:
        code, words = (
            (office.code_of(row, expected.text), task_words(TEXTS[expected.text].tasks[row])) if row else ("", "")
        )
        for column in columns:
            found: dict[tuple[str, bool], list[str]] = {}
            for unit in (one for one in expected.owing if one in expected.units):
                one = expected.units[unit].answers.get((row, column))
                if one and not one.why:
                    found.setdefault((one.text, unit in helping), []).append(unit)
            for (text, helps), units in found.items():
                yield (
                    code, place(code) if code else "", words, COLUMNS[column], text, len(units),
                    names(units, expected.text), "x" if helps else "",
                )  # fmt: skip


def _sums(target: Target, given: list[TargetSum]) -> tuple[Any, ...]:
    """Numerator, denominator, count, per cent of what was given in some periods."""
    if not given:
        return "", "", "", ""
    above, below, total = (sum(getattr(one, name) for one in given) for name in ("above", "below", "total"))
    return (above, below, "", _rounded(above * 100 / below)) if target.percent else ("", "", total, "")


def _compared(target: Target, one: Compared) -> tuple[Any, ...]:
    """The period before, the year up to this one, and of which periods nothing is known."""
    before = [found for _when, found in one.earlier[-1:] if found is not None and found.counted]
    gaps = [] if one.earlier else ["không có kỳ trước"]
    for when, found in [*one.earlier[-1:], *one.earlier[:-1], one.own]:
        if found is None:
            gaps.append(f"không so được với {LABELS[when]}")
        elif not found.counted:
            gaps.append(f"chưa có số liệu {LABELS[when]}")
    return *_sums(target, before), *_sums(target, [found for _when, found in one.counted]), "; ".join(gaps)


def _units(office: Office, expected: Report) -> dict[str, tuple[Any, ...]]:
    """Name, due, received, completed, late, more time, cells filled in, cells corrected, the last file."""
    found: dict[str, tuple[Any, ...]] = {}
    for unit in expected.owing:
        report, first = expected.units.get(unit), expected.came_first(unit)
        more = expected.more_time.get(unit)
        found[unit] = (
            full_name(unit, expected.text), short_day(expected.due_of(unit)),
            f"{short_day(first)} 08:00" if first else _nothing_came(expected, unit),
            short_day(report.completed) if report else "",
            "x" if unit in expected.late else "", more.name if more else "",
            len(report.answers) + len(report.gone) if report else "", (report.corrected or "") if report else "",
            report.last if report else "đã gửi bản ký, chưa nhập số liệu" if first else "",
            office.digest(report.last) if report else "",
        )  # fmt: skip
    return found


def _nothing_came(expected: Report, unit: str) -> str:
    """What stands for the day on which a report came, of a unit of which none counts."""
    files = [one for one in expected.rejected if one.unit == unit]
    if not files:
        return "chưa gửi"
    return f"đã gửi tệp {'không đọc được' if all(one.fate == UNREAD for one in files) else 'chưa tính được'}"


def _found_units(found: Sheets) -> dict[str, tuple[Any, ...]]:
    return {row[0]: _blank(row[1:]) for row in found.units if not str(row[1]).startswith("Không tính")}


def _rejected(office: Office, expected: Report) -> Iterator[Any]:
    return ((one.unit, one.name, office.digest(one.name)) for one in expected.rejected)


def _found_rejected(found: Sheets) -> Iterator[Any]:
    return ((row[0], row[9], row[10]) for row in found.units if str(row[1]).startswith("Không tính"))


def _cells(office: Office, expected: Report) -> Iterator[tuple[Any, ...]]:
    """Unit, its name, code, place, column, text, figure, if and why not it counts, when and how it came, doubts."""
    for unit, report in expected.units.items():
        yield from _cells_of(office, unit, report, expected, "")
    for unit, report in expected.not_owing.items():
        yield from _cells_of(office, unit, report, expected, ReasonCode.NOT_OWED)


def _cells_of(
    office: Office, unit: str, report: UnitReport, expected: Report, why_not: str
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    text = expected.text

    def cell(key: Key, one: Answer, code: str) -> tuple[Any, ...]:
        row, column = key
        why = why_not or one.why
        figure: Any = (
            number(one.text) if is_figure(column) and is_number(one.text) and one.why != "task-changed" else ""
        )
        words = official_words(Reason(why)) if why else ""
        if not why and column in ("numerator", "denominator") and row in expected.targets:
            words = dict(expected.targets[row].notes).get(unit, "")
        is_told = one.source.startswith("gọi ")
        file = f"sửa ngày {short_day(one.day)}: {one.source}" if is_told else one.source
        where = code if code in ("", "?") else place(code)
        return (
            unit, short_name(unit, text), code, where, COLUMNS[column], one.text, figure, "" if words else "x", words,
            short_day(one.day), file, "" if is_told else office.digest(one.source), one.doubt,
        )  # fmt: skip

    for key, one in report.answers.items():
        yield cell(key, one, office.code_of(key[0], text) if key[0] else "")
    for key, one in report.gone.items():
        yield cell(key, one, "?")


def _found_cells(found: Sheets) -> Iterator[tuple[Any, ...]]:
    changed = official_words(Reason(ReasonCode.TASK_CHANGED))
    for unit, name, code, where, column, text, figure, counts, why, _anchor, when, file, digest, doubt in found.cells:
        code, where, figure = ("?", "?", "") if why == changed else (code, where, figure)
        yield unit, name, code, where, column, text, figure, counts, why, when.split(" ")[0], file, digest, doubt


def find_lost(office: Office, events: list[Event], sheets: dict[Occasion, Sheets], end: date) -> list[str]:
    """Every text that somebody wrote, and that is nowhere.

    It may stand in a report; in a form that is named as set apart or withdrawn; or the unit answered anew.
    """
    written = {(row[0], row[5]) for found in sheets.values() for row in found.cells}
    written |= {  # what was read as a status stands as it was written beside it
        (row[0], words) for found in sheets.values() for row in found.cells
        for words in re.findall("“([^”]*)”", row[13] or "")
    }  # fmt: skip
    named = {row[10] for found in sheets.values() for row in found.units if str(row[1]).startswith("Không tính")}
    listed = {one.sha256: one.state.value for one in gen.list_returns(office.plan, as_of=end)}
    told = [one for one in events if one.what in ("send", "correct")]
    forms = forms_on(events, end)
    of, rank = {one.name: one.of for one in forms}, {one.name: one.rank for one in forms}
    lost = []
    for event in told:
        for key, text in event.answers.items():
            anew = any(
                one.unit == event.unit and key in one.answers and one.answers is not event.answers
                and of.get(one.name, one.form) == of.get(event.name, event.form)
                and rank.get(one.name, (one.day, 2)) > rank.get(event.name, (event.day, 2))
                for one in told
            )  # fmt: skip
            is_named = event.what == "send" and (
                office.digest(event.name) in named
                or listed.get(office.digest(event.name)) in ("withdrawn", "set-apart")
            )
            if text and (event.unit, text) not in written and not is_named and not anew:
                lost.append(f"{event.unit} {event.day} {key}: {text}")
    return lost
