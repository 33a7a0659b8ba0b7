"""Two texts → the words of the first that are missing in the second, however a PDF cuts them into lines and pieces."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

WordCounts = Counter[str]

_WORD = re.compile(r"[^\W_]+")
_MOST = 20
"""At most so many missing words are reported: enough to find the place."""


def count_words(text: str) -> WordCounts:
    """The words of `text`, without case (a style may set capitals), marks and the ways to encode one letter."""
    return Counter(_WORD.findall(_plain(text)))


def find_missing_words(expected: WordCounts, text: str) -> tuple[str, ...]:
    """Words that `text` does not show as often as `expected`; the first of them, sorted.

    A word that is not there as such may be cut by a line's end, or joined to another: it counts if its letters follow
    each other in the text, ignoring spaces and marks.
    """
    pieces = _WORD.findall(_plain(text))
    shown = Counter(pieces)
    fewer = sorted(word for word, times in expected.items() if shown[word] < times)
    if not fewer:
        return ()
    letters = "".join(pieces)
    found: list[str] = []
    for word in fewer:
        if letters.count(word) < expected[word]:
            found.append(word)
        if len(found) == _MOST:
            break
    return tuple(found)


def join_letters(text: str) -> str:
    """The letters and digits of `text`, one after the other, without case and marks, however its lines are cut."""
    return "".join(_WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    # A soft hyphen, or a sign for a hyphen at the end of a line, is no letter, but NFKC keeps it.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
