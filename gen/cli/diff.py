"""Arguments of `diff` → what changed between two versions of a plan."""

from __future__ import annotations

from pathlib import Path

import click

import gen
from gen import diagnostics
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON
from gen.locale import _
from gen.outputs import write_output


@command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), default=Path("plan.yaml"))
@click.option("--unit", metavar="UNIT", help=_("Only what concerns this unit, by id or name."))
@click.option("--word", metavar="FILE", type=click.Path(path_type=Path), help=_("Write it as a Word file too."))
@AS_JSON
@reported
def diff_command(old: Path, new: Path, unit: str | None, word: Path | None, form: str) -> None:
    """Print the changes between the plans `old` and `new`."""
    found = gen.diff(old, new, unit=unit)
    if word is not None:
        write_output(word, found.as_word(), diagnostics.revising.NOT_WRITABLE)
    click.echo(found.as_json() if form == "json" else found.as_text())
