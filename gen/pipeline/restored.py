"""The program's own records, one beside the other → the mistakes where one of them was restored from a copy of before.

Each of them knows something of the others. An older register gives a number of today to another document, and calls
what was withdrawn issued; an older manifest takes the files of today for a person's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from gen import diagnostics
from gen.errors import BuildError, Diagnostic, Location
from gen.folders import Folder
from gen.pipeline.manifest import FILE_NAME, FileRecord
from gen.pipeline.register import IssueRegister
from gen.pipeline.state import BuildState
from gen.text import name_few


def require_newest_records(
    folder: Folder, records: Iterable[FileRecord], existing: Collection[str], state: BuildState,
    register: IssueRegister, given: Collection[FileRecord] = (),
) -> None:  # fmt: skip
    """Raise BuildError where the manifest (BUILD-031) or the register (BUILD-029, BUILD-030) is older than the rest.

    Nothing may be written then. `records` are the manifest's, `existing` the files that are there, `given` the records
    whose documents are about to be entered into the register again.
    """
    found = [*find_older_manifest(folder, state), *find_older_register(register, records, existing, given)]
    if not found and register.count_changes() + len(given) < state.register_changes:
        found.append(diagnostics.build.REGISTER_OLDER.at(Location(str(register.path)), name=register.path.name))
    if found:
        raise BuildError(found)


def find_older_manifest(folder: Folder, state: BuildState) -> Iterator[Diagnostic]:
    """The mistake BUILD-031, where the manifest is one that a build of which `state` knows has replaced."""
    if state.knows_as_older(folder):
        place = Location(folder.display_path(FILE_NAME))
        yield diagnostics.build.MANIFEST_OLDER.at(place, name=folder.display_path(FILE_NAME))


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


def find_unregistered(register: IssueRegister, records: Iterable[FileRecord]) -> Iterator[FileRecord]:
    """Those of `records` that bear a number of which `register` does not tell, not even as withdrawn or replaced."""
    known = {(entry.unit, entry.document.value, entry.number, entry.date.isoformat()) for entry in register.entries}
    for record in records:
        if record.number and (record.unit, record.document, record.number, record.date) not in known:
            yield record
