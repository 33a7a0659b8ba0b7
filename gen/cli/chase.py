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
        click.echo(_describe_nobody(plan, **options))
        return
    notice(reminder.notices)
    click.echo(reminder.message)


def _describe_nobody(plan: Path, *, obligation: str | None, period: str | None, as_of: Any, **_others: Any) -> str:
    """Why there is no letter: nobody is behind, or only the unit that gathers the reports and would draft it."""
    board = gen.status(plan, obligation=obligation, period=period, as_of=as_of)
    if behind := [one.name for one in board if one.needs_reminder]:
        words = _("only {unit} is behind, which gathers the reports and would draft the letter; no letter is needed")
        return words.format(unit=", ".join(behind))
    return _("nobody is behind; no letter is needed")
