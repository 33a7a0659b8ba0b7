"""What the superior's plan lays on the issuer × what the plan does about it → doubts: lost tasks, later deadlines.

The rules: each task, each target and each report of the superior's is somebody's; what they go up to is there; nothing
is due later below than above, and less is not asked for; a report from below comes before the one to the superior.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gen import diagnostics
from gen.errors import Diagnostic
from gen.locale import _
from gen.plan.cycles import is_recurring, last_day_of, list_cycles, stated_due_day
from gen.plan.model import Citation, Item, Obligation, Operator, Plan, Superior, SuperiorReport, SuperiorTask, Target
from gen.plan.open_places import is_open
from gen.plan.outline import OutlineEntry, tasks
from gen.text import format_short_date, shorten

PlanFinding = tuple[tuple[str | int, ...], Diagnostic]

_AT_LEAST = (Operator.EQUAL, Operator.AT_LEAST, Operator.MORE)


def doubts_about_superior(plan: Plan) -> Iterator[PlanFinding]:
    """PLAN-142 to PLAN-150: what does not go together with the superior's plan; nothing for a plan without one."""
    superior = plan.superior
    yield from _unknown_references(plan, superior)
    if superior is None:
        return
    yield from _undone(plan, superior)
    known = {task.id: task for task in superior.tasks}
    for entry in tasks(plan):
        for one in (known[ref] for ref in _superiors_of(entry.item) if ref in known):
            yield from _deadline(entry, one)
        yield from _laxer_targets(entry, superior)
    reports = {report.id: report for report in superior.reports}
    for index, obligation in enumerate(plan.obligations):
        if obligation.superior in reports:
            yield from _report(plan, index, obligation, reports[obligation.superior])
    yield from _blank_reference(plan, superior)


def target_code(task: SuperiorTask, number: int) -> str:
    """The code of the `number`-th target of a superior's task, as its form has it: 9#2/1."""
    return f"{task.id}/{number}"


def is_numbered(citation: Citation) -> bool:
    """Whether a document is cited with its number and its day, neither of them a gap."""
    has_number = any(char.isdigit() for char in (citation.number or "").partition("/")[0])
    return has_number and citation.date is not None and citation.date.day is not None


def _superiors_of(item: Item | None) -> tuple[str, ...]:
    return item.superior if item is not None else ()


def _unknown_references(plan: Plan, superior: Superior | None) -> Iterator[PlanFinding]:
    """What names a task, a target or a report that the superior's plan does not have, or has no more."""
    ids = {task.id for task in superior.tasks} if superior else set()
    codes = set(_all_targets(superior)) if superior else set()
    reports = {report.id for report in superior.reports} if superior else set()
    for entry in tasks(plan):
        for ref in _superiors_of(entry.item):
            if ref not in ids:
                yield (*entry.path, "superior"), diagnostics.plan.NOT_OF_SUPERIOR.at(id=entry.id, superior=ref)
        for index, target in enumerate(entry.item.targets if entry.item else ()):
            if target.superior is not None and target.superior not in codes:
                doubt = diagnostics.plan.NOT_OF_SUPERIOR.at(id=entry.id, superior=target.superior)
                yield (*entry.path, "targets", index, "superior"), doubt
    for index, obligation in enumerate(plan.obligations):
        if obligation.superior is not None and obligation.superior not in reports:
            doubt = diagnostics.plan.NOT_OF_SUPERIOR.at(id=obligation.id, superior=obligation.superior)
            yield ("obligations", index, "superior"), doubt


def _all_targets(superior: Superior) -> dict[str, Target]:
    return {target_code(task, n): one for task in superior.tasks for n, one in enumerate(task.targets, 1)}


def _undone(plan: Plan, superior: Superior) -> Iterator[PlanFinding]:
    """The superior's tasks, targets and reports for which nothing of the plan's own stands."""
    done = {ref for entry in tasks(plan) for ref in _superiors_of(entry.item)}
    counted = {target.superior for entry in tasks(plan) if entry.item for target in entry.item.targets}
    gathered = {obligation.superior for obligation in plan.obligations}
    for index, task in enumerate(superior.tasks):
        path = ("superior", "tasks", index)
        if task.id not in done and task.answered:
            yield path, diagnostics.plan.UNDONE_FOR_SUPERIOR.at(superior=task.id, words=f"“{shorten(task.text)}”")
        for number, target in enumerate(task.targets, 1):
            code = target_code(task, number)
            if code not in counted:
                doubt = diagnostics.plan.UNDONE_FOR_SUPERIOR.at(superior=code, words=f"“{target.raw}”")
                yield (*path, "targets", number - 1), doubt
    asked = _indicator_ids(plan)
    for index, report in enumerate(superior.reports):
        if report.form and report.id not in gathered:
            yield ("superior", "reports", index), diagnostics.plan.REPORT_NOT_GATHERED.at(name=f"“{report.name}”")
        for number, one in enumerate(report.indicators):
            if one.id not in asked:
                doubt = diagnostics.plan.UNDONE_FOR_SUPERIOR.at(superior=one.id, words=f"“{one.name}”")
                yield ("superior", "reports", index, "indicators", number), doubt


