"""Arguments of `cascade` → the plan of a unit's own level, or what the superior changed since it was made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import gen
from gen.cascading.messages import OUTCOME_FORMATS
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON, DAY, FORCE, PLAN_OPTION
from gen.locale import _


@command("cascade")
@click.argument("unit", metavar="UNIT")
@PLAN_OPTION
@click.option("--to", required=True, metavar="FOLDER", type=click.Path(path_type=Path),
              help=_("The folder of the unit's own plan."))  # fmt: skip
@click.option("--date", metavar="DATE", type=DAY, help=_("The day of the draft; today if left out."))
@click.option("--update", is_flag=True, help=_("Put the superior's plan as it is now into the plan that is there."))
@FORCE
@AS_JSON
@reported
def cascade_command(unit: str, plan: Path, to: Path, date: date | None, update: bool, force: bool, form: str) -> None:
    """Make the draft, or compare; print what is open."""
    click.echo(OUTCOME_FORMATS[form](gen.cascade(unit, plan, to=to, date=date, update=update, force=force)))
