"""A unit's implementation plan: frame, bases, scope, numbers, reports, in the plan of Tuần Giáo and in small ones."""

from collections import Counter
from pathlib import Path

import pytest

from gen.derive.blocks import Block, PrintedPart, Shape, source_label
from gen.derive.dossier import Dossier
from gen.derive.subplan import SubPlan, derive_sub_plan
from gen.plan.binding import Duty
from gen.plan.kinds import Manner
from gen.plan.outline import tasks
from gen.text import BLANK, remove_emphasis
from tests.support.plans import Data, base, dossiers_of, with_sections

GAP = f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
ITEMS = [{"text": "Trồng cây."}]


@pytest.fixture(scope="module")
def plans(seed_dossiers: dict[str, Dossier]) -> dict[str, SubPlan]:
    return {unit: derive_sub_plan(dossier) for unit, dossier in seed_dossiers.items()}


def part(plan: SubPlan, heading: str) -> PrintedPart:
    [found] = [part for part in plan.parts if part.heading == heading]
    return found


def task_blocks(plan: SubPlan) -> tuple[Block, ...]:
    return part(plan, "NHIỆM VỤ").blocks


def printed(plan: SubPlan) -> list[str]:
    """The tasks as they stand on paper: mark and text."""
    return [f"{block.mark} {block.text}" for block in task_blocks(plan)]


def small(folder: Path, data: Data, unit: str = "xa-a") -> SubPlan:
    return derive_sub_plan(dossiers_of(folder, data)[unit])


def agency(kind: str, **keys: object) -> Data:
    """A plan for one unit of a kind, `don-vi`."""
    unit = {"id": "don-vi", "kind": kind, "name": "Đơn vị Một", "abbr": "ĐVM", **keys}
    section = {"to": ["don-vi"], "heading": "Đơn vị", "items": ITEMS}
    return with_sections(section, units=[base()["units"][0], unit])


# Frame


def test_commune_has_two_bold_lines_and_no_parent(plans: dict[str, SubPlan]) -> None:
    frame = plans["xa-quai-to"].frame
    assert (frame.parent, frame.issuer) == ((), ("ỦY BAN NHÂN DÂN", "XÃ QUÀI TỞ"))


def test_township_is_called_one(plans: dict[str, SubPlan]) -> None:
    assert plans["thi-tran-tuan-giao"].frame.issuer == ("ỦY BAN NHÂN DÂN", "THỊ TRẤN TUẦN GIÁO")


def test_department_stands_under_the_committee_of_the_district(plans: dict[str, SubPlan]) -> None:
    frame = plans["phong-tu-phap"].frame
    assert (frame.parent, frame.issuer) == (("UBND HUYỆN TUẦN GIÁO",), ("PHÒNG TƯ PHÁP",))


def test_front_has_three_lines_and_its_own_symbol(plans: dict[str, SubPlan]) -> None:
    frame = plans["ubmttq-huyen"].frame
    assert frame.issuer == ("ỦY BAN MTTQ VIỆT NAM", "HUYỆN TUẦN GIÁO", "BAN THƯỜNG TRỰC")
    assert (frame.parent, frame.number_line) == ((), f"Số: {BLANK}/KH-MTTQ-BTT")


def test_letterhead_of_the_unit_goes_before_that_of_its_kind(plans: dict[str, SubPlan]) -> None:
    frame = plans["tt-y-te"].frame
    assert (frame.parent, frame.issuer) == (("SỞ Y TẾ TỈNH ĐIỆN BIÊN",), ("TRUNG TÂM Y TẾ", "HUYỆN TUẦN GIÁO"))


@pytest.mark.parametrize(
    ("unit", "symbol"),
    [("xa-quai-to", "UBND"), ("phong-ldtbxh", "LĐTBXH"), ("cong-an-huyen", "CAH"), ("huyen-doan", "ĐTN")],
)
def test_number_is_a_gap_before_the_symbol(plans: dict[str, SubPlan], unit: str, symbol: str) -> None:
    assert plans[unit].frame.number_line == f"Số: {BLANK}/KH-{symbol}"


