"""What a build made → a Listing: units, their documents and figures, for the page and the list of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from gen.documents import UNIT_DOCUMENTS

FileFormat = Literal["docx", "pdf", "xlsx", "zip"]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file: `path` is relative to the folder of the page, with `/`; `size` in bytes; `pages` None where unknown.

    `document` says what it is: a name of the table of documents, or that of a list (`assignments`, `contents`,
    `distribution`, `board`, `archive`). `form` says which of its unit's report forms it is, where that has to be said:
    “quý II năm 2026”.
    """

    path: str
    document: str
    format: FileFormat
    size: int
    pages: int | None
    sha256: str
    form: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One unit with its documents.

    `group` is the id of its group; `lead`, `support` and `common` are the numbers of its tasks: those it leads, those
    in which it supports another, those that all units have. `due` is the ISO date of its report where the plan states
    one, or the plan's words; `due_text` is what is shown.
    Raises ValueError for a file that is no unit's document.
    """

    id: str
    name: str
    group: str
    code: str | None
    files: tuple[ListedFile, ...]
    lead: int
    support: int
    common: int
    due: str | None
    due_text: str

    def __post_init__(self) -> None:
        known = {document.name for document in UNIT_DOCUMENTS}
        for file in self.files:
            if file.document not in known:
                raise ValueError(f"{file.path}: {file.document}")


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """Units that are shown together; `zip` has all their documents."""

    id: str
    name: str
    zip: ListedFile | None


@dataclass(frozen=True, slots=True)
class ListingSection:
    """A group and its units, in the listing's order."""

    group: ListedGroup
    units: tuple[ListedUnit, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that a build made of one plan.

    `title` is the plan's subject (trích yếu), `reference` its kind, number and date in words, blanks included, `issuer`
    the office's name, `date` the plan's date as far as it is known: 2020-11 or 2020-11-05. `source` is the plan itself,
    `others` are the files for all units: the workbook and the printed lists.
    Raises ValueError for a unit whose group is not among `groups`.
    """

    plan_id: str
    title: str
    reference: str
    issuer: str
    date: str
    units: tuple[ListedUnit, ...]
    groups: tuple[ListedGroup, ...]
    source: tuple[ListedFile, ...]
    others: tuple[ListedFile, ...]

    def __post_init__(self) -> None:
        known = {group.id for group in self.groups}
        for unit in self.units:
            if unit.group not in known:
                raise ValueError(f"{unit.id}: {unit.group}")

    def sections(self) -> tuple[ListingSection, ...]:
        """The groups that have units, in their order, each with its units."""
        members: dict[str, list[ListedUnit]] = {group.id: [] for group in self.groups}
        for unit in self.units:
            members[unit.group].append(unit)
        return tuple(ListingSection(group, tuple(members[group.id])) for group in self.groups if members[group.id])

    def files(self) -> Iterator[ListedFile]:
        """Every file: of the plan, of all units, of the groups, of each unit."""
        yield from self.source
        yield from self.others
        yield from (group.zip for group in self.groups if group.zip)
        for unit in self.units:
            yield from unit.files
