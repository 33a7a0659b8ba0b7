"""Doubts about the plan of Tuần Giáo, and what the checks leave in peace; tests/cases/check shows each rule."""

import time
from collections import Counter
from pathlib import Path

import pytest

from gen.errors import Diagnostic, Severity
from gen.plan.checks.warnings import check_plan
from gen.plan.file.loading import LoadedPlan
from tests.support.plans import base, load, with_sections

LONG = "phát triển hệ thống vườn ươm cây giống tại từng thôn bản trong xã"


@pytest.fixture(scope="module")
def doubts(seed_loaded: LoadedPlan) -> list[Diagnostic]:
    return check_plan(seed_loaded.plan, seed_loaded.at)


def messages(found: list[Diagnostic], code: str) -> list[str]:
    return [diagnostic.message for diagnostic in found if diagnostic.code == code]


def of_task(folder: Path, text: str, **keys: object) -> list[str]:
    section = {"to": ["communes"], "heading": "UBND các xã", "items": [{"text": text, **keys}]}
    loaded = load(folder, with_sections(section))
    return [diagnostic.code for diagnostic in check_plan(loaded.plan, loaded.at)]


# The plan of Tuần Giáo


def test_seed_raises_these_doubts_and_no_others(doubts: list[Diagnostic]) -> None:
    assert Counter(diagnostic.code for diagnostic in doubts) == {
        "PLAN-101": 1, "PLAN-102": 8, "PLAN-103": 1, "PLAN-104": 2, "PLAN-105": 1, "PLAN-106": 1, "PLAN-107": 3,
        "PLAN-110": 1, "PLAN-118": 1, "PLAN-119": 6,
    }  # fmt: skip


def test_all_of_them_are_warnings_with_a_place_and_a_remedy(doubts: list[Diagnostic]) -> None:
    assert {diagnostic.severity for diagnostic in doubts} == {Severity.WARNING}
    assert all(diagnostic.location and diagnostic.location.line and diagnostic.hint for diagnostic in doubts)


def test_they_come_in_the_order_of_the_file(doubts: list[Diagnostic]) -> None:
    lines = [diagnostic.location.line for diagnostic in doubts if diagnostic.location]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PLAN-101", "“đạt trên 100%”"),
        ("PLAN-103", '"Phòng Tài chính - Kế hoạch"'),
        ("PLAN-104", "“Phòng Lao động- Thương binh xã hội” (12.5)"),
        ("PLAN-104", "“Phòng Văn hóa-Thông tin” (6.2#6, 7#1)"),
        ("PLAN-105", "“Ban Dân tộc”"),
        ("PLAN-106", "“tố chức” occurs once, “tổ chức” 16 times"),
        ("PLAN-110", '"child-marriage"'),
    ],
)
def test_oddity_of_the_seed_is_found(doubts: list[Diagnostic], code: str, words: str) -> None:
    assert any(words in message for message in messages(doubts, code))


@pytest.mark.parametrize(("first", "second"), [("6.1#3", "6.2#1"), ("12.2#2", "12.2#5"), ("5.2#2", "5.4#1")])
def test_task_that_the_seed_says_twice_is_found(doubts: list[Diagnostic], first: str, second: str) -> None:
    assert any(message.startswith(f"tasks {first} and {second} ") for message in messages(doubts, "PLAN-102"))


def test_headings_of_the_seed_that_lost_a_word_are_found(doubts: list[Diagnostic]) -> None:
    found = messages(doubts, "PLAN-107")
    assert [message.split()[2] for message in found] == ["1.1", "2.1", "3.1"]
    assert all("“em”" in message for message in found)


def test_departments_without_a_section_are_named(doubts: list[Diagnostic]) -> None:
    found = [d.message for d in doubts if d.code in {"PLAN-108", "PLAN-118", "PLAN-119"}]
    assert [message.split('"')[1] for message in found] == [
        "phong-tckh", "phong-noi-vu", "phong-tnmt", "phong-nnptnt", "phong-kt-ht", "thanh-tra-huyen", "vp-hdnd-ubnd",
    ]  # fmt: skip


def test_checks_leave_the_plan_as_it_is(seed_loaded: LoadedPlan) -> None:
    before = seed_loaded.plan.model_dump_json()
    check_plan(seed_loaded.plan, seed_loaded.at)
    assert seed_loaded.plan.model_dump_json() == before


# What is no doubt


def test_plan_without_oddities_raises_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, base())
    assert check_plan(loaded.plan, loaded.at) == []


def test_unit_of_another_time_may_be_without_tasks_and_abbreviation(tmp_path: Path) -> None:
    old = {"id": "cu", "kind": "department", "name": "Phòng Cũ", "valid_to": "2019-12-31"}
    loaded = load(tmp_path, base(units=[*base()["units"], old]))
    assert check_plan(loaded.plan, loaded.at) == []


def test_hundred_percent_is_no_doubt(tmp_path: Path) -> None:
    target = {"raw": "100%", "op": "=", "value": 100, "of": "hộ"}
    assert of_task(tmp_path, "Đạt 100% số hộ.", targets=[target]) == []


def test_more_than_a_hundred_trees_are_no_doubt(tmp_path: Path) -> None:
    target = {"raw": "trên 100 cây", "op": ">", "value": 100, "unit": "cây", "of": "cây"}
    assert of_task(tmp_path, "Trồng trên 100 cây.", targets=[target]) == []


