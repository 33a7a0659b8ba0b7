"""A level of government and a day → the offices that there usually are (usual_units.yaml).

They are names to recognise and to choose from: nobody has them in a list of units who did not say so, or whose plan
does not name them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gen.plan.model import Unit


class Level(StrEnum):
    """A level of government."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


def usual_units(level: Level, designation: str, day: date | None = None) -> tuple[Unit, ...]:
    """The offices at `level`, where a territory is called a `designation`: tỉnh, thành phố, huyện, xã …

    With a `day` those that had been merged away by then are left out.
    """
    return tuple(
        Unit.model_validate({key: _fill(value, designation) for key, value in one.items() if key != "before"})
        for one in _listed()[level]
        if day is None or "before" not in one or day < one["before"]
    )


def _fill(value: Any, designation: str) -> Any:
    if isinstance(value, list):
        return [_fill(one, designation) for one in value]
    return value.replace("{level}", designation) if isinstance(value, str) else value


@cache
def _listed() -> dict[str, list[dict[str, Any]]]:
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (files("gen.national") / "usual_units.yaml").read_text(encoding="utf-8")
    )
    return listed
