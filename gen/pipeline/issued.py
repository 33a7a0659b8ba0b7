"""A document that was issued → the same bytes in its place, or why they are not there."""

from __future__ import annotations

from gen import diagnostics
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256
from gen.pipeline.manifest import Record
from gen.pipeline.placing import Place, Placed, Status
from gen.pipeline.register import Issued
from gen.pipeline.rendering import Draft, render
from gen.word.numbered import UnplaceableError, with_number


def keep(place: Place, draft: Draft, issued: Issued, made_from: dict[str, str]) -> tuple[Placed, Record | None]:
    """What became of the document, and its record where the manifest does not have it as issued yet.

    Where other bytes stand, those of a draft that was never numbered since the command was cut off, or none at all,
    the number is put in again; only where this gives the very bytes that were issued are they written.
    """
    try:
        found = place.on_disk()
        if found != issued.sha256 and not place.dry_run:
            data = _numbered(place, draft, issued, found)
            if sha256(data) != issued.sha256:
                return Placed(place.path, Status.KEPT, _departed(place, issued, found), on_disk=found), None
            place.folder.write(place.path, data)
    except OSError:
        return place.failed(), None
    except (GenError, UnplaceableError):
        return Placed(place.path, Status.KEPT, _departed(place, issued, found), on_disk=found), None
    placed = Placed(place.path, Status.ISSUED, on_disk=issued.sha256)
    if place.dry_run or (place.earlier is not None and place.earlier.number == issued.number):
        return placed, None
    return placed, _record(place, issued, made_from)


def _numbered(place: Place, draft: Draft, issued: Issued, found: str | None) -> bytes:
    data = render(draft).data if found is None else place.folder.read(place.path)
    return with_number(data, issued.ordinal, issued.date).data


def _record(place: Place, issued: Issued, made_from: dict[str, str]) -> Record:
    size = len(place.folder.read(place.path))
    origin = place.earlier.made_from if place.earlier is not None else made_from
    return Record(
        place.path, issued.document.value, "docx", issued.sha256, size, issued.unit, None, origin, "", issued.number,
        issued.date.isoformat(),
    )  # fmt: skip


def _departed(place: Place, issued: Issued, found: str | None) -> Diagnostic:
    """The warning (BUILD-015, BUILD-020) that what stands at the place is not what was issued."""
    name = place.path.rpartition("/")[2]
    where = Location(place.folder.place(place.path))
    if found is None:
        return diagnostics.build.ISSUED_LOST.at(where, name=name, number=issued.number)
    return diagnostics.build.ISSUED_CHANGED.at(where, name=name, number=issued.number, unit=issued.unit)
