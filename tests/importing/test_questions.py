"""What the import asks: each once, with an id by which it can be answered; also about what it did not understand."""

from pathlib import Path

import pytest
import yaml

import gen
from gen.errors import GenError
from gen.importing import draft_plan, read_passages
from gen.importing.coverage import ask_about_lost_words
from gen.importing.draft.plan import PlanDraft
from gen.importing.explain import explain
from gen.importing.messages import draft_as_text
from gen.importing.questions import QuestionKind, Questionnaire
from gen.importing.text.passages import Passage
from tests.importing.test_ways_of_assigning import HEAD, TAIL, UNITS
from tests.support.plan_docx import plan_docx


def source(folder: Path, body: str) -> Path:
    path = folder / "plan.docx"
    path.write_bytes(plan_docx((HEAD + body + TAIL).splitlines()))
    return path


def drafted(folder: Path, body: str, **answers: str) -> PlanDraft:
    path = source(folder, body)
    return draft_plan(
        read_passages(path), path.name, UNITS, answers={key.replace("_", ":"): v for key, v in answers.items()}
    )


def write_registry(folder: Path) -> Path:
    units = [unit.model_dump(mode="json", exclude_defaults=True, by_alias=True) for unit in UNITS]
    (folder / "units.yaml").write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
    return folder / "units.yaml"


def leads(draft: PlanDraft) -> list[list[str]]:
    return [section["to"] for part in draft.plan["parts"] for section in part.get("assignments", ())]


def test_body_that_nobody_listed_is_asked_about_once_and_open(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "1. Trạm Thủy lợi huyện\n- Phun thuốc.\n- Kiểm tra.")
    assert [(one.id, one.kind, one.proposed) for one in draft.questions] == [("lead:10", QuestionKind.LEAD, "open")]
    assert leads(draft) == [["open"]]


def test_answer_is_taken_and_not_asked_again(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "1. Trạm Thủy lợi huyện\n- Phun thuốc.", lead_10="nn yt")
    assert (leads(draft), draft.questions, draft.answered) == ([["nn", "yt"]], [], {"lead:10"})


def test_choices_are_the_units_with_the_nearest_names(tmp_path: Path) -> None:
    (one,) = drafted(tmp_path, "1. Phòng Kinh tế huyện\n- Kiểm tra.").questions
    assert one.choices[0].value == "kt"


def test_report_that_is_none_is_left_out_when_a_person_says_so(tmp_path: Path) -> None:
    body = "1. Phòng Y tế\n- Báo cáo kết quả gửi về UBND huyện trước ngày 01/12/2024."
    assert len(drafted(tmp_path, body).plan["obligations"]) == 1
    assert "obligations" not in drafted(tmp_path, body, report_11="no").plan


def test_two_deadlines_of_a_task_are_a_question_with_both(tmp_path: Path) -> None:
    body = "1. Phòng Y tế\n- Phun thuốc trước ngày 01/5/2024, kiểm tra trước ngày 01/6/2024."
    (one,) = drafted(tmp_path, body).questions
    assert [choice.value for choice in one.choices] == ["trước ngày 01/5/2024", "trước ngày 01/6/2024"]
    answered = drafted(tmp_path, body, due_11="trước ngày 01/6/2024")
    assert answered.plan["parts"][1]["assignments"][0]["items"][0]["due"]["value"] == "2024-06-01"


def test_deadline_before_the_plan_is_asked_about(tmp_path: Path) -> None:
    (one,) = drafted(tmp_path, "1. Phòng Y tế\n- Phun thuốc trước ngày 01/5/2023.").questions
    assert one.kind is QuestionKind.DUE


def test_paragraph_that_lays_something_on_a_unit_and_is_no_task_is_asked_about(tmp_path: Path) -> None:
    body = (
        "1. Phòng Y tế\n- Phun thuốc.\nIII. KINH PHÍ\nTrong dự toán; khi thiếu, giao các phòng, Phòng Y tế tự cân đối."
    )
    assert [one.kind for one in drafted(tmp_path, body).questions] == [QuestionKind.TASK]


