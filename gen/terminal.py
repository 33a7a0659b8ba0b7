"""Results → a terminal: tables and progress bars where there is one, plain lines otherwise.

rich is loaded only where something of it is shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from gen.locale import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID
    from rich.table import Table

    from gen.derive.tally import UnitTally
    from gen.doctor import SystemCheck
    from gen.survey import TaskLine, UnitSurvey

_PLAIN_WIDTH = 160
_CALLED_TERMINAL = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables by which rich is told that what it writes to is a terminal."""


class ProgressBars:
    """Progress of a build: a bar for each stage on a terminal, a line for each otherwise."""

    def __init__(self) -> None:
        self._bars = _bars()
        self._current: TaskID | None = None

    def __enter__(self) -> ProgressBars:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, stage: str, done: int, steps: int) -> None:
        """So many steps of a stage are done; with none done it begins."""
        if self._bars is None:
            if not done:
                click.echo(_("{stage}: {steps} files").format(stage=stage, steps=steps), err=True)
        elif not done:
            self._current = self._bars.add_task(stage, total=steps)
        elif self._current is not None:
            self._bars.update(self._current, completed=done)


def _bars() -> RichProgress | None:
    """Bars for the error stream; none where that is no terminal."""
    if not (sys.stderr.isatty() or any(os.environ.get(name) for name in _CALLED_TERMINAL)):
        return None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return RichProgress(*columns, console=console) if console.is_terminal else None


def show_units(lines: Iterable[UnitTally]) -> None:
    """A table of units."""
    table = _table((_("Id"), _("Unit"), _("Group"), _("Leads"), _("Supports"), _("Common"), _("Report due")))
    for line in lines:
        table.add_row(line.id, line.name, line.group, *map(str, (line.lead, line.support, line.common)), line.due)
    _console().print(table)


def show_unit(survey: UnitSurvey) -> None:
    """A unit's tasks by role, then its reports."""
    console = _console()
    console.print(f"{survey.unit.name} ({survey.unit.id})", style="bold", markup=False)
    headings = {"lead": _("Leads"), "support": _("Supports"), "common": _("Common tasks")}
    for duty, heading in headings.items():
        lines = [line for line in survey.tasks if line.duty == duty]
        if lines:
            console.print(f"\n{heading}", style="bold", markup=False)
            for line in lines:
                console.print(_task_text(line), markup=False, highlight=False, soft_wrap=True)
    if survey.reports:
        console.print("\n" + _("Reports"), style="bold", markup=False)
    for report in survey.reports:
        due = report.due or _("no date stated")
        console.print(f"  {report.name} → {report.receiver}: {due}", markup=False, highlight=False, soft_wrap=True)

    if survey.gathers:
        console.print("\n" + _("Gathers or receives"), style="bold", markup=False)
    for name in survey.gathers:
        console.print(f"  {name}", markup=False, highlight=False, soft_wrap=True)


def _task_text(line: TaskLine) -> str:
    if line.is_heading:
        return f"  {line.text}"
    due = f" [{line.due}]" if line.due else ""
    return f"    {line.id}  {line.text}{due}"


def show_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of words."""
    from rich.markup import escape

    table = _table(headings)
    for row in rows:
        table.add_row(*map(escape, row))
    _console().print(table)


def show_checks(findings: Sequence[SystemCheck]) -> None:
    """What is on this machine, and what to install."""
    console = _console()
    for finding in findings:
        mark = {True: "✓", False: "✗", None: "–"}[finding.ok]
        console.print(f"{mark} {finding.name}: {finding.detail}", markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"    {finding.remedy}", markup=False, highlight=False, soft_wrap=True)


def _table(headings: Iterable[str]) -> Table:
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for heading in headings:
        table.add_column(heading)
    return table


def _console() -> Console:
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=_PLAIN_WIDTH)
