"""A template's loops → the same loops, which render a value once and know its text when they meet it again.

Thousands of units have the same tasks, and most of a document is rows and paragraphs that say them.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, Template, nodes
from markupsafe import Markup

from gen.canonical import canonical_bytes_of_plain, plain_reader

_LIMIT = 256
"""So many texts a loop remembers; then it begins anew. A text takes some kilobytes, and a process has a loop or two."""
_LEAST_TAGS = 3
"""The body of a loop with fewer tags is rendered as fast as its text is looked up."""
_PURE = (
    nodes.Output, nodes.TemplateData, nodes.If, nodes.Name, nodes.Getattr, nodes.Compare, nodes.Operand, nodes.Const,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Filter,
)  # fmt: skip
"""What may stand in such a body: nothing whose result depends on more than the value."""


class RememberedText(Markup):
    """The text of a loop's body, rendered and escaped."""

    __slots__ = ()


class _Body:
    """The body of a loop: a value → its text. Values of dataclasses that hold only texts and numbers are remembered."""

    def __init__(self, template: Template, target: str) -> None:
        self._template, self._target = template, target
        self._texts: dict[bytes, RememberedText] = {}

    def __call__(self, value: object) -> RememberedText:
        read = plain_reader(type(value))
        key = canonical_bytes_of_plain(read(value)) if read is not None else None
        if key is None:
            return self._rendered(value)
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= _LIMIT:
                self._texts.clear()
            text = self._texts[key] = self._rendered(value)
        return text

    def _rendered(self, value: object) -> RememberedText:
        template = self._template
        return RememberedText("".join(template.root_render_func(template.new_context({self._target: value}))))


def remember_bodies(
    environment: Environment, tree: nodes.Template, compile_tree: Callable[[nodes.Template], Template]
) -> None:
    """Put a look-up in the place of each body in `tree` that depends on nothing but the loop's own value.

    `compile_tree` makes a template of a body. The look-ups are filters of the `environment`, under names that no
    template can write.
    """
    for loop in [*tree.find_all(nodes.For)]:
        target = loop.target
        if not isinstance(target, nodes.Name) or loop.recursive or not _is_pure(loop.body, target.name):
            continue
        body = nodes.Template(loop.body, lineno=loop.lineno)
        body.set_environment(environment)
        name = f"remembered body {len(environment.filters)}"
        environment.filters[name] = _Body(compile_tree(body), target.name)
        look_up = nodes.Filter(nodes.Name(target.name, "load"), name, [], [], None, None)
        loop.body = [nodes.Output([look_up], lineno=loop.lineno)]
        loop.set_environment(environment)
        loop.set_lineno(loop.lineno, override=False)


def _is_pure(body: list[nodes.Node], target: str) -> bool:
    found = [node for top in body for node in (top, *top.find_all(nodes.Node))]
    names = {node.name for node in found if isinstance(node, nodes.Name)}
    tags = sum(
        not isinstance(part, nodes.TemplateData)
        for node in found
        if isinstance(node, nodes.Output)
        for part in node.nodes
    )
    return names == {target} and tags >= _LEAST_TAGS and all(isinstance(node, _PURE) for node in found)
