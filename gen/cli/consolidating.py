"""Arguments of `report` → the consolidated report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gen.cli.chasing import TEMPLATES
from gen.cli.collecting import AS_OF, FORCE, OBLIGATION, PERIOD, day_meant
from gen.cli.frame import PLAN, main, put_new, reported
from gen.documents import SUMMARY
from gen.locale import _
from gen.returns.consolidating import consolidate
from gen.returns.keeping import collection_of
from gen.word.template import load_template


@main.command(name="report", help=_("Consolidate what came in: one Word document, and a workbook with every cell."))
@PLAN
@OBLIGATION
@PERIOD
@AS_OF
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path), default=Path(),
              help=_("The folder for the two files."))  # fmt: skip
@TEMPLATES
@FORCE
@reported
def report_command(
    plan: Path, obligation: str | None, period: str | None, as_of: date | None, to: Path, templates: Path,
    force: bool,
) -> None:  # fmt: skip
    """Make both, then write them."""
    day = day_meant(as_of)
    template = load_template(templates, SUMMARY.template)
    made = consolidate(collection_of(plan, obligation, period, day), template, day)
    files = {to / f"{SUMMARY.stem}.docx": made.docx, to / f"{SUMMARY.stem}.xlsx": made.xlsx}
    put_new(files, force)
    click.echo("\n".join([*map(str, files), made.completeness]))
