"""A command → its exit code, and what is printed of its errors: common to all commands."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click

from gen import diagnostics
from gen.errors import Diagnostic, GenError
from gen.locale import _
from gen.os_errors import describe_os_error
from gen.printing import DIAGNOSTIC_FORMATS, diagnostics_as_blocks, diagnostics_as_text


def reported(command: Callable[..., None]) -> Callable[..., None]:
    """Print a GenError's diagnostics instead of a traceback; a bug keeps its traceback.

    What the system says of a file is told where it is met; whatever was not foreseen there is told here (BUILD-033).
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        form = kwargs.get("form", "text")
        try:
            command(*args, **kwargs)
        except GenError as error:
            report(error.diagnostics, form, is_partly_done=error.is_partly_done)
            sys.exit(error.exit_code)
        except OSError as error:
            if _is_output_closed(error):
                raise BrokenPipeError(errno.EPIPE, "closed") from None  # click ends the program
            name, reason = error.filename or _("a file"), describe_os_error(error)
            report([diagnostics.build.NOT_ACCESSIBLE.at(name=name, reason=reason)], form, is_partly_done=True)
            sys.exit(3)
        except KeyboardInterrupt:
            click.echo(_("stopped; the files made so far are whole"), err=True)
            sys.exit(130)

    return run


def _is_output_closed(error: OSError) -> bool:
    """Whether whoever reads the output has gone, `more` that was left, for instance; Windows has no EPIPE for that."""
    return error.errno == errno.EPIPE or (
        sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    )


def report(findings: Iterable[Diagnostic], form: str = "text", *, is_partly_done: bool = False) -> None:
    """Print findings: for people to the error stream, for programs to the output."""
    found = tuple(findings)
    is_text = form not in DIAGNOSTIC_FORMATS or form == "text"  # tables of results have no form for errors
    printed = diagnostics_as_text(found, is_partly_done) if is_text else DIAGNOSTIC_FORMATS[form](found)
    if printed:
        click.echo(printed, err=is_text)


def notice(notices: Iterable[Diagnostic]) -> None:
    """Print notices of work that was done all the same, to the error stream."""
    if found := tuple(notices):
        click.echo(diagnostics_as_blocks(found), err=True)
