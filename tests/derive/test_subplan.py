"""A unit's implementation plan: frame, bases, scope, numbers, reports, in the plan of Tuần Giáo and in small ones."""

from collections import Counter
from pathlib import Path

import pytest

from gen.derive.blocks import Block, PrintedPart, Shape, source_label
from gen.derive.dossier import Dossier
from gen.derive.source import derive_source_plan
from gen.derive.subplan import SubPlan, derive_sub_plan
from gen.plan.binding import Duty
from gen.plan.file.loading import LoadedPlan
from gen.plan.kinds import Manner
from gen.plan.outline import tasks
from gen.plan.units import full_name
from gen.text import BLANK, remove_emphasis, split_words
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
    return [f"{block.mark} {block.text}".strip() for block in task_blocks(plan)]


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


# Recipients


def test_committee_sends_its_plan_up_to_its_own_leaders_and_down(plans: dict[str, SubPlan]) -> None:
    assert plans["xa-quai-to"].frame.recipients == (
        "UBND huyện Tuần Giáo (để b/c);",
        "Phòng LĐTBXH (để tổng hợp);",
        "Thường trực Đảng ủy, Thường trực HĐND xã;",
        "Chủ tịch, các Phó Chủ tịch UBND xã;",
        "Ủy ban MTTQ Việt Nam và các đoàn thể xã;",
        "Các bộ phận, cá nhân có liên quan;",
        "Lưu: VT.",
    )


def test_focal_unit_sends_its_plan_not_to_itself(plans: dict[str, SubPlan]) -> None:
    assert plans["phong-ldtbxh"].frame.recipients[:2] == ("UBND huyện Tuần Giáo (để b/c);", "Lãnh đạo cơ quan;")


def test_asked_unit_reports_to_its_own_sector_and_cooperates_with_the_committee(plans: dict[str, SubPlan]) -> None:
    assert plans["tand-huyen"].frame.recipients[:2] == (
        "Tòa án nhân dân tỉnh Điện Biên (để b/c);",
        "UBND huyện Tuần Giáo (để phối hợp);",
    )


def test_police_report_to_their_own_sector_and_to_the_committee(plans: dict[str, SubPlan]) -> None:
    assert plans["cong-an-huyen"].frame.recipients[:2] == (
        "Công an tỉnh Điện Biên (để b/c);",
        "UBND huyện Tuần Giáo (để b/c);",
    )


def test_superior_that_the_unit_names_goes_before_that_of_its_letterhead(tmp_path: Path) -> None:
    data = agency("front", superior="Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh")
    assert small(tmp_path, data, "don-vi").frame.recipients[0] == "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh (để b/c);"


def test_drafter_stands_behind_the_archive(tmp_path: Path) -> None:
    assert small(tmp_path, agency("department", drafter="TH"), "don-vi").frame.recipients[-1] == "Lưu: VT, TH."


BODIES = [
    {"name": "Văn phòng HĐND và UBND", "does": ["Theo dõi, đôn đốc."]},
    {"name": "Phòng Kinh tế", "does": ["Hướng dẫn trồng cây {scope}.", "Cấp giống."]},
    {"name": "Hội Nông dân", "does": ["Vận động hội viên."], "manner": "request"},
]


def test_bodies_get_the_plan_with_the_office_last(tmp_path: Path) -> None:
    recipients = small(tmp_path, agency("department", bodies=BODIES), "don-vi").frame.recipients
    assert recipients[-4:] == (
        "Lãnh đạo cơ quan;",
        "Phòng Kinh tế, Hội Nông dân;",
        "Văn phòng HĐND và UBND;",
        "Lưu: VT.",
    )


def test_unions_that_a_committee_asks_are_among_its_addressees_once(tmp_path: Path) -> None:
    recipients = small(tmp_path, agency("commune", bodies=BODIES), "don-vi").frame.recipients
    assert "Ủy ban MTTQ Việt Nam và các đoàn thể xã;" in recipients
    assert not any("Hội Nông dân" in line for line in recipients)


