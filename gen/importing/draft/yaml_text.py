"""Draft records → the text of plan.yaml, each note as a comment above its record; long texts are folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,/()–.-]*[\w)])?")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_WIDTH = 110


class DraftRecord(dict[str, Any]):
    """A mapping of the draft; `note` is printed above it as a comment."""

    def __init__(self, note: str = "", **values: Any) -> None:
        super().__init__(values)
        self.note = note


def render_yaml(draft: Mapping[str, Any], heading: str = "") -> str:
    """`draft` as YAML, under `heading` as a comment; values are texts, numbers, None, lists and mappings of these."""
    return (f"# {heading}\n\n" if heading else "") + "\n".join(_blocks(draft)) + "\n"


def _blocks(draft: Mapping[str, Any]) -> Iterator[str]:
    for key, value in draft.items():
        yield "\n".join(_pair(key, value, 0)) + "\n"


def _pair(key: str, value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, Mapping):
        yield from _note_lines(value, pad)
        yield f"{pad}{key}:"
        yield from _mapping(value, depth + 1)
    elif isinstance(value, (list, tuple)):
        if not any(isinstance(one, Mapping) or _is_long(one, depth) for one in value):
            yield f"{pad}{key}: [{', '.join(_scalar(one) for one in value)}]"
            return
        yield f"{pad}{key}:"
        for one in value:
            yield from _entry(one, depth + 1)
    elif _is_long(value, depth):
        yield f"{pad}{key}: >-"
        yield from _folded(value, depth + 1)
    else:
        yield f"{pad}{key}: {_scalar(value)}"


def _entry(value: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(value, Mapping):
        yield from _note_lines(value, pad)
        lines = list(_mapping(value, depth + 1))
        yield f"{pad}- {lines[0].lstrip()}"
        yield from lines[1:]
    elif _is_long(value, depth):
        yield f"{pad}- >-"
        yield from _folded(value, depth + 1)
    else:
        yield f"{pad}- {_scalar(value)}"


def _mapping(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, inner in value.items():
        yield from _pair(key, inner, depth)


def _note_lines(value: Mapping[str, Any], pad: str) -> Iterator[str]:
    if isinstance(value, DraftRecord) and value.note:
        yield from (f"{pad}# {line}" for line in value.note.splitlines())


def _is_long(value: Any, depth: int) -> bool:
    return isinstance(value, str) and len(value) + 2 * depth > _WIDTH - 20


def _folded(text: str, depth: int) -> Iterator[str]:
    """`text`, its white space collapsed, on lines that YAML joins with one space."""
    pad = "  " * depth
    lines = textwrap.wrap(text, _WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
    return (f"{pad}{line}" for line in lines)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not isinstance(value, str) or (_PLAIN.fullmatch(text) and text.lower() not in _RESERVED):
        return text
    return json.dumps(text, ensure_ascii=False)
