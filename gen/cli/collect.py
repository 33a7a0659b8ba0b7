"""Arguments of `collect` → filled-in forms and signed copies in the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_JSON, FILES, MOMENT, OBLIGATION, PERIOD, PLAN_OPTION
from gen.locale import _
from gen.returns.messages import OUTCOME_FORMATS


@command("collect")
@FILES
@PLAN_OPTION
@click.option("--unit", metavar="ID", help=_("Whose signed copy (PDF, picture) it is, where the file does not say it."))
@OBLIGATION
@PERIOD
@click.option("--received", metavar="DATE", type=MOMENT, help=_("When they came; now if left out."))
@AS_JSON
@reported
def collect_command(files: tuple[Path, ...], plan: Path, form: str, **options: Any) -> None:
    """Store the forms and signed copies, and print what became of each; the exit code is 3 where one is quarantined."""
    outcomes = gen.collect(files, plan, **options)
    notice(outcomes.notices)
    click.echo(OUTCOME_FORMATS[form](outcomes))
    sys.exit(3 if any(one.submission.quarantine_reason for one in outcomes) else 0)
