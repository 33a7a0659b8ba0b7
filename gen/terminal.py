"""Results → a terminal: tables and progress bars where there is one, plain lines otherwise."""

from __future__ import annotations

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from gen.locale import _

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from gen.derive.tally import UnitTally
    from gen.doctor import SystemCheck
    from gen.survey import TaskLine, UnitSurvey

_PLAIN_WIDTH = 160
"""Columns of a table that goes to a file or to another program."""
_GAP = 2
"""Blanks between two columns of a table."""
_LEAST_WIDTH = 8
"""Narrower no column gets, however narrow the terminal is."""


_REDRAWN = 200
"""How often a bar is drawn at most: with thousands of files, drawing it for each would cost as much as the file."""


class ProgressBars:
    """Progress of a build: a bar for each stage on a terminal, a line for each otherwise."""

    def __init__(self) -> None:
        self._drawn = sys.stderr.isatty()
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._finish()

    def __call__(self, stage: str, done: int, steps: int) -> None:
        """So many steps of a stage are done; with none done it begins. A stage without steps is only named."""
        if not self._drawn:
            if not done:
                click.echo(_("{stage}: {steps} files").format(stage=stage, steps=steps) if steps else stage, err=True)
        elif not steps:
            self._finish()
            click.echo(stage, err=True)
        elif not done:
            self._finish()
            self._bar = click.progressbar(length=steps, label=stage, show_pos=True, file=sys.stderr)
            self._bar.render_progress()
        elif self._bar is not None and (done == steps or (done - self._bar.pos) * _REDRAWN >= steps):
            self._bar.update(done - self._bar.pos)

    def _finish(self) -> None:
        """The line of the current bar is ended, so that what follows begins on one of its own."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


def show_units(lines: Iterable[UnitTally]) -> None:
    """A table of units."""
    show_rows(
        (_("Id"), _("Unit"), _("Group"), _("Leads"), _("Supports"), _("Common"), _("Report due")),
        (
            (line.id, line.name, line.group, *map(str, (line.lead, line.support, line.common)), line.due)
            for line in lines
        ),
    )


def show_unit(survey: UnitSurvey) -> None:
    """A unit's tasks by role, then its reports."""
    click.secho(f"{survey.unit.name} ({survey.unit.id})", bold=True)
    headings = {"lead": _("Leads"), "support": _("Supports"), "common": _("Common tasks")}
    for duty, heading in headings.items():
        lines = [line for line in survey.tasks if line.duty == duty]
        if lines:
            click.secho(f"\n{heading}", bold=True)
            for line in lines:
                click.echo(_task_text(line))
                for detail in _task_details(line):
                    click.echo(f"        {detail}")
    if survey.reports:
        click.secho("\n" + _("Reports"), bold=True)
    for report in survey.reports:
        due = report.due or _("no date stated")
        click.echo(f"  {report.name} → {report.receiver}: {due}")

    if survey.gathers:
        click.secho("\n" + _("Gathers or receives"), bold=True)
    for name in survey.gathers:
        click.echo(f"  {name}")


def _task_text(line: TaskLine) -> str:
    if line.is_heading:
        return f"  {line.text}"
    due = f" [{line.due}]" if line.due else ""
    return f"    {line.id}  {line.text}{due}"


def _task_details(line: TaskLine) -> Iterator[str]:
    """Product, leader and authority; those of a leader and an authority not over each task that has them from above."""
    if line.product:
        yield _("product: {words}").format(words=line.product)
    if line.leader and not line.is_heading:
        yield _("leader in charge: {words}").format(words=line.leader)
    if line.authority and not line.is_heading:
        yield _("authority: {words}").format(words=line.authority)


def show_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of words: as wide as its cells, and where that is too wide, the widest columns wrap."""
    cells = [[unicodedata.normalize("NFC", text) for text in row] for row in (headings, *rows)]
    widths = _column_widths(cells)
    for number, row in enumerate(cells):
        wrapped = [textwrap.wrap(text, width, break_on_hyphens=False) for text, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            padded = (part.ljust(width) for part, width in zip(parts, widths, strict=True))
            click.secho((" " * _GAP).join(padded).rstrip(), bold=True if not number else None)


def _column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Letters for each column, so that a line fits into the terminal where that can be had."""
    widths = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    whole = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PLAIN_WIDTH
    left = whole - _GAP * (len(widths) - 1)
    while sum(widths) > left and max(widths) > _LEAST_WIDTH:
        widest = widths.index(max(widths))
        narrower = max((width for width in widths if width < widths[widest]), default=_LEAST_WIDTH)
        widths[widest] = max(_LEAST_WIDTH, narrower - 1, widths[widest] - (sum(widths) - left))
    return widths


def show_checks(findings: Sequence[SystemCheck]) -> None:
    """What is on this machine, and what to install."""
    for finding in findings:
        mark = {True: "✓", False: "✗", None: "–"}[finding.ok]
        click.echo(f"{mark} {finding.name}: {finding.detail}")
        if finding.remedy:
            click.echo(f"    {finding.remedy}")
