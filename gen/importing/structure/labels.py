"""The nodes below a task → its labelled lines ("Đơn vị chủ trì: …"), and what they say.

A line may hold several labels, and a label its words in points below it, or further labels: "b) Cơ quan thực hiện:"
with "- Đơn vị chủ trì: …". Where one of the lines is the task itself ("a) Nhiệm vụ: …"), the others are said of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gen.importing.structure.outline import OutlineNode
from gen.labels import LabelKind, LabelledText, split_labels

_IN_POINTS = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)
"""What may be said in points below its label. Points below "Phối hợp thực hiện:" are tasks."""
_TASK_LINE = re.compile(
    r"(?:tên )?(?:nhiệm vụ|nội dung|công việc|việc)(?: (?:nhiệm vụ|công việc|thực hiện|cụ thể|chính|trọng tâm)){0,2}"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_ENDS = " ;.,"


def is_task_line(node: OutlineNode) -> bool:
    """Whether a line says under a label what is to be done: "Nhiệm vụ: Tỉa cành"."""
    return _TASK_LINE.match(node.text) is not None


def read_line(line: OutlineNode) -> list[LabelledText]:
    """The labels of a line with what they say; none where it does not begin with a label."""
    labels = split_labels(line.text)
    if not line.children or not labels:
        return labels
    below = [read_line(point) for point in line.children]
    if all(below):
        return [*(label for label in labels if label.value), *(label for found in below for label in found)]
    is_open = len(labels) == 1 and labels[0].kind in _IN_POINTS and not labels[0].value
    if not is_open or any(point.children for point in line.children):
        return []
    return [replace(labels[0], value="; ".join(point.text.strip(_ENDS) for point in line.children))]


def labelled_lines(node: OutlineNode) -> list[OutlineNode]:
    """The labelled lines right below a node."""
    return [child for child in node.children if read_line(child)]


def line_text(line: OutlineNode) -> str:
    """The words of a labelled line and of its points, as a plan file has them."""
    return " ".join(below.mark.words for below in line.walk())


def find_labels_below(node: OutlineNode) -> Iterator[LabelledText]:
    """Every label below `node`."""
    return (label for below in node.walk() if below is not node for label in split_labels(below.text))


@dataclass(slots=True)
class LabelGroups:
    """The labelled lines below a node: `own` are said of it, and follow its words; `of` of a child, by its place.

    `notes` are the places of the lines that stay where they are: they are not right behind what they are said of.
    """

    own: list[OutlineNode] = field(default_factory=list)
    of: dict[int, list[OutlineNode]] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)


def group_labels(node: OutlineNode) -> LabelGroups:
    """Of which node below `node`, or of itself, each labelled line right below it is said."""
    found = LabelGroups()
    target: int | None = None
    others = False
    for place, child in enumerate(node.children):
        if is_task_line(child):
            target = place
        elif read_line(child):
            if target is not None:
                found.of.setdefault(target, []).append(child)
                found.notes.add(place)
            else:
                found.own.append(child)
                if others:
                    found.notes.add(place)
            continue
        others = True
    return found
