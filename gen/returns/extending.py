"""A unit, a day and a reason → more time for its report, noted in the store: once for each period."""

from __future__ import annotations

from datetime import date

from gen.errors import GenError
from gen.locale import _
from gen.plan.loading import load_plan
from gen.plan.mistakes import did_you_mean
from gen.reporting.obligations import who_owes
from gen.reporting.occasions import occasion_meant
from gen.returns.collecting import Collecting
from gen.returns.collection import Extension
from gen.returns.keeping import Desk, open_store


class ExtensionError(GenError):
    """More time that cannot be given."""


def extend(asked: Collecting, unit: str, until: date, reason: str) -> Extension:
    """Note that `unit` has until that day.

    Raises ExtensionError RET-004 where it owes no such report, has had more time already, gains none by it, or no
    reason is given; OwingError RET-002, StoreError RET-001.
    """
    plan = load_plan(asked.plan).plan
    occasion = occasion_meant(plan, asked.obligation, asked.period, asked.received.date())
    obligation, period = occasion.obligation, occasion.period
    owing = [one.id for one in who_owes(plan, obligation)]
    if unit not in owing:
        message = _("{unit} does not owe this report").format(unit=unit)
        raise ExtensionError.one("RET-004", message, did_you_mean(unit, owing) or _("gen status shows who does"))
    if not reason.strip():
        raise ExtensionError.one("RET-004", _("more time needs a reason, which the store keeps"), "--reason")
    if period.due is not None and until <= period.due:
        message = _("{day} gives no more time: the report is due on {due}")
        text = message.format(day=f"{until:%d/%m/%Y}", due=f"{period.due:%d/%m/%Y}")
        raise ExtensionError.one("RET-004", text, _("name a later day: --until"))
    open_store(asked.plan)
    if not Desk(plan, obligation, period, asked.received).extend(unit, until, reason.strip()):
        message = _("{unit} has had more time for this report already").format(unit=unit)
        raise ExtensionError.one("RET-004", message, _("it is given once; a further delay is for the unit to explain"))
    return Extension(unit, until, reason.strip())
