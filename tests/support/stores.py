"""A database for a test: SQLite beside the plan, or a PostgreSQL server of this machine that the tests start."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_USER = "postgres"


def missing() -> str:
    """Why PostgreSQL cannot be tested here; empty where it can."""
    if _binaries() is None:
        return "PostgreSQL is not installed (tools/system_packages.sh test)"
    if os.getuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser"
    return ""


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else (Path(named).parent if named else None)


@contextmanager
def server() -> Iterator[str]:
    """A server in a folder of its own that ends with the test run; the address of it, without a database's name."""
    binaries = _binaries()
    assert binaries is not None
    with tempfile.TemporaryDirectory(prefix="gen-pg-", ignore_cleanup_errors=True) as folder:
        if os.getuid() == 0:
            shutil.chown(folder, _USER)
        data, port = Path(folder) / "data", _free_port()
        _run(binaries / "initdb", "-D", data, "-A", "trust", "-U", _USER, "-E", "UTF8", "--locale=C", "-N")
        flags = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", Path(folder) / "log", "-o", flags, "start")
        try:
            yield f"postgres://{_USER}@127.0.0.1:{port}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


@contextmanager
def database(address: str) -> Iterator[str]:
    """A new, empty database on the server; its address."""
    import psycopg

    name = f"t{uuid4().hex}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    yield f"{address}/{name}"


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", _USER, "--", *words]
    # What pg_ctl starts keeps its outputs open: a pipe would never end.
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=120)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
