"""The text of a paragraph → its pieces, after some of which a line may end.

Rules: Unicode Standard Annex 14, as far as text of Latin letters needs them, as Word and LibreOffice apply them: a
line does not end after a slash, and does not begin with a mark that closes something.
"""

from __future__ import annotations

import re

HARD_SPACE, SOFT_HYPHEN, JOINER = "\u00a0", "\u00ad", "\u2060"
"""A blank at which no line ends; a hyphen that shows only at a line's end; an invisible character that joins words."""

_CLOSING = rf"\s)\]}}%.,;:!?…\-‐–/|”’»{JOINER}"
_ENDS = re.compile(
    rf"(?<=[-‐])(?=[^\d{_CLOSING}])|(?<=[–|…])(?=[^{_CLOSING}])|(?<=—)(?=[^—{_CLOSING}])|(?<=[^\s—{JOINER}])(?=—)"
    rf"|(?<={SOFT_HYPHEN})|(?<=\u200b)|(?<=[\u2000-\u2006\u2008-\u200a\u3000])"
)
"""Where a line may end within a word: behind hyphens and dashes."""
_WORDS = re.compile(rf"[^ {HARD_SPACE}]*(?: +|{HARD_SPACE}|$)")

TextPiece = tuple[str, bool]


def split_text(text: str) -> tuple[TextPiece, ...]:
    """The pieces of `text`, with the blanks behind each: a piece, and whether a line may end after it."""
    found: list[TextPiece] = []
    for word in _WORDS.findall(text):
        if not word:
            continue
        *inner, last = (part for part in _ENDS.split(word) if part)
        found += [(part, True) for part in inner]
        found.append((last, last[-1] == " "))
    return tuple(found)
