"""A bag's signed copies × their records, drafts and own text → every record that is not true of its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields

from gen import diagnostics
from gen.archiving.bag.index import IndexRow
from gen.archiving.bag.layout import DATA, DOCUMENTS, is_signed_copy
from gen.archiving.bag.pdf_claims import MAX_BYTES as MAX_PDF
from gen.archiving.pack.index_rows import build_index_rows
from gen.archiving.signed.copies import SignedCopy, is_copy_path_of
from gen.archiving.signed.letterhead import read_letterhead
from gen.archiving.signed.matching import BYTES
from gen.archiving.signed.signatures import SignatureState, read_signatures
from gen.archiving.verify.examined_bag import ExaminedBag
from gen.errors import Diagnostic
from gen.locale import _
from gen.pdf.page_text import extract_text

_END_OF_PDF = re.compile(rb"%%EOF(\r\n|\r|\n)?")
_MOST_ENDS = 100
_OF_THE_COPY = frozenset({"number", "symbol", "date", "format"})
"""The cells of a copy's record that are the copy's own, not its draft's."""


def check_copies(bag: ExaminedBag) -> Iterator[Diagnostic]:
    """Signed copies without a true record; their signatures are read again."""
    drafts = _draft_rows(bag)
    for listed in sorted(bag.checked.listed):
        name = listed.removeprefix(DATA)
        if not name.startswith(DOCUMENTS) or not is_signed_copy(name) or not bag.is_intact(name):
            continue
        if name.endswith(".json"):
            copy = bag.copies.get(name.removesuffix(".json") + ".pdf")
            reason = _("it cannot be read as one") if copy is None else _find_contradiction(bag, copy, drafts)
            if reason:
                yield diagnostics.archive.NO_TRUE_RECORD.at(bag.at(name), name=name, reason=reason)
        elif not bag.listed(name.removesuffix(".pdf") + ".json"):
            yield diagnostics.archive.NO_RECORD.at(bag.at(name), name=name)


def _draft_rows(bag: ExaminedBag) -> dict[str, IndexRow]:
    """The row of each document as it would be written of what is in the bag."""
    if bag.plan is None or bag.built is None:
        return {}
    return {row.file: row for row in build_index_rows(bag.plan, bag.files_as_built(), ())}


def _find_contradiction(bag: ExaminedBag, copy: SignedCopy, drafts: dict[str, IndexRow]) -> str:
    """What is wrong with the record; empty where nothing is."""
    path = DOCUMENTS + copy.path
    if bag.listed(path) != copy.sha256:
        return _("its file is another, or missing")
    if bag.built is not None and copy.plan != bag.built.plan_id:
        return _("it is of another plan")
    if not is_copy_path_of(copy.path, copy.draft):
        return _("it lies beside another document than it names")
    reason = _differs_from_draft(bag, copy, drafts)
    if reason or not bag.is_intact(path):
        return reason
    data = bag.read(path, MAX_PDF)
    return "" if data is None else _differs_from_file(copy, data)


def _differs_from_draft(bag: ExaminedBag, copy: SignedCopy, drafts: dict[str, IndexRow]) -> str:
    """What the record says otherwise of the draft, where that is the one in the bag."""
    record = bag.built.records.get(copy.draft) if bag.built else None
    if record is not None and (record.unit, record.document) != (copy.unit, copy.document):
        return _("its document is {unit}'s {document}").format(unit=record.unit, document=record.document)
    draft = drafts.get(DOCUMENTS + copy.draft)
    if draft is None or bag.listed(DOCUMENTS + copy.draft) != copy.draft_sha256:
        return ""  # the draft was made anew since; an issue of before has the old one
    for cell in fields(IndexRow):
        said, value = getattr(copy.row, cell.name), getattr(draft, cell.name)
        if said != value and cell.name not in _OF_THE_COPY and cell.name not in _OF_THE_PACKING:
            return _("it says {said} of its draft, which says {value}").format(
                said=said or _("nothing"), value=value or _("nothing")
            )
    if draft.number and copy.row.number and (draft.number, draft.date) != (copy.row.number, copy.row.date):
        return _("it says {said}, and its document was issued as {value}").format(
            said=f"{copy.row.number}, {copy.row.date}", value=f"{draft.number}, {draft.date}"
        )
    return ""


_OF_THE_PACKING = frozenset({"archive_code", "retention", "access", "language", "note", "pages", "word_sha256"})
"""The cells that each issue writes anew: the terms of the plan, and what became of the Word file."""


def _differs_from_file(copy: SignedCopy, data: bytes) -> str:
    """What the record says otherwise of the signed copy, whose bytes are `data`."""
    signatures = read_signatures(data) or ()
    if signatures != copy.signatures:
        return _("the file's signatures are not the ones recorded")
    if any(signature.state is not SignatureState.AS_SIGNED for signature in signatures):
        return _("the file is not as it was signed")
    if copy.size != len(data):
        return _("its file has {count} bytes").format(count=len(data))
    if copy.matched == BYTES and not _begins_with(data, copy.draft_sha256):
        return _("its file does not begin with the bytes of the draft")
    shown = read_letterhead(extract_text(data))
    if (shown.number and copy.row.number and shown.number != copy.row.number) or (
        shown.date and copy.row.date and shown.date != copy.row.date
    ):
        said = ", ".join(filter(None, (copy.row.number, copy.row.date)))
        return _("it says {said}, and its file shows {value}").format(said=said, value=shown)
    return ""


def _begins_with(data: bytes, draft_sha256: str) -> bool:
    """Whether the file up to the end of one of its revisions has that checksum: a signature is put behind it."""
    digest, start = hashlib.sha256(), 0
    for count, end in enumerate(_END_OF_PDF.finditer(data)):
        if count == _MOST_ENDS:
            break
        for place in sorted({end.start() + 5, end.end()}):
            digest.update(data[start:place])
            start = place
            if digest.hexdigest() == draft_sha256:
                return True
    return False
