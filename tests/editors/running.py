"""A command → what it wrote, or why there is nothing: it crashed, hung, or said that it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


class ProgramFailedError(Exception):
    """A program crashed, hung or refused; the message says which of them, without a path of this machine."""


def run(command: Sequence[str], *, seconds: float, home: Path) -> None:
    """Run a program in a group of its own, with `home` as its home, and end all of the group after a time.

    Raises ProgramFailedError.
    """
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    told |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=told,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ProgramFailedError("hung") from None
    finally:
        end(process)
    if process.returncode < 0:
        raise ProgramFailedError(f"crashed ({signal.Signals(-process.returncode).name})")
    if process.returncode:
        raise ProgramFailedError("does not open the file")


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
