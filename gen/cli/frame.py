"""A command → its exit code and what is printed of its errors: what every command has in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

import gen
from gen import diagnostics
from gen.diagnostics.mistake import Mistake
from gen.errors import Diagnostic, GenError
from gen.files import write_whole
from gen.locale import _, speak
from gen.printing import FORMATS
from gen.values import read_date, read_moment

speak()

T = TypeVar("T")
PLAN = click.argument("plan", type=click.Path(path_type=Path), default=Path("plan.yaml"))
AS_JSON = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("How to print."))
PLAN_OPTION = click.option(
    "--plan", metavar="PLAN", type=click.Path(path_type=Path), default=Path("plan.yaml"),
    help=_("The plan whose forms they are; plan.yaml if left out."),
)  # fmt: skip


def given_day(text: str) -> date:
    """The day that an option gives, as people write it; what is none is a mistake of the command line."""
    return _given(read_date(text), text)


def given_moment(text: str) -> datetime:
    """The day that an option gives, with a time of day (14/6/2021 08:30) or without."""
    return _given(read_moment(text), text)


def _given(found: T | None, text: str) -> T:
    if found is None:
        message = _('"{date}" is no date').format(date=text.strip()[:40])
        raise click.BadParameter(f"{message}: {_('give it as 5/3/2021 or as 2021-03-05')}")
    return found


OUT = click.option(
    "--out", default="out", metavar="FOLDER", help=_("The folder for the results, or an address: s3://…")
)


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Print what a person can mend instead of a traceback; a bug keeps its traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GenError as error:
            report(error.diagnostics, kwargs.get("form", "text"))
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(_("stopped; the files made so far are whole"), err=True)
            sys.exit(130)

    return run


def report(findings: Iterable[Diagnostic], form: str = "text") -> None:
    """Findings for people go to the error stream, those for programs to the output."""
    printed = FORMATS[form](tuple(findings))
    if printed:
        click.echo(printed, err=form == "text")


def put(path: Path, data: bytes, not_writable: Mistake) -> None:
    """Put `data` into the file at `path`, whole or not at all; raises GenError `not_writable` where that fails."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise GenError.one(not_writable.at(path=path, hint=str(error.strerror))) from None


def put_new(files: Mapping[Path, bytes], force: bool) -> None:
    """As `put`, where no such files are yet; over those that are there only with `force`: somebody may work on them."""
    there = [path for path in files if path.exists()]
    if there and not force:
        raise GenError(diagnostics.returns.FILE_THERE_ALREADY.at(path=path) for path in there)
    for path, data in files.items():
        put(path, data, diagnostics.returns.NOT_WRITABLE)


@click.group(help=_("From one plan.yaml: every unit's implementation plan and report form, as Word and PDF."))
@click.version_option(gen.__version__, prog_name="gen")
def main() -> None:
    """The commands."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
