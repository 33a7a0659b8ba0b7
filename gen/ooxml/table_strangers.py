"""w:tblPr and the styles of the table → what in them no Table has, by name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gen.locale import _
from gen.ooxml.properties import VAL, W

_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_LONG = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


def strangers(properties: etree._Element, chain: list[etree._Element]) -> Iterator[str]:
    """What is strange in the table's own `properties`, under the styles of `chain`."""
    names = {"tblpPr": _("floating table"), "bidiVisual": _("table from right to left"),
             "tblCellSpacing": _("table with space between cells")}  # fmt: skip
    yield from (said for name, said in names.items() if properties.find(f"{W}{name}") is not None)
    if _has_conditions(properties, chain):
        yield _("table style that differs by row or column")


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
