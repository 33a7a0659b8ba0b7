"""The folders of this machine in which fonts lie → the fonts in them, each with the file and the place in it.

The system's folders are those that Windows, macOS and the freedesktop.org base directories name. Of each file only the
list of its tables, its names and its style are read; layout parses the fonts that it uses.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from struct import Struct

from fontTools.ttLib.sfnt import SFNTReader

MOST_FILES = 20_000
"""At most so many files are read: ten times what a machine with many fonts has."""

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
FAMILY, VERSION = 1, 5
"""Numbers of names (OpenType 1.9, table name). By FAMILY Word calls a family: regular, bold, italic and both."""
_NAMES, _NAME = Struct(">3H"), Struct(">6H")
_WRITTEN = {0: "utf-16-be", 1: "mac_roman", 3: "utf-16-be"}
"""A platform → its encoding of names; other platforms have been out of use for thirty years."""
_WINDOWS, _ENGLISH = 3, 0x409
_BOLD, _ITALIC, _OBLIQUE = 1 << 5, 1, 1 << 9
"""Bits of fsSelection, at byte _SELECTION of the table OS/2 (OpenType 1.9)."""
_SELECTION = 62

FontPlace = tuple[str, int]
"""A file, and the number of the font in it."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face: whether it is bold and italic, and its place."""

    bold: bool
    italic: bool
    place: FontPlace


@dataclass(frozen=True, slots=True)
class _Font:
    """One font of a file, its names and its style unread."""

    place: FontPlace
    names: bytes
    style: bytes

    def face(self, family: str) -> FoundFace | None:
        """This font as a face of `family`; None where it belongs to another one."""
        if len(self.style) < _SELECTION + 2:
            return None
        if family not in names_in(self.names, FAMILY):
            return None
        chosen = int.from_bytes(self.style[_SELECTION : _SELECTION + 2], "big")
        return FoundFace(bool(chosen & _BOLD), bool(chosen & (_ITALIC | _OBLIQUE)), self.place)


@dataclass(slots=True)
class FontFiles:
    """The fonts in some folders; each family is searched once."""

    fonts: tuple[_Font, ...]
    _families: dict[str, tuple[FoundFace, ...]] = field(default_factory=dict)

    def faces(self, family: str) -> tuple[FoundFace, ...]:
        """The faces of `family`, in the order of folders and files; none where the family is not here."""
        if family not in self._families:
            # Windows and Mac write names in UTF-16, old ones of the Mac in one byte a letter.
            spelled = (family.encode("utf-16-be"), family.encode("ascii", "replace"))
            likely = (font for font in self.fonts if any(spelling in font.names for spelling in spelled))
            self._families[family] = tuple(face for font in likely if (face := font.face(family)) is not None)
        return self._families[family]


def names_in(table: bytes, number: int) -> list[str]:
    """The names of this `number` in the bytes of a table name, the English one of Windows first.

    A name that reaches over the end of the table is left out. fontTools reads them too, but loads all its layout
    tables for that, which takes longer than finding the fonts.
    """
    if len(table) < _NAMES.size:
        return []
    _version, count, strings = _NAMES.unpack_from(table)
    found: list[tuple[bool, str]] = []
    for at in range(_NAMES.size, min(_NAMES.size + count * _NAME.size, len(table) - _NAME.size + 1), _NAME.size):
        platform, _encoding, language, kind, length, offset = _NAME.unpack_from(table, at)
        begin = strings + offset
        if kind == number and platform in _WRITTEN and begin + length <= len(table):
            text = table[begin : begin + length].decode(_WRITTEN[platform], "replace")
            found.append(((platform, language) != (_WINDOWS, _ENGLISH), text))
    return [text for _order, text in sorted(found, key=lambda one: one[0])]


def find_fonts(folders: Iterable[Path]) -> FontFiles:
    """The fonts in `folders` and below them; a file that is no font, or cannot be read, is skipped."""
    found: dict[FontPlace, _Font] = {}
    for number, path in enumerate(_files(folders)):
        if number == MOST_FILES:
            break
        for font in _fonts(path):
            found.setdefault(font.place, font)
    return FontFiles(tuple(found.values()))


def system_folders() -> list[Path]:
    """The folders in which this system and this user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        named = [(os.environ.get("WINDIR"), "Fonts"), (os.environ.get("LOCALAPPDATA"), "Microsoft/Windows/Fonts")]
        return [Path(root) / below for root, below in named if root]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    own = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    roots = [own, *filter(None, shared), "/usr/local/share", "/usr/share"]
    return [home / ".fonts", *dict.fromkeys(Path(root) / "fonts" for root in roots)]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """The files that may be fonts, sorted folder by folder; a folder that links reach twice is read once."""
    seen: set[str] = set()
    for folder in folders:
        for root, below, names in os.walk(folder, followlinks=True):
            if (real := os.path.realpath(root)) in seen:
                below.clear()
                continue
            seen.add(real)
            below.sort()
            yield from (Path(root, name) for name in sorted(names) if name.lower().endswith(_ENDINGS))


def _fonts(path: Path) -> Iterator[_Font]:
    """The fonts of one file, as far as they can be read."""
    try:
        with path.open("rb") as file:
            reader = SFNTReader(file, checkChecksums=0, fontNumber=0)
            for number in range(getattr(reader, "numFonts", 1)):
                if number:
                    reader = SFNTReader(file, checkChecksums=0, fontNumber=number)
                if "name" in reader and "OS/2" in reader:
                    yield _Font((str(path), number), reader["name"], reader["OS/2"])
    except Exception:  # the reader raises errors of every kind on a damaged font
        return
