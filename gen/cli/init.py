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
"""Where nobody is asked and nothing is given: a commune under a made-up name, which is to be changed."""


@command("init")
@click.argument("folder", metavar="[FOLDER]", type=click.Path(path_type=Path), default=Path())
@click.option("--level", metavar="TEXT", help=_("tỉnh, thành phố, xã, phường or đặc khu."))
@click.option("--name", metavar="TEXT", help=_("The territory's bare name: Quài Tở."))
@reported
def init_command(folder: Path, level: str | None, name: str | None) -> None:
    """Ask what was not given, on a terminal only; write, and say what comes next."""
    level = level or _asked(_("Level ({words})").format(words=", ".join(DESIGNATIONS)), _LEVEL)
    name = name or _asked(_("Name, bare"), _NAME)
    made = build_starter_files(parse_office(level, name), date.today())
    write_starter(folder, made)
    click.echo(_("made in {folder}: {names}").format(folder=folder.resolve(), names=", ".join(made)))
    click.echo(_("next: write the tasks into plan.yaml, the units into units.yaml; then gen check, then gen build"))


def _asked(question: str, otherwise: str) -> str:
    return str(click.prompt(question, default=otherwise)) if sys.stdin.isatty() else otherwise
