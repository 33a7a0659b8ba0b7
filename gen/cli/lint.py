"""Arguments of `lint` → the places in Word files that break the layout rules of Decree 30."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON
from gen.linting.files import combine_exit_codes
from gen.linting.messages import RESULT_FORMATS
from gen.locale import _


@command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER…", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help=_("Mend margins, font, sizes and page numbers in a new file, X.sua.docx."))
@AS_JSON
@reported
def lint_command(paths: tuple[Path, ...], fix: bool, form: str) -> None:
    """Print what was found in each file."""
    results = gen.lint(paths, fix=fix)
    click.echo(RESULT_FORMATS[form](results))
    sys.exit(combine_exit_codes(results))
