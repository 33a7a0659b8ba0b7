"""Arguments of `read` and `key` → what filled forms say, what true ones are marked with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gen.cli.frame import AS_JSON, PLAN, PLAN_OPTION, main, reported
from gen.locale import _
from gen.plan.loading import load_plan
from gen.plan.secret import make_secret, read_secret
from gen.returns import arrivals, submissions
from gen.returns.telling import FORMATS


@main.command(name="read", help=_("What filled forms say; nothing is kept."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@PLAN_OPTION
@AS_JSON
@reported
def read_command(files: tuple[Path, ...], plan: Path, form: str) -> None:
    """Read them, and say what is in them; the exit code is 3 where one is set apart."""
    found = list(submissions(arrivals(files), load_plan(plan).plan, read_secret(plan)))
    click.echo(FORMATS[form](found))
    sys.exit(3 if any(one.quarantined for one in found) else 0)


@main.command(name="key", help=_("Make a secret key: then nobody else can make a form that passes."))
@PLAN
@reported
def key_command(plan: Path) -> None:
    """Make it beside the plan; all forms that are built from then on are marked with it."""
    load_plan(plan)
    made = make_secret(plan)
    click.echo(_("{name}: keep it with the plan, give it to nobody, and build the forms again").format(name=made.name))
