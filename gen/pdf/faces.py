"""The fonts of this machine → the family of the documents, and what layout needs to know of each face.

Documents ask for Times New Roman. Where it is not installed, Liberation Serif 2 has its widths, and TeX Gyre Termes
nearly so. A family counts only with all four faces and every Vietnamese letter in each: no accidental substitute.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from gen import diagnostics
from gen.errors import EngineError
from gen.locale import _
from gen.pdf.engines import libreoffice
from gen.pdf.font_files import VERSION, FontFiles, FontPlace, find_fonts, names_in, system_folders
from gen.pdf.fonts import VIETNAMESE

VARIABLE = "GEN_FONT"
"""The environment variable that names the one family for documents."""

PACKAGE = "rinoh-typeface-texgyretermes"
"""The package of PyPI that has TeX Gyre Termes. Only its font files are used, none of its code."""

_FAMILIES = ("Times New Roman", "Liberation Serif", "TeX Gyre Termes")
_HEIGHTS = ((1825 + 87) / 2048, 443 / 2048)
"""Ascent with line gap, and descent, of Times New Roman and of Liberation Serif, in parts of the size."""
_LIKE = {
    "Arial": ("Liberation Sans",), "Helvetica": ("Liberation Sans",), "Courier New": ("Liberation Mono",),
    "Calibri": ("Carlito",), "Cambria": ("Caladea",),
}  # fmt: skip
"""Fonts of the same widths, under which text keeps its lines."""
_TIMES = {"times new roman", "times", "liberation serif", "tinos", "tex gyre termes"}
_FACES = [(bold, italic) for bold in (False, True) for italic in (False, True)]
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\t\n"

Key = tuple[str, bool, bool]


@dataclass(slots=True, eq=False)
class FontFace:
    """One face; `ascent` and `descent` are in parts of the size.

    Heights are those by which Word and LibreOffice set lines: ascent, descent and line gap of the table hhea (OpenType
    1.9), the gap above the line.
    """

    family: str
    ascent: float
    descent: float
    version: str
    file: FontPlace
    _letters: dict[int, int]
    _advances: list[int]
    _unit: int
    _widths: dict[str, float] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def glyph(self, letter: str) -> int:
        """The number of the glyph that shows `letter`; 0, that of what is missing, where the face has none."""
        return self._letters.get(ord(letter), 0)

    def width(self, text: str) -> float:
        """How wide `text` is, in parts of the size, without kerning; a letter that the face lacks has no width."""
        total = 0.0
        for letter in text:
            known = self._widths.get(letter)
            if known is None:
                glyph = self.glyph(letter)
                known = self._widths[letter] = self._advances[glyph] / self._unit if glyph else 0.0
            total += known
        return total

    def lacks(self, text: str) -> str:
        """The first letter of `text` that the face does not have; empty where it has all."""
        if self._seen.issuperset(text):
            return ""
        found = next((letter for letter in text if ord(letter) not in self._letters and letter not in _UNSEEN), "")
        if not found:
            self._seen.update(text)
        return found


@dataclass(slots=True)
class FontBook:
    """The families that can be used here, found in `files`; `times` is the documents' own, or empty."""

    files: FontFiles
    times: str = ""
    _faces: dict[Key, FontFace] = field(default_factory=dict)

    def family(self, requested: str) -> str:
        """The family that is used for the font `requested`; empty where there is none of its widths."""
        if requested.lower() in _TIMES:
            return self.times
        return next((name for name in (requested, *_LIKE.get(requested, ())) if self._places((name, False, False))), "")

    def face(self, family: str, bold: bool, italic: bool) -> FontFace:
        """The face of `family`; its nearest where the family has no such face."""
        key = (family, bold, italic)
        if key not in self._faces:
            choices = (key, (family, False, italic), (family, bold, False), (family, False, False))
            self._faces[key] = _read(family, *next(places[0] for choice in choices if (places := self._places(choice))))
        return self._faces[key]

    def missing(self, family: str) -> tuple[str, ...]:
        """The Vietnamese letters that some face of `family` lacks in any of its files; all where a face is missing."""
        lacking: set[str] = set()
        for bold, italic in _FACES:
            files = self._places((family, bold, italic))
            if not files:
                return VIETNAMESE
            for file in files:
                face = _read(family, *file)
                lacking |= {letter for letter in VIETNAMESE if face.lacks(letter)}
        return tuple(letter for letter in VIETNAMESE if letter in lacking)

    def _places(self, key: Key) -> list[FontPlace]:
        """The places of this face, in all its files."""
        family, bold, italic = key
        return [face.place for face in self.files.faces(family) if (face.bold, face.italic) == (bold, italic)]

    @property
    def label(self) -> str:
        """The documents' family with its version."""
        return f"{self.times} {self.face(self.times, False, False).version}" if self.times else ""


