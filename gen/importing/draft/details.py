"""The words of a task → the targets and cited documents in them, each with the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.units.new_units import make_slug
from gen.locale import _
from gen.reading import (
    DATE,
    NUMBER,
    read_date,
    read_figure,
    read_letterhead_date,
)

_ON = re.compile(rf"(?:ngày\s+)?(?P<date>{DATE})", re.IGNORECASE)
_PERCENT = re.compile(rf"({NUMBER})\s*%")
_TARGET = re.compile(
    r"(?:đạt\s+)?(?:(trên|hơn|ít nhất|tối thiểu|từ|dưới|không quá|tối đa)\s+)?(?:đạt\s+)?"
    rf"({NUMBER})\s*%(\s+trở lên)?",
    re.IGNORECASE,
)
_OPERATORS = {"trên": ">", "hơn": ">", "ít nhất": ">=", "tối thiểu": ">=", "từ": ">=", "dưới": "<", "không quá": "<=",
              "tối đa": "<="}  # fmt: skip
_TYPES = {
    "Quyết định": "qd", "Chỉ thị": "ct", "Nghị quyết": "nq", "Nghị định": "nd", "Kế hoạch": "kh", "Thông tư": "tt",
    "Công văn": "cv", "Chương trình": "ctr", "Thông báo": "tb", "Kết luận": "kl", "Hướng dẫn": "hd", "Công điện": "cd",
}  # fmt: skip
_ISSUER = (
    r"(?:Quốc hội|Ủy ban Thường vụ Quốc hội|Chính phủ|Thủ tướng Chính phủ|Ban Bí thư|Bộ Chính trị|Bộ trưởng Bộ "
    r"[^;,.()]+?|Bộ [^;,.()]+?|(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân) (?:tỉnh|thành phố|huyện|xã|phường) "
    r"(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*\s?)+|Tỉnh ủy[^;,.()]*?|Huyện ủy[^;,.()]*?)"
)
_CITED = re.compile(
    rf"({'|'.join(_TYPES)})\s+số\s+(\d+(?:/[\wĐ&.-]+)+)(?:,?\s+ngày\s+({DATE}))?"
    rf"(?:\s+của\s+({_ISSUER})(?=\s+(?:về|phê duyệt|ban hành|quy định|trên|và|triển khai)\b|\s*[;,.()]|$))?"
)
_LAW = re.compile(r"(?:(?:của|theo)\s+)?(?<!\w)(Luật|Bộ luật)\s+([A-ZĐÀ-Ỹ][^;.()0-9]*?)(?=\s*(?:[;.()]|\bnăm\b|$))")
_PLACE = re.compile(r"((?:điểm\s+\w+,?\s+)?(?:khoản\s+\d+,?\s+)?Điều\s+\d+)\s+(?:của\s+)?$")


def find_targets(text: str) -> list[DraftRecord]:
    """The targets in per cent that `text` sets; a number that can be read in two ways is none."""
    found = []
    for match in _TARGET.finditer(text):
        figure = read_figure(match[2])
        if figure is None:
            continue
        operator = ">=" if match[3] else _OPERATORS.get((match[1] or "").lower(), "=")
        value = int(figure.value) if figure.value == int(figure.value) else float(figure.value)
        found.append(DraftRecord(raw=match[0].strip(), op=operator, value=value, of=_counted_words(text, match)))
    return found


def find_unreadable_values(text: str) -> Iterator[str]:
    """Why a person has to check the dates and percentages of `text` that cannot be read: 31/6/2021, 99.5%."""
    dates = [match[0] for match in _ON.finditer(text) if read_date(match["date"]) is None]
    dated = read_letterhead_date(text, whole=False)
    if dated is not None and not dated.is_certain and not dates:
        dates.append(dated.words)
    yield from (_('"{date}" is no date').format(date=words) for words in dates)
    for match in _PERCENT.finditer(text):
        if read_figure(match[1]) is None:
            reason = _("“{words}” can be read in two ways: as a figure, write 99,5% or 1.234")
            yield reason.format(words=match[0])


def _counted_words(text: str, match: re.Match[str]) -> str:
    """The words for what a figure counts: those after it, or else those before it, in the same clause."""
    after = re.split(r"[;,.:]| và ", text[match.end() :], maxsplit=1)[0].strip()
    before = re.split(r"[;,.:]", text[: match.start()])[-1].strip()
    return (after if len(after.split()) > 1 else before or after or match[0].strip())[:400]


def find_citations(text: str) -> Iterator[tuple[DraftRecord, str]]:
    """The documents that `text` cites, each with the cited place in the document, or an empty one."""
    for match in _CITED.finditer(text):
        kind, number, dated, issuer = match.groups()
        cited = DraftRecord(id=make_slug(f"{_TYPES[kind]} {_short_number(number)}"), type=kind, number=number)
        if dated and (day := read_date(dated)):
            cited["date"] = day.isoformat()
        if issuer:
            cited["issuer"] = issuer.strip().replace("UBND ", "Ủy ban nhân dân ")
        yield cited, _cited_place(text, match.start(1))
    for match in _LAW.finditer(text):
        name = match[2].strip().rstrip(",")
        if len(name.split()) <= 12:
            yield (
                DraftRecord(id=make_slug(f"luat {name}"), type=match[1], subject=name),
                _cited_place(text, match.start(1)),
            )


def _short_number(number: str) -> str:
    """The part of a number that distinguishes documents: 121/2020 of 121/2020/QH14, 1472 of 1472/QĐ-TTg."""
    parts = number.split("/")
    return " ".join([parts[0], *(part for part in parts[1:] if part.isdigit())])


def _cited_place(text: str, start: int) -> str:
    found = _PLACE.search(text[:start])
    return found[1] if found else ""
