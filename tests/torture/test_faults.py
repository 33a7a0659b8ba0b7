"""A few of the torture's runs, at fixed places: after the same command again all is as if nothing had happened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.faults import problems_of, torture
from tests.torture.forks import Forks
from tests.torture.offices import SCENARIOS, make_office

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to kill")]
RUNS = {
    "build": {"kill": 3, "full": 1, "interrupt": 2, "read-only": 1, "held": 2, "two at once": 1},
    "build of a changed plan": {"kill": 2, "interrupt": 1, "held": 2, "two at once": 1, "damaged": 2},
    "issue": {"kill": 2, "full": 1, "held": 1, "two at once": 1, "damaged": 2},
    "build --supersede": {"kill": 2, "interrupt": 1},
    "archive": {"kill": 2, "held": 1},
    "collect": {"kill": 2, "two at once": 1},
}


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    started = Forks()
    yield started
    started.close()


@pytest.mark.parametrize("name", RUNS)
def test_same_command_again_leaves_what_an_undisturbed_one_does(name: str, tmp_path: Path, forks: Forks) -> None:
    office = make_office(tmp_path / "office", 2)
    findings = [*torture(SCENARIOS[name], office, forks, tmp_path / "work", RUNS[name], 7)]
    assert len(findings) == sum(RUNS[name].values())
    assert problems_of(findings) == {}
