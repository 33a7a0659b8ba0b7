"""One program at a time: the second waits, is refused, or comes after the first, however that ended."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gen.errors import BuildError
from gen.locking import locked
from gen.revisions import pin
from tests.support import plans

HOLD = "import sys, time; from pathlib import Path; from gen.locking import locked\n"
HOLD += "with locked(Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)"


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Another program that holds the lock of the plan."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "plan.yaml")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_second_program_is_told_to_wait_and_then_refused(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    waits: list[int] = []
    with pytest.raises(BuildError) as refused, locked(tmp_path / "plan.yaml", lambda: waits.append(1), seconds=0.3):
        pass
    holder.kill()
    assert [found.code for found in refused.value.diagnostics] == ["BUILD-028"]
    assert waits == [1]


def test_lock_of_a_program_that_was_killed_is_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with locked(tmp_path / "plan.yaml", seconds=0):
        pass


def test_program_that_waits_comes_after_the_first(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    threading.Timer(0.5, holder.kill).start()
    start = time.monotonic()
    with locked(tmp_path / "plan.yaml", seconds=20):
        assert time.monotonic() - start > 0.3


def test_ids_are_pinned_after_the_other_program(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    path = plans.write(tmp_path, plans.base())
    threading.Timer(0.5, holder.kill).start()
    start = time.monotonic()
    assert pin(path) > 0
    assert time.monotonic() - start > 0.3


def test_same_thread_may_hold_a_lock_twice(tmp_path: Path) -> None:
    with locked(tmp_path / "plan.yaml", seconds=0), locked(tmp_path / "plan.yaml", seconds=0):
        pass
    with locked(tmp_path / "plan.yaml", seconds=0):
        pass


def test_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "plan.yaml"):
        raise KeyError
    run = [sys.executable, "-c", HOLD.replace("time.sleep(60)", "pass"), str(tmp_path / "plan.yaml")]
    assert subprocess.run(run, capture_output=True, text=True, timeout=20).stdout == "held\n"


def test_two_plans_of_one_folder_do_not_wait_for_each_other(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with locked(tmp_path / "other.yaml", seconds=0):
        pass
    holder.kill()


def test_folder_in_which_nothing_can_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with locked(tmp_path / "file" / "plan.yaml"):
        pass
