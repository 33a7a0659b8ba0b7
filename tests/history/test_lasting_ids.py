"""A task keeps its id whatever is put before it, and no new task gets the id of another, in random plans."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.history.carried_codes import map_codes
from gen.history.lasting_ids import carry_ids, with_ids
from gen.history.matching import list_tasks, stand_alike
from gen.plan.model import Plan
from gen.plan.outline import entries, tasks
from tests.support import plans

WORDS = st.text(alphabet=string.ascii_lowercase, min_size=12, max_size=12)
"""Texts of one word each: two of them are the same, or nothing alike."""
MARKS = st.sampled_from(["1.", "a)", "-", "none"])


def items(words: Any) -> Any:
    leaf = st.fixed_dictionaries({"text": words})
    return st.recursive(
        leaf,
        lambda below: st.one_of(
            st.fixed_dictionaries({"text": words, "marks": MARKS, "items": st.lists(below, min_size=1, max_size=3)}),
            st.fixed_dictionaries({"heading": words, "marks": MARKS, "items": st.lists(below, min_size=1, max_size=3)}),
        ),
        max_leaves=6,
    )


SECTIONS = st.lists(
    st.fixed_dictionaries({"marks": MARKS, "items": st.lists(items(WORDS), min_size=1, max_size=4)}),
    min_size=1,
    max_size=3,
)


def plan_of(sections: list[dict[str, Any]]) -> Plan:
    listed = [{"to": ["communes"], "heading": f"UBND {number}", **one} for number, one in enumerate(sections)]
    return Plan.model_validate(plans.with_sections(*listed), context=None)


def texts(plan: Plan) -> dict[str, str]:
    return {task.text: task.id for task in tasks(plan)}


def all_texts(sections: list[dict[str, Any]]) -> list[str]:
    found = []
    for one in sections:
        found += [one.get("text", ""), one.get("heading", ""), *all_texts(one.get("items", []))]
    return [text for text in found if text]


@st.composite
def changed(draw: st.DrawFn, sections: list[dict[str, Any]], depth: int = 0) -> list[dict[str, Any]]:
    """The sections, or items, with some inserted, removed, moved."""
    found = []
    for one in sections:
        if depth and draw(st.integers(0, 5)) == 0:
            continue
        if depth and draw(st.integers(0, 3)) == 0:
            found.append(draw(items(WORDS)))
        below = draw(changed(one["items"], depth + 1)) if one.get("items") else []
        if one.get("items") and not below:
            below = [draw(items(WORDS))]
        found.append({**one, **({"items": below} if below else {})})
    if depth and draw(st.booleans()):
        found = draw(st.permutations(found))
    return list(found)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_each_task_keeps_its_id_through_every_change(data: st.DataObject) -> None:
    sections = data.draw(SECTIONS.filter(lambda s: max(Counter(all_texts(s)).values()) == 1))
    plan, retired, ever = plan_of(sections), (), {}
    for _step in range(3):
        sections = data.draw(changed(sections))
        if not sections or any(not one["items"] for one in sections) or max(Counter(all_texts(sections)).values()) > 1:
            return
        ever.update({task_id: text for text, task_id in texts(plan).items()})
        new = plan_of(sections)
        carried = carry_ids(plan, new, retired)
        now = with_ids(new, carried.ids)
        ids = [entry.id for entry in entries(now)]
        assert len(ids) == len(set(ids))
        assert [entry.text for entry in entries(now)] == [entry.text for entry in entries(new)]
        above, above_now = ({task.text: task.above for task in list_tasks(one)} for one in (plan, now))
        if any(not stand_alike(words, above_now[text]) for text, words in above.items() if text in above_now):
            return  # the same words below quite others: another task
        before = texts(plan)
        for text, task_id in texts(now).items():
            assert task_id == before[text] if text in before else ever.get(task_id, text) == text
        assert dict(map_codes(plan, now)) == {i: i for t, i in before.items() if t in texts(now)}
        plan, retired = now, carried.retired


def test_items_below_one_that_has_another_number_have_ids_of_their_own() -> None:
    """A dash below a number is #, below a dash +: 1.1a#1 has 1.1a#1+1 below it, and not 1.1a#1#1."""
    first = plan_of([{"marks": "1.", "items": [{"text": "aa", "marks": "-", "items": [{"text": "ab"}]}]}])
    head = {"heading": "ac", "marks": "-", "items": [{"text": "ad"}]}
    second = plan_of([{"marks": "1.", "items": [{"text": "aa", "marks": "-", "items": [head]}]}])
    carried = carry_ids(first, second)
    second = with_ids(second, carried.ids)
    third = plan_of([{"marks": "1.", "items": [{**head, "items": [{"text": "ae"}, {"text": "ad"}]}]}])
    now = with_ids(third, carry_ids(second, third, carried.retired).ids)
    ids = [entry.id for entry in entries(now)]
    assert len(ids) == len(set(ids))
    assert texts(now)["ad"] == texts(second)["ad"]


def test_report_that_names_a_task_by_its_number_means_the_task_that_has_it_now(tmp_path: Path) -> None:
    def plan(*words: str, source: str) -> Plan:
        report = {"id": "quy", "name": "Báo cáo", "of": ["communes"], "to": "huyen", "frequency": "quarterly"}
        section = {"to": ["communes"], "heading": "UBND", "items": [{"text": text} for text in words]}
        return plans.plan_of(tmp_path, plans.with_sections(section, obligations=[{**report, "source": source}]))

    old = plan("Trồng rừng phòng hộ.", source="1.1")
    new = plan("Làm đường liên thôn.", "Trồng rừng phòng hộ.", source="1.2")
    now = with_ids(new, carry_ids(old, new).ids)
    assert [task.id for task in tasks(now)] == ["1.1a", "1.1"]
    assert now.obligations[0].source == "1.1"
