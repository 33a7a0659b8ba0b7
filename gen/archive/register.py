"""The rows of the index → the document list to be printed (mục lục hồ sơ): HTML, and by a sheet engine its PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gen import diagnostics
from gen.archive.index import Row
from gen.errors import Diagnostic
from gen.locale import _
from gen.pdf import Engine, Job, Kind, engines
from gen.sheets import paging

_LETTERS = {"mark": 16, "date": 10, "subject": 34, "issuer": 18, "note": 14}
"""Letters on a line of a column; see `paging`."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the list; a term that the plan does not state is a visible blank. `date` is the plan's."""

    plan_id: str
    date: str
    issuer: str
    title: str
    code: str = ""
    retention: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    mark: str
    date: str
    subject: str
    issuer: str
    pages: str
    note: str

    def height(self) -> int:
        """What it takes of a page at most."""
        return max(paging.height(letters, getattr(self, name)) for name, letters in _LETTERS.items())


def render_register(head: Head, rows: Sequence[Row]) -> str:
    """The list as an HTML sheet: A4, margins 20, 15, 20 and 30 mm."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    front = paging.front(head.issuer, head.title, head.plan_id + head.code + head.retention + head.access, "")
    lines = [_line(number, row) for number, row in enumerate(rows, 1)]
    pages = list(paging.pages(lines, paging.PAGE - front))
    return environment.get_template("register.html").render(head=head, pages=pages, total=len(rows))


def _line(number: int, row: Row) -> _Line:
    mark = f"{row.number or '……'}/{row.symbol or '……'}"
    note = "; ".join(filter(None, (row.state, row.signature, row.note)))
    subject = f"{row.kind} {row.subject}".strip()
    return _Line(number, mark, "/".join(reversed(row.date.split("-"))), subject, row.issuer, row.pages, note)


def sheet_engine() -> Engine | None:
    """The first engine for sheets that can run on this machine."""
    return next((engine for engine in engines(Kind.SHEETS) if engine.probe().present), None)


def print_register(html: str, engine: Engine | None) -> tuple[bytes | None, list[Diagnostic]]:
    """The list as a PDF, the same bytes for the same list; a notice (ARC-013) where there is no engine to make it."""
    if engine is None:
        return None, [_no_list(_("this machine has no engine for sheets"))]
    with tempfile.TemporaryDirectory(prefix="gen-archive-", ignore_cleanup_errors=True) as folder:
        job = Job(Path(folder) / "sheet.html", Path(folder) / "sheet.pdf")
        job.source.write_text(html, encoding="utf-8")
        outcome = engine.convert([job], 1)[0]
        if outcome.error is not None:
            return None, [_no_list(outcome.error.message)]
        return job.target.read_bytes(), []


def _no_list(reason: str) -> Diagnostic:
    return diagnostics.archive.NO_DOCUMENT_LIST.at(reason=reason)