def test_ninety_nine_and_a_half_percent_is_no_doubt(tmp_path: Path) -> None:
    target = {"raw": "99,5%", "op": ">=", "value": "99.5", "of": "hộ"}
    assert of_task(tmp_path, "Đạt 99,5% số hộ.", targets=[target]) == []


def test_short_set_phrases_may_come_again(tmp_path: Path) -> None:
    phrase = "theo quy định của pháp luật"
    items = [{"text": f"Trồng cây; {phrase}."}, {"text": f"Tưới cây; {phrase}."}]
    loaded = load(tmp_path, with_sections({"to": ["communes"], "heading": "Các xã", "items": items}))
    assert check_plan(loaded.plan, loaded.at) == []


def test_words_of_a_common_section_may_come_again_elsewhere(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        with_sections(
            {"to": ["communes"], "heading": "Chung", "common": True, "items": [{"text": f"Các xã {LONG}."}]},
            {"to": ["communes"], "heading": "Các xã", "items": [{"text": f"Các xã {LONG}."}]},
        ),
    )
    assert check_plan(loaded.plan, loaded.at) == []


def test_two_sections_of_the_same_units_are_compared(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        with_sections(
            {"to": ["xa-a", "xa-b"], "heading": "Một", "items": [{"text": f"Các xã {LONG}."}]},
            {"to": ["communes"], "heading": "Hai", "items": [{"text": f"Từng xã {LONG}."}]},
        ),
    )
    assert [diagnostic.code for diagnostic in check_plan(loaded.plan, loaded.at)] == ["PLAN-102"]


def test_word_that_comes_twice_counts_twice(tmp_path: Path) -> None:
    once, twice = "một hai ba bốn năm sáu bảy tám chín", "một một hai hai ba ba bốn bốn năm năm"
    items = [{"text": f"{once}."}, {"text": f"{twice}."}]
    loaded = load(tmp_path, with_sections({"to": ["communes"], "heading": "Các xã", "items": items}))
    assert check_plan(loaded.plan, loaded.at) == []


def test_words_of_a_deadline_as_the_task_has_them_are_no_doubt(tmp_path: Path) -> None:
    assert of_task(tmp_path, "Trồng cây trước Tết.", due="trước Tết") == []


def test_deadline_that_is_only_a_date_quotes_nothing(tmp_path: Path) -> None:
    assert of_task(tmp_path, "Trồng cây trước Tết.", due="2021-02-12") == []


def test_many_tasks_of_one_unit_are_checked_in_a_few_seconds(tmp_path: Path) -> None:
    words = LONG.split()
    items = [{"text": "; ".join(" ".join(f"{w}{n % 7}{k}" for w in words) for k in range(3))} for n in range(300)]
    loaded = load(tmp_path, with_sections({"to": ["xa-a"], "heading": "Xã", "items": items}))
    start = time.monotonic()
    assert messages(check_plan(loaded.plan, loaded.at), "PLAN-102")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(("left_out", "doubts"), [("xa-a", ["PLAN-129"]), ("xa-c", [])])
def test_successor_of_a_unit_of_the_group_and_of_one_that_it_leaves_out_is_named(
    left_out: str, doubts: list[str], tmp_path: Path
) -> None:
    """It stands under `except` too, so that the tasks that xa-b had as one of the group would be nobody's."""
    merged = {"valid_to": "2025-04-30", "successor": "xa-ab"}
    data = base()
    data["units"] = [
        *({**unit, **merged} if unit["kind"] == "commune" else unit for unit in data["units"]),
        {"id": "xa-c", "kind": "commune", "name": "Xuân Châu"},
        {"id": "xa-ab", "kind": "commune", "name": "Xuân Hòa", "valid_from": "2025-05-01"},
    ]
    data["groups"] = [{"id": "vung-cao", "name": "Các xã vùng cao", "kinds": ["commune"], "except": [left_out]}]
    data["parts"][0]["assignments"][0]["to"] = ["vung-cao"]
    loaded = load(tmp_path, data)
    assert [one.code for one in check_plan(loaded.plan, loaded.at) if one.code == "PLAN-129"] == doubts


@pytest.mark.parametrize(
    ("village", "owing", "is_doubtful"),
    [
        ({}, ["xa-a"], True),
        ({}, ["xa-a", "thon"], False),
        ({"documents": ["plan"]}, ["xa-a"], False),
    ],
)
def test_unit_with_tasks_that_no_document_reaches_is_a_doubt(
    tmp_path: Path, village: dict[str, object], owing: list[str], is_doubtful: bool
) -> None:
    owed = {"id": "bc", "name": "Báo cáo", "of": owing, "to": "huyen", "frequency": "once", "form": True}
    data = with_sections({"to": ["xa-a", "thon"], "heading": "Các đơn vị", "items": [{"text": "Trồng cây."}]})
    data["units"].append({"id": "thon", "kind": "village", "name": "Thôn Một", **village})
    loaded = load(tmp_path, {**data, "obligations": [owed]})
    assert ("PLAN-154" in {one.code for one in check_plan(loaded.plan, loaded.at)}) is is_doubtful
