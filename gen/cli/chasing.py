"""Arguments of `status` and `chase` → who has not reported, and the letter that reminds them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gen.cli.collecting import AS_OF, FORCE, OBLIGATION, PERIOD, day_meant
from gen.cli.frame import PLAN, given_day, main, put_new, reported
from gen.documents import REMINDER
from gen.locale import _
from gen.returns.board import board
from gen.returns.board_telling import FORMATS, counted, headings, rows
from gen.returns.chasing import behind, letter, message
from gen.returns.keeping import collection_of
from gen.terminal import show_rows
from gen.word.template import Properties, load_template

TEMPLATES = click.option(
    "--templates", metavar="FOLDER", type=click.Path(path_type=Path), default=Path("templates"),
    help=_("The folder of the Word templates."),
)  # fmt: skip


@main.command(name="status", help=_("Who has reported, who is late, and who has to add something."))
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--format", "form", type=click.Choice(["text", *FORMATS]), default="text", help=_("How to print."))
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help=_("Into a file; a workbook needs one."))
@FORCE
@reported
def status_command(
    plan: Path, obligation: str | None, period: str | None, as_of: date | None, form: str, to: Path | None,
    force: bool,
) -> None:  # fmt: skip
    """Show the board, or write it."""
    day = day_meant(as_of)
    found = board(collection_of(plan, obligation, period, day), day)
    if form == "text":
        show_rows(headings(), rows(found))
        click.echo(counted(found))
    elif to is not None or form == "xlsx":
        put_new({to or Path("tinh-hinh-bao-cao.xlsx"): FORMATS[form](found)}, force)
        click.echo(counted(found))
    else:
        click.echo(FORMATS[form](found), nl=False)


@main.command(name="chase", help=_("Write the letter that reminds the units behind, and a text for messages."))
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--by", metavar="DATE", type=given_day, help=_("Until when to send."))
@click.option("--to", metavar="FILE.docx", type=click.Path(path_type=Path), default=Path(f"{REMINDER.stem}.docx"),
              help=_("The letter."))  # fmt: skip
@TEMPLATES
@FORCE
@reported
def chase_command(
    plan: Path, obligation: str | None, period: str | None, as_of: date | None, by: date | None, to: Path,
    templates: Path, force: bool,
) -> None:  # fmt: skip
    """Write the letter, print the text."""
    day = day_meant(as_of)
    template = load_template(templates, REMINDER.template)
    collection = collection_of(plan, obligation, period, day)
    found = board(collection, day)
    if not behind(found, undated=collection.period.due is None):
        click.echo(_("nobody is behind; no letter is needed"))
        return
    values = letter(collection, found, day, by)
    made = template.render(values, Properties(values.trich_yeu, " ".join(values.co_quan), values.ma_tai_lieu))
    put_new({to: made.data}, force)
    click.echo(message(collection, found, day, by))
