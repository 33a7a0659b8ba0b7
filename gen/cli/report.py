"""Arguments of `report` → the consolidated report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_OF, FORCE, OBLIGATION, PERIOD, PLAN, TEMPLATES
from gen.locale import _


@command("report")
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path), default=Path(),
              help=_("The folder for the two files."))  # fmt: skip
@TEMPLATES
@FORCE
@reported
def report_command(plan: Path, to: Path, **options: Any) -> None:
    """Make the report and its workbook; print their paths and how complete they are."""
    consolidated = gen.consolidate(plan, to=to, **options)
    notice(consolidated.notices)
    click.echo("\n".join([*map(str, consolidated.files(to)), consolidated.completeness]))