def _indicator_ids(plan: Plan) -> frozenset[str]:
    """The codes of the figures that the plan itself asks for, wherever in it."""
    of_tasks = (one for entry in tasks(plan) if entry.item for one in entry.item.indicators)
    of_reports = (one for obligation in plan.obligations for one in obligation.indicators)
    return frozenset(one.id for one in (*plan.indicators, *of_reports, *of_tasks))


def _deadline(entry: OutlineEntry, wanted: SuperiorTask) -> Iterator[PlanFinding]:
    day = last_day_of(wanted.due)
    own = entry.item.due if entry.item else None
    if day is None or is_open(own):
        return
    mine = last_day_of(own)
    if mine is None or mine > day:
        words = f"“{own.raw}”" if own is not None and own.raw else format_short_date(mine) or _("not stated")
        yield (
            (*entry.path, "due"),
            diagnostics.plan.LATER_THAN_SUPERIOR.at(
                id=entry.id, own=words, superior=wanted.id, day=format_short_date(day)
            ),
        )


def _laxer_targets(entry: OutlineEntry, superior: Superior) -> Iterator[PlanFinding]:
    wanted = _all_targets(superior)
    for index, own in enumerate(entry.item.targets if entry.item else ()):
        above = wanted.get(own.superior or "")
        if above is not None and _is_laxer(own, above):
            doubt = diagnostics.plan.LESS_THAN_SUPERIOR.at(id=entry.id, own=f"“{own.raw}”", wanted=f"“{above.raw}”")
            yield (*entry.path, "targets", index), doubt


def _is_laxer(own: Target, wanted: Target) -> bool:
    """Whether less is asked for, or something that cannot be compared: another unit, another direction."""
    upward = wanted.op in _AT_LEAST
    if own.unit != wanted.unit or (own.op in _AT_LEAST) is not upward:
        return True
    if own.value != wanted.value:
        return own.value < wanted.value if upward else own.value > wanted.value
    return wanted.op in (Operator.MORE, Operator.LESS) and own.op is not wanted.op


def _report(plan: Plan, index: int, own: Obligation, wanted: SuperiorReport) -> Iterator[PlanFinding]:
    path = ("obligations", index)
    if own.frequency is not wanted.frequency:
        yield (*path, "frequency"), diagnostics.plan.ANOTHER_RHYTHM.at(id=own.id, superior=f"“{wanted.name}”")
        return
    if own.cutoff != wanted.cutoff:
        ends = [str(one) if one else _("a day that is not stated") for one in (own.cutoff, wanted.cutoff)]
        yield (*path, "cutoff"), diagnostics.plan.ANOTHER_CUTOFF.at(id=own.id, own=ends[0], day=ends[1])
    if is_open(own.due):
        return
    for mine, day in _due_days(plan, own, wanted):
        if day is not None and (mine is None or mine >= day):
            written = format_short_date(mine) or _("a day that is not stated")
            doubt = diagnostics.plan.NOT_BEFORE_SUPERIOR.at(id=own.id, own=written, day=format_short_date(day))
            yield (*path, "due"), doubt
            return


def _due_days(plan: Plan, own: Obligation, wanted: SuperiorReport) -> Iterator[tuple[date | None, date | None]]:
    """The due day of each report from below, and that of the superior's: the only ones, or those of two years."""
    if not is_recurring(wanted):
        yield stated_due_day(own), stated_due_day(wanted)
        return
    year = plan.header.date.year
    for each in (year, year + 1):
        pairs = zip(list_cycles(own, each), list_cycles(wanted, each), strict=True)
        yield from ((mine.due, above.due) for mine, above in pairs)


def _blank_reference(plan: Plan, superior: Superior) -> Iterator[PlanFinding]:
    for index, citation in enumerate(plan.citations):
        if citation.id == superior.document and not is_numbered(citation):
            yield ("citations", index), diagnostics.plan.SUPERIOR_NOT_NUMBERED.at(id=citation.id)
