"""The deadlines in the words of a task: one table of cases, to which a line adds another."""

from datetime import date
from pathlib import Path

import pytest

from gen.importing.statements.deadlines import find_deadlines, find_later_days, is_hours_only, read_deadline

TABLE = Path(__file__).parents[1] / "cases" / "deadlines.txt"
ISSUED = date(2026, 5, 12)


def cases() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(words.strip(), expected.strip()) for words, expected in rows]


@pytest.mark.parametrize(("words", "expected"), cases())
def test_deadlines_are_found_as_the_table_says(words: str, expected: str) -> None:
    found = find_deadlines(words, ISSUED)
    said = [f"{one.kind} {one.value}".strip() + ("" if one.has_year else "?") for one in found]
    said += [f"(asked) {day}" for day in find_later_days(words, ISSUED, found)]
    assert " ".join(said) == expected


@pytest.mark.parametrize(("words", "expected"), cases())
def test_the_words_of_a_deadline_stand_in_the_task(words: str, expected: str) -> None:
    assert all(words[one.place : one.place + len(one.raw)] == one.raw for one in find_deadlines(words, ISSUED))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Trước 10/6", "before 2026-06-10"),
        ("Quí II/2026", "period 2026-06"),
        ("Tháng 11 - 12/2026", "period 2026-12"),
        ("25/6", "on 2026-06-25"),
        ("Tháng 11/2026 đến tháng 4/2027", "period 2027-04"),
        ("20/6 - 25/6/2026", "on 2026-06-25"),
        ("tháng 9", "period 2026-09"),
        ("Quý III", "period 2026-09"),
        ("Trước quý IV/2026", "before 2026-10"),
        ("15/12 hằng năm", "unparsed"),
        ("Tháng 11 hằng năm", "unparsed"),
        ("Năm 2026 và các năm tiếp theo", "unparsed"),
        ("Thường xuyên", "ongoing"),
        ("7h00 - 7h15", "unparsed"),
    ],
)
def test_a_cell_or_labelled_line_is_read_whole(words: str, expected: str) -> None:
    found = read_deadline(words, ISSUED)
    assert f"{found.kind} {found.value}".strip() == expected
    assert found.raw == words


def test_without_the_plan_s_date_no_year_is_made_up() -> None:
    assert find_deadlines("Kiểm tra trước 10/6", None) == []
    assert read_deadline("Trước 10/6").value == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("7h00 - 7h15", True),
        ("Từ 7 giờ 30 đến 8 giờ", True),
        ("08:00", True),
        ("8 giờ ngày 22/6", False),
        ("quý II", False),
    ],
)
def test_hours_without_a_day_are_known(words: str, expected: bool) -> None:
    assert is_hours_only(words) is expected
