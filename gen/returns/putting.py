"""Submissions, some at a time → their rows: what is there already is noted only, what is overtaken is marked so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gen.derive.answers import Field
from gen.derive.form_fields import FieldKind
from gen.returns.judging import Submission, Value

if TYPE_CHECKING:
    from gen.store import models

AT_ONCE = 500
"""So many rows go into one statement."""


@dataclass(frozen=True, slots=True)
class Came:
    """A submission with the file in which it came: the sha256 of that, its name, its size in bytes."""

    said: Submission
    file: str
    file_name: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a submission: `again` where it was there already, `left_out` what only the earlier one says.

    `together` tells that an earlier one of the same unit came in the same call.
    """

    said: Submission
    again: datetime | None = None
    superseded: datetime | None = None
    left_out: tuple[str, ...] = ()
    together: bool = False


class Batch:
    """The rows of some submissions, gathered and then written in a few statements; within a transaction."""

    def __init__(
        self, plan: models.Plan, period: models.Period, units: Mapping[str, models.Unit], received: datetime,
        mine: frozenset[int],
    ) -> None:  # fmt: skip
        self.mine = mine
        self._plan, self._period, self._units, self._received = plan, period, units, received
        self._rows: list[tuple[models.Submission, Submission]] = []
        self._overtaken: list[tuple[models.Submission, models.Submission]] = []
        self._log: list[models.Log] = []
        self._files: dict[str, Came] = {}
        self._standing: dict[int, models.Submission] = {}
        self._apart: dict[tuple[str, str], datetime] = {}

    def take(self, batch: Sequence[Came], known: Mapping[str, datetime]) -> list[Kept]:
        """What is to become of each of `batch`, in order; `known` are those that are there, by their sha256."""
        there, rows = dict(known), self._period.submissions
        units = [u.pk for came in batch if (u := self._units.get(came.said.unit)) is not None]
        self._standing = {s.unit_id: s for s in rows.filter(unit__in=units, why="", superseded_by=None)}
        apart = rows.filter(sha256__in=[came.said.sha256 for came in batch]).exclude(why="")
        self._apart = {(sha256, why): at for sha256, why, at in apart.values_list("sha256", "why", "received")}
        found = []
        for came in batch:
            said = came.said
            before = self._apart.get((said.sha256, said.quarantined)) if said.quarantined else None
            before = there.get(said.sha256, before)
            if before is not None:
                self._note("again", said)
                found.append(Kept(said, again=before))
                continue
            found.append(self._put(came))
            if said.quarantined:
                self._apart[said.sha256, said.quarantined] = self._received
            else:
                there[said.sha256] = self._received
        return found

    def _put(self, came: Came) -> Kept:
        from gen.store import models

        said = came.said
        self._files.setdefault(came.file, came)
        unit = self._units.get(said.unit)
        row = models.Submission(
            plan=self._plan, file_id=came.file, sha256=said.sha256, name=said.name, unit=unit, unit_said=said.unit[:80],
            period=self._period, revision=said.revision[:40], is_current=said.is_current, received=self._received,
            why=said.quarantined, doubts=list(said.doubts),
        )  # fmt: skip
        self._note("set apart" if said.quarantined else "kept", said, why=said.quarantined)
        kept = Kept(said)
        if not said.quarantined and unit is not None:
            kept = self._after(row, said)
            self._standing[unit.pk] = row
        self._rows.append((row, said))
        return kept

    def _after(self, row: models.Submission, said: Submission) -> Kept:
        """What becomes of the form that counted until now."""
        before = self._standing.get(row.unit_id)
        if before is None:
            return Kept(said)
        self._overtaken.append((before, row))
        self._note("superseded", said, earlier=before.sha256)
        mine = frozenset(_keys(said))
        left = tuple(key for key in self._keys_of(before) if key not in mine)
        together = before.pk is None or before.pk in self.mine
        return Kept(said, None, before.received, left, together)

    def _keys_of(self, row: models.Submission) -> list[str]:
        if row.pk is None:
            return next([*_keys(said)] for other, said in self._rows if other is row)
        return [_key(code, name) for code, name in row.values.order_by("pk").values_list("code", "field")]

    def write(self) -> None:
        """Write all rows: files, submissions, values, then what is overtaken, and the log."""
        from gen.store import models

        files = [
            models.File(sha256=digest, name=came.file_name, size=came.size, received=self._received)
            for digest, came in self._files.items()
        ]
        models.File.objects.bulk_create(files, AT_ONCE, ignore_conflicts=True)
        rows = models.Submission.objects.bulk_create([row for row, _said in self._rows], AT_ONCE)
        values = [value for row, said in self._rows for value in _value_rows(row, said)]
        models.Value.objects.bulk_create(values, AT_ONCE)
        for before, row in self._overtaken:
            before.superseded_by = row
        models.Submission.objects.bulk_update([before for before, _row in self._overtaken], ["superseded_by"], AT_ONCE)
        models.Log.objects.bulk_create(self._log, AT_ONCE)
        self.mine |= {row.pk for row in rows if not row.why}

    def _note(self, action: str, said: Submission, **detail: Any) -> None:
        from gen.store import models

        what = {"name": said.name, "period": name_of(self._period), **{k: v for k, v in detail.items() if v}}
        self._log.append(
            models.Log(at=self._received, plan=self._plan, action=action, sha256=said.sha256, detail=what)
        )  # fmt: skip


def name_of(period: models.Period) -> str:
    """A period as the log names it: summary/2021-Q2."""
    return f"{period.obligation}/{period.key}"


def _keys(said: Submission) -> Iterable[str]:
    return (v.field.key for v in (*said.values, *(v for v, _why in said.apart)))


def _key(code: str, name: str) -> str:
    return Field(code, name, FieldKind.TEXT).key


def _value_rows(row: models.Submission, said: Submission) -> Iterable[models.Value]:
    for value in said.values:
        yield _value_row(row, value, "")
    for value, why in said.apart:
        yield _value_row(row, value, why)


def _value_row(row: models.Submission, value: Value, why: str) -> models.Value:
    from gen.store import models

    number, percent = (value.figure.value, value.figure.percent) if value.figure else (None, False)
    return models.Value(
        submission=row, code=value.field.code, field=value.field.name, kind=value.field.kind.value, text=value.text,
        number=number, percent=percent, anchor=value.anchor, doubts=list(value.doubts), why=why,
    )  # fmt: skip
