"""A few of the torture's runs, at fixed places: after the same command again all is as if nothing had happened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.torture.faults import count_changes, disturb, places, prepare
from tests.torture.offices import SCENARIOS, make_office

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to kill")]
RUNS = {
    "first build": {"kill": 4, "full": 2, "interrupt": 3},
    "build after a change": {"kill": 4, "full": 1, "interrupt": 1},
    "issue": {"kill": 3, "full": 1},
    "supersede": {"kill": 4, "interrupt": 1},
}


@pytest.mark.parametrize("name", RUNS)
def test_same_command_again_leaves_what_an_undisturbed_one_does(name: str, tmp_path: Path) -> None:
    scenario, prepared = SCENARIOS[name], tmp_path / "prepared"
    prepare(scenario, make_office(tmp_path / "office", 3), prepared)
    changes, wanted, _says = count_changes(scenario, prepared, tmp_path)
    findings = [
        disturb(scenario, fault, at, prepared, tmp_path, wanted)
        for fault, runs in RUNS[name].items()
        for at in places(7, changes, runs)
    ]
    assert {finding.fault: finding.problems for finding in findings if finding.problems} == {}
