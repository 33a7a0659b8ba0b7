"""Arguments of `collect` and `extend` → forms put down in the store, more time for a unit."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from gen.cli.frame import AS_JSON, PLAN_OPTION, given_day, given_moment, main, reported
from gen.locale import _
from gen.returns.collecting import Collecting, collect
from gen.returns.collection import VIETNAM
from gen.returns.extending import extend
from gen.returns.kept_telling import FORMATS

OBLIGATION = click.option("--obligation", metavar="ID", help=_("Which report; if left out, the one the form answers."))
PERIOD = click.option("--period", metavar="P", help=_("Of which period: 2021-Q2; if left out, the one now due."))


AS_OF = click.option("--as-of", metavar="DATE", type=given_day, help=_("On which day; today if left out."))
FORCE = click.option("--force", is_flag=True, help=_("Replace a file that is there."))


def day_meant(day: date | None) -> date:
    """The day meant: today in Vietnam where none was given."""
    return day or datetime.now(VIETNAM).date()


def moment(day: datetime | None) -> datetime:
    """The moment meant: in Vietnam's time where a day was given, else now."""
    return datetime.now(UTC) if day is None else day.replace(tzinfo=VIETNAM).astimezone(UTC)


@main.command(name="collect", help=_("Keep filled forms as they came, and put down what they say."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@PLAN_OPTION
@OBLIGATION
@PERIOD
@click.option("--received", metavar="DATE", type=given_moment, help=_("When they came; now if left out."))
@AS_JSON
@reported
def collect_command(
    files: tuple[Path, ...], plan: Path, obligation: str | None, period: str | None, received: datetime | None,
    form: str,
) -> None:  # fmt: skip
    """Put them down, and say what became of each; the exit code is 3 where one is set apart."""
    asked = Collecting(plan, moment(received), obligation, period, os.cpu_count() or 1)
    kept = list(collect(asked, files))
    click.echo(FORMATS[form](kept))
    sys.exit(3 if any(one.said.quarantined for one in kept) else 0)


@main.command(name="extend", help=_("Give a unit more time for its report, once, with the reason."))
@click.argument("unit", metavar="UNIT")
@PLAN_OPTION
@OBLIGATION
@PERIOD
@click.option("--until", required=True, metavar="DATE", type=given_day, help=_("Its new last day."))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why; the store keeps it."))
@reported
def extend_command(unit: str, plan: Path, obligation: str | None, period: str | None, until: date, reason: str) -> None:
    """Note it in the store."""
    given = extend(Collecting(plan, moment(None), obligation, period), unit, until, reason)
    click.echo(_("{unit} has until {day}").format(unit=given.unit, day=f"{given.until:%d/%m/%Y}"))
