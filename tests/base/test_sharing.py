"""Shared tuples: what is worked out of them is worked out once, and is what comes out of any other tuple."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.sharing import SharedTuple, has_shared, join_pieces, map_shared, once_if_shared, pieces_of


class Counted:
    """A function that notes each of its calls."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def total(self, members: tuple[int, ...], more: int = 0) -> int:
        self.calls.append((*members, more))
        return sum(members) + more

    def doubled(self, members: tuple[int, ...]) -> Iterator[int]:
        self.calls.append(members)
        return (2 * member for member in members)


def test_answer_of_a_shared_tuple_is_worked_out_once_for_each_argument() -> None:
    counted = Counted()
    total = once_if_shared(counted.total)
    shared = SharedTuple((1, 2))
    assert [total(shared), total(shared), total(shared, 5), total(shared, 5), total(shared, more=5)] == [3, 3, 8, 8, 8]
    assert len(counted.calls) == 3


def test_answer_of_another_tuple_with_the_same_members_is_its_own() -> None:
    counted = Counted()
    total = once_if_shared(counted.total)
    for members in (SharedTuple((1, 2)), SharedTuple((1, 2)), (1, 2), (1, 2)):
        assert total(members) == 3
    assert len(counted.calls) == 4


def test_two_functions_do_not_share_an_answer() -> None:
    shared = SharedTuple((3, 4))
    assert (once_if_shared(sum)(shared), once_if_shared(len)(shared)) == (7, 2)


@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 9), max_size=3)), max_size=5))
def test_mapped_in_pieces_is_mapped_as_a_whole(described: list[tuple[bool, list[int]]]) -> None:
    joined = join_pieces(SharedTuple(members) if shared else tuple(members) for shared, members in described)
    counted = Counted()
    double = map_shared(counted.doubled)
    first, again = double(joined), double(joined)
    assert first == again == tuple(2 * member for _shared, members in described for member in members)
    assert [type(piece) for piece in pieces_of(first)] == [type(piece) for piece in pieces_of(joined)]
    own = sum(not shared for shared, _members in described)
    assert len(counted.calls) == len(described) + own  # those that are not shared, twice


def test_tuple_of_pieces_is_equal_to_the_plain_one_and_knows_what_is_shared() -> None:
    shared = SharedTuple("ab")
    joined = join_pieces([shared, ("c",)])
    assert joined == ("a", "b", "c")
    assert pieces_of(joined)[0] is shared
    assert [has_shared(one) for one in (joined, shared, tuple(joined))] == [True, True, False]


@pytest.mark.parametrize("members", [SharedTuple((1, 2)), join_pieces([SharedTuple((1,)), (2,)])])
def test_another_process_gets_a_plain_tuple(members: tuple[int, ...]) -> None:
    once_if_shared(lambda own: [*own])(pieces_of(members)[0])  # what was worked out may be of a kind that stays here
    sent = pickle.loads(pickle.dumps(members))
    assert type(sent) is tuple
    assert sent == (1, 2)
