"""The text of a bag's tag files → checksums, and the elements of bag-info.txt (RFC 8493, 2.1.3 to 2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 64 << 20
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_ESCAPED = re.compile(r"%(0[AaDd]|25)")


@dataclass(frozen=True, slots=True)
class ManifestChecksums:
    """One manifest: each path with its checksum in lower case, and the lines that cannot be used."""

    digests: dict[str, str] = field(default_factory=dict)
    unusable_lines: tuple[str, ...] = ()


def read_checksums(data: bytes, length: int) -> ManifestChecksums:
    """A manifest of checksums with `length` hexadecimal digits; a line that lists a path again is unusable."""
    digests: dict[str, str] = {}
    unusable: list[str] = []
    for line in _lines(data):
        match = _LINE.fullmatch(line)
        path = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), match[2]) if match else ""
        if match is None or len(match[1]) != length or path in digests:
            unusable.append(line)
        else:
            digests[path] = match[1].lower()
    return ManifestChecksums(digests, tuple(unusable))


def read_elements(data: bytes) -> dict[str, list[str]]:
    """The elements of bagit.txt or bag-info.txt, each with its values in order; other lines are left out."""
    found: dict[str, list[str]] = {}
    last: list[str] = []
    for line in _lines(data):
        if line[0] in " \t" and last:
            last[-1] = f"{last[-1]} {line.strip()}"
            continue
        name, colon, value = line.partition(":")
        if colon:
            last = found.setdefault(name.strip(), [])
            last.append(value.strip())
    return found


def _lines(data: bytes) -> Iterator[str]:
    # Only CR and LF end a line: str.splitlines() would end it at characters that a name may have.
    for line in re.split(r"\r\n|\r|\n", data.decode("utf-8", "backslashreplace")):
        if line.strip():
            yield line
