"""What is printed before a section or an item, and texts of a section that are no tasks."""

from pathlib import Path

import pytest

import gen
from gen.derive.source import derive_source_plan
from gen.derive.subplan import derive_sub_plan
from gen.pipeline.lists import list_assignments
from gen.plan.model import Plan
from gen.plan.outline import entries, part_code, tasks
from gen.survey import survey_unit
from tests.support import plans

ROOTS = {"to": ["xa-a"], "heading": "Xã Xuân An", "items": [{"text": "Trồng cây."}]}


def plan_with(folder: Path, *sections: plans.Data) -> Plan:
    return plans.load(folder, plans.with_sections(*sections)).plan


def printed(plan: Plan) -> list[tuple[str, str]]:
    return [(block.mark, block.text) for part in derive_source_plan(plan).parts for block in part.blocks]


def test_section_without_a_number_is_printed_without_one_and_counts_on(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, {**ROOTS, "number": ""}, {**ROOTS, "heading": "Xã Xuân Bình"})
    assert printed(plan) == [
        ("", "Xã Xuân An"), ("1.", "Trồng cây."), ("2.", "Xã Xuân Bình"), ("2.1.", "Trồng cây."),
    ]  # fmt: skip
    assert [task.id for task in tasks(plan)] == ["I#1.1", "2.1"]


def test_number_of_a_section_is_printed_as_it_stands(tmp_path: Path) -> None:
    assert printed(plan_with(tmp_path, {**ROOTS, "number": "a)"}))[0] == ("a)", "Xã Xuân An")


def test_item_without_a_number_is_printed_without_one(tmp_path: Path) -> None:
    items = [{"text": "Trồng cây."}, {"text": "Giữ cây.", "number": ""}]
    plan = plan_with(tmp_path, {**ROOTS, "items": items})
    assert printed(plan)[1:] == [("1.1.", "Trồng cây."), ("", "Giữ cây.")]
    assert [task.id for task in tasks(plan)] == ["1.1", "1#2"]


def test_text_that_is_no_task_is_printed_in_the_source_and_asked_of_nobody(tmp_path: Path) -> None:
    items = [{"text": "Trồng cây."}, {"text": "Cây do huyện cấp.", "task": False}]
    data = plans.with_sections({**ROOTS, "items": items})
    plan = plans.plan_of(tmp_path, data)
    assert ("1.2.", "Cây do huyện cấp.") in printed(plan)
    assert [task.text for task in tasks(plan)] == ["Trồng cây."]
    assert "Cây do huyện cấp." not in str(derive_sub_plan(plans.dossiers_of(tmp_path, data)["xa-a"]))


def test_text_that_is_no_task_needs_nobody(tmp_path: Path) -> None:
    items = [{"text": "Trồng cây.", "to": ["xa-a"]}, {"text": "Cây do huyện cấp.", "task": False}]
    plan = plan_with(tmp_path, {"heading": "Xã Xuân An", "items": items})
    assert [entry.role.value for entry in entries(plan)][-1] == "note"


def test_task_stands_behind_the_number_of_a_section_without_a_heading(tmp_path: Path) -> None:
    section = {"to": ["xa-a"], "marks": "none", "items": [{"text": "Căn cứ Kế hoạch này, trồng cây."}]}
    plan = plan_with(tmp_path, section, {**ROOTS, "marks": "-"})
    assert printed(plan) == [
        ("1.", "Căn cứ Kế hoạch này, trồng cây."), ("2.", "Xã Xuân An"), ("-", "Trồng cây."),
    ]  # fmt: skip
    assert [task.id for task in tasks(plan)] == ["1#1", "2#1"]


def test_words_that_go_on_from_a_heading_stand_on_its_line_and_begin_a_sentence_elsewhere(tmp_path: Path) -> None:
    items = [{"text": "**chủ trì** trồng.", "run_on": True, "items": [{"text": "Keo."}]}, {"text": "Giữ cây."}]
    section = {"to": ["xa-a"], "heading": "Giao xã Xuân An", "marks": "none", "items": items}
    data = plans.with_sections(section)
    assert printed(plans.plan_of(tmp_path, data)) == [
        ("1.", "**Giao xã Xuân An** **chủ trì** trồng."), ("-", "Keo."), ("", "Giữ cây."),
    ]  # fmt: skip
    text = str(derive_sub_plan(plans.dossiers_of(tmp_path, data)["xa-a"]))
    assert "**Chủ trì** trồng." in text
    assert "Giữ cây." in text


