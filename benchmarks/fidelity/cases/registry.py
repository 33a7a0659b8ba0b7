"""Functions that fill a draft → cases by name → Word files, the same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.fidelity.cases.draft import Draft

Fill = Callable[[Draft], None]

CASES: dict[str, Fill] = {}
REFUSED: set[str] = set()
"""The cases that the embedded engine is to refuse by name."""

_MOMENT = (1980, 1, 1, 0, 0, 0)


def case(fill: Fill) -> Fill:
    """Make `fill` a case, called as the function is, with hyphens."""
    CASES[fill.__name__.replace("_", "-")] = fill
    return fill


def refused(fill: Fill) -> Fill:
    """Make `fill` a case that the embedded engine is to refuse."""
    REFUSED.add(fill.__name__.replace("_", "-"))
    return case(fill)


def write_case(name: str, folder: Path) -> Path:
    """The Word file of a case, in `folder`."""
    draft = Draft(name)
    CASES[name](draft)
    held = io.BytesIO()
    draft.document.save(held)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.docx"
    target.write_bytes(_timeless(held))
    return target


def _timeless(saved: io.BytesIO) -> bytes:
    """The same ZIP without the time of its writing."""
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return made.getvalue()
