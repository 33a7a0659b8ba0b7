"""Signed PDFs → their places beside the bags, where the next issue includes them.

No bag is changed. The file is kept byte for byte, next to its draft by name, with a record of its signatures.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gen import diagnostics
from gen.archiving.bag.build_manifest import MAX_BYTES as MAX_MANIFEST
from gen.archiving.bag.build_manifest import read_build_manifest
from gen.archiving.bag.chain import list_issues, open_bag, read_link
from gen.archiving.bag.formats import newer_format_error, read_bag_format
from gen.archiving.bag.index import MAX_BYTES as MAX_INDEX
from gen.archiving.bag.index import IndexRow, read_index
from gen.archiving.bag.layout import BAGIT, BUILD_MANIFEST, DATA, DOCUMENTS, INDEX, SIGNED_MARK, WAITING_FOLDER
from gen.archiving.bag.members import BagMembers, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES, read_claims
from gen.archiving.signed.copies import (
    MAX_RECORD,
    SignedCopy,
    copy_path,
    load_waiting_copies,
    locked_archive,
    merge_copies,
    read_copy,
)
from gen.archiving.signed.letterhead import ShownNumber, read_letterhead
from gen.archiving.signed.matching import (
    OTHER,
    PERSON,
    DraftCandidate,
    begins_with,
    lacks_issuer,
    match_draft,
)
from gen.archiving.signed.signatures import DigitalSignature, SignatureState, read_signatures
from gen.diagnostics.mistake import Mistake
from gen.documents import BUILT_DOCUMENTS
from gen.errors import Diagnostic, GenError, Location
from gen.files import remove_all_leftovers, sha256, write_atomically
from gen.locale import _, one_of
from gen.os_errors import describe_os_error
from gen.pdf.page_text import extract_text, is_typed
from gen.pdf.word_check import count_words
from gen.plan.file.loading import load_plan
from gen.plan.unit_names import UnitIndex
from gen.reading import read_date, read_document_number
from gen.text import name_few
from gen.versions import NewerFormatError


@dataclass(frozen=True, slots=True)
class AddRequest:
    """One call of `gen archive add`: the `files` are stored beside the bags in `to`, or beside the bag `to`.

    `unit`, `document`, `obligation` and `period` (a key) say which document they are copies of, where the files do not;
    `scan` accepts a paper that was signed by hand and scanned, without a digital signature. `number` (12/KH-UBND) and
    `date` (ISO) are those in the letterhead of the one file, where it does not show them itself. `unit` may be a name
    of the unit in the file `plan`; without that file only ids are known.
    """

    files: tuple[Path, ...]
    to: Path
    unit: str = ""
    document: str = ""
    scan: bool = False
    obligation: str = ""
    number: str = ""
    date: str = ""
    plan: Path | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class AddedCopy:
    """A signed copy and where it waits now; `is_known` where it was already there or in a bag, with all that is known.

    `notices`: what the index will not say of it (ARC-091).
    """

    source: Path
    target: Path
    copy: SignedCopy
    is_known: bool = False
    notices: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _ArchiveContents:
    """The newest `bags` of a folder, the drafts in them, the known signed copies by checksum, and the paths in use."""

    place: Path
    bags: list[BagMembers]
    drafts: list[DraftCandidate]
    known: dict[str, SignedCopy]
    used_paths: set[str]


def add_signed_copies(request: AddRequest) -> list[AddedCopy]:
    """Store the signed PDFs of `request`.

    Raises GenError with every reason against any of them (ARC-020 to ARC-026, ARC-033 to ARC-036, ARC-080, ARC-089,
    ARC-090, ARC-092, ARC-093, NAME-001); then none is stored. BUILD-028: another program works on the archive for too
    long.
    """
    given = _read_given_number(request)
    is_bag = _is_bag(request.to)
    place = request.to.parent if is_bag else request.to
    with locked_archive(place):
        remove_all_leftovers(place / WAITING_FOLDER)
        return _add_copies(request, place, is_bag, given)


def _add_copies(request: AddRequest, place: Path, is_bag: bool, given: ShownNumber) -> list[AddedCopy]:
    files: dict[str, tuple[Path, bytes]] = {}
    problems: list[Diagnostic] = []
    for path in request.files:
        try:
            data = _read_file(path)
            files.setdefault(sha256(data), (path, data))
        except GenError as error:
            problems += error.diagnostics
    archive = _read_archive(request.to, place, is_bag, files.keys())
    request = replace(request, unit=_find_unit_id(request, archive))
    ready: list[AddedCopy] = []
    for digest, (path, data) in files.items():
        try:
            known = archive.known.get(digest)
            ready.append(
                _add_known(path, known, given, archive) if known else _add_new(path, data, request, given, archive)
            )
        except GenError as error:
            problems += error.diagnostics
    if problems:
        raise GenError(problems)
    for added in ready:
        if not added.is_known:
            _write_copy(added, files[added.copy.sha256][1])
    return ready


def _find_unit_id(request: AddRequest, archive: _ArchiveContents) -> str:
    """The id of the unit that a person names: as given, where it is an id of the archive or nobody's name.

    Raises GenError NAME-001 where several units of the archive can be meant, and what is wrong with the plan.
    """
    known = {draft.record.unit for draft in archive.drafts}
    if not request.unit or request.unit in known or request.plan is None or not request.plan.is_file():
        return request.unit
    found = UnitIndex(unit for unit in load_plan(request.plan).plan.units if unit.id in known).find(request.unit)
    if isinstance(found, Diagnostic):
        raise GenError.one(found)
    return found.id if found is not None else request.unit


def _read_given_number(request: AddRequest) -> ShownNumber:
    """The number, symbol and date that a person gives. Raises GenError ARC-092 and ARC-093."""
    if not request.number and not request.date:
        return ShownNumber()
    if len(request.files) > 1:
        raise GenError.one(diagnostics.archive.NUMBER_FOR_ONE_COPY.at(count=len(request.files)))
    found, day = read_document_number(request.number), read_date(request.date)
    if found is None or not found.number or found.has_gap or found.has_slash != bool(found.symbol) or day is None:
        shown = {"number": request.number or '""', "date": request.date or '""'}
        raise GenError.one(diagnostics.archive.NO_NUMBER.at(**shown))
    return ShownNumber(found.number, found.whole_symbol, day.isoformat())


def _is_bag(to: Path) -> bool:
    return (to / BAGIT).exists() or (to.suffix == ".zip" and to.is_file())


def _add_known(path: Path, known: SignedCopy, given: ShownNumber, archive: _ArchiveContents) -> AddedCopy:
    """A copy that is there already: as it is, or with the number that a person now gives. Raises GenError ARC-090."""
    stated = ShownNumber(known.row.number, known.row.symbol, known.row.date)
    if given.number and stated.number:
        _check_same_number(path, given, stated, _("the archive"))
    if given.number and not stated.number:
        return _added(path, replace(known, row=_number_row(known.row, given)), archive)
    return replace(_added(path, known, archive), is_known=True)


def _added(path: Path, copy: SignedCopy, archive: _ArchiveContents) -> AddedCopy:
    target = archive.place / WAITING_FOLDER / copy.plan / copy.path
    is_numbered = copy.row.number and copy.row.date
    notices = () if is_numbered else (diagnostics.archive.COPY_WITHOUT_NUMBER.at(Location(str(path)), name=path.name),)
    return AddedCopy(path, target, copy, notices=notices)


def _read_archive(to: Path, place: Path, is_bag: bool, brought: Container[str]) -> _ArchiveContents:
    """What the newest bag of each plan in the folder `to` holds, or the one bag `to`."""
    newest = {plan: path for plan, _issue, path in list_issues(place)}
    chosen = [open_bag(to)] if is_bag else [open_bag(path) for path in newest.values()]
    drafts = [draft for members in chosen for draft in _read_drafts(members)]
    if not drafts:
        raise GenError.one(diagnostics.archive.NO_BAG_WITH_DOCUMENTS.at(Location(str(to)), name=to))
    copies = [copy for members in chosen for copy in _read_copies(members)]
    _raise_unreadable(chosen)
    for plan in sorted({draft.plan for draft in drafts}):
        waiting, problems = load_waiting_copies(place, plan, brought)
        if problems:
            raise GenError(problems)
        copies = [*merge_copies({copy.path: copy for copy in copies if copy.plan == plan}, waiting).values(),
                  *(copy for copy in copies if copy.plan != plan)]  # fmt: skip
    return _ArchiveContents(
        place, chosen, drafts, {copy.sha256: copy for copy in copies}, {copy.path for copy in copies}
    )


def _raise_unreadable(bags: Sequence[BagMembers]) -> None:
    """Raise what could not be read in the bags so far: what a copy is of is not known without it."""
    found = [one for members in bags for one in members.unreadable.values()]
    if found:
        raise GenError(found)


def _read_drafts(members: BagMembers) -> Iterator[DraftCandidate]:
    """The documents of a bag that both manifest.json and the index list."""
    try:
        read_bag_format(members)
        link = read_link(members)
        built = read_build_manifest(read_member(members, DATA + BUILD_MANIFEST, MAX_MANIFEST) or b"")
    except NewerFormatError:
        raise GenError.one(newer_format_error(Location(members.place), members.name)) from None
    rows = read_index(read_member(members, DATA + INDEX, MAX_INDEX) or b"")
    _raise_unreadable([members])
    if link is None or built is None or rows is None:
        raise GenError.one(diagnostics.archive.NOT_AN_ARCHIVE.at(Location(members.place), name=members.name))
    for row in rows:
        record = built.records.get(row.file.removeprefix(DOCUMENTS))
        if record is not None:
            yield DraftCandidate(members, link.plan, record, row)


def _read_copies(members: BagMembers) -> Iterator[SignedCopy]:
    for path in sorted(members.sizes):
        if SIGNED_MARK in path and path.endswith(".json"):
            try:
                copy = read_copy(read_member(members, path, MAX_RECORD) or b"")
            except NewerFormatError:
                raise GenError.one(newer_format_error(Location(members.place), path)) from None
            if copy is not None:
                yield copy


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            reason = _("it is larger than {limit} MB").format(limit=MAX_BYTES >> 20)
            raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=reason)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=describe_os_error(error)) from None
    except OSError as error:
        raise _refusal(diagnostics.archive.HELD, path, reason=describe_os_error(error)) from None


def _add_new(path: Path, data: bytes, request: AddRequest, given: ShownNumber, archive: _ArchiveContents) -> AddedCopy:
    """The signed copy that `data` is, and where it is going to wait.

    Raises GenError ARC-020 to ARC-024, ARC-033 to ARC-035, ARC-080, ARC-089 and ARC-090.
    """
    claims = read_claims(data, closely=True)
    if claims is None or claims.encrypted:
        raise _refusal(diagnostics.archive.COPY_NOT_READABLE, path, reason=_("it is no PDF that everybody can read"))
    signatures = _check_signatures(path, data, request.scan)
    if not signatures and (is_typed(data) or any(begins_with(data, draft) for draft in archive.drafts)):
        raise _refusal(diagnostics.archive.NO_SCAN, path)
    draft, method = _find_draft(path, data, request, archive)
    text = extract_text(data)
    number = _find_number(path, read_letterhead(text), given, draft, is_scan=not signatures)
    row = replace(_number_row(draft.row, number), format=claims.format)
    copy = _create_copy(draft, method, data, row, claims.pages, signatures, archive)
    added = _added(path, copy, archive)
    if method == PERSON and text.strip() and lacks_issuer(draft, count_words(text)):
        unnamed = diagnostics.archive.COPY_WITHOUT_NAME.at(Location(str(path)), name=path.name, issuer=draft.row.issuer)
        added = replace(added, notices=(unnamed, *added.notices))
    return added


def _find_number(
    path: Path, shown: ShownNumber, given: ShownNumber, draft: DraftCandidate, is_scan: bool
) -> ShownNumber:
    """The number of a copy: as a person gives it, as its letterhead shows it, as its document was issued.

    Raises GenError ARC-090 where two of these contradict each other; in the text of a scan, letters may be read wrong.
    """
    issued = ShownNumber(draft.row.number, draft.row.symbol, draft.row.date)
    if given.number:
        _check_same_number(path, given, issued, _("the archive"))
        if not is_scan:
            _check_same_number(path, shown, given, _("--number and --date"))
        return given
    _check_same_number(path, shown, issued, _("the archive"))
    return ShownNumber(shown.number or issued.number, shown.symbol or issued.symbol, shown.date or issued.date)


def _check_same_number(path: Path, found: ShownNumber, stated: ShownNumber, source: str) -> None:
    """Raise GenError ARC-090 where number or date are known of both, and not the same."""
    numbers = [one.number.lstrip("0") for one in (found, stated) if one.number]
    dates = [one.date for one in (found, stated) if one.date]
    if len(set(numbers)) > 1 or len(set(dates)) > 1:
        refused = diagnostics.archive.COPY_WITH_OTHER_NUMBER
        raise _refusal(refused, path, found=str(found), said=str(stated), source=source)


def _number_row(row: IndexRow, number: ShownNumber) -> IndexRow:
    return replace(
        row, number=number.number or row.number, symbol=row.symbol or number.symbol, date=number.date or row.date
    )


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
    found = match_draft(data, archive.drafts, request.unit, request.document, request.obligation,
                        request.period)  # fmt: skip
    _raise_unreadable(archive.bags)
    if found.method == OTHER:
        raise _refusal(diagnostics.archive.COPY_OF_ANOTHER, path, document=found.drafts[0].record.path)
    if len(found.drafts) == 1:
        return found.drafts[0], found.method
    choices = one_of([document.name for document in BUILT_DOCUMENTS])
    if not found.drafts and found.method == PERSON:
        raise _refusal(diagnostics.archive.COPY_SAYS_NOTHING, path, names=choices)
    if not found.drafts:
        raise _refusal(diagnostics.archive.COPY_LIKE_NONE, path, names=choices)
    documents = name_few([draft.record.path for draft in found.drafts])
    raise _refusal(diagnostics.archive.COPY_OF_SEVERAL, path, documents=documents, names=choices)


def _create_copy(
    draft: DraftCandidate,
    method: str,
    data: bytes,
    row: IndexRow,
    pages: int,
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
        pages,
        draft.record.path,
        draft.row.sha256,
        draft.members.name,
        method,
        signatures,
        row,
    )


def _write_copy(added: AddedCopy, data: bytes) -> None:
    """Write the record and then its file; where the file cannot be written, the record is removed.

    In this order, since what is known of a file without a record is nothing: after a kill between the two, the same
    command finishes the work.
    """
    record = added.target.with_suffix(".json")
    try:
        write_atomically(record, added.copy.dump(), durable=True)
        if added.target.exists():
            return
        try:
            write_atomically(added.target, data, durable=True)
        except OSError:
            with suppress(OSError):
                record.unlink()
            raise
    except OSError as error:
        mistake = diagnostics.archive.NOT_WRITABLE.at(Location(str(added.target)), reason=describe_os_error(error))
        raise GenError.one(mistake) from None


def _refusal(mistake: Mistake, path: Path, **values: str) -> GenError:
    return GenError.one(mistake.at(Location(str(path)), name=path.name, **values))