RUN_ON = {
    "to": ["xa-a"], "heading": "Giao xã Xuân An", "marks": "none",
    "items": [{"text": "chủ trì trồng.", "run_on": True}],
}  # fmt: skip
UNHEADED = {"to": ["xa-b"], "marks": "none", "items": [{"text": "Căn cứ Kế hoạch này, giữ cây."}]}


def test_list_of_assignments_has_whole_sentences_and_names_every_section(tmp_path: Path) -> None:
    rows = list_assignments(plan_with(tmp_path, RUN_ON, UNHEADED))
    assert [(row.section, row.text) for row in rows] == [
        ("1. Giao xã Xuân An", "Chủ trì trồng."),
        ("Căn cứ Kế hoạch này, giữ cây.", "Căn cứ Kế hoạch này, giữ cây."),
    ]


def test_survey_of_a_unit_has_whole_sentences(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, RUN_ON, UNHEADED)
    assert [line.text for line in survey_unit(plan, "xa-a").tasks] == ["Chủ trì trồng."]


def test_plan_one_level_down_has_whole_sentences(tmp_path: Path) -> None:
    path = plans.write(tmp_path, plans.with_sections(RUN_ON, UNHEADED))
    gen.cascade("xa-a", path, to=tmp_path / "xa")
    assert "Chủ trì trồng." in (tmp_path / "xa" / "plan.yaml").read_text("utf-8")


def test_annex_is_printed_behind_the_signature(tmp_path: Path) -> None:
    data = plans.with_sections(ROOTS)
    annex = {"heading": "PHỤ LỤC", "role": "tasks", "annex": True, "assignments": [{**ROOTS, "heading": "Việc"}]}
    source = derive_source_plan(plans.plan_of(tmp_path, {**data, "parts": [*data["parts"], annex]}))
    assert [part.heading for part in source.annexes] == ["PHỤ LỤC"]
    assert "PHỤ LỤC" not in [part.heading for part in source.parts]


def test_part_within_another_is_printed_with_its_own_number_and_has_the_code_of_both(tmp_path: Path) -> None:
    data = plans.with_sections(ROOTS)
    heads = [{"number": "A", "heading": "CHUNG"}, {"number": "B", "heading": "RIÊNG"}]
    below = [{"number": "I", "within": one, "heading": "VỐN", "items": [{"text": "Vay."}]} for one in ("A", "B")]
    nested = [heads[0], below[0], heads[1], below[1]]
    plan = plans.plan_of(tmp_path, {**data, "parts": [*nested, *data["parts"]]})
    assert [part.number for part in derive_source_plan(plan).parts][:4] == ["A", "I", "B", "I"]
    assert [entry.id for entry in entries(plan)][:6] == ["A", "A.I", "A.I.1", "B", "B.I", "B.I.1"]


@pytest.mark.parametrize(
    ("number", "code"),
    [("Điều 2", "Đ2"), ("PHẦN THỨ NHẤT", "PT1"), ("Phần I", "PI"), ("I-", "I"), ("A.", "A"), (None, "I"), ("3", "3")],
)
def test_code_of_a_part_is_made_of_its_number(number: str | None, code: str) -> None:
    assert part_code(number, 0) == code


def test_number_with_a_hyphen_is_printed_as_it_stands(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, {**ROOTS, "number": "1-", "items": [{"text": "Trồng cây.", "number": "1.1-"}]})
    assert printed(plan) == [("1-", "Xã Xuân An"), ("1.1-", "Trồng cây.")]
    assert [task.id for task in tasks(plan)] == ["1.1"]


def test_numbers_below_a_lettered_section_begin_anew(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, {**ROOTS, "number": "A"}, {**ROOTS, "number": "Bước 2:"})
    assert printed(plan) == [
        ("A.", "Xã Xuân An"), ("1.", "Trồng cây."), ("Bước 2:", "Xã Xuân An"), ("1.", "Trồng cây."),
    ]  # fmt: skip
    assert [task.id for task in tasks(plan)] == ["A.1", "B2.1"]
