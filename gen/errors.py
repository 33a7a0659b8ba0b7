"""A mistake and its place → a Diagnostic that every interface can print; GenError and its subclasses hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """Whether work stops (`error`) or goes on (`warning`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a user's file: `line` and `column` count from 1; `excerpt` is the text of that line.

    `length` is the number of marked characters of the excerpt. `line` is 0 for the whole file.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable `code` with its section in docs/errors.md, the rule broken, the remedy."""

    code: str
    severity: Severity
    message: str
    location: Location | None = None
    hint: str = ""


class GenError(Exception):
    """What the user can correct.

    `exit_code` of the command: 1 for mistakes in files, 2 where it could not run; nothing was written then. Where
    something was written before, `is_partly_done`, and the exit code is 3.
    """

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic], is_partly_done: bool = False) -> None:
        self.diagnostics = tuple(diagnostics)
        self.is_partly_done = is_partly_done
        if is_partly_done:
            self.exit_code = 3
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Diagnostic, ...], bool]]:
        """From another process it comes with its findings, not with their words alone."""
        return type(self), (self.diagnostics, self.is_partly_done)

    @classmethod
    def one(cls, diagnostic: Diagnostic, is_partly_done: bool = False) -> Self:
        """The error of a single finding."""
        return cls([diagnostic], is_partly_done)


class PlanError(GenError):
    """The plan file, or a registry beside it, has mistakes."""


class TemplateError(GenError):
    """A Word template breaks its contract."""


class BuildError(GenError):
    """A build was requested that is not possible."""


class EngineError(GenError):
    """A converter is missing, unknown or failed as a whole."""

    exit_code = 2
