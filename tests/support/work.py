"""Pieces of work for the tests of schedules: plain functions, so that another process can import them."""

import os
import signal
import time
from pathlib import Path


def double(shared: int, piece: int) -> int:
    return shared * piece


def fail(_shared: int, piece: int) -> int:
    if piece == 3:
        raise ValueError("piece 3")
    return piece


def die_once(folder: Path, piece: int) -> int:
    """Piece 5 takes its process with it, the first time; every call leaves a trace."""
    (folder / f"{piece}-{os.getpid()}-{time.monotonic_ns()}").touch()
    if piece == 5 and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


def die_always(_shared: None, piece: int) -> int:
    if piece == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


def process(_shared: None, _piece: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def wait_long(folder: Path, piece: int) -> int:
    """Tells that it began, and takes its time."""
    (folder / f"began-{piece}").touch()
    time.sleep(0.3)
    (folder / f"ended-{piece}").touch()
    return piece
