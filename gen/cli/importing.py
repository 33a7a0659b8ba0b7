"""Arguments of `import` → a draft of plan.yaml, and the report of what is in it."""

from __future__ import annotations

from pathlib import Path

import click

import gen
from gen.cli.commands import command
from gen.cli.frame import reported
from gen.cli.options import AS_JSON
from gen.importing.explain import explain as explain_draft
from gen.importing.messages import DRAFT_FORMATS
from gen.locale import _


@command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--registry", metavar="FILE", type=click.Path(path_type=Path), help=_("The office's own units."))
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), default=Path("plan.yaml"),
              help=_("Where the draft goes; plan.yaml if left out."))  # fmt: skip
@click.option(
    "--answers",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Answers to the questions of an earlier import: a JSON object by the questions' ids."),
)
@click.option("--explain", is_flag=True, help=_("Print each paragraph, and what the draft made of it."))
@AS_JSON
@reported
def import_command(file: Path, registry: Path | None, to: Path, answers: Path | None, explain: bool, form: str) -> None:
    """Write the draft and print what is in it."""
    imported = gen.import_plan(file, registry=registry, to=to, answers=answers)
    if explain:
        click.echo("\n".join(explain_draft(imported.passages, imported.draft)) + "\n")
    click.echo(DRAFT_FORMATS[form](imported.draft))
