"""Results → a terminal: tables and progress bars where there is one, plain lines otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress
from rich.table import Table

from gen.derive.tally import UnitTally
from gen.doctor import Finding
from gen.locale import _
from gen.pipeline import Result
from gen.pipeline.placing import Placed, Status
from gen.survey import TaskLine, UnitSurvey

_PLAIN_WIDTH = 160


class Bars:
    """Progress of a build: a bar for each stage on a terminal, a line for each otherwise."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = RichProgress(*columns, console=console, disable=not console.is_terminal)
        self._current: TaskID | None = None

    def __enter__(self) -> Bars:
        self._bars.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bars.stop()

    def stage(self, name: str, steps: int) -> None:
        """A stage of `steps` steps begins."""
        if self._bars.disable:
            click.echo(_("{stage}: {steps} files").format(stage=name, steps=steps), err=True)
        else:
            self._current = self._bars.add_task(name, total=steps)

    def step(self) -> None:
        """One step of the stage is done."""
        if self._current is not None:
            self._bars.advance(self._current)


def show_units(lines: Iterable[UnitTally]) -> None:
    """A table of units."""
    table = Table(box=None, header_style="bold")
    for heading in (_("Id"), _("Unit"), _("Group"), _("Leads"), _("Supports"), _("Common"), _("Report due")):
        table.add_column(heading)
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
    table = Table(box=None, header_style="bold")
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(escape, row))
    _console().print(table)


def show_findings(findings: Sequence[Finding]) -> None:
    """What is on this machine, and what to install."""
    console = _console()
    for finding in findings:
        mark = {True: "✓", False: "✗", None: "–"}[finding.ok]
        console.print(f"{mark} {finding.name}: {finding.detail}", markup=False, highlight=False, soft_wrap=True)
        if finding.remedy:
            console.print(f"    {finding.remedy}", markup=False, highlight=False, soft_wrap=True)


def show_work(placed: Iterable[Placed]) -> None:
    """What a build did, or would do, file by file, with the reason where there is one."""
    words = _status_words()
    for item in placed:
        reason = f"  ({item.reason})" if item.reason else ""
        click.echo(f"{words[item.status]:<20} {item.path}{reason}")


def show_detours(detours: Sequence[str]) -> None:
    """Which documents docxtpl itself had to make, and why."""
    for detour in detours:
        click.echo(_("made the long way: {document}").format(document=detour))


def summary(result: Result, dry_run: bool) -> str:
    """What was done, counted, and what lies where."""
    words = _status_words()
    counts = Counter(item.status for item in result.placed)
    listed = ", ".join(f"{counts[status]} {words[status]}" for status in Status if counts[status])
    total = _("{count} files: {listed}").format(count=len(result.placed), listed=listed)
    lines = [total + "." + (" " + _("Nothing was written.") if dry_run else "")]
    if result.doubts:
        lines.append(_("{count} doubts about the plan: gen check shows them").format(count=result.doubts))
    return "\n".join(lines if dry_run else [*lines, *_places(result)])


def _places(result: Result) -> list[str]:
    named = (
        ("index.html", _("open this page to find and take every document")),
        ("phan-cong.xlsx", _("who does what")),
        ("muc-luc.pdf", _("the list of what was made")),
        ("phan-phoi.pdf", _("who is to get what")),
        ("theo-doi.pdf", _("who reports when")),
        ("manifest.json", _("every file with its sha256")),
    )
    there = {"manifest.json", *(placed.path for placed in result.placed if placed.status is not Status.FAILED)}
    lines = [f"  {result.folder.place(name)}  — {meaning}" for name, meaning in named if name in there]
    return [*lines, f"  {result.folder.place('<unit>')}  — " + _("each unit's plan and report form")]


def _status_words() -> dict[Status, str]:
    return {
        Status.NEW: _("new"),
        Status.CHANGED: _("changed"),
        Status.UNCHANGED: _("unchanged"),
        Status.REPLACED: _("replaced"),
        Status.EDITED: _("edited by somebody"),
        Status.KEPT: _("kept"),
        Status.FAILED: _("failed"),
        Status.ISSUED: _("issued"),
    }


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_PLAIN_WIDTH)
