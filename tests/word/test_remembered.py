"""Loops whose bodies are remembered: the same text as when each is rendered anew."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import Template, nodes

from gen.word.template.remembered import remember_bodies
from gen.word.template.sandbox import exact_environment

ROW = "<w:p>{{ r.text }}{% if r.flag %} ({{ r.number }}){% endif %}{{ r.text }}</w:p>"


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    flag: bool = False
    number: int = 0


def compiled(source: str) -> tuple[Template, list[str]]:
    """The template, and the names of the look-ups in it."""
    environment = exact_environment()
    before = set(environment.filters)

    def compile_tree(tree: nodes.Template) -> Template:
        return Template.from_code(environment, environment.compile(tree), environment.make_globals(None))

    tree = environment.parse(source)
    remember_bodies(environment, tree, compile_tree)
    return compile_tree(tree), sorted(set(environment.filters) - before)


@pytest.mark.parametrize("times", [1, 3])
def test_text_is_that_of_the_values_each_time(times: int) -> None:
    template, remembered = compiled(f"{{% for r in rows %}}{ROW}{{% endfor %}}")
    assert len(remembered) == 1
    rows = [Row("a & b", True, 3), Row("a & b"), Row("", True), Row("a & b", True, 3)]
    for _time in range(times):
        assert template.render(rows=rows) == (
            "<w:p>a &amp; b (3)a &amp; b</w:p><w:p>a &amp; ba &amp; b</w:p>"
            "<w:p> (0)</w:p><w:p>a &amp; b (3)a &amp; b</w:p>"
        )


def test_true_and_one_are_not_taken_for_each_other() -> None:
    template, _remembered = compiled("{% for r in rows %}{{ r.text }}{{ r.flag }}{{ r.number }}{% endfor %}")
    assert template.render(rows=[Row("a", True, 1), Row("a", 1, True)]) == "aTrue1a1True"


@pytest.mark.parametrize(
    "body",
    [
        f"{ROW}{{{{ other }}}}",
        f"{ROW}{{{{ loop.index }}}}",
        f"{ROW}{{{{ r.text.upper() }}}}",
        f"{{% set x = 1 %}}{ROW}",
        "{% for s in r.parts %}" + ROW + "{% endfor %}",
        "{{ r.text }}",
    ],
    ids=["another name", "place in the loop", "a call", "an assignment", "a loop in it", "too small"],
)
def test_body_that_depends_on_more_than_its_value_is_not_remembered(body: str) -> None:
    assert compiled(f"{{% for r in rows %}}{body}{{% endfor %}}")[1] == []


def test_inner_loop_alone_is_remembered() -> None:
    template, remembered = compiled(
        f"{{% for part in parts %}}<x>{{% for r in part %}}{ROW}{{% endfor %}}</x>{{% endfor %}}"
    )
    assert len(remembered) == 1
    assert template.render(parts=[[Row("a")], [], [Row("a"), Row("b")]]) == (
        "<x><w:p>aa</w:p></x><x></x><x><w:p>aa</w:p><w:p>bb</w:p></x>"
    )
