"""Reminders and consolidated reports that were made → copies beside the plan, each with its record, and back.

They lie in the folder `returns/sent`, named by the sha256 of their bytes: the same letter made twice is one copy. A
file is written before its record, so that a record without its file is damage, and not a run that was cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gen import diagnostics
from gen.clock import today
from gen.errors import BuildError, Location
from gen.files import file_sha256, remove_all_leftovers, sha256, write_atomically
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.versions import NewerFormatError, select_reader

if TYPE_CHECKING:
    from gen.returns.collection import Collection

FORMAT = 1
FOLDER = "sent"
MAX_RECORD = 1 << 16
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


class OutgoingKind(StrEnum):
    """What was made: the letter that reminds units, the consolidated report, the workbook that goes with it."""

    REMINDER = "reminder"
    REPORT = "report"
    WORKBOOK = "workbook"


class MadeDocument(Protocol):
    """A reminder or a consolidated report, as it was made."""

    @property
    def subject(self) -> str:
        """Its subject as printed."""

    @property
    def issuer(self) -> str:
        """The full name of whose document it is."""


@dataclass(frozen=True, slots=True)
class OutgoingDocument:
    """A file that was made to be sent.

    `plan` is the plan's id, `subject` its subject as printed, `issuer` the full name of whose document it is; `name`
    is the name under which it was written, `made` the day. It tells of a `period` (its key) of the report `obligation`,
    as of a day.
    """

    plan: str
    kind: OutgoingKind
    obligation: str
    period: str
    period_label: str
    as_of: date
    made: date
    name: str
    subject: str
    issuer: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        """The name of the copy."""
        suffix = Path(self.name).suffix.lower()
        return self.sha256 + (suffix if _SUFFIX.fullmatch(suffix) else "")

    @property
    def record_name(self) -> str:
        """The name of its record."""
        return f"{self.sha256}.json"

    def dump(self) -> bytes:
        """The bytes of its record."""
        content = {**asdict(self), "as_of": self.as_of.isoformat(), "made": self.made.isoformat()}
        return (json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=1) + "\n").encode()


def read_outgoing(data: bytes) -> OutgoingDocument | None:
    """The record in `data`; None where it is not one.

    Raises NewerFormatError where a newer version of the program wrote it.
    """
    if len(data) > MAX_RECORD:
        return None
    try:
        content = json.loads(data)
        return select_reader(_READERS, content.pop("format"))(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _parse(content: dict[str, Any]) -> OutgoingDocument:
    """Raises ValueError, TypeError or KeyError for what no record can be."""
    values = {
        **content,
        "kind": OutgoingKind(content["kind"]),
        "as_of": date.fromisoformat(content["as_of"]),
        "made": date.fromisoformat(content["made"]),
    }
    found = OutgoingDocument(**values)
    texts = (found.plan, found.obligation, found.period, found.period_label, found.name, found.subject, found.issuer)
    if not all(type(text) is str for text in texts) or type(found.size) is not int:
        raise TypeError(content)
    if not _SHA256.fullmatch(found.sha256):
        raise ValueError(found.sha256)
    return found


_READERS = {FORMAT: _parse}
"""The reader of a record for each of its formats."""


def outgoing_folder(plan: Path) -> Path:
    """The folder of the copies of the plan in the file `plan`."""
    return plan.parent / "returns" / FOLDER


def find_made(
    plan: Path, plan_id: str, obligation: str, period: str, kind: OutgoingKind
) -> tuple[OutgoingDocument, ...]:
    """The documents of this kind that were kept for a period of a report, the last made at the end."""
    found = []
    for path in sorted(outgoing_folder(plan).glob("*.json")):
        try:
            one = read_outgoing(path.read_bytes())
        except (OSError, NewerFormatError):
            continue  # the archive tells of damage; here the others will do
        if one and (one.plan, one.obligation, one.period, one.kind) == (plan_id, obligation, period, kind):
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.made, one.as_of)))


def read_drafts(plan: Path, collection: Collection) -> tuple[bytes, ...]:
    """The consolidated reports that were kept of an occasion, as they were made; copies that are gone are left out."""
    occasion = (collection.plan.header.id, collection.obligation.id, collection.period.key)
    drafts = []
    for one in find_made(plan, *occasion, OutgoingKind.REPORT):
        try:
            drafts.append((outgoing_folder(plan) / one.file_name).read_bytes())
        except OSError:
            continue  # the archive tells of damage; here the others will do
    return tuple(drafts)


def keep_copy(plan: Path, document: OutgoingDocument, data: bytes) -> None:
    """Keep a copy of a document. Raises BuildError BUILD-005 where it cannot be written, BUILD-028 as `keep_made`."""
    _keep(plan, [(document, data)])


def keep_made(
    plan: Path, collection: Collection, day: date, kind: OutgoingKind, made: MadeDocument, files: Mapping[Path, bytes]
) -> None:
    """Keep copies of the `files`, of which the workbook of a report is one of its own kind.

    Raises BuildError BUILD-005 where it cannot be written, BUILD-028 where another program holds the plan.
    """
    documents = [
        OutgoingDocument(
            collection.plan.header.id, OutgoingKind.WORKBOOK if path.suffix.lower() == ".xlsx" else kind,
            collection.obligation.id, collection.period.key, collection.period.label, day, today(), path.name,
            made.subject, made.issuer, sha256(data), len(data),
        )
        for path, data in files.items()
    ]  # fmt: skip
    _keep(plan, list(zip(documents, files.values(), strict=True)))


def _keep(plan: Path, documents: Sequence[tuple[OutgoingDocument, bytes]]) -> None:
    """Write each document with its record; one that is there already stays as it is."""
    folder = outgoing_folder(plan)
    with locked(plan):
        remove_all_leftovers(folder)
        try:
            for document, data in documents:
                if file_sha256(folder / document.file_name) != document.sha256:
                    write_atomically(folder / document.file_name, data, durable=True)
                if not (folder / document.record_name).exists():
                    write_atomically(folder / document.record_name, document.dump(), durable=True)
        except OSError as error:
            place = str(error.filename or folder)
            found = diagnostics.build.RECORD_NOT_WRITABLE
            mistake = found.at(Location(place), name=place, reason=describe_os_error(error))
            raise BuildError.one(mistake, is_partly_done=True) from None
