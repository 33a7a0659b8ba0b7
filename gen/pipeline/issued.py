"""A document that was issued → the same bytes in its place, or why they are not there."""

from __future__ import annotations

from gen.errors import Diagnostic, GenError, Location, Severity
from gen.files import sha256
from gen.locale import _
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
    """The warning (BUILD-015) that what stands at the place is not what was issued."""
    if found is None:
        message = _("{name} was issued as {number} and is no longer there; what can be made now is not the same")
        hint = _("bring it back from the archive")
    else:
        message = _("{name} was issued as {number} and was changed since; it is left as it stands")
        hint = _("bring back the issued file from the archive, or withdraw it: gen issue --withdraw --unit {unit}")
    name = place.path.rpartition("/")[2]
    where = Location(place.folder.place(place.path))
    text = message.format(name=name, number=issued.number)
    return Diagnostic("BUILD-015", Severity.WARNING, text, where, hint.format(unit=issued.unit))
