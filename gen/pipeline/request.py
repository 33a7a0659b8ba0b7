"""The arguments of one call of `gen build` → what was asked for, as values that every step reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gen.documents import DocumentName


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """One call of `gen build`; empty `units` and `groups` mean everybody, empty `documents` all of them.

    `out` is a folder or an address (s3://…). `engine` is None where the person named none: then a missing engine is
    told and Word files are made without it; so is `sheets`, the engine for lists. `templates` is the folder of them
    that the person named; None means the one beside the plan, and for what it lacks what the program brings with it.
    `jobs` is how many processes work side by side, None for one a core; `cluster` the address of a Dask scheduler.
    `supersede` makes new drafts of issued
    documents that the plan has overtaken; `protect` locks report forms but for their fields.
    """

    plan: Path
    out: str
    templates: Path | None = None
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    documents: tuple[DocumentName, ...] = ()
    source: bool = False
    pdf: bool = True
    engine: str | None = None
    sheets: str | None = None
    zips: bool = False
    dry_run: bool = False
    force: bool = False
    supersede: bool = False
    protect: bool = False
    jobs: int | None = None
    cluster: str | None = None


class UnitDocument(NamedTuple):
    """One document of one unit; `obligation` is the id of that which a form answers, where the unit gets several."""

    unit: str
    document: DocumentName
    obligation: str = ""
