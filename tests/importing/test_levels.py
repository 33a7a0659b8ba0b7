"""The levels of a plan: divisions above parts, articles, marks as the Party writes them, headings without a number."""

import pytest

from gen.importing import draft_plan
from gen.importing.structure.outline import parse_mark, parse_marks
from gen.importing.text.passages import Passage, Passages, join_broken
from gen.plan.kinds import UnitKind
from gen.plan.model import Unit

UNITS = (
    Unit(id="huyen", kind=UnitKind.DISTRICT, designation="huyện", name="Sông Đà"),
    Unit(id="phong-y-te", kind=UnitKind.DEPARTMENT, name="Phòng Y tế", abbr="PYT"),
    Unit(id="phong-nn", kind=UnitKind.DEPARTMENT, name="Phòng Nông nghiệp", abbr="PNN"),
)
HEAD = ("ỦY BAN NHÂN DÂN HUYỆN SÔNG ĐÀ", "Số: 12/KH-UBND", "Sông Đà, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH", "Trồng cây")
TAIL = ("Trên đây là Kế hoạch trồng cây./.", "Nơi nhận:", "- Như trên;", "CHỦ TỊCH", "Văn thư 1")


def passages(*body: str) -> Passages:
    """Lines as paragraphs; one that begins with * is bold, with # a heading by its style."""
    lines = [*HEAD, "Ủy ban nhân dân huyện ban hành Kế hoạch như sau:", *body, *TAIL]
    return Passages(
        join_broken(
            Passage(
                line.lstrip("*#"),
                f"đoạn {n}",
                bold=line[:1] == "*" or line in HEAD,
                level=0 if line[:1] == "#" else None,
            )
            for n, line in enumerate(lines, 1)
        )
    )


def parts(*body: str) -> list[tuple[str, str, str]]:
    """Each part of the draft: the part within which it is, its number, its heading."""
    plan = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml").plan
    return [(part.get("within", ""), part.get("number", ""), part["heading"]) for part in plan["parts"]]


def leads(*body: str) -> list[tuple[str, list[str]]]:
    """Each section that assigns, with those whom it binds."""
    plan = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml").plan
    return [(part["heading"], section["to"]) for part in plan["parts"] for section in part.get("assignments", ())]


WORK = ("1. Phòng Y tế", "- Khám bệnh.", "2. Phòng Nông nghiệp", "- Trồng rừng.")


def test_capital_letters_head_parts() -> None:
    body = ("A. QUAN ĐIỂM", "I. MỤC ĐÍCH", "Giữ rừng.", "II. YÊU CẦU", "Kịp thời.", "B. NỘI DUNG", "I. NHIỆM VỤ", *WORK)
    assert parts(*body) == [
        ("", "A", "QUAN ĐIỂM"), ("A", "I", "MỤC ĐÍCH"), ("A", "II", "YÊU CẦU"),
        ("", "B", "NỘI DUNG"), ("B", "I", "NHIỆM VỤ"),
    ]  # fmt: skip
    assert leads(*body) == [("NHIỆM VỤ", ["phong-y-te"]), ("NHIỆM VỤ", ["phong-nn"])]


def test_division_without_parts_is_a_part_itself() -> None:
    body = ("A. MỤC ĐÍCH", "I. CHUNG", "Giữ rừng.", "B. TỔ CHỨC THỰC HIỆN", *WORK)
    assert parts(*body) == [("", "A", "MỤC ĐÍCH"), ("A", "I", "CHUNG"), ("", "B", "TỔ CHỨC THỰC HIỆN")]
    assert leads(*body) == [("TỔ CHỨC THỰC HIỆN", ["phong-y-te"]), ("TỔ CHỨC THỰC HIỆN", ["phong-nn"])]


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("PHẦN THỨ NHẤT", "PHẦN THỨ HAI", ["PHẦN THỨ NHẤT", "PHẦN THỨ HAI"]),
        ("Phần I", "Phần II", ["Phần I", "Phần II"]),
        ("PHẦN A:", "PHẦN B:", ["PHẦN A", "PHẦN B"]),
    ],
)
def test_title_below_the_number_of_a_division_is_its_heading(first: str, second: str, numbers: list[str]) -> None:
    body = (first, "*QUAN ĐIỂM", "I. MỤC ĐÍCH", "Giữ rừng.", second, "*NỘI DUNG", "I. NHIỆM VỤ", *WORK)
    found = parts(*body)
    assert [(number, heading) for within, number, heading in found if not within] == [
        (numbers[0], "QUAN ĐIỂM"), (numbers[1], "NỘI DUNG"),
    ]  # fmt: skip
    assert leads(*body) == [("NHIỆM VỤ", ["phong-y-te"]), ("NHIỆM VỤ", ["phong-nn"])]


@pytest.mark.parametrize("sign", [".", ":"])
def test_divisions_that_are_numbered_as_parts_head_them(sign: str) -> None:
    body = (f"PHẦN I{sign} CHUNG", "I. MỤC ĐÍCH", "Giữ rừng.", f"PHẦN II{sign} RIÊNG", "I. NHIỆM VỤ", *WORK)
    assert [(within, heading) for within, _number, heading in parts(*body)] == [
        ("", "CHUNG"), ("PI", "MỤC ĐÍCH"), ("", "RIÊNG"), ("PII", "NHIỆM VỤ"),
    ]  # fmt: skip
    assert leads(*body) == [("NHIỆM VỤ", ["phong-y-te"]), ("NHIỆM VỤ", ["phong-nn"])]


