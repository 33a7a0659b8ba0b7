"""Headings of a plan without a registry → the units that they name: schools, stations and villages among them."""

import pytest

from gen.importing.units.names import match_group
from gen.importing.units.new_units import create_units
from gen.text import split_words

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
