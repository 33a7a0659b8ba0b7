"""A face and the letters that a document uses of it → the font object of a PDF (ISO 32000-1, 9.7 to 9.10).

A face is cut down once to the letters of Vietnamese and of Latin-1, and that subset goes into every PDF: cutting takes
longer than laying out a document. Glyphs keep their numbers, so that what is drawn does not depend on the subset.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from fontTools.ttLib import TTFont

from gen.pdf.embedded.output.objects import PdfObjects, reference
from gen.pdf.faces import FontFace
from gen.pdf.fonts import VIETNAMESE

_ALWAYS = frozenset([*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *VIETNAMESE, *"–—‘’“”•…"])
_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "OS/2", "name", "post", "cmap", "kern", "gasp", "DSIG", "FFTM", "MATH"]
_SYMBOLIC = 4
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{rows}
endcmap CMapName currentdict /CMap defineresource pop end end"""
_ROWS = 100  # in one block of a CMap at most (Adobe Technical Note 5014)


@dataclass(frozen=True, slots=True)
class _FontMeasures:
    """What a PDF says of a face, in thousandths of the size; `widths` are those of its glyphs."""

    name: str
    box: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int
    angle: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _SubsetFont:
    """A face cut down, its glyphs numbered up to `count`: its compressed program, of `length` bytes uncompressed."""

    name: str
    program: bytes
    length: int
    is_cff: bool
    count: int
    measures: _FontMeasures


def embed_font(objects: PdfObjects, face: FontFace, letters: Iterable[str], listed: bool) -> int:
    """The number of the font object; `listed` adds the list of glyphs that PDF/A-1 asks for (ISO 19005-1, 6.3.5)."""
    used = frozenset(letters)
    cut = _subset_face(face, used - _ALWAYS)
    entries = "/Subtype/CIDFontType0C" if cut.is_cff else f"/Length1 {cut.length}"
    program = objects.stream(cut.program, f"/Filter/FlateDecode{entries}", packed=False)
    measures = cut.measures
    box = " ".join(map(str, measures.box))
    listing = f"/CIDSet {reference(objects.stream(_listing(cut.count)))}" if listed else ""
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{cut.name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle {measures.angle:g}"
        f"/Ascent {measures.ascent}/Descent {measures.descent}/CapHeight {measures.capitals}/StemV 80"
        f"/FontFile{'3' if cut.is_cff else '2'} {reference(program)}{listing}>>"
    )
    shown = _glyph_letters(face, used)
    kind = "/Subtype/CIDFontType0" if cut.is_cff else "/Subtype/CIDFontType2/CIDToGIDMap/Identity"
    descendant = objects.add(
        f"<</Type/Font{kind}/BaseFont/{cut.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {reference(descriptor)}/DW 0/W[{_widths(measures.widths, shown)}]>>"
    )
    unicode = objects.stream(_unicode(shown))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{cut.name}/Encoding/Identity-H"
        f"/DescendantFonts[{reference(descendant)}]/ToUnicode {reference(unicode)}>>"
    )


@lru_cache(maxsize=64)
def _subset_face(face: FontFace, more: frozenset[str]) -> _SubsetFont:
    from fontTools import subset  # not above: it takes a tenth of a second, which a build without PDFs does not need

    path, index = face.file
    font = TTFont(path, fontNumber=index, lazy=True)
    measures = _measured(font)
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True, layout_features=[], name_IDs=[])
    options.drop_tables += _DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(gids=sorted({face.glyph(letter) for letter in _ALWAYS | more} | {0}))
    cutter.subset(font)
    is_cff = "CFF " in font
    count = len(font.getGlyphOrder())
    data = _numbered(font) if is_cff else _saved(font)
    name = f"{_mark(hashlib.sha256(data).digest())}+{measures.name}"
    return _SubsetFont(name, zlib.compress(data, 9), len(data), is_cff, count, measures)


