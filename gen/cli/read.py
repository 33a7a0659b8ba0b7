"""Arguments of `read` → what filled forms say."""

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
    """Read them, and say what is in them; the exit code is 3 where one is set apart."""
    found = gen.read_forms(files, plan)
    click.echo(SUBMISSION_FORMATS[form](found))
    sys.exit(3 if any(one.quarantine_reason for one in found) else 0)
