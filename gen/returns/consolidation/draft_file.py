"""The Word file of a consolidated report → what is read of it, of which report it is, or why it is not read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from gen import diagnostics
from gen.errors import GenError, Location
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.os_errors import describe_os_error
from gen.returns.collection import Collection

_END = "/tong-hop"
_Read = TypeVar("_Read")


def report_code(collection: Collection) -> str:
    """The code of the report in a document's properties: kh-12/quy/2026-Q1/tong-hop."""
    return f"{collection.plan.header.id}/{collection.obligation.id}/{collection.period.key}{_END}"


def parse_report_code(code: str, plan: str) -> tuple[str, str] | None:
    """The obligation and the period (its key) of the report with this code; None where it is none of the `plan`."""
    start = f"{plan}/"
    obligation, _slash, period = code.removeprefix(start).removesuffix(_END).partition("/")
    return (obligation, period) if code.startswith(start) and code.endswith(_END) and obligation and period else None


def read_draft(path: Path, read: Callable[[bytes], _Read]) -> _Read:
    """What `read` makes of the bytes of a draft. Raises GenError RET-043 where file or document cannot be read."""
    try:
        return read(path.read_bytes())
    except OSError as error:
        reason = describe_os_error(error)
    except UnreadableDocumentError as refused:
        reason = refusal_text(refused)
    raise GenError.one(diagnostics.returns.DRAFT_NOT_READABLE.at(Location(str(path)), name=str(path), reason=reason))
