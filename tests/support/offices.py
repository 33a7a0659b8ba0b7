"""An office at its desk: a plan file, built without PDFs into the folder beside it, and its documents numbered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gen.issuing import IssueOutcome, IssueRequest, issue, parse_entry
from gen.pipeline import BuildRequest, BuildResult, build

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


class Silent:
    """Nobody watches."""

    def __call__(self, stage: str, done: int, steps: int) -> None:
        pass


def request(plan: Path, **changes: object) -> BuildRequest:
    return replace(BuildRequest(plan, str(plan.parent / "out"), TEMPLATES, pdf=False), **changes)  # type: ignore[arg-type]


def run(plan: Path, **changes: object) -> BuildResult:
    return build(request(plan, **changes), Silent())


def number(plan: Path, unit: str, document: str, given: str, day: str) -> IssueOutcome:
    """Issue one document under a number and a date."""
    asked = IssueRequest(plan, str(plan.parent / "out"), TEMPLATES, pdf=False, accepts_blanks=True)
    return issue(asked, [parse_entry(unit, document, given, day)], Silent())
