"""Arguments of `key` → the secret key with which forms are marked."""

from __future__ import annotations

from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import PLAN
from gen.locale import _
from gen.plan.secret import make_secret


@command("key")
@PLAN
@reported
def key_command(plan: Path) -> None:
    """Make the key beside the plan; forms that are built from then on are marked with it."""
    gen.load_plan(plan)
    path = make_secret(plan)
    click.echo(_("{name}: keep it with the plan, give it to nobody, and build the forms again").format(name=path.name))
