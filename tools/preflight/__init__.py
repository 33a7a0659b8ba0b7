"""PDFs that claim PDF/A-1b → what Apache PDFBox Preflight, a validator that is not ours, says against them.

Preflight knows level 1b only; the packages are Debian's: `tools/system_packages.sh test` installs them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

PACKAGES = ("libpdfbox2-java", "libjaxb-api-java", "libactivation-java")

_JARS = Path("/usr/share/java")
_NEEDED = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")
_CLASS = "org.apache.pdfbox.preflight.Validator_A1b"
_SECONDS = 120
_FINDING = re.compile(r"^(\d+(?:\.\d+)*) ?: ?(.*)$", re.MULTILINE)


def absent() -> str:
    """What keeps Preflight from running here; empty where nothing does."""
    if shutil.which("java") is None:
        return "java"
    return next((f"{jar}.jar" for jar in _NEEDED if not (_JARS / f"{jar}.jar").is_file()), "")


def findings(pdf: Path) -> list[str]:
    """Every finding of Preflight, as `7.11.2: Error on MetaData, part must be 1`; nothing where it finds `pdf` valid.

    Raises RuntimeError where Preflight says neither that the file is valid nor why it is not.
    """
    path = os.pathsep.join(str(_JARS / f"{jar}.jar") for jar in _NEEDED)
    command = ["java", "-Xmx512m", "-cp", path, _CLASS, str(pdf)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    found = [f"{code}: {text.strip()}" for code, text in _FINDING.findall(ran.stdout)]
    if ran.returncode == 0 and "is a valid PDF/A-1b file" in ran.stdout and not found:
        return []
    if not found:
        raise RuntimeError(f"Preflight did not finish: {ran.stderr or ran.stdout}")
    return found
