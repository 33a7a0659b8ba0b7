"""The store → every report that was received for a plan, as the archive keeps it: whose, for when, its standing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gen.store import models

COUNTS = "được tính"
SENT_AGAIN = "gửi lại báo cáo đã nhận"


@dataclass(frozen=True, slots=True)
class ReceivedReport:
    """One report in a received file; a file that holds several, such as a zip, is the file of each of them.

    `sha256` and `name` are those of the file as it was received, `path` is where it lies, None where it is gone.
    `unit` is the id of the unit, or what the form says of it where the plan has no such unit; `period` is the key of
    the period. `standing` says in the words of an official document what became of it.
    """

    sha256: str
    name: str
    received: datetime
    standing: str
    path: Path | None = None
    unit: str = ""
    unit_name: str = ""
    obligation: str = ""
    period: str = ""
    period_label: str = ""


def load_received_reports(plan: Path, plan_id: str) -> tuple[ReceivedReport, ...]:
    """Every report received for the plan with that id in the file `plan`, in the order of receipt.

    Raises StoreError RET-001, RET-016, RET-018, RET-019, RET-021 where what was received is not known.
    """
    from gen.returns.storage import open_store_to_read, originals_folder
    from gen.store.connection import store_errors
    from gen.store.originals import list_stored

    if not open_store_to_read(plan):
        return ()
    with store_errors():
        there = list_stored(originals_folder(plan))
        found = [*_reports(plan_id, there), *_files_sent_again(plan_id, there)]
    return tuple(sorted(found, key=lambda one: (one.received, one.sha256, one.unit, one.obligation, one.period)))


def _reports(plan_id: str, there: Mapping[str, Path]) -> Iterator[ReceivedReport]:
    from gen.store import models

    rows = models.Submission.objects.filter(plan=plan_id).order_by("received", "pk")
    for row in rows.select_related("file", "unit", "period", "superseded_by").iterator():
        yield ReceivedReport(
            row.file_id, row.file.name, row.received, _standing(row), there.get(row.file_id),
            row.unit.name_id if row.unit else row.unit_said, row.unit.name if row.unit else "",
            row.period.obligation, row.period.key, row.period.label,
        )  # fmt: skip


def _files_sent_again(plan_id: str, there: Mapping[str, Path]) -> Iterator[ReceivedReport]:
    """Files with nothing in them but what had come before; of which plan they are, the store tells where it has one."""
    from gen.store import models

    if [*models.Plan.objects.values_list("id", flat=True)] != [plan_id]:
        return
    for row in models.File.objects.filter(submissions=None).order_by("received", "sha256").iterator():
        yield ReceivedReport(row.sha256, row.name, row.received, SENT_AGAIN, there.get(row.sha256))


def _standing(row: models.Submission) -> str:
    from gen.returns.collection import VIETNAM
    from gen.returns.reasons import Reason, official_words

    if row.why:
        return f"không tính: {official_words(Reason.parse(row.why))}"
    if row.superseded_by is not None:
        return f"đã thay bằng báo cáo gửi ngày {row.superseded_by.received.astimezone(VIETNAM):%d/%m/%Y}"
    return COUNTS