def test_divisions_without_parts_are_the_parts() -> None:
    body = ("PHẦN I. MỤC ĐÍCH", "Giữ rừng.", "PHẦN II. NHIỆM VỤ", *WORK)
    assert [(within, heading) for within, _number, heading in parts(*body)] == [("", "MỤC ĐÍCH"), ("", "NHIỆM VỤ")]
    assert leads(*body) == [("NHIỆM VỤ", ["phong-y-te"]), ("NHIỆM VỤ", ["phong-nn"])]


def test_articles_are_parts_where_nothing_is_numbered_in_roman() -> None:
    body = ("Điều 1. Mục đích", "1. Giữ rừng.", "Điều 2. Nhiệm vụ", *WORK)
    assert parts(*body) == [("", "Điều 1", "Mục đích"), ("", "Điều 2", "Nhiệm vụ")]
    assert leads(*body) == [("Nhiệm vụ", ["phong-y-te"]), ("Nhiệm vụ", ["phong-nn"])]


def test_chapters_head_articles() -> None:
    body = ("Chương I. CHUNG", "Điều 1. Mục đích", "Giữ rừng.", "Chương II. RIÊNG", "Điều 2. Nhiệm vụ", *WORK)
    assert parts(*body) == [
        ("", "Chương I", "CHUNG"), ("CI", "Điều 1", "Mục đích"),
        ("", "Chương II", "RIÊNG"), ("CII", "Điều 2", "Nhiệm vụ"),
    ]  # fmt: skip


def test_article_that_is_cited_in_a_plan_with_parts_is_none() -> None:
    body = ("I. MỤC ĐÍCH", "Điều 1. của Luật được thực hiện.", "Điều 2. của Luật cũng vậy.", "II. NHIỆM VỤ", *WORK)
    assert [heading for _within, _number, heading in parts(*body)] == ["MỤC ĐÍCH", "NHIỆM VỤ"]


def test_marks_of_the_party_are_marks() -> None:
    body = (
        "I- MỤC ĐÍCH", "Giữ rừng.", "II- NHIỆM VỤ", "1- Chỉ đạo", "1.1- Phòng Y tế tổ chức khám bệnh.",
        "2- Tuyên truyền", "a- Phòng Nông nghiệp hướng dẫn trồng rừng.",
    )  # fmt: skip
    plan = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml").plan
    first, second = plan["parts"][1]["assignments"]
    assert (first["number"], first["items"][0]["number"], first["items"][0]["to"]) == ("1-", "1.1-", ["phong-y-te"])
    assert (second["number"], second["items"][0]["number"], second["items"][0]["to"]) == ("2-", "a-", ["phong-nn"])


@pytest.mark.parametrize("sign", ["*", "#"])
def test_headings_without_a_number_head_parts(sign: str) -> None:
    body = (f"{sign}MỤC ĐÍCH", "Giữ rừng.", f"{sign}NHIỆM VỤ", *WORK)
    assert [heading for _within, _number, heading in parts(*body)] == ["MỤC ĐÍCH", "NHIỆM VỤ"]
    assert leads(*body) == [("NHIỆM VỤ", ["phong-y-te"]), ("NHIỆM VỤ", ["phong-nn"])]


def test_capitals_below_numbers_are_no_parts() -> None:
    body = ("1. Mục đích", "*GIỮ RỪNG", "2. Nhiệm vụ", "*TRỒNG RỪNG", "- Phòng Y tế khám bệnh.")
    assert [heading for _within, _number, heading in parts(*body)] == ["Mục đích", "Nhiệm vụ"]


@pytest.mark.parametrize(
    "words",
    ["I-ốt được trộn vào muối.", "12-KH/ĐU là số của văn bản.", "a-xít phải cất riêng.", "X-quang tại trạm."],
)
def test_word_with_a_hyphen_is_no_mark(words: str) -> None:
    assert parse_mark(Passage(words, "đoạn 1")).kind == "none"


def test_single_capital_letter_is_no_division() -> None:
    lines = ["A. Phủ chủ trì.", "I. MỤC ĐÍCH", "C. Dính phối hợp."]
    assert [mark.kind for mark in parse_marks([Passage(line, "đoạn") for line in lines])] == ["none", "part", "none"]


def test_each_part_has_a_code_of_its_own() -> None:
    body = ("A. CHUNG", "I. MỤC ĐÍCH", "Giữ rừng.", "B. RIÊNG", "I. NHIỆM VỤ", *WORK, "II. VIỆC KHÁC", *WORK)
    draft = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml")
    assert not [one.reason for one in draft.questions if "hai lần" in one.reason or "twice" in one.reason]


def test_letters_within_a_part_are_its_sections() -> None:
    body = (
        "I. MỤC ĐÍCH",
        "Giữ rừng.",
        "II. NHIỆM VỤ",
        "A. Về y tế",
        *WORK,
        "B. Về rừng",
        *WORK,
        "III. KINH PHÍ",
        "Chi.",
    )
    assert [heading for _within, _number, heading in parts(*body)] == ["MỤC ĐÍCH", "NHIỆM VỤ", "KINH PHÍ"]
    plan = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml").plan
    sections = plan["parts"][1]["assignments"]
    assert [(section["number"], section["heading"]) for section in sections] == [("A", "Về y tế"), ("B", "Về rừng")]
    assert [item["to"] for section in sections for item in section["items"]] == [["phong-y-te"], ["phong-nn"]] * 2


def test_steps_that_are_sections_keep_their_names() -> None:
    body = ("I. MỤC ĐÍCH", "Giữ rừng.", "II. NHIỆM VỤ", "Bước 1: Chọn giống", *WORK, "Bước 2: Trồng", *WORK)
    plan = draft_plan(passages(*body), "ke-hoach.docx", UNITS, "units.yaml").plan
    assert [section["number"] for section in plan["parts"][1]["assignments"]] == ["Bước 1:", "Bước 2:"]
