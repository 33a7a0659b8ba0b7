"""Who has what in the plan of Tuần Giáo; test_derive_property.py holds the same rules against random plans."""

import csv
from pathlib import Path

import pytest

from gen.derive.dossier import Dossier, dossier_for, each_dossier
from gen.plan.binding import Duty
from gen.plan.file.loading import LoadedPlan
from gen.plan.kinds import Manner
from tests.support.plans import base, dossiers_of, with_sections

INVENTORY = Path(__file__).parents[1] / "seed" / "inventory.tsv"
COMMUNES = Path(__file__).parents[1] / "seed" / "communes.tsv"
COMMON = ("8.1#1", "8.2#1")
OWN_SECTION = {
    "phong-ldtbxh": "1", "phong-gddt": "2", "phong-vhtt": "3", "tt-vhtt": "3", "phong-y-te": "4", "tt-y-te": "4",
    "phong-tu-phap": "5", "cong-an-huyen": "6", "phong-dan-toc": "7", "vksnd-huyen": "9", "tand-huyen": "10",
}  # fmt: skip
UNIONS = ("huyen-doan", "hoi-lhpn", "hoi-nong-dan", "hoi-ccb", "ldld")
ASKED = {"vksnd-huyen", "tand-huyen", "ubmttq-huyen", *UNIONS}


def inventory(section: str) -> tuple[str, ...]:
    """The tasks of a section, in the paper's order."""
    with INVENTORY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        row["id"]
        for row in rows
        if row["kind"] not in {"UNIT", "TOPIC"} and row["id"].split("#")[0].split(".")[0] == section
    )


def leaves(dossier: Dossier, duty: Duty = Duty.LEAD) -> list[str]:
    return [node.entry.id for section in dossier.sections(duty) for node in section.leaves()]


@pytest.fixture(scope="module")
def communes(seed_dossiers: dict[str, Dossier]) -> dict[str, Dossier]:
    return {unit: dossier for unit, dossier in seed_dossiers.items() if dossier.unit.kind == "commune"}


@pytest.fixture(scope="module")
def agencies(seed_dossiers: dict[str, Dossier]) -> dict[str, Dossier]:
    return {unit: dossier for unit, dossier in seed_dossiers.items() if dossier.unit.kind != "commune"}


# Who


def test_there_are_19_communes_and_24_agencies(communes: dict[str, Dossier], agencies: dict[str, Dossier]) -> None:
    assert (len(communes), len(agencies)) == (19, 24)


def test_communes_are_those_of_2020(communes: dict[str, Dossier]) -> None:
    with COMMUNES.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file, delimiter="\t")]
    assert [dossier.unit.code for dossier in communes.values()] == codes


def test_issuer_has_no_dossier(seed_dossiers: dict[str, Dossier]) -> None:
    assert "huyen-tuan-giao" not in seed_dossiers


def test_dossiers_come_in_the_order_of_the_registry(seed_dossiers: dict[str, Dossier]) -> None:
    first = next(iter(seed_dossiers.values()))
    order = [unit.id for unit in first.plan.units if unit.id in seed_dossiers]
    assert list(seed_dossiers) == order


# Tasks of one's own


def test_every_commune_answers_for_the_nine_leaves_of_section_12(communes: dict[str, Dossier]) -> None:
    nine = ["12.1", "12.2#1", "12.2#2", "12.2#3", "12.2#4", "12.2#5", "12.3", "12.4", "12.5"]
    assert [leaves(dossier) for dossier in communes.values()] == [nine] * 19


def test_lead_in_of_12_2_is_a_task_that_is_answered_below(communes: dict[str, Dossier]) -> None:
    for dossier in communes.values():
        assert dossier.task_ids(Duty.LEAD) == inventory("12")
        assert "12.2" in dossier.task_ids(Duty.LEAD)
        assert "12.2" not in leaves(dossier)


def test_communes_have_nothing_but_section_12(communes: dict[str, Dossier]) -> None:
    for dossier in communes.values():
        assert (dossier.task_ids(Duty.SUPPORT), dossier.task_ids(Duty.COMMON)) == ((), ())


@pytest.mark.parametrize(("unit", "section"), OWN_SECTION.items())
def test_unit_leads_all_of_its_section_and_no_other(seed_dossiers: dict[str, Dossier], unit: str, section: str) -> None:
    assert seed_dossiers[unit].task_ids(Duty.LEAD) == inventory(section)
    assert len(inventory(section)) > 0


def test_first_paragraph_of_section_11_binds_the_front_and_all_unions(seed_dossiers: dict[str, Dossier]) -> None:
    assert {unit for unit, d in seed_dossiers.items() if "11#1" in d.task_ids(Duty.LEAD)} == {"ubmttq-huyen", *UNIONS}


