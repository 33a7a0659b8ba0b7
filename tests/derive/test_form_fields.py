"""What people call rows and cells of a form."""

import pytest

from gen.derive.form_fields import FORM_FIELDS, PROMPTS, cell_words, code_words, prompt_for


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("13#1/status", "mục 13, ý 1 – Tình trạng"),
        ("1.5#1+2/result", "mục 1.5, ý 1.2 – Kết quả thực hiện"),
        ("9#2/1/numerator", "mục 9, ý 2, chỉ tiêu 1 – Tử số"),
        ("II.3/status", "mục II.3 – Tình trạng"),
        ("cutoff", "Số liệu tính đến"),
    ],
)
def test_a_cell_is_called_by_its_place_in_the_plan_and_its_column(key: str, said: str) -> None:
    assert cell_words(key) == said


def test_in_documents_no_line_breaks_between_a_word_and_its_number() -> None:
    assert code_words("9#2/1", bound=True) == "mục\u00a09, ý\u00a02, chỉ tiêu\u00a01"
    assert "\u00a0" not in code_words("9#2/1")


def test_only_a_field_that_needs_an_answer_asks_for_it() -> None:
    asking = {one.name: prompt_for(f"12.1/{one.name}") for one in FORM_FIELDS if prompt_for(f"12.1/{one.name}")}
    assert asking == {"status": "[chọn]", "count": "[ghi số]"}
    assert set(asking.values()) <= set(PROMPTS)
