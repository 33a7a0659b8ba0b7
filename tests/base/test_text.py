"""Vietnamese text as offices write it: folding, points, numerals, dates, bold stretches."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.text import (
    BLANK,
    EmphasisRun,
    collapse_spaces,
    fold,
    format_document_number,
    format_long_date,
    list_letter,
    lower_first,
    remove_emphasis,
    split_emphasis,
    split_words,
    to_roman,
)


@pytest.mark.parametrize("typed", ["Quài Tở", "QUÀI TỞ", "quai to", unicodedata.normalize("NFD", "Quài Tở")])
def test_folding_makes_every_way_to_type_a_name_one(typed: str) -> None:
    assert fold(typed) == "quai to"


@pytest.mark.parametrize(("word", "folded"), [("Điện Biên", "dien bien"), ("đường", "duong"), ("ưỡn", "uon")])
def test_folding_takes_d_with_stroke_and_horned_letters_along(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_words_are_lower_case_and_without_punctuation() -> None:
    assert split_words("Tố chức, (phòng - ban): 100%!") == ["tố", "chức", "phòng", "ban", "100"]


def test_words_are_whole_letters_however_they_were_typed() -> None:
    assert split_words(unicodedata.normalize("NFD", "Tở")) == ["tở"]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (3, "III"), (4, "IV"), (5, "V"), (8, "VIII"), (9, "IX"), (14, "XIV"), (19, "XIX"), (39, "XXXIX")],
)
def test_parts_are_numbered_in_roman_numerals(number: int, numeral: str) -> None:
    assert to_roman(number) == numeral


@pytest.mark.parametrize("number", [-1, 0])
def test_there_is_no_roman_numeral_below_one(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_roman(number)


def test_points_follow_the_vietnamese_alphabet_with_d_after_d() -> None:
    assert "".join(list_letter(number) for number in range(1, 24)) == "abcdđeghiklmnopqrstuvxy"


def test_points_after_the_last_letter_have_two_letters() -> None:
    assert [list_letter(number) for number in (23, 24, 25, 46, 47)] == ["y", "aa", "ab", "ay", "ba"]


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_two_points_never_have_the_same_letters(left: int, right: int) -> None:
    assert (list_letter(left) == list_letter(right)) is (left == right)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ((2020, 1, 1), "ngày 01 tháng 01 năm 2020"),
        ((2020, 2, 9), "ngày 09 tháng 02 năm 2020"),
        ((2020, 3, 10), "ngày 10 tháng 3 năm 2020"),
        ((2020, 9, 28), "ngày 28 tháng 9 năm 2020"),
        ((2020, 11, 3), "ngày 03 tháng 11 năm 2020"),
    ],
)
def test_zeros_lead_days_below_ten_and_the_first_two_months_only(date: tuple[int, int, int], written: str) -> None:
    assert format_long_date(*date) == written


def test_day_that_is_not_known_is_a_gap() -> None:
    assert format_long_date(2020, 11) == f"ngày {BLANK} tháng 11 năm 2020"


def test_gap_for_the_clerk_survives_line_breaks_and_squeezing_by_html() -> None:
    assert len(BLANK) == 5
    assert set(BLANK) == {"\u00a0"}


@pytest.mark.parametrize(("number", "printed"), [(None, BLANK), (1, "01"), (9, "09"), (10, "10"), (1472, "1472")])
def test_number_of_a_document_has_two_digits_or_a_gap(number: int | None, printed: str) -> None:
    assert format_document_number(number) == printed


@pytest.mark.parametrize(
    ("text", "within"),
    [("Triển khai", "triển khai"), ("Ủy ban", "ủy ban"), ("UBND huyện", "UBND huyện"), ("", "")],
)
def test_first_letter_is_small_within_a_sentence_but_abbreviations_stay(text: str, within: str) -> None:
    assert lower_first(text) == within


def test_squeezed_text_has_single_spaces_and_none_at_the_ends() -> None:
    assert collapse_spaces("  một \n  hai\tba ") == "một hai ba"


def test_two_stars_on_each_side_make_bold() -> None:
    assert list(split_emphasis("kết quả (**trước ngày 15**) về")) == [
        EmphasisRun("kết quả ("),
        EmphasisRun("trước ngày 15", bold=True),
        EmphasisRun(") về"),
    ]


@pytest.mark.parametrize("text", ["2 ** 3 ** 4", "**", "****", "a ** b", "**mở mà không đóng", "5 * 4 * 3"])
def test_stars_that_embrace_no_words_are_text(text: str) -> None:
    assert remove_emphasis(text) == text


@given(st.text(alphabet="ab *\n", max_size=30))
def test_nothing_but_the_stars_of_bold_words_is_lost(text: str) -> None:
    shown = remove_emphasis(text)
    assert shown.replace("*", "") == text.replace("*", "")
    assert sum(4 for run in split_emphasis(text) if run.bold) == len(text) - len(shown)
