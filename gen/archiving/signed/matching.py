"""A signed PDF × the documents of a bag → the one draft it is a copy of, or why that is uncertain.

Three methods, the surest first. A signature is appended to the draft's own bytes, so most signed files begin with them.
A file that was saved again still shows every word of its draft, and of no other document. A scan has no text: there a
person has to say which document it is. A file that fits several drafts, or none, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pypdfium2

from gen.archiving.bag.index import IndexRow
from gen.archiving.bag.layout import DATA, DOCUMENTS
from gen.archiving.bag.members import BagMembers, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES
from gen.documents import document_named
from gen.files import sha256
from gen.pdf.word_check import WordCounts, count_words, find_missing_words
from gen.pipeline.manifest import FileRecord

BYTES, TEXT, PERSON, OTHER = "bytes", "text", "person", "other"
_MAX_ADDED_WORDS = 120
"""The number of words that a signed copy may add to its draft's: number, date, and the text of two signatures."""

_MAX_TEXT = 5_000_000
_MAX_PAGES = 2000


@dataclass(frozen=True, slots=True)
class DraftCandidate:
    """A document of a bag that a signed copy may be of, with its record in manifest.json and its row of the index."""

    members: BagMembers
    plan: str
    record: FileRecord
    row: IndexRow

    def read(self) -> bytes:
        """Its bytes; empty where they are not the ones that the bag lists."""
        data = read_member(self.members, DATA + DOCUMENTS + self.record.path, MAX_BYTES) or b""
        return data if sha256(data) == self.row.sha256 else b""


@dataclass(frozen=True, slots=True)
class DraftMatch:
    """The drafts that fit: one where it is certain; none or several where it is not. `method` says how it was found.

    The method `other`: the file is certainly a copy of another draft than the person says.
    """

    drafts: tuple[DraftCandidate, ...]
    method: str = ""


def match_draft(
    data: bytes, drafts: Sequence[DraftCandidate], unit: str = "", document: str = "", obligation: str = ""
) -> DraftMatch:
    """Which of `drafts` the signed PDF is a copy of; `unit`, `document` and `obligation` are what the person says.

    The obligation distinguishes the report forms of a unit that has several.
    """
    named = [d for d in drafts if unit in ("", d.record.unit) and document in ("", d.record.document)]
    if obligation and len(named) > 1:
        named = [draft for draft in named if _answers(draft, obligation)]
    by_bytes = [draft for draft in drafts if _begins_with(data, draft)]
    if len(by_bytes) == 1:
        return DraftMatch(tuple(by_bytes), BYTES if by_bytes[0] in named else OTHER)
    if unit and (len(named) == 1 or (document and not named)):
        return DraftMatch(tuple(named), PERSON)
    text = extract_text(data)
    if not text.strip():
        return DraftMatch(tuple(named) if unit and document else (), PERSON)
    return DraftMatch(tuple(_match_text(text, named)), TEXT)


def _answers(draft: DraftCandidate, obligation: str) -> bool:
    """Whether the draft is the unit's report form for that obligation."""
    stem = document_named(draft.record.document).file_stem(draft.record.unit, obligation)
    return PurePosixPath(draft.record.path).stem == stem


def _begins_with(data: bytes, draft: DraftCandidate) -> bool:
    size = draft.record.size
    return draft.record.format == "pdf" and len(data) >= size > 0 and sha256(data[:size]) == draft.row.sha256


def _match_text(text: str, drafts: Sequence[DraftCandidate]) -> Iterator[DraftCandidate]:
    """The drafts whose words the text has all of, with few others; not those that are only part of another such draft.

    The issuers' names are searched first: that is quick, and leaves few drafts to be read.
    """
    shown = count_words(text).total()
    fitting: list[tuple[DraftCandidate, WordCounts]] = []
    for draft in drafts:
        if find_missing_words(count_words(draft.row.issuer), text):
            continue
        draft_words = count_words(extract_text(draft.read()))
        if (
            draft_words
            and shown - draft_words.total() <= _MAX_ADDED_WORDS
            and not find_missing_words(draft_words, text)
        ):
            fitting.append((draft, draft_words))
    for draft, words in fitting:
        if not any(words < others for _other, others in fitting):
            yield draft


def extract_text(data: bytes) -> str:
    """The text of a PDF; empty where it has none or cannot be read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError):
        return ""
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(min(len(document), _MAX_PAGES))]
    except pypdfium2.PdfiumError:
        return ""
    finally:
        document.close()
    return "\n".join(pages)[:_MAX_TEXT]
