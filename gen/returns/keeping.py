"""Submissions → rows of the store beside the plan, and its rows → the Collection of one report.

A file under the same checksum is one submission; a later one of a unit supersedes the earlier, whose rows stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from gen.derive.answers import Field
from gen.derive.form_fields import FieldKind
from gen.plan.loading import load_plan
from gen.plan.model import Obligation, Plan
from gen.plan.units import full_name, receivers
from gen.reporting.obligations import who_owes
from gen.reporting.occasions import occasion_meant
from gen.reporting.periods import Period
from gen.returns.collection import VIETNAM, Collection, Extension, Rejected, Report
from gen.returns.judging import Value, no_number
from gen.returns.putting import AT_ONCE, Batch, Came, Kept, name_of
from gen.store.connecting import connect
from gen.values import read_figure

if TYPE_CHECKING:
    from gen.store import models


def folder_of(plan: Path) -> Path:
    """Where the returns of the plan in the file `plan` lie: never among the results, which may be deleted."""
    return plan.parent / "returns"


def open_store(plan: Path) -> None:
    """Open the store beside the plan. Raises StoreError RET-001."""
    connect(folder_of(plan))


class Desk:
    """Where the submissions for one period of a report are put down; the store is open."""

    def __init__(self, plan: Plan, obligation: Obligation, period: Period, received: datetime) -> None:
        self.received = received
        with transaction.atomic():
            self._plan = _plan_row(plan)
            self._units = _unit_rows(self._plan, plan)
            self._period = _period_row(self._plan, obligation, period)
        self._mine: frozenset[int] = frozenset()

    def known(self, digests: Iterable[str]) -> dict[str, datetime]:
        """When each of the forms with these sha256 came, as far as they were put down here and count, or did so."""
        rows = self._period.submissions.filter(why="", sha256__in=list(digests))
        return dict(rows.values_list("sha256", "received"))

    def put(self, batch: Sequence[Came]) -> list[Kept]:
        """Put the submissions of `batch` down, all or none, in order."""
        with transaction.atomic():
            self._lock()
            made = Batch(self._plan, self._period, self._units, self.received, self._mine)
            kept = made.take(batch, self.known(came.said.sha256 for came in batch))
            made.write()
        self._mine = made.mine
        return kept

    def _lock(self) -> None:
        """Others who put down for this plan wait until this is done."""
        type(self._plan).objects.select_for_update().get(pk=self._plan.pk)

    def extend(self, unit: str, until: date, reason: str) -> bool:
        """Give the unit until that day; False where it has had more time already."""
        from gen.store import models

        with transaction.atomic():
            self._lock()
            mine = {"unit": self._units[unit], "period": self._period}
            if models.Extension.objects.filter(**mine).exists():
                return False
            models.Extension.objects.create(**mine, until=until, reason=reason, granted=self.received)
            models.Log.objects.create(
                at=self.received, plan=self._plan, action="extended",
                detail={"unit": unit, "until": until.isoformat(), "reason": reason, "period": name_of(self._period)},
            )  # fmt: skip
            return True


def _plan_row(plan: Plan) -> models.Plan:
    from gen.store import models

    row: models.Plan
    row, _new = models.Plan.objects.update_or_create(id=plan.header.id, defaults={"subject": plan.header.subject})
    return row


def _unit_rows(row: models.Plan, plan: Plan) -> dict[str, models.Unit]:
    from gen.store import models

    names = {unit.id: full_name(unit) for unit in receivers(plan)}
    known = {unit.name_id: unit for unit in row.units.all()}
    for unit in known.values():
        if names.get(unit.name_id, unit.name) != unit.name:
            unit.name = names[unit.name_id]
            unit.save(update_fields=["name"])
    fresh = [models.Unit(plan=row, name_id=key, name=name) for key, name in names.items() if key not in known]
    models.Unit.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return known | {unit.name_id: unit for unit in fresh}


def _period_row(row: models.Plan, obligation: Obligation, period: Period) -> models.Period:
    from gen.store import models

    dates = {"label": period.label, "begin": period.begin, "cutoff": period.cutoff, "due": period.due}
    found: models.Period
    found, _new = models.Period.objects.update_or_create(
        plan=row, obligation=obligation.id, key=period.key, defaults=dates
    )
    return found


def collection_of(plan_path: Path, obligation_id: str | None, period_key: str | None, as_of: date) -> Collection:
    """What came in for one report of the plan in the file `plan_path`: the one that the form answers, if none is named.

    Raises OwingError RET-002 for a name that is none, StoreError RET-001 where the store cannot be opened.
    """
    plan = load_plan(plan_path).plan
    occasion = occasion_meant(plan, obligation_id, period_key, as_of)
    obligation, period = occasion.obligation, occasion.period
    open_store(plan_path)
    return Collection(plan, obligation, period, who_owes(plan, obligation), *_came(plan, obligation, period, as_of))


def _came(
    plan: Plan, obligation: Obligation, period: Period, as_of: date
) -> tuple[tuple[Report, ...], tuple[Rejected, ...], tuple[Extension, ...]]:
    from gen.store import models

    row = models.Period.objects.filter(plan=plan.header.id, obligation=obligation.id, key=period.key).first()
    if row is None:
        return (), (), ()
    standing = _standing(row, as_of)
    values = _values_of(standing)
    reports = tuple(
        Report(s.unit.name_id, s.received, s.sha256, s.name, *values.get(s.pk, ((), ())), is_current=s.is_current)
        for s in standing if not s.why and s.unit is not None
    )  # fmt: skip
    rejected = tuple(Rejected(s.unit_said, s.received, s.sha256, s.name, s.why) for s in standing if s.why)
    extensions = tuple(Extension(e.unit.name_id, e.until, e.reason) for e in row.extensions.select_related("unit"))
    return reports, rejected, extensions


def _standing(row: models.Period, as_of: date) -> list[models.Submission]:
    """What counted by the end of that day: what had come, and was not superseded by then."""
    end = datetime.combine(as_of + timedelta(days=1), time(), VIETNAM)
    not_yet = Q(superseded_by=None) | Q(superseded_by__received__gte=end)
    return list(row.submissions.filter(not_yet, received__lt=end).select_related("unit").order_by("received", "pk"))


_Values = tuple[tuple[Value, ...], tuple[tuple[Value, str], ...]]


def _values_of(standing: Sequence[models.Submission]) -> dict[int, _Values]:
    """The values of the submissions that count, by their rows, in the order in which they stood in the form."""
    from gen.store import models

    names = ("submission_id", "code", "field", "kind", "text", "anchor", "doubts", "why")
    rows = [one.pk for one in standing if not one.why]
    wanted = (
        found
        for start in range(0, len(rows), AT_ONCE)
        for found in models.Value.objects.filter(submission__in=rows[start : start + AT_ONCE])
        .order_by("pk")
        .values_list(*names)
        .iterator()
    )
    counted: defaultdict[int, list[Value]] = defaultdict(list)
    apart: defaultdict[int, list[tuple[Value, str]]] = defaultdict(list)
    for owner, code, name, kind, text, anchor, doubts, why in wanted:
        # From what was typed: SQLite keeps the column of numbers as floating points.
        number = read_figure(text) if kind == FieldKind.NUMBER else None
        value = Value(Field(code, name, FieldKind(kind)), text, anchor, number, tuple(doubts))
        if not why and kind == FieldKind.NUMBER and number is None:
            why = no_number()  # it was read as one by an earlier version
        if why:
            apart[owner].append((value, why))
        else:
            counted[owner].append(value)
    return {owner: (tuple(counted[owner]), tuple(apart[owner])) for owner in {*counted, *apart}}
