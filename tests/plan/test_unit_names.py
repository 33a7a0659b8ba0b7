"""What a person types for a unit or a group: the one that is meant, a question, or nobody; never another in silence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.errors import Diagnostic
from gen.plan.file.loading import load_plan
from gen.plan.kinds import UnitKind
from gen.plan.model import Plan, Unit
from gen.plan.unit_names import UnitIndex, find_group, find_recipient, names_typed
from gen.plan.units import full_name, short_name, territory_name
from gen.text import fold
from tests.support import plans

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seed() -> Plan:
    return load_plan(ROOT / "plan.yaml").plan


def meant(plan: Plan, words: str) -> str:
    """The id of the unit that `words` mean, or the code of what is wrong with them."""
    found = find_recipient(plan, words)
    return found.code if isinstance(found, Diagnostic) else found.id


def unit(unit_id: str, name: str, kind: str = "commune", **more: Any) -> Unit:
    return Unit.model_validate({"id": unit_id, "kind": kind, "name": name, **more})


@pytest.mark.parametrize(
    ("words", "unit_id"),
    [
        ("xa-quai-to", "xa-quai-to"),
        ("UBND xã Quài Tở", "xa-quai-to"),
        ("Ủy ban nhân dân xã Quài Tở", "xa-quai-to"),
        ("Uỷ ban nhân dân xã Quài Tở", "xa-quai-to"),
        ("uy ban nhan dan xa quai to", "xa-quai-to"),
        ("  xã  QUÀI TỞ ", "xa-quai-to"),
        ("x. Quài Tở", "xa-quai-to"),
        ("UBND Quài Tở", "xa-quai-to"),
        ("quai to", "xa-quai-to"),
        ("- Quài Tở", "xa-quai-to"),
        ("15. UBND xã Quài Tở", "xa-quai-to"),
        ("TT. Tuần Giáo", "thi-tran-tuan-giao"),
        ("thị trấn Tuần Giáo", "thi-tran-tuan-giao"),
        ("P. Tư pháp", "phong-tu-phap"),
        ("P.GDĐT", "phong-gddt"),
        ("Phòng Giáo dục Đào tạo", "phong-gddt"),
        ("Phong Giao duc va Dao tao", "phong-gddt"),
        ("Phòng LĐTB&XH", "phong-ldtbxh"),
        ("Phòng Lao động – Thương binh và Xã hội", "phong-ldtbxh"),
        ("Phòng VH-TT", "phong-vhtt"),
        ("LĐTBXH", "phong-ldtbxh"),
        ("TT Y tế", "tt-y-te"),
        ("Ủy ban MTTQ huyện Tuần Giáo", "ubmttq-huyen"),
        ("MTTQ huyện", "ubmttq-huyen"),
    ],
)
def test_words_of_an_office_mean_its_unit(seed: Plan, words: str, unit_id: str) -> None:
    assert meant(seed, words) == unit_id


@pytest.mark.parametrize(
    "words", ["", " ", "-", "UBND", "Ủy ban nhân dân", "phòng", "trung tâm", "Sở Y tế", "x" * 5000]
)
def test_words_that_name_nobody_mean_nobody(seed: Plan, words: str) -> None:
    assert meant(seed, words) == "BUILD-001"


def test_other_tone_marks_are_asked_about_and_not_taken_for_the_unit(seed: Plan) -> None:
    found = find_recipient(seed, "Pú Xí")
    assert isinstance(found, Diagnostic)
    assert (found.code, "UBND xã Pú Xi (xa-pu-xi)" in found.hint) == ("BUILD-001", True)


def test_part_of_a_name_is_answered_with_those_that_have_it(seed: Plan) -> None:
    found = find_recipient(seed, "Trung tâm")
    assert isinstance(found, Diagnostic)
    assert "tt-vhtt" in found.hint
    assert "tt-y-te" in found.hint


@pytest.mark.parametrize("words", ["huyen-tuan-giao", "UBND huyện Tuần Giáo", "UBND huyện", "xã Búng Lao"])
def test_unit_that_gets_nothing_is_named_as_such(seed: Plan, words: str) -> None:
    assert meant(seed, words) == "NAME-003"


def test_unit_that_gets_nothing_by_its_id_is_not_taken_for_one_of_its_name(seed: Plan) -> None:
    assert meant(seed, "xa-tuan-giao-2025") == "NAME-003"


def test_one_name_of_several_units_is_a_question_that_lists_them(seed: Plan) -> None:
    found = UnitIndex(seed.units).find("Tuần Giáo")
    assert isinstance(found, Diagnostic)
    assert found.code == "NAME-001"
    for unit_id in ("huyen-tuan-giao", "thi-tran-tuan-giao", "xa-tuan-giao-2025"):
        assert f"({unit_id})" in found.message


TWO = UnitIndex([unit("xa-hoa-an", "Hòa An"), unit("xa-hoa-an-2", "Hóa An")])


@pytest.mark.parametrize(
    ("words", "unit_id"), [("Hòa An", "xa-hoa-an"), ("Hoà An", "xa-hoa-an"), ("xã Hoá An", "xa-hoa-an-2")]
)
def test_tone_marks_tell_units_apart_in_either_way_of_writing(words: str, unit_id: str) -> None:
    found = TWO.find(words)
    assert isinstance(found, Unit)
    assert found.id == unit_id


def test_left_out_tone_marks_are_a_question_where_they_would_tell_units_apart() -> None:
    found = TWO.find("xã Hoa An")
    assert isinstance(found, Diagnostic)
    assert found.code == "NAME-001"


def test_name_without_marks_is_a_question_where_marks_may_have_been_left_out() -> None:
    found = UnitIndex([unit("xa-1", "Ta Ma"), unit("xa-2", "Tà Mạ")]).find("Ta Ma")
    assert isinstance(found, Diagnostic)
    assert found.code == "NAME-001"


def test_abbreviation_that_can_be_read_twice_is_a_question() -> None:
    units = UnitIndex([unit("p1", "Phòng Thanh Bình", "department"), unit("p2", "Thanh Bình", designation="phường")])
    found = units.find("P. Thanh Bình")
    assert isinstance(found, Diagnostic)
    assert found.code == "NAME-001"


def test_abbreviation_alone_is_not_read_as_the_word_it_can_stand_for() -> None:
    assert UnitIndex([unit("thanh-tra", "Thanh tra", "department", abbr="TT")]).find("thị trấn") is None


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("communes", "communes"), ("UBND các xã, thị trấn", "communes"), ("các thị trấn, xã", "communes"),
        ("UBND cấp xã", "communes"), ("Các cơ quan, đơn vị huyện", "agencies"),
        ("cac co quan don vi huyen", "agencies"), ("Đoàn thể", "unions"), ("các đoàn thể", "unions"),
        ("Tất cả đơn vị", "all"),
    ],
)  # fmt: skip
def test_groups_are_meant_by_their_names(seed: Plan, words: str, group: str) -> None:
    assert find_group(seed, words) == group


@pytest.mark.parametrize("words", ["UBND các xã", "các phường", "các phòng", ""])
def test_words_for_a_part_of_a_group_do_not_mean_it(seed: Plan, words: str) -> None:
    found = find_group(seed, words)
    assert isinstance(found, Diagnostic)
    assert found.code == "BUILD-002"


def test_two_groups_of_one_name_are_a_question(tmp_path: Path) -> None:
    groups = [
        {"id": "mot", "name": "Vùng cao", "units": ["xa-a"]},
        {"id": "hai", "name": "Vùng Cao", "units": ["xa-b"]},
    ]
    found = find_group(plans.plan_of(tmp_path, plans.base(groups=groups)), "vùng cao")
    assert isinstance(found, Diagnostic)
    assert (found.code, "(mot)" in found.message, "(hai)" in found.message) == ("NAME-002", True, True)


_WORDS = st.sampled_from(
    ["Hòa", "Hoà", "Hóa", "Hoa", "An", "Ân", "Ẩn", "xã", "TT", "Trung", "tâm", "Phòng", "P", "và", "va", "-", "&", "1.",
     "a)", "Y", "tế", "UBND", "Ủy", "ban", "nhân", "dân", "Đ", "D", "thị", "trấn"]
)  # fmt: skip
_NAMES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join).filter(lambda name: any(map(str.isalnum, name)))
_UNITS = st.lists(
    st.tuples(
        _NAMES,
        st.sampled_from([kind.value for kind in UnitKind]),
        st.none() | _NAMES,
        st.none() | st.sampled_from(["xã", "phường", "thị trấn"]),
    ),
    min_size=1,
    max_size=7,
).map(
    lambda drawn: [
        unit(f"dv-{n}", name, kind, short=short, designation=designation)
        for n, (name, kind, short, designation) in enumerate(drawn)
    ]
)


def _is_meant_or_asked(units: list[Unit], one: Unit, words: str) -> bool:
    found = UnitIndex(units).find(words)
    if isinstance(found, Diagnostic):
        return f"({one.id})" in found.message
    return found is not None and found.id == one.id


@pytest.mark.parametrize("named", [lambda one: one.id, full_name, short_name, territory_name, lambda one: one.name])
@given(units=_UNITS)
def test_every_name_of_a_unit_means_it_or_is_a_question_that_lists_it(
    named: Callable[[Unit], str], units: list[Unit]
) -> None:
    for one in units:
        assert _is_meant_or_asked(units, one, named(one))


@given(units=_UNITS)
def test_names_without_marks_never_mean_another_unit_in_silence(units: list[Unit]) -> None:
    for one in units:
        for name in (full_name(one), short_name(one)):
            assert _is_meant_or_asked(units, one, fold(name))


@given(words=st.text(max_size=60), units=_UNITS)
def test_any_text_is_answered_and_what_is_meant_has_its_letters(words: str, units: list[Unit]) -> None:
    found = UnitIndex(units).find(words)
    if isinstance(found, Unit):
        assert set(fold(words)) & set(fold("".join(names_typed(found))))
