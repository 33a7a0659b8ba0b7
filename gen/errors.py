"""A mistake and its place → a Diagnostic that every front end can print; the GenError tree carries them."""

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
    """Where in a user's file: `line` and `column` count from 1; `excerpt` is the line as it stands there.

    `length` is how many characters of the excerpt are meant. `line` is 0 when the whole file is meant.
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
    """What the user can mend. `exit_code` is what the command ends with: 1 the user's files, 2 could not run."""

    exit_code = 1

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Diagnostic, ...]]]:
        """From another process it comes with its findings, not with their words alone."""
        return type(self), (self.diagnostics,)

    @classmethod
    def one(cls, diagnostic: Diagnostic) -> Self:
        """The error of a single finding."""
        return cls([diagnostic])


class PlanError(GenError):
    """The plan file, or a registry beside it, has mistakes."""


class TemplateError(GenError):
    """A Word template breaks its contract."""


class BuildError(GenError):
    """A build was asked for what cannot be built."""


class EngineError(GenError):
    """A converter is missing, unknown or failed as a whole."""

    exit_code = 2
