"""A form's fields → an answer to each, of the kinds that programs stumble over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gen.derive.answers import STATUSES, FormField
from gen.derive.form_fields import FieldKind
from gen.reading import read_date
from gen.text import collapse_spaces

TEXTS: Mapping[str, str] = {
    "lines": "Dòng một ({n})\nDòng hai; 50%\n\nDòng bốn, sau một dòng trống",
    "quotes": "„Đúng“ và “hạn” và \"thẳng\" và 'đơn' & <b>{n} không phải thẻ</b> ]]>",
    "figure in words": "1.234,5 tấn, 1 234 hộ, {n},5 ha",
    "percent": "95,5% ({n}/100 hộ) – đạt ≥ 95%",
    "date in words": "15/7/2021, 01-08-2021 và ngày 30 tháng 6 năm 2021, lần {n}",
    "emoji": "Xong {n} 👍🏽 😀 🌾 – m² H₂O ½ № ỮẾỘ",
    "long": "Đợt {n}: " + "đã tuyên truyền tới từng hộ dân trong xã, bản; " * 43,
    "blanks": "   có {n} chỗ trống đầu và cuối, và   giữa   ",
}
"""Each with the field's number in it, so that no two answers of a form are the same."""
FIGURES: Mapping[str, str] = {"figure": "1.{n},5", "percent figure": "{n},5%", "whole figure": "1 {n}"}
LONGEST = 2000
DATE = "15/7/2021"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed into a field: `kind` names what is special about it."""

    field: FormField
    kind: str
    text: str

    @property
    def read(self) -> str:
        """As gen has to read it: white space squeezed, empty lines at the ends left out, a day with two digits."""
        if self.field.kind is FieldKind.DATE and (day := read_date(self.text)) is not None:
            return f"{day:%d/%m/%Y}"
        return "\n".join(collapse_spaces(line) for line in self.text.split("\n")).strip("\n")


def awkward(fields: Sequence[FormField], turn: int = 0) -> dict[str, Typed]:
    """An answer to each field, by its key; another `turn` gives each field another one."""
    found: dict[str, Typed] = {}
    counts: Counter[FieldKind] = Counter()
    for one in fields:
        number = counts[one.kind] + turn * 3
        counts[one.kind] += 1
        if one.kind is FieldKind.STATUS:
            found[one.key] = Typed(one, "status", STATUSES[number % len(STATUSES)])
        elif one.kind is FieldKind.DATE:
            found[one.key] = Typed(one, "date", DATE if turn == 0 else f"{10 + turn}/8/2021")
        else:
            known = FIGURES if one.kind is FieldKind.NUMBER else TEXTS
            kind = list(known)[number % len(known)]
            found[one.key] = Typed(one, kind, known[kind].format(n=100 + len(found) + 100 * turn)[:LONGEST])
    return found
