"""Arguments of `bodies` → the bodies that a unit of that kind has, as lines to copy into the plan."""

from __future__ import annotations

from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import PLAN
from gen.locale import _
from gen.plan.suggested_bodies import bodies_as_yaml
from gen.survey import suggested_bodies_of


@command("bodies")
@click.argument("unit")
@PLAN
@reported
def bodies_command(unit: str, plan: Path) -> None:
    """Print the suggested bodies of one unit."""
    bodies = suggested_bodies_of(gen.load_plan(plan), unit)
    if not bodies:
        click.echo(_("nothing is suggested for this kind of unit: write each body with name and does"), err=True)
        return
    click.echo(bodies_as_yaml(bodies), nl=False)
    click.echo(_("copy this below the unit in the plan, and change it: no line of it is used before"), err=True)