def test_symbol_of_the_unit_goes_before_that_of_its_kind(tmp_path: Path) -> None:
    assert small(tmp_path, agency("department", symbol="PX"), "don-vi").frame.number_line == f"Số: {BLANK}/KH-PX"


def test_symbol_of_a_unit_without_abbreviation_is_a_gap(tmp_path: Path) -> None:
    data = agency("department")
    del data["units"][1]["abbr"]
    assert small(tmp_path, data, "don-vi").frame.number_line == f"Số: {BLANK}/KH-{BLANK}"


@pytest.mark.parametrize(("unit", "place"), [("xa-quai-to", "Quài Tở"), ("phong-tu-phap", "Tuần Giáo")])
def test_place_is_the_commune_or_the_seat_of_the_district_and_the_date_open(
    plans: dict[str, SubPlan], unit: str, place: str
) -> None:
    assert plans[unit].frame.place_date == f"{place}, {GAP}"


def test_place_of_the_unit_goes_before(tmp_path: Path) -> None:
    assert small(tmp_path, agency("service", place="Bản Một"), "don-vi").frame.place_date == f"Bản Một, {GAP}"


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("xa-quai-to", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("phong-tu-phap", ("TRƯỞNG PHÒNG",)),
        ("tt-vhtt", ("GIÁM ĐỐC",)),
        ("cong-an-huyen", ("TRƯỞNG CÔNG AN",)),
        ("vksnd-huyen", ("VIỆN TRƯỞNG",)),
        ("tand-huyen", ("CHÁNH ÁN",)),
        ("ubmttq-huyen", ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
        ("hoi-ccb", ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")),
        ("huyen-doan", ("TM. BAN THƯỜNG VỤ", "BÍ THƯ")),
        ("thanh-tra-huyen", ("CHÁNH THANH TRA",)),
    ],
)
def test_signature_is_that_of_the_kind_or_of_the_unit(
    plans: dict[str, SubPlan], unit: str, lines: tuple[str, ...]
) -> None:
    assert (plans[unit].frame.authority, plans[unit].frame.signer) == (lines, "")


def test_signer_of_the_unit_is_printed(tmp_path: Path) -> None:
    data = agency("service", signature={"lines": ["PHÓ GIÁM ĐỐC"], "name": "Nguyễn Văn A"})
    frame = small(tmp_path, data, "don-vi").frame
    assert (frame.authority, frame.signer) == (("PHÓ GIÁM ĐỐC",), "Nguyễn Văn A")


def test_recipients_are_the_issuer_the_focal_unit_and_the_archive(plans: dict[str, SubPlan]) -> None:
    assert plans["xa-quai-to"].frame.recipients == (
        "UBND huyện Tuần Giáo (để b/c);",
        "Phòng LĐTBXH (để tổng hợp);",
        "Lưu: VT.",
    )


def test_focal_unit_sends_its_plan_not_to_itself(plans: dict[str, SubPlan]) -> None:
    assert plans["phong-ldtbxh"].frame.recipients == ("UBND huyện Tuần Giáo (để b/c);", "Lưu: VT.")


def test_units_own_bases_stand_before_the_superiors_plan(tmp_path: Path) -> None:
    data = agency("department", bases=["Nghị quyết số 05-NQ/ĐU ngày 02/01/2021 của Đảng ủy;"])
    own, last = small(tmp_path, data, "don-vi").bases[-2:]
    assert own == "Căn cứ Nghị quyết số 05-NQ/ĐU ngày 02/01/2021 của Đảng ủy;"
    assert last.startswith("Thực hiện Kế hoạch số")


def test_units_own_people_and_money_are_in_its_plan_before_the_table_of_tasks(tmp_path: Path) -> None:
    people, money = ["Văn phòng theo dõi chung {scope}."], ["Từ nguồn chi thường xuyên."]
    plan = small(tmp_path, agency("department", organisation=people, funding=money), "don-vi")
    said = {part.heading: (part.number, [block.text for block in part.blocks]) for part in plan.parts}
    tasks = said["NHIỆM VỤ"][0]
    assert said["KINH PHÍ THỰC HIỆN"][1] == money
    number, texts = said["TỔ CHỨC THỰC HIỆN"]
    assert (number, texts[0]) == (plan.work_part, "Văn phòng theo dõi chung trên địa bàn huyện.")
    assert texts[1:] == [
        f"Phân công bộ phận, cá nhân thực hiện và thời hạn hoàn thành các nhiệm vụ tại phần {tasks} như sau:"
    ]


def test_recipients_of_the_unit_replace_the_usual_ones(tmp_path: Path) -> None:
    data = agency("court", recipients=["Tòa án tỉnh;", "Lưu: VP."])
    assert small(tmp_path, data, "don-vi").frame.recipients == ("Tòa án tỉnh;", "Lưu: VP.")


def test_plan_of_a_unit_is_a_plan_even_where_it_carries_out_a_decision(tmp_path: Path) -> None:
    data = base()
    data["plan"] |= {"kind": "QĐ", "symbol": "QĐ-UBND", "number": 5, "date": "2020-02-03"}
    plan = small(tmp_path, data)
    assert plan.frame.number_line == f"Số: {BLANK}/KH-UBND"
    assert plan.bases[-1].startswith(
        "Thực hiện Quyết định số\u00a005/QĐ-UBND ngày 03 tháng 02 năm 2020 của Ủy ban nhân dân "
    )


# Bases


def test_bases_are_the_chain_from_the_highest_down_to_the_plan(plans: dict[str, SubPlan]) -> None:
    assert [line.replace("\u00a0", " ")[:42] for line in plans["xa-quai-to"].bases] == [
        "Căn cứ Quyết định số 1472/QĐ-TTg ngày 28 t",
        "Căn cứ Kế hoạch số 4185/KH-UBND ngày 03 th",
        "Thực hiện Kế hoạch số      /KH-UBND ngày  ",
    ]


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop(plans: dict[str, SubPlan]) -> None:
    assert {"".join(line[-1] for line in plan.bases) for plan in plans.values()} == {";;."}


def test_date_of_a_basis_has_its_leading_zero(plans: dict[str, SubPlan]) -> None:
    assert "ngày 28 tháng 9 năm 2020 của Thủ tướng Chính phủ về tiếp tục" in plans["xa-quai-to"].bases[0]
    assert "ngày 03 tháng 11 năm 2020 của Ủy ban nhân dân tỉnh Điện Biên" in plans["xa-quai-to"].bases[1]


def test_source_plan_is_cited_with_gaps_for_its_number_and_day(plans: dict[str, SubPlan]) -> None:
    cited = f"Kế hoạch số\u00a0{BLANK}/KH-UBND ngày {BLANK} tháng 11 năm 2020 của Ủy ban nhân dân huyện Tuần Giáo tri"
    assert all(cited in plan.bases[-1] for plan in plans.values())


def test_number_and_day_that_the_clerk_gave_are_cited(tmp_path: Path) -> None:
    data = base()
    data["plan"] |= {"number": 7, "date": "2020-11-05"}
    assert "số\u00a007/KH-UBND ngày 05 tháng 11 năm 2020 của" in small(tmp_path, data).bases[-1]


def test_source_plan_is_cited_in_its_own_scope(plans: dict[str, SubPlan]) -> None:
    assert plans["xa-quai-to"].bases[-1].endswith("của Thủ tướng Chính phủ trên địa bàn huyện.")


def test_asked_units_follow_a_request_and_the_others_carry_out(
    plans: dict[str, SubPlan], seed_dossiers: dict[str, Dossier]
) -> None:
    for unit, plan in plans.items():
        asked = seed_dossiers[unit].manner is Manner.REQUEST
        opening = "Theo đề nghị của Ủy ban nhân dân huyện Tuần Giáo tại Kế hoạch" if asked else "Thực hiện Kế hoạch"
        assert plan.bases[-1].startswith(opening), unit


@pytest.mark.parametrize("unit", ["vksnd-huyen", "tand-huyen", "ubmttq-huyen", "hoi-lhpn", "ldld"])
def test_tasks_of_an_asked_unit_stand_under_the_request(plans: dict[str, SubPlan], unit: str) -> None:
    assert printed(plans[unit])[0] == "1. Nhiệm vụ thực hiện theo đề nghị của UBND huyện Tuần Giáo"


@pytest.mark.parametrize("unit", ["xa-quai-to", "phong-ldtbxh", "cong-an-huyen"])
def test_tasks_of_a_directed_unit_stand_under_what_it_leads(plans: dict[str, SubPlan], unit: str) -> None:
    assert printed(plans[unit])[0] == "1. Nhiệm vụ chủ trì thực hiện"


def test_law_is_cited_by_its_name(tmp_path: Path) -> None:
    data = base(citations=[{"id": "luat", "type": "Luật", "subject": "Trẻ em"}])
    data["plan"]["bases"] = ["luat"]
    assert small(tmp_path, data).bases[0] == "Căn cứ Luật Trẻ em;"


# Scope


def test_subject_is_in_the_scope_of_the_commune(plans: dict[str, SubPlan]) -> None:
    assert plans["xa-quai-to"].subject.endswith("của Thủ tướng Chính phủ trên địa bàn xã Quài Tở")


def test_scope_of_an_agency_is_that_of_the_plan(plans: dict[str, SubPlan]) -> None:
    assert plans["phong-gddt"].subject.endswith("trên địa bàn huyện")


def test_scope_of_a_unit_goes_before(tmp_path: Path) -> None:
    assert small(tmp_path, agency("service", scope="tại Trung tâm"), "don-vi").subject == "Trồng cây tại Trung tâm"


def test_purpose_refers_to_that_of_the_superiors_plan(plans: dict[str, SubPlan]) -> None:
    [said] = part(plans["phong-gddt"], "MỤC ĐÍCH, YÊU CẦU").blocks
    assert said.text.startswith("Bảo đảm thực hiện đúng mục đích, yêu cầu nêu tại phần I Kế hoạch số")
    assert said.text.endswith("/KH-UBND của Ủy ban nhân dân huyện Tuần Giáo.")


def test_units_own_points_of_the_purpose_come_first(tmp_path: Path) -> None:
    data = agency("department", purpose=["Cụ thể hóa nhiệm vụ {scope}.", "Rõ người, rõ việc."])
    data["parts"].insert(0, {"heading": "MỤC ĐÍCH", "role": "purpose", "items": [{"text": "Phủ xanh đất trống."}]})
    blocks = small(tmp_path, data, "don-vi").parts[0].blocks
    assert [block.mark for block in blocks] == ["1.", "2.", "3."]
    assert [block.text for block in blocks[:2]] == ["Cụ thể hóa nhiệm vụ trên địa bàn huyện.", "Rõ người, rõ việc."]
    assert "nêu tại phần I Kế hoạch số" in blocks[2].text


def test_tasks_keep_the_words_of_the_plan(plans: dict[str, SubPlan], seed_dossiers: dict[str, Dossier]) -> None:
    words = {task.id: task.text for task in tasks(seed_dossiers["xa-quai-to"].plan)}
    for plan in plans.values():
        assert [block.text for block in task_blocks(plan) if block.source] == [
            words[block.task] for block in task_blocks(plan) if block.source
        ]


def test_odd_words_of_the_plan_stay_odd(plans: dict[str, SubPlan]) -> None:
    assert any("Luật Tố chức Tòa án" in block.text for block in task_blocks(plans["tand-huyen"]))
    assert any("đạt trên 100%" in block.text for block in task_blocks(plans["tand-huyen"]))


def test_no_brace_is_left_anywhere(plans: dict[str, SubPlan]) -> None:
    assert [unit for unit, plan in plans.items() if "{" in repr(plan)] == []


def test_unit_and_place_are_filled_in(tmp_path: Path) -> None:
    items = [{"text": "{unit} họp tại {place}, trồng cây {scope}, ghi {{nguyên văn}}."}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    expected = "Ủy ban nhân dân xã Xuân An họp tại Xuân An, trồng cây trên địa bàn xã Xuân An, ghi {{nguyên văn}}."
    assert task_blocks(plan)[-1].text == expected


# Numbering


def test_parts_are_purpose_tasks_organisation_and_reporting(plans: dict[str, SubPlan]) -> None:
    expected = [
        ("I", "MỤC ĐÍCH, YÊU CẦU"),
        ("II", "NHIỆM VỤ"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
        ("IV", "CHẾ ĐỘ BÁO CÁO"),
    ]
    for plan in plans.values():
        assert [(p.number, p.heading) for p in plan.parts] == expected
        assert (plan.work_part, plan.report_part) == ("III", "IV")


def test_plan_without_a_purpose_begins_with_the_tasks(tmp_path: Path) -> None:
    plan = small(tmp_path, base())
    assert (plan.parts[0].number, plan.parts[0].heading) == ("I", "NHIỆM VỤ")
    assert (plan.work_part, plan.report_part) == ("II", "III")


def test_tasks_of_a_commune_are_lettered_and_dashed_with_their_places(plans: dict[str, SubPlan]) -> None:
    assert [(b.mark, b.shape, b.source) for b in task_blocks(plans["xa-quai-to"])] == [
        ("1.", Shape.SECTION, ""),
        ("a)", Shape.POINT, source_label("12.1")),
        ("b)", Shape.POINT, source_label("12.2")),
        *(("-", Shape.DASH, source_label(f"12.2#{n}")) for n in range(1, 6)),
        ("c)", Shape.POINT, source_label("12.3")),
        ("d)", Shape.POINT, source_label("12.4")),
        ("đ)", Shape.POINT, source_label("12.5")),
    ]


def test_topics_are_counted_and_their_tasks_lettered_anew(plans: dict[str, SubPlan]) -> None:
    marks = [block.mark for block in task_blocks(plans["phong-gddt"])]
    assert marks == [
        "1.", "1.1.", "a)", "1.2.", "a)", "1.3.", "a)", "b)", "1.4.", "a)", "2.", "2.1.", "a)", "2.2.", "a)",
    ]  # fmt: skip


def test_headings_are_bold_without_their_colon_and_tasks_are_not(plans: dict[str, SubPlan]) -> None:
    for plan in plans.values():
        for block in task_blocks(plan):
            assert block.bold is (block.source == "")
            assert not (block.bold and block.text.endswith(":"))


def test_plus_stands_below_a_dash(tmp_path: Path) -> None:
    deepest = {"text": "Bốn.", "items": [{"text": "Năm."}]}
    items = [{"text": "Một.", "items": [{"text": "Hai.", "items": [{"text": "Ba."}, deepest]}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["a) Một.", "- Hai.", "+ Ba.", "+ Bốn.", "+ Năm."]
    assert [row.number.replace("\u00a0", " ") for row in plan.work] == ["1.a, ý 1.1", "1.a, ý 1.2.1"]


def test_task_beside_headings_is_numbered_like_them(tmp_path: Path) -> None:
    topic = {"heading": "Cây", "items": [{"text": "Trồng."}, {"text": "Tưới."}]}
    plan = small(
        tmp_path,
        with_sections(
            {"to": ["xa-a"], "heading": "A", "items": [topic]},
            {"to": ["xa-a"], "heading": "B", "items": [{"text": "Họp:", "items": [{"text": "Mời."}]}]},
        ),
    )
    assert printed(plan)[1:] == ["1.1. Cây", "a) Trồng.", "b) Tưới.", "1.2. Họp:", "a) Mời."]
    assert [row.number for row in plan.work] == ["1.1.a", "1.1.b", "1.2.a"]


def test_task_before_a_heading_is_numbered_like_it(tmp_path: Path) -> None:
    items = [{"text": "Họp."}, {"heading": "Cây", "items": [{"text": "Trồng."}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["1.1. Họp.", "1.2. Cây", "a) Trồng."]


def test_headings_below_headings_have_longer_numbers(tmp_path: Path) -> None:
    below = {"heading": "Cây con", "items": [{"text": "Ươm."}]}
    items = [{"heading": "Cây", "items": [below, {"text": "Trồng."}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["1.1. Cây", "1.1.1. Cây con", "a) Ươm.", "1.1.2. Trồng."]


def test_roles_are_numbered_without_gaps(plans: dict[str, SubPlan]) -> None:
    sections = {unit: [b.mark for b in task_blocks(plan) if b.shape is Shape.SECTION] for unit, plan in plans.items()}
    assert sections["phong-ldtbxh"] == ["1.", "2.", "3."]
    assert sections["phong-tckh"] == ["1.", "2."]
    assert sections["phong-noi-vu"] == ["1."]


def test_unit_without_a_task_of_its_own_gets_the_common_ones_only(plans: dict[str, SubPlan]) -> None:
    blocks = task_blocks(plans["phong-noi-vu"])
    assert blocks[0].text == "Nhiệm vụ chung của các cơ quan, đơn vị"
    assert [block.task for block in blocks if block.source] == ["8.1#1", "8.2#1"]


@pytest.mark.parametrize(
    ("task", "label"),
    [("12.2", "mục 12.2"), ("12.2#1", "mục 12.2, ý 1"), ("1.5#1+2", "mục 1.5, ý 1.2"), ("7#1", "mục 7, ý 1")],
)
def test_place_of_a_task_is_written_for_people(task: str, label: str) -> None:
    assert source_label(task).replace("\u00a0", " ") == label


def test_place_of_a_task_is_never_broken_over_lines() -> None:
    assert source_label("12.2#1") == "mục\u00a012.2, ý\u00a01"


# Support


def test_supported_task_names_its_lead_and_its_place(plans: dict[str, SubPlan]) -> None:
    blocks = [block for block in task_blocks(plans["phong-tckh"]) if block.source and not block.task.startswith("8")]
    assert [block.task for block in blocks] == ["1.5#1", "1.5#1+1", "1.5#1+2"]
    assert {block.leads for block in blocks} == {"chủ trì: Phòng LĐTBXH"}
    assert [block.source for block in blocks] == [source_label(block.task) for block in blocks]


def test_several_leads_are_named_up_to_three(tmp_path: Path) -> None:
    section = {"to": ["communes"], "heading": "Các xã {scope}:", "items": [{"text": "Trồng.", "with": ["phong"]}]}
    for count, named in [(2, "UBND xã Số 1, UBND xã Số 2"), (4, "Các xã trên địa bàn huyện")]:
        units = [base()["units"][0], {"id": "phong", "kind": "department", "name": "Phòng Một", "abbr": "PM"}]
        units += [{"id": f"xa-{n}", "kind": "commune", "name": f"Số {n}"} for n in range(1, count + 1)]
        plan = small(tmp_path, with_sections(section, units=units), "phong")
        assert task_blocks(plan)[-1].leads == f"chủ trì: {named}"


def test_own_task_over_a_supported_one_is_shared_out_once(tmp_path: Path) -> None:
    items = [{"text": "Trồng.", "with": ["communes"], "items": [{"text": "Tưới.", "for": ["xa-b"]}]}]
    plan = small(tmp_path, with_sections({"to": ["communes"], "heading": "Các xã", "items": items}))
    assert [row.text for row in plan.work] == ["Trồng.", "Tưới."]


# Organisation


def test_work_is_shared_out_by_the_leaves(plans: dict[str, SubPlan], seed_dossiers: dict[str, Dossier]) -> None:
    for unit, plan in plans.items():
        dossier = seed_dossiers[unit]
        nodes = [node for duty in Duty for section in dossier.sections(duty) for node in section.leaves()]
        expected = [(remove_emphasis(node.entry.text), source_label(node.entry.id)) for node in nodes]
        assert [(row.text, row.source) for row in plan.work] == expected


def test_numbers_of_the_work_are_those_of_the_tasks_and_unique(plans: dict[str, SubPlan]) -> None:
    for plan in plans.values():
        assert max(Counter(row.number for row in plan.work).values()) == 1
    numbers = [row.number.replace("\u00a0", " ") for row in plans["xa-quai-to"].work]
    assert numbers == ["1.a", *(f"1.b, ý {n}" for n in range(1, 6)), "1.c", "1.d", "1.đ"]


def test_deadlines_stand_in_the_work_in_the_plans_words(plans: dict[str, SubPlan]) -> None:
    due = {row.source: row.due for row in plans["xa-quai-to"].work if row.due}
    assert due == {source_label("12.3"): "Hàng năm", source_label("12.5"): "định kỳ hàng năm"}


def test_deadline_that_is_a_date_is_written_out(tmp_path: Path) -> None:
    items = [{"text": "Trồng.", "due": "2021-02-05"}, {"text": "Tưới.", "due": {"value": "2021"}}]
    items += [{"text": "Tỉa.", "due": {"value": "2021-03", "kind": "before"}}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert [row.due for row in plan.work][:2] == ["ngày 05 tháng 02 năm 2021", "năm 2021"]
    assert "tháng 3 năm 2021" in plan.work[2].due


# Reports


def test_reports_of_a_commune(plans: dict[str, SubPlan]) -> None:
    district, council = "Ủy ban nhân dân huyện Tuần Giáo (qua Phòng LĐTBXH)", "Hội đồng nhân dân cùng cấp"
    rows = [(row.receiver, row.frequency, row.due, row.source) for row in plans["xa-quai-to"].reports]
    assert rows == [
        (district, "Một lần", "trước ngày 15 tháng 7 năm 2021", "phần III"),
        (council, "Hằng năm", "", source_label("12.3")),
        (council, "Hằng năm", "", source_label("12.3")),
        ("Phòng Lao động - Thương binh và Xã hội", "Hằng năm", "", source_label("12.5")),
        (district, "Đột xuất", "", "đoạn kết"),
    ]


def test_focal_unit_reports_directly(plans: dict[str, SubPlan]) -> None:
    assert {row.receiver for row in plans["phong-ldtbxh"].reports} == {"Ủy ban nhân dân huyện Tuần Giáo"}


def test_focal_unit_is_told_what_it_gathers_and_what_it_receives(plans: dict[str, SubPlan]) -> None:
    assert [block.text for block in part(plans["phong-ldtbxh"], "CHẾ ĐỘ BÁO CÁO").blocks] == [
        "Đầu mối tiếp nhận, tổng hợp: Báo cáo đánh giá tình hình, kết quả thực hiện Kế hoạch.",
        "Tiếp nhận: Báo cáo kết quả kiểm tra, đánh giá hàng năm.",
        "Đầu mối tiếp nhận, tổng hợp: Phản ánh, báo cáo khó khăn, vướng mắc.",
    ]


def test_ethnic_department_reports_on_child_marriage_to_the_culture_department(plans: dict[str, SubPlan]) -> None:
    [row] = [row for row in plans["phong-dan-toc"].reports if row.frequency == "Định kỳ"]
    assert (row.receiver, row.source) == ("Phòng Văn hóa và Thông tin", source_label("7#1"))


def test_plan_that_asks_for_no_report_says_so(tmp_path: Path) -> None:
    [block] = part(small(tmp_path, base()), "CHẾ ĐỘ BÁO CÁO").blocks
    assert block.text == "Kế hoạch không quy định báo cáo riêng đối với đơn vị."


def test_plan_says_how_a_report_is_sent(tmp_path: Path) -> None:
    sent = {"id": "bc", "name": "Báo cáo", "of": ["xa-a"], "to": "huyen", "frequency": "yearly", "channel": "qua thư"}
    [row] = small(tmp_path, base(obligations=[sent])).reports
    assert row.receiver == "Ủy ban nhân dân huyện Sông Đà; cách gửi: qua thư"


# Closing


def test_plan_closes_with_its_unit_a_demand_and_the_mark_of_the_end(plans: dict[str, SubPlan]) -> None:
    assert plans["xa-quai-to"].closing == (
        "Trên đây là Kế hoạch triển khai thực hiện của Ủy ban nhân dân xã Quài Tở. Yêu cầu các bộ phận, cá nhân có "
        "liên quan nghiêm túc thực hiện; nếu có khó khăn, vướng mắc, kịp thời phản ánh để xem xét, giải quyết./.",
    )


def test_every_plan_ends_with_the_mark_of_the_end(plans: dict[str, SubPlan]) -> None:
    assert [unit for unit, plan in plans.items() if not plan.closing[-1].endswith("./.")] == []