@pytest.mark.parametrize(("task", "unit"), [("11#2", "huyen-doan"), ("11#3", "hoi-lhpn")])
def test_narrowed_paragraph_of_section_11_binds_one_union(
    seed_dossiers: dict[str, Dossier], task: str, unit: str
) -> None:
    assert [u for u, d in seed_dossiers.items() for duty in Duty if task in d.task_ids(duty)] == [unit]


# Common tasks


def test_every_agency_has_the_two_tasks_of_section_8_in_common(agencies: dict[str, Dossier]) -> None:
    assert [dossier.task_ids(Duty.COMMON) for dossier in agencies.values()] == [COMMON] * 24


def test_units_without_a_section_have_the_common_tasks_only(agencies: dict[str, Dossier]) -> None:
    idle = {unit for unit, d in agencies.items() if not d.task_ids(Duty.LEAD) and not d.task_ids(Duty.SUPPORT)}
    assert idle == {"phong-noi-vu", "phong-tnmt", "phong-nnptnt", "phong-kt-ht", "thanh-tra-huyen", "vp-hdnd-ubnd"}
    assert all(leaves(agencies[unit], Duty.COMMON) == list(COMMON) for unit in idle)


# Support


def test_supporters_are_those_named_in_the_tasks(seed_dossiers: dict[str, Dossier]) -> None:
    assert {unit: d.task_ids(Duty.SUPPORT) for unit, d in seed_dossiers.items() if d.support} == {
        "phong-ldtbxh": ("2.1#1",),
        "phong-vhtt": ("6.2#6",),
        "phong-dan-toc": ("3.4#1",),
        "phong-tckh": ("1.5#1", "1.5#1+1", "1.5#1+2"),
    }


def test_who_supports_a_lead_in_answers_for_what_stands_below_it(seed_dossiers: dict[str, Dossier]) -> None:
    assert leaves(seed_dossiers["phong-tckh"], Duty.SUPPORT) == ["1.5#1+1", "1.5#1+2"]


def test_lead_of_a_supported_task_is_known(seed_dossiers: dict[str, Dossier]) -> None:
    tasks = [node for section in seed_dossiers["phong-tckh"].support for node in section.tasks()]
    assert {node.leads for node in tasks} == {("phong-ldtbxh",)}


def test_nobody_supports_what_they_lead(seed_dossiers: dict[str, Dossier]) -> None:
    for dossier in seed_dossiers.values():
        led = {*dossier.task_ids(Duty.LEAD), *dossier.task_ids(Duty.COMMON)}
        assert led.isdisjoint(dossier.task_ids(Duty.SUPPORT))


