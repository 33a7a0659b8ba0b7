"""Arguments of `check` → every mistake, or every doubt, of a plan."""

from __future__ import annotations

from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import report, reported
from gen.cli.options import PLAN, format_option
from gen.locale import _
from gen.printing import diagnostics_as_text


@command("check")
@PLAN
@format_option("github")
@reported
def check_command(plan: Path, form: str) -> None:
    """Print every mistake, or every doubt, of `plan`."""
    warnings = gen.check(plan)
    if form == "text":
        click.echo(diagnostics_as_text(warnings) or _("no mistakes, no doubts"))
    else:
        report(warnings, form)
