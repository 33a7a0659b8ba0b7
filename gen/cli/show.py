"""Arguments of `show` → what one unit of a plan has."""

from __future__ import annotations

import json
from pathlib import Path

import click

import gen
from gen import terminal
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON, PLAN
from gen.survey import survey_unit


@command("show")
@click.argument("unit")
@PLAN
@AS_JSON
@reported
def show_command(unit: str, plan: Path, form: str) -> None:
    """Print the tasks and reports of one unit."""
    survey = survey_unit(gen.load_plan(plan), unit)
    if form == "json":
        click.echo(json.dumps(survey.as_data(), ensure_ascii=False, indent=2))
    else:
        terminal.show_unit(survey)
