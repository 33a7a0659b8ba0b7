"""The parts of a .docx + a new one → the same parts, in which the new one is known (ECMA-376 part 2)."""

from __future__ import annotations

import re

_TYPES = "[Content_Types].xml"


def relate(parts: dict[str, bytes], name: str, kind: str, target: str, key: str = "") -> None:
    """Add a relationship to the part `name` of them, under the id `key`, or one that it does not have."""
    text = parts[name].decode("utf-8")
    taken = set(re.findall(r'Id="([^"]*)"', text))
    free = key or next(f"rIdGen{n}" for n in range(1, 1000) if f"rIdGen{n}" not in taken)
    parts[name] = text.replace(
        "</Relationships>", f'<Relationship Id="{free}" Type="{kind}" Target="{target}"/></Relationships>'
    ).encode()


def declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    """Say what the part `name` is."""
    _append(parts, f'<Override PartName="/{name}" ContentType="{kind}"/>')


def declare_ending(parts: dict[str, bytes], ending: str, kind: str) -> None:
    """Say what all parts with that ending are, where it is not said yet."""
    if f'Extension="{ending}"'.encode() not in parts[_TYPES]:
        types = parts[_TYPES].decode("utf-8")
        head = re.search(r"<Types[^>]*>", types)
        if head is not None:
            default = f'<Default Extension="{ending}" ContentType="{kind}"/>'
            parts[_TYPES] = (types[: head.end()] + default + types[head.end() :]).encode()


def _append(parts: dict[str, bytes], element: str) -> None:
    parts[_TYPES] = parts[_TYPES].decode("utf-8").replace("</Types>", f"{element}</Types>").encode()
