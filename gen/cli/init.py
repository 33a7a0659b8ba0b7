"""Arguments of `init` → a starter folder for a new office."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from gen.cli.commands import command
from gen.cli.frame import reported
from gen.locale import _
from gen.starter import DESIGNATIONS, build_starter_files, parse_office, write_starter

_LEVEL, _NAME = "xã", "Suối Ngàn"
"""The defaults without a terminal: a commune with an invented name, which is to be changed."""


@command("init")
@click.argument("folder", metavar="[FOLDER]", type=click.Path(path_type=Path), default=Path())
@click.option("--level", metavar="TEXT", help=_("tỉnh, thành phố, xã, phường or đặc khu."))
@click.option("--name", metavar="TEXT", help=_("The territory's bare name: Quài Tở."))
@click.option("--province", metavar="TEXT", help=_("Of a commune: tỉnh Điện Biên, thành phố Hà Nội."))
@reported
def init_command(folder: Path, level: str | None, name: str | None, province: str | None) -> None:
    """Ask for what is missing, on a terminal only; write the files and print the next step."""
    level = level or _ask(_("Level ({words})").format(words=", ".join(DESIGNATIONS)), _LEVEL)
    name = name or _ask(_("Name, bare"), _NAME)
    if province is None and DESIGNATIONS.get(level.strip().lower()) == "commune":
        province = _ask(_("Its province (tỉnh …, thành phố …); Enter where it is not to be stated"), "")
    files = build_starter_files(parse_office(level, name, province or ""), date.today())
    write_starter(folder, files)
    click.echo(_("made in {folder}: {names}").format(folder=folder.resolve(), names=", ".join(files)))
    click.echo(_("next: write the tasks into plan.yaml, the units into units.yaml; then gen check, then gen build"))


def _ask(question: str, default: str) -> str:
    return str(click.prompt(question, default=default)) if sys.stdin.isatty() else default
