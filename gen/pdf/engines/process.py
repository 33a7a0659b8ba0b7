"""A converter's name → its program on this machine, run in its own process group, which can be ended."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gen.locale import _

_POLL_SECONDS = 0.1
_MOST_PRINTED = 1024 * 1024
_VERSION_SECONDS = 60  # the first start of a freshly installed LibreOffice is slow


def find_program(variable: str, names: Sequence[str], places: Sequence[Path] = ()) -> Path | None:
    """The program that the environment variable names, else the first of `names` on PATH, else of `places`.

    Where the variable names no program the result is None, without a search: the person asked for that one.
    """
    value = os.environ.get(variable)
    if value:
        return Path(value) if _is_program(Path(value)) else None
    on_path = next(filter(None, map(shutil.which, names)), None)
    return Path(on_path) if on_path else next(filter(_is_program, places), None)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def wrong_variable_remedy(variable: str, value: str) -> str:
    """The remedy when `chosen`, the value of the environment variable, is no program that runs."""
    return _("{variable} names {path}, which does not run: correct it, or unset it to search this machine").format(
        variable=variable, path=value
    )


def read_version(program: Path) -> str:
    """The version that `program --version` prints; empty when the program does not run."""
    try:
        result = ProgramRunner().run([str(program), "--version"], _VERSION_SECONDS)
    except OSError:
        return ""
    number = re.search(r"\d+(\.\d+)+", result.output)
    return number[0] if number and result.finished else ""


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """What a program printed; whether it ended by itself rather than being ended, and whether with exit code 0."""

    output: str
    finished: bool
    succeeded: bool = False


class ProgramRunner:
    """Programs that run now, each in its own process group: ending one takes its children and nothing else.

    They get the environment of this process, and `variables` over it.
    """

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._environment = {**os.environ, **(variables or {})}
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, command: Sequence[str], seconds: float, progress: Callable[[], int] | None = None) -> ProgramResult:
        """Run `command` to its end, or end it after `seconds`.

        `progress`, if given, is called repeatedly meanwhile; the program is then ended when the value that it returns
        has not changed for `seconds`. Raises OSError when it cannot be started.
        """
        # A file and not a pipe: a pipe stays open while any grandchild lives, and reading it would hang.
        with tempfile.TemporaryFile() as output:
            with self._lock:
                if self._closed:
                    return ProgramResult("", finished=False)
                process = _start(command, output.fileno(), self._environment)
                self._running.add(process)
            try:
                finished = _wait(process, seconds, progress) and not self._closed
            finally:
                self._end(process)
            output.seek(0)
            printed = output.read(_MOST_PRINTED).decode("utf-8", "replace")
            return ProgramResult(printed, finished, finished and process.returncode == 0)

    def close(self) -> None:
        """End all that run, and start no more."""
        with self._lock:
            self._closed = True
            running = tuple(self._running)
        for process in running:
            _kill(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _kill(process)
        process.wait()
        with self._lock:
            self._running.discard(process)


def _start(command: Sequence[str], output: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the program was found by `find_program`, the arguments are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )


def _wait(process: subprocess.Popen[bytes], seconds: float, progress: Callable[[], int] | None) -> bool:
    """Whether the process ended before `seconds` passed without progress."""
    if progress is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.poll() is not None
    done, changed_at = progress(), time.monotonic()
    while True:
        try:
            process.wait(_POLL_SECONDS)
            return True
        except subprocess.TimeoutExpired:
            now = progress()
        if now != done:
            done, changed_at = now, time.monotonic()
        elif time.monotonic() - changed_at > seconds:
            return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        # Windows has no process groups to kill: taskkill /T walks the tree.
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
