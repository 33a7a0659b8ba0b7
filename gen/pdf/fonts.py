"""The fonts of this machine → which one the documents get in their PDFs, and which Vietnamese letters it lacks.

The documents ask for Times New Roman. Where it is not installed, LibreOffice takes Liberation Serif, which has the
same widths, so that lines and pages break as in Word. Fontconfig is asked, as LibreOffice does on Linux.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gen.locale import _
from gen.pdf.engines.process import ProgramRunner

_FAMILIES = ("Times New Roman", "Liberation Serif")
_STYLES = ("", ":bold", ":italic", ":bold:italic")
_SECONDS = 60  # the first query after fonts were installed waits for fontconfig's cache
_FORMAT = "%{family}\n%{file}\n%{fontversion}\n%{charset}\n"

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES] + ["đ"]
VIETNAMESE = tuple(letter for letter in _LOWER + [low.upper() for low in _LOWER] if not letter.isascii())


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of a font, as fontconfig describes it: `version` is the number in the font's head table."""

    families: tuple[str, ...]
    file: str
    version: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FontStatus:
    """The font of the documents; `ok` is None where it could not be checked.

    `missing` are the Vietnamese letters that at least one of its faces (regular, bold, italic, both) lacks.
    """

    family: str = ""
    file: str = ""
    version: str = ""
    missing: tuple[str, ...] = ()
    ok: bool | None = None
    remedy: str = ""


def check_fonts() -> FontStatus:
    """Ask fontconfig for the font that the documents get; not checked where there is no fontconfig."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return FontStatus()
    for family in _FAMILIES:
        if faces := [face for face in _faces(matcher, family) if family in face.families]:
            return assess_fonts(faces, family)
    return assess_fonts(_faces(matcher, _FAMILIES[0]))


def assess_fonts(faces: Sequence[FontFile], family: str = "") -> FontStatus:
    """The status of the font with these `faces`; without the requested `family`, they are a mere substitute."""
    if not faces:
        return FontStatus(ok=False, remedy=_remedy())
    worst = max(faces, key=lambda face: len(face.missing))
    missing = tuple(letter for letter in VIETNAMESE if any(letter in face.missing for face in faces))
    ok = bool(family) and not missing
    name = family or worst.families[0]
    return FontStatus(name, worst.file, worst.version, missing, ok, "" if ok else _remedy())


def missing_letters(charset: str) -> tuple[str, ...]:
    """The Vietnamese letters that are not in `charset`, code points as fontconfig writes them: "20-7e a0-36f 374"."""
    ranges = [(start, end or start) for start, _dash, end in (part.partition("-") for part in charset.split())]
    bounds = [(int(start, 16), int(end, 16)) for start, end in ranges]
    return tuple(letter for letter in VIETNAMESE if not any(low <= ord(letter) <= high for low, high in bounds))


def _faces(matcher: str, family: str) -> list[FontFile]:
    """What fontconfig gives for each style of `family`: always a face, possibly of another family."""
    answers = [ProgramRunner().run([matcher, "-f", _FORMAT, family + style], _SECONDS) for style in _STYLES]
    return [_face(answer.output) for answer in answers if answer.finished and answer.output.count("\n") >= 4]


def _face(answer: str) -> FontFile:
    family, file, version, charset = answer.splitlines()[-4:]
    number = f"{int(version) / 0x10000:.2f}" if version.isdecimal() else ""
    return FontFile(tuple(family.split(",")), file, number, missing_letters(charset))


def _remedy() -> str:
    # The package fonts-liberation of Debian 12 and Ubuntu 22.04 is version 1, under the same family name.
    return _("install Liberation Serif 2: {command}").format(command="sudo apt-get install fonts-liberation2")
