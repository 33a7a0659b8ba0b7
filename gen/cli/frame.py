"""A command → its exit code, and what is printed of its errors: common to all commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from gen.errors import Diagnostic, GenError
from gen.locale import _
from gen.printing import DIAGNOSTIC_FORMATS, diagnostics_as_blocks


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Print a GenError's diagnostics instead of a traceback; a bug keeps its traceback."""

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
    """Print findings: for people to the error stream, for programs to the output."""
    printed = DIAGNOSTIC_FORMATS[form](tuple(findings))
    if printed:
        click.echo(printed, err=form == "text")


def notice(diagnostics: Iterable[Diagnostic]) -> None:
    """Print notices of work that was done all the same, to the error stream."""
    if found := tuple(diagnostics):
        click.echo(diagnostics_as_blocks(found), err=True)
