"""A period is judged by the plan as it stood at its end: whatever is amended later changes nothing of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gen.history import CurrentPlan, load_current
from gen.history.judged import judge
from gen.reporting.occasions import resolve_occasion
from gen.reporting.periods import Period
from tests.support import plans

REPORT = {"id": "quy", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "quarterly", "form": True}
AMENDMENT = {"id": "sua-1", "date": "2021-05-10", "does": "lùi hạn gửi báo cáo"}


def write(folder: Path, day: int, **more: object) -> CurrentPlan:
    due = {"raw": f"trước ngày {day} của tháng cuối quý"}
    return load_current(plans.write(folder, plans.base(obligations=[{**REPORT, "due": due}], **more)))


def due_days(current: CurrentPlan, *keys: str) -> list[date | None]:
    found = [resolve_occasion(current.plan, "quy", key, date(2021, 9, 1)) for key in keys]
    return [judge(current.revisions, one.obligation, one.period).period.due for one in found]


def test_due_day_that_an_amendment_moves_is_another_one_from_its_date_on_only(tmp_path: Path) -> None:
    write(tmp_path, 20).note_use([date(2021, 3, 14)])
    now = write(tmp_path, 25, amendments=[AMENDMENT])
    assert due_days(now, "2021-Q1", "2021-Q2") == [date(2021, 3, 19), date(2021, 6, 24)]


def test_form_of_an_earlier_period_is_due_on_the_day_that_held_then(tmp_path: Path) -> None:
    write(tmp_path, 20).note_use([date(2021, 3, 14)])
    now = write(tmp_path, 25, amendments=[AMENDMENT])
    asked = resolve_occasion(now.plan, "quy", "2021-Q1", date(2021, 9, 1))
    period: Period = judge(now.revisions, asked.obligation, asked.period).period
    assert period.due == date(2021, 3, 19)
