"""The arguments of one call of `gen build` → a BuildRequest, the value that every step reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gen.documents import DocumentName


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """One call of `gen build`; empty `units` and `groups` mean every unit, empty `documents` all of them.

    `out` is a folder or an address (s3://…). `engine` makes the PDFs of documents, `sheets` those of lists; None means
    the default one, and where it is missing a notice and no PDFs. `templates` is the folder of templates; None means
    the one beside the plan, and the shipped templates for what it lacks. `jobs` is the number of parallel processes,
    None for one per core; `cluster` the address of a Dask scheduler. `supersede` makes new drafts of issued documents
    that no longer say what the plan says; `protect` locks report forms except for their fields. `period` is the key of
    the period that forms are for; None means the one that is due next on the day `as_of`, which is today if left out.
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
    period: str | None = None
    as_of: date | None = None


class UnitDocument(NamedTuple):
    """One document of one unit; `obligation` is the id of the one that a form answers, where the unit gets several.

    `period` is the key of the period that a form is for, empty where its report is owed once.
    """

    unit: str
    document: DocumentName
    obligation: str = ""
    period: str = ""
