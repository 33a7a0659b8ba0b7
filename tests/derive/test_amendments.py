"""Documents cite the amendments by which tasks came: in full once, then shortly; nobody else's document does."""

from pathlib import Path

import pytest

from gen.derive.amendments import amendments_for, cite_again, cite_in_full
from gen.derive.answers import form_revision
from gen.derive.dossier import Dossier
from gen.derive.form import derive_report_form
from gen.derive.source import derive_source_plan
from gen.derive.subplan import SubPlan, derive_sub_plan
from gen.plan.model import Amendment
from gen.text import BLANK
from gen.word.template.context import of_unit
from tests.support.plans import Data, base, dossiers_of, plan_of

FIRST: Data = {"id": "sd-1", "number": "45/KH-UBND", "date": "2021-05-10"}
SECOND: Data = {"id": "sd-2", "type": "Quyết định", "number": "9/QĐ-UBND", "date": "2022-01-03", "issuer": "UBND tỉnh"}
SHORT = "Kế hoạch số\u00a045/KH-UBND ngày 10/5/2021 của UBND huyện Sông Đà"
FULL = "Kế hoạch số\u00a045/KH-UBND ngày 10 tháng 5 năm 2021 của Ủy ban nhân dân huyện Sông Đà"


def amended(*items: Data, amendments: tuple[Data, ...] = (FIRST, SECOND), **keys: object) -> Data:
    """A plan that lays `items` on xa-a, and one task that no amendment names on xa-b."""
    head = {**base()["plan"], "number": "12", "date": "2020-11-05"}
    own = {"to": ["xa-a"], "heading": "UBND xã Xuân An", "items": list(items)}
    other = {"to": ["xa-b"], "heading": "UBND xã Xuân Bình", "items": [{"text": "Ươm cây."}]}
    parts = [{"heading": "NHIỆM VỤ", "role": "tasks", "assignments": [own, other]}]
    return base(plan=head, parts=parts, amendments=list(amendments), **keys)


def without(data: Data) -> Data:
    """The same plan as if it had not been amended; its items are those that no amendment names."""
    return {key: value for key, value in data.items() if key != "amendments"}


NEW: Data = {"id": "1.2a", "text": "Trồng cây.", "amended_by": "sd-1"}
OLD: Data = {"text": "Giữ rừng."}


def sources(plan: SubPlan) -> dict[str, str]:
    return {block.task: block.source for part in plan.parts for block in part.blocks if block.source}


def dossier(folder: Path, data: Data, unit: str = "xa-a") -> Dossier:
    return dossiers_of(folder, data)[unit]


def test_task_cites_the_amendment_by_which_it_came_and_the_others_do_not(tmp_path: Path) -> None:
    plan = derive_sub_plan(dossier(tmp_path, amended(OLD, NEW)))
    assert sources(plan) == {
        "1.1": "mục\u00a01.1",
        "1.2a": f"mục\u00a01.2a, được sửa đổi, bổ sung tại {SHORT}",
    }
    assert [row.source for row in plan.work] == [
        "mục\u00a01.1",
        "mục\u00a01.2a (Kế hoạch số\u00a045/KH-UBND ngày 10/5/2021)",
    ]


def test_bases_name_the_amendment_in_full_behind_the_plan(tmp_path: Path) -> None:
    last = derive_sub_plan(dossier(tmp_path, amended(OLD, NEW))).bases[-1]
    assert last.startswith("Thực hiện Kế hoạch số\u00a012/KH-UBND ngày 05 tháng 11 năm 2020 của Ủy ban nhân dân huyện")
    assert last.endswith(f"trồng cây trên địa bàn huyện (được sửa đổi, bổ sung bởi {FULL}).")


def test_amendment_changes_no_document_of_a_unit_whom_it_does_not_concern(tmp_path: Path) -> None:
    data = amended(OLD, NEW)
    now = dossier(tmp_path, data, "xa-b")
    before = dossier(tmp_path, without(amended(OLD)), "xa-b")
    assert derive_sub_plan(now) == derive_sub_plan(before)
    assert derive_report_form(now) == derive_report_form(before)
    assert of_unit(now) == of_unit(before)


def test_unit_that_lost_a_task_cites_the_amendment_that_names_it(tmp_path: Path) -> None:
    first = {**FIRST, "removes": ["2.2"], "for": ["xa-b"]}
    found = dossier(tmp_path, amended(OLD, NEW, amendments=(first, SECOND)), "xa-b")
    assert [amendment.id for amendment in amendments_for(found)] == ["sd-1"]
    assert FULL in derive_sub_plan(found).bases[-1]


def test_what_stands_below_came_by_the_same_amendment_unless_it_names_another(tmp_path: Path) -> None:
    heading = {"heading": "Rừng", "amended_by": "sd-1", "items": [OLD, {"text": "Tưới cây.", "amended_by": ["sd-2"]}]}
    found = sources(derive_sub_plan(dossier(tmp_path, amended(heading))))
    assert SHORT in found["1.1#1"]
    assert "1.1#2" in found
    assert found["1.1#2"].endswith("tại Quyết định số\u00a09/QĐ-UBND ngày 03/01/2022 của UBND tỉnh")


