"""GEN_FAULT in the environment → a fault at the N-th change of a file that any process of a command makes.

Python loads this module at the start of every process whose path has this folder: the workers of a command; the
command itself, which is a fork (see `forks`), calls `install`. The changes of all processes are counted together, in
the file GEN_FAULT_COUNT. Only what lies in the folder GEN_FAULT_INSIDE counts, and is disturbed.

`kill:N`       the whole process group is killed before the N-th change
`interrupt:N`  Ctrl-C falls before it
`full:N`       from the N-th change on the disk is full
`read-only:N`  from the N-th change on nothing can be changed any more
`held:N`       the file of the N-th opening, reading or change is held by another program from then on, as on Windows:
               it can be neither read nor replaced
"""

from __future__ import annotations

import errno
import os
import signal
import sys

_CHANGES = frozenset({"os.rename", "os.mkdir", "os.remove", "os.link", "os.truncate", "shutil.rmtree"})
_WRITING = os.O_WRONLY | os.O_RDWR


class _Fault:
    """What happens at which place, in whichever process."""

    def __init__(self, kind: str, at: int, counter: str, inside: str) -> None:
        self._kind, self._at, self._inside, self._held = kind, at, inside, f"{counter}.held"
        self._counter = os.open(counter, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            changes = isinstance(flags, int) and bool(flags & _WRITING)
        elif event in _CHANGES:
            changes = True
        else:
            return
        paths = [self._place(one) for one in arguments[: 2 if event in ("os.rename", "os.link") else 1]]
        inside = [path for path in paths if path]
        if not inside:
            return
        if self._kind == "held":
            self._hold(inside)
        elif changes:
            self._change(event, inside[0])

    def _place(self, path: object) -> str:
        """The path, absolute, if it is in the folder."""
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str):
            return ""
        whole = os.path.abspath(path)
        return whole if whole.startswith(self._inside) and whole != self._inside else ""

    def _count(self) -> int:
        os.write(self._counter, b".")  # appended whole, whichever process writes
        return os.fstat(self._counter).st_size

    def _change(self, event: str, path: str) -> None:
        count = self._count()
        if self._kind == "kill" and count == self._at:
            os.killpg(0, signal.SIGKILL)
        if self._kind == "interrupt" and count == self._at:
            os.killpg(0, signal.SIGINT)
        if self._kind == "full" and count >= self._at and event != "os.remove":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        if self._kind == "read-only" and count >= self._at:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    def _hold(self, paths: list[str]) -> None:
        if self._count() == self._at:
            with open(os.open(self._held, os.O_WRONLY | os.O_CREAT), "w") as file:
                file.write(paths[-1])
        try:
            with open(os.open(self._held, os.O_RDONLY)) as file:
                held = file.read()
        except FileNotFoundError:
            return
        if held in paths and not os.path.isdir(held):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), held)


def install() -> None:
    """Disturb this process from now on, if the environment says so."""
    kind, _, at = os.environ.get("GEN_FAULT", "").partition(":")
    if kind:
        sys.addaudithook(
            _Fault(kind, int(at), os.environ["GEN_FAULT_COUNT"], os.path.join(os.environ["GEN_FAULT_INSIDE"], ""))
        )


install()
