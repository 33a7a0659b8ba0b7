"""A seed → a province with communes and villages: the plan, who does what below, and what each village writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

STATUSES = ("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Không phát sinh")
JUNK = ("khoảng 50", "chưa rõ", "5-6")
Cell = tuple[str, str, str, str]
"""A commune, a village, the province's task (2.1) or target (2.1/1), and the column."""


@dataclass
class Task:
    """A task of the province: whom it binds, whether it stands above a list, its targets (per cent or a number)."""

    id: str
    text: str
    communes: frozenset[str]
    supporting: frozenset[str] = frozenset()
    targets: tuple[bool, ...] = ()
    below: tuple[Task, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether it has a row of its own in forms."""
        return not self.below


@dataclass
class World:
    """The whole of it: `assigned` are the villages of a commune for each of its tasks; `silent` sent nothing."""

    data: dict[str, Any]
    communes: tuple[str, ...]
    villages: dict[str, tuple[str, ...]]
    tasks: tuple[Task, ...]
    assigned: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    silent: frozenset[tuple[str, str]] = frozenset()
    written: dict[Cell, str] = field(default_factory=dict)

    def tasks_of(self, commune: str) -> Iterator[tuple[Task, bool]]:
        """The tasks of which the commune's form asks anything, each with whether it only supports."""
        for task in self.tasks:
            if commune in task.communes and (task.is_answered or task.targets):
                yield task, False
        for task in self.tasks:
            if commune in task.supporting and task.is_answered:
                yield task, True

    def answers(self, commune: str, village: str, task: Task) -> bool:
        """Whether a village's form has a row for a task: of the words above a list, where no point of it is its own."""
        below = (point.id for point in task.below if commune in point.communes)
        is_of_points = any(village in self.assigned[commune, point] for point in below)
        return village in self.assigned[commune, task.id] and not is_of_points


def make_world(seed: int, communes: int, villages: int) -> World:
    """A world of so many communes, each with at most so many villages."""
    random = Random(seed)
    names = tuple(f"xa-{n}" for n in range(1, communes + 1))
    world = World({}, names, {}, ())
    for name in names:
        world.villages[name] = tuple(f"ban-{n}" for n in range(1, random.randint(1, villages) + 1))
    sections, tasks = _sections(random, names)
    world.data, world.tasks = _plan(names, sections), tuple(tasks)
    for name in names:
        for task, _supports in world.tasks_of(name):
            there = world.villages[name]
            world.assigned[name, task.id] = tuple(sorted(random.sample(there, random.randint(1, len(there)))))
    everybody = [(name, village) for name in names for village in world.villages[name]]
    world.silent = frozenset(one for one in everybody if random.random() < 0.15)
    _write_answers(world, random)
    return world


def _sections(random: Random, names: tuple[str, ...]) -> tuple[list[dict[str, Any]], list[Task]]:
    """The sections of the plan as data, and their tasks as they stand in it."""
    sections: list[dict[str, Any]] = [{"to": ["so-a"], "heading": "Sở A", "items": []}]
    tasks: list[Task] = []
    for n in range(1, 1 + random.randint(1, 3)):
        helpers = frozenset(random.sample(names, random.randint(0, len(names))))
        task = Task(f"1.{n}", f"Việc của sở số {n}.", frozenset(), helpers)
        sections[0]["items"].append(_item(task, {"with": sorted(helpers)} if helpers else {}))
        tasks.append(task)
    for s in range(2, 2 + random.randint(1, 3)):
        whole = frozenset(names if random.random() < 0.5 else random.sample(names, random.randint(1, len(names))))
        to = ["communes"] if whole == frozenset(names) else sorted(whole)
        items = []
        for n in range(1, 1 + random.randint(1, 4)):
            task, item = _task(random, f"{s}.{n}", whole)
            items.append(item)
            tasks += [task, *task.below]
        sections.append({"to": to, "heading": f"Mục {s}", "items": items})
    last = Task(f"{len(sections) + 1}.1", "Việc của mọi xã.", frozenset(names), targets=(True,))
    sections.append({"to": ["communes"], "heading": "Mục cuối", "items": [_item(last, {})]})
    return sections, [*tasks, last]


def _task(random: Random, id_: str, bound: frozenset[str]) -> tuple[Task, dict[str, Any]]:
    """A task with its entry in the file, perhaps above a list, perhaps for some of the section alone."""
    chosen = frozenset(random.sample(sorted(bound), random.randint(1, len(bound)))) if random.random() < 0.3 else bound
    more = {"for": sorted(chosen)} if chosen != bound else {}
    targets = tuple(random.random() < 0.6 for _one in range(random.randint(0, 2)))
    below: list[Task] = []
    entries: list[dict[str, Any]] = []
    if random.random() < 0.35:
        for n in range(1, 1 + random.randint(1, 3)):
            task, entry = _task_below(random, f"{id_}#{n}", chosen)
            below.append(task)
            entries.append(entry)
        entries, below = _keep_all_answered(id_, chosen, entries, below)
        more |= {"marks": "-", "items": entries}
    task = Task(id_, f"Việc {id_} của các xã {{scope}}.", chosen, frozenset(), targets, tuple(below))
    return task, _item(task, more)


def _task_below(random: Random, id_: str, bound: frozenset[str]) -> tuple[Task, dict[str, Any]]:
    chosen = frozenset(random.sample(sorted(bound), random.randint(1, len(bound)))) if random.random() < 0.4 else bound
    targets = (random.random() < 0.5,) if random.random() < 0.3 else ()
    task = Task(id_, f"Việc nhỏ {id_}.", chosen, frozenset(), targets)
    return task, _item(task, {"for": sorted(chosen)} if chosen != bound else {})


def _keep_all_answered(
    id_: str, bound: frozenset[str], entries: list[dict[str, Any]], below: list[Task]
) -> tuple[list[dict[str, Any]], list[Task]]:
    """A last point for all, so that nobody answers for the words above the list themselves."""
    last = Task(f"{id_}#{len(below) + 1}", f"Việc chung của {id_}.", bound)
    return [*entries, _item(last, {})], [*below, last]


def _item(task: Task, more: dict[str, Any]) -> dict[str, Any]:
    targets = [
        {"raw": f"mức {task.id}/{n}", "op": ">=", "value": "90", "of": f"chỉ tiêu {task.id}/{n}"}
        | ({} if is_share else {"unit": "cái"})
        for n, is_share in enumerate(task.targets, 1)
    ]
    return {"id": task.id, "text": task.text, **({"targets": targets} if targets else {}), **more}


def _plan(names: tuple[str, ...], sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "plan": {"id": "kh-tinh", "number": "7", "symbol": "KH-UBND", "place": "Sông Đà", "date": "2025-01-15",
                 "subject": "Việc năm 2025", "scope": "trên địa bàn tỉnh", "issuer": "tinh"},
        "units": [
            {"id": "tinh", "kind": "province", "name": "Sông Đà"},
            {"id": "so-a", "kind": "bureau", "name": "Sở A", "abbr": "SA"},
            *({"id": name, "kind": "commune", "name": f"Xuân {name[3:]}"} for name in names),
        ],
        "parts": [{"heading": "NHIỆM VỤ", "role": "tasks", "assignments": sections}],
        "obligations": [{"id": "nam", "name": "Báo cáo năm", "of": ["communes"], "to": "tinh", "frequency": "once",
                         "due": "2025-12-15", "form": "true"}],
        "signature": {"lines": ["CHỦ TỊCH"]},
    }  # fmt: skip


def _write_answers(world: World, random: Random) -> None:
    """What each village that reports writes into its form, by the province's codes."""
    for commune in world.communes:
        for task, supports in world.tasks_of(commune):
            for village in world.assigned[commune, task.id]:
                if (commune, village) not in world.silent:
                    _write_task(world, random, commune, village, task, supports)
        for village in world.villages[commune]:
            if (commune, village) not in world.silent:
                _write(world, (commune, village, "", "difficulties"), random, ("thiếu vốn", f"{village} xa"), 0.3)


def _write_task(world: World, random: Random, commune: str, village: str, task: Task, supports: bool) -> None:
    if task.is_answered:
        _write(world, (commune, village, task.id, "status"), random, STATUSES, 0.85)
        _write(world, (commune, village, task.id, "result"), random, ("xong", f"xong ở {village}"), 0.4)
    for number, is_share in enumerate(() if supports else task.targets, 1):
        below = random.randint(1, 5000)
        figures = {"numerator": random.randint(0, below), "denominator": below}
        for name, figure in figures.items() if is_share else (("value", below),):
            _write(world, (commune, village, f"{task.id}/{number}", name), random, (str(figure),), 0.9)


def _write(world: World, cell: Cell, random: Random, choices: tuple[str, ...], share: float) -> None:
    if random.random() < share:
        is_figure = cell[3] in ("numerator", "denominator", "value")
        world.written[cell] = random.choice(JUNK) if is_figure and random.random() < 0.05 else random.choice(choices)
