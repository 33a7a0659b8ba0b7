"""The Word file of a consolidated report → what is read of it, of which report it is, or why it is not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from gen import diagnostics
from gen.errors import GenError, Location
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.os_errors import describe_os_error
from gen.returns.collection import Collection
from gen.text import collapse_spaces, name_few, shorten
from gen.word.comments import Comment

_END = "/tong-hop"
_MOST_QUOTED, _LETTERS = 5, 80
_Read = TypeVar("_Read")


def report_code(collection: Collection) -> str:
    """The code of the report in a document's properties: kh-12/quy/2026-Q1/tong-hop."""
    return f"{collection.plan.header.id}/{collection.obligation.id}/{collection.period.key}{_END}"


def parse_report_code(code: str, plan: str) -> tuple[str, str] | None:
    """The obligation and the period (its key) of the report with this code; None where it is none of the `plan`."""
    start = f"{plan}/"
    obligation, _slash, period = code.removeprefix(start).removesuffix(_END).partition("/")
    return (obligation, period) if code.startswith(start) and code.endswith(_END) and obligation and period else None


def quote_others(comments: Sequence[Comment]) -> tuple[int, str]:
    """How many of the comments people wrote, and the first of them in a line, each with its author."""
    others = [f"{one.author}: “{shorten(collapse_spaces(one.text), _LETTERS)}”" for one in comments if not one.is_own]
    return len(others), name_few(others, _MOST_QUOTED, "; ")


def read_draft(path: Path, read: Callable[[bytes], _Read]) -> _Read:
    """What `read` makes of the bytes of a draft. Raises GenError RET-043 where file or document cannot be read."""
    try:
        return read(path.read_bytes())
    except OSError as error:
        reason = describe_os_error(error)
    except UnreadableDocumentError as refused:
        reason = refusal_text(refused)
    raise GenError.one(diagnostics.returns.DRAFT_NOT_READABLE.at(Location(str(path)), name=str(path), reason=reason))
