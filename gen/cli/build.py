"""Arguments of `build` → every unit's documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import gen
from gen import terminal
from gen.cli.commands import command
from gen.cli.frame import notice, reported
from gen.cli.options import AS_OF, ENGINE, OUT, PERIOD, PLAN, PROCESSES, SHEETS, TEMPLATES
from gen.documents import DocumentName
from gen.locale import _
from gen.pipeline.messages import describe_result, fallback_lines, work_lines


@command("build")
@PLAN
@OUT
@click.option(
    "--unit", "units", multiple=True, metavar="UNIT", help=_("Only this unit, by id or name; may be repeated.")
)
@click.option(
    "--group", "groups", multiple=True, metavar="GROUP", help=_("Only this group, by id or name; may be repeated.")
)
@click.option("--document", "documents", multiple=True, type=click.Choice([d.value for d in DocumentName]),
              help=_("Only this document; may be repeated."))  # fmt: skip
@PERIOD
@AS_OF
@click.option("--source", is_flag=True, help=_("The source plan itself too."))
@click.option("--no-pdf", "pdf", is_flag=True, flag_value=False, default=True, help=_("Word files only."))
@ENGINE
@SHEETS
@click.option("--zip", "zips", is_flag=True, help=_("A zip for each group of units too."))
@TEMPLATES
@click.option("--jobs", type=PROCESSES, metavar="N", help=_("Processes side by side; else one a core."))
@click.option("--cluster", metavar="ADDRESS", help=_("Work on the Dask cluster at this address: tcp://…"))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done, and why."))
@click.option("-v", "--verbose", is_flag=True, help=_("Every file, with the reason for it and how it was made."))
@click.option("--force", is_flag=True, help=_("Replace what people changed; theirs is kept beside it."))
@click.option("--protect", is_flag=True, help=_("Lock report forms but for the cells to fill in; without a password."))
@click.option("--supersede", is_flag=True, help=_("New drafts of issued documents of which the plan changed since."))
@reported
def build_command(plan: Path, verbose: bool, dry_run: bool, **options: Any) -> None:
    """Build, and print what was done and where the results are."""
    with terminal.ProgressBars() as bars:
        result = gen.build(plan, dry_run=dry_run, progress=bars, **options)
    lines = [*(work_lines(result) if dry_run or verbose else ()), *(fallback_lines(result) if verbose else ())]
    for line in lines:
        click.echo(line)
    notice([*result.notices, *result.problems()])
    click.echo(describe_result(result, dry_run))
    sys.exit(result.exit_code)