def test_many_bodies_are_recipients_by_where_they_are_named(tmp_path: Path) -> None:
    bodies = [{"name": f"Bản {number}", "does": ["Trồng cây."]} for number in range(1, 8)]
    recipients = small(tmp_path, agency("department", bodies=bodies), "don-vi").frame.recipients
    assert recipients[-2] == "Các bộ phận, đơn vị nêu tại phần Tổ chức thực hiện;"


@pytest.mark.parametrize(
    ("designation", "party"),
    [("tỉnh", "Tỉnh ủy"), ("thành phố", "Thành ủy"), ("xã", "Đảng ủy"), ("phường", "Đảng ủy"), ("đặc khu", "Đảng ủy")],
)
def test_party_committee_is_that_of_the_level(tmp_path: Path, designation: str, party: str) -> None:
    kind = "province" if designation in ("tỉnh", "thành phố") else "commune"
    recipients = small(tmp_path, agency(kind, designation=designation), "don-vi").frame.recipients
    assert f"Thường trực {party}, Thường trực HĐND {designation};" in recipients


# Bodies


def test_bodies_are_paragraphs_of_the_organisation_and_asked_ones_are_asked(tmp_path: Path) -> None:
    plan = small(tmp_path, agency("department", bodies=BODIES), "don-vi")
    blocks = part(plan, "TỔ CHỨC THỰC HIỆN").blocks
    assert [(block.mark, block.text, block.bold) for block in blocks[:-1]] == [
        ("1.", "Văn phòng HĐND và UBND", True),
        ("", "Theo dõi, đôn đốc.", False),
        ("2.", "Phòng Kinh tế", True),
        ("", "Hướng dẫn trồng cây trên địa bàn huyện.", False),
        ("", "Cấp giống.", False),
        ("3.", "Đề nghị Hội Nông dân", True),
        ("", "Vận động hội viên.", False),
    ]


def test_plan_asks_the_asked_bodies_at_its_end_and_demands_of_the_others(tmp_path: Path) -> None:
    [said] = small(tmp_path, agency("department", bodies=BODIES), "don-vi").closing
    assert "Đề nghị Hội Nông dân phối hợp thực hiện; yêu cầu các bộ phận" in said


@pytest.mark.parametrize("unit", ["ubmttq-huyen", "hoi-lhpn", "huyen-doan"])
def test_board_of_the_front_or_of_a_union_asks_and_demands_nothing(plans: dict[str, SubPlan], unit: str) -> None:
    [said] = plans[unit].closing
    assert "Đề nghị các tổ chức" in said
    assert "êu cầu" not in said


# A task that the plan itself carries out


def test_task_that_the_plan_fulfils_is_done_when_it_is_issued(plans: dict[str, SubPlan]) -> None:
    done = {row.source.replace("\u00a0", " "): row.done for row in plans["xa-quai-to"].work}
    assert done["mục 12.1"] == "khi ban hành Kế hoạch này"
    assert {place for place, when in done.items() if when} == {"mục 12.1"}


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
    assert plans["xa-quai-to"].bases[-1].endswith(" trên địa bàn huyện.")


def test_document_cited_in_full_above_is_cited_by_its_number_below(plans: dict[str, SubPlan]) -> None:
    cited = "của Ủy ban nhân dân huyện Tuần Giáo triển khai thực hiện Quyết định số 1472/QĐ-TTg trên địa bàn huyện."
    assert plans["xa-quai-to"].bases[-1].endswith(cited)


