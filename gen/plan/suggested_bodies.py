"""Unit, day → the bodies that such a unit has, each with a line to begin with; no document has them unasked.

They are data (bodies.yaml): a plan that assigned work by itself would say what nobody decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gen.plan.kinds import Manner, UnitKind
from gen.plan.model import Body, Unit
from gen.plan.units import territory_name

_ITEM = "  - "


@dataclass(frozen=True, slots=True)
class _SuggestedList:
    """The bodies of units of these kinds, in plans of these days."""

    kinds: tuple[UnitKind, ...]
    first: date
    last: date
    bodies: tuple[Mapping[str, Any], ...]


def suggest_bodies(unit: Unit, day: date) -> tuple[Body, ...]:
    """The bodies that a unit of this kind has on `day`; none where nothing is known of the kind."""
    area = territory_name(unit)
    return tuple(
        Body(
            name=body["name"].replace("{area}", area),
            does=tuple(text.replace("{area}", area) for text in body["does"]),
            manner=Manner(body.get("manner", Manner.DIRECT)),
        )
        for one in _lists()
        if unit.kind in one.kinds and one.first <= day <= one.last
        for body in one.bodies
    )


def bodies_as_yaml(bodies: tuple[Body, ...]) -> str:
    """The lines `bodies:` of a unit in the file of units, to be copied and changed."""
    return "\n".join(_lines(bodies)) + "\n"


def _lines(bodies: tuple[Body, ...]) -> Iterator[str]:
    yield "bodies:"
    for body in bodies:
        yield f"{_ITEM}name: {_scalar(body.name)}"
        if body.manner is not Manner.DIRECT:
            yield f"    manner: {body.manner.value}"
        yield "    does:"
        yield from (f"      - {_scalar(text)}" for text in body.does)


def _scalar(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("...\n").rstrip("\n")


@cache
def _lists() -> tuple[_SuggestedList, ...]:
    text = files("gen.plan").joinpath("bodies.yaml").read_text("utf-8")
    return tuple(
        _SuggestedList(
            tuple(map(UnitKind, one["kinds"])),
            one.get("from", date.min),
            one.get("until", date.max),
            tuple(one["bodies"]),
        )
        for one in yaml.safe_load(text)
    )
