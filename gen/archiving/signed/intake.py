"""Signed PDFs → their places beside the bags, where the next issue includes them.

No bag is changed. The file is kept byte for byte, next to its draft by name, with a record of its signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.build_manifest import MAX_BYTES as MAX_MANIFEST
from gen.archiving.bag.build_manifest import read_build_manifest
from gen.archiving.bag.chain import list_issues, open_bag, read_link
from gen.archiving.bag.index import MAX_BYTES as MAX_INDEX
from gen.archiving.bag.index import read_index
from gen.archiving.bag.layout import BAGIT, BUILD_MANIFEST, DATA, DOCUMENTS, INDEX, SIGNED_MARK, WAITING_FOLDER
from gen.archiving.bag.members import BagMembers, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES, PdfClaims, read_claims
from gen.archiving.signed.copies import MAX_RECORD, SignedCopy, copy_path, load_waiting_copies, read_copy
from gen.archiving.signed.matching import OTHER, PERSON, DraftCandidate, match_draft
from gen.archiving.signed.signatures import DigitalSignature, SignatureState, read_signatures
from gen.diagnostics.mistake import Mistake
from gen.documents import BUILT_DOCUMENTS
from gen.errors import Diagnostic, GenError, Location
from gen.files import sha256, write_atomically
from gen.locale import _, one_of
from gen.os_errors import describe_os_error

_NAMED = 5


@dataclass(frozen=True, slots=True)
class AddRequest:
    """One call of `gen archive add`: the `files` are stored beside the bags in `to`, or beside the bag `to`.

    `unit`, `document` and `obligation` say which document they are copies of, where the files do not; `scan` accepts a
    paper that was signed by hand and scanned, without a digital signature.
    """

    files: tuple[Path, ...]
    to: Path
    unit: str = ""
    document: str = ""
    scan: bool = False
    obligation: str = ""


@dataclass(frozen=True, slots=True)
class AddedCopy:
    """A signed copy and where it waits now; `is_known` where it was already there or in a bag."""

    source: Path
    target: Path
    copy: SignedCopy
    is_known: bool = False


@dataclass(slots=True)
class _ArchiveContents:
    """The drafts in the newest bags of a folder, the known signed copies by checksum, and the paths in use."""

    place: Path
    drafts: list[DraftCandidate]
    known: dict[str, SignedCopy]
    used_paths: set[str]


def add_signed_copies(request: AddRequest) -> list[AddedCopy]:
    """Store the signed PDFs of `request`.

    Raises GenError with every reason against any of them (ARC-020 to ARC-026, ARC-033 to ARC-036); then none is stored.
    """
    archive = _read_archive(request.to)
    ready: dict[str, tuple[AddedCopy, bytes]] = {}
    problems: list[Diagnostic] = []
    for path in request.files:
        try:
            data = _read_file(path)
            digest = sha256(data)
            if digest not in ready:
                known = archive.known.get(digest)
                copy = known or _identify_copy(path, data, request, archive)
                ready[digest] = (
                    AddedCopy(path, archive.place / WAITING_FOLDER / copy.plan / copy.path, copy, known is not None),
                    data,
                )
        except GenError as error:
            problems += error.diagnostics
    if problems:
        raise GenError(problems)
    for added, data in ready.values():
        if not added.is_known:
            _write_copy(added, data)
    return [added for added, _data in ready.values()]


def _read_archive(to: Path) -> _ArchiveContents:
    """What the newest bag of each plan in the folder `to` holds, or the one bag `to`."""
    is_bag = (to / BAGIT).exists() or (to.suffix == ".zip" and to.is_file())
    place = to.parent if is_bag else to
    newest = {plan: path for plan, _issue, path in list_issues(place)}
    chosen = [open_bag(to)] if is_bag else [open_bag(path) for path in newest.values()]
    drafts = [draft for members in chosen for draft in _read_drafts(members)]
    if not drafts:
        raise GenError.one(diagnostics.archive.NO_BAG_WITH_DOCUMENTS.at(Location(str(to)), name=to))
    copies = [copy for members in chosen for copy in _read_copies(members)]
    for plan in sorted({draft.plan for draft in drafts}):
        waiting, problems = load_waiting_copies(place, plan)
        if problems:
            raise GenError(problems)
        copies += waiting.values()
    return _ArchiveContents(place, drafts, {copy.sha256: copy for copy in copies}, {copy.path for copy in copies})


def _read_drafts(members: BagMembers) -> Iterator[DraftCandidate]:
    """The documents of a bag that both manifest.json and the index list."""
    link = read_link(members)
    built = read_build_manifest(read_member(members, DATA + BUILD_MANIFEST, MAX_MANIFEST) or b"")
    rows = read_index(read_member(members, DATA + INDEX, MAX_INDEX) or b"")
    if link is None or built is None or rows is None:
        raise GenError.one(diagnostics.archive.NOT_AN_ARCHIVE.at(Location(members.place), name=members.name))
    for row in rows:
        record = built.records.get(row.file.removeprefix(DOCUMENTS))
        if record is not None:
            yield DraftCandidate(members, link.plan, record, row)


def _read_copies(members: BagMembers) -> Iterator[SignedCopy]:
    for path in sorted(members.sizes):
        if SIGNED_MARK in path and path.endswith(".json"):
            copy = read_copy(read_member(members, path, MAX_RECORD) or b"")
            if copy is not None:
                yield copy


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            reason = _("it is larger than {limit} MB").format(limit=MAX_BYTES >> 20)
            raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=reason)
        return path.read_bytes()
    except OSError as error:
        raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=describe_os_error(error)) from None


def _identify_copy(path: Path, data: bytes, request: AddRequest, archive: _ArchiveContents) -> SignedCopy:
    """The signed copy that `data` is.

    Raises GenError ARC-020 to ARC-024 and ARC-033 to ARC-035.
    """
    claims = read_claims(data, closely=True)
    if claims is None or claims.encrypted:
        raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=_("it is no PDF that everybody can read"))
    signatures = _check_signatures(path, data, request.scan)
    draft, method = _find_draft(path, data, request, archive)
    return _create_copy(draft, method, data, claims, signatures, archive)


def _check_signatures(path: Path, data: bytes, scan: bool) -> tuple[DigitalSignature, ...]:
    found = read_signatures(data) or ()
    for signature in found:
        if signature.state is not SignatureState.AS_SIGNED:
            reason = {
                SignatureState.CHANGED: _("it was changed after {signer} signed it"),
                SignatureState.APPENDED: _("something was put behind what {signer} signed"),
                SignatureState.UNKNOWN: _("the signature in its field {field} is of a kind that cannot be read here"),
            }[signature.state].format(signer=signature.signer, field=signature.field)
            raise _refusal(diagnostics.archive.NOT_AS_SIGNED, path, reason=reason)
    if not found and not scan:
        raise _refusal(diagnostics.archive.NO_SIGNATURE, path)
    return found


def _find_draft(path: Path, data: bytes, request: AddRequest, archive: _ArchiveContents) -> tuple[DraftCandidate, str]:
    known = {draft.record.unit for draft in archive.drafts}
    if request.unit and request.unit not in known:
        units = ", ".join(sorted(known))
        raise _refusal(diagnostics.archive.COPY_OF_NO_UNIT, path, unit=request.unit, names=units)
    found = match_draft(data, archive.drafts, request.unit, request.document, request.obligation)
    if found.method == OTHER:
        raise _refusal(diagnostics.archive.COPY_OF_ANOTHER, path, document=found.drafts[0].record.path)
    if len(found.drafts) == 1:
        return found.drafts[0], found.method
    choices = one_of([document.name for document in BUILT_DOCUMENTS])
    if not found.drafts and found.method == PERSON:
        raise _refusal(diagnostics.archive.COPY_SAYS_NOTHING, path, names=choices)
    if not found.drafts:
        raise _refusal(diagnostics.archive.COPY_LIKE_NONE, path, names=choices)
    documents = ", ".join(draft.record.path for draft in found.drafts[:_NAMED]) + (
        " …" if len(found.drafts) > _NAMED else ""
    )
    raise _refusal(diagnostics.archive.COPY_OF_SEVERAL, path, documents=documents, names=choices)


def _create_copy(
    draft: DraftCandidate,
    method: str,
    data: bytes,
    claims: PdfClaims,
    signatures: tuple[DigitalSignature, ...],
    archive: _ArchiveContents,
) -> SignedCopy:
    number = 1
    while copy_path(draft.record.path, number) in archive.used_paths:
        number += 1
    archive.used_paths.add(copy_path(draft.record.path, number))
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
        method,
        signatures,
        replace(draft.row, format=claims.format),
    )


def _write_copy(added: AddedCopy, data: bytes) -> None:
    """Write the file and then its record; where the record cannot be written, the file is removed."""
    try:
        write_atomically(added.target, data)
        try:
            write_atomically(added.target.with_suffix(".json"), added.copy.dump())
        except OSError:
            with suppress(OSError):
                added.target.unlink()
            raise
    except OSError as error:
        mistake = diagnostics.archive.NOT_WRITABLE.at(Location(str(added.target)), reason=describe_os_error(error))
        raise GenError.one(mistake) from None


def _refusal(mistake: Mistake, path: Path, **values: str) -> GenError:
    return GenError.one(mistake.at(Location(str(path)), name=path.name, **values))
