"""Arguments of `check`, `list`, `show`, `schema`, `doctor` → what there is to see; nothing is written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from gen import terminal
from gen.cli.frame import AS_JSON, PLAN, main, report, reported
from gen.doctor import examine
from gen.locale import _
from gen.plan.checks import check_plan
from gen.plan.loading import load_plan
from gen.plan.schema import schema_text
from gen.printing import FORMATS, as_text
from gen.survey import survey_unit, survey_units


@main.command(help=_("Check a plan: every mistake and doubt, with its place."))
@PLAN
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=_("How to print."))
@reported
def check(plan: Path, form: str) -> None:
    """Every mistake, or every doubt, of `plan`."""
    loaded = load_plan(plan)
    warnings = check_plan(loaded.plan, loaded.at)
    if form == "text":
        click.echo(as_text(warnings) or _("no mistakes, no doubts"))
    else:
        report(warnings, form)


@main.command(name="list", help=_("List the units and what each has."))
@PLAN
@AS_JSON
@reported
def list_command(plan: Path, form: str) -> None:
    """The units of `plan`."""
    lines = survey_units(load_plan(plan).plan)
    if form == "json":
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2))
    else:
        terminal.show_units(lines)


@main.command(help=_("Show one unit's tasks and dates."))
@click.argument("unit")
@PLAN
@AS_JSON
@reported
def show(unit: str, plan: Path, form: str) -> None:
    """What one unit has."""
    survey = survey_unit(load_plan(plan).plan, unit)
    if form == "json":
        click.echo(json.dumps(survey.as_data(), ensure_ascii=False, indent=2))
    else:
        terminal.show_unit(survey)


@main.command(help=_("Print the JSON Schema of plan.yaml, for editors."))
@reported
def schema() -> None:
    """The schema that the loader enforces."""
    click.echo(schema_text(), nl=False)


@main.command(help=_("Say what this machine has, and what to install."))
@AS_JSON
@reported
def doctor(form: str) -> None:
    """Engines, fonts, language."""
    findings = examine()
    if form == "json":
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        terminal.show_findings(findings)
