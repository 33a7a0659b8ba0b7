"""The store → every report that was received for a plan, as the archive keeps it: whose, for when, its standing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gen.clock import day_of

if TYPE_CHECKING:
    from gen.returns.history import ListedSubmission

COUNTS, SIGNED, SENT_AGAIN = "được tính", "bản có chữ ký của báo cáo", "gửi lại báo cáo đã nhận"
_IN_THE_END = date(9999, 1, 1)
"""Whatever was decided by now; the clock is not asked, since the same store gives the same archive."""


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
    from gen.returns.history import list_submissions
    from gen.returns.storage import open_store_to_read, originals_folder
    from gen.store.connection import store_errors
    from gen.store.originals import list_stored

    if not open_store_to_read(plan):
        return ()
    listed = list_submissions(plan, None, None, None, _IN_THE_END)
    with store_errors():
        there = list_stored(originals_folder(plan))
        found = [*_reports(plan_id, listed, there), *_files_sent_again(plan_id, there)]
    return tuple(sorted(found, key=lambda one: (one.received, one.sha256, one.unit, one.obligation, one.period)))


def _reports(plan_id: str, listed: tuple[ListedSubmission, ...], there: Mapping[str, Path]) -> Iterator[ReceivedReport]:
    from gen.store import models

    own = models.Submission.objects.filter(plan=plan_id).values_list("pk", "file_id", "file__name")
    files = {number: (digest, name) for number, digest, name in own}
    units = dict(models.Unit.objects.filter(plan=plan_id).values_list("name_id", "name"))
    periods = models.Period.objects.filter(plan=plan_id).values_list("obligation", "key", "label")
    labels = {(obligation, key): label for obligation, key, label in periods}
    for one in listed:
        digest, name = files[one.number]
        yield ReceivedReport(
            digest, name, one.received, _standing(one), there.get(digest), one.unit, units.get(one.unit, ""),
            one.obligation, one.period, labels.get((one.obligation, one.period), ""),
        )  # fmt: skip


def _files_sent_again(plan_id: str, there: Mapping[str, Path]) -> Iterator[ReceivedReport]:
    """Files with nothing in them but what had come before; of which plan they are, the store tells where it has one."""
    from gen.store import models

    if [*models.Plan.objects.values_list("id", flat=True)] != [plan_id]:
        return
    for row in models.File.objects.filter(submissions=None).order_by("received", "sha256").iterator():
        yield ReceivedReport(row.sha256, row.name, row.received, SENT_AGAIN, there.get(row.sha256))


def _standing(one: ListedSubmission) -> str:
    """What became of a submission; where a person decided it, why."""
    from gen.returns.effective import SubmissionState
    from gen.returns.reasons import official_words

    later = f"báo cáo gửi ngày {day_of(one.later_received):%d/%m/%Y}" if one.later_received else "báo cáo gửi sau"
    words = {
        SubmissionState.COUNTS: SIGNED if one.is_signed else COUNTS,
        SubmissionState.COMPLETED: f"chỉ tính các mục mà {later} để trống",
        SubmissionState.SUPERSEDED: f"đã thay bằng {later}",
        SubmissionState.WITHDRAWN: "đã rút",
        SubmissionState.SET_APART: f"không tính: {official_words(one.set_apart)}" if one.set_apart else "không tính",
        SubmissionState.MOVED: "đã chuyển sang kỳ khác",
    }[one.state]
    if one.moved_from is not None:
        words += f"; nhận cho kỳ {'/'.join(one.moved_from)}, đã chuyển"
    return f"{words}; lý do: {one.reason}" if one.reason else words
