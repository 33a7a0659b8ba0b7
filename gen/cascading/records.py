"""Values of the superior's plan → records of the draft of a plan.yaml, in the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gen.importing.draft.yaml_text import DraftRecord
from gen.plan.model import (
    Citation,
    Cite,
    Deadline,
    DeadlineKind,
    Indicator,
    Operator,
    Superior,
    SuperiorIndicator,
    Target,
    Unit,
)


def superior_record(superior: Superior) -> DraftRecord:
    """What the superior's plan lays on the unit, as it stands at the end of the unit's own plan."""
    return DraftRecord(
        plan=superior.plan,
        unit=superior.unit,
        document=superior.document,
        tasks=[
            DraftRecord(
                **_without_none(
                    id=task.id,
                    text=task.text,
                    answered=None if task.answered else False,
                    due=deadline_record(task.due),
                    targets=[target_record(target) for target in task.targets] or None,
                )
            )
            for task in superior.tasks
        ],
        reports=[
            DraftRecord(
                **_without_none(
                    id=report.id,
                    name=report.name,
                    frequency=report.frequency.value,
                    due=deadline_record(report.due),
                    cutoff=str(report.cutoff) if report.cutoff else None,
                    form=report.form or None,
                    indicators=[indicator_record(one) for one in report.indicators] or None,
                )
            )
            for report in superior.reports
        ],
    )


def deadline_record(due: Deadline | None) -> DraftRecord | None:
    """A deadline; None where there is none."""
    if due is None:
        return None
    kind = None if due.kind is DeadlineKind.UNPARSED else due.kind.value
    return DraftRecord(**_without_none(raw=due.raw, value=str(due.value) if due.value else None, kind=kind))


def target_record(target: Target, superior: str = "") -> DraftRecord:
    """A target; `superior` is the code of the superior's to which its figures go."""
    unit = None if target.unit == "%" else target.unit
    record = _without_none(
        raw=target.raw, op=Operator(target.op).value, value=_figure(target.value), unit=unit, of=target.of
    )
    return DraftRecord(**record, **({"superior": superior} if superior else {}))


def indicator_record(indicator: Indicator | SuperiorIndicator) -> DraftRecord:
    """A figure that is asked for; of whom is not said, since the own bodies are others."""
    return DraftRecord(**indicator.model_dump(mode="json", exclude_defaults=True, by_alias=True, exclude={"only"}))


def citation_record(citation: Citation) -> DraftRecord:
    """A document that the plan names."""
    return DraftRecord(**citation.model_dump(mode="json", exclude_defaults=True, by_alias=True))


def cite_records(cites: Sequence[Cite]) -> list[DraftRecord]:
    """The places where a task names documents."""
    return [DraftRecord(**cite.model_dump(mode="json", exclude_defaults=True, by_alias=True)) for cite in cites]


def unit_record(unit: Unit, *without: str) -> DraftRecord:
    """A unit of the registry, but for the keys `without`."""
    dumped = unit.model_dump(mode="json", exclude_defaults=True, by_alias=True, exclude=set(without))
    return DraftRecord(**dumped)


def _figure(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _without_none(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
