"""Pictures in the cells of forms → files beside the store, under the sha256 of their bytes; answers → their pictures.

The form itself is kept as it came, with its pictures. These are kept by themselves too, so that they can be looked at
without it, whatever its format is; `gen collect returns/files` makes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gen import diagnostics
from gen.os_errors import describe_os_error
from gen.returns.collection import AcceptedSubmission, ValueOrigin
from gen.returns.reasons import Reason
from gen.returns.validation import FieldValue, Submission
from gen.store.connection import StoreError
from gen.store.originals import list_stored, store_bytes
from gen.word.forms.cell_content import CellFinding

if TYPE_CHECKING:
    from gen.word.pictures import PrintablePicture

MOST_PICTURES = 120
_GONE, _NOT_READ = "không còn tệp hình trong returns/evidence", "không đọc được tệp hình trong returns/evidence"


@dataclass(frozen=True, slots=True)
class EvidenceListing:
    """An answer with pictures: whose it is, where it comes from, the sha256 of each picture.

    `reason` is why the answer does not count; None where it does.
    """

    unit: str
    value: FieldValue
    origin: ValueOrigin
    pictures: tuple[str, ...]
    reason: Reason | None = None


def evidence_folder(plan: Path) -> Path:
    """The folder of the pictures."""
    return plan.parent / "returns" / "evidence"


def keep_pictures(folder: Path, submissions: Iterable[Submission], received: datetime) -> None:
    """Keep the pictures in the cells of the submissions; one that is there already stays as it is.

    Raises StoreError RET-003 where that fails.
    """
    for one in submissions:
        for picture in one.pictures:
            try:
                store_bytes(folder, picture.data, f"x.{picture.suffix}", received)
            except OSError as error:
                reason = describe_os_error(error)
                found = diagnostics.returns.NOT_KEPT.at(name=one.name, reason=reason, folder=folder)
                raise StoreError.one(found) from None


def pictures_of(value: FieldValue) -> tuple[str, ...]:
    """The sha256 of each picture in the cell of an answer."""
    return tuple(
        digest
        for doubt in value.doubts
        if doubt.code == CellFinding.PICTURE
        for name, files in doubt.values
        if name == "files"
        for digest in files.split()
    )


def list_evidence(reports: Iterable[AcceptedSubmission]) -> Iterator[EvidenceListing]:
    """The answers that have pictures, those that do not count too, in the order of the reports."""
    for report in reports:
        given = ((value, None) for value in report.values)
        for value, reason in (*given, *report.quarantined_values):
            if any(doubt.code == CellFinding.PICTURE for doubt in value.doubts):
                yield EvidenceListing(report.unit, value, report.origin_of(value, reason), pictures_of(value), reason)


def load_printable(folder: Path, reports: Iterable[AcceptedSubmission]) -> dict[str, PrintablePicture | str]:
    """The pictures of the `reports` that are printed, by their sha256, from `folder`; of one that is not, the reason.

    A consolidated report has the first 120; of more a person chooses: they lie in the folder.
    """
    wanted = dict.fromkeys(digest for one in list_evidence(reports) for digest in one.pictures)
    first = list(wanted)[:MOST_PICTURES]
    if not first:
        return {}
    from gen.word.pictures import UnprintablePictureError, make_printable

    try:
        there = list_stored(folder)
    except OSError:
        return dict.fromkeys(first, _NOT_READ)
    found: dict[str, PrintablePicture | str] = {}
    for digest in first:
        try:
            found[digest] = make_printable(there[digest].read_bytes()) if digest in there else _GONE
        except UnprintablePictureError as error:
            found[digest] = error.reason
        except OSError:
            found[digest] = _NOT_READ
    return found
