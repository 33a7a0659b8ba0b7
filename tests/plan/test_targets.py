"""A figure beside a target: what reaches it, what falls short, and which targets nothing is held against."""

from decimal import Decimal

import pytest

from gen.plan.model import Operator, Target
from gen.plan.targets import Incomparable, falls_short, find_incomparable


def target(op: str, value: str, unit: str = "%") -> Target:
    return Target(raw="x", op=Operator(op), value=Decimal(value), unit=unit, of="việc")


@pytest.mark.parametrize(
    ("op", "value", "figure", "is_short"),
    [
        (">=", "90", "90", False), (">=", "90", "89.99", True), (">", "50", "50", True), (">", "50", "50.01", False),
        ("<", "5", "5", True), ("<", "5", "4.9", False), ("<=", "5", "5", False), ("<=", "5", "5.1", True),
        ("=", "100", "100", False), ("=", "90", "95", False), ("=", "90", "85", True),
        ("=", "0", "0", False), ("=", "0", "3", True),
    ],
)  # fmt: skip
def test_figure_falls_short_of_a_target(op: str, value: str, figure: str, is_short: bool) -> None:
    assert falls_short(target(op, value), Decimal(figure)) is is_short


@pytest.mark.parametrize(
    ("op", "value", "unit", "why"),
    [
        (">", "100", "%", Incomparable.MORE_THAN_ALL), (">=", "120", "%", Incomparable.MORE_THAN_ALL),
        ("=", "101", "%", Incomparable.MORE_THAN_ALL), (">=", "100", "%", None), ("=", "100", "%", None),
        (">", "100", "hộ", None), ("<", "0", "%", Incomparable.LESS_THAN_NOTHING),
        ("<", "0", "vụ", Incomparable.LESS_THAN_NOTHING), ("<=", "0", "vụ", None),
    ],
)  # fmt: skip
def test_target_that_nobody_can_reach_is_not_compared(op: str, value: str, unit: str, why: Incomparable | None) -> None:
    assert find_incomparable(target(op, value, unit)) is why
