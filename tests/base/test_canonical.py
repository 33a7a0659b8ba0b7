"""Values → bytes: equal for equal values only, however alike two are in Python's eyes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gen.canonical import canonical_bytes, plain_reader


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    flag: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    leaf: Leaf
    more: tuple[Leaf, ...] = ()


values = st.recursive(
    st.text(max_size=3) | st.integers(-3, 3) | st.booleans() | st.none() | st.builds(Leaf, st.text(max_size=2)),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(values, values)
def test_bytes_are_equal_exactly_where_values_are_written_the_same(one: object, other: object) -> None:
    assert (canonical_bytes(one) == canonical_bytes(other)) == (repr(one) == repr(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [(Leaf("a", True), Leaf("a", 1)), (Leaf("a", number=1), Leaf("a", number=True)), ("a", Markup("a"))],
)
def test_what_python_takes_for_equal_is_told_apart(one: object, other: object) -> None:
    assert one == other
    assert canonical_bytes(one) != canonical_bytes(other)


def test_half_of_a_letter_outside_unicode_has_bytes() -> None:
    assert canonical_bytes("\ud800") != canonical_bytes("\ud801")


def test_only_what_holds_texts_and_numbers_alone_is_read_at_once() -> None:
    read = plain_reader(Leaf)
    assert read is not None
    assert read(Leaf("a", True, 2)) == ("a", True, 2)
    assert plain_reader(Branch) is None
    assert plain_reader(str) is None
