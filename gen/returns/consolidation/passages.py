"""Words and figures → passages of a document, in which each figure has a comment that says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from gen.text import upper_first
from gen.word.template.names import LoiRieng, LoiVan, Manh
from gen.word.template.names_returns import DoanVan

HEADING, PARAGRAPH = "muc", "doan"
"""What a passage is, as templates ask for it."""
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure as it stands in a sentence; `source` says of what cells it was made."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that lead a paragraph in."""

    text: str


Piece: TypeAlias = str | Sourced | Bold | LoiRieng
Words: TypeAlias = tuple[Piece, ...]


def tell(pattern: str, **values: Piece | Words) -> Words:
    """The pattern with the values in its braces: texts, figures, or words that were told before."""
    found: list[Piece] = []
    place = 0
    for match in _PLACE.finditer(pattern):
        value = values[match[1]]
        found += [pattern[place : match.start()], *(value if isinstance(value, tuple) else (value,))]
        place = match.end()
    return tuple(one for one in (*found, pattern[place:]) if one != "")


def join_words(parts: Sequence[Words], between: str = ", ") -> Words:
    """The parts one after the other."""
    found: list[Piece] = []
    for number, part in enumerate(parts):
        found += [between, *part] if number else part
    return tuple(found)


def begin_upper(words: Words) -> Words:
    """The words as a sentence begins."""
    first, *rest = words
    return (upper_first(first), *rest) if isinstance(first, str) else words


def plain_text(words: Words) -> str:
    """The words without their comments; of what the office itself writes, nothing."""
    return "".join(one if isinstance(one, str) else one.text for one in words if not isinstance(one, LoiRieng))


def count_letters(words: Words) -> int:
    """How many letters are shown, of prompts too."""
    own = (len(one.chu or one.goi_y) for one in words if isinstance(one, LoiRieng))
    return len(plain_text(words)) + sum(own)


@dataclass(frozen=True, slots=True)
class ProsePassage:
    """A paragraph or a heading."""

    words: Words
    kind: str = PARAGRAPH

    @property
    def length(self) -> int:
        """How many letters are shown."""
        return count_letters(self.words)


@dataclass(slots=True)
class Footing:
    """The comments of a document, numbered as its passages are made; `sources` is what each says."""

    sources: list[str] = field(default_factory=list)

    def write(self, words: Words) -> LoiVan:
        """The words as a template prints them."""
        return LoiVan(tuple(self._pieces(words)))

    def write_each(self, paragraphs: Iterable[Words]) -> tuple[LoiVan, ...]:
        """The words of several paragraphs as a template prints them."""
        return tuple(map(self.write, paragraphs))

    def write_passages(self, passages: Iterable[ProsePassage]) -> tuple[DoanVan, ...]:
        """The passages as a template prints them."""
        return tuple(DoanVan(one.kind, self.write(one.words)) for one in passages)

    def _pieces(self, words: Words) -> Iterator[Manh | LoiRieng]:
        for one in words:
            match one:
                case LoiRieng():
                    yield one
                case Sourced(text, source):
                    self.sources.append(source)
                    yield Manh(text, len(self.sources) - 1)
                case Bold(text):
                    yield Manh(text, dam=True)
                case str():
                    yield Manh(one)
