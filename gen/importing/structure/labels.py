"""A task's node → the labelled lines below it ("Đơn vị chủ trì: …"), and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gen.importing.structure.outline import OutlineNode
from gen.labels import LabelKind, LabelledText, split_labels
from gen.text import remove_emphasis

_IN_POINTS = (LabelKind.PRODUCT, LabelKind.LEADER, LabelKind.AUTHORITY)
"""What may be said in points below its label. Points below "Phối hợp thực hiện:" are tasks."""
_ENDS = " ;.,"


def labelled_lines(node: OutlineNode) -> list[OutlineNode]:
    """The labelled lines right below a task; one may have its words in points below it: "Sản phẩm:", "+ …", "+ …"."""
    return [child for child in node.children if read_line(child)]


def line_text(line: OutlineNode) -> str:
    """The words of a labelled line and of its points."""
    return " ".join(below.text for below in line.walk())


def read_line(line: OutlineNode) -> list[LabelledText]:
    """The labels of a line with what they say; none where it does not begin with a label."""
    labels = split_labels(line.text)
    if not line.children or not labels:
        return labels
    is_open = len(labels) == 1 and labels[0].kind in _IN_POINTS and not labels[0].value
    if not is_open or any(point.children for point in line.children):
        return []
    return [replace(labels[0], value="; ".join(remove_emphasis(point.text).strip(_ENDS) for point in line.children))]


def find_labels_below(node: OutlineNode) -> Iterator[LabelledText]:
    """Every label below `node`."""
    return (label for below in node.walk() if below is not node for label in split_labels(below.text))