def test_section_names_an_amendment_for_all_its_tasks(tmp_path: Path) -> None:
    data = amended(OLD)
    data["parts"][0]["assignments"][0]["amended_by"] = "sd-2"
    assert "9/QĐ-UBND" in sources(derive_sub_plan(dossier(tmp_path, data)))["1.1"]


def test_task_amended_twice_cites_both_in_the_order_of_the_plan(tmp_path: Path) -> None:
    item = {"text": "Trồng cây.", "amended_by": ["sd-2", "sd-1"]}
    found = sources(derive_sub_plan(dossier(tmp_path, amended(item))))["1.1"]
    assert found.endswith(f"tại {SHORT} và Quyết định số\u00a09/QĐ-UBND ngày 03/01/2022 của UBND tỉnh")


def test_points_of_the_purpose_concern_every_unit(tmp_path: Path) -> None:
    data = amended(OLD)
    points = [{"text": "Phủ xanh đất trống.", "amended_by": "sd-1"}]
    data["parts"].insert(0, {"heading": "MỤC ĐÍCH", "role": "purpose", "items": points})
    assert all(FULL in derive_sub_plan(dossier(tmp_path, data, unit)).bases[-1] for unit in ("xa-a", "xa-b"))


def test_amended_report_cites_the_amendment_in_the_table_of_reports(tmp_path: Path) -> None:
    report = {"id": "bc", "name": "Báo cáo", "of": ["xa-b"], "to": "huyen", "frequency": "yearly", "amended_by": "sd-1"}
    place = {**report, "id": "bc-2", "source": "2"}
    plan = derive_sub_plan(dossier(tmp_path, amended(OLD, obligations=[report, place]), "xa-b"))
    assert [row.source for row in plan.reports] == [
        f"được sửa đổi, bổ sung tại {SHORT}",
        f"mục\u00a02, được sửa đổi, bổ sung tại {SHORT}",
    ]
    assert FULL in plan.bases[-1]


def test_form_says_which_of_its_tasks_were_amended_beside_its_questions(tmp_path: Path) -> None:
    other = {"text": "Tưới cây.", "amended_by": "sd-1"}
    form = derive_report_form(dossier(tmp_path, amended(OLD, NEW, other)))
    assert f"Nhiệm vụ tại mục\u00a01.2a; mục\u00a01.3 được sửa đổi, bổ sung tại {SHORT}." in form.period
    assert [row.text for row in form.groups[0].rows] == ["Giữ rừng.", "Trồng cây.", "Tưới cây."]


def test_form_asks_the_same_once_the_amendment_has_its_number(tmp_path: Path) -> None:
    drafts = [{key: value for key, value in FIRST.items() if key != "number"}, FIRST]
    forms = [derive_report_form(dossier(tmp_path, amended(NEW, amendments=(one,)))) for one in drafts]
    assert forms[0].period != forms[1].period
    assert form_revision(forms[0]) == form_revision(forms[1])


def test_form_refers_to_the_plan_with_its_amendment(tmp_path: Path) -> None:
    reference = of_unit(dossier(tmp_path, amended(OLD, NEW)))["ke_hoach"].dan_chieu
    assert reference.endswith(f"(được sửa đổi, bổ sung bởi {FULL})")


def test_plan_itself_says_first_by_what_its_words_came(tmp_path: Path) -> None:
    data = amended(OLD, NEW, opening=["Kế hoạch như sau."])
    first, second = derive_source_plan(plan_of(tmp_path, data)).opening
    assert first == (
        "Kế hoạch số\u00a012/KH-UBND ngày 05 tháng 11 năm 2020 của Ủy ban nhân dân huyện Sông Đà được sửa đổi, bổ sung "
        f"bởi {FULL}; Quyết định số\u00a09/QĐ-UBND ngày 03 tháng 01 năm 2022 của UBND tỉnh."
    )
    assert second == "Kế hoạch như sau."


@pytest.mark.parametrize(
    ("keys", "full", "short"),
    [
        ({"number": None}, f"Kế hoạch số\u00a0{BLANK} ngày 10 tháng 5 năm 2021", f"số\u00a0{BLANK} ngày 10/5/2021"),
        ({"date": "2021-05"}, f"45/KH-UBND ngày {BLANK} tháng 5 năm 2021", f"45/KH-UBND ngày {BLANK}/5/2021"),
        ({"date": "2021"}, f"45/KH-UBND ngày {BLANK} tháng {BLANK} năm 2021", "45/KH-UBND năm 2021"),
        ({"subject": "sửa đổi Kế hoạch số 12/KH-UBND"}, "Sông Đà sửa đổi Kế hoạch số 12/KH-UBND", "UBND huyện Sông Đà"),
    ],
)
def test_what_is_not_known_of_an_amendment_is_a_gap(keys: Data, full: str, short: str, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, amended(NEW))
    amendment = Amendment.model_validate({**FIRST, **keys})
    assert full in cite_in_full(plan, amendment)
    assert short in cite_again(plan, amendment)
