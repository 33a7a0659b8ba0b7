"""This machine → its hardware and the versions it runs, without which a number means nothing."""

from __future__ import annotations

import os
import platform
import re
import zlib
from pathlib import Path
from time import perf_counter

from benchmarks import node_peers
from benchmarks.contenders import Contender
from gen.word.package import ENGINE


def machine() -> dict[str, str]:
    """Processor, cores, memory, system and how busy it was when the run began."""
    processor = _first(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo")) or platform.processor() or platform.machine()
    memory = _first(r"MemTotal:\s*(\d+) kB", Path("/proc/meminfo"))
    system = _first(r'PRETTY_NAME="(.+)"', Path("/etc/os-release")) or platform.system()
    busy = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "processor": processor,
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory) / 2**20:.1f} GiB" if memory else "unknown",
        "system": f"{system}, {platform.system()} {platform.release().split('-')[0]}",
        "load average when the run began": busy,
        "ten million additions in Python": f"{_loop_seconds():.2f} s",
    }


def _loop_seconds() -> float:
    """How long the plainest work takes, the best of three: by it, runs on two machines can be set side by side."""
    best = float("inf")
    for _attempt in range(3):
        start, total = perf_counter(), 0
        for number in range(10_000_000):
            total += number
        best = min(best, perf_counter() - start)
    return best


def versions(contenders: list[Contender]) -> dict[str, str]:
    """Python, the libraries of all contenders that can run, the deflate engines, node."""
    found = {platform.python_implementation(): platform.python_version(), "gen's deflate": ENGINE}
    found["zlib (docxtpl's deflate)"] = zlib.ZLIB_RUNTIME_VERSION
    for contender in contenders:
        if not contender.missing():
            found.update(contender.versions())
    if node_peers.node_version():
        found["node"] = node_peers.node_version()
    return found


def _first(pattern: str, path: Path) -> str:
    try:
        match = re.search(pattern, path.read_text(encoding="utf-8"))
    except OSError:
        return ""
    return match[1].strip() if match else ""
