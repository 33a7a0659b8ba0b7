"""What many documents have in common → what is worked out of it, once.

Thousands of units have the same tasks, so nearly all that their documents say is the same rows and paragraphs. These
are kept as one shared tuple. Whoever works something out of it, a table's rows, a digest, the text in a template, keeps
the answer with it, and finds it again by the tuple's identity. Where a few rows name the unit, the tuple consists of
pieces: shared ones, and the unit's own between them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import update_wrapper
from itertools import chain
from typing import Any, Concatenate, ParamSpec, TypeVar

_Member = TypeVar("_Member", covariant=True)
_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")
_Made = TypeVar("_Made")


class SharedTuple(tuple[_Member, ...]):
    """A tuple that is kept, and its members with it, because many documents are made of it. None of it may change."""

    answers: dict[Hashable, Any]
    """What was worked out of it, by the function and its other arguments."""

    def __init__(self, _members: object = ()) -> None:
        self.answers = {}

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[_Member, ...]]]:
        """In another process, where nothing has been worked out of it, it is a tuple like any other."""
        return tuple, (tuple(self),)


class PiecedTuple(tuple[_Member, ...]):
    """A tuple whose members stand in `pieces` too, some of which are shared."""

    pieces: tuple[tuple[_Member, ...], ...]

    def __reduce__(self) -> tuple[type[tuple[Any, ...]], tuple[tuple[_Member, ...]]]:
        return tuple, (tuple(self),)


def join_pieces(pieces: Iterable[tuple[_Made, ...]]) -> tuple[_Made, ...]:
    """The members of all `pieces`, one after the other, as one tuple that knows its pieces."""
    kept = tuple(pieces)
    if len(kept) == 1:
        return kept[0]
    joined = PiecedTuple(chain.from_iterable(kept))
    joined.pieces = kept
    return joined


def pieces_of(members: tuple[_Made, ...]) -> tuple[tuple[_Made, ...], ...]:
    """The pieces of a tuple, in order; of a shared or any other one, itself."""
    return members.pieces if type(members) is PiecedTuple else (members,)


def has_shared(members: object) -> bool:
    """Whether it is a shared tuple, or one of pieces."""
    return type(members) is SharedTuple or type(members) is PiecedTuple


def once_if_shared(
    work_out: Callable[Concatenate[tuple[Any, ...], _Rest], _Answer],
) -> Callable[Concatenate[tuple[Any, ...], _Rest], _Answer]:
    """`work_out`, called once for each shared tuple and the same other arguments, which are few; else each time.

    The answer is shared too, so it must be of a kind that nobody changes.
    """

    def answer(members: tuple[Any, ...], /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Answer:
        if type(members) is not SharedTuple:
            return work_out(members, *rest, **named)
        key = (work_out, rest, *sorted(named.items())) if named else (work_out, rest)
        try:
            return members.answers[key]  # type: ignore[no-any-return]
        except KeyError:
            found = members.answers[key] = work_out(members, *rest, **named)
            return found

    return update_wrapper(answer, work_out)


def map_shared(
    work_out: Callable[Concatenate[tuple[Any, ...], _Rest], Iterable[_Made]],
) -> Callable[Concatenate[tuple[Any, ...], _Rest], tuple[_Made, ...]]:
    """The tuple of what `work_out` makes of the members of another, one by one: in the same pieces."""

    @once_if_shared
    def make(piece: tuple[Any, ...], /, *rest: _Rest.args, **named: _Rest.kwargs) -> tuple[_Made, ...]:
        made = work_out(piece, *rest, **named)
        return SharedTuple(made) if type(piece) is SharedTuple else tuple(made)

    def make_each(members: tuple[Any, ...], /, *rest: _Rest.args, **named: _Rest.kwargs) -> tuple[_Made, ...]:
        return join_pieces([make(piece, *rest, **named) for piece in pieces_of(members)])

    return update_wrapper(make_each, work_out)
