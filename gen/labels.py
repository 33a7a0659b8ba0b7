"""The words of a task → its labelled details ("Đơn vị chủ trì: …", "Sản phẩm: …"), each with what its label means.

The labels are those of plans as offices write them: as lines below a task, within its words, or as the heads of the
columns of an annex. Since 2025 plans state "6 rõ": who, what, by when, under whom, with which product, by whose
authority.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gen.text import collapse_spaces, remove_emphasis


class LabelKind(StrEnum):
    """What a label says of a task; `NOTE` is what the program only keeps in the task's words: money, remarks."""

    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    PRODUCT = "product"
    LEADER = "leader"
    AUTHORITY = "authority"
    NOTE = "note"
    TASK = "task"


_MOST = 5
"""So many bodies or things a label names at most after the first: long paragraphs are looked through in a moment."""
_AND = r"\s*(?:[,/;–-]|\bvà\b)\s*"


def _list_of(words: str, opening: str = "") -> str:
    """A pattern for one of `words`, or a few with commas between them; before each may stand what `opening` matches."""
    return rf"{opening}(?:{words})(?:{_AND}{opening}(?:{words})){{0,{_MOST}}}"


_BODIES = _list_of("đơn vị|cơ quan|bộ phận|phòng|ban|tổ chức|cá nhân|sở|ngành|địa phương", "(?:các )?")
_DOERS = _list_of("đơn vị|cơ quan|bộ phận|cá nhân|người", "(?:các )?")
_RESULTS = _list_of(
    r"sản phẩm(?: (?:đầu ra|dự kiến|cụ thể|chính|hoàn thành|phải có|cần đạt)){0,3}"
    r"|kết quả(?: (?:đầu ra|dự kiến|cụ thể|chính|phải đạt|cần đạt)){0,3}",
    "(?:dự kiến )?",
)
_OFFICE = r"(?: (?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|cơ quan|đơn vị|phòng|sở|tỉnh|thành phố|huyện|xã|phường)){0,4}"
_CHARGE = _list_of("phụ trách|chỉ đạo|theo dõi|chịu trách nhiệm|điều hành")
_DECIDING = _list_of("trình|phê duyệt|quyết định|ban hành|giải quyết|xem xét|cho ý kiến", "(?:cấp |cơ quan )?")
_LABELS = {
    LabelKind.LEAD: rf"(?:{_BODIES}\s+)?chủ trì(?:(?: và|,)? (?:thực hiện|tham mưu|triển khai)){{0,3}}"
    rf"|{_DOERS} thực hiện|phân công thực hiện|rõ người",
    LabelKind.SUPPORT: rf"(?:{_BODIES}\s+)?phối hợp(?: thực hiện)?",
    LabelKind.DUE: _list_of(
        r"thời gian(?: thực hiện| hoàn thành| hoàn tất)?|thời hạn(?: thực hiện| hoàn thành| báo cáo| ban hành| trình)?"
        r"|hoàn thành|hoàn tất|tiến độ|hạn (?:hoàn thành|chót|cuối(?: cùng)?|nộp|gửi)",
        "(?:rõ )?",
    )
    + r"(?! (?:bắt đầu|giao|thành lập))",
    LabelKind.PRODUCT: rf"(?:rõ )?{_RESULTS}(?! (?:thực hiện|đạt được|đánh giá))",
    LabelKind.LEADER: rf"(?:đồng chí )?(?:lãnh đạo|thủ trưởng){_OFFICE} {_CHARGE}(?: chính| chung| trực tiếp)?"
    rf"|(?:người|cá nhân|đồng chí) (?:phụ trách|chịu trách nhiệm)(?: chính)?"
    rf"|chịu trách nhiệm(?: chính)?|phụ trách(?: chính| chung)?|rõ trách nhiệm",
    LabelKind.AUTHORITY: rf"(?:cấp |cơ quan |người )?(?:có )?(?:rõ )?thẩm quyền(?: {_DECIDING})?"
    rf"|cấp {_DECIDING}|cơ quan (?:phê duyệt|quyết định)",
    LabelKind.NOTE: r"(?:dự kiến |nguồn )?kinh phí(?: thực hiện)?|ghi chú",
}
_LABEL = re.compile("|".join(rf"(?P<{kind}>{form})" for kind, form in _LABELS.items()), re.IGNORECASE)
_LINE = re.compile(rf"(?:^|(?<=[;.,]\s))(?:{_LABEL.pattern})\s*:\s*", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<!\S)(?:{_LABEL.pattern})\s*:\s*", re.IGNORECASE)
_ENDS = " ;.,"

