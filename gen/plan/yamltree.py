"""YAML text → plain data (dicts, lists, texts) and the place of every node; nothing is guessed from a scalar's look.

PyYAML's composed nodes are walked, never constructed: no tag can make an object, `no` stays "no", 12.10 stays
"12.10". Bounds hold against files made to explode: anchors may be used, but only up to `MAX_NODES` nodes in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from gen.errors import Diagnostic, Location, PlanError, Severity
from gen.locale import _
from gen.plan.source import Source, odd_letters

MAX_NODES = 400_000
MAX_DEPTH = 60
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset({"!", *(f"tag:yaml.org,2002:{t}" for t in ("str", "map", "seq", "null"))})

KeyPath = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """A loader that gives every plain scalar the tag of a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


@dataclass(slots=True)
class Tree:
    """The data of a file, and where each value and each key of it stands."""

    source: Source
    data: Any = None
    values: dict[KeyPath, Location] = field(default_factory=dict)
    keys: dict[KeyPath, Location] = field(default_factory=dict)

    def at(self, path: KeyPath) -> Location:
        """The place of the value at `path`, or of the nearest node round it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Location(self.source.path))

    def key_at(self, path: KeyPath) -> Location:
        """The place of the key at the end of `path`, else of its value."""
        return self.keys.get(path) or self.at(path)


def read_tree(source: Source) -> Tree:
    """The data of `source` with its places.

    Raises PlanError: PLAN-005 no YAML, PLAN-006 a key written twice, PLAN-007 too deep or too many nodes, PLAN-008 and
    PLAN-009 odd letters written as escapes, PLAN-010 a tag or a second document; all of them at once but for PLAN-007.
    """
    root = _compose(source)
    tree = Tree(source)
    walk = _Walk(tree)
    tree.data = walk.value(root, ())
    if walk.problems:
        raise PlanError(walk.problems)
    return tree


def _compose(source: Source) -> yaml.Node:
    loader = _Loader(source.text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise PlanError([_syntax(source, error)]) from None
    except (ValueError, OverflowError):  # an escape beyond the last character there is
        raise PlanError([_syntax(source, yaml.MarkedYAMLError(problem_mark=loader.get_mark()))]) from None
    except RecursionError:
        raise PlanError.one("PLAN-007", _("the lists are nested too deeply"), "", Location(source.path)) from None
    finally:
        loader.dispose()
    if node is None:
        raise PlanError.one("PLAN-003", _("the file is empty"), "", Location(source.path))
    return node


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    location = source.location(mark.line + 1, mark.column + 1) if mark else Location(source.path)
    if (error.problem and "another document" in error.problem) or "single document" in str(error.context):
        return Diagnostic("PLAN-010", Severity.ERROR, _("the file holds more than one document (---)"), location)
    hint = _("check the indentation, the colons and the quotes on this line and the one before")
    return Diagnostic("PLAN-005", Severity.ERROR, _("this is not well-formed YAML"), location, hint)


class _Walk:
    """One pass over the composed nodes, collecting places and problems."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Diagnostic] = []
        self.count = 0

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self._bound(node, path)
        self.tree.values[path] = self._place(node)
        if node.tag not in _PLAIN_TAGS:
            self._problem("PLAN-010", _("the tag {tag} has no meaning here").format(tag=_short(node.tag)), node)
            return None
        self._letters(node)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        text = str(node.value)
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if plain and text in _NULLS else text

    def _pairs(self, node: yaml.MappingNode, path: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem("PLAN-005", _("a key has to be a single word"), key_node)
                continue
            key = key_node.value
            if key in seen:
                message = _("the key {key} is written twice").format(key=f'"{key}"')
                self._problem("PLAN-006", message, key_node, _("keep one of the two"))
                continue
            seen.add(key)
            self._letters(key_node)
            self.tree.keys[(*path, key)] = self._place(key_node)
            yield key, self.value(value_node, (*path, key))

    def _letters(self, node: yaml.Node) -> None:
        """Only what stands in double quotes can hold letters that the file itself does not show."""
        if isinstance(node, yaml.ScalarNode) and node.style == '"':
            self.problems += odd_letters(node.value, self._place(node))

    def _bound(self, node: yaml.Node, path: KeyPath) -> None:
        self.count += 1
        if self.count > MAX_NODES or len(path) > MAX_DEPTH:
            message = _("the file unfolds to too many entries (anchors repeated in anchors, or nesting too deep)")
            raise PlanError.one("PLAN-007", message, _("write the entries out"), self._place(node))

    def _place(self, node: yaml.Node) -> Location:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return self.tree.source.location(start.line + 1, start.column + 1, length)

    def _problem(self, code: str, message: str, node: yaml.Node, hint: str = "") -> None:
        self.problems.append(Diagnostic(code, Severity.ERROR, message, self._place(node), hint))


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
