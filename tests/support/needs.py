"""What this machine must have for a test: marks that skip it otherwise, and say what to install."""

import shutil
import subprocess

import pytest

from gen.pdf.engines import libreoffice, wkhtmltopdf

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _needs(found: object, package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not found, reason=f"not installed here: {package} (tools/system_packages.sh test)")


needs_libreoffice = _needs(libreoffice.locate_soffice(), "libreoffice-writer-nogui")
needs_wkhtmltopdf = _needs(wkhtmltopdf.locate_wkhtmltopdf(), "wkhtmltopdf")
needs_chromium = _needs(CHROMIUM, "chromium")
needs_fontconfig = _needs(shutil.which("fc-match"), "fontconfig")


def _python_with_uno() -> str | None:
    """The Python that knows LibreOffice's API: the system's, where python3-uno is installed."""
    for name in filter(None, (shutil.which("python3", path="/usr/bin"), shutil.which("python3"))):
        if subprocess.run([name, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return name
    return None


PYTHON_WITH_UNO = _python_with_uno()
needs_uno = _needs(PYTHON_WITH_UNO, "python3-uno")
