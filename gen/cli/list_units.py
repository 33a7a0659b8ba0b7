"""Arguments of `list` → the units of a plan and what each has."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

import gen
from gen import terminal
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON, PLAN
from gen.survey import survey_units


@command("list")
@PLAN
@AS_JSON
@reported
def list_command(plan: Path, form: str) -> None:
    """Print the units of `plan`."""
    lines = survey_units(gen.load_plan(plan))
    if form == "json":
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
    else:
        terminal.show_units(lines)
