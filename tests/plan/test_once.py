"""What is worked out once for each plan: by identity, anew for a copy, let go with the plan."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path
from weakref import ref

import pytest

from gen.derive.dossier import dossier_for, dossiers
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.plan.binding import bind_tasks
from gen.plan.model import Plan
from gen.plan.once import cached_per_plan
from gen.plan.outline import outline
from gen.plan.units import document_recipients, expand, unit_by_id
from tests.support.plans import base, plan_of


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_of(tmp_path, base())


def test_answer_is_worked_out_once(plan: Plan) -> None:
    asked: list[Plan] = []
    answer = cached_per_plan(lambda plan: asked.append(plan) or len(asked))
    assert [answer(plan), answer(plan)] == [1, 1]


@pytest.mark.parametrize("table", [document_recipients, unit_by_id, outline, bind_tasks])
def test_tables_of_a_plan_are_made_once(plan: Plan, table: object) -> None:
    assert callable(table)
    assert table(plan) is table(plan)


def test_equal_plans_have_tables_of_their_own(plan: Plan, tmp_path: Path) -> None:
    twin = plan_of(tmp_path, base())
    assert twin == plan
    assert unit_by_id(twin) is not unit_by_id(plan)
    assert unit_by_id(twin)["xa-a"] is twin.units[1]


def test_changed_copy_of_a_plan_is_read_anew(plan: Plan) -> None:
    assert expand(plan, ["communes"]) == ("xa-a", "xa-b")
    assert expand(plan.model_copy(update={"units": plan.units[:2]}), ["communes"]) == ("xa-a",)


def test_plan_out_of_a_pickle_says_the_same(plan: Plan) -> None:
    before = [(derive_sub_plan(d), derive_report_form(d)) for d in dossiers(plan)]
    copy = pickle.loads(pickle.dumps(plan))
    assert unit_by_id(copy)["xa-a"] is copy.units[1]
    assert [(derive_sub_plan(d), derive_report_form(d)) for d in dossiers(copy)] == before


def test_what_was_worked_out_is_no_part_of_the_pickle(plan: Plan) -> None:
    before = pickle.dumps(plan)
    dossiers(plan)
    assert pickle.dumps(plan) == before


def test_tables_go_with_their_plan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, base())
    derive_sub_plan(dossier_for(plan, "xa-a"))
    gone, unit = ref(plan), ref(unit_by_id(plan)["xa-a"])
    del plan
    gc.collect()
    assert gone() is None
    assert unit() is None


def test_table_cannot_be_changed_by_who_reads_it(plan: Plan) -> None:
    with pytest.raises(TypeError):
        unit_by_id(plan)["xa-c"] = plan.units[1]  # type: ignore[index]
