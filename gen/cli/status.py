"""Arguments of `status` → who has reported, who is late, who has to add something; or what became of each task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_OF, FORCE, OBLIGATION, PERIOD, PLAN, format_option
from gen.locale import _
from gen.returns.board_export import (
    BOARD_FORMATS,
    board_rows,
    column_headings,
    describe_board,
    describe_counts,
    describe_set_apart,
    write_board,
)
from gen.returns.tasks.export import (
    TASK_BOARD_FORMATS,
    describe_task_board,
    describe_task_counts,
    task_headings,
    task_rows,
    write_task_board,
)
from gen.terminal import show_rows


@command("status")
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--tasks", is_flag=True, help=_("Each task of the plan: done, under way, overdue, by unit."))
@format_option("csv", "xlsx")
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help=_("Into a file; a workbook needs one."))
@FORCE
@reported
def status_command(plan: Path, form: str, to: Path | None, force: bool, tasks: bool, **options: Any) -> None:
    """Print the board, or write it to a file."""
    if tasks:
        _show_tasks(plan, form, to, force, **options)
        return
    found = gen.status(plan, **options)
    notice(found.notices)
    if form == "text":
        click.echo(describe_board(found))
        show_rows(column_headings(), board_rows(found))
        click.echo(describe_counts(found))
        for line in describe_set_apart(found):
            click.echo(line)
    elif written := write_board(found, form, to, force=force):
        click.echo(written)
        click.echo(describe_counts(found))
    else:
        click.echo(BOARD_FORMATS[form](found), nl=False)


def _show_tasks(plan: Path, form: str, to: Path | None, force: bool, **options: Any) -> None:
    found = gen.task_board(plan, **options)
    notice(found.notices)
    if form == "text":
        click.echo(describe_task_board(found))
        show_rows(task_headings(), task_rows(found))
        click.echo(describe_task_counts(found))
    elif written := write_task_board(found, form, to, force=force):
        click.echo(written)
        click.echo(describe_task_counts(found))
    else:
        click.echo(TASK_BOARD_FORMATS[form](found), nl=False)
