"""The reports that came back → received.json in a bag, and back; and where each received file lies in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from gen.archiving.bag.layout import RECEIVED_FILES
from gen.returns.archived import ReceivedReport
from gen.store.originals import stored_name
from gen.versions import select_reader

FORMAT = 1
MAX_BYTES = 64 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELDS = tuple(field.name for field in fields(ReceivedReport) if field.name != "path")


def received_path(report: ReceivedReport) -> str:
    """The path under data/ of the file that holds the report."""
    return (PurePosixPath(RECEIVED_FILES) / report.sha256[:2] / stored_name(report.sha256, report.name)).as_posix()


def write_received(reports: Iterable[ReceivedReport]) -> bytes:
    """The bytes of received.json."""
    rows = [{**asdict(report), "received": report.received.isoformat()} for report in reports]
    listed = [{name: row[name] for name in _FIELDS} for row in rows]
    return (json.dumps({"format": FORMAT, "reports": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def read_received(data: bytes) -> tuple[ReceivedReport, ...] | None:
    """The reports in a received.json; None where it is not one.

    Raises NewerFormatError where a newer version of the program wrote it.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        content = json.loads(data)
        parse = select_reader(_READERS, content["format"])
        return tuple(parse(row) for row in content["reports"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _parse(row: dict[str, Any]) -> ReceivedReport:
    """Raises KeyError, TypeError or ValueError for what no report can be."""
    values = {name: row[name] for name in _FIELDS}
    report = ReceivedReport(**{**values, "received": datetime.fromisoformat(row["received"])})
    if not all(type(getattr(report, name)) is str for name in _FIELDS if name != "received"):
        raise TypeError(row)
    if not _SHA256.fullmatch(report.sha256) or report.received.tzinfo is None:
        raise ValueError(row)
    return report


_READERS = {FORMAT: _parse}
"""The reader of a report for each format of received.json."""
