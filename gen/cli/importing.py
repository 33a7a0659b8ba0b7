"""Arguments of `import` → a draft of plan.yaml beside a report of what it holds."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gen.cli.frame import AS_JSON, main, reported
from gen.errors import GenError
from gen.files import write_whole
from gen.importing import draft, read_passages, yaml_text
from gen.importing.telling import FORMATS
from gen.locale import _
from gen.plan.loading import load_units


@main.command(name="import", help=_("Draft a plan.yaml from a plan in Word (.docx) or plain text."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--registry", metavar="FILE", type=click.Path(path_type=Path), help=_("The office's own units."))
@click.option("--to", "target", metavar="FILE", type=click.Path(path_type=Path), default=Path("plan.yaml"),
              help=_("Where the draft goes; plan.yaml if left out."))  # fmt: skip
@AS_JSON
@reported
def import_command(file: Path, registry: Path | None, target: Path, form: str) -> None:
    """Write the draft and say what is in it."""
    if target.exists():
        hint = _("name another file with --to, or put the old one away")
        raise GenError.one("IMP-006", _("{path} is there already, and is not overwritten").format(path=target), hint)
    units = load_units(registry) if registry is not None else ()
    drafted = draft(read_passages(file), file.name, units, _beside(registry, target))
    heading = [_("Draft, imported from {name}. Look at each remark (#) and at the list that the import printed.")]
    text = yaml_text(drafted.plan, [line.format(name=file.name) for line in heading])
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise GenError.one("IMP-007", _("{path} cannot be written").format(path=target), str(error.strerror)) from None
    click.echo(FORMATS[form](drafted))


def _beside(registry: Path | None, target: Path) -> str:
    """The registry's name as the draft refers to it: where it is a file of units in the draft's folder or below."""
    if registry is None or not registry.read_text(encoding="utf-8").lstrip().startswith(("units:", "-", "#")):
        return ""
    relative = os.path.relpath(registry.resolve(), target.resolve().parent)
    is_plan = "\nparts:" in registry.read_text(encoding="utf-8")
    return "" if is_plan or relative.startswith("..") else Path(relative).as_posix()
