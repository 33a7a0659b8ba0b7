"""Arguments of `issue` → documents with number and date, which are never overwritten."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import gen
from gen import terminal
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import ENGINE, OBLIGATION, OUT, PLAN, TEMPLATES
from gen.documents import DOCUMENTS, DocumentName
from gen.issuing import withdraw
from gen.issuing.messages import describe_outcome
from gen.locale import _


@command("issue")
@PLAN
@OUT
@click.option("--unit", metavar="ID", help=_("The unit whose document is issued."))
@click.option("--number", metavar="N", help=_("Its number: 12, or 12/KH-UBND."))
@click.option("--date", metavar="D", help=_("Its date: 5/3/2021, or 2021-03-05."))
@click.option("--document", type=click.Choice([d.value for d in DocumentName]), default=DOCUMENTS[0].name,
              help=_("Which document; the plan if left out."))  # fmt: skip
@OBLIGATION
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE.csv",
              help=_("A table of many: unit, document, number, date."))  # fmt: skip
@click.option("--withdraw", "is_withdrawn", is_flag=True, help=_("It is issued no longer; needs --reason."))
@click.option("--reason", metavar="TEXT", help=_("Why it is withdrawn; the register keeps it."))
@ENGINE
@TEMPLATES
@reported
def issue_command(
    plan: Path, unit: str | None, document: str, obligation: str | None, is_withdrawn: bool, reason: str | None,
    **options: Any,
) -> None:  # fmt: skip
    """Issue or withdraw documents, and print what was done."""
    if is_withdrawn:
        entry = withdraw(plan, unit or "", DocumentName(document), reason or "", obligation or "")
        click.echo(_("withdrawn: {unit}, {number}").format(unit=entry.unit, number=entry.number))
        return
    with terminal.ProgressBars() as bars:
        outcome = gen.issue(plan, unit=unit, document=document, obligation=obligation, progress=bars, **options)
    notice([*outcome.notices, *outcome.build_result.notices, *outcome.build_result.problems()])
    click.echo(describe_outcome(outcome))
    sys.exit(outcome.build_result.exit_code)
