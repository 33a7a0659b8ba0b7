"""The plan as it binds on a day: units in force then, successors in the place of ended ones, receivers never lost."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from gen.derive.dossier import dossiers
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.plan.binding import bind_tasks
from gen.plan.fields import UnitOrGroup, UnitRef
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan, PlanNode, Unit
from gen.plan.units import document_recipients, expand, is_in_force, unit_by_id
from gen.plan.validity import plan_on
from gen.reading import PartialDate
from gen.reporting.forms import answered_obligations
from gen.reporting.obligations import owing_unit_ids, receiving_unit_ids
from tests.support import plans

ROOT = Path(__file__).parents[2]
D = date
LAST = "2025-06-30"
AFTER = D(2025, 7, 1)


def unit(id_: str, kind: str = "commune", **keys: str) -> plans.Data:
    return {"id": id_, "kind": kind, "name": f"Đơn vị {id_}", **keys}


HUYEN = unit("huyen", "district")


def section(*to: str, **keys: Any) -> plans.Data:
    return {"to": list(to), "heading": "Các đơn vị", "items": [{"text": "Trồng cây.", **keys}]}


def made(units: list[plans.Data], *sections: plans.Data, **keys: Any) -> Plan:
    data = plans.with_sections(*(sections or (section("all"),)), units=[HUYEN, *units], **keys)
    return Plan.model_validate(data)


def leads(plan: Plan) -> list[tuple[str, ...]]:
    return [node.leads for bound in bind_tasks(plan) for node in bound.walk()]


def supporters(plan: Plan) -> list[tuple[str, ...]]:
    return [node.supporters for bound in bind_tasks(plan) for node in bound.walk()]


def ended(id_: str, successor: str | None = None, kind: str = "commune") -> plans.Data:
    return unit(id_, kind, valid_to=LAST, **({"successor": successor} if successor else {}))


def new(id_: str, kind: str = "commune") -> plans.Data:
    return unit(id_, kind, valid_from="2025-07-01")


def test_plan_whose_units_do_not_change_is_the_same_object() -> None:
    plan = made([unit("a"), ended("b")])
    assert plan_on(plan, D(2020, 11, 1)) is plan
    assert plan_on(plan, D(2025, 6, 30)) is plan
    assert plan_on(plan, AFTER) is not plan


def test_before_its_date_a_plan_is_as_on_its_date() -> None:
    plan = made([unit("a", valid_from="2015-01-01"), unit("b", valid_to="2019-01-01")], section("a"))
    assert plan_on(plan, D(2010, 1, 1)) is plan
    assert plan_on(plan, date.min) is plan


def test_equal_units_give_one_object() -> None:
    plan = made([unit("a"), ended("b", "c"), new("c")])
    assert plan_on(plan, AFTER) is plan_on(plan, D(2040, 1, 1))
    assert plan_on(plan, AFTER) is plan_on(plan, date.max)


def test_unit_that_was_only_there_for_a_while_leaves_the_plan_as_it_was() -> None:
    plan = made([unit("a"), unit("b", valid_from="2022-01-01", valid_to="2022-12-31")])
    assert [one.id for one in document_recipients(plan_on(plan, D(2022, 5, 1)))] == ["a", "b"]
    assert plan_on(plan, D(2023, 1, 1)) is plan


def test_ended_unit_is_gone_and_a_new_one_is_in_its_groups() -> None:
    plan = made([ended("a"), unit("b"), new("c"), new("d", "department")], section("communes"), section("all"))
    then = plan_on(plan, AFTER)
    assert [one.id for one in then.units] == ["huyen", "b", "c", "d"]
    assert all(is_in_force(one, then) for one in then.units)
    assert leads(then) == [("b", "c"), ("b", "c", "d")]
    assert leads(plan) == [("a", "b"), ("a", "b")]


def test_successor_stands_once_in_the_place_of_those_whom_it_succeeds() -> None:
    plan = made([ended("a", "c"), ended("b", "c"), new("c"), unit("d")], section("a", "d", "b"))
    assert leads(plan_on(plan, AFTER)) == [("c", "d")]


def test_successor_of_a_successor_stands_for_both() -> None:
    middle = unit("b", valid_from="2025-07-01", valid_to="2027-12-31", successor="c")
    plan = made([ended("a", "b"), middle, unit("c", valid_from="2028-01-01")], section("a"))
    assert leads(plan_on(plan, AFTER)) == [("b",)]
    assert leads(plan_on(plan, D(2028, 1, 1))) == [("c",)]


def test_successor_that_is_yet_to_come_stands_for_nobody() -> None:
    plan = made([ended("a", "b"), unit("b", valid_from="2026-01-01"), unit("c")], section("a"))
    assert leads(plan_on(plan, AFTER)) == [()]
    assert leads(plan_on(plan, D(2026, 1, 1))) == [("b",)]


def test_successors_in_a_circle_stand_for_nobody() -> None:
    plan = made([ended("a", "b"), ended("b", "a"), unit("c")], section("a", "c"))
    assert leads(plan_on(plan, AFTER)) == [("c",)]


def test_section_without_a_unit_binds_nobody_and_keeps_its_number() -> None:
    plan = made([ended("a"), unit("b")], section("a"), section("b"))
    then = plan_on(plan, AFTER)
    assert leads(then) == [(), ("b",)]
    assert [bound.entry.id for bound in bind_tasks(then)] == ["1", "2"]


def test_task_narrowed_to_an_ended_unit_binds_nobody_rather_than_the_whole_section() -> None:
    plan = made([ended("a"), unit("b")], section("communes", **{"for": ["a"]}))
    assert leads(plan_on(plan, AFTER)) == [()]


def test_supporter_is_succeeded_too() -> None:
    plan = made([ended("a", "c"), unit("b"), new("c")], section("b", **{"with": ["a"]}))
    assert supporters(plan_on(plan, AFTER)) == [("c",)]


def test_groups_name_and_except_successors() -> None:
    groups = [
        {"id": "some", "name": "Một số", "units": ["a"]},
        {"id": "rest", "name": "Khác", "kinds": ["commune"], "except": ["a"]},
    ]
    plan = made([ended("a", "c"), unit("b"), new("c")], section("some"), section("rest"), groups=groups)
    assert leads(plan_on(plan, AFTER)) == [("c",), ("b",)]


def owed(**keys: Any) -> plans.Data:
    return {"id": "bc", "name": "Báo cáo", "of": ["all"], "frequency": "yearly", **keys}


def test_successor_of_the_receiver_receives_and_owes_nothing_to_itself() -> None:
    units = [ended("p", "q", "department"), new("q", "department"), unit("a")]
    then = plan_on(made(units, obligations=[owed(to="p")]), AFTER)
    assert then.obligations[0].to == "q"
    assert owing_unit_ids(then, then.obligations[0]) == ("a",)


def test_receiver_without_a_successor_stays_by_name_and_has_no_task() -> None:
    units = [ended("p", kind="department"), ended("f", kind="department"), unit("a")]
    plan = made(units, obligations=[owed(to="p", through="f")])
    then = plan_on(plan.model_copy(update={"header": plan.header.model_copy(update={"focal": "f"})}), AFTER)
    assert receiving_unit_ids(then.obligations[0]) == {"p", "f"}
    assert then.header.focal == "f"
    assert {"p", "f"} <= set(unit_by_id(then))
    assert expand(then, ["all", "p", "f", "departments"]) == ("a",)


def test_report_goes_straight_to_the_unit_that_is_now_both() -> None:
    units = [ended("p", "q", "department"), unit("q", "department"), unit("a")]
    [obligation] = plan_on(made(units, obligations=[owed(to="q", through="p")]), AFTER).obligations
    assert (obligation.to, obligation.through) == ("q", None)


def test_issuer_that_has_ended_stays_and_its_successor_gets_its_reports() -> None:
    head = {**plans.base()["plan"], "issuer": "cu"}
    units = [ended("cu", "moi", "district"), new("moi", "district"), unit("a")]
    plan = Plan.model_validate(plans.with_sections(section("a"), plan=head, units=units, obligations=[owed(to="cu")]))
    then = plan_on(plan, AFTER)
    assert then.header.issuer == "cu"
    assert then.obligations[0].to == "moi"
    assert [one.id for one in answered_obligations(then, "a") if one] == ["bc"]
    assert [one.id for one in document_recipients(then)] == ["moi", "a"]


def test_plan_of_the_first_day_of_the_calendar_forgets_no_receiver() -> None:
    head = {**plans.base()["plan"], "date": "0001-01-01"}
    units = [HUYEN, unit("p", "department", valid_to="0001-01-01"), unit("a")]
    plan = Plan.model_validate(plans.with_sections(section("all"), plan=head, units=units, obligations=[owed(to="p")]))
    then = plan_on(plan, D(1, 1, 2))
    assert "p" in unit_by_id(then)
    assert leads(then) == [("a",)]


def test_documents_of_a_later_day_are_made() -> None:
    seed_plan = load_plan(ROOT / "plan.yaml").plan
    then = plan_on(seed_plan, AFTER)
    made_for = {one.unit.id: (derive_sub_plan(one), derive_report_form(one)) for one in dossiers(then)}
    assert "xa-quai-to-2025" in made_for
    assert "xa-quai-to" not in made_for
    assert len(made_for) == len(dossiers(seed_plan)) - 19 + 8


def references(node: PlanNode) -> Iterator[str]:
    """Every unit or group that the node, or one below it, names."""
    hints = get_type_hints(type(node), include_extras=True)
    for name in type(node).model_fields:
        value = getattr(node, name)
        values = value if isinstance(value, tuple) else (value,)
        if _names_units(hints[name]):
            yield from (one for one in values if one is not None)
        for inner in values:
            if isinstance(inner, PlanNode):
                yield from references(inner)


def _names_units(hint: Any) -> bool:
    return hint in (UnitRef, UnitOrGroup) or any(_names_units(inner) for inner in get_args(hint))


def test_no_key_of_the_plan_names_a_unit_that_has_ended_and_has_a_successor() -> None:
    plan = load_plan(ROOT / "tests" / "keys" / "plan.yaml").plan
    given_up = {one.id for one in plan.units if one.id != plan.header.issuer}
    assert len(given_up & set(references(plan))) > 2
    for id_ in given_up:
        heir = next(one.id for one in plan.units if one.id not in (id_, plan.header.issuer))
        over = {"valid_from": None, "valid_to": PartialDate(2021, 1, 1), "successor": heir}
        units = tuple(
            one.model_copy(update=over if one.id == id_ else {"valid_from": None, "valid_to": None})
            for one in plan.units
        )
        then = plan_on(plan.model_copy(update={"units": units}), D(2021, 1, 2))
        assert id_ not in set(references(then))


# Random plans: the oracle reads the units' data, never `gen.plan.validity`.

DAYS = st.dates(D(2018, 1, 1), D(2030, 12, 31))
IDS = [f"u{number}" for number in range(6)]


@st.composite
def random_plans(draw: st.DrawFn) -> Plan:
    units = []
    for id_ in IDS:
        keys = {}
        begin = draw(st.none() | DAYS)
        end = draw(st.none() | st.dates(begin or D(2018, 1, 1), D(2031, 1, 1)))
        if begin is not None:
            keys["valid_from"] = begin.isoformat()
        if end is not None:
            keys["valid_to"] = end.isoformat()
        if successor := draw(st.sampled_from(["", *(one for one in IDS if one != id_)])):
            keys["successor"] = successor
        units.append(unit(id_, draw(st.sampled_from(["commune", "department"])), **keys))
    refs = st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True)
    of = {"of": draw(refs), "to": draw(st.sampled_from(IDS)), "through": draw(st.none() | st.sampled_from(IDS))}
    sections = [section(*draw(refs)) for _ in range(draw(st.integers(1, 3)))]
    sections.append(section(draw(st.sampled_from(["all", "communes"])), **{"with": draw(refs)}))
    return made(units, *sections, obligations=[owed(**of)])


def there(one: Unit, day: date) -> bool:
    begins = one.valid_from is None or one.valid_from.first_day() <= day
    return begins and (one.valid_to is None or one.valid_to.first_day() >= day)


def closure(units: Mapping[str, Unit], id_: str, begin: date, day: date) -> str | None:
    """Who answers on `day` to a name of the plan of `begin`."""
    seen: set[str] = set()
    one: Unit | None = units[id_]
    if one is not None and one.valid_to is not None and one.valid_to.first_day() < begin:
        return None
    while one is not None and one.id not in seen:
        if there(one, day):
            return one.id
        seen.add(one.id)
        is_over = one.valid_to is not None and one.valid_to.first_day() < day
        one = units.get(one.successor or "") if is_over else None
    return None


@given(random_plans(), DAYS)
def test_who_is_bound_on_a_day_are_the_units_in_force_and_their_successors(plan: Plan, day: date) -> None:
    begin = plan.header.date.first_day()
    day = max(day, begin)
    then, units = plan_on(plan, day), unit_by_id(plan)
    in_force = [one.id for one in plan.units if one.id != "huyen" and there(one, day)]
    assert [one.id for one in document_recipients(then)] == in_force
    *named, grouped = (part for part in plan.parts[0].assignments)
    expected = [
        tuple(dict.fromkeys(heir for ref in one.to if (heir := closure(units, ref, begin, day)))) for one in named
    ]
    members = [id_ for id_ in in_force if grouped.to == ("all",) or units[id_].kind == "commune"]
    assert leads(then) == [*expected, tuple(members)]


@given(random_plans(), DAYS)
def test_no_unit_that_is_not_in_force_is_reached_by_anything(plan: Plan, day: date) -> None:
    then = plan_on(plan, day)
    reached = {id_ for node in leads(then) + supporters(then) for id_ in node}
    reached.update(owing_unit_ids(then, then.obligations[0]), expand(then, ["all", *IDS]))
    assert all(there(unit_by_id(plan)[id_], max(day, plan.header.date.first_day())) for id_ in reached)
    assert receiving_unit_ids(then.obligations[0]) <= set(unit_by_id(then))


@given(random_plans(), DAYS, DAYS)
def test_same_units_are_the_same_object_and_units_stay_in_order(plan: Plan, day: date, other: date) -> None:
    then = plan_on(plan, day)
    assert plan_on(plan, day) is then
    order = [one.id for one in plan.units]
    assert [one.id for one in then.units] == [id_ for id_ in order if id_ in unit_by_id(then)]
    if day <= other and not _changes(plan, day, other):
        assert plan_on(plan, other) is then


def _changes(plan: Plan, day: date, other: date) -> bool:
    begin = plan.header.date.first_day()
    days = [max(begin, day) + timedelta(days=n) for n in range((max(begin, other) - max(begin, day)).days + 1)]
    return len({frozenset(one.id for one in plan.units if there(one, each)) for each in days}) > 1


def test_who_does_a_task_instead_of_its_section_is_followed_by_the_successor_or_falls_away() -> None:
    units = [unit("a"), ended("b", "c"), new("c"), ended("d")]
    plan = made(units, section("a", to=["b"]), section("a", to=["d"]))
    assert leads(plan) == [("b",), ("d",)]
    assert leads(plan_on(plan, AFTER)) == [("c",), ()]
