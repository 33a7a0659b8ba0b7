"""What the unit that consolidates a report says itself: what it is asked for → its place in the draft, and back.

Its view of the whole, what is to be done next, what it proposes, how it steered: no sum of what units returned says
that, so the draft has a control for each, which shows what to write, and an earlier draft gives back what was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from gen import diagnostics
from gen.errors import Diagnostic, GenError, Location
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.returns.consolidation.draft_file import quote_others, read_draft
from gen.returns.consolidation.passages import ProsePassage
from gen.text import name_few, shorten
from gen.word.comments import read_comments
from gen.word.document_facts import read_facts
from gen.word.forms.own_words import prompt_for, read_other_words, read_own_words
from gen.word.template.names import LoiRieng


@dataclass(frozen=True, slots=True)
class OwnPassage:
    """One of the things that the unit is asked for: the `name` of its control, its title, and what to write there."""

    name: str
    title: str
    asks: str


STEERING = OwnPassage(
    "steering", "Chỉ đạo, điều hành", "công tác chỉ đạo, điều hành; văn bản đã ban hành, hội nghị, kiểm tra, kinh phí"
)
STRENGTHS = OwnPassage("strengths", "Ưu điểm", "ưu điểm, kết quả nổi bật")
WEAKNESSES = OwnPassage("weaknesses", "Hạn chế, nguyên nhân", "hạn chế và nguyên nhân")
DIRECTIONS = OwnPassage("directions", "Phương hướng", "phương hướng, nhiệm vụ thời gian tới")
PROPOSALS = OwnPassage("proposals", "Kiến nghị, đề xuất", "kiến nghị, đề xuất với cấp trên")
_MOST_EDITS = 5
OWN_PASSAGES = (STEERING, STRENGTHS, WEAKNESSES, DIRECTIONS, PROPOSALS)
"""All of them, in the order in which they stand in the draft."""


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What the unit called `office` wrote: the paragraphs by the names of the passages.

    `notices` says what else it changed in the draft they were read from.
    """

    office: str
    written: Mapping[str, tuple[str, ...]]
    notices: tuple[Diagnostic, ...] = ()

    @property
    def blank(self) -> tuple[OwnPassage, ...]:
        """Those of which nothing is written yet."""
        return tuple(one for one in OWN_PASSAGES if not self.written.get(one.name))

    def passages(self, asked: OwnPassage) -> Iterator[ProsePassage]:
        """The paragraphs of a passage in the draft, each in a control; the prompt where there are none."""
        prompt = prompt_for(self.office, asked.asks)
        for number, text in enumerate(self.written.get(asked.name) or ("",)):
            yield ProsePassage((LoiRieng(asked.name, f"{self.office}: {asked.title}", prompt, text, number),))


NOTHING_WRITTEN = OwnPart("", MappingProxyType({}))


def read_own_part(path: Path, office: str, code: str, drafts: Sequence[bytes] = ()) -> OwnPart:
    """What the unit called `office` wrote into an earlier draft, the file `path`, of the report with this code.

    `drafts` are the drafts of it as they were made. Raises GenError RET-043 where the file cannot be read, RET-044
    where it has no place for such words, RET-045 where it is the draft of another report.
    """
    found, stated, notices = read_draft(
        path, lambda data: (read_own_words(data), read_facts(data).identifier, [*_tell_other_edits(path, data, drafts)])
    )
    known = {one.name for one in OWN_PASSAGES}
    if known.isdisjoint(found):
        raise GenError.one(diagnostics.returns.NO_OWN_WORDS.at(Location(str(path)), name=str(path)))
    if stated and stated != code:
        raise GenError.one(diagnostics.returns.OWN_WORDS_OF_OTHER.at(Location(str(path)), name=str(path), code=stated))
    return OwnPart(office, {name: texts for name, texts in found.items() if name in known and texts}, tuple(notices))


def _tell_other_edits(path: Path, data: bytes, drafts: Sequence[bytes]) -> Iterator[Diagnostic]:
    """What was edited beside the places, and people's comments: a new draft does not have them.

    `data` is held against the draft nearest to it. Raises UnreadableDocumentError where `data` cannot be read.
    """
    count, quoted = quote_others(read_comments(data))
    if count:
        yield diagnostics.returns.COMMENTS_STAY.at(Location(str(path)), name=path, count=count, texts=quoted)
    has = Counter(read_other_words(data))
    made = [Counter(words) for words in map(_words_made, drafts) if words]
    if not made:
        yield diagnostics.returns.EDITS_UNKNOWN.at(Location(str(path)), name=path)
        return
    new, gone = min(((has - one, one - has) for one in made), key=lambda edit: edit[0].total() + edit[1].total())
    if new or gone:
        texts = name_few([f"“{shorten(text)}”" for text in (*new, *gone)], _MOST_EDITS, "; ")
        yield diagnostics.returns.OTHER_EDITS.at(
            Location(str(path)), name=path, new=new.total(), gone=gone.total(), texts=texts
        )


def _words_made(draft: bytes) -> tuple[str, ...]:
    """What a kept draft says beside the places; nothing where the copy is damaged, which the archive tells."""
    try:
        return read_other_words(draft)
    except UnreadableDocumentError:
        return ()


def tell_blank(own: OwnPart) -> tuple[Diagnostic, ...]:
    """What the unit has not written yet."""
    if not own.blank:
        return ()
    names = "; ".join(one.title for one in own.blank)
    return (diagnostics.returns.OWN_PART_BLANK.at(office=own.office, names=names),)
