"""Arguments of `fill` → the form that the office owes its superior, filled in from what its own units reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import gen
from gen.cascading.upward.messages import (
    blank_headings,
    blank_rows,
    describe_counts,
    describe_filling,
    filled_as_json,
    filled_headings,
    filled_rows,
)
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_JSON, AS_OF, FORCE, OBLIGATION, PERIOD, PLAN_OPTION
from gen.locale import _
from gen.terminal import show_rows


@command("fill")
@click.argument("file", metavar="FORM", type=click.Path(path_type=Path))
@PLAN_OPTION
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help=_("Write the draft to this file."))
@click.option(
    "--comments/--no-comments", default=True, help=_("Say at each cell from whom it is; they do if left out.")
)
@FORCE
@AS_JSON
@reported
def fill_command(file: Path, plan: Path, to: Path | None, form: str, **options: Any) -> None:
    """Show what will stand where and what stays blank; write it where --to says so."""
    filled = gen.fill_form(file, plan, to=to, **options)
    notice(filled.notices)
    if form == "json":
        click.echo(filled_as_json(filled))
        return
    click.echo(describe_filling(filled))
    show_rows(filled_headings(), filled_rows(filled))
    if rows := blank_rows(filled):
        click.echo()
        show_rows(blank_headings(), rows)
    click.echo()
    click.echo(describe_counts(filled))
    if to is None:
        click.echo(_("nothing is written; --to FILE.docx writes it, as a draft"))
    else:
        click.echo("\n".join(map(str, filled.files(to))))
        click.echo(_("a draft: look at it, take the comments out, have it signed; it is for you to send"))
