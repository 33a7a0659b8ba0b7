"""What the results know of issued documents → the mistakes where the register beside the plan knows less.

A register that was restored from a copy of yesterday, or lost, gives a number of today to another document, and calls
what was withdrawn issued. It only grows, so that what the results know of it must stand in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from gen import diagnostics
from gen.errors import BuildError, Diagnostic, Location
from gen.pipeline.manifest import FileRecord
from gen.pipeline.register import IssueRegister
from gen.pipeline.state import BuildState
from gen.text import name_few


def require_whole_register(
    register: IssueRegister,
    records: Iterable[FileRecord],
    existing: Collection[str],
    state: BuildState,
    given: Collection[FileRecord] = (),
) -> None:
    """Raise BuildError where `register` is older than the results (BUILD-029, BUILD-030); nothing may be written then.

    `records` are those of the manifest, `existing` the files that are there, `given` the records whose documents are
    about to be entered again.
    """
    found = list(find_older_register(register, records, existing, given))
    if not found and register.count_changes() + len(given) < state.register_changes:
        found.append(diagnostics.build.REGISTER_OLDER.at(Location(str(register.path)), name=register.path.name))
    if found:
        raise BuildError(found)


def find_unregistered(register: IssueRegister, records: Iterable[FileRecord]) -> Iterator[FileRecord]:
    """Those of `records` that bear a number of which `register` does not tell, not even as withdrawn or replaced."""
    known = {(entry.unit, entry.document.value, entry.number, entry.date.isoformat()) for entry in register.entries}
    for record in records:
        if record.number and (record.unit, record.document, record.number, record.date) not in known:
            yield record


def find_older_register(
    register: IssueRegister,
    records: Iterable[FileRecord],
    existing: Collection[str],
    given: Collection[FileRecord] = (),
) -> Iterator[Diagnostic]:
    """The mistake BUILD-029, where `register` lacks numbers that documents of the results were given."""
    numbered = (one for one in records if one.format == "docx" and one.path in existing and one not in given)
    lacking = list(find_unregistered(register, numbered))
    if lacking:
        place, names = Location(str(register.path)), name_few([f"{one.path} ({one.number})" for one in lacking])
        mistake = diagnostics.build.REGISTER_LACKS
        yield mistake.at(place, name=register.path.name, count=len(lacking), names=names)