@pytest.mark.parametrize(
    ("subject", "cited"),
    [
        ("Cải cách hành chính năm 2026 {scope}", "về cải cách hành chính năm 2026 trên địa bàn huyện."),
        ("Triển khai thực hiện Luật Đất đai", "triển khai thực hiện Luật Đất đai."),
        ("Về công tác trẻ em", "về công tác trẻ em."),
        ("UBND các xã chuyển đổi số", "về UBND các xã chuyển đổi số."),
        ("Tổ chức bộ máy", "tổ chức bộ máy."),
    ],
)
def test_subject_follows_the_issuer_with_about_unless_it_begins_with_a_verb(
    tmp_path: Path, subject: str, cited: str
) -> None:
    data = base()
    data["plan"]["subject"] = subject
    assert small(tmp_path, data).bases[-1].endswith(f"của Ủy ban nhân dân huyện Sông Đà {cited}")


def test_asked_units_follow_a_request_and_the_others_carry_out(
    plans: dict[str, SubPlan], seed_dossiers: dict[str, Dossier]
) -> None:
    for unit, plan in plans.items():
        asked = seed_dossiers[unit].manner is Manner.REQUEST
        opening = "Theo đề nghị tại Kế hoạch" if asked else "Thực hiện Kế hoạch"
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


@pytest.mark.parametrize("unit", ["phong-gddt", "tand-huyen", "ubmttq-huyen"])
def test_agency_of_the_plans_own_scope_does_the_work_at_its_own_place(
    plans: dict[str, SubPlan], seed_dossiers: dict[str, Dossier], unit: str
) -> None:
    assert plans[unit].subject == (
        "Triển khai thực hiện Quyết định số 1472/QĐ-TTg ngày 28/9/2020 của Thủ tướng Chính phủ tại "
        + full_name(seed_dossiers[unit].unit)
    )


@pytest.mark.parametrize(("kind", "opening"), [("department", "Thực hiện"), ("court", "Phối hợp thực hiện")])
def test_subject_without_a_scope_is_the_plan_that_is_carried_out(tmp_path: Path, kind: str, opening: str) -> None:
    data = agency(kind)
    data["plan"] |= {"subject": "Cải cách hành chính năm 2021", "number": 7, "date": "2020-11-05"}
    assert small(tmp_path, data, "don-vi").subject.replace("\u00a0", " ") == (
        f"{opening} Kế hoạch số 07/KH-UBND ngày 05 tháng 11 năm 2020 của Ủy ban nhân dân huyện Sông Đà về cải cách "
        "hành chính năm 2021"
    )


def test_no_unit_has_the_title_of_the_superiors_plan(plans: dict[str, SubPlan], seed_loaded: LoadedPlan) -> None:
    title = derive_source_plan(seed_loaded.plan).subject
    assert not [unit for unit, plan in plans.items() if plan.subject == title]


def test_subject_that_the_unit_says_goes_before(tmp_path: Path) -> None:
    data = agency("department", subject="Giữ rừng {scope}")
    assert small(tmp_path, data, "don-vi").subject == "Giữ rừng trên địa bàn huyện"


@pytest.mark.parametrize(
    ("unit", "author"),
    [
        ("ubmttq-huyen", "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện Tuần Giáo"),
        ("hoi-lhpn", "Ban Thường vụ Hội Liên hiệp Phụ nữ huyện Tuần Giáo"),
        ("phong-y-te", "Phòng Y tế"),
        ("xa-quai-to", "Ủy ban nhân dân xã Quài Tở"),
    ],
)
def test_plan_speaks_in_the_name_in_which_it_is_signed(plans: dict[str, SubPlan], unit: str, author: str) -> None:
    assert plans[unit].opening == f"{author} xây dựng Kế hoạch triển khai thực hiện, cụ thể như sau:"
    assert f"của {author}." in plans[unit].closing[0]


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


# What is said twice


