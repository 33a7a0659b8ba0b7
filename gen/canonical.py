"""A value made of dataclasses → all that it says, as bytes: the same for equal values, and for no others."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, get_type_hints

from gen.sharing import once_if_shared, pieces_of

_MARSHAL_VERSION = 2
"""The last format of marshal in which equal values have equal bytes, whichever of their parts are one object."""


def canonical_bytes(value: object) -> bytes:
    """The bytes of any value."""
    flat = _flatten(value)
    return canonical_bytes_of_plain(flat) or repr(flat).encode("utf-8", "surrogatepass")


def canonical_bytes_of_plain(value: Any) -> bytes | None:
    """The bytes of texts, numbers and tuples of them; None where one is of another class, such as markup."""
    try:
        return marshal.dumps(value, _MARSHAL_VERSION)
    except ValueError:
        return None


def plain_reader(kind: type) -> Callable[[object], object] | None:
    """What reads all fields of a dataclass at once; None for a class that holds more than texts and numbers."""
    layout = _layout(kind)
    return layout.plain if layout is not None and not layout.others else None


def _flatten(value: object) -> object:
    """All that `value` holds, in texts, numbers, tuples and lists: an object as a list of its class and its fields.

    Many objects of one class, as most tuples are, become the name of their class and one digest.
    """
    kind = type(value)
    if kind is str:
        return value
    if isinstance(value, tuple):
        return _flatten_members(value)
    layout = _layout(kind)  # type: ignore[arg-type]  # see above
    if layout is None:
        return [None, repr(value)]
    return [layout.name, layout.plain(value), *[_flatten(getattr(value, name)) for name in layout.others]]


def _flatten_members(members: tuple[object, ...]) -> object:
    """Texts as they are; objects as a digest, for they are many, and many values have the same ones."""
    kinds = set(map(type, members))
    if kinds <= {str}:
        return tuple(members)
    layout = _layout(kinds.pop()) if len(kinds) == 1 else None
    if layout is None or layout.others:
        return tuple(map(_flatten, members))
    pieces = [_bytes_of_members(piece, layout) for piece in pieces_of(members)]
    if None in pieces:
        return [len(members), layout.name, *map(layout.plain, members)]
    return [layout.name, hashlib.sha256(b"".join(filter(None, pieces))).digest()]


@once_if_shared
def _bytes_of_members(members: tuple[object, ...], layout: _Layout) -> bytes | None:
    """The bytes of one after the other, each of which tells where it ends; None where one has none."""
    found = [canonical_bytes_of_plain(layout.plain(member)) for member in members]
    return None if None in found else b"".join(filter(None, found))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a dataclass is read: `plain` gives its texts and numbers, and those of objects in it, all at once."""

    name: str
    plain: Callable[[object], object]
    others: tuple[str, ...]


@cache
def _layout(kind: type) -> _Layout | None:
    """The layout of a dataclass; None for any other type."""
    if not is_dataclass(kind):
        return None
    plain = tuple(_plain_names(kind))
    others = tuple(one.name for one in fields(kind) if not any(name.split(".")[0] == one.name for name in plain))
    return _Layout(kind.__name__, attrgetter(*plain) if plain else lambda _value: None, others)


def _plain_names(kind: type) -> Iterator[str]:
    """The names, such as `ket_qua.khoa`, of what is text or number by its declaration alone."""
    hints = get_type_hints(kind)
    for one in fields(kind):
        declared = hints[one.name]
        if declared in (str, int, bool):
            yield one.name
        elif is_dataclass(declared) and isinstance(declared, type) and not declared.__subclasses__():
            inner = [*_plain_names(declared)]
            if {name.split(".")[0] for name in inner} == {part.name for part in fields(declared)}:
                yield from (f"{one.name}.{name}" for name in inner)
