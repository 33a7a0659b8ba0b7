"""Arguments of `build` → every unit's documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from gen import terminal
from gen.cli.frame import OUT, PLAN, main, reported
from gen.locale import _
from gen.pipeline import Request, build
from gen.plan.model import DocumentName
from gen.printing import as_blocks


@main.command(name="build", help=_("Make every unit's documents."))
@PLAN
@OUT
@click.option("--unit", "units", multiple=True, metavar="ID", help=_("Only this unit; may be repeated."))
@click.option("--group", "groups", multiple=True, metavar="G", help=_("Only this group; may be repeated."))
@click.option("--document", "documents", multiple=True, type=click.Choice([d.value for d in DocumentName]),
              help=_("Only this document; may be repeated."))  # fmt: skip
@click.option("--source", is_flag=True, help=_("The source plan itself too."))
@click.option("--no-pdf", is_flag=True, help=_("Word files only."))
@click.option("--engine", metavar="NAME", help=_("The PDF engine: embedded, which is always there, or libreoffice."))
@click.option("--sheets", metavar="NAME", help=_("The PDF engine for lists: embedded, or pdfkit (wkhtmltopdf)."))
@click.option("--zip", "zips", is_flag=True, help=_("A zip for each group of units too."))
@click.option(
    "--templates", type=click.Path(path_type=Path), help=_("The folder of templates; else the one beside the plan.")
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help=_("Processes side by side; else one a core."))
@click.option("--cluster", metavar="ADDRESS", help=_("Work on the Dask cluster at this address: tcp://…"))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be done, and why."))
@click.option("-v", "--verbose", is_flag=True, help=_("Every file, with the reason for it and how it was made."))
@click.option("--force", is_flag=True, help=_("Replace what people changed; theirs is kept beside it."))
@click.option("--protect", is_flag=True, help=_("Lock report forms but for the cells to fill in; without a password."))
@click.option("--supersede", is_flag=True, help=_("New drafts of issued documents of which the plan changed since."))
@reported
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
