"""What this machine must have for a test: marks that skip it otherwise, and say what to install."""

import shutil

import pytest

from gen.pdf import libreoffice, wkhtmltopdf

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _needs(found: object, package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not found, reason=f"not installed here: {package} (tools/system_packages.sh test)")


needs_libreoffice = _needs(libreoffice.locate(), "libreoffice-writer-nogui")
needs_wkhtmltopdf = _needs(wkhtmltopdf.locate(), "wkhtmltopdf")
needs_chromium = _needs(CHROMIUM, "chromium")
needs_fontconfig = _needs(shutil.which("fc-match"), "fontconfig")
