"""The nodes below a task → its labelled lines ("Đơn vị chủ trì: …"), and what they say.

A line may hold several labels, and a label its words in points below it, or further labels: "b) Cơ quan thực hiện:"
with "- Đơn vị chủ trì: …". Where one of the lines is the task itself ("a) Nhiệm vụ: …"), the others are said of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gen.importing.structure.outline import OutlineNode
from gen.importing.units.partners import BODY, VERBS
from gen.labels import LabelKind, LabelledText, column_kinds, split_labels

_IN_POINTS = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)
"""What may be said in points below its label. Points below "Phối hợp thực hiện:" are tasks."""
_TASK_LINE = re.compile(
    r"(?:tên )?(?:nhiệm vụ|nội dung|công việc|việc)(?: (?:nhiệm vụ|công việc|thực hiện|cụ thể|chính|trọng tâm)){0,2}"
    r"\s*:\s*",
    re.IGNORECASE,
)
_ENDS = " ;.,"
_DOERS = re.compile(
    r"(?P<lead>[^:]+?)(?P<led>\s+(?:là (?:cơ quan|đơn vị) )?(?:chủ trì(?: thực hiện)?|đầu mối|thực hiện))?"
    r"(?:\s*[,;]?\s*(?:và\s+)?phối hợp(?: thực hiện)?\s*(?:với|cùng|:)?\s+(?P<support>.+?))?",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\b(?:{VERBS})\b", re.IGNORECASE)
_OTHER_BODY = re.compile(r"(?:Các|Những|Tư lệnh|Chỉ huy|Đồng chí|Trung ương|Quân khu|Chính phủ|Tỉnh|Thành phố)\b")
_ORGANISATIONS = re.compile(r"(?:các|cơ quan|của|và)\s+tổ chức\b|\btổ chức (?=chính trị|xã hội|đoàn thể|hội\b|quốc tế)")
"""Where “tổ chức” is no verb."""
_MOST_NAMES = 300
_OF_DOERS = ("chủ trì", "phối hợp", "thực hiện", "theo")


def is_task_line(node: OutlineNode) -> bool:
    """Whether a line says under a label what is to be done: "Nhiệm vụ: Tỉa cành"; or the points below it do."""
    found = _TASK_LINE.match(node.text)
    return found is not None and bool(found.end() < len(node.text) or node.children)


def read_line(line: OutlineNode) -> list[LabelledText]:
    """The labels of a line with what they say; none where it does not begin with a label."""
    labels = [one for label in _labels_in(line) for one in split_doers(label)]
    if not line.children or not labels:
        return labels
    below = [read_line(point) for point in line.children]
    if all(below):
        return [*(label for label in labels if label.value), *(label for found in below for label in found)]
    is_open = len(labels) == 1 and not labels[0].value and not any(point.children for point in line.children)
    if is_open and labels[0].kind in _IN_POINTS:
        return [replace(labels[0], value="; ".join(point.text.strip(_ENDS) for point in line.children))]
    if is_open and labels[0].kind in _WITHOUT_COLON and all(_names_doers(point.text) for point in line.children):
        each = (replace(labels[0], value=point.text.strip(_ENDS)) for point in line.children)
        return [one for label in each for one in split_doers(label)]
    return []


def _labels_in(line: OutlineNode) -> list[LabelledText]:
    """The labels of a line; one that heads its points may have no colon: "2. Cơ quan chủ trì", "- Bộ Quốc phòng"."""
    found = split_labels(line.text)
    if found or not line.children or line.text.endswith((".", ";")):
        return found
    kinds = set(column_kinds(line.text))
    is_label = bool(kinds) and kinds <= _WITHOUT_COLON and _LEADS_OR_HELPS.fullmatch(line.text) is not None
    return [LabelledText(column_kinds(line.text)[0], "", line.text)] if is_label else []


_WITHOUT_COLON = {LabelKind.LEAD, LabelKind.SUPPORT}
_LEADS_OR_HELPS = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|phòng|ban|ngành)"
    r"(?:\s*(?:,|và|/)\s*(?:cơ quan|đơn vị|cá nhân)){0,2}\s+)?(?:chủ trì|phối hợp|thực hiện)"
    r"(?:\s*(?:,|và|/|-)?\s*(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp|thực hiện|tham mưu)){0,3}",
    re.IGNORECASE,
)


def split_doers(label: LabelledText) -> list[LabelledText]:
    """A label on who does it, whose words say who leads and who supports: "Sở Y tế chủ trì, phối hợp với Sở Nội vụ"."""
    match = _DOERS.fullmatch(label.value) if label.kind is LabelKind.LEAD else None
    if match is None or not (match["lead"].strip(_ENDS) and (match["led"] or match["support"])):
        return [label]
    found = [replace(label, value=match["lead"].strip(_ENDS))]
    support = (match["support"] or "").strip(_ENDS)
    return [*found, LabelledText(LabelKind.SUPPORT, support)] if support else found


def _names_doers(text: str) -> bool:
    """Whether a point below a label says nothing but who does it."""
    words = _ORGANISATIONS.sub("", text)
    verbs = (match[0] for match in _VERB.finditer(words) if match[0].islower())  # Ban Chỉ đạo is a name
    begins = BODY.match(text) or _OTHER_BODY.match(text)
    return begins is not None and len(text) < _MOST_NAMES and all(verb in _OF_DOERS for verb in verbs)


def labelled_lines(node: OutlineNode) -> list[OutlineNode]:
    """The labelled lines right below a node."""
    return [child for child in node.children if read_line(child)]


def line_text(line: OutlineNode) -> str:
    """The words of a labelled line and of its points, as a plan file has them."""
    return " ".join(below.mark.words for below in line.walk())


def find_labels_below(node: OutlineNode) -> Iterator[LabelledText]:
    """Every label below `node`."""
    return (label for below in node.walk() if below is not node for label in _labels_in(below))


@dataclass(slots=True)
class LabelGroups:
    """The labelled lines below a node: `own` are said of it, and follow its words; `of` of a child, by its place.

    `notes` are the places of the lines that stay where they are: they are not right behind what they are said of.
    """

    own: list[OutlineNode] = field(default_factory=list)
    of: dict[int, list[OutlineNode]] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)


def group_labels(node: OutlineNode, *, is_task: bool = False) -> LabelGroups:
    """Of which node below `node`, or of itself, each labelled line right below it is said.

    Lines behind several points are said of each of these, up to the labelled lines before; where `node` is a task
    itself, of which its points tell more, of that.
    """
    found = LabelGroups()
    target: int | None = None
    points: list[int] = []
    is_behind = False
    for place, child in enumerate(node.children):
        if is_task_line(child):
            target, points = place, []
        elif read_line(child):
            if is_task and target is None and points:
                found.own.append(child)
                found.notes.add(place)
            elif target is not None or points:
                for point in [target] if target is not None else points:
                    found.of.setdefault(point, []).append(child)
                found.notes.add(place)
            else:
                found.own.append(child)
            is_behind = True
            continue
        else:
            points = [place] if is_behind else [*points, place]
        is_behind = False
    return found
