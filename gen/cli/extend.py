"""Arguments of `extend` → more time for a unit's report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import DAY, OBLIGATION, PERIOD, PLAN_OPTION
from gen.locale import _
from gen.returns.clock import moment_meant
from gen.returns.extensions import grant_extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.storage import check_store


@command("extend")
@click.argument("unit", metavar="UNIT")
@PLAN_OPTION
@OBLIGATION
@PERIOD
@click.option("--until", required=True, metavar="DATE", type=DAY, help=_("Its new last day."))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why; the store keeps it."))
@reported
def extend_command(unit: str, plan: Path, obligation: str | None, period: str | None, until: date, reason: str) -> None:
    """Store the extension, and print it."""
    extension = grant_extension(CollectionRequest(plan, moment_meant(None), obligation, period), unit, until, reason)
    notice(check_store(plan))
    click.echo(_("{unit} has until {day}").format(unit=extension.unit, day=f"{extension.until:%d/%m/%Y}"))
