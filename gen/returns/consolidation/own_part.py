"""What the unit that consolidates a report says itself: what it is asked for → its place in the draft, and back.

Its view of the whole, what is to be done next, what it proposes, how it steered: no sum of what units returned says
that, so the draft has a control for each, which shows what to write, and an earlier draft gives back what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from gen import diagnostics
from gen.errors import Diagnostic, GenError, Location
from gen.ooxml.unsupported import UnreadableDocumentError
from gen.ooxml.wording import refusal_text
from gen.os_errors import describe_os_error
from gen.returns.consolidation.passages import ProsePassage
from gen.word.document_facts import read_facts
from gen.word.forms.own_words import prompt_for, read_own_words
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
OWN_PASSAGES = (STEERING, STRENGTHS, WEAKNESSES, DIRECTIONS, PROPOSALS)
"""All of them, in the order in which they stand in the draft."""


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What the unit called `office` wrote: the paragraphs by the names of the passages."""

    office: str
    written: Mapping[str, tuple[str, ...]]

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


def read_own_part(path: Path, office: str, code: str) -> OwnPart:
    """What the unit called `office` wrote into an earlier draft, the file `path`, of the report with this code.

    Raises GenError RET-043 where the file cannot be read, RET-044 where it has no place for such words, RET-045 where
    it is the draft of another report.
    """
    try:
        data = path.read_bytes()
        found = read_own_words(data)
        stated = read_facts(data).identifier
    except OSError as error:
        raise _unreadable(path, describe_os_error(error)) from None
    except UnreadableDocumentError as refused:
        raise _unreadable(path, refusal_text(refused)) from None
    known = {one.name for one in OWN_PASSAGES}
    if known.isdisjoint(found):
        raise GenError.one(diagnostics.returns.NO_OWN_WORDS.at(Location(str(path)), name=str(path)))
    if stated and stated != code:
        raise GenError.one(diagnostics.returns.OWN_WORDS_OF_OTHER.at(Location(str(path)), name=str(path), code=stated))
    return OwnPart(office, {name: texts for name, texts in found.items() if name in known and texts})


def _unreadable(path: Path, reason: str) -> GenError:
    return GenError.one(diagnostics.returns.DRAFT_NOT_READABLE.at(Location(str(path)), name=str(path), reason=reason))


def tell_blank(own: OwnPart) -> tuple[Diagnostic, ...]:
    """What the unit has not written yet."""
    if not own.blank:
        return ()
    names = "; ".join(one.title for one in own.blank)
    return (diagnostics.returns.OWN_PART_BLANK.at(office=own.office, names=names),)
