"""Schools, health stations, villages: what their kind gives their documents; plans of before mean what they meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gen.derive.dossier import Dossier
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.errors import Diagnostic
from gen.plan.unit_names import find_group, find_recipient
from gen.plan.units import documents_of, expand, full_name, scope
from tests.support import plans

UNITS: list[plans.Data] = [
    {"id": "xa", "kind": "commune", "name": "Đá Đen"},
    {"id": "truong", "kind": "school", "name": "Trường Tiểu học Đá Đen", "abbr": "THĐĐ"},
    {"id": "tram", "kind": "station", "name": "Trạm Y tế xã Đá Đen", "abbr": "TYT"},
    {"id": "ban", "kind": "village", "designation": "bản", "name": "Nậm Mu"},
    {"id": "thon", "kind": "village", "name": "1"},
    {"id": "to", "kind": "village", "designation": "tổ dân phố", "name": "số 5"},
]


def data(*more: plans.Data, **changes: Any) -> plans.Data:
    made = plans.with_sections({"to": ["all"], "heading": "Các đơn vị", "items": [{"text": "Trồng cây."}]})
    made["units"] = [*UNITS, *more]
    made["plan"] |= {"issuer": "xa", "place": "Đá Đen", "date": "2026-03", "scope": "trên địa bàn xã Đá Đen"}
    return made | changes


@pytest.fixture
def dossiers(tmp_path: Path) -> dict[str, Dossier]:
    return plans.dossiers_of(tmp_path, data())


def test_school_stands_under_the_committee_of_its_commune_and_its_headmaster_signs(
    dossiers: dict[str, Dossier],
) -> None:
    frame = derive_sub_plan(dossiers["truong"]).frame
    assert (frame.parent, frame.issuer) == (("UBND XÃ ĐÁ ĐEN",), ("TRƯỜNG TIỂU HỌC ĐÁ ĐEN",))
    assert frame.number_line.endswith("/KH-THĐĐ")
    assert frame.authority == ("HIỆU TRƯỞNG",)


def test_health_station_stands_under_the_committee_of_its_commune_and_its_director_signs(
    dossiers: dict[str, Dossier],
) -> None:
    frame = derive_sub_plan(dossiers["tram"]).frame
    assert (frame.parent, frame.authority) == (("UBND XÃ ĐÁ ĐEN",), ("GIÁM ĐỐC",))
    assert frame.number_line.endswith("/KH-TYT")


@pytest.mark.parametrize(
    ("unit", "name", "issuer", "head"),
    [
        ("ban", "Bản Nậm Mu", "BẢN NẬM MU", "TRƯỞNG BẢN"),
        ("thon", "Thôn 1", "THÔN 1", "TRƯỞNG THÔN"),
        ("to", "Tổ dân phố số 5", "TỔ DÂN PHỐ SỐ 5", "TỔ TRƯỞNG"),
    ],
)
def test_village_is_called_by_its_designation_and_its_head_signs(
    dossiers: dict[str, Dossier], unit: str, name: str, issuer: str, head: str
) -> None:
    frame = derive_report_form(dossiers[unit]).frame
    assert full_name(dossiers[unit].unit) == name
    assert (frame.parent, frame.issuer, frame.authority) == (("UBND XÃ ĐÁ ĐEN",), (issuer,), (head,))


def test_report_of_a_village_bears_no_number_and_the_place_of_its_commune(dossiers: dict[str, Dossier]) -> None:
    frame = derive_report_form(dossiers["ban"]).frame
    assert frame.number_line == ""
    assert frame.place_date.startswith("Đá Đen, ngày")
    assert frame.recipients == ("Như trên;", "Lưu: bản.")


def test_village_gets_a_form_and_no_plan_unless_the_plan_says_so(dossiers: dict[str, Dossier], tmp_path: Path) -> None:
    assert documents_of(dossiers["ban"].unit) == ("report",)
    assert documents_of(dossiers["truong"].unit) == ("plan", "report")
    both = {"id": "ban-2", "kind": "village", "name": "Hai", "documents": ["plan", "report"], "symbol": "TB"}
    second = plans.dossiers_of(tmp_path, data(both))["ban-2"]
    assert documents_of(second.unit) == ("plan", "report")
    assert derive_sub_plan(second).frame.number_line.endswith("/KH-TB")


def test_scope_of_a_village_is_its_own_ground(dossiers: dict[str, Dossier]) -> None:
    assert scope(dossiers["ban"].unit, dossiers["ban"].plan) == "trên địa bàn bản Nậm Mu"


@pytest.mark.parametrize(
    ("group", "members"), [("schools", ("truong",)), ("stations", ("tram",)), ("villages", ("ban", "thon", "to"))]
)
def test_each_kind_has_its_group(dossiers: dict[str, Dossier], group: str, members: tuple[str, ...]) -> None:
    assert expand(dossiers["ban"].plan, [group]) == members


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("bản Nậm Mu", "ban"), ("Trưởng bản Nậm Mu", "ban"), ("Nậm Mu", "ban"), ("nam mu", "ban"), ("Thôn 1", "thon"),
        ("Tổ trưởng tổ dân phố số 5", "to"), ("Trạm Y tế xã Đá Đen", "tram"), ("THĐĐ", "truong"),
    ],
)  # fmt: skip
def test_words_of_people_mean_them(dossiers: dict[str, Dossier], words: str, unit: str) -> None:
    found = find_recipient(dossiers["ban"].plan, words)
    assert (found.code if isinstance(found, Diagnostic) else found.id) == unit


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("các bản, thôn, tổ dân phố", "villages"), ("Trưởng các thôn, bản, tổ dân phố", "villages"),
        ("Trường học", "schools"), ("các trường học", "schools"), ("các trạm y tế", "stations"),
    ],
)  # fmt: skip
def test_words_of_people_mean_their_groups(dossiers: dict[str, Dossier], words: str, group: str) -> None:
    assert find_group(dossiers["ban"].plan, words) == group


def test_words_for_some_of_the_villages_do_not_mean_all(dossiers: dict[str, Dossier]) -> None:
    assert isinstance(find_group(dossiers["ban"].plan, "các bản"), Diagnostic)


@pytest.mark.parametrize("name", ["schools", "stations", "villages"])
def test_group_that_a_plan_of_before_gave_this_name_keeps_its_meaning(tmp_path: Path, name: str) -> None:
    service = {"id": "dv", "kind": "service", "name": "Trường Mầm non Đá Đen", "abbr": "MNĐĐ"}
    made = data(service, groups=[{"id": name, "name": "Các trường", "units": ["dv"]}])
    assert expand(plans.plan_of(tmp_path, made), [name]) == ("dv",)
    assert find_group(plans.plan_of(tmp_path, made), "các trường") == name


def test_unit_that_a_plan_of_before_gave_this_id_keeps_its_meaning(tmp_path: Path) -> None:
    unit = {"id": "villages", "kind": "other", "name": "Các thôn, bản"}
    assert expand(plans.plan_of(tmp_path, data(unit)), ["villages"]) == ("villages",)


def test_school_of_the_kind_service_is_as_it_was(tmp_path: Path) -> None:
    service = {"id": "dv", "kind": "service", "name": "Trường Mầm non Đá Đen", "abbr": "MNĐĐ"}
    frame = derive_sub_plan(plans.dossiers_of(tmp_path, data(service))["dv"]).frame
    assert (frame.parent, frame.authority) == (("UBND XÃ ĐÁ ĐEN",), ("GIÁM ĐỐC",))
