"""An office at its desk: a plan file, built without PDFs into the folder beside it, and its documents numbered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gen.issuing import Issuing, Outcome, entry_of, issue
from gen.pipeline import Request, Result, build

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"


class Silent:
    """Nobody watches."""

    def __call__(self, stage: str, done: int, steps: int) -> None:
        pass


def request(plan: Path, **changes: object) -> Request:
    return replace(Request(plan, str(plan.parent / "out"), TEMPLATES, pdf=False), **changes)  # type: ignore[arg-type]


def run(plan: Path, **changes: object) -> Result:
    return build(request(plan, **changes), Silent())


def number(plan: Path, unit: str, document: str, given: str, day: str) -> Outcome:
    """Issue one document under a number and a date."""
    asked = Issuing(plan, str(plan.parent / "out"), TEMPLATES, pdf=False)
    return issue(asked, [entry_of(unit, document, given, day)], Silent())
