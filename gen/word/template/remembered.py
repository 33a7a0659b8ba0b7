"""A template's loops → the same loops, which render a value once and know its text when they meet it again.

Thousands of units have the same tasks, and most of a document is rows and paragraphs that say them. A loop over a
shared tuple (`gen.sharing`) is rendered once as a whole; in one over any other tuple, what it says of each member.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from gen.canonical import canonical_bytes_of_plain, plain_reader
from gen.sharing import has_shared, once_if_shared, pieces_of

_LIMIT = 256
"""So many texts a loop remembers; then it begins anew. A text takes some kilobytes, and a process has a loop or two."""
_LEAST_TAGS = 3
"""The body of a loop with fewer tags is rendered as fast as its text is looked up."""
_PURE = (
    nodes.Output, nodes.TemplateData, nodes.If, nodes.Name, nodes.Getattr, nodes.Compare, nodes.Operand, nodes.Const,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Filter, nodes.For,
)  # fmt: skip
"""What may stand in such a body: nothing whose result depends on more than the value."""
_MEMBERS = "members"
"""What a loop goes through, in the template of the loop alone."""


class RememberedText(Markup):
    """The text of a loop, or of its body, rendered and escaped."""

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
        return RememberedText(
            "".join(template.root_render_func(template.new_context({self._target: value}, shared=True)))
        )


class _Loop:
    """A whole loop: the shared tuple, or one of pieces, that it goes through → its text."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def __call__(self, members: tuple[object, ...]) -> RememberedText:
        texts = [_rendered_loop(piece, self._template) for piece in pieces_of(members)]
        return texts[0] if len(texts) == 1 else RememberedText("".join(texts))


@once_if_shared
def _rendered_loop(members: tuple[object, ...], loop: Template) -> RememberedText:
    return RememberedText("".join(loop.root_render_func(loop.new_context({_MEMBERS: members}, shared=True))))


def remember_loops(
    environment: Environment, tree: nodes.Template, compile_tree: Callable[[nodes.Template], Template]
) -> None:
    """Put look-ups in the place of loops in `tree`, and of their bodies, that depend on nothing else than their values.

    `compile_tree` makes a template of a loop or a body. The look-ups are filters of the `environment`, under names that
    no template can write.
    """
    _Rememberer(environment, compile_tree).visit(tree)


class _Rememberer(NodeTransformer):
    def __init__(self, environment: Environment, compile_tree: Callable[[nodes.Template], Template]) -> None:
        self._environment, self._compile_tree = environment, compile_tree

    def visit_For(self, loop: nodes.For) -> nodes.Node:  # noqa: N802 – Jinja calls it so
        """The loop with look-ups in it; those inside of it come first."""
        self.generic_visit(loop)
        if loop.recursive or not isinstance(loop.target, nodes.Name) or not _is_pure(loop.body, loop.target.name):
            return loop
        if _count_tags(loop.body) >= _LEAST_TAGS and not any(_loops_in(loop.body)):
            body = _Body(self._compile(loop.body), loop.target.name)
            loop.body = [nodes.Output([self._look_up(nodes.Name(loop.target.name, "load"), body)])]
        remembered = self._whole(loop, loop.iter) if isinstance(loop.iter, nodes.Name | nodes.Getattr) else loop
        remembered.set_environment(self._environment)
        remembered.set_lineno(loop.lineno or 1, override=False)
        return remembered

    def _whole(self, loop: nodes.For, members: nodes.Name | nodes.Getattr) -> nodes.Node:
        """The text of the whole `loop` where its `members` are shared, else the loop."""
        if loop.test is not None or loop.else_ or not _is_place(members):
            return loop
        alone = nodes.For(loop.target, nodes.Name(_MEMBERS, "load"), loop.body, [], None, False)
        text = self._look_up(members, _Loop(self._compile([alone])))
        return nodes.If(self._look_up(members, has_shared), [nodes.Output([text])], [], [loop])

    def _compile(self, body: list[nodes.Node]) -> Template:
        tree = nodes.Template(body, lineno=1)
        tree.set_environment(self._environment)
        tree.set_lineno(1)
        return self._compile_tree(tree)

    def _look_up(self, value: nodes.Expr, found: Callable[[Any], object]) -> nodes.Filter:
        name = f"remembered {len(self._environment.filters)}"
        self._environment.filters[name] = found
        return nodes.Filter(value, name, [], [], None, None)


def _is_place(expression: nodes.Node) -> bool:
    """Whether it is a name, or an attribute of one: what can be read twice."""
    while isinstance(expression, nodes.Getattr):
        expression = expression.node
    return isinstance(expression, nodes.Name)


def _loops_in(body: list[nodes.Node]) -> Iterator[nodes.For]:
    return (node for node in _walk(body) if isinstance(node, nodes.For))


def _walk(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    return (node for top in body for node in (top, *top.find_all(nodes.Node)))


def _is_pure(body: list[nodes.Node], target: str) -> bool:
    bound = {target, *(loop.target.name for loop in _loops_in(body) if isinstance(loop.target, nodes.Name))}
    names = {node.name for node in _walk(body) if isinstance(node, nodes.Name)}
    return names <= bound and all(isinstance(node, _PURE) for node in _walk(body))


def _count_tags(body: list[nodes.Node]) -> int:
    return sum(
        not isinstance(part, nodes.TemplateData)
        for node in _walk(body)
        if isinstance(node, nodes.Output)
        for part in node.nodes
    )
