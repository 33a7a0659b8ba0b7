"""Tasks and figures over three levels: nothing lost, doubled or moved. Larger worlds: `make levels`."""

import pytest

from tests.levels.playing import play
from tests.levels.world import make_world


@pytest.mark.parametrize("seed", range(1, 13))
def test_every_task_and_figure_is_as_reckoned_from_what_villages_wrote(seed: int) -> None:
    played = play(seed)
    assert played.differences == []
    assert played.compared > 60


@pytest.mark.slow
def test_a_province_of_thirty_communes() -> None:
    played = play(7, communes=30, villages=8)
    assert played.differences == []
    assert played.compared > 1500


def test_worlds_have_all_that_can_go_wrong() -> None:
    worlds = [make_world(seed, 4, 4) for seed in range(1, 13)]
    every = [task for world in worlds for task in world.tasks]
    assert any(task.below and task.targets for task in every)
    assert any(task.supporting for task in every)
    assert any(world.silent for world in worlds)
    assert any(text == "khoảng 50" for world in worlds for text in world.written.values())
