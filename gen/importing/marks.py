"""A Passage → its mark (I., 1.1., a), -, +, or none) and the words after it: how plans number by hand or by Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from gen.importing.passages import Passage


class Rank(IntEnum):
    """How deep a mark stands; a mark of a lower rank is above one of a higher."""

    PART = 0
    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4
    LETTER = 5
    DASH = 6
    PLUS = 7
    NONE = 6  # unmarked paragraphs stand beside dashes


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage without its mark: `kind` is part, number, letter, dash, plus or none; `printed` is the mark itself."""

    kind: str
    rank: Rank
    printed: str
    text: str
    passage: Passage


_FORMS = (
    ("part", re.compile(r"((?:PHẦN\s+|Phần\s+)?[IVX]{1,5}\s*[.)/:])\s*(?=\S)(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3}[.)]?)(?=\s|[^\W\d])\s*(.+)", re.DOTALL)),
    ("number", re.compile(r"(\d{1,3}[.)])(?!\d)\s*(?=\S)(.+)", re.DOTALL)),
    ("letter", re.compile(r"([a-zđ][.)])\s*(?=\S)(.+)", re.DOTALL)),
    ("dash", re.compile(r"([-–—•▪●])\s*(?=\S)(.+)", re.DOTALL)),
    ("plus", re.compile(r"(\+)\s*(?=\S)(.+)", re.DOTALL)),
)
_RANKS = {"part": Rank.PART, "letter": Rank.LETTER, "dash": Rank.DASH, "plus": Rank.PLUS, "none": Rank.NONE}


def marked(passage: Passage) -> Marked:
    """The passage with its mark told apart; a number that Word writes goes before one that was typed."""
    whole = f"{passage.label} {passage.text}" if passage.label else passage.text
    for kind, form in _FORMS:
        if found := form.fullmatch(whole):
            printed, text = found[1], found[2].strip()
            rank = Rank(min(printed.rstrip(".)").count(".") + 1, 4)) if kind == "number" else _RANKS[kind]
            return Marked(kind, rank, printed, text, passage)
    return Marked("none", Rank.NONE, "", whole, passage)
