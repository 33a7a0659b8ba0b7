"""What several commands ask for → one argument or option each: the same meaning, name and default everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from gen.locale import _

_F = TypeVar("_F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_MOMENTS = (*_DAYS, *(f"{day} %H:%M" for day in _DAYS))
_PLAN = Path("plan.yaml")


class Day(click.DateTime):
    """A day as people or programs write it → a date."""

    def __init__(self) -> None:
        super().__init__(_DAYS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The date that `value` is."""
        found = super().convert(value, param, ctx)
        return found.date() if isinstance(found, datetime) else found


MOMENT = click.DateTime(_MOMENTS)
DAY = Day()

PLAN = click.argument("plan", type=_PATH, default=_PLAN)
PLAN_OPTION = click.option(
    "--plan", metavar="PLAN", type=_PATH, default=_PLAN, help=_("The plan whose forms they are; plan.yaml if left out.")
)
FILES = click.argument("files", metavar="FILE…", nargs=-1, required=True, type=_PATH)
OUT = click.option(
    "--out", default="out", metavar="FOLDER", help=_("The folder for the results, or an address: s3://…")
)
TEMPLATES = click.option(
    "--templates", metavar="FOLDER", type=_PATH,
    help=_("The folder of templates; else the one beside the plan, and for what it lacks the shipped ones."),
)  # fmt: skip
ENGINE = click.option(
    "--engine", metavar="NAME", help=_("The PDF engine: embedded, which is always there, or libreoffice.")
)
OBLIGATION = click.option("--obligation", metavar="ID", help=_("Which report; if left out, the one the form answers."))
PERIOD = click.option("--period", metavar="P", help=_("Of which period: 2021-Q2; if left out, the one now due."))
AS_OF = click.option("--as-of", metavar="DATE", type=DAY, help=_("On which day; today if left out."))
FORCE = click.option("--force", is_flag=True, help=_("Replace a file that is there."))


def format_option(*more: str) -> Callable[[_F], _F]:
    """How the result is printed: as text, as JSON, and as the formats `more`."""
    choices = click.Choice(["text", "json", *more])
    return click.option("--format", "form", type=choices, default="text", help=_("How to print."))


AS_JSON = format_option()
