"""The outcomes of files → a BuildResult: all files, notices, the exit code."""

from __future__ import annotations

from dataclasses import dataclass, field

from gen import diagnostics
from gen.errors import Diagnostic
from gen.folders import Folder
from gen.pipeline.placement import FileOutcome


@dataclass(slots=True)
class BuildResult:
    """What a build did: every file with its status, what a person should know, how many doubts the plan raises.

    `fallbacks` names the documents that docxtpl itself had to render, with the reason.
    """

    folder: Folder
    outcomes: list[FileOutcome] = field(default_factory=list)
    notices: list[Diagnostic] = field(default_factory=list)
    doubts: int = 0
    fallbacks: list[str] = field(default_factory=list)

    def problems(self) -> list[Diagnostic]:
        """What was not done, in order, once for each cause."""
        from gen.pipeline.causes import gather_problems  # not above: where all is done, none of it is needed

        return gather_problems(self.outcomes) if any(placed.problem for placed in self.outcomes) else []

    @property
    def exit_code(self) -> int:
        """0 where everything requested is in place, 3 where some of it is not."""
        return 3 if self.problems() else 0

    @property
    def is_settled(self) -> bool:
        """Whether all was done, every file is as built, and there is no notice to repeat."""
        notices = [notice for notice in self.notices if notice.code != diagnostics.template.SHIPPED_TAKEN.code]
        return not notices and all(placed.is_in_place for placed in self.outcomes)
