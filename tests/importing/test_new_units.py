"""Headings of a plan without a registry → the units that they name: schools, stations and villages among them."""

from pathlib import Path

import pytest

from gen.importing import PlanDraft, draft_plan, read_passages
from gen.importing.units.names import match_group
from gen.importing.units.new_units import create_units
from gen.plan.model import Unit
from gen.text import split_words
from tests.support.plan_docx import plan_docx

GROUPS = ("communes", "schools", "stations", "villages")


@pytest.mark.parametrize(
    ("heading", "kind", "designation", "name"),
    [
        ("Trường Tiểu học Quài Tở", "school", None, "Trường Tiểu học Quài Tở"),
        ("TRƯỜNG THCS QUÀI TỞ", "school", None, "TRƯỜNG THCS QUÀI TỞ"),
        ("Trạm Y tế xã Quài Tở", "station", None, "Trạm Y tế xã Quài Tở"),
        ("Bản Nậm Mu", "village", "bản", "Nậm Mu"),
        ("Trưởng bản Nậm Mu", "village", "bản", "Nậm Mu"),
        ("Thôn 1", "village", None, "1"),
        ("Tổ trưởng tổ dân phố số 5", "village", "tổ dân phố", "số 5"),
        ("UBND đặc khu Phú Quốc", "commune", "đặc khu", "Phú Quốc"),
        ("Trung tâm Văn hóa", "service", None, "Trung tâm Văn hóa"),
        ("Các trường học", "other", None, "Các trường học"),
        ("Các thôn, bản", "other", None, "Các thôn, bản"),
    ],
)
def test_heading_makes_a_unit_of_its_kind(heading: str, kind: str, designation: str | None, name: str) -> None:
    (unit,) = create_units([heading])
    assert (unit.kind.value, unit.designation, unit.name) == (kind, designation, name)


@pytest.mark.parametrize(
    "heading",
    [
        "Trưởng phòng Tư pháp", "Bản cam kết", "Bản đồ quy hoạch", "Trường hợp đặc biệt", "Thôn đội trưởng",
        "Khối Mặt trận, đoàn thể",
    ],
)  # fmt: skip
def test_heading_that_only_begins_like_one_makes_none(heading: str) -> None:
    assert create_units([heading]) == ()


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("các trường học", "schools"), ("các nhà trường trên địa bàn xã", "schools"), ("các cơ sở giáo dục", "schools"),
        ("các trạm y tế xã, phường", "stations"), ("các thôn, bản", "villages"), ("trưởng các bản", "villages"),
        ("Trưởng thôn, tổ trưởng tổ dân phố", "villages"), ("các bản, tổ dân phố", "villages"),
        ("các xã, phường, đặc khu", "communes"),
    ],
)  # fmt: skip
def test_whole_group_is_known_by_its_words(words: str, group: str) -> None:
    tokens = split_words(words)
    assert match_group(tokens, GROUPS) == (group, len(tokens))


@pytest.mark.parametrize(
    "words",
    [
        "các trường hợp", "các trường THCS", "các trường mầm non, tiểu học", "các trường học phổ thông",
        "các cơ sở giáo dục mầm non", "các bản cam kết", "các thông tin", "các bảng", "trưởng bản Nậm Mu",
        "các làng nghề", "các thôn đội trưởng",
    ],
)  # fmt: skip
def test_other_things_and_a_part_of_a_group_are_not_the_group(words: str) -> None:
    assert match_group(split_words(words), GROUPS) is None


SCHOOLS_PLAN = """UBND XÃ ĐÁ ĐEN
TRƯỜNG TIỂU HỌC ĐÁ ĐEN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/KH-THĐĐ
Đá Đen, ngày 09 tháng 3 năm 2026
KẾ HOẠCH
Phòng, chống tai nạn thương tích trong nhà trường
I. MỤC TIÊU
- Không có học sinh của Trường Tiểu học Đá Đen đuối nước.
II. TỔ CHỨC THỰC HIỆN
1. Tổ chuyên môn 1
- Dạy kỹ năng an toàn cho học sinh.
Trên đây là Kế hoạch, yêu cầu thực hiện./.
Nơi nhận:
- Lưu: VT.
HIỆU TRƯỞNG
Người Ký Sáu"""


def imported(folder: Path, *registry: Unit) -> PlanDraft:
    path = folder / "truong.docx"
    path.write_bytes(plan_docx(SCHOOLS_PLAN.splitlines()))
    return draft_plan(read_passages(path), path.name, registry)


def test_plan_of_a_school_is_issued_by_the_school_and_not_by_its_commune(tmp_path: Path) -> None:
    draft = imported(tmp_path)
    unit, group = draft.plan["units"]
    assert (unit["kind"], unit["name"]) == ("school", "Trường Tiểu học Đá Đen")
    assert (group["kind"], group["name"]) == ("other", "Tổ chuyên môn 1")
    assert draft.plan["plan"]["issuer"] == unit["id"]
    assert [doubt.place for doubt in draft.questions if "issuer" in doubt.reason] == ["paragraph 2"]


def test_plan_of_a_school_of_the_registry_is_issued_by_that(tmp_path: Path) -> None:
    school = Unit.model_validate({"id": "th-da-den", "kind": "school", "name": "Trường Tiểu học Đá Đen", "abbr": "TH"})
    draft = imported(tmp_path, Unit.model_validate({"id": "xa", "kind": "commune", "name": "Đá Đen"}), school)
    assert draft.plan["plan"]["issuer"] == "th-da-den"
    assert [doubt.reason for doubt in draft.questions if "issuer" in doubt.reason] == []
