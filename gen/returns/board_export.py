"""The board → rows of words: a table for the terminal, JSON, CSV, a workbook.

CSV and workbook are lists that an office hands on: they are Vietnamese, whatever the reader's language is.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from gen.derive.form_fields import cell_words
from gen.locale import _, use_language
from gen.outputs import write_new_outputs
from gen.returns.board import ReportingState, StatusBoard, UnitStatus
from gen.returns.collection import RejectedFile, received_day
from gen.returns.reasons import Reason, official_words
from gen.sheets.xlsx import SheetTable, escape_formula, render_xlsx
from gen.text import format_short_date, name_few, shorten

_MAX_SET_APART = 30
"""So many files that are set apart are named on a terminal; all are counted."""
_WORKBOOK = "tinh-hinh-bao-cao.xlsx"


def column_headings() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        _("Id"), _("Unit"), _("State"), _("Due"), _("Received"), _("Completed on"), _("Late by, working days"),
        _("Extended until"), _("To be added"), _("Remarks"),
    )  # fmt: skip


def board_rows(statuses: Sequence[UnitStatus]) -> list[tuple[str, ...]]:
    """A row for each unit, in the reader's words."""
    return [_board_row(one, str) for one in statuses]


def official_rows(statuses: Sequence[UnitStatus]) -> list[tuple[str, ...]]:
    """The headings and a row for each unit, in Vietnamese."""
    with use_language("vi"):
        return [column_headings(), *(_board_row(one, official_words) for one in statuses)]


def _board_row(one: UnitStatus, in_words: Callable[[Reason], str]) -> tuple[str, ...]:
    extended = format_short_date(one.extension.until) if one.extension else ""
    remarks = [
        *([one.extension.reason] if one.extension else []), *dict.fromkeys(map(in_words, one.rejection_reasons)),
        *(_("a file that may be of this unit is told at {unit}").format(unit=file.unit) for file in one.told_elsewhere),
        *_describe_corrections(one),
    ]  # fmt: skip
    late = str(one.working_days_late) if one.working_days_late else ""
    return (
        one.unit, one.name, describe_state(one), format_short_date(one.due), format_short_date(one.received),
        format_short_date(one.completed), late, extended, "; ".join(map(cell_words, one.missing_keys)),
        "; ".join(remarks),
    )  # fmt: skip


_MAX_CORRECTIONS = 4
"""So many corrected answers of a unit are named; all are counted."""


def _describe_corrections(one: UnitStatus) -> list[str]:
    """How many answers the unit corrected beside its form, and which."""
    if not one.corrections:
        return []
    named = name_few(
        [f"{cell_words(c.key)} ({shorten(c.reason, 100)})" for c in one.corrections], _MAX_CORRECTIONS, "; "
    )
    return [_("{count} answers corrected: {names}").format(count=len(one.corrections), names=named)]


def describe_state(one: UnitStatus) -> str:
    """The state of a unit, in a word or two."""
    words = {
        ReportingState.IN_TIME: _("received"),
        ReportingState.LATE: _("received late"),
        ReportingState.OPEN: _("not yet due") if one.due else _("not received; no date is stated"),
        ReportingState.OVERDUE: _("not received"),
        ReportingState.INVALID: _("sent a file that does not count yet")
        if any(file.is_form for file in one.rejected)
        else _("sent a file that cannot be read"),
        ReportingState.SIGNED: _("signed copy received, answers not entered"),
    }
    return words[one.state] + (", " + _("to be added to") if one.missing_keys else "")


def describe_board(board: StatusBoard) -> str:
    """What the board is of: the report with its period, and the day on which it stands so."""
    return _("{report}, as of {day}").format(report=board.report, day=format_short_date(board.day))


def describe_counts(statuses: Sequence[UnitStatus]) -> str:
    """The counts in a sentence."""
    states = Counter(one.state for one in statuses)
    message = _(
        "{came} of {all} units have reported, {late} of them late; {behind} are behind, "
        "{invalid} sent files that do not count"
    )
    signed = states[ReportingState.SIGNED]
    reported = states[ReportingState.IN_TIME] + states[ReportingState.LATE] + signed
    counts = message.format(
        came=reported, all=len(statuses), late=sum(one.is_late for one in statuses),
        behind=states[ReportingState.OVERDUE], invalid=states[ReportingState.INVALID],
    )  # fmt: skip
    if not signed:
        return counts
    return f"{counts}; " + _("of {signed}, only a signed copy came").format(signed=signed)


def describe_set_apart(board: StatusBoard, most: int = _MAX_SET_APART) -> list[str]:
    """How many files are set apart; each with the day on which it came, whose it is as far as is known, and why."""
    if not board.set_apart:
        return []
    names = {one.unit: one.name for one in board}
    told = [
        f"  {format_short_date(received_day(file))}  {_name_senders(file, names)}  {file.name}: "
        f"{file.reason.with_remedy()}"
        for file in board.set_apart[:most]
    ]
    head = _("{count} files are set apart:").format(count=len(board.set_apart))
    more = len(board.set_apart) - most
    tail = [_("  … and {count} more, which gen returns list names").format(count=more)] if more > 0 else []
    return [head, *told, *tail]


