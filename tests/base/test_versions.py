"""The format that a file states: the reader for it, newer, or none at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.versions import NewerFormatError, select_reader

READERS = {1: "first", 2: "second"}


@given(st.integers(min_value=3))
def test_number_beyond_those_known_is_newer(stated: int) -> None:
    with pytest.raises(NewerFormatError):
        select_reader(READERS, stated)


@given(st.one_of(st.integers(max_value=0), st.booleans(), st.none(), st.text(), st.floats(), st.lists(st.integers())))
def test_what_is_no_number_from_one_is_no_format(stated: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 – whatever it says
        select_reader(READERS, stated)


@pytest.mark.parametrize("stated", [1, 2])
def test_known_format_has_its_own_reader(stated: int) -> None:
    assert select_reader(READERS, stated) == READERS[stated]


def test_newer_is_not_taken_for_damage() -> None:
    assert not issubclass(NewerFormatError, ValueError)
