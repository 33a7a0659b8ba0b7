"""Arguments of `chase` → the letter that reminds the units behind, and a text for messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_OF, DAY, FORCE, OBLIGATION, PERIOD, PLAN, TEMPLATES
from gen.documents import REMINDER
from gen.locale import _


@command("chase")
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--by", metavar="DATE", type=DAY, help=_("Until when to send."))
@click.option("--to", metavar="FILE.docx", type=click.Path(path_type=Path), default=Path(f"{REMINDER.stem}.docx"),
              help=_("The letter."))  # fmt: skip
@TEMPLATES
@FORCE
@reported
def chase_command(plan: Path, **options: Any) -> None:
    """Write the letter and print the text."""
    reminder = gen.remind(plan, **options)
    if reminder is None:
        click.echo(_("nobody is behind; no letter is needed"))
        return
    notice(reminder.notices)
    click.echo(reminder.message)
