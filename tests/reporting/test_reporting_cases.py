"""tests/cases/reporting: who owes a report, by which form and when, each rule with a table of cases."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from gen.derive.dossier import Dossier
from gen.derive.form import derive_report_form
from gen.pipeline.period_forms import list_forms
from gen.pipeline.rendering import document_path
from gen.pipeline.request import UnitDocument
from gen.pipeline.selection import own_documents
from gen.plan.model import Obligation, Plan, Unit
from gen.plan.units import document_recipients
from gen.reporting.forms import answered_obligations, form_code
from gen.reporting.obligations import obligations_of, owing_unit_ids, receiving_unit_ids
from gen.reporting.occasions import OccasionError, resolve_obligation
from gen.reporting.periods import find_period, find_period_on
from gen.reporting.questionnaire import build_questionnaire
from gen.reporting.working_days import count_working_days, first_working_day, is_working_day
from tests.support import plans

CASES = Path(__file__).parents[1] / "cases" / "reporting"
PLANS = sorted(path.stem for path in CASES.glob("*.yaml"))
UNITS = [
    {"id": "huyen", "kind": "district", "name": "Sông Đà"},
    {"id": "phong-a", "kind": "department", "name": "Phòng An"},
    {"id": "phong-b", "kind": "department", "name": "Phòng Bình"},
    {"id": "xa-a", "kind": "commune", "name": "Xuân An"},
    {"id": "xa-b", "kind": "commune", "name": "Xuân Bình"},
]


def table(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def days(text: str) -> list[date]:
    return [date.fromisoformat(one) for one in text.split()]


def plan_of_case(folder: Path, name: str) -> Plan:
    obligations = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return plans.plan_of(folder, plans.base(units=UNITS, obligations=obligations))


def documents_of(plan: Plan, unit: Unit) -> Iterator[UnitDocument]:
    yield from own_documents(unit)
    yield from (form for form, _obligation in list_forms(plan, unit))


def described(plan: Plan) -> Iterator[str]:
    for obligation in plan.obligations:
        owing, gathering = owing_unit_ids(plan, obligation), sorted(receiving_unit_ids(obligation))
        yield f"{obligation.id}: owed by {' '.join(owing)}; gathered by {' '.join(gathering) or 'no unit'}"
    for unit in document_recipients(plan):
        files = [document_path(one) for one, _obligation in list_forms(plan, unit)]
        forms = answered_obligations(plan, unit.id)
        if not forms:
            yield f"{unit.id}: no form"
        for obligation, file in zip(forms, files, strict=True):
            answered = obligation.id if obligation else "no report"
            yield f"{unit.id}: a form for {answered}, {form_code(plan, unit.id, obligation)}, {file}"
    try:
        yield f"meant where none is named: {resolve_obligation(plan, None).id}"
    except OccasionError as error:
        yield f"meant where none is named: {error.diagnostics[0].message}; {error.diagnostics[0].hint}"


@pytest.mark.parametrize("name", PLANS)
def test_who_owes_what_by_which_form(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    expected = CASES / f"{name}.expected"
    found = "\n".join(described(plan_of_case(tmp_path, name))) + "\n"
    if request.config.getoption("--update-cases"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PLANS)
def test_nobody_owes_a_report_to_itself(name: str, tmp_path: Path) -> None:
    plan = plan_of_case(tmp_path, name)
    for unit in plan.units:
        assert [o.id for o in obligations_of(plan, unit.id) if o.to == unit.id] == []
        assert [o.id for o in answered_obligations(plan, unit.id) if o and o not in obligations_of(plan, unit.id)] == []


@pytest.mark.parametrize("name", PLANS)
def test_no_two_forms_have_one_name_or_one_code(name: str, tmp_path: Path) -> None:
    plan = plan_of_case(tmp_path, name)
    forms = [
        (unit, obligation) for unit in document_recipients(plan) for obligation in answered_obligations(plan, unit.id)
    ]
    documents = [document_path(one) for unit in document_recipients(plan) for one in documents_of(plan, unit)]
    assert len({form_code(plan, unit.id, obligation) for unit, obligation in forms}) == len(forms)
    assert len(set(documents)) == len(documents)


@pytest.mark.parametrize("case", table("working-days.tsv"), ids=lambda case: case["day"])
def test_working_days(case: dict[str, str]) -> None:
    one, holidays = date.fromisoformat(case["day"]), days(case["holidays"])
    assert is_working_day(one, holidays) is (case["works"] == "yes")
    assert first_working_day(one, holidays) == day(case["first-working-day"])


@pytest.mark.parametrize("case", table("lateness.tsv"), ids=lambda case: f"{case['due']}-{case['came']}")
def test_lateness_in_working_days(case: dict[str, str]) -> None:
    due, came = date.fromisoformat(case["due"]), date.fromisoformat(case["came"])
    assert count_working_days(due, came, days(case["holidays"])) == int(case["late"])


@pytest.mark.parametrize("case", table("periods.tsv"), ids=lambda case: f"{case['frequency']}-{case['at']}")
def test_period_that_is_reported_on(case: dict[str, str]) -> None:
    due = {"due": {"value": case["due"], "kind": case["kind"]}} if case["due"] else {}
    obligation = Obligation.model_validate(
        {"id": "bc", "name": "Báo cáo", "of": ["all"], "to_name": "UBND", "frequency": case["frequency"], **due}
    )
    found = find_period_on(obligation, date.fromisoformat(case["at"]))
    assert (found.key, found.label) == (case["key"], case["label"])
    assert (found.begin, found.cutoff, found.due) == (day(case["from"]), day(case["to"]), day(case["due-by"]))
    assert find_period(obligation, found.key) == found


def test_questionnaire_of_the_example_is_what_its_forms_ask(seed_dossiers: dict[str, Dossier]) -> None:
    plan = seed_dossiers["xa-quai-to"].plan
    tasks = [question for section in build_questionnaire(plan) for question in section.tasks]
    asked_targets = [target for task in tasks for target in task.targets]
    assert asked_targets
    for unit, dossier in seed_dossiers.items():
        form = derive_report_form(dossier)
        assert {task.entry.id for task in tasks if unit in task.units} == set(form.task_codes())
        assert {target.code for target in asked_targets if unit in target.units} == {t.code for t in form.targets}
