"""A character of a symbol font (Symbol, Wingdings …) → the Unicode sign that it shows; None where that is not known.

Such fonts show signs at the code points of Latin letters, or at U+F020 to U+F0FF (ECMA-376 part 1, 17.3.3.30).
"""

from __future__ import annotations

import re
from itertools import chain

_SYMBOL = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
_SYMBOL |= {chr(code): chr(code) for code in chain(range(0x28, 0x2A), range(0x2B, 0x2D), range(0x2E, 0x40))}
_SYMBOL |= {
    " ": " ", "!": "!", "#": "#", "%": "%", "&": "&", "[": "[", "]": "]", "{": "{", "}": "}", "|": "|", "_": "_",
    "-": "−", "*": "∗", "~": "∼", "@": "≅", "\\": "∴", "^": "⊥", '"': "∀", "$": "∃", "'": "∋",
    "\xa3": "≤", "\xa5": "∞", "\xab": "↔", "\xac": "←", "\xad": "↑", "\xae": "→", "\xaf": "↓", "\xb0": "°",
    "\xb1": "±", "\xb2": "″", "\xb3": "≥", "\xb4": "×", "\xb5": "∝", "\xb7": "•", "\xb8": "÷", "\xb9": "≠",
    "\xba": "≡", "\xbb": "≈", "\xbc": "…", "\xb6": "∂", "\xa2": "′", "\xc7": "∩", "\xc8": "∪", "\xce": "∈", "\xcf": "∉",
    "\xd6": "√", "\xd7": "⋅", "\xde": "⇒", "\xdb": "⇔", "\xe5": "∑", "\xf2": "∫", "\xa8": "♦", "\xa9": "♥",
}  # fmt: skip
_WINGDINGS = {
    " ": " ", "!": "✏", "(": "☎", ")": "✆", "*": "✉", "J": "☺", "L": "☹", "C": "👍", "D": "👎", "l": "●", "m": "❍",
    "n": "■", "o": "□", "p": "□", "q": "❑", "r": "❒", "t": "⧫", "u": "◆", "v": "❖", "w": "⬥", "\xa8": "□", "\xa1": "○",
    "\xa7": "▪", "\x9f": "•", "\x9e": "·", "\xd8": "➢", "\xdf": "←", "\xe0": "→", "\xe1": "↑", "\xe2": "↓",
    "\xe8": "➔", "\xf0": "⇨", "\xab": "★", "\xb6": "☆", "\xfb": "✗", "\xfc": "✓", "\xfd": "☒", "\xfe": "☑",
    "\x80": "⓪", "\x81": "①", "\x82": "②", "\x83": "③", "\x84": "④", "\x85": "⑤", "\x86": "⑥", "\x87": "⑦",
    "\x88": "⑧", "\x89": "⑨", "\x8a": "⑩",
}  # fmt: skip
_WINGDINGS_2 = {
    " ": " ", "O": "✗", "P": "✓", "Q": "☒", "R": "☑", "S": "☒", "T": "☒", "U": "⊗", "\x97": "●", "\x98": "●",
    "\xa2": "■", "\xa3": "□",
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": {" ": " "},
    "webdings": {" ": " ", "a": "✓", "c": "□", "g": "■", "n": "●", "r": "✗"}, "zapfdingbats": {" ": " ", "4": "✔"},
    "mt extra": {" ": " "}, "opensymbol": {" ": " "},
}  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_AT_PRIVATE = range(0xF020, 0xF100)
_UNKNOWN_FONT = _WINGDINGS | {"\xb7": "•"}
"""Where a private code point bears no font: Word's own bullets and boxes, as programs leave them behind."""


def is_symbol_font(font: str) -> bool:
    """Whether the letters in this font are signs."""
    return font.strip().lower() in _FONTS


def has_private(text: str) -> bool:
    """Whether a text has a code point without a meaning but in a font (of the private use area)."""
    return _PRIVATE.search(text) is not None


def sign_of(letter: str, font: str) -> str | None:
    """The sign that `letter` shows in the symbol font `font`; None where that is not known.

    Letters beyond Latin-1 that are not private are shown by another font, as they are.
    """
    code = ord(letter)
    if code in _AT_PRIVATE:
        return _FONTS.get(font.strip().lower(), _UNKNOWN_FONT).get(chr(code - 0xF000))
    if has_private(letter):
        return None
    return _FONTS.get(font.strip().lower(), {}).get(letter) if code < 0x100 else letter
