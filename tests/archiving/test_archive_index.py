"""index.csv: every cell comes back as it was, and none is a formula to a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.archiving.bag.index import HEADINGS, IndexRow, guard_cell, read_index, unguard_cell, write_index
from gen.archiving.bag.layout import bag_name, is_safe, parse_bag_name
from gen.archiving.bag.tag_files import read_checksums, read_elements

# A surrogate by itself is no text; csv in Python does not read a NUL back.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ROWS = st.lists(st.builds(IndexRow, **dict.fromkeys(HEADINGS, TEXT)), max_size=5)


@given(ROWS)
def test_rows_come_back_as_they_were_written(rows: list[IndexRow]) -> None:
    assert read_index(write_index(rows)) == rows


@given(TEXT)
def test_guard_is_taken_away_again(cell: str) -> None:
    assert unguard_cell(guard_cell(cell)) == cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cell_that_begins_like_a_formula_is_guarded(start: str) -> None:
    data = write_index([IndexRow(subject=f"{start}cmd|' /C calc'!A0")]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1][8][0] == "'"


def test_cell_that_a_person_began_with_an_apostrophe_keeps_it() -> None:
    [row] = read_index(write_index([IndexRow(subject="'tis")])) or []
    assert row.subject == "'tis"


@pytest.mark.parametrize("cell", ["12", "05", "KH-UBND", "2020-11-30", "Trồng cây", ""])
def test_plain_cell_stays_as_it_is(cell: str) -> None:
    assert guard_cell(cell) == cell


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_index(data)
    read_checksums(data, 64)
    read_elements(data)


@pytest.mark.parametrize("name", ["kh-1-001", "kh-1472-tuan-giao-012", "a-1000"])
def test_name_of_a_bag_tells_plan_and_issue(name: str) -> None:
    parsed = parse_bag_name(name)
    assert parsed is not None
    assert bag_name(*parsed) == name
    assert parse_bag_name(f"{name}.zip") == parsed


@pytest.mark.parametrize(
    "name", ["kh-1", "kh-01", "-001", "KH-1-001", "kh-1-001.tar", "kh-1-001/..", "signed", "a-00١"]
)
def test_what_is_no_name_of_a_bag_tells_nothing(name: str) -> None:
    assert parse_bag_name(name) is None


@pytest.mark.parametrize("path", ["a", "xa-a/ke-hoach.pdf", "đơn vị/kế hoạch.pdf", ".hidden", "a.b/c-d_e f"])
def test_safe_path(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path",
    ["", "/a", "a/", "a//b", "..", "a/../b", ".", "a\\b", "a:b", "a\0b", "a\nb", "a\u200bb", "e\u0301", "aux",
     "a/COM1.txt", " a", "a ", "a.", "100%", "a?", "\ud800", "x" * 201, "ế" * 70, "a/" * 501],
)  # fmt: skip
def test_path_that_is_read_otherwise_somewhere_is_not_safe(path: str) -> None:
    assert not is_safe(path)


def test_bag_info_is_read_with_folded_lines_and_repeated_elements() -> None:
    text = "A: one\n  two\nB: x\r\nA: three\nno element\n\n: empty name\n"
    assert read_elements(text.encode()) == {"A": ["one two", "three"], "B": ["x"], "": ["empty name"]}


def test_checksums_are_read_with_escapes_marks_and_capitals() -> None:
    digest = "AB" * 32
    text = f"{digest}  data/a%0Ab%25\n{digest.lower()} *data/c\n\n"
    assert read_checksums(text.encode(), 64).digests == {"data/a\nb%": digest.lower(), "data/c": digest.lower()}


def test_path_listed_twice_is_a_bad_line() -> None:
    line = f"{'0' * 64}  data/a\n"
    assert len(read_checksums((line * 2).encode(), 64).unusable_lines) == 1
