"""Requests, a line of JSON each → `gen` run in forks of this process, which has loaded it; what each said and returned.

Started as a program, `python -m tests.torture.forks`: loading `gen` anew costs more than most of its runs, and there
are thousands. A request is a list of runs that begin together: {"folder", "arguments", "environment", "delay"}.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import gen
import gen.cli

HOOK = Path(__file__).parent / "hook"
_ROOT = str(Path(__file__).parents[2])
_SECONDS = 300
_POLL = 0.005
_LEFT_OUT = ("gen.__main__", "gen.store")
"""What would run the program, and what looks at the environment when it is loaded."""


@dataclass(frozen=True, slots=True)
class Run:
    """`gen` with these `arguments` in `folder`, begun `delay` seconds after the others of its request."""

    folder: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a run ended: its exit code, negative for a signal, and what it said; `ended` is False where it hung."""

    code: int
    out: str
    err: str
    ended: bool = True


class Forks:
    """The process of which runs are forks; used in one thread at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.forks"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=_ROOT, env={**os.environ, "PYTHONPATH": _ROOT, "PYTHONDONTWRITEBYTECODE": "1", "GEN_LANG": "en"},
        )  # fmt: skip

    def run(self, *runs: Run) -> list[Done]:
        """Begin all `runs` together, and wait for them."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(one) for one in runs]) + "\n")
        self._process.stdin.flush()
        return [Done(**one) for one in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _serve() -> None:
    for line in sys.stdin:
        print(
            json.dumps([asdict(done) for done in _run_together([Run(**one) for one in json.loads(line)])]), flush=True
        )


def _run_together(runs: Sequence[Run]) -> list[Done]:
    with tempfile.TemporaryDirectory(prefix="gen-forks-") as name:
        begun, waiting, running = time.monotonic(), sorted(enumerate(runs), key=lambda one: -one[1].delay), {}
        ended: dict[int, tuple[int, bool]] = {}
        while waiting or running:
            now = time.monotonic() - begun
            while waiting and now >= waiting[-1][1].delay:
                number, one = waiting.pop()
                running[number] = _fork(one, Path(name) / str(number)), now + _SECONDS
            for number, (pid, limit) in list(running.items()):
                hangs = now > limit
                if hangs:
                    os.killpg(pid, signal.SIGKILL)
                found, status = os.waitpid(pid, 0 if hangs else os.WNOHANG)
                if found:
                    ended[number] = os.waitstatus_to_exitcode(status), not hangs
                    del running[number]
            time.sleep(_POLL)
        return [_done(Path(name) / str(number), *ended[number]) for number in range(len(runs))]


def _done(said: Path, code: int, ended: bool) -> Done:
    out, err = (said.with_suffix(one).read_text("utf-8", "replace") for one in (".out", ".err"))
    return Done(code, out, err, ended)


def _fork(one: Run, said: Path) -> int:
    """Begin a run; what it says goes into the files `said`.out and .err. Its process id, which is that of its group."""
    for suffix in (".out", ".err"):
        said.with_suffix(suffix).touch()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = _call(one, said)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code & 0xFF)


def _call(one: Run, said: Path) -> int:
    """In the fork: become a process like one that was started, and run the command to its end."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, target in ((0, os.devnull), (1, said.with_suffix(".out")), (2, said.with_suffix(".err"))):
        descriptor = os.open(target, os.O_RDONLY if number == 0 else os.O_WRONLY)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(one.folder)
    os.environ.update({"PYTHONPATH": os.pathsep.join((str(HOOK), _ROOT)), **one.environment})
    runpy.run_path(str(HOOK / "sitecustomize.py"))  # as its workers load it; only here the folder is known
    try:
        gen.cli.main([*one.arguments], prog_name="gen")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _load() -> None:
    """Load all of `gen` that does not need what is not installed."""
    for module in pkgutil.walk_packages(gen.__path__, "gen."):
        if not module.name.startswith(_LEFT_OUT):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)


if __name__ == "__main__":
    _load()
    _serve()
