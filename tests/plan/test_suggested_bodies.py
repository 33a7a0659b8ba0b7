"""The bodies that are suggested for a unit: of its kind and its day, and ready to be copied into the plan."""

from datetime import date

import pytest
import yaml

from gen.plan.kinds import UnitKind
from gen.plan.model import Unit
from gen.plan.suggested_bodies import bodies_as_yaml, suggest_bodies

BEFORE, AFTER = date(2020, 11, 1), date(2026, 3, 1)


def unit(kind: str = "commune", **keys: object) -> Unit:
    return Unit.model_validate({"id": "a", "kind": kind, "name": "Quài Tở", **keys})


def names(day: date, **keys: object) -> list[str]:
    return [body.name for body in suggest_bodies(unit(**keys), day)]  # type: ignore[arg-type]


def test_commune_of_two_tiers_has_divisions_and_before_that_officers() -> None:
    assert "Phòng Văn hóa - Xã hội" in names(AFTER)
    assert "Công chức Văn hóa - Xã hội" in names(BEFORE)
    assert not set(names(AFTER)) & {"Công chức Văn hóa - Xã hội"}


def test_bodies_bear_the_name_of_the_territory() -> None:
    assert "Công an phường Quài Tở" in names(AFTER, designation="phường")


def test_front_and_unions_are_asked() -> None:
    asked = [body.name for body in suggest_bodies(unit(), AFTER) if body.manner == "request"]
    assert asked == ["Ủy ban MTTQ Việt Nam và các đoàn thể xã Quài Tở"]


@pytest.mark.parametrize("kind", [kind for kind in UnitKind if kind is not UnitKind.OTHER])
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_every_kind_of_unit_has_bodies_at_any_time(kind: UnitKind, day: date) -> None:
    assert names(day, kind=kind)


def test_nothing_is_suggested_where_nothing_is_known_of_the_kind() -> None:
    assert names(AFTER, kind="other") == []


@pytest.mark.parametrize("kind", ["commune", "department", "front"])
def test_what_is_printed_is_read_back_as_the_same_bodies(kind: str) -> None:
    bodies = suggest_bodies(unit(kind), AFTER)
    copied = unit(kind, **yaml.safe_load(bodies_as_yaml(bodies)))
    assert copied.bodies == bodies
