"""Counts of some bars → a picture of them, as PNG: the same bytes for the same counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import typst

from gen.pdf.faces import ready_book

_PPI = 200
_MM_PER_INCH = 25.4
_PNG_SIZE = 16
"""Where width and height stand in a PNG (its IHDR chunk)."""

_SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 165mm, height: auto, margin: 1mm, fill: white)
#set text(font: data.font, size: 9.5pt, lang: "vi")
#let hatched = tiling(size: (4pt, 4pt))[#rect(width: 4pt, height: 4pt, fill: white, stroke: none)#place(top + left,
  line(start: (0pt, 4pt), end: (4pt, 0pt), stroke: 0.5pt + luma(90)))]
#let fills = (rgb("#d95f02"), rgb("#7fbf9b"), rgb("#0b4f3c"), luma(200), white, hatched)
#let inks = (black, black, white, black, black, black)
#let swatch(n) = box(width: 9pt, height: 9pt, baseline: 1pt, fill: fills.at(n), stroke: 0.4pt)
#for (n, name) in data.legend.enumerate() [#box[#swatch(n)#h(3pt)#name]#h(9pt)]
#v(2pt)
#grid(columns: (58mm, 1fr), column-gutter: 3mm, row-gutter: 2.2mm, align: (right + horizon, left + horizon),
  ..for bar in data.bars {
    ([#bar.name (#bar.counts.sum())], stack(dir: ltr, ..for (n, count) in bar.counts.enumerate() {
      let part = count / bar.counts.sum() * 98mm
      if count > 0 {
        (rect(width: part, height: 5.2mm, inset: 0pt, fill: fills.at(n), stroke: 0.4pt,
          if part > str(count).len() * 2mm + 1mm {
            align(center + horizon, box(inset: 0.6pt, fill: if n == 5 { white },
              text(fill: inks.at(n), size: 8.5pt, str(count))))
          }),)
      }
    }))
  })
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and its parts in the order of the legend."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and how large it is to be shown, in millimetres."""

    png: bytes
    width: float
    height: float


def bar_chart(legend: Sequence[str], bars: Sequence[Bar]) -> Picture:
    """Bars of one length, each with its sum; six kinds of parts at most, told apart in grey too.

    Raises EngineError (PDF-005) without a font.
    """
    book = ready_book()
    data = {"font": book.times, "legend": list(legend), "bars": [{"name": b.name, "counts": b.counts} for b in bars]}
    made = typst.compile(
        _SOURCE.encode(), format="png", ppi=_PPI, font_paths=book.fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    wide, high = (int.from_bytes(made[at : at + 4], "big") for at in (_PNG_SIZE, _PNG_SIZE + 4))
    return Picture(made, wide / _PPI * _MM_PER_INCH, high / _PPI * _MM_PER_INCH)