def test_lead_named_as_partner_is_a_lead_and_no_supporter(tmp_path: Path) -> None:
    items = [{"text": "Trồng cây.", "with": ["xa-a", "xa-b"]}]
    found = dossiers_of(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": items}))
    assert {unit: [d.task_ids(duty) for duty in Duty] for unit, d in found.items()} == {
        "xa-a": [("1.1",), (), ()],
        "xa-b": [(), ("1.1",), ()],
    }


def test_partner_of_a_heading_supports_all_below_it(tmp_path: Path) -> None:
    item = {"heading": "Cây", "with": ["xa-b"], "items": [{"text": "Trồng.", "items": [{"text": "Tưới."}]}]}
    found = dossiers_of(tmp_path, with_sections({"to": ["xa-a"], "heading": "A", "items": [item]}))
    assert found["xa-b"].task_ids(Duty.SUPPORT) == ("1.1#1", "1.1#1+1")


def test_unit_left_out_by_narrowing_may_still_support(tmp_path: Path) -> None:
    items = [{"text": "Trồng.", "with": ["communes"], "items": [{"text": "Tưới.", "for": ["xa-b"]}]}]
    found = dossiers_of(tmp_path, with_sections({"to": ["communes"], "heading": "A", "items": items}))
    assert leaves(found["xa-a"]) == ["1.1"]
    assert found["xa-a"].task_ids(Duty.SUPPORT) == ("1.1#1",)


def test_headings_stay_over_the_tasks_they_head(seed_dossiers: dict[str, Dossier]) -> None:
    [section] = seed_dossiers["phong-tckh"].support
    [topic] = section.nodes
    assert topic.entry.id == "1.5"
    assert not topic.is_task
    assert [child.entry.id for child in topic.children] == ["1.5#1"]


def test_headings_without_a_task_of_the_unit_are_left_out(seed_dossiers: dict[str, Dossier]) -> None:
    for dossier in seed_dossiers.values():
        for duty in Duty:
            nodes = [node for section in dossier.sections(duty) for top in section.nodes for node in top.walk()]
            assert all(node.is_task or node.children for node in nodes)


# Manner


def test_courts_procuracies_front_and_unions_are_asked_and_the_others_directed(
    seed_dossiers: dict[str, Dossier],
) -> None:
    assert {unit for unit, dossier in seed_dossiers.items() if dossier.manner is Manner.REQUEST} == ASKED


def test_who_is_asked_is_asked_in_the_common_section_too(agencies: dict[str, Dossier]) -> None:
    asked = {unit for unit, dossier in agencies.items() for section in dossier.common if section.manner == "request"}
    assert asked == ASKED


def test_section_says_how_it_speaks_whatever_the_kind(tmp_path: Path) -> None:
    items = [{"text": "Trồng cây."}]
    section = {"to": ["xa-a"], "heading": "A", "manner": "request", "items": items}
    found = dossiers_of(tmp_path, with_sections(section, {"to": ["xa-b"], "heading": "B", "items": items}))
    assert [dossier.manner for dossier in found.values()] == [Manner.REQUEST, Manner.DIRECT]


def test_unit_may_be_asked_against_its_kind(tmp_path: Path) -> None:
    data = base()
    data["units"][1]["manner"] = "request"
    assert [d.manner for d in dossiers_of(tmp_path, data).values()] == [Manner.REQUEST, Manner.DIRECT]


# Reports


def test_every_unit_owes_the_summary_and_its_difficulties(seed_dossiers: dict[str, Dossier]) -> None:
    for dossier in seed_dossiers.values():
        assert {"summary-2021", "difficulties"} <= {obligation.id for obligation in dossier.owed}


def test_communes_owe_three_yearly_reports_more(communes: dict[str, Dossier]) -> None:
    owed = [[obligation.id for obligation in dossier.owed] for dossier in communes.values()]
    assert (
        owed == [["summary-2021", "child-rights", "domestic-violence", "child-protection-yearly", "difficulties"]] * 19
    )


def test_only_the_ethnic_department_owes_the_report_on_child_marriage(seed_dossiers: dict[str, Dossier]) -> None:
    owing = [unit for unit, d in seed_dossiers.items() if "child-marriage" in {o.id for o in d.owed}]
    assert owing == ["phong-dan-toc"]


def test_focal_unit_gathers_what_goes_through_it_or_to_it(seed_dossiers: dict[str, Dossier]) -> None:
    gathered = {unit: [o.id for o in d.received] for unit, d in seed_dossiers.items() if d.received}
    assert gathered == {
        "phong-ldtbxh": ["summary-2021", "child-protection-yearly", "difficulties"],
        "phong-vhtt": ["child-marriage"],
    }


def test_nobody_owes_a_report_to_themselves(tmp_path: Path) -> None:
    obligation = {"id": "bc", "name": "Báo cáo", "of": ["communes"], "to": "xa-a", "frequency": "yearly"}
    found = dossiers_of(tmp_path, base(obligations=[obligation]))
    assert {unit: len(dossier.owed) for unit, dossier in found.items()} == {"xa-a": 0, "xa-b": 1}


# One unit at a time


def test_dossier_for_one_unit_is_the_one_among_all(seed_dossiers: dict[str, Dossier]) -> None:
    for unit_id, dossier in seed_dossiers.items():
        assert dossier_for(dossier.plan, unit_id) == dossier


@pytest.mark.parametrize("unit_id", ["huyen-tuan-giao", "xa-tuan-giao-2025", "xa-nowhere"])
def test_unit_without_documents_has_no_dossier(seed_loaded: LoadedPlan, unit_id: str) -> None:
    with pytest.raises(KeyError):
        dossier_for(seed_loaded.plan, unit_id)


def test_dossiers_come_one_after_the_other(seed_loaded: LoadedPlan, seed_dossiers: dict[str, Dossier]) -> None:
    assert next(each_dossier(seed_loaded.plan)).unit.id == next(iter(seed_dossiers))
    assert list(each_dossier(seed_loaded.plan)) == list(seed_dossiers.values())


def test_units_to_which_the_plan_says_the_same_share_one_tree(communes: dict[str, Dossier]) -> None:
    assert len({id(dossier.lead[0]) for dossier in communes.values()}) == 1


def test_unit_that_is_asked_shares_nothing_with_those_that_are_told(tmp_path: Path) -> None:
    data = base()
    data["units"][2]["manner"] = "request"
    found = dossiers_of(tmp_path, data)
    assert [found[unit].lead[0].manner for unit in ("xa-a", "xa-b")] == [Manner.DIRECT, Manner.REQUEST]