@lru_cache(maxsize=64)
def _read(family: str, path: str, index: int) -> FontFace:
    font = TTFont(path, lazy=True, fontNumber=index)
    head, unit = font["hhea"], font["head"].unitsPerEm
    stated = next(iter(names_in(font.reader["name"], VERSION)), "")
    version = stated.split(";")[0].lower().removeprefix("version ").split(" ")[0]
    ascent, descent = (head.ascent + head.lineGap) / unit, -head.descent / unit
    if family in _FAMILIES:
        # A substitute of Times New Roman gets the line height of that font: otherwise pages would break elsewhere.
        ascent, descent = _HEIGHTS
    # Glyphs are named by their numbers: reading their names, in the table post, takes longer than all the rest.
    order = [str(number) for number in range(font["maxp"].numGlyphs)]
    font.setGlyphOrder(order)
    letters = {code: int(glyph) for code, glyph in font.getBestCmap().items()}
    metrics = font["hmtx"].metrics
    advances = [metrics[glyph][0] for glyph in order]
    return FontFace(family, ascent, descent, version, (path, index), letters, advances, unit)


@lru_cache(maxsize=4)
def _listed(folders: tuple[str, ...], variable: str) -> FontBook:
    book = FontBook(find_fonts(map(Path, folders)))
    requested = (variable,) if variable else _FAMILIES
    book.times = next((family for family in requested if not book.missing(family)), "")
    return book


def font_book() -> FontBook:
    """The fonts of this machine, looked for once in a process."""
    return _listed(tuple(map(str, (*_folders(), *system_folders()))), os.environ.get(VARIABLE, ""))


def _folders() -> Iterator[Path]:
    """The folders of fonts besides the system's: those of LibreOffice and of the package."""
    office = libreoffice.locate_soffice()
    if office is not None:
        root = office.resolve().parent.parent
        yield from _present((root / "share" / "fonts" / "truetype", root / "Resources" / "fonts" / "truetype"))
    package = find_spec(PACKAGE.replace("-", "_"))
    if package is not None:
        yield from map(Path, package.submodule_search_locations or ())


def _present(folders: Iterable[Path]) -> Iterator[Path]:
    return (folder for folder in folders if folder.is_dir())


def font_remedy() -> str:
    """How to install a font, or to correct GEN_FONT, where no family qualifies."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        hint = _("{variable} names {font}, which is not here with every Vietnamese letter: correct it, or unset it")
        return hint.format(variable=VARIABLE, font=chosen)
    return _("install a font with every Vietnamese letter: {command}").format(
        command=f"pip install --no-deps {PACKAGE}"
    )


def require_font_book() -> FontBook:
    """The fonts of this machine, the documents' own among them.

    Raises EngineError PDF-005 where no family has every Vietnamese letter.
    """
    book = font_book()
    if not book.times:
        raise EngineError.one(diagnostics.pdf.NO_FONT.at(hint=font_remedy()))
    return book
