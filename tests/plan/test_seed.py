"""plan.yaml held against the paper it was taken from: tests/seed/ holds the plan's text and its inventory."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen.plan.fields import fill
from gen.plan.file.loading import load_plan
from gen.plan.kinds import Manner
from gen.plan.model import Citation, Item, Plan, Unit
from gen.plan.outline import EntryRole, OutlineEntry, entries, outline, tasks
from gen.plan.units import document_recipients, expand, manner_of, unit_by_id
from gen.text import fold, remove_emphasis

HERE = Path(__file__).parents[1]
PLAN_FILE = HERE.parent / "plan.yaml"
SEED_FILE = HERE / "seed" / "ke-hoach-tuan-giao-2020.txt"

CUT_BY_A_PAGE_BREAK = {37: 39, 93: 95, 186: 188, 238: 240}
"""Paragraphs that the paper breaks in two: the line of the first half and that of the second."""

MARKS = {"TASK-": "-", "TASKp": "", "SUB+": "+"}


def load(path: Path) -> Plan:
    return load_plan(path).plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load(PLAN_FILE)


@pytest.fixture(scope="module")
def seed() -> dict[int, str]:
    """Every paragraph of the paper under the number of its first line."""
    lines = dict(enumerate((line.strip() for line in SEED_FILE.read_text("utf-8").splitlines()), 1))
    for first, second in CUT_BY_A_PAGE_BREAK.items():
        lines[first] = f"{lines[first]} {lines.pop(second)}"
    return {number: line for number, line in lines.items() if line}


def table(name: str) -> list[dict[str, str]]:
    with (HERE / "seed" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def printed(plan: Plan, text: str) -> str:
    return fill(text, {"scope": plan.header.scope})


def below(plan: Plan, part: int) -> list[OutlineEntry]:
    return [entry for entry in outline(plan)[part].walk() if entry.role is not EntryRole.PART]


def by_id(plan: Plan) -> dict[str, OutlineEntry]:
    return {entry.id: entry for entry in entries(plan)}


def items(plan: Plan) -> Iterator[tuple[OutlineEntry, Item]]:
    return ((entry, entry.item) for entry in entries(plan) if entry.item is not None)


def spellings(unit: Unit) -> tuple[str, ...]:
    return (unit.name, *unit.also, *([unit.short] if unit.short else []))


def inventory_kind(entry: OutlineEntry) -> str:
    if entry.role is EntryRole.SECTION:
        return "UNIT"
    if entry.role is EntryRole.HEADING:
        return "TOPIC"
    return next((kind for kind, mark in MARKS.items() if mark == entry.mark), "TASK")


def cited_name(citation: Citation) -> str:
    return citation.number or f"{citation.type} {citation.subject}"


# The words


def test_file_is_nfc() -> None:
    assert unicodedata.is_normalized("NFC", PLAN_FILE.read_text("utf-8"))


def test_source_plan_comes_out_word_for_word(plan: Plan, seed: dict[int, str]) -> None:
    body = [f"{entry.mark} {entry.text}".strip() for entry in entries(plan)]
    regenerated = [printed(plan, text) for text in (*plan.opening, *body, *plan.closing)]
    assert regenerated == [text for number, text in seed.items() if 11 <= number <= 240]


def test_head_is_that_of_the_paper(plan: Plan, seed: dict[int, str]) -> None:
    head = plan.header
    assert seed[3] == f"Số: /{head.symbol}"
    assert seed[5] == f"{head.place}, ngày tháng {head.date.month} năm {head.date.year}"
    assert seed[9] == printed(plan, head.subject)
    assert (head.number, head.date.day) == (None, None)


def test_opening_is_verbatim(plan: Plan, seed: dict[int, str]) -> None:
    assert plan.opening == (seed[11], seed[13])


def test_part_one_has_its_five_points_verbatim(plan: Plan, seed: dict[int, str]) -> None:
    points = [entry for entry in below(plan, 0) if entry.role is EntryRole.TEXT]
    assert [f"{point.mark} {printed(plan, point.text)}" for point in points] == [
        seed[number] for number in (19, 21, 25, 27, 29)
    ]
    assert [point.id for point in points] == ["I.1.a", "I.1.b", "I.2.a", "I.2.b", "I.2.c"]


def test_part_two_is_the_inventory_and_nothing_more(plan: Plan) -> None:
    found = [(inventory_kind(entry), entry.id, entry.text) for entry in below(plan, 1)]
    assert found == [(row["kind"], row["id"], row["text"]) for row in table("inventory.tsv")]


def test_part_three_is_verbatim_with_its_bold_date(plan: Plan, seed: dict[int, str]) -> None:
    part = outline(plan)[2]
    assert [part.text, *(entry.text for entry in part.children)] == ["CHẾ ĐỘ BÁO CÁO", seed[236]]
    assert "(**trước ngày 15 tháng 7 năm 2021**)" in seed[236]


def test_closing_is_verbatim(plan: Plan, seed: dict[int, str]) -> None:
    assert [printed(plan, text) for text in plan.closing] == [seed[238]]


def test_recipients_are_verbatim(plan: Plan, seed: dict[int, str]) -> None:
    assert [f"- {line}" for line in plan.recipients] == [seed[number] for number in range(244, 251)]


def test_signature_is_verbatim(plan: Plan, seed: dict[int, str]) -> None:
    assert [*plan.signature.lines, plan.signature.name] == [seed[number] for number in (252, 253, 254, 256)]


def test_scope_stands_only_where_the_plan_speaks_of_its_own(plan: Plan) -> None:
    texts = {entry.id: entry.text for entry in entries(plan)} | {"subject": plan.header.subject}
    texts |= {f"opening {n}": text for n, text in enumerate(plan.opening)}
    texts |= {f"closing {n}": text for n, text in enumerate(plan.closing)}
    assert {where for where, text in texts.items() if "{" in text} == {"I.1.a", "I.1.b", "subject", "closing 0"}


# The tree


def test_63_task_nodes_of_which_61_are_leaves(plan: Plan) -> None:
    found = list(tasks(plan))
    assert (len(found), sum(1 for task in found if not task.children)) == (63, 61)


def test_leaves_by_section(plan: Plan) -> None:
    leaves = Counter(task.path[:4] for task in tasks(plan) if not task.children)
    assert list(leaves.values()) == [10, 5, 9, 3, 5, 9, 1, 2, 3, 2, 3, 9]


def test_parts_have_their_roles(plan: Plan) -> None:
    assert [part.role.value for part in plan.parts] == ["purpose", "tasks", "reporting"]


def test_five_topics_each_with_one_wording(plan: Plan) -> None:
    openings = {(item.topic, " ".join(entry.text.split()[:7])) for entry, item in items(plan) if item.topic is not None}
    assert openings == {
        ("law", "Thực hiện chính sách, pháp luật có"),
        ("communication", "Nâng cao hiệu quả công tác tuyên"),
        ("inspection", "Nâng cao hiệu quả công tác thanh"),
        ("protection", "Đẩy mạnh thực hiện các nhiệm vụ"),
        ("resources", "Bảo đảm nguồn lực phù hợp cho"),
    }


def test_every_topic_heading_has_its_topic(plan: Plan) -> None:
    headings = [entry.item for entry in below(plan, 1) if entry.role is EntryRole.HEADING]
    assert len(headings) == 23
    assert all(item is not None and item.topic for item in headings)


# Who


def test_sections_are_bound_to_those_they_name(plan: Plan) -> None:
    assert [list(section.to) for section in plan.parts[1].assignments] == [
        ["phong-ldtbxh"],
        ["phong-gddt"],
        ["phong-vhtt", "tt-vhtt"],
        ["phong-y-te", "tt-y-te"],
        ["phong-tu-phap"],
        ["cong-an-huyen"],
        ["phong-dan-toc"],
        ["agencies"],
        ["vksnd-huyen"],
        ["tand-huyen"],
        ["ubmttq-huyen", "unions"],
        ["communes"],
    ]


@pytest.mark.parametrize("number", range(1, 8))
def test_section_heading_names_its_units(plan: Plan, number: int) -> None:
    section = plan.parts[1].assignments[number - 1]
    named = section.heading.split("; ")
    known = unit_by_id(plan)
    assert len(named) == len(section.to)
    assert all(name in spellings(known[ref]) for name, ref in zip(named, section.to, strict=True))


def test_24_agencies_and_19_communes_get_documents(plan: Plan) -> None:
    reached = {group: len(expand(plan, [group])) for group in ("agencies", "communes")}
    assert reached == {"agencies": 24, "communes": 19}
    assert len(document_recipients(plan)) == 43


def test_only_section_8_is_laid_on_many(plan: Plan) -> None:
    assert [n for n, section in enumerate(plan.parts[1].assignments, 1) if section.common] == [8]


def test_sections_that_begin_with_de_nghi_are_requests(plan: Plan) -> None:
    requested = [section.heading for section in plan.parts[1].assignments if section.manner is Manner.REQUEST]
    assert requested == [s.heading for s in plan.parts[1].assignments if s.heading.startswith("Đề nghị")]
    assert len(requested) == 3


def test_those_whom_the_closing_asks_are_asked_in_section_8_too(plan: Plan) -> None:
    asked = {unit.id for unit in document_recipients(plan) if manner_of(unit, None) is Manner.REQUEST}
    assert asked == {"vksnd-huyen", "tand-huyen", *expand(plan, ["ubmttq-huyen", "unions"])}


def test_section_11_narrows_its_second_and_third_paragraph(plan: Plan) -> None:
    narrowed = {entry.id: item.only for entry, item in items(plan) if item.only is not None}
    assert narrowed == {"11#2": ("huyen-doan",), "11#3": ("hoi-lhpn",)}


def test_partners_are_those_named(plan: Plan) -> None:
    assert {entry.id: item.partners for entry, item in items(plan) if item.partners} == {
        "1.5#1": ("phong-tckh",),
        "2.1#1": ("phong-ldtbxh",),
        "3.4#1": ("phong-dan-toc",),
        "6.2#6": ("phong-vhtt",),
    }


def test_partner_is_named_in_the_text_but_for_the_provincial_name_in_3_4(plan: Plan) -> None:
    known = unit_by_id(plan)
    unnamed = [
        (entry.id, ref)
        for entry, item in items(plan)
        for ref in item.partners
        if not any(name in entry.text for name in spellings(known[ref]))
    ]
    assert unnamed == [("3.4#1", "phong-dan-toc")]
    assert "Ban Dân tộc" in by_id(plan)["3.4#1"].text


def test_vague_partners_stay_in_the_plans_words(plan: Plan) -> None:
    vague = {entry.id: item.others for entry, item in items(plan) if item.others is not None}
    found = by_id(plan)
    assert sorted(vague) == [
        "1.2#1", "1.2#2", "1.5#1", "3.1#2", "3.4#1", "4.2#2", "5.2#1", "6.2#4", "6.2#6", "9#2",
    ]  # fmt: skip
    after_a_named_one = ["1.5#1", "3.4#1", "6.2#6"]
    assert [task for task in vague if f"với {vague[task]}" not in found[task].text] == after_a_named_one
    assert all(f"và {vague[task]}" in found[task].text for task in after_a_named_one)


def test_other_spellings_of_a_unit_stand_in_the_paper(plan: Plan) -> None:
    paper = SEED_FILE.read_text("utf-8")
    assert [name for unit in plan.units for name in unit.also if name not in paper] == []


# By when, how much, resting on what


def test_deadlines_are_in_the_texts_words(plan: Plan) -> None:
    found = {
        entry.id: (item.due.raw, item.due.kind.value, str(item.due.value) if item.due.value else None)
        for entry, item in items(plan)
        if item.due is not None
    }
    assert found == {
        "3.3#2": ("thực hiện năm 2020 và các năm tiếp theo", "ongoing", "2020"),
        "7#1": ("định kỳ", "unparsed", None),
        "12.3": ("Hàng năm", "yearly", None),
        "12.5": ("định kỳ hàng năm", "yearly", None),
    }
    texts = by_id(plan)
    assert all((raw or "?") in texts[task].text for task, (raw, _kind, _value) in found.items())


def test_targets_are_in_the_texts_words(plan: Plan) -> None:
    targets = [(entry, target) for entry, item in items(plan) for target in item.targets]
    assert [(entry.id, target.op.value, int(target.value), target.unit) for entry, target in targets] == [
        ("9#2", "=", 100, "%"),
        ("9#2", "=", 100, "%"),
        ("10#1", ">", 100, "%"),
    ]
    assert all(target.raw in entry.text for entry, target in targets)


def test_every_percentage_of_the_plan_is_a_target(plan: Plan) -> None:
    counted = {task.id: task.text.count("%") for task in tasks(plan) if "%" in task.text}
    assert counted == {entry.id: len(item.targets) for entry, item in items(plan) if item.targets}


def test_cited_document_is_named_where_it_is_cited(plan: Plan) -> None:
    known = {citation.id: citation for citation in plan.citations}
    cites = [(entry, cite) for entry, item in items(plan) for cite in item.cites]
    # Folded, since the paper writes "Luật Tố chức Tòa án Nhân dân".
    unnamed = [entry.id for entry, cite in cites if fold(cited_name(known[cite.document])) not in fold(entry.text)]
    assert unnamed == []
    assert [(entry.id, cite.at) for entry, cite in cites if cite.at] == [
        ("6.2#3", "điểm q khoản 2 Điều 2"),
        ("12.3", "khoản 3, Điều 90"),
        ("12.3", "khoản 5, Điều 35"),
    ]
    assert all(cite.at in entry.text for entry, cite in cites if cite.at)


def test_every_document_number_and_law_in_a_text_is_cited(plan: Plan) -> None:
    names = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w-]*|Luật \w+")
    named = {entry.id: len(set(names.findall(entry.text))) for entry, _item in items(plan)}
    cited = {entry.id: len({cite.document for cite in item.cites}) for entry, item in items(plan) if item.cites}
    assert {task: count for task, count in named.items() if count} == cited


def test_citations_say_what_the_paper_says(plan: Plan) -> None:
    paper = SEED_FILE.read_text("utf-8").replace("UBND tỉnh", "Ủy ban nhân dân tỉnh")
    for citation in plan.citations:
        if citation.number is None:
            continue
        assert f"{citation.type} số {citation.number}" in paper
        if citation.date is not None:
            day = f"{citation.date.day}/{citation.date.month}/{citation.date.year}"
            assert f"{citation.number} ngày {day} của {citation.issuer}" in paper
        if citation.subject is not None:
            subject = citation.subject.replace("UBND tỉnh", "Ủy ban nhân dân tỉnh")
            assert f"{citation.issuer} {subject}" in paper


def test_bases_are_named_before_part_one_highest_first(plan: Plan) -> None:
    known = {citation.id: citation for citation in plan.citations}
    assert [known[ref].number for ref in plan.header.bases] == ["1472/QĐ-TTg", "4185/KH-UBND"]
    assert all(cited_name(known[ref]) in plan.opening[0] for ref in plan.header.bases)


# Reports


def test_six_reports_are_owed(plan: Plan) -> None:
    found = {
        o.id: (", ".join(o.of), o.to or o.to_name, o.through, o.frequency.value, o.source) for o in plan.obligations
    }
    council = "Hội đồng nhân dân cùng cấp"
    assert found == {
        "summary-2021": ("all", "huyen-tuan-giao", "phong-ldtbxh", "once", "III"),
        "child-marriage": ("phong-dan-toc", "phong-vhtt", None, "periodic", "7#1"),
        "child-rights": ("communes", council, None, "yearly", "12.3"),
        "domestic-violence": ("communes", council, None, "yearly", "12.3"),
        "child-protection-yearly": ("communes", "phong-ldtbxh", None, "yearly", "12.5"),
        "difficulties": ("all", "huyen-tuan-giao", "phong-ldtbxh", "ad-hoc", "closing"),
    }


def test_source_of_a_report_names_who_receives_it(plan: Plan) -> None:
    texts = {entry.id: " ".join(below.text for below in entry.walk()) for entry in entries(plan)}
    texts["closing"] = " ".join(plan.closing)
    known = unit_by_id(plan)
    for obligation in plan.obligations:
        source = texts[obligation.source or ""]
        for ref in filter(None, (obligation.to, obligation.through)):
            assert any(name in source for name in spellings(known[ref])), obligation.id
        assert (obligation.to_name or "") in source


def test_only_the_summary_has_a_date_and_no_report_a_cutoff(plan: Plan) -> None:
    dated = {o.id: (o.due.raw, str(o.due.value), o.due.kind.value) for o in plan.obligations if o.due is not None}
    assert dated == {"summary-2021": ("trước ngày 15 tháng 7 năm 2021", "2021-07-15", "before")}
    assert "trước ngày 15 tháng 7 năm 2021" in remove_emphasis(by_id(plan)["III#1"].text)
    assert [o.id for o in plan.obligations if o.cutoff is not None] == []


def test_report_form_answers_the_summary(plan: Plan) -> None:
    assert [o.id for o in plan.obligations if o.form] == ["summary-2021"]


# The communes


def test_communes_of_2020_have_their_codes_and_successors(plan: Plan) -> None:
    known = unit_by_id(plan)
    found = []
    for ref in expand(plan, ["communes"]):
        unit = known[ref]
        after = known[unit.successor or ""]
        found.append((unit.code, unit.designation or "xã", unit.name, after.code, after.name))
    columns = ("code", "designation", "name", "successor_code", "successor_name")
    assert found == [tuple(row[column] for column in columns) for row in table("communes.tsv")]


def test_communes_of_2020_end_where_those_of_2025_begin(plan: Plan) -> None:
    known = unit_by_id(plan)
    periods = {(str(unit.valid_to), str(known[unit.successor].valid_from)) for unit in plan.units if unit.successor}
    assert periods == {("2025-06-30", "2025-07-01")}


def test_communes_of_2025_get_nothing(plan: Plan) -> None:
    later = {unit.id for unit in plan.units if unit.valid_from is not None}
    assert len(later) == 8
    assert later.isdisjoint(unit.id for unit in document_recipients(plan))