def said_twice(plan: SubPlan, length: int = 12) -> float:
    """The share of the words that stand in a run of so many words which the document has had before."""
    texts = [plan.subject, *plan.bases, plan.opening]
    texts += [text for part in plan.parts for block in part.blocks for text in (part.heading, block.text)]
    texts += [f"{row.number} {row.source} {row.due} {row.done}" for row in plan.work]
    texts += [row.sentence for row in plan.reports] + [*plan.closing, *plan.frame.recipients, *plan.frame.authority]
    words = split_words(" ".join(texts))
    seen, repeated = set[tuple[str, ...]](), [False] * len(words)
    for begin in range(len(words) - length + 1):
        run = tuple(words[begin : begin + length])
        if run in seen:
            repeated[begin : begin + length] = [True] * length
        seen.add(run)
    return sum(repeated) / len(words)


def test_less_than_a_tenth_of_the_words_of_the_plans_is_said_twice(plans: dict[str, SubPlan]) -> None:
    shares = [said_twice(plan) for plan in plans.values()]
    assert sum(shares) / len(shares) < 0.1


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
        "1.", "1.1.", "", "1.2.", "", "1.3.", "a)", "b)", "1.4.", "", "2.", "2.1.", "", "2.2.", "",
    ]  # fmt: skip


def test_single_task_bears_no_letter_and_the_number_of_its_heading(plans: dict[str, SubPlan]) -> None:
    assert [row.number for row in plans["phong-gddt"].work] == ["1.1", "1.2", "1.3.a", "1.3.b", "1.4", "2.1", "2.2"]


def test_headings_are_bold_without_their_colon_and_tasks_are_not(plans: dict[str, SubPlan]) -> None:
    for plan in plans.values():
        for block in task_blocks(plan):
            assert block.bold is (block.source == "")
            assert not (block.bold and block.text.endswith(":"))


def test_plus_stands_below_a_dash(tmp_path: Path) -> None:
    deepest = {"text": "Bốn.", "items": [{"text": "Năm."}]}
    items = [{"text": "Một.", "items": [{"text": "Hai.", "items": [{"text": "Ba."}, deepest]}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["Một.", "- Hai.", "+ Ba.", "+ Bốn.", "+ Năm."]
    assert [row.number.replace("\u00a0", " ") for row in plan.work] == ["1, ý 1.1", "1, ý 1.2.1"]


def test_task_beside_headings_is_numbered_like_them(tmp_path: Path) -> None:
    topic = {"heading": "Cây", "items": [{"text": "Trồng."}, {"text": "Tưới."}]}
    plan = small(
        tmp_path,
        with_sections(
            {"to": ["xa-a"], "heading": "A", "items": [topic]},
            {"to": ["xa-a"], "heading": "B", "items": [{"text": "Họp:", "items": [{"text": "Mời."}]}]},
        ),
    )
    assert printed(plan)[1:] == ["1.1. Cây", "a) Trồng.", "b) Tưới.", "1.2. Họp:", "Mời."]
    assert [row.number for row in plan.work] == ["1.1.a", "1.1.b", "1.2"]


def test_task_before_a_heading_is_numbered_like_it(tmp_path: Path) -> None:
    items = [{"text": "Họp."}, {"heading": "Cây", "items": [{"text": "Trồng."}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["1.1. Họp.", "1.2. Cây", "Trồng."]


def test_headings_below_headings_have_longer_numbers(tmp_path: Path) -> None:
    below = {"heading": "Cây con", "items": [{"text": "Ươm."}]}
    items = [{"heading": "Cây", "items": [below, {"text": "Trồng."}]}]
    plan = small(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert printed(plan)[1:] == ["1.1. Cây", "1.1.1. Cây con", "Ươm.", "1.1.2. Trồng."]


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
    due = {row.source: row.due for row in plans["xa-quai-to"].work if row.due != "–"}
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
        "liên quan nghiêm túc thực hiện; nếu có khó khăn, vướng mắc, kịp thời phản ánh về UBND xã Quài Tở để xem "
        "xét, giải quyết./.",
    )


def test_every_plan_ends_with_the_mark_of_the_end(plans: dict[str, SubPlan]) -> None:
    assert [unit for unit, plan in plans.items() if not plan.closing[-1].endswith("./.")] == []
