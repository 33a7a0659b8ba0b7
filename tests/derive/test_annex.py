"""The annex of a unit's plan: its tasks with who, by when, under whom, with which product, by whose authority."""

from pathlib import Path

import pytest

from gen.derive import wording
from gen.derive.annex import AnnexRow
from gen.derive.dossier import Dossier
from gen.derive.subplan import SubPlan, derive_sub_plan
from gen.text import BLANK
from tests.support.plans import Data, base, dossiers_of, with_sections

COMMUNES = {"to": ["communes"], "heading": "UBND các xã"}


def plans_of(folder: Path, *sections: Data, **changes: object) -> dict[str, SubPlan]:
    found = dossiers_of(folder, with_sections(*sections, **changes))
    return {unit: derive_sub_plan(dossier) for unit, dossier in found.items()}


def annex(folder: Path, *items: Data, unit: str = "xa-a") -> tuple[AnnexRow, ...]:
    return plans_of(folder, {**COMMUNES, "items": list(items)})[unit].annex


def paragraphs(plan: SubPlan) -> list[str]:
    return [block.text for part in plan.parts for block in part.blocks]


def test_row_says_all_that_makes_a_task_clear(tmp_path: Path) -> None:
    task = {
        "text": "Trồng cây {scope}.",
        "with": ["xa-b"],
        "for": ["xa-a"],
        "others": "các đoàn thể",
        "due": "Quý II/2026",
        "product": "20 ha rừng {scope}",
        "leader": "Phó Chủ tịch UBND huyện",
        "authority": "UBND huyện nghiệm thu",
    }
    assert annex(tmp_path, task) == (
        AnnexRow(
            number="1",
            task="1.1",
            text="Trồng cây trên địa bàn xã Xuân An.",
            leads="UBND xã Xuân An",
            supporters="UBND xã Xuân Bình; các đoàn thể",
            due="Quý II/2026",
            leader="Phó Chủ tịch UBND huyện",
            product="20 ha rừng trên địa bàn xã Xuân An",
            authority="UBND huyện nghiệm thu",
        ),
    )


@pytest.mark.parametrize("unit", ["xa-quai-to", "phong-ldtbxh"])
def test_plan_that_states_none_of_it_has_no_annex(seed_dossiers: dict[str, Dossier], unit: str) -> None:
    plan = derive_sub_plan(seed_dossiers[unit])
    assert (plan.annex, plan.annex_reference) == ((), "")
    assert wording.ANNEX not in paragraphs(plan)


def test_unit_whose_tasks_state_none_of_it_has_no_annex(tmp_path: Path) -> None:
    first, second = (
        {"text": "Ươm giống.", "for": ["xa-a"], "product": "Cây giống"},
        {"text": "Trồng cây.", "for": ["xa-b"]},
    )
    assert [row.text for row in annex(tmp_path, first, second, unit="xa-a")] == ["Ươm giống."]
    assert annex(tmp_path, first, second, unit="xa-b") == ()


def test_other_tasks_of_the_unit_stand_in_it_too(tmp_path: Path) -> None:
    rows = annex(tmp_path, {"text": "Ươm giống.", "product": "Cây giống"}, {"text": "Trồng cây."})
    assert [(row.number, row.product) for row in rows] == [("1.a", "Cây giống"), ("1.b", "")]


def test_plan_refers_to_its_annex_and_the_annex_to_the_plan(tmp_path: Path) -> None:
    plan = plans_of(tmp_path, {**COMMUNES, "items": [{"text": "Ươm giống.", "product": "Cây giống"}]})["xa-a"]
    assert wording.ANNEX in paragraphs(plan)
    day = f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    number = f"số\u00a0{BLANK}/KH-UBND"
    assert plan.annex_reference == f"(Kèm theo Kế hoạch {number} {day} của Ủy ban nhân dân xã Xuân An)"


def test_leader_and_authority_are_those_of_what_stands_above_unless_the_task_has_its_own(tmp_path: Path) -> None:
    heading = {
        "heading": "Trồng rừng",
        "leader": "Phó Chủ tịch A",
        "authority": "UBND huyện",
        "items": [
            {"text": "Ươm giống."},
            {
                "text": "Trồng cây.",
                "leader": "Phó Chủ tịch B",
                "items": [{"text": "Dọc đường."}, {"text": "Quanh trường."}],
            },
        ],
    }
    rows = annex(tmp_path, heading)
    assert [(row.text, row.leader, row.authority) for row in rows] == [
        ("Ươm giống.", "Phó Chủ tịch A", "UBND huyện"),
        ("Dọc đường.", "Phó Chủ tịch B", "UBND huyện"),
        ("Quanh trường.", "Phó Chủ tịch B", "UBND huyện"),
    ]


def test_product_of_the_whole_has_a_row_of_its_own_and_is_not_that_of_its_points(tmp_path: Path) -> None:
    whole = {
        "text": "Trồng cây:",
        "product": "20 ha rừng",
        "items": [{"text": "Dọc đường."}, {"text": "Quanh trường."}],
    }
    rows = [(row.number, row.text, row.product) for row in annex(tmp_path, whole)]
    assert rows == [
        ("1", "Trồng cây", "20 ha rừng"),
        ("1, ý\u00a01", "Dọc đường.", ""),
        ("1, ý\u00a02", "Quanh trường.", ""),
    ]


def test_details_in_the_words_are_not_said_twice(tmp_path: Path) -> None:
    task = {"text": "Ươm giống. Chủ trì: UBND các xã. Sản phẩm: Cây giống.", "product": "Cây giống"}
    plan = plans_of(tmp_path, {**COMMUNES, "items": [task]})["xa-a"]
    assert [row.text for row in plan.annex] == ["Ươm giống."]
    assert task["text"] in paragraphs(plan)


def test_one_of_many_that_lead_a_task_is_named_itself(tmp_path: Path) -> None:
    units = [*base()["units"], *({"id": f"xa-{n}", "kind": "commune", "name": f"Xã {n}"} for n in range(3))]
    section = {**COMMUNES, "items": [{"text": "Ươm giống.", "product": "Cây giống"}]}
    plans = plans_of(tmp_path, section, units=units)
    assert [row.leads for row in plans["xa-b"].annex] == ["Ủy ban nhân dân xã Xuân Bình"]


def test_supporter_reads_who_leads_and_that_it_supports(tmp_path: Path) -> None:
    section = {
        "to": ["xa-a"],
        "heading": "Xã Xuân An",
        "items": [{"text": "Ươm giống.", "with": ["xa-b"], "product": "Cây"}],
    }
    [row] = plans_of(tmp_path, section)["xa-b"].annex
    assert (row.leads, row.supporters, row.product) == ("UBND xã Xuân An", "UBND xã Xuân Bình", "Cây")


def test_large_group_that_supports_is_named_as_a_group(tmp_path: Path) -> None:
    units = [*base()["units"], *({"id": f"xa-{n}", "kind": "commune", "name": f"Xã {n}"} for n in range(12))]
    units.append({"id": "phong", "kind": "department", "name": "Phòng Nông nghiệp", "abbr": "NN"})
    section = {
        "to": ["phong"],
        "heading": "Phòng",
        "items": [{"text": "Ươm giống.", "with": ["communes"], "product": "Cây"}],
    }
    [row] = plans_of(tmp_path, section, units=units)["phong"].annex
    assert row.supporters == "Ủy ban nhân dân cấp xã"
