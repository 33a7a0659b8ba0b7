"""YAML text → composed nodes: by libyaml where it is there and says what PyYAML says, else by PyYAML alone.

libyaml is four times as fast, which counts for a plan with thousands of units, but a mistake is told and placed in
PyYAML's words on every machine: whatever libyaml refuses, or is known to read otherwise, is read again.
"""

from __future__ import annotations

import re

import yaml
from yaml.composer import Composer

from gen import diagnostics
from gen.errors import Diagnostic, Location, PlanError
from gen.plan.source import Source

_READ_OTHERWISE = re.compile(r"[?!]|:\s*[,\]}]|[|>][-+\d]*#|[^\n]\Z")
"""What libyaml takes otherwise than PyYAML: ? and ! in flow lists, nothing after a colon there, # right after | or >,
a last line without its end. Found by holding the two against each other on some 100,000 torn plans.
"""


class _Reader(yaml.SafeLoader):
    """A reader that gives every plain scalar the tag of a text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


if yaml.__with_libyaml__:

    class _QuickReader(Composer, yaml.CSafeLoader):
        """The same with libyaml's parser. Not with its composer: lists nested 100,000 deep overrun its stack."""

        yaml_implicit_resolvers = {}  # noqa: RUF012

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            Composer.__init__(self)


def compose(source: Source) -> yaml.Node:
    """The root node of `source`.

    Raises PlanError: PLAN-003 nothing in it, PLAN-005 no YAML, PLAN-007 nested too deeply, PLAN-015 a second document.
    """
    return _composed_quickly(source.text) or _composed(source)


def _composed_quickly(text: str) -> yaml.Node | None:
    """The root node, or nothing where libyaml is missing or its word would not do."""
    if not yaml.__with_libyaml__ or _READ_OTHERWISE.search(text):
        return None
    try:
        return _QuickReader(text).get_single_node()
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None


def _composed(source: Source) -> yaml.Node:
    loader = _Reader(source.text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise PlanError([_syntax(source, error)]) from None
    except (ValueError, OverflowError):  # an escape beyond the last character there is
        raise PlanError([_syntax(source, yaml.MarkedYAMLError(problem_mark=loader.get_mark()))]) from None
    except RecursionError:
        raise PlanError.one(diagnostics.plan.TOO_MANY_ENTRIES.at(Location(source.path))) from None
    finally:
        loader.dispose()
    if node is None:
        raise PlanError.one(diagnostics.plan.FILE_EMPTY.at(Location(source.path)))
    return node


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    location = source.location(mark.line + 1, mark.column + 1) if mark else Location(source.path)
    if (error.problem and "another document" in error.problem) or "single document" in str(error.context):
        return diagnostics.plan.SECOND_DOCUMENT.at(location)
    return diagnostics.plan.NOT_YAML.at(location)
