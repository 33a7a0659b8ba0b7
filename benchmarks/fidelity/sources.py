"""What is compared → Word files in a folder: our documents for every unit, and those that no template of ours made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.data import ROOT, SEED
from benchmarks.fidelity.cases import CASES, write_case

TEMPLATES, GENERATED = "templates", "generated"


@dataclass(frozen=True, slots=True)
class Source:
    """A Word file; its name begins with its group: `templates/xa-quai-to/ke-hoach`, `generated/tabs-left`."""

    name: str
    path: Path

    @property
    def group(self) -> str:
        """What made it."""
        return self.name.partition("/")[0]


def from_templates(folder: Path, units: Sequence[str] = ()) -> list[Source]:
    """The documents of `units` of plan.yaml; without them all units' documents, and the plan itself.

    Raises CalledProcessError, with what it said, where the build fails.
    """
    chosen = [option for unit in units for option in ("--unit", unit)] or ["--source"]
    gen = [sys.executable, "-c", "from gen.cli import main; main()"]
    built = ["build", str(SEED.relative_to(ROOT)), "--templates", "templates", "--no-pdf", "--out", str(folder)]
    subprocess.run([*gen, *built, *chosen], cwd=ROOT, capture_output=True, check=True)
    plan = next(path for path in sorted(folder.iterdir()) if path.is_dir())
    found = sorted(plan.rglob("*.docx"))
    return [Source(f"{TEMPLATES}/{path.relative_to(plan).with_suffix('').as_posix()}", path) for path in found]


def from_cases(folder: Path, names: Iterable[str] = tuple(CASES)) -> list[Source]:
    """The generated cases called `names`."""
    return [Source(f"{GENERATED}/{name}", write_case(name, folder)) for name in names]


def chosen(sources: Iterable[Source], pattern: str) -> list[Source]:
    """Those whose name, with its group or without, is like `pattern` (`table-*`, `templates/*`); empty for all."""
    return [
        source
        for source in sources
        if not pattern or fnmatch(source.name, pattern) or fnmatch(source.name.partition("/")[2], pattern)
    ]
