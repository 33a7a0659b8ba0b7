"""An id that is used twice: the old one stays, the new one is told an id that is free."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.errors import PlanError
from gen.plan.checks.ids import propose_id, propose_task_id
from gen.plan.fields import ID_LENGTH, ID_PATTERN, TASK_ID_PATTERN
from gen.plan.outline import tasks
from tests.support.plans import Data, load, plan_of, with_sections

TASK_IDS = st.from_regex(TASK_ID_PATTERN.replace("$", r"\Z"), fullmatch=True)
TASK_ID, ID = re.compile(TASK_ID_PATTERN), re.compile(ID_PATTERN)
NAMES = st.from_regex(ID_PATTERN.replace("$", r"\Z"), fullmatch=True).filter(lambda name: len(name) <= ID_LENGTH)


@pytest.mark.parametrize(
    ("task_id", "taken", "free"),
    [
        ("9#2", {"9#2"}, "9#2a"),
        ("9#2", {"9#2", "9#2a", "9#2b"}, "9#2c"),
        ("9#2b", {"9#2a", "9#2b"}, "9#2c"),
        ("I.2.a", {"I.2.a"}, "I.2.a1"),
        ("1.5#1+2", {"1.5#1+2"}, "1.5#1+2a"),
    ],
)
def test_new_task_is_numbered_as_offices_do(task_id: str, taken: set[str], free: str) -> None:
    assert propose_task_id(task_id, taken) == free


@given(TASK_IDS, st.sets(TASK_IDS, max_size=5), st.integers(0, 40))
def test_proposed_task_id_is_free_and_has_the_form_of_one(task_id: str, others: set[str], rounds: int) -> None:
    taken = {task_id, *others}
    for _ in range(rounds):
        taken.add(propose_task_id(task_id, taken))
    free = propose_task_id(task_id, taken)
    assert free not in taken
    assert TASK_ID.fullmatch(free)


@given(NAMES, st.integers(0, 12))
def test_proposed_name_is_free_and_has_the_form_of_one(name: str, rounds: int) -> None:
    taken = {name}
    for _ in range(rounds):
        taken.add(propose_id(name, taken))
    free = propose_id(name, taken)
    assert free not in taken
    assert ID.fullmatch(free)
    assert len(free) <= ID_LENGTH


def section(*items: Data) -> Data:
    return with_sections({"to": ["communes"], "heading": "UBND các xã", "items": list(items)})


def remedies(folder: Path, data: Data) -> list[tuple[int, str]]:
    """The line of each task whose id stands twice, and what is proposed."""
    with pytest.raises(PlanError) as raised:
        load(folder, data)
    return [(found.location.line if found.location else 0, found.hint) for found in raised.value.diagnostics]


def test_following_the_remedies_leaves_every_old_task_its_id(tmp_path: Path) -> None:
    old = [{"id": f"1.{n}", "text": f"Việc cũ {n}."} for n in (1, 2, 3)]
    new = [{"text": "Việc mới một."}, {"text": "Việc mới hai."}]
    items: list[Data] = [new[0], old[0], new[1], old[1], old[2]]
    proposed = [re.search(r'gets id: "([^"]+)"', hint) for _line, hint in remedies(tmp_path, section(*items))]
    for item, found in zip(new, proposed, strict=True):
        assert found
        item["id"] = found[1]
    assert [(task.id, task.text) for task in tasks(plan_of(tmp_path, section(*items)))] == [
        ("1.1a", "Việc mới một."),
        ("1.1", "Việc cũ 1."),
        ("1.3a", "Việc mới hai."),
        ("1.2", "Việc cũ 2."),
        ("1.3", "Việc cũ 3."),
    ]


def test_id_of_a_task_that_an_amendment_took_away_is_not_free(tmp_path: Path) -> None:
    data = section({"text": "Việc mới."}, {"id": "1.1", "text": "Việc cũ."})
    data["amendments"] = [{"id": "sd-1", "date": "2021-05", "removes": ["1.1a"]}]
    [(_line, hint)] = remedies(tmp_path, data)
    assert 'gets id: "1.1b"' in hint


def test_tasks_below_a_section_counted_twice_are_not_named_with_it(tmp_path: Path) -> None:
    sections = [
        {"to": ["communes"], "heading": "UBND các xã", "number": number, "items": [{"text": text}, {"text": text * 2}]}
        for number, text in (("1.", "Trồng cây. "), ("1.", "Giữ rừng. "))
    ]
    assert [hint for _line, hint in remedies(tmp_path, with_sections(*sections))] == [
        "give the one that came later a number: that is free"
    ]
