"""The lists of the country: provinces with their communes, and the offices that there usually are at each level."""

from collections import Counter
from datetime import date

import pytest

from gen.national.places import find_province, provinces
from gen.national.usual_units import Level, usual_units
from gen.plan.model import Unit
from gen.starter import build_starter_files, parse_office
from tests.national.starter_units import starter_units


def test_list_has_the_country_since_july_2025() -> None:
    communes = [commune for province in provinces().values() for commune in province.communes]
    assert len(provinces()) == 34
    assert Counter(commune.designation.lower() for commune in communes) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert len({commune.code for commune in communes}) == len(communes)


@pytest.mark.parametrize("words", ["Điện Biên", "tỉnh Điện Biên", "dien bien", "TỈNH ĐIỆN BIÊN"])
def test_province_is_found_with_its_designation_or_without_it(words: str) -> None:
    found = find_province(words)
    assert found is not None
    assert (found.area, len(found.communes)) == ("tỉnh Điện Biên", 45)


def test_former_province_is_not_in_the_list() -> None:
    assert find_province("Bắc Kạn") is None


def test_ids_are_one_of_a_kind_in_every_province() -> None:
    for province in provinces().values():
        units = province.units()
        assert len({unit.id for unit in units}) == len(units), province.area


@pytest.mark.parametrize("level", list(Level))
def test_usual_units_have_ids_and_names_of_their_own(level: Level) -> None:
    units = usual_units(level, "tỉnh")
    assert len({unit.id for unit in units}) == len(units)
    names = [name.lower() for unit in units for name in {unit.name, unit.short or unit.name, *unit.also}]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_office_that_was_merged_away_is_not_usual_any_more() -> None:
    def names(day: date) -> set[str]:
        return {unit.name for unit in usual_units(Level.PROVINCE, "tỉnh", day)}

    assert "Sở Kế hoạch và Đầu tư" in names(date(2024, 5, 1))
    assert "Sở Kế hoạch và Đầu tư" not in names(date(2026, 5, 1))


@pytest.mark.parametrize(("designation", "level"), [("tỉnh", Level.PROVINCE), ("xã", Level.COMMUNE)])
def test_offices_with_which_a_starter_folder_begins_are_usual_ones(designation: str, level: Level) -> None:
    """The two lists say the same of the same office: its id, its kind, its abbreviation."""
    office = parse_office(designation, "Điện Biên")
    usual = {unit.id: unit for unit in usual_units(level, designation)}
    for unit in starter_units(build_starter_files(office, date(2026, 1, 1))["units.yaml"]):
        if unit.id in usual:
            known: Unit = usual[unit.id]
            assert (known.kind, known.abbr) == (unit.kind, unit.abbr) or unit.kind.value in ("police", "military"), unit


def test_starter_folder_of_a_province_has_its_communes() -> None:
    units = starter_units(build_starter_files(parse_office("tỉnh", "Điện Biên"), date(2026, 1, 1))["units.yaml"])
    assert sum(unit.kind.value == "commune" for unit in units) == 45


def test_starter_folder_of_an_unknown_province_shows_how_to_write_communes() -> None:
    text = build_starter_files(parse_office("tỉnh", "Bắc Kạn"), date(2026, 1, 1))["units.yaml"].decode()
    assert "# - {id: xa-quai-to" in text
