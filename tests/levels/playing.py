"""A world, played through the program: cascaded, answered, added up twice; every difference to the reckoning."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from gen.cascading import CascadeRequest, cascade
from gen.cascading.upward.combine import RESULT, CombinedCell, combine_reports
from gen.derive.answers import FormField, form_fields
from gen.derive.dossier import dossier_for
from gen.derive.form import derive_report_form
from gen.derive.form_fields import STATUS
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.outline import tasks
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.consolidation.summary import Summary, summarize
from gen.returns.reasons import Reason
from gen.returns.validation import FieldValue, find_misfit, parse_value
from tests.levels.reckoning import Expected, reckon
from tests.levels.world import World, make_world
from tests.support import plans
from tests.support.levels import add_villages, answer

NOON = datetime(2025, 11, 20, 5, tzinfo=UTC)
DAY = date(2025, 2, 10)


@dataclass
class Played:
    """What was compared: how many cells; the differences found."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, what: str, found: object, expected: object) -> None:
        """Note a difference, if there is one."""
        self.compared += 1
        if found != expected:
            self.differences.append(f"{what}: {found!r}, reckoned {expected!r}")


def play(seed: int, communes: int = 4, villages: int = 4) -> Played:
    """Play the world of a seed."""
    world = make_world(seed, communes, villages)
    expected, played = reckon(world), Played()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        superior = plans.write(folder, world.data)
        province = load_plan(superior).plan
        sent = [_commune(played, world, expected, province, superior, folder / one, one) for one in world.communes]
        _province(played, world, expected, province, sent)
    return played


def _commune(
    played: Played, world: World, expected: Expected, province: Plan, superior: Path, folder: Path, commune: str
) -> AcceptedSubmission:
    """The commune's plan, its villages' answers, and the report that it sends up."""
    outcome = cascade(CascadeRequest(superior, commune, folder, DAY))
    add_villages(folder, world.villages[commune])
    plan = load_plan(answer(folder, lambda task: world.assigned[commune, task])).plan
    form = derive_report_form(dossier_for(province, commune))
    own = {ref: entry.id for entry in tasks(plan) for ref in (entry.item.superior if entry.item else ())}
    carried = [ref for entry in tasks(plan) for ref in (entry.item.superior if entry.item else ())]
    wanted = [task.id for task, _supports in world.tasks_of(commune)]
    played.compare(f"{commune}: tasks", carried, [task.id for task in outcome.superior.tasks])
    played.compare(f"{commune}: tasks, each once", sorted(carried), sorted(wanted))
    played.compare(
        f"{commune}: rows", list(form.task_codes()), [task.id for task in outcome.superior.tasks if task.answered]
    )
    reports = tuple(_village(played, world, plan, own, commune, village) for village in world.villages[commune])
    owed = resolve_obligation(plan, None)
    period = resolve_period(plan, owed, None, NOON.date())
    collection = Collection(
        plan, owed, period, reporting_units(plan, owed), tuple(one for one in reports if one is not None)
    )
    assert plan.superior is not None
    cells = {cell.field.key: cell for cell in combine_reports(collection, plan.superior).cells}
    _compare_cells(played, world, expected, commune, cells)
    answers = form_fields(form)
    played.compare(f"{commune}: cells", set(cells), {one.key for one in answers})
    return _submission(commune, [(one, cells[one.key].text) for one in answers if cells[one.key].text])


def _village(
    played: Played, world: World, plan: Plan, own: dict[str, str], commune: str, village: str
) -> AcceptedSubmission | None:
    """What a village sends: its form has a row for each task that was assigned to it, and no other."""
    fields = form_fields(derive_report_form(dossier_for(plan, village)))
    asked = {one.code for one in fields if one.name == STATUS.name}
    assigned = {own[task.id] for task, _supports in world.tasks_of(commune) if world.answers(commune, village, task)}
    played.compare(f"{commune}/{village}: rows", asked, assigned)
    if (commune, village) in world.silent:
        return None
    back = {code: ref for ref, code in own.items()}
    answers = []
    for one in fields:
        task, slash, number = one.code.partition("/")
        text = world.written.get((commune, village, f"{back.get(task, '')}{slash}{number}", one.name))
        answers += [(one, text)] if text is not None else []
    return _submission(village, answers)


