"""Arguments of `lint` → what in Word files departs from the layout rules of Decree 30."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gen.cli.frame import AS_JSON, main, reported
from gen.linting import files, showing
from gen.locale import _


@main.command(help=_("Check Word files against the layout rules of Decree 30; folders with all that is in them."))
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help=_("Mend margins, font, sizes and page numbers in a new file, X.sua.docx."))
@AS_JSON
@reported
def lint(paths: tuple[Path, ...], fix: bool, form: str) -> None:
    """What was found in each file."""
    results = files.lint(paths, mend=fix)
    click.echo(showing.FORMATS[form](results))
    sys.exit(files.exit_code(results))
