"""Summary + the pictures that can be printed → the annex of evidence: each answer with its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from gen.derive.form_fields import cell_words
from gen.returns.consolidation.summary import Summary
from gen.returns.evidence import EvidenceListing, list_evidence
from gen.returns.reasons import official_words
from gen.text import collapse_spaces, shorten, upper_first
from gen.word.drawings import emu
from gen.word.forms.cell_content import PICTURE_SIGN
from gen.word.pictures import PrintablePicture
from gen.word.template.names import DayHinh, HinhAnh
from gen.word.template.names_returns import MinhChung

_MM = 72 / 25.4
_WIDTH, _HEIGHT = 80 * _MM, 70 * _MM
"""The room of a picture, in points: two stand side by side."""
_LARGEST = 72 / 150
"""Points of print to a point of the picture: a small one is not blown up."""
_MOST_IN_ANSWER = 8
_MOST_LETTERS = 200
_DIGITS = 16
_OUTSIDE, _WHERE = "hình nằm ngoài tệp, không in được", "returns/evidence"


@dataclass(frozen=True, slots=True)
class EvidenceAnnex:
    """The rows of the annex, the pictures that they show by the keys of their runs, and how many are not printed."""

    rows: tuple[MinhChung, ...] = ()
    pictures: Mapping[str, PrintablePicture] = field(default_factory=dict)
    left_out: int = 0

    @property
    def rest(self) -> str:
        """The sentence on the pictures that are not printed; empty where all are."""
        if not self.left_out:
            return ""
        return f"Còn {self.left_out} hình không in ở đây: xem trang Minh chứng của bảng tính, tệp hình trong {_WHERE}."


NO_EVIDENCE = EvidenceAnnex()


def list_pictures(
    summary: Summary, printable: Mapping[str, PrintablePicture | str], first_number: int
) -> EvidenceAnnex:
    """The annex of all answers with pictures, in the order of the reports; `printable` are those by their sha256.

    `first_number` is the first number of a drawing that the document has not given yet.
    """
    shown: dict[str, PrintablePicture] = {}
    rows: list[MinhChung] = []
    left_out, numbers = 0, count(first_number)
    for one in list_evidence(summary.collection.accepted):
        drawn: list[HinhAnh] = []
        faults = dict.fromkeys([_OUTSIDE] if not one.pictures else [])
        for digest in one.pictures:
            picture = printable.get(digest)
            if picture is None or len(drawn) == _MOST_IN_ANSWER:
                left_out += 1
            elif isinstance(picture, str):
                faults[picture] = None
            else:
                key = f"minhChung{digest[:_DIGITS]}"
                shown[key] = picture
                drawn.append(_place(key, picture, _describe(summary, one), next(numbers)))
        if drawn or faults:
            rows.append(_row(summary, one, drawn, list(faults)))
    return EvidenceAnnex(tuple(rows), shown, left_out)


def _describe(summary: Summary, one: EvidenceListing) -> str:
    """What a picture is of, for people who cannot see it."""
    return f"Hình minh chứng của {summary.names.get(one.unit, one.unit)}: {cell_words(one.value.field.key)}."


def _place(key: str, picture: PrintablePicture, words: str, number: int) -> HinhAnh:
    """Where a picture stands, as large as its room lets it be, and no larger than it is at 150 points to the inch."""
    scale = min(_WIDTH / picture.width, _HEIGHT / picture.height, _LARGEST)
    return HinhAnh(key, emu(picture.width * scale), emu(picture.height * scale), words, number)


def _row(summary: Summary, one: EvidenceListing, drawn: Sequence[HinhAnh], faults: Sequence[str]) -> MinhChung:
    words = collapse_spaces(one.value.text.replace(PICTURE_SIGN, " "))
    notes = [*faults, *([f"câu trả lời không tính: {official_words(one.reason)}"] if one.reason else [])]
    return MinhChung(
        summary.names.get(one.unit, one.unit),
        upper_first(cell_words(one.value.field.key, bound=True)),
        shorten(words, _MOST_LETTERS),
        DayHinh(tuple(drawn)),
        upper_first("; ".join(notes)),
    )