def _submission(unit: str, answers: list[tuple[FormField, str]]) -> AcceptedSubmission:
    """The report that such a form is, read as a form that came back."""
    values: list[FieldValue] = []
    unfit: list[tuple[FieldValue, Reason]] = []
    for one, text in answers:
        value = parse_value(one, text, "control")
        misfit = find_misfit(value)
        if misfit is None:
            values.append(value)
        else:
            unfit.append((value, misfit))
    return AcceptedSubmission(unit, NOON, "0" * 64, f"{unit}.docx", tuple(values), tuple(unfit))


def _compare_cells(
    played: Played, world: World, expected: Expected, commune: str, cells: dict[str, CombinedCell]
) -> None:
    """Each cell of the commune's form beside the reckoning."""
    for task, supports in world.tasks_of(commune):
        if task.is_answered:
            status = cells[f"{task.id}/{STATUS.name}"]
            missing = expected.missing[commune, task.id]
            played.compare(f"{commune} {task.id}", status.text or None, expected.statuses[commune, task.id])
            played.compare(f"{commune} {task.id}, missing", {one.unit for one in status.lacking}, missing)
            told = {(one.unit, one.text) for one in cells[f"{task.id}/{RESULT}"].sources}
            played.compare(f"{commune} {task.id}, texts", told, expected.texts[commune, task.id])
        for number, is_share in enumerate(() if supports else task.targets, 1):
            code = f"{task.id}/{number}"
            names = ("numerator", "denominator") if is_share else ("value",)
            figures = [parse_value(cells[f"{code}/{name}"].field, cells[f"{code}/{name}"].text, "") for name in names]
            added = None if any(one.figure is None for one in figures) else tuple(
                int(one.figure.value) for one in figures if one.figure
            )  # fmt: skip
            first = cells[f"{code}/{names[0]}"]
            played.compare(f"{commune} {code}", added, expected.figures[commune, code])
            played.compare(
                f"{commune} {code}, missing", {one.unit for one in first.lacking}, expected.missing[commune, code]
            )
            played.compare(
                f"{commune} {code}, sources", _sum_of(first), expected.figures[commune, code] and added and added[0]
            )
            if added is not None and expected.missing[commune, code]:
                told_of = all(f"Bản {one[4:]}" in cells[f"{task.id}/{RESULT}"].text for one in _some(first))
                played.compare(f"{commune} {code}, said beside it", told_of, True)


def _some(cell: CombinedCell) -> Iterator[str]:
    """The villages that are missing, as many as a line names."""
    return iter(list(dict.fromkeys(one.unit for one in cell.lacking))[:12])


def _sum_of(cell: CombinedCell) -> int | None:
    """The sum of what stands in the cells behind a figure; None where the figure stays blank."""
    return sum(int(one.text) for one in cell.sources) if cell.text else None


def _province(played: Played, world: World, expected: Expected, province: Plan, sent: list[AcceptedSubmission]) -> None:
    """The province's report of what the communes sent."""
    owed = resolve_obligation(province, None)
    period = resolve_period(province, owed, None, NOON.date())
    found = summarize(Collection(province, owed, period, reporting_units(province, owed), tuple(sent)))
    for target in found.targets:
        sums = (target.numerator, target.denominator) if target.is_percentage else (target.total,)
        wanted = expected.province.get(target.code, tuple(0 for _one in sums))
        played.compare(f"province {target.code}", sums, tuple(map(Decimal, wanted)))
        counted = {commune for commune in target.asked if expected.figures[commune, target.code] is not None}
        played.compare(f"province {target.code}, communes", set(target.counted), counted)
    _compare_tasks(played, world, expected, found)


def _compare_tasks(played: Played, world: World, expected: Expected, found: Summary) -> None:
    summaries = {task.code: task for task in found.tasks if task.is_answered}
    bound = {task.id for one in world.communes for task, _supports in world.tasks_of(one) if task.is_answered}
    played.compare("province, tasks", set(summaries), bound)
    for code, summary in summaries.items():
        asked = set(summary.leads.asked) | set(summary.supporters.asked)
        wanted = {one for one in world.communes if (one, code) in expected.statuses}
        played.compare(f"province {code}, communes", asked, wanted)
        counts = [a + b for a, b in zip(summary.leads.statuses, summary.supporters.statuses, strict=True)]
        given = [expected.statuses[one, code] for one in wanted]
        played.compare(f"province {code}, statuses", sum(counts), sum(one is not None for one in given))
