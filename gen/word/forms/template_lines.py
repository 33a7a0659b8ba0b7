"""Templates of report forms + the values of their names → whether a template itself says a text, and which of it.

An office's own template has sentences, notes, headings, headers and footers of its own. What stands there in every form
is none of a unit's words; but what is typed behind it, or into it, is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

from gen.ooxml import UnreadableDocumentError
from gen.ooxml.package import OoxmlPackage, read_package
from gen.text import collapse_spaces, fold
from gen.word.forms.cell_content import CellReader, W

_TAG = re.compile(r"(\{\{.{0,2000}?\}\}|\{%.{0,2000}?%\}|\{#.{0,2000}?#\})", re.DOTALL)
_WHOLE_AWAY = re.compile(r"\{%(?:p|tr|tc)\s")
"""How the tag of a paragraph, a row or a cell begins that is in no document."""
_NAME = re.compile(r"\{\{-?\s*(\w+(?:\.\w+)*)\s*(?:\|\s*(?:upper|lower|title|capitalize|trim)\s*)*-?\}\}")
_CONDITION = re.compile(r"\{%-?\s*(?:if|for|endif|endfor)\b")
_MOST_PIECES, _MOST_UNKNOWN, _MOST_LETTERS = 24, 3, 2_000
"""A line of more pieces, or printed values that are not known, is not compared, nor a longer text with such values:
in how many ways the one could stand in the other has no bound."""
_MARGINS = ("header", "footer")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line: literal `words`, or the `name` printed there, empty where that is not a plain one.

    `is_sure` is false within a condition or a loop.
    """

    words: str = ""
    name: str = ""
    is_sure: bool = True

    @property
    def is_literal(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A paragraph of a template, or a note of it, in its pieces."""

    pieces: tuple[_Piece, ...]

    @property
    def letters(self) -> int:
        """How many letters it says in each document, whatever is printed in it."""
        return sum(
            letter.isalnum() for piece in self.pieces if piece.is_literal and piece.is_sure for letter in piece.words
        )

    def pattern(self, value_of: Callable[[str], str | None]) -> re.Pattern[str]:
        """What it looks like in a document, with a group for each printed value that `value_of` does not know."""
        parts = [_as_pattern(piece, value_of) for piece in self.pieces]
        apart = [part for part, before in zip(parts, ["", *parts], strict=False) if part != _UNKNOWN or part != before]
        return re.compile("".join(apart), re.IGNORECASE)


_UNKNOWN = "(.*?)"


def _as_pattern(piece: _Piece, value_of: Callable[[str], str | None]) -> str:
    words = piece.words if piece.is_literal else value_of(piece.name) if piece.name else None
    if words is None:
        return _UNKNOWN
    found = r"\s*".join(re.escape(one) for one in re.split(r"\s+", _composed(words)))
    return found if piece.is_sure else f"(?:{found})?"


@lru_cache(maxsize=32)
def read_template_lines(data: bytes) -> tuple[TemplateLine, ...]:
    """The lines of the template with the bytes `data`; none of a file that cannot be read."""
    try:
        package = read_package(data)
        texts = list(_texts_in(package))
    except UnreadableDocumentError:
        return ()
    lines = (_parse(text) for text in dict.fromkeys(texts) if text and not _WHOLE_AWAY.search(text))
    return tuple(line for line in lines if 0 < len(line.pieces) <= _MOST_PIECES)


def _texts_in(package: OoxmlPackage) -> Iterator[str]:
    reader = CellReader(package)
    main = package.roots[package.main()]
    for root in (main, *page_margins(package)):
        yield from (collapse_spaces(line) for one in root.iter(f"{W}p") for line in reader.paragraph(one).split("\n"))
        yield from (collapse_spaces(reader.paragraph(one)) for one in root.iter(f"{W}p"))
    yield from (words for _reference, words in reader.remarks_in(main))


def page_margins(package: OoxmlPackage) -> list[etree._Element]:
    """The headers and footers of a document, in the order of their names."""
    links = package.relationships(package.main()).values()
    names = {link.target for link in links if link.kind in _MARGINS and not link.external}
    return [package.roots[name] for name in sorted(names) if name in package.roots]


def _parse(text: str) -> TemplateLine:
    pieces: list[_Piece] = []
    depth = 0
    for part in _TAG.split(_composed(text)):
        if part.startswith("{{"):
            name = _NAME.fullmatch(part)
            pieces.append(_Piece(name=name[1] if name else "", is_sure=not depth))
        elif part.startswith("{%"):
            found = _CONDITION.match(part)
            depth += 0 if found is None else -1 if "end" in found[0] else 1
        elif part.strip() and not part.startswith("{#"):
            pieces.append(_Piece(words=part, is_sure=not depth))
        elif part and not part.startswith("{#"):
            pieces.append(_Piece(words=" ", is_sure=not depth))
    return TemplateLine(tuple(pieces))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


class FormWords:
    """What the templates of one form say in it.

    `read_lines` gives the lines of the templates with which it may have been made, `read_values` the values of their
    names, and `texts` further ones that loops print. All of it is worked out when it is first asked for: a form of our
    own template, in which nobody wrote beside the answers, needs none of it.
    """

    def __init__(
        self, read_lines: Callable[[], Iterable[TemplateLine]] = tuple,
        read_values: Callable[[], Mapping[str, Any]] = dict, texts: Callable[[], Iterable[str]] = tuple,
    ) -> None:  # fmt: skip
        self._read_lines, self._read_values, self._texts = read_lines, read_values, texts

    def says(self, text: str) -> bool:
        """Whether a text is a line of a template, and no more: what is printed in it is what the form has there."""
        text = _composed(collapse_spaces(text))
        found = (one.fullmatch(text) for one in self._patterns if not one.groups or len(text) <= _MOST_LETTERS)
        return any(all(fold(words.strip()) in self._known for words in one.groups() if words) for one in found if one)

    def words_put_into(self, text: str) -> str:
        """What a text says beyond the template's own words in that line; all of it where it is no line of one."""
        text = _composed(collapse_spaces(text))
        for pattern in self._wordy_patterns if len(text) <= _MOST_LETTERS else ():
            if found := pattern.fullmatch(text):
                return collapse_spaces(" ".join(words for words in found.groups() if words))
        return text

    @cached_property
    def _lines(self) -> list[TemplateLine]:
        """The lines, those first that say most themselves."""
        return sorted(dict.fromkeys(self._read_lines()), key=lambda line: -line.letters)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return list(self._compiled.values())

    @cached_property
    def _wordy_patterns(self) -> list[re.Pattern[str]]:
        return [pattern for line, pattern in self._compiled.items() if line.letters and pattern.groups]

    @cached_property
    def _compiled(self) -> dict[TemplateLine, re.Pattern[str]]:
        found = {line: line.pattern(self._value_of) for line in self._lines}
        return {line: pattern for line, pattern in found.items() if pattern.groups <= _MOST_UNKNOWN}

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return self._read_values()

    def _value_of(self, name: str) -> str | None:
        """The value of a name that stands for one text; None of any other."""
        first, *rest = name.split(".")
        found = self._values.get(first)
        for one in rest:
            found = getattr(found, one, None)
        return found if isinstance(found, str) else None

    @cached_property
    def _known(self) -> frozenset[str]:
        """All texts that may stand where the value of a name is not known, as loops print them, folded."""
        return frozenset(fold(collapse_spaces(one)) for one in (*_texts_of(self._values), *self._texts()))


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts_of(one))
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _texts_of(one))
    elif is_dataclass(value):
        yield from (text for one in fields(value) for text in _texts_of(getattr(value, one.name)))
