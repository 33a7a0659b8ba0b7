"""Where libyaml reads a plan, it reads what PyYAML reads, to the column; where it would not, PyYAML reads alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.errors import PlanError
from gen.plan.file import source as composing
from gen.plan.file.loading import load_plan
from gen.plan.file.source import read_source_file
from tests.support.plans import base, codes, write

CASES = sorted((Path(__file__).parents[1] / "cases" / "check").glob("*.yaml"))
PLAN_FILE = Path(__file__).parents[2] / "plan.yaml"
BITS = [
    *"[]{},:-&*!|>'\"%@`#\n ~?=",
    ": ",
    "- ",
    " #",
    "\n\n",
    "\n- ",
    ": ,",
    ": ]",
    "&a ",
    "*a",
    "|\n  ",
    ">-\n   ",
    "---\n",
]

needs_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")


def shown(node: yaml.Node, depth: int = 0) -> Any:
    """A node with its places, as far as a plan may be nested."""
    start, end = node.start_mark, node.end_mark
    here = (node.tag, start.line, start.column, end.line, end.column)
    if isinstance(node, yaml.ScalarNode):
        return *here, node.value, node.style or None
    if depth > 8:
        return here
    if isinstance(node, yaml.MappingNode):
        return *here, [(shown(key, depth + 1), shown(value, depth + 1)) for key, value in node.value]
    return *here, [shown(child, depth + 1) for child in node.value]


def slowly(path: Path) -> Any:
    """What PyYAML alone reads; None where it refuses."""
    try:
        return shown(composing._composed(read_source_file(path)))
    except PlanError:
        return None


@needs_libyaml
@pytest.mark.parametrize("path", [*CASES, PLAN_FILE], ids=lambda path: path.stem)
def test_both_readers_see_the_same(path: Path) -> None:
    try:
        node = composing._composed_quickly(read_source_file(path).text)
    except PlanError:
        return
    assert node is None or "anchors" in path.stem or shown(node) == slowly(path)


@needs_libyaml
def test_plan_of_tuan_giao_is_read_quickly() -> None:
    assert composing._composed_quickly(PLAN_FILE.read_text("utf-8")) is not None


@needs_libyaml
@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 2_000), st.sampled_from(BITS), st.integers(0, 2_000), st.sampled_from(BITS))
def test_both_readers_see_the_same_in_torn_plans(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: str, then: int, other: str
) -> None:
    text = "\n".join(PLAN_FILE.read_text("utf-8").split("\n")[165:200]) + "\n"
    text = text[:at] + bit + text[at:]
    text = text[:then] + other + text[then:]
    path = write(tmp_path_factory.getbasetemp(), text)
    node = composing._composed_quickly(text)
    assert node is None or shown(node) == slowly(path)


@pytest.mark.parametrize(
    "text",
    [
        "plan: {id: kh? 1}\n",
        "plan: {id: !kh-1, symbol: KH}\n",
        "plan: {id: , symbol: KH}\n",
        "plan: >-# x\n",
        "id: kh-1",
    ],
)
def test_what_the_two_read_otherwise_is_left_to_pyyaml(text: str) -> None:
    assert composing._composed_quickly(text) is None


@pytest.mark.parametrize("text", ["plan: [", "a: 1\n---\nb: 2\n", "# nothing\n", 'a: "\\q"\n'])
def test_refusals_are_pyyamls(tmp_path: Path, text: str) -> None:
    assert composing._composed_quickly(text) is None
    assert codes(tmp_path, text)[0] in {"PLAN-003", "PLAN-005", "PLAN-015"}


def test_without_libyaml_the_plan_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, base())
    quickly = load_plan(path)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert load_plan(path) == quickly


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_more_levels_than_the_stack_of_a_c_library_holds_end_soon(tmp_path: Path, opening: str) -> None:
    assert codes(tmp_path, opening * 200_000 + "\n") == ["PLAN-007"]
