"""Known plans in each way of writing → how much the import finds, asks, or has wrong in silence: `make plans`."""

from functools import cache

import pytest

from tests.plans.paper import WAYS
from tests.plans.playing import play
from tests.plans.scoring import Outcome, Score

SEEDS = range(1, 9)


RIGHT = 0.97
"""So many of all tasks are found right at least; of the others each is asked about."""


@cache
def found(way: str) -> Score:
    whole = Score()
    for seed in SEEDS:
        whole += play(seed, way).score
    return whole


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_wrong_lost_or_made_up_in_silence(way: str) -> None:
    outcomes = (Outcome.WRONG, Outcome.MISSING, Outcome.MADE_UP)
    assert {(what, one): found(way).count(what, one) for what in ("task", "duty") for one in outcomes} == {
        (what, one): 0 for what in ("task", "duty") for one in outcomes
    }
    assert found(way).count("head", Outcome.WRONG) == 0


def test_nearly_all_tasks_are_found_right() -> None:
    scores = [found(way) for way in WAYS]
    right, every = (sum(score.count("task", *which) for score in scores) for which in ((Outcome.RIGHT,), ()))
    assert right >= RIGHT * every > 0


@pytest.mark.parametrize("with_registry", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_every_draft_can_be_loaded(way: str, with_registry: bool) -> None:
    assert [play(seed, way, with_registry).draft.refusal for seed in SEEDS[:2]] == ["", ""]
