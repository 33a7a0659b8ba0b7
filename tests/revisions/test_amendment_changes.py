"""From one version of a plan to the next: by which amendment each task changed, in text, JSON and Word."""

import io
import json
from pathlib import Path

import pytest
from docx import Document

from gen.revisions import Comparison, compare
from tests.support.plans import Data, plan_of, with_sections

FIRST: Data = {"id": "sd-1", "number": "45/KH-UBND", "date": "2021-05-10", "does": "thêm việc trồng cây"}
SECOND: Data = {"id": "sd-2", "number": "50/KH-UBND", "date": "2021-06-10"}
SHORT = "Kế hoạch số\u00a045/KH-UBND ngày 10/5/2021 của UBND huyện Sông Đà"
KEPT: Data = {"id": "1.1", "text": "Giữ rừng đầu nguồn."}
GONE: Data = {"id": "1.2", "text": "Ươm cây giống ở mỗi bản."}
NEW: Data = {"id": "1.1a", "text": "Trồng cây dọc các tuyến đường của xã.", "amended_by": "sd-1"}


def plan_data(*items: Data, **keys: object) -> Data:
    return with_sections({"to": ["xa-a"], "heading": "UBND xã", "items": list(items)}, **keys)


def compared(folder: Path, old: Data, new: Data) -> Comparison:
    return compare(plan_of(folder, old), plan_of(folder, new))


@pytest.fixture
def amended(tmp_path: Path) -> Comparison:
    """One task new, one reworded, one gone by the first amendment, one moved to another day by none."""
    old = plan_data(
        KEPT, GONE, {"id": "1.3", "text": "Làm cỏ."}, {"id": "1.4", "text": "Tưới cây.", "due": "2021-05-01"}
    )
    first = {**FIRST, "removes": ["1.2"]}
    reworded = {"id": "1.3", "text": "Làm cỏ mỗi tháng.", "amended_by": ["sd-1"]}
    moved = {"id": "1.4", "text": "Tưới cây.", "due": "2021-06-01"}
    return compared(tmp_path, old, plan_data(KEPT, NEW, reworded, moved, amendments=[first]))


def test_each_change_names_its_amendment(amended: Comparison) -> None:
    named = {(change.new or change.old).id: change.amendments for change in amended.changes.changes}  # type: ignore[union-attr]
    assert named == {"1.1a": ("sd-1",), "1.3": ("sd-1",), "1.4": (), "1.2": ("sd-1",)}


def test_text_begins_with_what_amends_the_plan_and_says_where_nothing_is_named(amended: Comparison) -> None:
    lines = amended.as_text().splitlines()
    assert lines[0] == (
        "Amended by Kế hoạch số\u00a045/KH-UBND ngày 10 tháng 5 năm 2021 của Ủy ban nhân dân huyện Sông Đà: "
        "thêm việc trồng cây"
    )
    assert lines.count(f"      by {SHORT}") == 3
    assert lines[lines.index("  1.4  another deadline") + 3] == "      the plan names no amendment for it"


def test_json_has_the_amendments_and_their_ids_at_each_change(amended: Comparison) -> None:
    data = json.loads(amended.as_json())
    assert [(one["id"], one["does"], one["new"]) for one in data["amendments"]] == [
        ("sd-1", "thêm việc trồng cây", True)
    ]
    assert [change["amendments"] for change in data["changes"]] == [["sd-1"], [], ["sd-1"], ["sd-1"]]


def test_word_file_names_the_amendment_in_vietnamese(amended: Comparison) -> None:
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(amended.as_word())).paragraphs)
    assert "Được sửa đổi, bổ sung bởi Kế hoạch số\u00a045/KH-UBND ngày 10 tháng 5 năm 2021" in text
    assert text.count(f"theo {SHORT}") == 3


def test_amendment_of_both_versions_is_not_what_changed_a_task(tmp_path: Path) -> None:
    old = plan_data(KEPT, NEW, amendments=[FIRST])
    new = plan_data(KEPT, {**NEW, "text": "Trồng cây ven suối của xã."}, amendments=[FIRST, SECOND])
    found = compared(tmp_path, old, new)
    [change] = found.changes.changes
    assert change.amendments == ()
    assert "the plan names no amendment for it" in found.as_text()


def test_task_that_only_names_another_amendment_is_told_since_its_documents_change(tmp_path: Path) -> None:
    found = compared(tmp_path, plan_data(KEPT), plan_data({**KEPT, "amended_by": "sd-1"}, amendments=[FIRST]))
    assert "  1.1  names other amendments\n      by " in found.as_text()
    assert found.changes.unchanged_count == 0


def test_number_that_an_amendment_got_later_is_told(tmp_path: Path) -> None:
    draft = {key: value for key, value in FIRST.items() if key != "number"}
    found = compared(tmp_path, plan_data(NEW, amendments=[draft]), plan_data(NEW, amendments=[FIRST]))
    [line, *_rest] = found.as_text().splitlines()
    assert line.startswith("Amendment sd-1: [-Kế hoạch số\u00a0")
    assert "{+Kế hoạch số\u00a045/KH-UBND ngày 10 tháng 5 năm 2021" in line


def test_amendment_that_the_new_version_lacks_is_told(tmp_path: Path) -> None:
    found = compared(tmp_path, plan_data(KEPT, amendments=[FIRST]), plan_data(KEPT))
    assert [(one.kind, one.name, one.new) for one in found.changes.other_changes] == [("amendment", "sd-1", "")]


def test_report_names_the_amendment_by_which_it_changed(tmp_path: Path) -> None:
    report = {"id": "bc", "name": "Báo cáo", "of": ["xa-a"], "to": "huyen", "frequency": "yearly"}
    monthly = {**report, "frequency": "monthly", "amended_by": "sd-1"}
    old, new = plan_data(KEPT, obligations=[report]), plan_data(KEPT, obligations=[monthly], amendments=[FIRST])
    assert f"+}} (by {SHORT})" in compared(tmp_path, old, new).as_text()


def test_plans_without_amendments_tell_nothing_of_them(tmp_path: Path) -> None:
    text = compared(tmp_path, plan_data(KEPT, GONE), plan_data(KEPT)).as_text()
    assert "amend" not in text.lower()
    assert "by " not in text
