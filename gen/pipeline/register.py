"""The issued documents with their numbers and dates → a file beside the plan that outlives the results, and back.

It only grows: a document that is withdrawn keeps its entry, with the reason. It holds no time of writing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gen import diagnostics
from gen.documents import DocumentName
from gen.errors import BuildError, GenError, Location
from gen.files import remove_leftovers, write_atomically
from gen.locking import locked
from gen.os_errors import describe_os_error
from gen.pipeline.manifest import newer_record, unreadable_record
from gen.pipeline.request import UnitDocument
from gen.versions import NewerFormatError, select_reader

FORMAT, FIRST_FORMAT = 2, 1
_SINCE = {"period": FORMAT}
"""The format since which an entry may have such a field; the other fields are of the first one."""


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """One issued document: `number` with its symbol (12/KH-UBND), `sha256` of its Word file.

    `withdrawn` is the reason why it no longer counts; empty while it does. `replaced`: a new draft was made to replace
    it. `obligation` is the id of the one that a form answers, where its unit gets several forms, `period` the key of
    the period that it is for, where its report is owed more than once. `passages` are the digests of what it says, by
    which it shows when the plan has overtaken it; registers of before have none.
    """

    unit: str
    document: DocumentName
    number: str
    date: date
    sha256: str
    withdrawn: str = ""
    replaced: bool = False
    obligation: str = ""
    passages: tuple[tuple[str, str], ...] = ()
    period: str = ""

    @property
    def of(self) -> UnitDocument:
        """The document that was issued."""
        return UnitDocument(self.unit, self.document, self.obligation, self.period)

    @property
    def ordinal(self) -> int:
        """The number without its symbol."""
        return int(self.number.partition("/")[0])


@dataclass(frozen=True, slots=True)
class IssueRegister:
    """All issued documents of one plan, in the order of issue; `path` is the register's file."""

    path: Path
    entries: tuple[IssuedDocument, ...] = ()

    def find_current(
        self, unit: str, document: DocumentName, obligation: str = "", period: str = ""
    ) -> IssuedDocument | None:
        """The entry under which a unit's document is issued now; None where it is not."""
        return self.list_current().get(UnitDocument(unit, document, obligation, period))

    def list_current(self) -> dict[UnitDocument, IssuedDocument]:
        """Every document that is issued now."""
        return {entry.of: entry for entry in self.entries if not entry.withdrawn and not entry.replaced}

    def list_replaced(self) -> dict[UnitDocument, IssuedDocument]:
        """For each document, the last replaced entry: what its present issue, or its draft, replaces."""
        return {entry.of: entry for entry in self.entries if entry.replaced}

    def count_changes(self) -> int:
        """How often something was written into it: it only grows, so that fewer than before are of an older one."""
        return sum(1 + bool(entry.withdrawn) + entry.replaced for entry in self.entries)

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
        """Write the register beside the plan. Raises BuildError BUILD-005 where it cannot be written.

        It has the first format that says all that is in it, so that an older program reads it for as long as it can.
        """
        listed = [_row(entry) for entry in self.entries]
        version = max((_SINCE.get(name, FIRST_FORMAT) for row in listed for name in row), default=FIRST_FORMAT)
        text = json.dumps({"format": version, "issued": listed}, ensure_ascii=False, indent=1)
        try:
            write_atomically(self.path, (text + "\n").encode(), durable=True)
        except OSError as error:
            raise unwritable_file(str(self.path), error) from None


def unwritable_file(place: str, error: OSError) -> GenError:
    """The error (BUILD-005) that a manifest or register could not be written to `place`."""
    found = diagnostics.build.RECORD_NOT_WRITABLE
    return BuildError.one(found.at(Location(place), name=place, reason=describe_os_error(error)))


def register_path(plan: Path) -> Path:
    """The path of the register of the plan in the file `plan`: never among the results, which may be deleted."""
    return plan.with_name(f"{plan.stem}.issued.json")


@contextmanager
def locked_register(plan: Path, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the lock of the plan in the file `plan` (see `gen.locking`), its register free of what a killed run left."""
    with locked(plan, on_wait):
        remove_leftovers([register_path(plan)])
        yield


def read_register(plan: Path) -> IssueRegister:
    """The register of the plan in the file `plan`; an empty one where nothing was issued.

    Raises BuildError BUILD-026 where it cannot be read now, BUILD-016 where it is damaged, BUILD-050 where a newer
    version wrote it: no issued document may be overwritten by mistake.
    """
    path = register_path(plan)
    try:
        content = json.loads(path.read_bytes())
        parse = select_reader(_READERS, content["format"])
        return IssueRegister(path, tuple(parse(entry) for entry in content["issued"]))
    except FileNotFoundError:
        return IssueRegister(path)
    except NewerFormatError:
        raise newer_record(str(path)) from None
    except OSError as error:
        raise unreadable_record(str(path), error) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found = diagnostics.build.REGISTER_NOT_READABLE.at(Location(str(path)), name=path.name)
        raise BuildError.one(found) from None


def _row(entry: IssuedDocument) -> dict[str, Any]:
    """An entry as JSON data; without what is empty of the fields that registers did not have at first."""
    row = {
        **asdict(entry),
        "document": entry.document.value,
        "date": entry.date.isoformat(),
        "passages": dict(entry.passages),
    }
    return {name: value for name, value in row.items() if name not in ("obligation", "passages", "period") or value}


def _parse_entry(entry: dict[str, Any]) -> IssuedDocument:
    """Raises ValueError, KeyError, TypeError or AttributeError for what no entry can be."""
    values = {
        **entry,
        "document": DocumentName(entry["document"]),
        "date": date.fromisoformat(entry["date"]),
        "passages": tuple(entry.get("passages", {}).items()),
    }
    issued = IssuedDocument(**values)
    texts = (
        issued.unit, issued.number, issued.sha256, issued.withdrawn, issued.obligation, issued.period,
        *sum(issued.passages, ()),
    )  # fmt: skip
    is_one = type(issued.replaced) is bool and all(type(text) is str for text in texts)
    if not is_one or not issued.ordinal or not issued.sha256:
        raise ValueError(entry)
    return issued


_READERS = {FIRST_FORMAT: _parse_entry, FORMAT: _parse_entry}
"""The reader of an entry for each format of the register. The second only adds a field, whose absence says the same; an
older program, which takes the forms of two periods for one document, must not read it."""
