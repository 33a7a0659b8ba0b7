"""Arguments → one call → what is printed and the exit code: 0 done, 1 mistakes in files, 2 could not run, 3 in part."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any

import click

import gen
from gen import terminal
from gen.build import Request, build
from gen.doctor import examine
from gen.errors import Diagnostic, GenError
from gen.locale import _, speak
from gen.plan.checks import check_plan
from gen.plan.loading import load_plan
from gen.plan.model import DocumentName
from gen.plan.schema import schema_text
from gen.printing import FORMATS, as_blocks, as_text
from gen.survey import survey_unit, survey_units

speak()

PLAN = click.argument("plan", type=click.Path(path_type=Path), default=Path("plan.yaml"))
AS_JSON = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("How to print."))


def _reported(command: Callable[..., None]) -> Callable[..., None]:
    """Print what a person can mend instead of a traceback; a bug keeps its traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GenError as error:
            _report(error.diagnostics, kwargs.get("form", "text"))
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(_("stopped; the files made so far are whole"), err=True)
            sys.exit(130)

    return run


def _report(diagnostics: Iterable[Diagnostic], form: str = "text") -> None:
    """Findings for people go to the error stream, those for programs to the output."""
    printed = FORMATS[form](tuple(diagnostics))
    if printed:
        click.echo(printed, err=form == "text")


@click.group(help=_("From one plan.yaml: every unit's implementation plan and report form, as Word and PDF."))
@click.version_option(gen.__version__, prog_name="gen")
def main() -> None:
    """The commands."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@main.command(help=_("Check a plan: every mistake and doubt, with its place."))
@PLAN
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help=_("How to print."))
@_reported
def check(plan: Path, form: str) -> None:
    """Every mistake, or every doubt, of `plan`."""
    loaded = load_plan(plan)
    warnings = check_plan(loaded.plan, loaded.at)
    if form == "text":
        click.echo(as_text(warnings) or _("no mistakes, no doubts"))
    else:
        _report(warnings, form)


@main.command(name="build", help=_("Make every unit's documents."))
@PLAN
@click.option("--out", default="out", metavar="FOLDER", help=_("The folder for the results, or an address: s3://…"))
@click.option("--unit", "units", multiple=True, metavar="ID", help=_("Only this unit; may be repeated."))
@click.option("--group", "groups", multiple=True, metavar="G", help=_("Only this group; may be repeated."))
@click.option("--document", "documents", multiple=True, type=click.Choice([d.value for d in DocumentName]),
              help=_("Only this document; may be repeated."))  # fmt: skip
@click.option("--source", is_flag=True, help=_("The source plan itself too."))
@click.option("--no-pdf", is_flag=True, help=_("Word files only."))
@click.option("--engine", metavar="NAME", help=_("The PDF engine; without it libreoffice, where it is installed."))
@click.option("--zip", "zips", is_flag=True, help=_("A zip for each group of units too."))
@click.option(
    "--templates", type=click.Path(path_type=Path), help=_("The folder of templates; else the one beside the plan.")
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help=_("Processes side by side; else one a core."))
@click.option("--cluster", metavar="ADDRESS", help=_("Work on the Dask cluster at this address: tcp://…"))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done, and why."))
@click.option("-v", "--verbose", is_flag=True, help=_("Every file, with the reason for it and how it was made."))
@click.option("--force", is_flag=True, help=_("Replace what people changed; theirs is kept beside it."))
@_reported
def build_command(
    plan: Path, templates: Path | None, documents: tuple[str, ...], no_pdf: bool, verbose: bool, **options: Any
) -> None:
    """Build, and say what lies where."""
    wanted = tuple(map(DocumentName, documents))
    folder = templates or plan.parent / "templates"
    request = Request(plan, templates=folder, documents=wanted, pdf=not no_pdf, **options)
    with terminal.Bars() as bars:
        result = build(request, bars)
    if request.dry_run or verbose:
        terminal.show_work(result.placed)
    if verbose:
        terminal.show_detours(result.detours)
    told = [*result.notices, *result.problems()]
    if told:
        click.echo(as_blocks(told), err=True)
    click.echo(terminal.summary(result, request.dry_run))
    sys.exit(result.exit_code)


@main.command(name="list", help=_("List the units and what each has."))
@PLAN
@AS_JSON
@_reported
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
@_reported
def show(unit: str, plan: Path, form: str) -> None:
    """What one unit has."""
    survey = survey_unit(load_plan(plan).plan, unit)
    if form == "json":
        click.echo(json.dumps(survey.as_data(), ensure_ascii=False, indent=2))
    else:
        terminal.show_unit(survey)


@main.command(help=_("Print the JSON Schema of plan.yaml, for editors."))
@_reported
def schema() -> None:
    """The schema that the loader enforces."""
    click.echo(schema_text(), nl=False)


@main.command(help=_("Say what this machine has, and what to install."))
@AS_JSON
@_reported
def doctor(form: str) -> None:
    """Engines, fonts, language."""
    findings = examine()
    if form == "json":
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        terminal.show_findings(findings)
