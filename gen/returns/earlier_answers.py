"""A report and a period → what each unit reported in the period before, row by row, as its new form tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from gen.derive.form_fields import Area, area_of, field_words, fields_of
from gen.errors import Diagnostic
from gen.history.carried_codes import map_codes
from gen.returns.collection import AcceptedSubmission
from gen.returns.storage import load_period_before
from gen.store.connection import StoreError
from gen.text import collapse_spaces, shorten

_MOST_LETTERS = 160
"""So much of a text is told beside a cell; the unit has the rest in its own report."""
TOLD = {
    Area.TASK: ("status", "result"),
    Area.TARGET: tuple(one.name for one in fields_of(Area.TARGET)),
    Area.INDICATOR: ("count",),
}
"""The fields that are told of a row; evidence and reasons are those of their time."""
SEPARATOR = " – "
"""What stands between status and result."""


def find_earlier_answers(
    plan: Path, day: date, obligation: str, period: str
) -> tuple[Mapping[str, Mapping[str, str]], tuple[Diagnostic, ...]]:
    """What units had reported by the end of `day` in the period before that with the key `period`, and notices.

    It is by the unit's id and the code of the row in the new form: "Quý I năm 2026: Đang thực hiện". Nothing where the
    plan's report has no earlier one, or nothing was collected. What was asked in other words then is left out. Where
    the store cannot be read, that is a notice: forms can be made without it.
    """
    try:
        found = load_period_before(plan, obligation, period, day)
    except StoreError as error:
        return {}, tuple(error.diagnostics)
    if found is None:
        return {}, ()
    before, now = found
    codes = map_codes(before.plan, now.plan)
    told = {one.unit: dict(tell_rows(one, codes, before.period.label)) for one in before.accepted}
    return {unit: rows for unit, rows in told.items() if rows}, ()


def tell_rows(report: AcceptedSubmission, codes: Mapping[str, str], period: str) -> Iterator[tuple[str, str]]:
    """What a report on the period with this name says, by the codes of the rows in the new form."""
    by_row: dict[str, dict[str, str]] = {}
    for value in report.values:
        by_row.setdefault(value.field.code, {})[value.field.name] = collapse_spaces(value.text)
    for code, texts in by_row.items():
        area = area_of(code)
        now = code if area is Area.INDICATOR else codes.get(code)
        said = [(name, texts[name]) for name in TOLD.get(area, ()) if texts.get(name)]
        if now is not None and said:
            yield now, f"{period}: {_tell(area, said)}"


def _tell(area: Area, said: list[tuple[str, str]]) -> str:
    if area is Area.TARGET:
        return ", ".join(f"{field_words(name).lower()} {text}" for name, text in said)
    return SEPARATOR.join(shorten(text, _MOST_LETTERS) for _name, text in said)
