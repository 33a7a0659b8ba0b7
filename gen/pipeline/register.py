"""What was issued, under which number and date → a file beside the plan that outlives the results, and back.

It only grows: a document that is withdrawn keeps its entry, with the reason. No clock is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.documents import DocumentName
from gen.errors import BuildError, GenError, Location
from gen.files import write_atomically
from gen.pipeline.request import UnitDocument

FORMAT = 1


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """One document as it was issued: `number` is the whole of it (12/KH-UBND), `sha256` that of its Word file.

    `withdrawn` is the reason for which it counts no longer; empty while it does. `replaced` tells that a new draft was
    made to replace it. `obligation` is that which a form answers, of a unit that gets several forms.
    """

    unit: str
    document: DocumentName
    number: str
    date: date
    sha256: str
    withdrawn: str = ""
    replaced: bool = False
    obligation: str = ""

    @property
    def of(self) -> UnitDocument:
        """Which document it is."""
        return UnitDocument(self.unit, self.document, self.obligation)

    @property
    def ordinal(self) -> int:
        """The number without its symbol."""
        return int(self.number.partition("/")[0])


@dataclass(frozen=True, slots=True)
class IssueRegister:
    """Everything that was issued of one plan, in the order in which it was."""

    path: Path
    entries: tuple[IssuedDocument, ...] = ()

    def find_current(self, unit: str, document: DocumentName, obligation: str = "") -> IssuedDocument | None:
        """The entry under which a unit's document is issued now."""
        return self.list_current().get(UnitDocument(unit, document, obligation))

    def list_current(self) -> dict[UnitDocument, IssuedDocument]:
        """Every document that is issued now."""
        return {entry.of: entry for entry in self.entries if not entry.withdrawn and not entry.replaced}

    def list_replaced(self) -> dict[UnitDocument, IssuedDocument]:
        """What each document replaces that now stands, or is a draft: the last one replaced."""
        return {entry.of: entry for entry in self.entries if entry.replaced}

    def with_entries(self, entries: Iterable[IssuedDocument]) -> IssueRegister:
        """The register with `entries` behind what it has."""
        return replace(self, entries=(*self.entries, *entries))

    def with_withdrawal(self, document: UnitDocument, reason: str) -> IssueRegister:
        """The register in which the standing entry of a document is marked as withdrawn."""
        entries = [
            replace(entry, withdrawn=reason) if entry.of == document and not entry.withdrawn else entry
            for entry in self.entries
        ]
        return replace(self, entries=tuple(entries))

    def with_replaced(self, entries: Iterable[IssuedDocument]) -> IssueRegister:
        """The register in which `entries` are marked as replaced."""
        marked = set(entries)
        return replace(self, entries=tuple(replace(e, replaced=True) if e in marked else e for e in self.entries))

    def write(self) -> None:
        """Put the register beside the plan. Raises BuildError BUILD-005 where it cannot be written."""
        listed = [_row(entry) for entry in self.entries]
        text = json.dumps({"format": FORMAT, "issued": listed}, ensure_ascii=False, indent=1)
        try:
            write_atomically(self.path, (text + "\n").encode())
        except OSError:
            raise unwritable_file(str(self.path)) from None


def unwritable_file(place: str) -> GenError:
    """The error of a record of ours that could not be put at `place`."""
    return BuildError.one(diagnostics.build.RECORD_NOT_WRITABLE.at(Location(place), name=place))


def register_path(plan: Path) -> Path:
    """Where the register of the plan in the file `plan` lies: never among the results, which may be deleted."""
    return plan.with_name(f"{plan.stem}.issued.json")


def read_register(plan: Path) -> IssueRegister:
    """The register of the plan in the file `plan`; an empty one where nothing was issued.

    Raises BuildError BUILD-016 where there is one that cannot be read: nothing issued may be built over by mistake.
    """
    path = register_path(plan)
    try:
        content = json.loads(path.read_bytes())
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        return IssueRegister(path, tuple(_parse_entry(entry) for entry in content["issued"]))
    except FileNotFoundError:
        return IssueRegister(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = diagnostics.build.REGISTER_NOT_READABLE.at(Location(str(path)), name=path.name)
        raise BuildError.one(found) from None


def _row(entry: IssuedDocument) -> dict[str, Any]:
    """An entry as the register has it; without the obligation where none is needed, as before there were any."""
    row = {**asdict(entry), "document": entry.document.value, "date": entry.date.isoformat()}
    return {name: value for name, value in row.items() if name != "obligation" or value}


def _parse_entry(entry: dict[str, str]) -> IssuedDocument:
    values = {**entry, "document": DocumentName(entry["document"]), "date": date.fromisoformat(entry["date"])}
    issued = IssuedDocument(**values)  # type: ignore[arg-type]
    if not issued.ordinal or not issued.sha256:
        raise ValueError(entry)
    return issued
