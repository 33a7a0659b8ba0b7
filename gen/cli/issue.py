"""Arguments of `issue` → documents with number and date, which are never overwritten."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

import gen
from gen import diagnostics, terminal
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import ENGINE, FORCE, OBLIGATION, OUT, PERIOD, PLAN, TEMPLATES
from gen.diagnostics.mistake import Mistake
from gen.documents import DOCUMENTS, DocumentName
from gen.errors import GenError
from gen.issuing import (
    IssuedReport,
    IssueOutcome,
    UnissuedDocuments,
    is_about_blanks,
    withdraw,
    write_issue_table,
)
from gen.issuing.messages import describe_outcome
from gen.locale import _


@command("issue")
@PLAN
@OUT
@click.option("--unit", metavar="UNIT", help=_("The unit whose document is issued: its id or its name."))
@click.option("--number", metavar="N", help=_("Its number: 12, or 12/KH-UBND."))
@click.option("--date", metavar="D", help=_("Its date: 5/3/2021, or 2021-03-05."))
@click.option("--document", type=click.Choice([d.value for d in DocumentName]), default=DOCUMENTS[0].name,
              help=_("Which document; the plan if left out."))  # fmt: skip
@OBLIGATION
@PERIOD
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE",
              help=_("A table of many (.xlsx, .csv): unit, document, number, date."))  # fmt: skip
@click.option("--table", "to", type=click.Path(path_type=Path), metavar="FILE.xlsx",
              help=_("Write a table of all documents without a number, to be filled in."))  # fmt: skip
@FORCE
@click.option("--report", "draft", type=click.Path(path_type=Path), metavar="FILE.docx",
              help=_("A draft of the consolidated report: make what is to be sent, without comments."))  # fmt: skip
@click.option("--withdraw", "is_withdrawn", is_flag=True, help=_("It is issued no longer; needs --reason."))
@click.option("--reason", metavar="TEXT", help=_("Why it is withdrawn; the register keeps it."))
@click.option("--allow-blank", is_flag=True,
              help=_("Issue documents with what is still blank in them, without a question."))  # fmt: skip
@ENGINE
@TEMPLATES
@reported
def issue_command(
    plan: Path, unit: str | None, document: str, obligation: str | None, period: str | None, is_withdrawn: bool,
    reason: str | None, to: Path | None, draft: Path | None, force: bool, **options: Any,
) -> None:  # fmt: skip
    """Issue or withdraw documents, or write the table for it, and print what was done."""
    asked = {**options, "unit": unit, "document": document, "obligation": obligation, "period": period}
    beside = {
        "--unit": unit, "--obligation": obligation, "--period": period, "--withdraw": is_withdrawn, "--reason": reason,
        "--from": options["table"], "--allow-blank": options["allow_blank"],
    }  # fmt: skip
    number, day = options["number"], options["date"]
    if draft is not None:
        _refuse(diagnostics.returns.REPORT_ALONE, {**beside, "--table": to})
        _show_report(gen.issue_report(draft, plan, number=number, date=day, force=force))
        return
    if to is not None:
        _refuse(diagnostics.issue.TABLE_WRITES_ONLY, {**beside, "--number": number, "--date": day})
        _show_table(write_issue_table(plan, options["out"], to, force=force), to)
        return
    if is_withdrawn:
        entry = withdraw(plan, unit or "", DocumentName(document), reason or "", obligation or "", period or "")
        click.echo(_("withdrawn: {unit}, {number}").format(unit=entry.unit, number=entry.number))
        return
    try:
        outcome = _issue(plan, asked)
    except GenError as error:
        if not (is_about_blanks(error.diagnostics) and sys.stdin.isatty()):
            raise
        notice(error.diagnostics)
        click.confirm(_("issue it all the same?"), abort=True, err=True)
        outcome = _issue(plan, {**asked, "allow_blank": True})
    notice([*outcome.notices, *outcome.build_result.notices, *outcome.build_result.problems()])
    click.echo(describe_outcome(outcome))
    sys.exit(outcome.build_result.exit_code)


def _issue(plan: Path, asked: Mapping[str, Any]) -> IssueOutcome:
    with terminal.ProgressBars() as bars:
        return gen.issue(plan, progress=bars, **asked)


def _refuse(mistake: Mistake, beside: Mapping[str, object]) -> None:
    """Raise GenError for the mistake where an option beside has a value: what it asks for would not be done."""
    if given := [name for name, value in beside.items() if value]:
        raise GenError.one(mistake.at(options=", ".join(given)))


def _show_report(issued: IssuedReport) -> None:
    notice(issued.notices)
    click.echo(str(issued.path))
    line = _("number {number}; {count} comments with sources were taken out")
    blank = _("without a number; {count} comments with sources were taken out")
    click.echo((line if issued.number else blank).format(number=issued.number, count=issued.comments))


def _show_table(found: UnissuedDocuments, to: Path) -> None:
    notice(found.notices)
    line = _("{to}: {count} documents without a number; {issued} are issued, {unbuilt} are not built yet")
    click.echo(line.format(to=to, count=len(found.documents), issued=found.issued, unbuilt=found.unbuilt))
    click.echo(_("fill in number and date, and give it back: gen issue --from {to}").format(to=to))
