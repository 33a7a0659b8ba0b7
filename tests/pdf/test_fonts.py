"""The font of the documents, as fontconfig describes it."""

import unicodedata
from pathlib import Path

import pytest

from gen.pdf import fonts
from gen.pdf.fonts import VIETNAMESE, FontFile
from tests.support.needs import needs_fontconfig, needs_libreoffice

# What fc-query says of Liberation Serif 1.07.4 and 2.1.5, as far as Latin letters go.
LIBERATION_1 = "20-7e a0-17f 192 1fa-1ff 218-21b 2c6-2c7 2c9 2d8-2dd 37e 1e80-1e85 1ef2-1ef3 2010-2011"
LIBERATION_2 = "20-7e a0-36f 374-375 1d00-1dca 1dfe-1e9b 1e9e 1ea0-1ef9 1f00-1f15"


def face(charset: str, file: str = "LiberationSerif-Regular.ttf") -> FontFile:
    return FontFile(("Liberation Serif",), file, "2.10", fonts.missing_letters(charset))


def fontconfig_with(folder: Path, monkeypatch: pytest.MonkeyPatch, *families: str) -> None:
    """Let fontconfig see only the installed files of `families`."""
    (folder / "fonts").mkdir()
    for file in Path("/usr/share/fonts").rglob("*.ttf"):
        if file.name.startswith(families):
            (folder / "fonts" / file.name).symlink_to(file)
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))


def test_there_are_134_vietnamese_letters_beyond_ascii() -> None:
    assert len(set(VIETNAMESE)) == 134
    assert all(len(letter) == 1 and unicodedata.is_normalized("NFC", letter) for letter in VIETNAMESE)
    assert set("ẳẰộỠựđĐƠưỳ") < set(VIETNAMESE)


def test_liberation_2_has_every_letter() -> None:
    assert fonts.missing_letters(LIBERATION_2) == ()


def test_liberation_1_under_the_same_name_lacks_most_letters() -> None:
    missing = fonts.missing_letters(LIBERATION_1)
    assert len(missing) == 92
    assert "ộ" in missing
    assert "ă" not in missing


def test_a_bold_face_without_the_letters_spoils_the_font() -> None:
    status = fonts.assess_fonts(
        [face(LIBERATION_2), face(LIBERATION_1, "LiberationSerif-Bold.ttf")], "Liberation Serif"
    )
    assert status.ok is False
    assert status.file == "LiberationSerif-Bold.ttf"
    assert len(status.missing) == 92
    assert "fonts-liberation2" in status.remedy


def test_a_substitute_is_not_the_font_even_with_every_letter() -> None:
    status = fonts.assess_fonts([FontFile(("DejaVu Serif",), "DejaVuSerif.ttf", "2.37", ())])
    assert (status.ok, status.family, status.missing) == (False, "DejaVu Serif", ())
    assert "fonts-liberation2" in status.remedy


def test_without_fontconfig_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gen.pdf.fonts.shutil.which", lambda _name: None)
    assert fonts.check_fonts() == fonts.FontStatus(ok=None)


@needs_fontconfig
@needs_libreoffice
def test_the_font_of_this_machine_has_every_letter() -> None:
    status = fonts.check_fonts()
    assert status.ok, status.remedy
    assert status.family in {"Times New Roman", "Liberation Serif"}
    assert Path(status.file).is_file()


@needs_fontconfig
def test_a_machine_with_other_fonts_only_gets_a_substitute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fontconfig_with(tmp_path, monkeypatch, "LiberationSans-")
    if not any((tmp_path / "fonts").iterdir()):
        pytest.skip("Liberation Sans is not installed here")
    status = fonts.check_fonts()
    assert (status.ok, status.family) == (False, "Liberation Sans")
    assert "fonts-liberation2" in status.remedy


@needs_fontconfig
def test_a_machine_without_fonts_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fontconfig_with(tmp_path, monkeypatch)
    status = fonts.check_fonts()
    assert (status.ok, status.family) == (False, "")
    assert "fonts-liberation2" in status.remedy
