"""What the plan lays on units of the same duties → rows and paragraphs that all of them share.

They are derived once, with marks where a text has a name in braces; those that have one are each unit's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from functools import update_wrapper
from itertools import groupby
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from gen.derive.dossier import Dossier, Duties
from gen.plan.fields import SUBSTITUTIONS
from gen.plan.model import Plan
from gen.sharing import SharedTuple, join_pieces
from gen.text import NEVER_IN_TEXT

_Row = TypeVar("_Row")
_Rest = ParamSpec("_Rest")

_MARKS = {name: f"{NEVER_IN_TEXT}{name}{NEVER_IN_TEXT}" for name in SUBSTITUTIONS}

_MOST_KEPT = 64
"""Of so many sorts of units is kept what their documents share; then it begins anew."""


def shared_by_duties(
    derive: Callable[Concatenate[Plan, Duties, Mapping[str, str], _Rest], Iterable[_Row]],
) -> Callable[Concatenate[Dossier, Mapping[str, str], _Rest], tuple[_Row, ...]]:
    """`derive` for a dossier: rows, dataclasses whose texts may have the unit's `names` in the place of braces.

    Those without are the same objects for all units of the same duties. `derive` may take the marks of emphasis
    out of a text, and colons from its end; of a unit whose names would notice that, all rows are its own.
    """
    known: WeakKeyDictionary[Duties, dict[Any, tuple[tuple[_Row, ...], ...]]] = WeakKeyDictionary()

    def rows(
        dossier: Dossier, names: Mapping[str, str], /, *rest: _Rest.args, **named: _Rest.kwargs
    ) -> tuple[_Row, ...]:
        assert not named, "only arguments by their place tell what is kept"
        plan, duties = dossier.plan, dossier.duties
        if any(map(_is_odd, names.values())):
            return tuple(derive(plan, duties, names, *rest, **named))
        kept = known.get(duties)
        if kept is None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            kept = known[duties] = {}
        pieces = kept.get(rest)
        if pieces is None:
            pieces = kept[rest] = tuple(_split(derive(plan, duties, _MARKS, *rest, **named)))
        return join_pieces(
            piece if type(piece) is SharedTuple else tuple(_filled(row, names) for row in piece) for piece in pieces
        )

    return update_wrapper(rows, derive)


def _is_odd(name: str) -> bool:
    """Whether a text with the name in it may have lost something beside it, where one with a mark has not."""
    return not name or name != name.strip() or "*" in name or name.endswith(":")


def _split(rows: Iterable[_Row]) -> Iterable[tuple[_Row, ...]]:
    """Rows without marks as shared pieces, those with marks between them."""
    for has_marks, piece in groupby(rows, _has_marks):
        members = tuple(piece)
        yield members if has_marks else SharedTuple(members)


def _has_marks(row: object) -> bool:
    return bool(_marked_texts(row))


def _marked_texts(row: Any) -> dict[str, str]:
    """The texts of a row that have marks, by the names of their fields."""
    texts = ((field.name, getattr(row, field.name)) for field in fields(row))
    return {name: text for name, text in texts if isinstance(text, str) and NEVER_IN_TEXT in text}


def _filled(row: _Row, names: Mapping[str, str]) -> _Row:
    marked = _marked_texts(row)
    for name, mark in _MARKS.items():
        marked = {key: text.replace(mark, names[name]) for key, text in marked.items()}
    return replace(row, **marked)  # type: ignore[type-var]
