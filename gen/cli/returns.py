"""Arguments of `returns` → what was received: listed, withdrawn, restored, moved, corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

import gen
from gen.cli.commands import TABLE
from gen.cli.frame import notice, reported
from gen.cli.options import AS_JSON, AS_OF, MOMENT, OBLIGATION, PERIOD, PLAN_OPTION
from gen.locale import _
from gen.returns.messages import LISTING_FORMATS, describe_correction, describe_decision
from gen.returns.storage import check_store

_F = TypeVar("_F", bound=Callable[..., Any])
_SUBMISSION = click.argument("submission", metavar="ID")
_REASON = click.option("--reason", required=True, metavar="TEXT", help=_("Why; the store keeps it."))


@click.group("returns", help=TABLE["returns"].help)
def returns_command() -> None:
    """Hold the commands about what was received."""


@returns_command.command("list", help=_("Every form that was received, with its id and what it is now."))
@PLAN_OPTION
@click.option("--unit", metavar="ID", help=_("Of this unit alone."))
@OBLIGATION
@PERIOD
@AS_OF
@AS_JSON
@reported
def list_command(plan: Path, form: str, **options: Any) -> None:
    """Print the submissions."""
    listed = gen.list_returns(plan, **options)
    notice(check_store(plan))
    click.echo(LISTING_FORMATS[form](listed))


@returns_command.command("withdraw", help=_("Let a form count no more."))
@_SUBMISSION
@PLAN_OPTION
@_REASON
@reported
def withdraw_command(submission: str, plan: Path, reason: str) -> None:
    """Withdraw the submission, and say so."""
    click.echo(describe_decision(gen.withdraw_return(submission, plan, reason=reason)))


@returns_command.command("restore", help=_("Let a form count over all others: one withdrawn, superseded or set apart."))
@_SUBMISSION
@PLAN_OPTION
@_REASON
@reported
def restore_command(submission: str, plan: Path, reason: str) -> None:
    """Restore the submission, and say so."""
    click.echo(describe_decision(gen.restore_return(submission, plan, reason=reason)))


@returns_command.command("move", help=_("Let a form count for another period, or for another report."))
@_SUBMISSION
@PLAN_OPTION
@click.option("--period", required=True, metavar="P", help=_("Of which period: 2021-Q2."))
@click.option("--obligation", metavar="ID", help=_("For which report; the same one if left out."))
@_REASON
@reported
def move_command(submission: str, plan: Path, **options: Any) -> None:
    """Move the submission, and say so."""
    click.echo(describe_decision(gen.move_return(submission, plan, **options)))


@returns_command.command("correct", help=_("Correct one answer of a unit, such as by telephone."))
@click.argument("unit", metavar="UNIT")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="[VALUE]", required=False)
@PLAN_OPTION
@OBLIGATION
@PERIOD
@click.option("--received", metavar="DATE", type=MOMENT, help=_("When it was said; now if left out."))
@click.option("--clear", is_flag=True, help=_("Take the answer away."))
@_REASON
@reported
def correct_command(
    unit: str, field: str, value: str | None, plan: Path, clear: bool, received: date | None, **options: Any
) -> None:
    """Put the corrected answer down, and say what it was before."""
    if clear == (value is not None):
        raise click.UsageError(_("give either a value or --clear"))
    click.echo(describe_correction(gen.correct_answer(unit, field, value, plan, received=received, **options)))
