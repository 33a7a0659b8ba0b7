"""A signed PDF that was brought back → its place beside the bags, where the next issue takes it in.

No bag is touched. The file is kept byte for byte, next to its draft by name, with a record of its signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gen import diagnostics
from gen.archiving.chain import issues, open_bag, read_link
from gen.archiving.claims import MAX_BYTES, Claims, read_claims
from gen.archiving.index import MAX_BYTES as MAX_INDEX
from gen.archiving.index import read_index
from gen.archiving.layout import BAGIT, BUILD_MANIFEST, COLLECTED, DATA, DOCUMENTS, INDEX, SIGNED_MARK
from gen.archiving.matching import OTHER, PERSON, Draft, match
from gen.archiving.members import Members, read
from gen.archiving.records import MAX_BYTES as MAX_MANIFEST
from gen.archiving.records import read_records
from gen.archiving.signatures import Signature, State, read_signatures
from gen.archiving.signed import MAX_RECORD, SignedCopy, collected, copy_path, read_copy
from gen.diagnostics.mistake import Mistake
from gen.documents import BUILT_DOCUMENTS
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256, write_whole
from gen.locale import _, one_of

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Bringing:
    """One call of `gen archive add`: the `files` go beside the bags in `to`, or beside the bag that `to` is.

    `unit`, `document` and `obligation` say whose and what they are, where the files do not; `scan` takes a paper that
    was signed by hand and scanned, which bears no signature that a machine can read.
    """

    files: tuple[Path, ...]
    to: Path
    unit: str = ""
    document: str = ""
    scan: bool = False
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A signed copy and where it waits now; `known` where it was there already, or in a bag."""

    source: Path
    place: Path
    copy: SignedCopy
    known: bool = False


@dataclass(slots=True)
class _Archive:
    """The newest bags of a place; the signed copies that are there already by checksum, and the paths in use."""

    place: Path
    drafts: list[Draft]
    known: dict[str, SignedCopy]
    taken: set[str]


def add(bringing: Bringing) -> list[Added]:
    """Bring the files in.

    Raises GenError with everything that stands against any of them; then none was brought in.
    """
    archive = _open(bringing.to)
    ready: dict[str, tuple[Added, bytes]] = {}
    problems: list[Diagnostic] = []
    for path in bringing.files:
        try:
            data = _read(path)
            digest = sha256(data)
            if digest not in ready:
                known = archive.known.get(digest)
                copy = known or _copy(path, data, bringing, archive)
                ready[digest] = (
                    Added(path, archive.place / COLLECTED / copy.plan / copy.path, copy, known is not None),
                    data,
                )
        except GenError as error:
            problems += error.diagnostics
    if problems:
        raise GenError(problems)
    for added, data in ready.values():
        if not added.known:
            _put(added, data)
    return [added for added, _data in ready.values()]


def _open(to: Path) -> _Archive:
    """What is known in a folder of bags: the newest of each plan; or of the one bag that `to` is."""
    is_bag = (to / BAGIT).exists() or (to.suffix == ".zip" and to.is_file())
    place = to.parent if is_bag else to
    newest = {plan: path for plan, _issue, path in issues(place)}
    chosen = [open_bag(to)] if is_bag else [open_bag(path) for path in newest.values()]
    drafts = [draft for members in chosen for draft in _drafts(members)]
    if not drafts:
        raise GenError.one(diagnostics.archive.NO_BAG_WITH_DOCUMENTS.at(Location(str(to)), name=to))
    copies = [copy for members in chosen for copy in _copies(members)]
    for plan in sorted({draft.plan for draft in drafts}):
        waiting, problems = collected(place, plan)
        if problems:
            raise GenError(problems)
        copies += waiting.values()
    return _Archive(place, drafts, {copy.sha256: copy for copy in copies}, {copy.path for copy in copies})


def _drafts(members: Members) -> Iterator[Draft]:
    """The documents of a bag: what manifest.json and the index both tell of."""
    link = read_link(members)
    built = read_records(read(members, DATA + BUILD_MANIFEST, MAX_MANIFEST) or b"")
    rows = read_index(read(members, DATA + INDEX, MAX_INDEX) or b"")
    if link is None or built is None or rows is None:
        raise GenError.one(diagnostics.archive.NOT_AN_ARCHIVE.at(Location(members.place), name=members.name))
    for row in rows:
        record = built.records.get(row.file.removeprefix(DOCUMENTS))
        if record is not None:
            yield Draft(members, link.plan, record, row)


