"""A signed PDF × the documents of a bag → the one draft it is a copy of, or why that is uncertain.

Three methods, the surest first. A signature is appended to the draft's own bytes, so most signed files begin with them.
A file that was saved again still shows every word of its draft, and of no other document. A scan has no text: there a
person has to say which document it is. A file that fits several drafts, or none, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.archiving.bag.index import IndexRow
from gen.archiving.bag.layout import DATA, DOCUMENTS
from gen.archiving.bag.members import BagMembers, read_member
from gen.archiving.bag.pdf_claims import MAX_BYTES
from gen.documents import document_named
from gen.files import sha256
from gen.pdf.page_text import extract_text
from gen.pdf.word_check import WordCounts, count_words, find_missing_words
from gen.pipeline.issued import is_superseded
from gen.pipeline.manifest import FileRecord
from gen.pipeline.rendering import obligation_in_name, period_in_name
from gen.text import fold

BYTES, TEXT, PERSON, OTHER = "bytes", "text", "person", "other"
_MAX_ADDED_WORDS = 120
"""The number of words that a signed copy may add to its draft's: number, date, and the text of two signatures."""

_CERTAIN = 0.5
"""By how much more of its own words another draft has to be shown, to be the one that the text is a copy of."""


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
    data: bytes, drafts: Sequence[DraftCandidate], unit: str = "", document: str = "", obligation: str = "",
    period: str = "",
) -> DraftMatch:  # fmt: skip
    """Which of `drafts` the signed PDF is a copy of; the names after them are what the person says of it.

    The obligation distinguishes the report forms of a unit that has several.
    """
    named = [d for d in drafts if unit in ("", d.record.unit) and document in ("", d.record.document)]
    if (obligation or period) and len(named) > 1:
        named = [draft for draft in named if _answers(draft, obligation, period)]
    by_bytes = [draft for draft in drafts if begins_with(data, draft)]
    if len(by_bytes) == 1:
        return DraftMatch(tuple(by_bytes), BYTES if by_bytes[0] in named else OTHER)
    text = extract_text(data)
    if unit and (len(named) == 1 or (document and not named)):
        other = _find_more_alike(text, named[0], drafts) if named and text.strip() else None
        return DraftMatch(tuple(named), PERSON) if other is None else DraftMatch((other,), OTHER)
    if not text.strip():
        return DraftMatch(tuple(named) if unit and document else (), PERSON)
    return DraftMatch(tuple(_match_text(text, named)), TEXT)


def _find_more_alike(text: str, named: DraftCandidate, drafts: Sequence[DraftCandidate]) -> DraftCandidate | None:
    """A draft of another unit, or another one of this unit, that the text is far more like; None where there is none.

    Only the words count that two drafts do not share: names, numbers, tasks. A scan's text, in which letters are read
    wrong here and there, still shows most of its own; and of two documents in one file it shows those of both.
    """
    shown = count_words(text)
    own = count_words(extract_text(named.read()))
    best, likeness = None, 0.0
    for draft in drafts:
        if draft is named or lacks_issuer(draft, shown):
            continue
        other = count_words(extract_text(draft.read()))
        of_other, of_own = _share(other - own, shown, 1.0), _share(own - other, shown, 0.0)
        if other and own and other != own and of_other - of_own > max(likeness, _CERTAIN):
            best, likeness = draft, of_other - of_own
    return best


def _share(words: WordCounts, shown: WordCounts, of_none: float) -> float:
    """Which part of `words` is shown; `of_none` where there are none."""
    return (words & shown).total() / words.total() if words else of_none


def lacks_issuer(draft: DraftCandidate, shown: WordCounts) -> bool:
    """Whether the name of the draft's issuer is not in the text, marks aside, which scans lose first."""
    plain = {fold(word) for word in shown}
    return not all(fold(word) in plain for word in count_words(draft.row.issuer))


def _answers(draft: DraftCandidate, obligation: str, period: str) -> bool:
    """Whether the draft is the unit's report form for that obligation and that period; an empty one says nothing.

    The names of forms for a period lack the obligation where their unit gets no others.
    """
    record = draft.record
    own = obligation_in_name(record.path, record.unit), period_in_name(record.path, record.unit)
    is_of_it = obligation in ("", own[0]) or bool(own[1] and not own[0])
    is_form = document_named(record.document).is_form and not is_superseded(record.path)
    return is_form and is_of_it and period in ("", own[1])


def begins_with(data: bytes, draft: DraftCandidate) -> bool:
    """Whether the file begins with the bytes of the draft, as files do behind which something was put."""
    size = draft.record.size
    return draft.record.format == "pdf" and len(data) >= size > 0 and sha256(data[:size]) == draft.row.sha256


def _match_text(text: str, drafts: Sequence[DraftCandidate]) -> Iterator[DraftCandidate]:
    """The drafts whose words the text has all of, with few others; not those that are only part of another such draft.

    The issuers' names are searched first: that is quick, and leaves few drafts to be read. Of several that fit, it is
    the one of which every word stands there as a word: the letters of a short name, such as An, are in many others.
    """
    words_shown = count_words(text)
    shown = words_shown.total()
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
    whole = [draft for draft, words in fitting if words <= words_shown]
    if len(whole) == 1:
        yield from whole
        return
    for draft, words in fitting:
        if not any(words < others for _other, others in fitting):
            yield draft