def test_words_that_are_nowhere_in_the_draft_are_asked_about() -> None:
    asked = Questionnaire()
    passages = [Passage("Trồng cây.", "paragraph 1"), Passage("- Trồng cây và hoa.", "paragraph 2")]
    ask_about_lost_words(passages, {"parts": [{"text": "Trồng cây."}, {"heading": "Trồng cây"}]}, [], asked)
    assert [(one.place, one.words) for one in asked.open] == [("paragraph 2", "- Trồng cây và hoa.")]


def test_what_is_left_out_with_a_reason_is_not_asked_about() -> None:
    asked, passage = Questionnaire(), Passage("Trồng cây.", "paragraph 1")
    ask_about_lost_words([passage], {}, [passage], asked)
    assert asked.open == []


def test_answers_are_read_from_a_file(tmp_path: Path) -> None:
    path = source(tmp_path, "1. Trạm Thủy lợi huyện\n- Phun thuốc.")
    registry, answers = write_registry(tmp_path), tmp_path / "answers.json"
    answers.write_text('{"lead:10": "nn"}', encoding="utf-8")
    found = gen.import_plan(path, registry=registry, answers=answers)
    assert (leads(found.draft), found.questions) == ([["nn"]], ())


def codes_of_answers(folder: Path, text: str, body: str = "1. Phòng Y tế\n- Phun thuốc.") -> list[str]:
    """The codes of the mistakes for which the import of a plan refuses a file of answers."""
    answers = folder / "answers.json"
    answers.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(GenError) as caught:
        gen.import_plan(source(folder, body), registry=write_registry(folder), answers=answers)
    return [one.code for one in caught.value.diagnostics]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"lead:10": 5}', '{"lead:10": "nn", "lead:10": "yt"}', "\ud800"])
def test_file_that_holds_no_answers_or_one_twice_is_refused(text: str, tmp_path: Path) -> None:
    assert codes_of_answers(tmp_path, text) == ["IMP-009"]


def test_answer_to_what_is_not_asked_is_refused(tmp_path: Path) -> None:
    assert codes_of_answers(tmp_path, '{"lead:99": "yt"}') == ["IMP-010"]


def test_each_paragraph_is_explained_with_what_became_of_it(tmp_path: Path) -> None:
    path = source(tmp_path, "1. Phòng Y tế\n- Phun thuốc trước ngày 01/5/2024.")
    passages = read_passages(path)
    lines = list(explain(passages, draft_plan(passages, path.name, UNITS)))
    at = next(n for n, line in enumerate(lines) if line.endswith("Phun thuốc trước ngày 01/5/2024."))
    assert lines[at + 1].strip() == "→ task 1#1; trước ngày 01/5/2024"


def test_every_question_has_an_answer_and_none_is_left_when_all_are_given(tmp_path: Path) -> None:
    body = (
        "1. Trạm Thủy lợi huyện\n- Phun thuốc trước ngày 01/5/2024, kiểm tra trước ngày 01/6/2024.\n"
        "- Báo cáo ngay kết quả.\n- Phối hợp với mọi người làm sạch.\n"
        "III. GIẢI PHÁP\n- Tuyên truyền.\nIV. KINH PHÍ\nTrong dự toán; khi thiếu, giao Phòng Y tế tự cân đối."
    )
    path = source(tmp_path, body)
    asked = draft_plan(read_passages(path), path.name, UNITS).questions
    assert {one.kind for one in asked} >= {
        QuestionKind.LEAD, QuestionKind.TASK, QuestionKind.DUE, QuestionKind.REPORT, QuestionKind.PARTNERS,
    }  # fmt: skip
    answers = {one.id: (one.choices[0].value if one.choices else "yt") for one in asked}
    answered = draft_plan(read_passages(path), path.name, UNITS, answers=answers)
    assert (answered.questions, answered.refused, answered.answered) == ([], {}, answers.keys())


