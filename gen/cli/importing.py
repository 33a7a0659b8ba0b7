"""Arguments of `import` → a draft of plan.yaml beside a report of what it holds."""

from __future__ import annotations

from pathlib import Path

import click

from gen import diagnostics
from gen.cli.frame import AS_JSON, main, put, reported
from gen.errors import GenError
from gen.importing import draft, read_passages, yaml_text
from gen.importing.telling import FORMATS
from gen.locale import _
from gen.plan.loading import is_plan, load_units


@main.command(name="import", help=_("Draft a plan.yaml from a plan in Word, .doc, .odt, .rtf, PDF or plain text."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--registry", metavar="FILE", type=click.Path(path_type=Path), help=_("The office's own units."))
@click.option("--to", "target", metavar="FILE", type=click.Path(path_type=Path), default=Path("plan.yaml"),
              help=_("Where the draft goes; plan.yaml if left out."))  # fmt: skip
@AS_JSON
@reported
def import_command(file: Path, registry: Path | None, target: Path, form: str) -> None:
    """Write the draft and say what is in it."""
    if target.exists():
        raise GenError.one(diagnostics.importing.DRAFT_THERE_ALREADY.at(path=target))
    units, beside = ((), "") if registry is None else (load_units(registry), _beside(registry, target))
    drafted = draft(read_passages(file), file.name, units, beside)
    heading = _("Draft, imported from {name}. Look at each remark (#) and at the list that the import printed.")
    put(
        target,
        yaml_text(drafted.plan, heading.format(name=file.name)).encode(),
        diagnostics.importing.DRAFT_NOT_WRITABLE,
    )
    click.echo(FORMATS[form](drafted))


def _beside(registry: Path, target: Path) -> str:
    """How the draft refers to the registry: by name where it is a file of units in the draft's folder or below."""
    folder, found = target.resolve().parent, registry.resolve()
    return found.relative_to(folder).as_posix() if found.is_relative_to(folder) and not is_plan(registry) else ""
