"""A labelled line ("Đơn vị chủ trì: …") → what its label means, and the words after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gen.importing.structure.outline import OutlineNode

_WHO = r"(?:(?:các )?(?:đơn vị|cơ quan)(?:, (?:đơn vị|cơ quan))?\s+)?"
_LABELS = {
    "lead": rf"{_WHO}chủ trì(?: thực hiện| tham mưu)?|(?:đơn vị|cơ quan) thực hiện|phân công thực hiện",
    "support": rf"{_WHO}phối hợp(?: thực hiện)?",
    "due": r"thời gian(?: thực hiện| hoàn thành)?|thời hạn(?: thực hiện| hoàn thành| báo cáo)?|hoàn thành|tiến độ",
    "result": r"kết quả(?: đầu ra)?|sản phẩm(?: đầu ra)?|sản phẩm, kết quả|kinh phí|ghi chú",
}
_LABEL = re.compile("|".join(rf"(?P<{kind}>{form})" for kind, form in _LABELS.items()), re.IGNORECASE)
_LINE = re.compile(rf"(?:^|(?<=[;.,]\s))(?:{_LABEL.pattern})\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """`kind` is lead, support, due or result; `value` the words after the colon."""

    kind: str
    value: str


def split_labels(text: str) -> list[LabelledText]:
    """The labels of a line, each with its words; none where the line does not begin with a label."""
    found = list(_LINE.finditer(text))
    if not found or found[0].start() != 0:
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        LabelledText(str(match.lastgroup), text[match.end() : end].strip(" ;.,"))
        for match, end in zip(found, ends, strict=True)
    ]


def column_kind(header: str) -> str:
    """The content of a column of an annex table, by its header: lead, support, due, result, task; else empty."""
    cleaned = header.strip(" :.").lower()
    if match := _LABEL.match(cleaned):
        return str(match.lastgroup)
    return "task" if re.match(r"(?:nội dung|nhiệm vụ|công việc|tên nhiệm vụ)", cleaned) else ""


def labelled_lines(node: OutlineNode) -> list[OutlineNode]:
    """The labelled lines right below a task."""
    return [child for child in node.children if not child.children and split_labels(child.text)]


def find_labels_below(node: OutlineNode) -> Iterator[LabelledText]:
    """Every label below `node`."""
    return (label for below in node.walk() if below is not node for label in split_labels(below.text))
