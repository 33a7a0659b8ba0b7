"""Tasks of the same words are told apart by where they stand and whom they bind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gen.history.carried_codes import map_codes
from gen.history.lasting_ids import carry_ids, with_ids
from gen.plan.outline import outline
from tests.support import plans


def section(heading: str, *items: Any, to: str = "communes") -> dict[str, Any]:
    return {"to": [to], "heading": heading, "items": list(items)}


def under(heading: str, *texts: str) -> dict[str, Any]:
    return {"heading": heading, "items": [{"text": text} for text in texts]}


def target(of: str) -> dict[str, Any]:
    return {"raw": "đạt 90%", "op": ">=", "value": 90, "of": of}


FOREST, CATTLE, ROADS = (under(name, "Lập danh sách hộ.") for name in ("Trồng rừng", "Nuôi bò", "Làm đường"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([section("UBND xã", FOREST, CATTLE)], [section("UBND xã", CATTLE, FOREST)]),
        ([section("UBND xã", FOREST, CATTLE)], [section("UBND xã", CATTLE)]),
        ([section("UBND xã", FOREST, CATTLE)], [section("UBND xã", ROADS, FOREST, CATTLE)]),
        ([section("Xã A", FOREST), section("Xã B", FOREST)], [section("Xã B", FOREST)]),
        ([section("Xã A", FOREST)], [section("Xã B", FOREST), section("Xã A", FOREST)]),
        ([section("UBND xã", FOREST, CATTLE)], [section("UBND xã", ROADS, CATTLE)]),
    ],
)
def test_task_keeps_its_id_with_what_it_stands_below(before: list[Any], after: list[Any], tmp_path: Path) -> None:
    def places(plan: Any) -> dict[tuple[str, str], str]:
        sections = [one for part in outline(plan) for one in part.children]
        return {(one.text, head.text): head.children[0].id for one in sections for head in one.children}

    old = plans.plan_of(tmp_path, plans.with_sections(*before))
    new = plans.plan_of(tmp_path, plans.with_sections(*after))
    now = with_ids(new, carry_ids(old, new).ids)
    kept = places(old).keys() & places(now).keys()
    assert {place: places(now)[place] for place in kept} == {place: places(old)[place] for place in kept}
    assert dict(map_codes(old, now)) == {places(old)[place]: places(old)[place] for place in kept}


def test_target_of_another_task_is_another_one_though_its_words_are_the_same(tmp_path: Path) -> None:
    forest = {"text": "Trồng rừng phòng hộ."}
    cattle = {"text": "Nuôi bò sinh sản."}
    with_target = {"targets": [target("số hộ tham gia")]}
    old = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", {**forest, **with_target}, cattle)))
    new = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", forest, {**cattle, **with_target})))
    assert dict(map_codes(old, new)) == {"1.1": "1.1", "1.2": "1.2"}


def test_target_goes_with_its_number_when_another_is_put_before_it(tmp_path: Path) -> None:
    def plan(*of: str) -> Any:
        task = {"text": "Trồng rừng phòng hộ.", "targets": [target(one) for one in of]}
        return plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", task)))

    assert dict(map_codes(plan("số hộ"), plan("số thôn", "số hộ"))) == {"1.1": "1.1", "1.1/1": "1.1/2"}


def test_answer_is_not_moved_with_a_twin_that_took_the_id_and_went_to_another_section(tmp_path: Path) -> None:
    task, other = {"text": "Lập danh sách hộ."}, {"text": "Sửa đường."}
    first = plans.plan_of(tmp_path, plans.with_sections(section("Xã A", task), section("Xã B", other)))
    twin = plans.plan_of(tmp_path, plans.with_sections(section("Xã A", task, task), section("Xã B", other)))
    twin = with_ids(twin, carry_ids(first, twin).ids)
    moved = {"text": "Lập danh sách hộ.", "id": "1.1"}
    kept = {"text": "Lập danh sách hộ.", "id": "1.2"}
    last = plans.plan_of(tmp_path, plans.with_sections(section("Xã A", kept), section("Xã B", other, moved)))
    assert "1.1" in map_codes(first, twin)
    assert "1.1" not in map_codes(first, last)


def due_before(day: str, words: str = "Lập danh sách hộ", **more: Any) -> dict[str, Any]:
    raw = f"trước ngày {day}"
    return {"text": f"{words}, xong {raw}.", "due": {"raw": raw, "kind": "before"}, **more}


@pytest.mark.parametrize(
    ("before", "after", "carried"),
    [
        ([due_before("30/6/2021")], [due_before("31/8/2021")], ["1.1"]),
        ([due_before("30/6/2021")], [{"text": "Lập danh sách hộ, xong trước ngày 31/8/2021."}], []),
        ([due_before("30/6/2021")], [due_before("31/8/2021", "Lập danh sách thôn")], []),
        ([due_before("30/6/2021")], [due_before("31/8/2021", id="1.1"), due_before("1/9/2021")], []),
        ([due_before("30/6/2021"), due_before("1/7/2021")], [due_before("31/8/2021", id="1.1")], []),
        ([due_before("30/6/2021")], [due_before("31/8/2021", id="1.1"), due_before("30/6/2021")], []),
        (
            [due_before("30/6/2021"), {"text": "Lập danh sách hộ, xong trước ngày 1/7/2021."}],
            [due_before("31/8/2021", id="1.1")],
            [],
        ),
    ],
    ids=[
        "deadline",
        "deadline not stated",
        "other words",
        "twin came",
        "twin was there",
        "twin of the old words",
        "twin without a stated deadline",
    ],
)
def test_task_whose_deadline_alone_was_moved_is_the_same(
    before: list[Any], after: list[Any], carried: list[str], tmp_path: Path
) -> None:
    old = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", *before)))
    new = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", *after)))
    now = with_ids(new, carry_ids(old, new).ids)
    assert [code for code, there in map_codes(old, now).items() if code == there] == carried


POOR, MADE = "Rà soát hộ nghèo năm {0}, xong năm {0}.", "Chi vốn giao {0}/2024, xong {0}."


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (POOR, "năm 2021", "năm 2022"),
        (MADE, "trước ngày 3/5", "trước ngày 3/6"),
        ("Nộp 15 bản ngày {0}.", "5", "6"),
        ("Dùng vốn của kế hoạch {0}-2025.", "2021", "2022"),
        ("{0}.", "Hằng tháng", "Hằng quý"),
        ("Chỉ tiêu: {0}.", "đạt 90% năm 2021", "đạt 50% năm 2021"),
    ],
    ids=["twice", "within a date", "within a number", "within years", "nothing else", "with the target"],
)
def test_words_that_say_more_than_the_deadline_are_other_words(
    words: str, before: str, after: str, tmp_path: Path
) -> None:
    old, new = (
        plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", task)))
        for task in (
            {"text": words.format(raw), "due": {"raw": raw}, "targets": [{**target("hộ"), "raw": share}]}
            for raw, share in ((before, "đạt 90%"), (after, "đạt 50%"))
        )
    )
    assert map_codes(old, new) == {}


def test_moved_deadline_below_another_heading_is_another_task(tmp_path: Path) -> None:
    """What was "xong" of the trees is not that of the wells, though the id went there."""
    before, after = (due_before(day, "Làm", id="x") for day in ("30/6/2021", "31/8/2021"))
    trees, wells = ({"heading": name, "items": [{"text": "Khảo sát."}]} for name in ("Trồng cây", "Đào giếng"))
    old = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", {**trees, "items": [before]}, wells)))
    new = plans.plan_of(tmp_path, plans.with_sections(section("UBND xã", trees, {**wells, "items": [after]})))
    assert "x" not in map_codes(old, new)
