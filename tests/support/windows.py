"""gen under Windows' Python in Wine (`make windows`): its commands, files that another program holds, and its end."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = os.environ.get("GEN_WINDOWS", "")
"""What tools.windows made."""

needs_windows = pytest.mark.skipif(
    not (FOLDER and shutil.which("wine")), reason="takes minutes, and Wine: run by `make windows`"
)
_SECONDS = 300
READ, NOTHING = 1, 0
"""What others may do with a file that is held: read it, as with one that is open in Word, or nothing."""

_HOLD = """
import ctypes, sys
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.CreateFileW.restype = ctypes.c_void_p
share = int(sys.argv[1])
handle = kernel.CreateFileW(ctypes.c_wchar_p(sys.argv[2]), 0x80000000, share, None, 3, 0, None)
print("held" if handle != 2**64 - 1 else f"error {ctypes.get_last_error()}", flush=True)
sys.stdin.read()
"""

_KILL = """
import glob, subprocess, sys, time
command = [sys.executable, "-m", "gen", *sys.argv[3:]]
process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while process.poll() is None and len(glob.glob(sys.argv[1], recursive=True)) < int(sys.argv[2]):
    time.sleep(0.01)
was_running = process.poll() is None
process.kill()  # TerminateProcess
process.wait()
print("killed" if was_running else "ended by itself")
"""

_UNREAD = """
import subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "gen", *sys.argv[1:]], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdout.close()
sys.stdout.buffer.write(process.stderr.read())
sys.exit(process.wait())
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended: its exit code, and all that it printed."""

    code: int
    text: str


def gen(office: Path, *arguments: str) -> Ended:
    """`gen` with these arguments in the folder `office`."""
    return python(office, "-m", "gen", *arguments)


def python(office: Path, *arguments: str) -> Ended:
    with start(office, *arguments) as process:
        return ended(process)


def ended(process: subprocess.Popen[bytes]) -> Ended:
    text, _nothing = process.communicate(timeout=_SECONDS)
    return Ended(process.returncode, text.decode().replace("\r\n", "\n"))


def start(office: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Windows' Python; its output is a pipe, since it cannot begin under Wine with one that is a file."""
    environment = {
        **os.environ,
        "WINEPREFIX": f"{FOLDER}/prefix",
        "WINEDEBUG": "-all",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": f"{windows_path(Path(FOLDER) / 'site')};{windows_path(ROOT)}",
        "PYTHONPYCACHEPREFIX": windows_path(Path(FOLDER) / "compiled"),
        "PYTHONIOENCODING": "utf-8",
        "GEN_LANG": "en",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        ["wine", f"{FOLDER}/python/python.exe", *arguments],
        cwd=office, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def windows_path(path: Path) -> str:
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def held(path: Path, share: int = NOTHING) -> Iterator[None]:
    """Another Windows program has the file at `path` open meanwhile."""
    with start(path.parent, "-c", _HOLD, str(share), windows_path(path)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline().strip() == b"held"
            yield
        finally:
            process.stdin.close()


def killed(office: Path, pattern: str, count: int, *arguments: str) -> None:
    """`gen` with these arguments, ended by another program once `count` files fit `pattern`."""
    assert python(office, "-c", _KILL, pattern, str(count), *arguments).text.strip() == "killed"


def unread(office: Path, *arguments: str) -> Ended:
    """`gen` with these arguments, whose output nobody reads any more; what it printed of errors."""
    return python(office, "-c", _UNREAD, *arguments)


@contextmanager
def shared(folder: Path) -> Iterator[str]:
    """The name of a share that is `folder`, as Wine gives it, which asks no server."""
    server = Path(FOLDER) / "prefix/dosdevices/unc/may-chu"
    server.mkdir(parents=True, exist_ok=True)
    share = server / folder.parent.name
    share.symlink_to(folder)
    try:
        yield rf"\\may-chu\{share.name}"
    finally:
        share.unlink()
