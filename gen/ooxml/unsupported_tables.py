"""w:tblPr and the styles of the table → what in them no Table has, by name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gen.ooxml.properties import VAL, W
from gen.ooxml.unsupported import Unsupported, UnsupportedKind

_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_LONG = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


def unsupported_in_table(properties: etree._Element, chain: list[etree._Element]) -> Iterator[Unsupported]:
    """What is unsupported in the table's own `properties`, under the styles of `chain`."""
    kinds = {"tblpPr": UnsupportedKind.FLOATING_TABLE, "bidiVisual": UnsupportedKind.RIGHT_TO_LEFT_TABLE,
             "tblCellSpacing": UnsupportedKind.CELL_SPACING}  # fmt: skip
    yield from (Unsupported(kind) for name, kind in kinds.items() if properties.find(f"{W}{name}") is not None)
    if _has_conditions(properties, chain):
        yield Unsupported(UnsupportedKind.CONDITIONAL_STYLE)


def _has_conditions(properties: etree._Element, chain: list[etree._Element]) -> bool:
    """Whether the style has rules for some rows or columns, and the table takes them (17.7.6.6, 17.4.56)."""
    kinds = {str(rule.get(f"{W}type")) for style in chain for rule in style.iterfind(f"{W}tblStylePr") if len(rule)}
    look = properties.find(f"{W}tblLook")
    if not kinds or look is None:
        return bool(kinds)
    bits = _bits(str(look.get(VAL, "0")))
    taken = {kind for kind, bit in _FLAGS.items() if bits & bit or look.get(f"{W}{_LONG.get(kind, kind)}") == "1"}
    if not (bits & 0x200 or look.get(f"{W}noHBand") == "1"):
        taken |= {"band1Horz", "band2Horz"}
    if not (bits & 0x400 or look.get(f"{W}noVBand") == "1"):
        taken |= {"band1Vert", "band2Vert"}
    return bool(kinds & (taken | {"wholeTable"}))


def _bits(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0
