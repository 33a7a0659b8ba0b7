"""Random plans: every task reaches exactly those whom the rules bind, held against a naive second reading of the rules.

The oracle below reads the raw data of the plan, never `gen.derive`:

- a section binds the units that `to` reaches; a text or heading with a `to` of its own, and all below it, those that
  this reaches instead; `for` narrows a text and all below it;
- `with` adds supporters to a text and all below it; who leads a text does not support it;
- in a section that is common, those bound have the text in common instead of leading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.derive.dossier import Dossier, dossiers
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.plan.binding import Duty
from gen.reporting.questionnaire import build_questionnaire
from tests.support.plans import Data, base, load

KINDS = {
    "district": "districts", "commune": "communes", "department": "departments", "service": "services",
    "police": "police", "court": "courts", "front": "fronts", "union": "unions", "other": "others",
}  # fmt: skip
MARKS = ["1.", "a)", "-", "+", "none"]
STATED = {
    "product": "Sản phẩm {number} {{scope}}",
    "leader": "Phó Chủ tịch số {number}",
    "authority": "{{unit}} phê duyệt {number}",
}
"""What a task may state in words, by its key."""
MAX_DEPTH = 4


# The oracle


@dataclass(frozen=True)
class Bond:
    """That a unit has a task in a role; a leaf if nothing below the task binds the unit in that role."""

    unit: str
    role: str
    task: str
    leaf: bool


def present(data: Data) -> list[Data]:
    """The units that get documents."""
    return [u for u in data["units"] if u["id"] != "huyen" and u.get("valid_to", "9999") >= "2020-11-01"]


def reach(data: Data, refs: list[str]) -> set[str]:
    there = present(data)
    found: set[str] = set()
    for ref in refs:
        group = next((g for g in data["groups"] if g["id"] == ref), None)
        if ref == "all":
            found |= {u["id"] for u in there}
        elif ref in KINDS.values():
            found |= {u["id"] for u in there if KINDS[u["kind"]] == ref}
        elif group is not None:
            members = {u["id"] for u in there if u["kind"] in group["kinds"] or u["id"] in group["units"]}
            found |= members - set(group["except"])
        else:
            found |= {u["id"] for u in there if u["id"] == ref} | ({"huyen"} if ref == "huyen" else set())
    return found


def bonds(data: Data) -> list[Bond]:
    """Who has which text in which role, in the order of the texts."""
    found: list[Bond] = []
    for part in data["parts"]:
        for section in part["assignments"]:
            for item in section["items"]:
                found += _below(data, item, reach(data, section["to"]), set(), section["common"])
    return found


def _below(data: Data, item: Data, bound: set[str], partners: set[str], common: bool) -> list[Bond]:
    bound = reach(data, item["to"]) if "to" in item else bound
    bound = bound & reach(data, item["for"]) if "for" in item else bound
    partners = partners | reach(data, item.get("with", []))
    deeper = [bond for child in item["items"] for bond in _below(data, child, bound, partners, common)]
    if "heading" in item:
        return deeper
    roles = dict.fromkeys(bound, "common" if common else "lead") | dict.fromkeys(partners - bound, "support")
    taken = {(bond.unit, bond.role) for bond in deeper}
    own = [Bond(unit, role, item["id"], (unit, role) not in taken) for unit, role in sorted(roles.items())]
    return [*own, *deeper]


def items_of(items: list[Data]) -> Iterator[Data]:
    for item in items:
        yield item
        yield from items_of(item["items"])


# The plans


@st.composite
def plans(draw: st.DrawFn) -> Data:
    units = [{"id": "huyen", "kind": "district", "name": "Sông Đà"}]
    for number in range(draw(st.integers(2, 7))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        unit = {"id": f"u{number}", "kind": kind, "name": f"Đơn vị {number}"}
        if number > 1 and draw(st.integers(0, 6)) == 0:
            unit["valid_to"] = draw(st.sampled_from(["2020-10-31", "2020-11-01", "2025-06-30"]))
        units.append(unit)
    data = base(units=units, groups=[], parts=[])
    ids = [unit["id"] for unit in units[1:]]
    some = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    for number in range(draw(st.integers(0, 2))):
        kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=3, unique=True))
        group = {
            "id": f"g{number}",
            "name": f"Nhóm {number}",
            "kinds": kinds,
            "units": draw(some),
            "except": draw(some),
        }
        data["groups"].append(group)
        if not reach(data, [group["id"]]):
            data["groups"].pop()
    refs = [*ids, *KINDS.values(), *(group["id"] for group in data["groups"]), "all", "huyen"]
    refs = [ref for ref in refs if reach(data, [ref])]
    count = iter(range(1, 10_000))
    for _part in range(draw(st.integers(1, 2))):
        sections = [draw(_sections(data, refs, count)) for _ in range(draw(st.integers(1, 3)))]
        data["parts"].append({"heading": "NHIỆM VỤ", "role": "tasks", "assignments": sections})
    data["obligations"] = draw(st.lists(_obligations(ids, refs), max_size=3, unique_by=lambda o: o["id"]))
    return data


@st.composite
def _sections(draw: st.DrawFn, data: Data, refs: list[str], count: Iterator[int]) -> Data:
    to = draw(st.lists(st.sampled_from(refs), min_size=1, max_size=3, unique=True))
    bound = reach(data, to)
    section = {
        "to": to,
        "heading": "Các đơn vị {scope}",
        "number": f"{next(count)}",
        "common": draw(st.booleans()),
        "marks": draw(st.sampled_from(MARKS)),
        "items": [draw(_items(data, refs, count, bound, 1)) for _ in range(draw(st.integers(1, 3)))],
    }
    manner = draw(st.sampled_from([None, "direct", "request"]))
    return section if manner is None else {**section, "manner": manner}


@st.composite
def _items(draw: st.DrawFn, data: Data, refs: list[str], count: Iterator[int], bound: set[str], depth: int) -> Data:
    heading = depth < MAX_DEPTH and draw(st.integers(0, 3)) == 0
    number = next(count)
    item: Data = {"id": f"t{number}", "heading" if heading else "text": f"Việc {number} của **{{unit}}** {{scope}}."}
    if draw(st.integers(0, 4)) == 0:
        item["to"] = draw(st.lists(st.sampled_from(refs), min_size=1, max_size=2, unique=True))
        bound = reach(data, item["to"])
    narrower = [ref for ref in refs if reach(data, [ref]) <= bound]
    if narrower and draw(st.integers(0, 3)) == 0:
        item["for"] = draw(st.lists(st.sampled_from(narrower), min_size=1, max_size=2, unique=True))
        bound = bound & reach(data, item["for"])
    if draw(st.integers(0, 3)) == 0:
        item["with"] = draw(st.lists(st.sampled_from(refs), min_size=1, max_size=2, unique=True))
    for key, words in STATED.items():
        if draw(st.integers(0, 3)) == 0:
            item[key] = words.format(number=number)
    most = 0 if depth == MAX_DEPTH else 3
    below = draw(st.integers(1 if heading else 0, most)) if heading or draw(st.booleans()) else 0
    item["items"] = [draw(_items(data, refs, count, bound, depth + 1)) for _ in range(below)]
    if below:
        item["marks"] = draw(st.sampled_from(MARKS))
    return item


@st.composite
def _obligations(draw: st.DrawFn, ids: list[str], refs: list[str]) -> Data:
    through = draw(st.sampled_from([None, *ids]))
    return {
        "id": f"bc-{draw(st.integers(1, 9))}",
        "name": f"Báo cáo {draw(st.integers(1, 9))}",
        "of": draw(st.lists(st.sampled_from(refs), min_size=1, max_size=2, unique=True)),
        "to": draw(st.sampled_from([*ids, "huyen"])),
        "frequency": "yearly",
        **({"through": through} if through else {}),
    }


# What has to hold


def check_who(data: Data, found: dict[str, Dossier]) -> None:
    assert list(found) == [unit["id"] for unit in present(data)]
    expected = bonds(data)
    for unit, dossier in found.items():
        for duty in Duty:
            mine = [bond for bond in expected if (bond.unit, bond.role) == (unit, duty.value)]
            assert list(dossier.task_ids(duty)) == [bond.task for bond in mine]
            leaves = [node.entry.id for section in dossier.sections(duty) for node in section.leaves()]
            assert leaves == [bond.task for bond in mine if bond.leaf]


def texts_for(data: Data, dossier: Dossier) -> dict[str, str]:
    """Every text and heading as the unit has to read it."""
    unit = next(u for u in data["units"] if u["id"] == dossier.unit.id)
    word = {"district": "huyện", "commune": "xã"}.get(unit["kind"])
    scope = f"trên địa bàn {word} {unit['name']}" if word else "trên địa bàn huyện"
    name = f"Ủy ban nhân dân {word} {unit['name']}" if word else unit["name"]
    sections = [section for part in data["parts"] for section in part["assignments"]]
    return {
        item["id"]: (item.get("text") or item["heading"]).replace("{unit}", name).replace("{scope}", scope)
        for section in sections
        for item in items_of(section["items"])
    }


def check_plan_of_the_unit(data: Data, dossier: Dossier) -> None:
    expected = [bond for bond in bonds(data) if bond.unit == dossier.unit.id]
    texts = texts_for(data, dossier)
    plan = derive_sub_plan(dossier)
    (tasks,) = [part for part in plan.parts if part.heading == "NHIỆM VỤ"]
    labelled = [(block.task, block.text) for block in tasks.blocks if block.source]
    by_duty = [(bond.task, texts[bond.task]) for duty in Duty for bond in expected if bond.role == duty.value]
    assert labelled == by_duty
    assert not [block.text for block in tasks.blocks if "{" in block.text or "{" in block.source]
    leaves = [
        texts[bond.task].replace("**", "") for duty in Duty for bond in expected if bond.role == duty and bond.leaf
    ]
    assert [row.text for row in plan.work] == leaves
    assert len({row.number for row in plan.work}) == len(plan.work)


def check_form_of_the_unit(data: Data, dossier: Dossier) -> None:
    expected = [bond for bond in bonds(data) if bond.unit == dossier.unit.id]
    texts = {task: text.replace("**", "") for task, text in texts_for(data, dossier).items()}
    form = derive_report_form(dossier)
    assert [group.duty.value for group in form.groups] == [d.value for d in Duty if any(b.role == d for b in expected)]
    assert [group.label for group in form.groups] == list("ABC"[: len(form.groups)])
    for group in form.groups:
        mine = [bond for bond in expected if bond.role == group.duty.value]
        assert [row.code for row in group.rows if not row.is_heading] == [bond.task for bond in mine if bond.leaf]
        shown = [(row.code, row.text.partition(" (chủ trì: ")[0]) for row in group.rows]
        for bond in mine:
            assert (bond.task if bond.leaf else "", texts[bond.task]) in shown
        assert not [row.text for row in group.rows if "{" in row.text or "**" in row.text]


def check_questionnaire(dossier: Dossier) -> None:
    """What the questionnaire says is asked of the unit is what its form asks."""
    form, me = derive_report_form(dossier), dossier.unit.id
    tasks = [question for section in build_questionnaire(dossier.plan) for question in section.tasks]
    assert {task.entry.id for task in tasks if me in task.units} == set(form.task_codes())
    targets = {target.code for task in tasks for target in task.targets if me in target.units}
    assert targets == {target.code for target in form.targets}


def check_reports(data: Data, dossier: Dossier) -> None:
    me = dossier.unit.id
    owed = [o["id"] for o in data["obligations"] if me in reach(data, o["of"]) and o["to"] != me]
    assert [obligation.id for obligation in dossier.owed] == owed
    gathered = [o["id"] for o in data["obligations"] if me in (o["to"], o.get("through"))]
    assert [obligation.id for obligation in dossier.received] == gathered
    assert len(derive_sub_plan(dossier).reports) == len(owed)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_every_task_reaches_whom_it_binds_and_nobody_else(tmp_path_factory: pytest.TempPathFactory, data: Data) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    found = {dossier.unit.id: dossier for dossier in dossiers(load(folder, data).plan)}
    check_who(data, found)
    for dossier in found.values():
        check_plan_of_the_unit(data, dossier)
        check_form_of_the_unit(data, dossier)
        check_questionnaire(dossier)
        check_reports(data, dossier)