def _name_senders(file: RejectedFile, names: Mapping[str, str]) -> str:
    """The units of which a file may be, as people call them."""
    return " / ".join(names.get(one, one) for one in file.units) or _("(nobody knows whose)")


def set_apart_headings() -> tuple[str, ...]:
    """The headings of the list of files that are set apart."""
    return _("Received"), _("Unit"), _("File"), _("Why it does not count")


def set_apart_rows(board: StatusBoard) -> list[tuple[str, ...]]:
    """A row in Vietnamese for each file that is set apart."""
    names = {one.unit: one.name for one in board}
    with use_language("vi"):
        return [
            (format_short_date(received_day(file)), _name_senders(file, names), file.name, official_words(file.reason))
            for file in board.set_apart
        ]


def board_as_json(statuses: StatusBoard) -> bytes:
    """The board for programs: each unit with its files that are set apart; those of no unit on it in a last record."""
    listed: list[dict[str, object]] = [
        {
            "unit": one.unit,
            "name": one.name,
            "state": one.state.value,
            "due": one.due.isoformat() if one.due else None,
            "received": one.received.isoformat() if one.received else None,
            "late_by": one.working_days_late,
            "invalid": list(map(str, one.rejection_reasons)),
            "extended": {"until": one.extension.until.isoformat(), "reason": one.extension.reason}
            if one.extension
            else None,
            "to_add": list(one.missing_keys),
            "completed": one.completed.isoformat() if one.completed else None,
            "corrected": [
                {"key": c.key, "text": c.text, "reason": c.reason, "at": c.at.isoformat()} for c in one.corrections
            ],
        }
        for one in statuses
    ]
    for one, record in zip(statuses, listed, strict=True):
        record["set_apart"] = list(map(_set_apart_record, one.rejected))
    if others := _files_of_nobody(statuses):
        listed.append({"unit": "", "name": "", "state": "set-apart", "set_apart": list(map(_set_apart_record, others))})
    return (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()


def _set_apart_record(file: RejectedFile) -> dict[str, object]:
    return {
        "file": file.name,
        "sha256": file.sha256,
        "received": received_day(file).isoformat(),
        "units": list(file.units),
        "readable": file.is_form,
        "reason": str(file.reason),
        "code": file.reason.code,
    }


def board_as_csv(statuses: StatusBoard) -> bytes:
    """The board for Excel: a byte order mark, by which Excel detects UTF-8, and no cell that it reads as a formula.

    Files that are set apart and of no unit on the board follow its rows.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([escape_formula(cell) for cell in row] for row in official_rows(statuses))
    writer.writerows([escape_formula(cell) for cell in row] for row in _rows_of_nobody(statuses))
    return out.getvalue().encode("utf-8-sig")


def _rows_of_nobody(board: StatusBoard) -> Iterator[tuple[str, ...]]:
    """Rows as those of units for the files that are of none of them."""
    with use_language("vi"):
        for file in _files_of_nobody(board):
            day, why = format_short_date(received_day(file)), f"{file.name}: {official_words(file.reason)}"
            yield ("", _name_senders(file, {}), _("file set apart"), "", day, "", "", "", "", why)


def _files_of_nobody(board: StatusBoard) -> list[RejectedFile]:
    """The files that are set apart and of none of the units on the board."""
    known = {one.unit for one in board}
    return [file for file in board.set_apart if not known & set(file.units)]


def board_as_xlsx(statuses: StatusBoard) -> bytes:
    """A workbook under the name of the report with its period: the units, and the files that are set apart."""
    headings, *rows = official_rows(statuses)
    columns = tuple(zip(headings, (22, 44, 26, 12, 12, 12, 12, 12, 30, 50), strict=True))
    with use_language("vi"):
        title = f"{describe_board(statuses)}: {describe_counts(statuses)}"
        sheets = [SheetTable(_("Reports"), columns, rows)]
        if statuses.set_apart:
            columns = tuple(zip(set_apart_headings(), (12, 44, 44, 70), strict=True))
            sheets.append(SheetTable(_("Files set apart"), columns, set_apart_rows(statuses)))
        return render_xlsx(title, tuple(sheets))


BOARD_FORMATS: dict[str, Callable[[StatusBoard], bytes]] = {
    "json": board_as_json,
    "csv": board_as_csv,
    "xlsx": board_as_xlsx,
}


def write_board(statuses: StatusBoard, form: str, to: Path | None, *, force: bool = False) -> Path | None:
    """Write the board to the new file `to`, a workbook under its own name where `to` is None; that file.

    Raises GenError RET-007 where the file exists and `force` is not set.
    """
    if to is None and form != "xlsx":
        return None
    path = to or Path(_WORKBOOK)
    write_new_outputs({path: BOARD_FORMATS[form](statuses)}, force=force)
    return path
