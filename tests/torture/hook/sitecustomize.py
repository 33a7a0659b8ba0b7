"""GEN_FAULT in the environment → a fault at the N-th change of a file that any process of a command makes.

Python loads this module at the start of every process whose path has this folder: the command itself and its workers.
`kill:N`: the whole process group is killed before the change; `full:N`: from the change on the disk is full;
`interrupt:N`: Ctrl-C falls before it. The changes of all processes are counted together, in the file GEN_FAULT_COUNT.
"""

from __future__ import annotations

import errno
import os
import signal
import sys

_CHANGES = frozenset({"os.rename", "os.mkdir", "os.remove", "os.link", "os.truncate", "shutil.rmtree"})
_WRITING = os.O_WRONLY | os.O_RDWR


def _watch(kind: str, at: int, counter: int, inside: str) -> None:
    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if not isinstance(flags, int) or not flags & _WRITING:
                return
        elif event in _CHANGES:
            path = arguments[0]
        else:
            return
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str) or not os.path.abspath(path).startswith(inside):
            return
        os.write(counter, b".")  # appended whole, whichever process writes
        count = os.fstat(counter).st_size
        if kind == "kill" and count == at:
            os.killpg(0, signal.SIGKILL)
        if kind == "interrupt" and count == at:
            os.killpg(0, signal.SIGINT)
        if kind == "full" and count >= at and event != "os.remove":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    sys.addaudithook(hook)


if fault := os.environ.get("GEN_FAULT", ""):
    _kind, _, _at = fault.partition(":")
    _watch(
        _kind, int(_at),
        os.open(os.environ["GEN_FAULT_COUNT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT),
        os.environ["GEN_FAULT_INSIDE"],
    )  # fmt: skip