def _copies(members: Members) -> Iterator[SignedCopy]:
    for path in sorted(members.sizes):
        if SIGNED_MARK in path and path.endswith(".json"):
            copy = read_copy(read(members, path, MAX_RECORD) or b"")
            if copy is not None:
                yield copy


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            reason = _("it is larger than {limit} MB").format(limit=MAX_BYTES >> 20)
            raise _refused(diagnostics.archive.COPY_NOT_READABLE, path, reason=reason)
        return path.read_bytes()
    except OSError as error:
        raise _refused(diagnostics.archive.COPY_NOT_READABLE, path, reason=error.strerror or str(error)) from None


def _copy(path: Path, data: bytes, bringing: Bringing, archive: _Archive) -> SignedCopy:
    """The signed copy that `data` is.

    Raises GenError ARC-020 to ARC-024.
    """
    claims = read_claims(data, closely=True)
    if claims is None or claims.encrypted:
        raise _refused(diagnostics.archive.COPY_NOT_READABLE, path, reason=_("it is no PDF that everybody can read"))
    signatures = _signatures(path, data, bringing.scan)
    draft, how = _draft(path, data, bringing, archive)
    return _record(draft, how, data, claims, signatures, archive)


def _signatures(path: Path, data: bytes, scan: bool) -> tuple[Signature, ...]:
    found = read_signatures(data) or ()
    for signature in found:
        if signature.state is not State.AS_SIGNED:
            reason = {
                State.CHANGED: _("it was changed after {signer} signed it"),
                State.APPENDED: _("something was put behind what {signer} signed"),
                State.UNKNOWN: _("the signature in its field {field} is of a kind that cannot be read here"),
            }[signature.state].format(signer=signature.signer, field=signature.field)
            raise _refused(diagnostics.archive.NOT_AS_SIGNED, path, reason=reason)
    if not found and not scan:
        raise _refused(diagnostics.archive.NO_SIGNATURE, path)
    return found


def _draft(path: Path, data: bytes, bringing: Bringing, archive: _Archive) -> tuple[Draft, str]:
    known = {draft.record.unit for draft in archive.drafts}
    if bringing.unit and bringing.unit not in known:
        units = ", ".join(sorted(known))
        raise _refused(diagnostics.archive.COPY_OF_NO_UNIT, path, unit=bringing.unit, names=units)
    found = match(data, archive.drafts, bringing.unit, bringing.document, bringing.obligation)
    if found.how == OTHER:
        raise _refused(diagnostics.archive.COPY_OF_ANOTHER, path, document=found.drafts[0].record.path)
    if len(found.drafts) == 1:
        return found.drafts[0], found.how
    choices = one_of([document.name for document in BUILT_DOCUMENTS])
    if not found.drafts and found.how == PERSON:
        raise _refused(diagnostics.archive.COPY_SAYS_NOTHING, path, names=choices)
    if not found.drafts:
        raise _refused(diagnostics.archive.COPY_LIKE_NONE, path, names=choices)
    found_in = ", ".join(draft.record.path for draft in found.drafts[:_NAMED]) + (
        " …" if len(found.drafts) > _NAMED else ""
    )
    raise _refused(diagnostics.archive.COPY_OF_SEVERAL, path, documents=found_in, names=choices)


def _record(
    draft: Draft, how: str, data: bytes, claims: Claims, signatures: tuple[Signature, ...], archive: _Archive
) -> SignedCopy:
    number = 1
    while copy_path(draft.record.path, number) in archive.taken:
        number += 1
    archive.taken.add(copy_path(draft.record.path, number))
    return SignedCopy(
        draft.plan,
        draft.record.unit,
        draft.record.document,
        copy_path(draft.record.path, number),
        sha256(data),
        len(data),
        claims.pages,
        draft.record.path,
        draft.row.sha256,
        draft.members.name,
        how,
        signatures,
        replace(draft.row, format=claims.format),
    )


def _put(added: Added, data: bytes) -> None:
    """Write the file and then its record; where the record cannot be written, the file goes again."""
    try:
        write_whole(added.place, data)
        try:
            write_whole(added.place.with_suffix(".json"), added.copy.dump())
        except OSError:
            with suppress(OSError):
                added.place.unlink()
            raise
    except OSError as error:
        mistake = diagnostics.archive.NOT_WRITABLE.at(Location(str(added.place)), reason=error.strerror or error)
        raise GenError.one(mistake) from None


def _refused(mistake: Mistake, path: Path, **values: str) -> GenError:
    return GenError.one(mistake.at(Location(str(path)), name=path.name, **values))
