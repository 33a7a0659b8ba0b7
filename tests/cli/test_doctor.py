"""What the doctor finds, and what it advises."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from gen import doctor
from gen.pdf import Availability
from gen.pdf.engines.protocol import EngineTraits
from gen.pdf.fonts import FontStatus


def test_every_part_of_the_machine_is_found_under_its_name() -> None:
    findings = doctor.check_system()
    names = [finding.name for finding in findings]
    assert names == ["python", "embedded", "libreoffice", "pdfkit", "fonts", "language"]
    assert all(finding.detail for finding in findings)
    assert json.loads(json.dumps([asdict(finding) for finding in findings]))[0]["ok"] is True


def test_a_missing_engine_comes_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_SOFFICE", str(tmp_path / "nowhere"))
    [finding] = [finding for finding in doctor.check_system() if finding.name == "libreoffice"]
    assert finding.ok is False
    assert "GEN_SOFFICE" in finding.remedy


@pytest.mark.parametrize(
    ("traits", "claims"),
    [
        (EngineTraits(True, "2b", True), "laid out as in Word, PDF/A-2b, the same bytes on every run"),
        (EngineTraits(False, "", False), "PDFs that are not archival"),
    ],
)
def test_an_engine_is_shown_with_version_program_and_what_its_pdfs_are(traits: EngineTraits, claims: str) -> None:
    finding = doctor.check_engine("libreoffice", Availability(True, "7.4.7.2", Path("/usr/bin/soffice")), traits)
    assert finding == doctor.SystemCheck("libreoffice", True, f"7.4.7.2 ({Path('/usr/bin/soffice')}): {claims}")


def test_missing_letters_are_counted_and_shown() -> None:
    status = FontStatus("Liberation Serif", "a.ttf", "1.07", ("ộ", "ự"), ok=False, remedy="install")
    finding = doctor.check_fonts(status)
    assert finding.ok is False
    assert "Liberation Serif 1.07 (a.ttf) lacks 2 Vietnamese letters: ộ ự" in finding.detail
    assert finding.remedy == "install"


def test_a_substitute_font_is_called_one() -> None:
    finding = doctor.check_fonts(FontStatus("DejaVu Serif", "a.ttf", ok=False, remedy="install"))
    assert finding.ok is False
    assert finding.detail.startswith("DejaVu Serif (a.ttf) takes the place of Times New Roman")


def test_fonts_that_cannot_be_checked_are_neither_good_nor_bad() -> None:
    finding = doctor.check_fonts(FontStatus())
    assert finding.ok is None
    assert "not checked" in finding.detail


@pytest.mark.parametrize(("code", "word"), [("en", "English"), ("vi", "tiếng Việt")])
def test_the_language_in_use_is_named_in_itself(monkeypatch: pytest.MonkeyPatch, code: str, word: str) -> None:
    monkeypatch.setenv("GEN_LANG", code)
    assert word in doctor.check_system([])[-1].detail
