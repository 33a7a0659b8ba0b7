"""The words of a task → what they say of deadlines, targets and cited documents; each quotes its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gen.importing.founding import slug
from gen.importing.yaml_text import Record

_DAY = r"(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(\d{4})"
_DEADLINES = (
    ("before", re.compile(rf"trước\s+(?:ngày\s+)?{_DAY}", re.IGNORECASE)),
    ("at-latest", re.compile(rf"(?:chậm nhất|muộn nhất)(?:\s+là)?(?:\s+vào)?(?:\s+ngày)?\s+{_DAY}", re.IGNORECASE)),
)
_ALONE = (
    ("on", re.compile(rf"(?:ngày\s+)?{_DAY}", re.IGNORECASE)),
    ("period", re.compile(r"Quý\s+(IV|I{1,3}|[1-4])(?:/|\s+năm\s+)(\d{4})", re.IGNORECASE)),
    ("period", re.compile(r"Tháng\s+(\d{1,2})(?:/|\s+năm\s+)(\d{4})", re.IGNORECASE)),
    ("period", re.compile(r"Năm\s+(\d{4})", re.IGNORECASE)),
    ("ongoing", re.compile(r"Thường xuyên(?:, liên tục)?", re.IGNORECASE)),
)
_YEARLY = re.compile(r"(?:định kỳ )?(?:hàng|hằng) năm", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:đạt\s+)?(?:(trên|hơn|ít nhất|tối thiểu|từ|dưới|không quá|tối đa)\s+)?(?:đạt\s+)?"
    r"(\d+(?:[.,]\d+)?)\s*%(\s+trở lên)?",
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
    rf"({'|'.join(_TYPES)})\s+số\s+(\d+(?:/[\wĐ&.-]+)+)(?:,?\s+ngày\s+{_DAY})?"
    rf"(?:\s+của\s+({_ISSUER})(?=\s+(?:về|phê duyệt|ban hành|quy định|trên|và|triển khai)\b|\s*[;,.()]|$))?"
)
_LAW = re.compile(r"(?:(?:của|theo)\s+)?(?<!\w)(Luật|Bộ luật)\s+([A-ZĐÀ-Ỹ][^;.()0-9]*?)(?=\s*(?:[;.()]|\bnăm\b|$))")
_PLACE = re.compile(r"((?:điểm\s+\w+,?\s+)?(?:khoản\s+\d+,?\s+)?Điều\s+\d+)\s+(?:của\s+)?$")


def deadline(text: str, *, alone: bool = False) -> Record | None:
    """The deadline that `text` states; `alone` where the text is nothing but a deadline."""
    for kind, form in (*_DEADLINES, *(_ALONE if alone else ())):
        if match := form.search(text):
            return Record(raw=text if alone else match[0], **_value(kind, match), kind=kind)
    if match := _YEARLY.search(text):
        return Record(raw=text if alone else match[0], kind="yearly")
    return Record(raw=text) if alone else None


def _value(kind: str, match: re.Match[str]) -> dict[str, str]:
    parts = match.groups()
    if len(parts) == 3:
        day, month, year = (int(part) for part in parts)
        return {"value": f"{year}-{month:02d}-{day:02d}"} if 1 <= month <= 12 and 1 <= day <= 31 else {}
    if kind == "period" and match[0].lower().startswith("tháng") and 1 <= int(parts[0]) <= 12:
        return {"value": f"{parts[1]}-{int(parts[0]):02d}"}
    if kind == "period" and len(parts) == 1:
        return {"value": str(parts[0])}
    return {}


def targets(text: str) -> list[Record]:
    """The figures that `text` asks to reach, in per cent."""
    found = []
    for match in _TARGET.finditer(text):
        operator = ">=" if match[3] else _OPERATORS.get((match[1] or "").lower(), "=")
        figure = float(match[2].replace(",", "."))
        value = int(figure) if figure.is_integer() else figure
        found.append(Record(raw=match[0].strip(), op=operator, value=value, of=_counted(text, match)))
    return found


def _counted(text: str, match: re.Match[str]) -> str:
    """What a figure counts: the words after it, or else those before it, in the same clause."""
    after = re.split(r"[;,.:]| và ", text[match.end() :], maxsplit=1)[0].strip()
    before = re.split(r"[;,.:]", text[: match.start()])[-1].strip()
    return (after if len(after.split()) > 1 else before or after or match[0].strip())[:400]


def citations(text: str) -> Iterator[tuple[Record, str]]:
    """The documents that `text` names, each with the place in it, if one is named."""
    for match in _CITED.finditer(text):
        kind, number, day, month, year, issuer = match.groups()
        cited = Record(id=slug(f"{_TYPES[kind]} {_short(number)}"), type=kind, number=number)
        if day and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            cited["date"] = f"{year}-{int(month):02d}-{int(day):02d}"
        if issuer:
            cited["issuer"] = issuer.strip().replace("UBND ", "Ủy ban nhân dân ")
        yield cited, _place(text, match.start(1))
    for match in _LAW.finditer(text):
        name = match[2].strip().rstrip(",")
        if len(name.split()) <= 12:
            yield Record(id=slug(f"luat {name}"), type=match[1], subject=name), _place(text, match.start(1))


def _short(number: str) -> str:
    """What of a number tells documents apart: 121/2020 of 121/2020/QH14, 1472 of 1472/QĐ-TTg."""
    parts = number.split("/")
    return " ".join([parts[0], *(part for part in parts[1:] if part.isdigit())])


def _place(text: str, start: int) -> str:
    found = _PLACE.search(text[:start])
    return found[1] if found else ""
