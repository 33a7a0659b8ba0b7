"""Word files → PDFs by one warm unoserver: what others use where LibreOffice must not be started for each file.

The server runs on the system's Python, which has the library `uno`; its client is a package of this one.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from gen.pdf import ConversionJob
from gen.pdf.engines.libreoffice import locate_soffice

PYTHON = "/usr/bin/python3"
_OPTIONS = ("SelectPdfVersion=2", "UseTaggedPDF=true", "ExportFormFields=false")
"""As the engine's own."""
_SECONDS = 90


def absent() -> str:
    """What keeps unoserver from running here; empty where nothing does."""
    if importlib.util.find_spec("unoserver") is None:
        return "pip install unoserver"
    has_uno = [PYTHON, "-c", "import uno"]
    if not Path(PYTHON).exists() or subprocess.run(has_uno, capture_output=True, check=False).returncode:
        return "apt-get install python3-uno"
    return "" if locate_soffice() else "LibreOffice"


def version() -> str:
    """The version of unoserver."""
    return metadata.version("unoserver")


@contextmanager
def warm(first: Path) -> Iterator[Any]:
    """A client of a server that has converted `first`, and so has loaded all it needs."""
    from unoserver.client import UnoClient

    with tempfile.TemporaryDirectory(prefix="gen-unoserver-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        server = _start(folder, port)
        try:
            client = UnoClient(port=str(port))
            _wait(server, port)
            convert(client, [ConversionJob(first, folder / "first.pdf")])
            yield client
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def convert(client: Any, jobs: Sequence[ConversionJob]) -> None:
    """Convert `jobs` one after the other: a server does not convert two files at once."""
    for job in jobs:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        options = list(_OPTIONS)
        client.convert(str(job.source), outpath=str(job.target), filtername="writer_pdf_Export", filter_options=options)


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """The server, for which the system's Python finds this one's unoserver and nothing else of it."""
    spec = importlib.util.find_spec("unoserver")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("unoserver")
    package = Path(spec.origin).parent
    for found in (package, package.parent / f"unoserver-{version()}.dist-info"):
        shutil.copytree(found, folder / "library" / found.name)
    ports = ["--port", str(port), "--uno-port", str(_free_port())]
    command = [PYTHON, "-m", "unoserver.server", *ports, "--executable", str(locate_soffice())]
    return subprocess.Popen(
        [*command, "--user-installation", str(folder / "profile"), "--quiet"],
        env={**os.environ, "PYTHONPATH": str(folder / "library")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Until the server answers. Raises TimeoutError where it does not, or has ended."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise TimeoutError("unoserver did not start")
