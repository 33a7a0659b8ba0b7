"""Arguments of `read` → the content of filled-in forms."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON, FILES, PLAN_OPTION
from gen.returns.messages import SUBMISSION_FORMATS


@command("read")
@FILES
@PLAN_OPTION
@AS_JSON
@reported
def read_command(files: tuple[Path, ...], plan: Path, form: str) -> None:
    """Read the forms and print their content; the exit code is 3 where one is quarantined."""
    submissions = gen.read_forms(files, plan)
    click.echo(SUBMISSION_FORMATS[form](submissions))
    sys.exit(3 if any(one.quarantine_reason for one in submissions) else 0)