_TASK_COLUMN = re.compile(r"(?:rõ việc|(?:các |tên |danh mục |đầu )?(?:nội dung|nhiệm vụ|công việc|việc)\b)")
_NUMBER_COLUMN = re.compile(r"(?:s?tt|số(?: tt| thứ tự)?|mục|#)?")
_LEADER_COLUMN = re.compile(r"(?:lãnh đạo|trách nhiệm)\b")
"""Heads of columns that are no labels of lines, where they begin sentences."""


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A detail: what its label means, the words after the colon, and the label as written."""

    kind: LabelKind
    value: str
    label: str = ""


def split_labels(text: str) -> list[LabelledText]:
    """The labels of a line, each with its words; none where the line does not begin with a label."""
    text = remove_emphasis(text)
    found = list(_LINE.finditer(text))
    return _cut_at(found, text) if found and found[0].start() == 0 else []


def find_details(text: str) -> list[LabelledText]:
    """The details that the words of a task state within a sentence's bounds: "Rà soát. Sản phẩm: báo cáo. Gửi …".

    Each begins with a capital letter after a sentence, and ends with its own.
    """
    text = remove_emphasis(text)
    begins = [
        match for match in _capital_labels(text) if _ends_sentence(text[max(0, match.start() - 3) : match.start()])
    ]
    return [
        LabelledText(one.kind, re.split(r"[.;]\s", one.value, maxsplit=1)[0].strip(_ENDS), one.label)
        for one in _cut_at(begins, text)
    ]


def words_without_details(text: str, stated: Mapping[LabelKind, str]) -> str:
    """`text` without the labelled details that `stated` has: who reads these beside it, reads them once.

    The whole of it where nothing else would be left.
    """
    labels = list(_capital_labels(text))
    starts = [*(match.start() for match in labels), len(text)]
    kept = [text[: starts[0]]]
    for detail, start, end in zip(_cut_at(labels, text), starts, starts[1:], strict=False):
        if not _is_stated(detail, stated):
            kept.append(text[start:end])
    return " ".join(filter(None, map(str.rstrip, kept))) or text


def column_kinds(head: str) -> tuple[LabelKind, ...]:
    """What a column of an annex says of the tasks, by its head: one kind, several if it is mixed, none if unknown.

    A head may name the "rõ" that it answers: "Sản phẩm (rõ sản phẩm)".
    """
    pieces = [piece for piece in re.split(r"\s*[,/;()–]\s*|\s+và\s+|\s+-\s+", head.strip(" :.").lower()) if piece]
    return tuple(dict.fromkeys(kind for piece in pieces if (kind := _column_kind(piece)) is not None))


def is_number_column(head: str) -> bool:
    """Whether a column by its head holds the numbers of its rows."""
    return _NUMBER_COLUMN.fullmatch(head.strip(" :.").lower()) is not None


def _column_kind(piece: str) -> LabelKind | None:
    if match := _LABEL.match(piece):
        return LabelKind(str(match.lastgroup))
    if _TASK_COLUMN.match(piece):
        return LabelKind.TASK
    return LabelKind.LEADER if _LEADER_COLUMN.match(piece) else None


def _ends_sentence(words: str) -> bool:
    return words.rstrip().endswith((".", ";"))


def _capital_labels(text: str) -> list[re.Match[str]]:
    return [match for match in _WITHIN.finditer(text) if match[0][:1].isupper()]


def _cut_at(labels: list[re.Match[str]], text: str) -> list[LabelledText]:
    """Each label with the words up to the next one."""
    ends = [*(match.start() for match in labels[1:]), len(text)]
    return [
        LabelledText(LabelKind(str(match.lastgroup)), text[match.end() : end].strip(_ENDS), match[0].rstrip(" :"))
        for match, end in zip(labels, ends, strict=False)
    ]


def _is_stated(detail: LabelledText, stated: Mapping[LabelKind, str]) -> bool:
    """Whether a detail stands in `stated`; who leads and supports stands there by other names."""
    there = stated.get(detail.kind, "")
    if detail.kind in (LabelKind.LEAD, LabelKind.SUPPORT):
        return bool(there) and ". " not in detail.value
    return bool(detail.value) and collapse_spaces(detail.value) in collapse_spaces(there)
