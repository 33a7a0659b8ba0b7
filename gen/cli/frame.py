"""A command → its exit code, and what is printed of its errors: common to all commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from gen.errors import Diagnostic, GenError
from gen.locale import _
from gen.printing import DIAGNOSTIC_FORMATS, diagnostics_as_blocks, diagnostics_as_text


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Print a GenError's diagnostics instead of a traceback; a bug keeps its traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except GenError as error:
            report(error.diagnostics, kwargs.get("form", "text"), is_partly_done=error.is_partly_done)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(_("stopped; the files made so far are whole"), err=True)
            sys.exit(130)

    return run


def report(findings: Iterable[Diagnostic], form: str = "text", *, is_partly_done: bool = False) -> None:
    """Print findings: for people to the error stream, for programs to the output."""
    found = tuple(findings)
    is_text = form not in DIAGNOSTIC_FORMATS or form == "text"  # tables of results have no form for errors
    printed = diagnostics_as_text(found, is_partly_done) if is_text else DIAGNOSTIC_FORMATS[form](found)
    if printed:
        click.echo(printed, err=is_text)


def notice(diagnostics: Iterable[Diagnostic]) -> None:
    """Print notices of work that was done all the same, to the error stream."""
    if found := tuple(diagnostics):
        click.echo(diagnostics_as_blocks(found), err=True)
