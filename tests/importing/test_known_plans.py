"""Known plans in each way of writing → how much the import finds, asks, or has wrong in silence: `make plans`."""

from functools import cache
from typing import NamedTuple

import pytest

from tests.plans.paper import WAYS
from tests.plans.playing import play
from tests.plans.scoring import Outcome, Score

SEEDS = range(1, 9)


class Most(NamedTuple):
    """How much at most is wrong, lost and made up in silence: of tasks, of report duties; and wrong heads.

    These numbers only become smaller. All of them are to be 0.
    """

    tasks: tuple[int, int, int]
    duties: tuple[int, int, int]
    heads: int


MOST = {
    "bold-headings": Most((17, 9, 3), (0, 11, 0), 2),
    "plain-headings": Most((20, 0, 1), (0, 15, 0), 2),
    "deeper-headings": Most((18, 49, 2), (0, 10, 0), 3),
    "unnumbered-headings": Most((0, 78, 0), (0, 10, 0), 2),
    "sentences": Most((0, 54, 0), (0, 8, 0), 3),
    "labelled-lines": Most((11, 16, 15), (0, 9, 0), 1),
    "labelled-letters": Most((43, 0, 87), (0, 8, 0), 2),
    "annex-table": Most((0, 0, 0), (0, 5, 0), 1),
    "unit-rows": Most((0, 17, 0), (0, 5, 0), 1),
    "matrix": Most((0, 13, 2), (0, 7, 0), 1),
    "two-parts": Most((14, 20, 3), (0, 12, 0), 3),
    "groups": Most((13, 27, 18), (0, 7, 0), 2),
}


@cache
def found(way: str) -> Score:
    whole = Score()
    for seed in SEEDS:
        whole += play(seed, way).score
    return whole


def silent(way: str) -> Most:
    outcomes = (Outcome.WRONG, Outcome.MISSING, Outcome.MADE_UP)
    tasks, duties = (tuple(found(way).count(subject, one) for one in outcomes) for subject in ("task", "duty"))
    return Most(tasks, duties, found(way).count("head", Outcome.WRONG))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_no_more_is_wrong_in_silence_than_is_known(way: str) -> None:
    got, most = silent(way), MOST[way]
    counts = zip((*got.tasks, *got.duties, got.heads), (*most.tasks, *most.duties, most.heads), strict=True)
    assert all(now <= bound for now, bound in counts), got


def test_no_task_below_a_plain_heading_of_its_unit_is_lost() -> None:
    assert found("plain-headings").count("task", Outcome.MISSING) == 0


def test_every_task_of_an_annex_table_is_right() -> None:
    score = found("annex-table")
    assert score.count("task", Outcome.RIGHT) == score.count("task") > 0


def test_every_way_has_its_bounds() -> None:
    assert list(MOST) == list(WAYS)
