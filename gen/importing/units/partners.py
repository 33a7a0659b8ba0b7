"""The words of a task → the units that it is to be done with, by id; other partners in the plan's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.importing.units.names import AGENCIES, UnitMention, UnitNames
from gen.text import fold, split_words

_WITH = re.compile(r"phối hợp(?:\s+chặt chẽ)?(?:\s+cùng)?\s+(?:với|cùng)\s+", re.IGNORECASE)
_BODY = re.compile(
    r"(?:các\s+)?(?:cơ quan|đơn vị|tổ chức|địa phương|phòng|ban|ngành|sở|cấp|đoàn thể|Phòng|Ban|Sở|Cơ quan|Đơn vị"
    r"|cơ sở|Trung tâm|Hội|Công an|Viện|Tòa án|UBND)\b"
)
_VERBS = (
    "để|thống nhất|tổ chức|xây dựng|triển khai|thực hiện|đẩy mạnh|tăng cường|tham mưu|hướng dẫn|rà soát|"
    "kiểm tra|thống kê|ban hành|có biện pháp|có giải pháp|tiến hành|trong|ngay từ|ưu tiên|nghiên cứu|"
    "đề xuất|tuyên truyền|bố trí|theo dõi|đôn đốc|tổng hợp|chỉ đạo|huy động|giám sát|quản lý|vận động|lập|"
    "thẩm định|xử lý|bảo đảm|đảm bảo|cung cấp|hoàn thiện|đánh giá|phổ biến|tập huấn|mở|cập nhật|khảo sát|"
    "công khai"
)
"""The verbs that begin what the partners do, and so end their list."""
_END = re.compile(rf"[;.:(]|(?<!các)\s(?=(?:{_VERBS})\b)")


@dataclass(frozen=True, slots=True)
class Partners:
    """`refs` are units of the registry; `others` the plan's words for partners that it does not name exactly.

    `doubtful` are the words where the end of the list of partners was not found.
    """

    refs: tuple[str, ...] = ()
    others: str = ""
    doubtful: str = ""


def find_partners(text: str, names: UnitNames) -> Partners:
    """The partners that `text` names after the first "phối hợp với"."""
    match = _WITH.search(text)
    if match is None:
        return Partners()
    rest = text[match.end() :]
    end = _find_end(rest, names)
    phrase = rest[:end].strip(" ,")
    if not phrase or len(phrase) > 300:
        return Partners(doubtful=rest[:80].strip())
    mentions = names.find_mentions(phrase)
    exact = [mention for mention in mentions if names.is_exact(mention.ref)]
    units = tuple(dict.fromkeys(mention.ref for mention in exact))
    others = _remove_units(phrase, exact)
    if others and not _BODY.search(others):
        return Partners(units, "", others)
    return Partners(units, others)


def _find_end(rest: str, names: UnitNames) -> int:
    """The index at which the list of partners ends; words of a known name do not end it."""
    begin = _skip_units(rest, names)
    found = _END.search(rest, begin)
    comma = next(
        (m.start() for m in re.finditer(r",\s", rest[begin:]) if _is_end(rest[begin + m.end() :], names)), None
    )
    ends = [len(rest) if found is None else found.start(), len(rest) if comma is None else begin + comma]
    return min(ends)


def _skip_units(rest: str, names: UnitNames) -> int:
    """The end of the units at the start of `rest`, so that "Phòng Tổ chức …" is not cut at "tổ chức"."""
    mentions = names.find_mentions(rest)
    last: UnitMention | None = None
    for mention in mentions:
        if mention.start > (last.end + 1 if last else 0) or mention.ref == AGENCIES:
            break
        last = mention
    if last is None:
        return 0
    spans = list(re.finditer(r"\w+", rest))
    return spans[last.end - 1].end()


def _is_end(rest: str, names: UnitNames) -> bool:
    """Whether the words after a comma name no further partner."""
    if _BODY.match(rest):
        return False
    return not any(mention.start == 0 for mention in names.find_mentions(" ".join(rest.split()[:12])))


def _remove_units(phrase: str, units: list[UnitMention]) -> str:
    """`phrase` without the units in it."""
    spans = list(re.finditer(r"\w+", phrase))
    if len(spans) != len(split_words(phrase)):
        return phrase
    remaining, at = "", 0
    for mention in units:
        remaining += phrase[at : spans[mention.start].start()]
        at = spans[mention.end - 1].end()
    remaining += phrase[at:]
    cleaned = re.sub(r"^(?:\W|và\b|cùng\b)+|(?:\W|\bvà)+$", "", remaining.strip()).strip()
    return cleaned if fold(cleaned) not in ("", "va") else ""
