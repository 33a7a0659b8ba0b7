"""The board → rows of words: a table for the terminal, JSON, CSV, a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from gen.locale import _
from gen.outputs import put_new
from gen.returns.board import Standing, State
from gen.sheets.book import FORMULA_SIGNS, Sheet, render_book
from gen.text import short_date

_WORKBOOK = "tinh-hinh-bao-cao.xlsx"


def headings() -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        _("Id"), _("Unit"), _("State"), _("Due"), _("Received"), _("Late by, working days"), _("Extended until"),
        _("To be added"), _("Remarks"),
    )  # fmt: skip


def rows(standings: Sequence[Standing]) -> list[tuple[str, ...]]:
    """A row for each unit, in words."""
    return [_row(one) for one in standings]


def _row(one: Standing) -> tuple[str, ...]:
    extended = short_date(one.extension.until) if one.extension else ""
    remarks = [*([one.extension.reason] if one.extension else []), *dict.fromkeys(one.invalid)]
    late = str(one.late_by) if one.late_by else ""
    return (
        one.unit, one.name, state_word(one), short_date(one.due), short_date(one.received), late, extended,
        "; ".join(one.to_add), "; ".join(remarks),
    )  # fmt: skip


def state_word(one: Standing) -> str:
    """Where a unit stands, in a word or two."""
    words = {
        State.IN_TIME: _("received"),
        State.LATE: _("received late"),
        State.OPEN: _("not yet due") if one.due else _("not received; no date is stated"),
        State.BEHIND: _("not received"),
        State.INVALID: _("not readable"),
    }
    return words[one.state] + (", " + _("to be added to") if one.to_add else "")


def counted(standings: Sequence[Standing]) -> str:
    """The counts in a sentence."""
    states = Counter(one.state for one in standings)
    message = _("{came} of {all} units have reported, {late} of them late; {behind} are behind, {invalid} not readable")
    came = states[State.IN_TIME] + states[State.LATE]
    return message.format(
        came=came, all=len(standings), late=states[State.LATE], behind=states[State.BEHIND],
        invalid=states[State.INVALID],
    )  # fmt: skip


def as_json(standings: Sequence[Standing]) -> bytes:
    """For programs."""
    listed = [
        {
            "unit": one.unit,
            "name": one.name,
            "state": one.state.value,
            "due": one.due.isoformat() if one.due else None,
            "received": one.received.isoformat() if one.received else None,
            "late_by": one.late_by,
            "invalid": list(one.invalid),
            "extended": {"until": one.extension.until.isoformat(), "reason": one.extension.reason}
            if one.extension
            else None,
            "to_add": list(one.to_add),
        }
        for one in standings
    ]
    return (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(standings: Sequence[Standing]) -> bytes:
    """For Excel, which takes a file for UTF-8 by its first mark, and what begins with a sign of sums for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings())
    writer.writerows([_harmless(cell) for cell in row] for row in rows(standings))
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def as_xlsx(standings: Sequence[Standing]) -> bytes:
    """A workbook of one sheet."""
    columns = tuple(zip(headings(), (22, 44, 26, 12, 12, 12, 12, 30, 50), strict=True))
    return render_book(counted(standings), (Sheet(_("Reports"), columns, rows(standings)),))


FORMATS: dict[str, Callable[[Sequence[Standing]], bytes]] = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx}


def write_board(standings: Sequence[Standing], form: str, to: Path | None, *, force: bool = False) -> bool:
    """Put the board into the new file `to`, a workbook under its own name where none is named; whether it was.

    Raises GenError RET-007 where there is one already, over which it is put only with `force`.
    """
    if to is None and form != "xlsx":
        return False
    put_new({to or Path(_WORKBOOK): FORMATS[form](standings)}, force=force)
    return True
