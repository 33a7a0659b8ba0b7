"""Lines of a plan → their words, one after the other: no marks before a paragraph, no bold marks, no white space."""

import re
from collections.abc import Iterable

_MARK = re.compile(r"^\s*(?:[IVX]+\s*[./]|\d+(?:\.\d+)*[.)]?(?=\s)|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–+])\s*")


def body_words(lines: Iterable[str]) -> list[str]:
    return " ".join(_MARK.sub("", line, count=1) for line in lines).replace("**", "").split()
