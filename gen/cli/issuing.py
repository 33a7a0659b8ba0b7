"""Arguments of `issue` → documents with number and date, which nothing overwrites from then on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from gen import diagnostics, terminal
from gen.cli.frame import OUT, PLAN, main, reported
from gen.documents import DOCUMENTS
from gen.errors import BuildError, Diagnostic
from gen.issue import Entry, Issuing, entry_of, issue, read_entries, withdraw
from gen.locale import _
from gen.plan.model import DocumentName
from gen.printing import as_blocks


@main.command(name="issue", help=_("Give documents their numbers and dates; from then on they stay as issued."))
@PLAN
@OUT
@click.option("--unit", metavar="ID", help=_("The unit whose document is issued."))
@click.option("--number", metavar="N", help=_("Its number: 12, or 12/KH-UBND."))
@click.option("--date", "day", metavar="D", help=_("Its date: 5/3/2021, or 2021-03-05."))
@click.option("--document", type=click.Choice([d.value for d in DocumentName]), default=DOCUMENTS[0].name,
              help=_("Which document; the plan if left out."))  # fmt: skip
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE.csv",
              help=_("A table of many: unit, document, number, date."))  # fmt: skip
@click.option("--withdraw", "taken_back", is_flag=True, help=_("It is issued no longer; needs --reason."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why it is withdrawn; the register keeps it."))
@click.option("--engine", metavar="NAME", help=_("The PDF engine: embedded, which is always there, or libreoffice."))
@click.option(
    "--templates", type=click.Path(path_type=Path), help=_("The folder of templates; else the one beside the plan.")
)
@reported
def issue_command(plan: Path, out: str, taken_back: bool, reason: str, **given: Any) -> None:
    """Issue, or withdraw, and say what was done."""
    asked = Issuing(plan, out, given["templates"] or plan.parent / "templates", given["engine"])
    if taken_back:
        entry = withdraw(asked, given["unit"] or "", DocumentName(given["document"]), reason)
        click.echo(_("withdrawn: {unit}, {number}").format(unit=entry.unit, number=entry.number))
        return
    with terminal.Bars() as bars:
        entries, mistakes = _entries(**given)
        outcome = issue(asked, entries, bars, mistakes)
    told = [*outcome.notices, *outcome.built.notices, *outcome.built.problems()]
    if told:
        click.echo(as_blocks(told), err=True)
    click.echo(_("{count} documents issued").format(count=len(outcome.issued)))
    sys.exit(outcome.built.exit_code)


def _entries(
    unit: str | None, number: str | None, day: str | None, document: str, table: Path | None, **_rest: Any
) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries of the table and what is wrong with its other lines, or the one of the options."""
    if table is not None:
        return read_entries(table)
    if not (unit and number and day):
        raise BuildError.one(diagnostics.issue.NOT_ENOUGH_GIVEN.at())
    return [entry_of(unit, document, number, day)], []
