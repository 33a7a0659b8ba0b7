"""A plan with a quarterly report and two communes and a department, and collections of its periods."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from gen.derive.answers import FormField
from gen.derive.form_fields import Area, fields_of
from gen.plan.model import Plan
from gen.reading import Figure
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue
from tests.support import plans

TARGETS = [
    {"raw": "đạt trên 90%", "op": ">=", "value": "90", "of": "hộ trồng cây"},
    {"raw": "ít nhất 5 lớp", "op": ">=", "value": "5", "unit": "lớp", "of": "lớp tập huấn"},
]
DUE = {"raw": "trước ngày 30/4/2026", "value": "2026-04-30", "kind": "before"}


def quarterly(**task: Any) -> plans.Data:
    """The data of the plan: the communes plant (1.1), supported by the department, which trains them (2.1)."""
    planting = {"id": "1.1", "text": "Trồng cây.", "with": ["phong-yte"], "due": DUE, "targets": TARGETS, **task}
    data = plans.with_sections(
        {"to": ["communes"], "heading": "UBND các xã", "items": [planting]},
        {"to": ["phong-yte"], "heading": "Phòng Y tế", "items": [{"id": "2.1", "text": "Hướng dẫn."}]},
    )
    data["units"].append({"id": "phong-yte", "kind": "department", "name": "Phòng Y tế", "abbr": "YT"})
    data["plan"]["date"] = "2026-01-08"
    data["obligations"] = [
        {
            "id": "quy", "name": "Báo cáo kết quả quý", "of": ["communes", "phong-yte"], "to": "huyen",
            "frequency": "quarterly", "form": True,
            "due": {"raw": "trước ngày 20 của tháng cuối quý", "kind": "before"},
        }
    ]  # fmt: skip
    return data


def quarterly_plan(folder: Path, **task: Any) -> Plan:
    folder.mkdir(exist_ok=True)
    return plans.plan_of(folder, quarterly(**task))


def quarter(plan: Plan, key: str, *reports: AcceptedSubmission, **more: Any) -> Collection:
    """What is received for one quarter."""
    obligation = resolve_obligation(plan, None)
    period = resolve_period(plan, obligation, key, date(2026, 1, 8))
    return Collection(plan, obligation, period, reporting_units(plan, obligation), reports, **more)


def answer(key: str, text: str) -> FieldValue:
    """One answer; a text where a figure is asked for has none."""
    code, _slash, name = key.rpartition("/")
    kind = next(one.kind for area in Area for one in fields_of(area) if one.name == name)
    is_number = kind.value == "number" and text.replace(".", "").isdigit()
    return FieldValue(FormField(code, name, kind), text, "control", Figure(Decimal(text)) if is_number else None)


def returned(unit: str, day: str, /, *, unfit: dict[str, str] | None = None, **answers: str) -> AcceptedSubmission:
    """A report; `t1_1__status` is the key 1.1/status, `t1_1_2__value` the second target's value."""
    when = datetime.fromisoformat(day).replace(hour=3, tzinfo=UTC)
    bad = tuple((answer(key, text), _misfit(key)) for key, text in (unfit or {}).items())
    values = tuple(answer(_key(name), text) for name, text in answers.items())
    return AcceptedSubmission(unit, when, unit[-1] * 64, f"{unit}.docx", values, bad)


def _misfit(key: str) -> Reason:
    return Reason.of(ReasonCode.NO_STATUS if key.endswith("/status") else ReasonCode.NO_NUMBER)


def _key(name: str) -> str:
    row, _slash, field = name.partition("__")
    section, task, *target = row.removeprefix("t").split("_")
    return "/".join([f"{section}.{task}", *target, field])
