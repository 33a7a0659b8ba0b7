"""Counts and sums of a report → what the comments on them say: which cells of which units, and where they all stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from gen.derive.form_fields import STATUS, STATUSES, cell_words, code_words
from gen.returns.consolidation.passages import Sourced
from gen.returns.consolidation.summary import RoleAnswers, Summary, TaskSummary
from gen.returns.consolidation.targets import CountedFigures, TargetSummary
from gen.text import format_decimal, format_percent

UNITS, TASKS, TARGETS, CELLS, OPINIONS, FIGURES = "Đơn vị", "Tổng hợp", "Chỉ tiêu", "Chi tiết", "Ý kiến", "Số liệu"
"""The sheets of the workbook."""
_MAX_NAMED = 12
"""So many cells or units are named in a comment; the workbook has them all."""


def see_sheet(sheet: str, rest: str = "") -> str:
    """The sentence that says on which sheet of the workbook it all stands; `rest` says where there."""
    return f"Bảng tính, trang {sheet}{rest}."


def tell_few(texts: Sequence[str], what: str = "đơn vị") -> str:
    """As many of the texts as a comment names, and of how many more of `what` they are."""
    more = len(texts) - _MAX_NAMED
    return "; ".join(texts[:_MAX_NAMED]) + (f"; và {more} {what} khác" if more > 0 else "")


def format_count(count: int) -> str:
    """A number of something: 1.453."""
    return format_decimal(Decimal(count))


def count_units(summary: Summary, units: Sequence[str], what: str, sheet: str = UNITS) -> Sourced:
    """How many units these are; `what` says what they have in common, `sheet` where the workbook has them."""
    names = [summary.names[unit] for unit in units]
    return Sourced(format_count(len(units)), f"{what}: {tell_few(names, 'đơn vị') or 'không có'}.\n{see_sheet(sheet)}")


def count_tasks(tasks: Sequence[TaskSummary], what: str) -> Sourced:
    """How many tasks these are."""
    places = [code_words(task.code, bound=True) for task in tasks]
    return Sourced(
        format_count(len(tasks)), f"{what}: {tell_few(places, 'nhiệm vụ') or 'không có'}.\n{see_sheet(TASKS)}"
    )


def count_targets(targets: Sequence[TargetSummary], what: str) -> Sourced:
    """How many targets these are."""
    places = [code_words(one.code, bound=True) for one in targets]
    return Sourced(
        format_count(len(targets)), f"{what}: {tell_few(places, 'chỉ tiêu') or 'không có'}.\n{see_sheet(TARGETS)}"
    )


def _count_cells(
    summary: Summary, tasks: Iterable[TaskSummary], what: str, choose: Callable[[RoleAnswers], Sequence[str]],
    see: str, roles: Callable[[TaskSummary], RoleAnswers] = lambda task: task.leads,
) -> tuple[int, str]:  # fmt: skip
    """How many cells these are, one for each task and unit, and what the comment says of them."""
    found = [(task, tuple(choose(roles(task)))) for task in tasks]
    count = sum(len(units) for _task, units in found)
    named, rest = [], _MAX_NAMED
    for task, units in found:
        if units and rest > 0:
            names = ", ".join(summary.names[unit] for unit in units[:rest])
            named.append(f"{code_words(task.code, bound=True)}: {names}")
            rest -= len(units)
    more = f"; và {count - _MAX_NAMED} ô khác" if count > _MAX_NAMED else ""
    return count, f"{what} – {'; '.join(named) or 'không có'}{more}.\n{see}"


def count_status(summary: Summary, tasks: Sequence[TaskSummary], number: int, *, share: bool = False) -> Sourced:
    """How often a unit that leads one of the tasks gave the status with this number; with its `share` of all turns."""
    status = STATUSES[number]
    see = see_sheet(CELLS, f": lọc cột Ô “{STATUS.title_words}”, cột Nội dung “{status}”")
    what = f"Ô {STATUS.title_words} ghi “{status}”"
    count, source = _count_cells(summary, tasks, what, lambda role: role.by_status[number], see)
    of = count_turns(tasks)
    words = f"{format_count(count)} ({format_share(count, of)})" if share else format_count(count)
    return Sourced(words, f"{source}\n{count}/{of} lượt." if share else source)


def count_of(
    summary: Summary, tasks: Sequence[TaskSummary], what: str, choose: Callable[[RoleAnswers], Sequence[str]],
    roles: Callable[[TaskSummary], RoleAnswers] = lambda task: task.leads,
) -> Sourced:  # fmt: skip
    """How many units that lead the tasks (have the role that `roles` gives) `choose` picks, once for each task."""
    count, source = _count_cells(summary, tasks, what, choose, see_sheet(TASKS), roles)
    return Sourced(format_count(count), source)


def count_files(summary: Summary) -> Sourced:
    """How many files do not count."""
    names = [file.name for file in summary.rejected]
    return Sourced(
        format_count(len(names)), f"Tệp không tính: {tell_few(names, 'tệp') or 'không có'}.\n{see_sheet(UNITS)}"
    )


def count_uncounted(summary: Summary) -> Sourced:
    """How many answers do not count."""
    cells = [
        f"{summary.names.get(one.unit, one.unit)}, {cell_words(one.value.field.key, bound=True)}"
        for one in summary.quarantined_values
    ]
    see = see_sheet(CELLS, ", cột Vì sao không tính")
    return Sourced(format_count(len(cells)), f"Nội dung không tính: {tell_few(cells, 'ô') or 'không có'}.\n{see}")


def list_turns(given: Sequence[str]) -> Sourced:
    """How many cells these are, each with its unit, where several are of one unit."""
    return Sourced(format_count(len(given)), f"{tell_few(given, 'ô')}.\n{see_sheet(CELLS)}")


def count_turns(tasks: Iterable[TaskSummary]) -> int:
    """How many turns the tasks are: one for each task and unit that leads it."""
    return sum(len(task.leads.asked) for task in tasks)


def format_share(count: int, of: int) -> str:
    """A count in per cent of another."""
    return format_percent(Decimal(count) * 100 / Decimal(of)) if of else "0%"


def describe_parts(summary: Summary, figures: Sequence[CountedFigures]) -> str:
    """The figures of the units, one after the other: 5/8 of a share, else the value."""
    said = [
        f"{summary.names[one.unit]} {format_decimal(one.value)}"
        + ("" if one.denominator is None else f"/{format_decimal(one.denominator)}")
        for one in figures
    ]
    return tell_few(said, "đơn vị")


def reached_by(summary: Summary, target: TargetSummary) -> Sourced:
    """What all units reached together, with the figures of each."""
    place = code_words(target.code, bound=True)
    see = see_sheet(CELLS, f": lọc cột Mã nhiệm vụ “{target.code}”")
    parts = describe_parts(summary, target.figures)
    if not target.is_percentage:
        total = format_decimal(target.total)
        return Sourced(total, f"Kết quả đạt ở {place}: {parts}.\nCộng: {total}.\n{see}")
    above, below = format_decimal(target.numerator), format_decimal(target.denominator)
    text = format_percent(target.ratio)
    return Sourced(
        f"{text} ({above}/{below})", f"Tử số/mẫu số ở {place}: {parts}.\nCộng: {above}/{below} = {text}.\n{see}"
    )
