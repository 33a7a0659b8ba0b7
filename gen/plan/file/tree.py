"""YAML text → plain data (dicts, lists, texts) and the place of every node; nothing is guessed from how a scalar looks.

PyYAML's composed nodes are walked, never constructed: no tag can make an object, `no` stays "no", 12.10 stays
"12.10". Bounds hold against files made to explode: anchors may be used, but only up to `MAX_NODES` nodes in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

from gen import diagnostics
from gen.errors import Diagnostic, Location, PlanError
from gen.plan.file.source import SourceFile, compose_yaml, find_odd_letters

MAX_NODES = 400_000
MAX_DEPTH = 60
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset({"!", *(f"tag:yaml.org,2002:{t}" for t in ("str", "map", "seq", "null"))})

KeyPath = tuple[str | int, ...]

TextMark = tuple[int, int, int]
"""A line and a column, from 1, and how many characters are meant."""


@dataclass(frozen=True, slots=True)
class NodePlace:
    """Where a value stands, where its key does, if it has one, and the spots of what is in it."""

    value: TextMark
    key: TextMark | None
    below: Mapping[str | int, NodePlace]


_NOTHING_BELOW: Mapping[str | int, NodePlace] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlaceTree:
    """Where each value and each key of a file stands."""

    source: SourceFile
    root: NodePlace

    def at(self, path: KeyPath) -> Location:
        """The place of the value at `path`, or of the nearest node round it."""
        spot, _found = self._nearest(path)
        return self.source.location(*spot.value)

    def key_at(self, path: KeyPath) -> Location:
        """The place of the key at the end of `path`, else of its value."""
        spot, found = self._nearest(path)
        return self.source.location(*(spot.key if found and spot.key else spot.value))

    def _nearest(self, path: KeyPath) -> tuple[NodePlace, bool]:
        """The spot at `path`, or the last one on the way there; and whether it is exactly that one."""
        spot = self.root
        for step in path:
            if step not in spot.below:
                return spot, False
            spot = spot.below[step]
        return spot, True


def read_tree(source: SourceFile) -> tuple[Any, PlaceTree]:
    """The data of `source`, and its places.

    Raises PlanError: PLAN-005 and PLAN-013 no YAML, PLAN-006 a key written twice, PLAN-007 too deep or too many nodes,
    PLAN-008, PLAN-009 and PLAN-014 odd letters written as escapes, PLAN-010 a tag, PLAN-015 a second document; all of
    them at once but for PLAN-007.
    """
    walk = _NodeWalk(source)
    data, root = walk.value(compose_yaml(source), None, 0)
    if walk.problems:
        raise PlanError(walk.problems)
    return data, PlaceTree(source, root)


class _NodeWalk:
    """One pass over the composed nodes, collecting places and problems."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.count = 0

    def value(self, node: yaml.Node, key: TextMark | None, depth: int) -> tuple[Any, NodePlace]:
        self._bound(node, depth)
        below: dict[str | int, NodePlace] = {}
        data: Any = None
        if node.tag not in _PLAIN_TAGS:
            self.problems.append(diagnostics.plan.TAG.at(self._place(node), tag=_short(node.tag)))
        elif isinstance(node, yaml.ScalarNode):
            data = self._scalar(node)
        elif isinstance(node, yaml.MappingNode):
            data = {}
            for name, key_node, value_node in self._pairs(node):
                data[name], below[name] = self.value(value_node, self._mark(key_node), depth + 1)
        else:
            data = []
            for index, child in enumerate(node.value):
                entry, below[index] = self.value(child, None, depth + 1)
                data.append(entry)
        return data, NodePlace(self._mark(node), key, below or _NOTHING_BELOW)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        self._letters(node)
        text = str(node.value)
        return None if not node.style and text in _NULLS else text

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(diagnostics.plan.KEY_NOT_A_WORD.at(self._place(key_node)))
                continue
            key = key_node.value
            if key in seen:
                self.problems.append(diagnostics.plan.KEY_TWICE.at(self._place(key_node), key=f'"{key}"'))
                continue
            seen.add(key)
            self._letters(key_node)
            yield key, key_node, value_node

    def _letters(self, node: yaml.ScalarNode) -> None:
        """Only what stands in double quotes can hold letters that the file itself does not show."""
        if node.style == '"':
            self.problems += find_odd_letters(node.value, self._place(node))

    def _bound(self, node: yaml.Node, depth: int) -> None:
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            raise PlanError.one(diagnostics.plan.TOO_MANY_ENTRIES.at(self._place(node)))

    def _mark(self, node: yaml.Node) -> TextMark:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return start.line + 1, start.column + 1, length

    def _place(self, node: yaml.Node) -> Location:
        return self.source.location(*self._mark(node))


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
