"""Values → Typst source: lengths, and strings that no reader of the source can take for anything but text."""

from __future__ import annotations

import re
from functools import lru_cache

_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f\u2028\u2029]')
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@lru_cache(maxsize=4096)
def pt(length: float) -> str:
    """A length in points, to a thousandth."""
    return f"{length:.3f}".rstrip("0").rstrip(".") + "pt"


def string(text: str) -> str:
    """`text` as a string literal: data, whatever it holds."""
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    return _NAMED.get(letter) or f"\\u{{{ord(letter):x}}}"


def arguments(**given: str) -> str:
    """Named arguments; those that are empty are left out. `_` in a name stands for `-`."""
    return ", ".join(f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value)


def sides(top: float, right: float, bottom: float, left: float) -> str:
    """Lengths by side; empty where all are nothing."""
    given = {"top": top, "right": right, "bottom": bottom, "left": left}
    stated = ", ".join(f"{side}: {pt(length)}" for side, length in given.items() if length)
    return f"({stated})" if stated else ""
