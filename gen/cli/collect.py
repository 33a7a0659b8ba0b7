"""Arguments of `collect` → forms put down in the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON, FILES, MOMENT, OBLIGATION, PERIOD, PLAN_OPTION
from gen.locale import _
from gen.returns.messages import OUTCOME_FORMATS


@command("collect")
@FILES
@PLAN_OPTION
@OBLIGATION
@PERIOD
@click.option("--received", metavar="DATE", type=MOMENT, help=_("When they came; now if left out."))
@AS_JSON
@reported
def collect_command(files: tuple[Path, ...], plan: Path, form: str, **options: Any) -> None:
    """Put them down, and say what became of each; the exit code is 3 where one is set apart."""
    kept = gen.collect(files, plan, **options)
    click.echo(OUTCOME_FORMATS[form](kept))
    sys.exit(3 if any(one.submission.quarantine_reason for one in kept) else 0)