def test_points_that_name_nobody_are_tasks_of_whom_a_person_says(tmp_path: Path) -> None:
    body = "1. Phòng Y tế\n- Phun thuốc.\nIII. GIẢI PHÁP\n- Tuyên truyền.\n- Tập huấn."
    (one,) = drafted(tmp_path, body).questions
    assert (one.kind, one.proposed) == (QuestionKind.TASK, "nobody")
    part = drafted(tmp_path, body, task_12="nn yt").plan["parts"][2]
    assert [section["to"] for section in part["assignments"]] == [["nn", "yt"], ["nn", "yt"]]


def test_deadline_of_a_heading_is_that_of_all_below_it_when_a_person_says_so(tmp_path: Path) -> None:
    body = (
        "1. Phòng Y tế\n1.1. Việc làm trong tháng 5/2024\n- Phun thuốc.\n- Kiểm tra trước ngày 02/5/2024.\n"
        "1.2. Kiểm tra"
    )
    draft = drafted(tmp_path, body, due_11="yes")
    below = draft.plan["parts"][1]["assignments"][0]["items"][0]["items"]
    assert [item["due"]["value"] for item in below] == ["2024-05", "2024-05-02"]


def test_answer_that_is_no_choice_is_refused_with_the_choices(tmp_path: Path) -> None:
    body = "1. Trạm Thủy lợi huyện\n- Phun thuốc."
    assert codes_of_answers(tmp_path, '{"lead:10": "nobody-knows"}', body) == ["IMP-011"]


@pytest.mark.parametrize("answer", ["\ud800", "a\nb", "x" * 300, " "])
def test_receiver_that_cannot_stand_in_a_plan_is_refused(answer: str, tmp_path: Path) -> None:
    draft = drafted(tmp_path, "1. Phòng Y tế\n- Báo cáo ngay kết quả.")
    (asked,) = [one for one in draft.questions if one.id.endswith(":2")]
    path = source(tmp_path, "1. Phòng Y tế\n- Báo cáo ngay kết quả.")
    answered = draft_plan(read_passages(path), path.name, UNITS, answers={asked.id: answer})
    assert answered.refused == {asked.id: answer}


@pytest.mark.parametrize("answer", ["open yt", "yt nobody-there", ""])
def test_units_that_contradict_each_other_are_refused(answer: str, tmp_path: Path) -> None:
    assert drafted(tmp_path, "1. Trạm Thủy lợi huyện\n- Phun thuốc.", lead_10=answer).refused == {"lead:10": answer}


def test_what_lays_something_on_a_unit_behind_the_signature_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    annex = "\nNguyễn Văn A\nPHỤ LỤC\n1. Giao Công an huyện bảo vệ vườn ươm."
    path.write_bytes(plan_docx((HEAD + "1. Phòng Y tế\n- Phun thuốc." + TAIL + annex).splitlines()))
    draft = draft_plan(read_passages(path), path.name, UNITS)
    assert [one.kind for one in draft.questions] == [QuestionKind.TASK]
    assert "bảo vệ vườn ươm" in draft.questions[0].words


def test_question_on_more_rows_than_it_lists_says_that_there_are_more(tmp_path: Path) -> None:
    rows = [f"| {n} | Tỉa cành cây số {n} | Phòng Y tế | {'Công an huyện' if n == 1 else ''} |" for n in range(1, 50)]
    table = "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Chủ trì | Phối hợp |\n" + "\n".join(rows)
    (asked,) = [one for one in drafted(tmp_path, table).questions if "Phối hợp" in one.reason]
    assert asked.place.count("row ") == 40
    assert asked.place.endswith(", …")


def test_questions_are_printed_with_the_words_that_they_are_about(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "1. Trạm Thủy lợi huyện\n- Phun thuốc.")
    assert "“Trạm Thủy lợi huyện”" in draft_as_text(draft)