def _measured(font: TTFont) -> _FontMeasures:
    head, unit = font["head"], font["head"].unitsPerEm

    def scaled(*values: float) -> tuple[int, ...]:
        return tuple(round(value * 1000 / unit) for value in values)

    name = str(font["name"].getDebugName(6) or "Font")
    capitals = getattr(font["OS/2"], "sCapHeight", 0) or font["hhea"].ascent
    ascent, descent, high = scaled(font["hhea"].ascent, font["hhea"].descent, capitals)
    return _FontMeasures(
        "".join(letter for letter in name if letter == "-" or (letter.isalnum() and letter.isascii())),
        scaled(head.xMin, head.yMin, head.xMax, head.yMax),
        ascent,
        descent,
        high,
        float(font["post"].italicAngle),
        tuple(font["hmtx"].metrics[glyph][0] * 1000 / unit for glyph in font.getGlyphOrder()),
    )


def _saved(font: TTFont) -> bytes:
    file = io.BytesIO()
    font.recalcTimestamp = False
    font.save(file, reorderTables=True)
    return file.getvalue()


def _numbered(font: TTFont) -> bytes:
    """The glyphs of an OpenType font as a program that names them by number, as a composite font requires.

    Adobe Technical Note 5176, 18: one font dictionary that all glyphs share takes the place of the font's own.
    """
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    fonts = font["CFF "].cff
    top = fonts[0]
    order = list(top.charset)
    names = [order[0], *(f"cid{number:05}" for number in range(1, len(order)))]
    held = top.CharStrings
    shared, chosen, dictionaries = FontDict(), FDSelect(), FDArrayIndex()
    shared.Private = top.Private
    dictionaries.append(shared)
    dictionaries.GlobalSubrs = top.GlobalSubrs
    chosen.format, chosen.gidArray = 3, [0] * len(order)
    held.charStrings = {name: held.charStrings[old] for name, old in zip(names, order, strict=True)}
    held.fdSelect, held.fdArray = chosen, dictionaries
    top.charset, top.ROS, top.CIDCount = names, ("Adobe", "Identity", 0), len(order)
    top.FDArray, top.FDSelect = dictionaries, chosen
    for name in ("Private", "Encoding"):
        top.rawDict.pop(name, None)
        vars(top).pop(name, None)
    file = io.BytesIO()
    fonts.compile(file, font)
    return file.getvalue()


def _mark(digest: bytes) -> str:
    """Six capitals that tell one subset of a font from another (9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _glyph_letters(face: FontFace, letters: Iterable[str]) -> dict[int, str]:
    """Glyphs, in their order → the letter that each shows; a Vietnamese one, where letters share a glyph."""
    found: dict[int, str] = {}
    for letter in sorted(letters, key=lambda letter: (letter not in VIETNAMESE, letter)):
        found.setdefault(face.glyph(letter), letter)
    return dict(sorted(found.items()))


def _widths(widths: tuple[float, ...], shown: Mapping[int, str]) -> str:
    """The widths of the glyphs; consecutive ones in one list (9.7.4.3)."""
    rows = []
    for _start, group in groupby(enumerate(shown), lambda pair: pair[1] - pair[0]):
        glyphs = [glyph for _n, glyph in group]
        widths_text = " ".join(f"{widths[glyph]:.6g}" for glyph in glyphs)
        rows.append(f"{glyphs[0]}[{widths_text}]")
    return "".join(rows)


def _unicode(shown: Mapping[int, str]) -> bytes:
    """Which letter each glyph shows, so that text can be searched and read out (9.10.3)."""
    rows = [f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in shown.items()]
    blocks = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
    text = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return _CMAP.format(rows=text).encode("ascii")


def _listing(count: int) -> bytes:
    """A bit for each glyph of the subset, the highest first (9.8.3.2)."""
    return b"\xff" * (count // 8) + bytes([0xFF & ~(0xFF >> count % 8)] if count % 8 else [])
