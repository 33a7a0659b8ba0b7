"""The tasks that bind a unit → their numbers in the unit's own plan.

Where headings stand among the entries, all of them are counted 1.1., 1.2. …, so that no task seems to belong to the
heading before it; without headings the tasks are a), b), c), and a single one bears no mark. What stands below a task
is marked - and +.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gen.derive.dossier import TaskNode
from gen.plan.outline import EntryRole
from gen.text import list_letter


@dataclass(frozen=True, slots=True)
class NumberedTask:
    """A node with the `mark` printed before it and the `number` by which a table cites it: `1.2.a, ý 3`."""

    node: TaskNode
    mark: str
    number: str
    children: tuple[NumberedTask, ...]

    def walk(self) -> Iterator[NumberedTask]:
        """This node and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


def number_tasks(nodes: Sequence[TaskNode], stem: str) -> tuple[NumberedTask, ...]:
    """`nodes` and all below them, numbered under `stem` (the number of their heading, without its dot)."""
    if not any(node.entry.role is EntryRole.HEADING for node in nodes):
        return _lettered(nodes, stem)
    return tuple(_counted(node, f"{stem}.{index}") for index, node in enumerate(nodes, 1))


def _counted(node: TaskNode, number: str) -> NumberedTask:
    below = number_tasks if node.entry.role is EntryRole.HEADING else _lettered
    return NumberedTask(node, f"{number}.", number, below(node.children, number))


def _lettered(nodes: Sequence[TaskNode], stem: str) -> tuple[NumberedTask, ...]:
    found = []
    for index, node in enumerate(nodes, 1):
        mark, number = (f"{list_letter(index)})", f"{stem}.{list_letter(index)}") if len(nodes) > 1 else ("", stem)
        found.append(NumberedTask(node, mark, number, _bulleted(node.children, f"{number}, ý\u00a0", "-")))
    return tuple(found)


def _bulleted(nodes: Sequence[TaskNode], stem: str, mark: str) -> tuple[NumberedTask, ...]:
    return tuple(
        NumberedTask(node, mark, f"{stem}{index}", _bulleted(node.children, f"{stem}{index}.", "+"))
        for index, node in enumerate(nodes, 1)
    )
