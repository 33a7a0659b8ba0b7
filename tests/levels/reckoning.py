"""What villages wrote → what stands in the communes' forms and in the province's report: dicts and sums, no gen."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.levels.world import JUNK, Task, World


@dataclass
class Expected:
    """For each commune: the status of each task, None where it stays blank; the figures of each target; who is missing
    in each cell. For the province the sums of the targets over all communes that have any.
    """

    statuses: dict[tuple[str, str], str | None] = field(default_factory=dict)
    figures: dict[tuple[str, str], tuple[int, ...] | None] = field(default_factory=dict)
    missing: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    texts: dict[tuple[str, str], frozenset[tuple[str, str]]] = field(default_factory=dict)
    province: dict[str, tuple[int, ...]] = field(default_factory=dict)


def reckon(world: World) -> Expected:
    """What has to come of it."""
    found = Expected()
    for commune in world.communes:
        for task, supports in world.tasks_of(commune):
            if task.is_answered:
                _reckon_status(world, found, commune, task)
            if not supports:
                for number, is_share in enumerate(task.targets, 1):
                    _reckon_target(world, found, commune, task, f"{task.id}/{number}", is_share)
    return found


def _reckon_status(world: World, found: Expected, commune: str, task: Task) -> None:
    villages = world.assigned[commune, task.id]
    given = {village: world.written.get((commune, village, task.id, "status")) for village in villages}
    missing = frozenset(village for village, status in given.items() if status is None)
    found.missing[commune, task.id] = missing
    found.statuses[commune, task.id] = None if missing else _together({status for status in given.values() if status})
    found.texts[commune, task.id] = frozenset(
        (village, text)
        for village in villages
        if (text := world.written.get((commune, village, task.id, "result"))) is not None
    )


def _together(statuses: set[str]) -> str:
    telling = statuses - {"Không phát sinh"} or statuses
    return telling.pop() if len(telling) == 1 else "Đang thực hiện"


def _reckon_target(world: World, found: Expected, commune: str, task: Task, code: str, is_share: bool) -> None:
    names = ("numerator", "denominator") if is_share else ("value",)
    counted: list[tuple[int, ...]] = []
    missing: set[str] = set()
    for village in world.assigned[commune, task.id]:
        cells = [world.written.get((commune, village, code, name)) for name in names]
        if all(cell is not None and cell not in JUNK for cell in cells):
            counted.append(tuple(int(cell) for cell in cells if cell))
        else:
            missing.add(village)
    found.missing[commune, code] = frozenset(missing)
    sums = tuple(map(sum, zip(*counted, strict=True))) if counted else None
    if missing and not task.is_answered:
        sums = None  # nothing can be written beside it that says who is missing
    found.figures[commune, code] = sums
    if sums is not None:
        before = found.province.get(code, (0,) * len(names))
        found.province[code] = tuple(a + b for a, b in zip(before, sums, strict=True))
