"""Schedules: every piece is carried out, whatever dies; Ctrl-C lets what is under way come to its end."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gen.schedule import PieceResult, ProcessSchedule, Schedule, SerialSchedule, ctrl_c_afterwards
from tests.support import work

HERE = Path(__file__).parents[1]
BOTH = pytest.mark.parametrize("schedule", [SerialSchedule(), ProcessSchedule(2)], ids=["here", "cores"])
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")


def results(found: list[PieceResult]) -> dict[int, object]:
    assert len({done.index for done in found}) == len(found)
    return {done.index: done.result for done in found}


@BOTH
def test_every_piece_gives_its_result(schedule: Schedule) -> None:
    found = results(list(schedule.run_pieces(work.double, 10, range(20))))
    assert found == {index: index * 10 for index in range(20)}


@BOTH
def test_no_pieces_give_nothing(schedule: Schedule) -> None:
    assert list(schedule.run_pieces(work.double, 10, [])) == []


@BOTH
def test_what_a_piece_raises_is_raised(schedule: Schedule) -> None:
    with pytest.raises(ValueError, match="piece 3"):
        list(schedule.run_pieces(work.fail, 0, range(6)))


def test_cores_are_other_processes_side_by_side() -> None:
    found = set(results(list(ProcessSchedule(2).run_pieces(work.process, None, range(8)))).values())
    assert len(found) == 2
    assert os.getpid() not in found


@needs_kill
def test_piece_whose_process_is_killed_is_carried_out_again(tmp_path: Path) -> None:
    found = results(list(ProcessSchedule(2).run_pieces(work.die_once, tmp_path, range(12))))
    assert found == {index: index for index in range(12)}
    assert len(list(tmp_path.glob("5-*"))) >= 2


@needs_kill
def test_piece_that_kills_every_process_is_given_up_and_the_others_are_not() -> None:
    found = results(list(ProcessSchedule(2).run_pieces(work.die_always, None, range(9))))
    assert found == {index: None if index == 5 else index for index in range(9)}


@needs_kill
def test_ctrl_c_lets_pieces_under_way_end_and_gives_their_results(tmp_path: Path) -> None:
    def interrupt() -> None:
        while not list(tmp_path.glob("began-*")):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    found: list[PieceResult] = []
    with pytest.raises(KeyboardInterrupt):
        found.extend(ProcessSchedule(2).run_pieces(work.wait_long, tmp_path, range(30)))
    begun = {path.name.removeprefix("began-") for path in tmp_path.glob("began-*")}
    ended = {path.name.removeprefix("ended-") for path in tmp_path.glob("ended-*")}
    assert begun == ended == {str(done.result) for done in found}
    assert len(found) < 30


@needs_kill
def test_processes_do_not_outlive_the_one_that_started_them(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.support import work; from gen.schedule import ProcessSchedule\n"
        "if __name__ == '__main__':\n"
        "    list(ProcessSchedule(2).run_pieces(work.wait_long, Path(sys.argv[1]), range(200)))\n"
    )
    script = tmp_path / "main.py"
    script.write_text(program, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{HERE.parent}"}
    parent = subprocess.Popen([sys.executable, str(script), str(tmp_path)], env=environment)
    while not list(tmp_path.glob("ended-*")):
        assert parent.poll() is None  # it ended before any piece of work did
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    time.sleep(1)
    before = len(list(tmp_path.glob("began-*")))
    time.sleep(1)
    assert len(list(tmp_path.glob("began-*"))) == before


def test_ctrl_c_while_pieces_are_handed_out_waits_for_the_last_of_them() -> None:
    handed_out: list[int] = []

    def hand_out() -> None:
        with ctrl_c_afterwards():
            for piece in range(3):
                handed_out.append(piece)
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        hand_out()
    assert handed_out == [0, 1, 2]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
