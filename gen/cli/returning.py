"""Arguments of `read` → what filled forms say."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gen.cli.frame import AS_JSON, main, reported
from gen.locale import _
from gen.plan.loading import load_plan
from gen.returns import arrivals, submissions
from gen.returns.telling import FORMATS


@main.command(name="read", help=_("What filled forms say; nothing is kept."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--plan", metavar="PLAN", type=click.Path(path_type=Path), default=Path("plan.yaml"),
              help=_("The plan whose forms they are; plan.yaml if left out."))  # fmt: skip
@AS_JSON
@reported
def read_command(files: tuple[Path, ...], plan: Path, form: str) -> None:
    """Read them, and say what is in them; the exit code is 3 where one is set apart."""
    found = list(submissions(arrivals(files), load_plan(plan).plan))
    click.echo(FORMATS[form](found))
    sys.exit(3 if any(one.quarantined for one in found) else 0)
