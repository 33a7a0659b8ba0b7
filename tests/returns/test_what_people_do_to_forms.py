"""What people do to a form in Word: each answer is read as they see it, or named; none is wrong in silence."""

import io
import zipfile
from pathlib import Path

import pytest

from gen.plan.file.loading import load_plan
from gen.returns import Submission, read_submissions, receive_files
from tests.support.form_edits import EDITS, FIRST, GIVEN, FormEdit, filled_form, judge, table_lines, types, whole

CASES = Path(__file__).parent / "cases" / "forms"
ROOT = Path(__file__).parents[2]
EXAMPLE = load_plan(ROOT / "plan.yaml").plan
SUMMER = load_plan(CASES / "plan-he-2026.yaml").plan


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_no_answer_is_wrong_in_silence(edit: FormEdit) -> None:
    assert judge(edit).silent == ()


@pytest.mark.parametrize("edit", [one for one in EDITS if one.says], ids=lambda edit: edit.name)
def test_what_has_to_be_said_is_said(edit: FormEdit) -> None:
    assert edit.says <= judge(edit).codes


@pytest.mark.parametrize("edit", [one for one in EDITS if not one.says], ids=lambda edit: edit.name)
def test_where_nothing_is_in_doubt_every_answer_is_right_and_nothing_said(edit: FormEdit) -> None:
    outcome = judge(edit)
    assert set(outcome.right) == set(GIVEN)
    assert outcome.codes == frozenset()


def test_an_answer_that_is_not_what_a_person_sees_is_found_out() -> None:
    key = f"{FIRST}/result"
    assert judge(FormEdit("", "", whole(types(key, "khác")))).silent == (key,)


def test_every_edit_changes_the_form_and_has_a_name_of_its_own() -> None:
    assert len(EDITS) >= 40
    assert len({one.name for one in EDITS}) == len({one.label for one in EDITS}) == len(EDITS)
    assert all(one.change(filled_form()) != filled_form() for one in EDITS[1:])


def test_the_pages_table_has_a_line_for_each_edit_and_says_that_none_is_silent() -> None:
    lines = list(table_lines())
    assert len(lines) == len(EDITS) + 4
    assert lines[-1].endswith("wrong in silence: 0.")
    assert "\n".join(lines) in (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")


def read(name: str) -> Submission:
    plan = SUMMER if name.startswith("form-") else EXAMPLE
    (one,) = read_submissions(receive_files([CASES / f"{name}.docx"]), plan)
    return one


def values(one: Submission) -> dict[str, str]:
    return {value.field.key: value.text for value in one.values}


def codes(one: Submission) -> set[str]:
    doubts = [*one.doubts, *(doubt for value in one.values for doubt in value.doubts)]
    return {reason.code for reason in (*doubts, *(reason for _value, reason in one.quarantined_values))}


@pytest.mark.parametrize(
    "name",
    ["anchors-gone-stt-column-in-front", "anchors-gone-task-and-due-cells-merged", "anchors-gone-titles-renamed",
     "anchors-kept-task-and-due-cells-merged", "showingPlcHdr-val-0"],
)  # fmt: skip
def test_every_answer_of_a_form_of_an_earlier_release_is_read_by_the_grid(name: str) -> None:
    one = read(name)
    assert len(one.values) == 39
    assert values(one)["12.1/result"] == 'Đã thực hiện xong việc 12.1/result: "tốt" & đúng hạn'
    assert values(one)["12.5/reason"] == "Lý do 12.5/reason"
    assert not one.quarantined_values


def test_titles_that_were_renamed_are_said() -> None:
    assert "column-by-place" in codes(read("anchors-gone-titles-renamed"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("own-row-added", "rows-added"), ("second-row-with-code-12.1-typed", "conflict"),
        ("difficulties-typed-below-frame", "words-outside"), ("form-evidence-is-a-picture", "holds-picture"),
        ("form-answer-struck-through", "struck-through"), ("evidence-cell-holds-a-picture-only", "holds-object"),
        ("row-12.3-deleted-answer-left-in-customxml", "fields-gone"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_answers_is_said(name: str, code: str) -> None:
    assert code in codes(read(name))


def test_answer_of_a_row_that_was_deleted_does_not_count() -> None:
    one = read("row-12.3-deleted-answer-left-in-customxml")
    assert not [key for key in values(one) if key.startswith("12.3/")]
    assert "mục 12.3" in dict(next(r for r in one.doubts if r.code == "fields-gone").values)["cells"]


def test_table_that_was_turned_into_text_is_set_apart() -> None:
    one = read("table-turned-into-text")
    assert one.quarantine_reason is not None
    assert one.quarantine_reason.code == "form-gone"


def test_struck_and_raised_figures_do_not_join_others() -> None:
    found = {value.field.key: value for value in read("struck-and-superscript-figures").values}
    assert (found["10#1/1/numerator"].text, found["10#1/1/denominator"].text) == ("100", "120")
    assert found["10#1/1/numerator"].doubts
    assert found["10#1/1/denominator"].doubts


def test_sign_of_a_symbol_font_is_the_sign() -> None:
    assert values(read("answer-with-symbol-font"))["12.1/result"] == "≥ 95% số hộ"


def test_sign_that_is_not_known_is_said_beside_those_that_are() -> None:
    one = read("form-answer-with-wingdings-sym")
    assert "☑" in values(one)["1.1/result"]
    assert {"holds-unknown-sign", "holds-note"} <= codes(one)


def test_prompts_of_other_versions_and_programs_are_no_answers() -> None:
    found = values(read("prompts-of-other-words-as-text"))
    assert not [text for text in found.values() if "Click" in text or "Choose" in text or "nhập" in text.lower()]


def test_marks_without_end_and_spans_without_bound_are_read_in_time() -> None:
    """Spans of millions of columns, and a cell with ten thousand pictures that lead nowhere."""
    drawing = b"<w:r><w:drawing/></w:r>"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled_form())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b'<w:gridSpan w:val="6"/>', b'<w:gridSpan w:val="2000000000"/>')
                data = data.replace(b"</w:sdt>", b"</w:sdt>" + drawing * 10_000, 1)
            made.writestr(name, data)
    assert judge(FormEdit("", "", lambda _data: out.getvalue())).silent == ()
