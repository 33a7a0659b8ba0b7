"""Arguments of `pin` → a plan whose tasks keep their ids."""

from __future__ import annotations

from pathlib import Path

import click

from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import PLAN
from gen.locale import _
from gen.revisions import pin


@command("pin")
@PLAN
@reported
def pin_command(plan: Path) -> None:
    """Pin the tasks of `plan`."""
    click.echo(_("{count} ids written into {path}").format(count=pin(plan), path=plan))
