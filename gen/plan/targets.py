"""A target + a figure → whether the figure falls short of it; which targets no figure can be held against.

Numerators and denominators make a share of something, and no share is more than the whole of it: where a target names
more than that, whoever did all that can be done does not "fail". Nor is there less than nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from operator import ge, gt, le, lt

from gen.plan.model import Operator, Target

PERCENT = "%"
_HUNDRED = Decimal(100)
_MISSES: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.EQUAL: lt, Operator.AT_LEAST: lt, Operator.MORE: le, Operator.LESS: ge, Operator.AT_MOST: gt,
}  # fmt: skip
"""When a figure falls short of the target; more than a target that is to be "reached" reaches it too."""


class Incomparable(StrEnum):
    """Why no figure is held against a target: it names what there cannot be."""

    MORE_THAN_ALL = "more-than-all"
    LESS_THAN_NOTHING = "less-than-nothing"


def is_share(target: Target) -> bool:
    """Whether it is a percentage, of a numerator in a denominator; else it counts something."""
    return target.unit == PERCENT


def find_incomparable(target: Target) -> Incomparable | None:
    """Why no figure is held against the target; None where figures are."""
    exceeds_all = target.value > _HUNDRED or (target.value == _HUNDRED and target.op is Operator.MORE)
    if is_share(target) and exceeds_all:
        return Incomparable.MORE_THAN_ALL
    if target.op is Operator.LESS and not target.value:
        return Incomparable.LESS_THAN_NOTHING
    return None


def falls_short(target: Target, figure: Decimal) -> bool:
    """Whether the figure misses the target. That something be nothing ("= 0") is missed by more, not by less."""
    misses = gt if target.op is Operator.EQUAL and not target.value else _MISSES[target.op]
    return bool(misses(figure, target.value))
