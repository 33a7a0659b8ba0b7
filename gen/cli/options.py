"""The arguments and options that several commands share → each once, with one meaning, name and default."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from gen.locale import _
from gen.reading import read_date, read_moment

_F = TypeVar("_F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)
_PLAN = Path("plan.yaml")


class DateParameter(click.ParamType[Any]):
    """A day or a moment as people write it → its value; anything else is a mistake on the command line."""

    name = "date"

    def __init__(self, read: Callable[[str], object]) -> None:
        self.read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value of the text `value`; any other value is returned unchanged."""
        if not isinstance(value, str):
            return value
        found = self.read(value)
        if found is None:
            message = _('"{date}" is no date').format(date=value.strip()[:40])
            self.fail(f"{message}: {_('give it as 5/3/2021 or as 2021-03-05')}", param, ctx)
        return found


DAY = DateParameter(read_date)
MOMENT = DateParameter(read_moment)
PROCESSES = click.IntRange(1)
PROCESSES.name = _("whole number")  # as messages call it; click's own word is not translated

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
SHEETS = click.option(
    "--sheets", metavar="NAME", help=_("The PDF engine for lists: embedded, or pdfkit (wkhtmltopdf).")
)
OBLIGATION = click.option("--obligation", metavar="ID", help=_("Which report; if left out, the one the form answers."))
PERIOD = click.option(
    "--period", metavar="P",
    help=_("Of which period: 2021-Q2 or “quý II năm 2021”; if left out, the one now due, or the only one there is."),
)  # fmt: skip
AS_OF = click.option("--as-of", metavar="DATE", type=DAY, help=_("On which day; today if left out."))
FORCE = click.option("--force", is_flag=True, help=_("Replace a file that is there."))


def format_option(*more: str) -> Callable[[_F], _F]:
    """How the result is printed: as text, as JSON, and as the formats `more`."""
    choices = click.Choice(["text", "json", *more])
    return click.option("--format", "form", type=choices, default="text", help=_("How to print."))


AS_JSON = format_option()
