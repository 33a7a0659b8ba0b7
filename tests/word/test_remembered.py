"""Loops whose bodies are remembered: the same text as when each is rendered anew."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import Template, UndefinedError, nodes

from gen.sharing import SharedTuple
from gen.word.template.remembered import remember_loops
from gen.word.template.sandbox import exact_environment

ROW = "<w:p>{{ r.text }}{% if r.flag %} ({{ r.number }}){% endif %}{{ r.text }}</w:p>"


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    flag: bool = False
    number: int = 0


def compiled(source: str) -> tuple[Template, list[str]]:
    """The template, and what it remembers: `_Body` for each body of a loop, `_Loop` for each whole loop."""
    environment = exact_environment()
    before = set(environment.filters)

    def compile_tree(tree: nodes.Template) -> Template:
        return Template.from_code(environment, environment.compile(tree), environment.make_globals(None))

    tree = environment.parse(source)
    remember_loops(environment, tree, compile_tree)
    found = (type(environment.filters[name]).__name__ for name in set(environment.filters) - before)
    return compile_tree(tree), sorted(name for name in found if name in ("_Body", "_Loop"))


@pytest.mark.parametrize("times", [1, 3])
def test_text_is_that_of_the_values_each_time(times: int) -> None:
    template, remembered = compiled(f"{{% for r in rows %}}{ROW}{{% endfor %}}")
    assert remembered == ["_Body", "_Loop"]
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
    ],
    ids=["another name", "place in the loop", "a call", "an assignment"],
)
def test_body_that_depends_on_more_than_its_value_is_not_remembered(body: str) -> None:
    assert compiled(f"{{% for r in rows %}}{body}{{% endfor %}}")[1] == []


@pytest.mark.parametrize(
    ("body", "kept"),
    [("{% for s in r.parts %}" + ROW + "{% endfor %}", ["_Loop"]), ("{{ r.text }}", ["_Loop"])],
    ids=["a loop in it", "too small"],
)
def test_body_that_is_not_worth_it_or_holds_others_is_remembered_in_its_loop_alone(body: str, kept: list[str]) -> None:
    assert compiled(f"{{% for r in rows %}}{body}{{% endfor %}}")[1] == kept


@pytest.mark.parametrize(
    "loop",
    [
        f"{{% for r in rows if r.flag %}}{ROW}{{% endfor %}}",
        f"{{% for r in rows %}}{ROW}{{% else %}}none{{% endfor %}}",
        f"{{% for r in rows[1:] %}}{ROW}{{% endfor %}}",
        f"{{% for r in rows.sorted().all %}}{ROW}{{% endfor %}}",
    ],
    ids=["a condition", "another end", "a slice", "a call"],
)
def test_loop_through_more_than_a_tuple_is_not_remembered_as_a_whole(loop: str) -> None:
    assert compiled(loop)[1] == ["_Body"]


def test_shared_tuple_is_rendered_once_by_each_loop() -> None:
    rows = SharedTuple([Row("a", True, 1), Row("b & c")])
    template, _remembered = compiled(
        f"{{% for r in rows %}}{ROW}{{% endfor %}}|{{% for r in rows %}}{{{{ r.text }}}}{{% endfor %}}"
    )
    first, again = template.render(rows=rows), template.render(rows=rows)
    assert first == again == template.render(rows=tuple(rows))
    assert first == "<w:p>a (1)a</w:p><w:p>b &amp; cb &amp; c</w:p>|ab &amp; c"
    assert len(rows.answers) == 2


def test_inner_loop_alone_is_remembered() -> None:
    template, remembered = compiled(
        f"{{% for part in parts %}}<x>{{{{ other }}}}{{% for r in part %}}{ROW}{{% endfor %}}</x>{{% endfor %}}"
    )
    assert remembered == ["_Body", "_Loop"]
    shared = SharedTuple([Row("a"), Row("b")])
    for _time in range(2):
        assert template.render(other="o", parts=[[Row("a")], [], shared]) == (
            "<x>o<w:p>aa</w:p></x><x>o</x><x>o<w:p>aa</w:p><w:p>bb</w:p></x>"
        )


def test_what_an_inner_loop_names_is_not_known_outside_of_it() -> None:
    template, _remembered = compiled(
        "{% for r in rows %}{{ s.text }}{% for s in r %}{{ s.text }}{% endfor %}{% endfor %}"
    )
    with pytest.raises(UndefinedError):
        template.render(rows=SharedTuple([(Row("a"),)]), s=Row("b"))
