"""The tasks of a known plan → the lines of a part, in ways that name the unit in a heading, a sentence or a label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

from tests.plans.blocks import Line, Written
from tests.plans.phrases import heading_of, list_bodies, list_in_label, own_words, subject_words, upper_first
from tests.plans.truth import OWN_REPORT, Body, Duty, Task, Truth

Way = Callable[[Truth, Random], Written]


def by_unit(truth: Truth) -> Iterator[tuple[tuple[Body, ...], bool, list[Task]]]:
    """The tasks by those who lead them; a report of theirs alone is the last."""
    for (leads, is_request), found in groupby(truth.tasks, lambda task: (task.leads, task.is_request)):
        own = [Task("own", OWN_REPORT, leads, is_request=is_request) for duty in truth.own if duty.of == leads]
        yield leads, is_request, [*found, *own]


def _duty_of(truth: Truth, task: Task) -> Duty | None:
    return next((duty for duty in truth.own if duty.key == task.key), None)


def _put(written: Written, truth: Truth, task: Task, mark: str, below: str, random: Random) -> None:
    """Add a task below its unit's heading, and its points."""
    text, stressed = own_words(
        task, _duty_of(truth, task), random, ":" if task.points else random.choice((".", ".", ";"))
    )
    written.blocks.append(Line(text, mark, "task", (task.key,), stressed))
    for point in task.points:
        end = "." if point is task.points[-1] else ";"
        written.blocks.append(Line(upper_first(point.words) + end, below, "task", (point.key,)))
    written.tasks.append(replace(task, product=""))


def bold_headings(truth: Truth, random: Random) -> Written:
    """1. Sở Tài chính / - Chủ trì, phối hợp với …"""
    written, colon = Written(), random.choice(("", "", ":"))
    for number, (leads, is_request, tasks) in enumerate(by_unit(truth), 1):
        heading = heading_of(leads, is_request, random)
        if tasks[0].supports and not is_request and random.random() < 0.2:
            _put_with_common_supports(written, truth, heading, f"{number}.", tasks, random)
            continue
        written.blocks.append(Line(heading + colon, f"{number}.", "heading"))
        for task in tasks:
            _put(written, truth, task, "-", "+", random)
    return written


def _put_with_common_supports(
    written: Written, truth: Truth, heading: str, mark: str, tasks: Sequence[Task], random: Random
) -> None:
    """1. Sở Tài chính chủ trì, phối hợp với Sở Y tế: / - …: they support all tasks below."""
    common = tasks[0].supports
    keys = tuple(one.key for task in tasks for one in (task, *task.points))
    names = list_bodies(common, random)
    written.blocks.append(Line(f"{heading} chủ trì, phối hợp với {names}:", mark, "heading", keys))
    for task in tasks:
        _put(written, truth, replace(task, supports=()), "-", "+", random)
        points = tuple(replace(point, supports=common) for point in task.points)
        written.tasks[-1] = replace(written.tasks[-1], supports=common, points=points)


def plain_headings(truth: Truth, random: Random) -> Written:
    """1. Sở Tài chính / a) … or 1.1. …; or, of a unit with one task, 1. Sở Tài chính: Chủ trì …"""
    written, letters, joined = Written(), random.random() < 0.5, random.random() < 0.5
    for number, (leads, is_request, tasks) in enumerate(by_unit(truth), 1):
        heading = heading_of(leads, is_request, random)
        if joined and len(tasks) == 1 and not tasks[0].points:
            text, stressed = own_words(tasks[0], _duty_of(truth, tasks[0]), random)
            written.blocks.append(
                Line(f"{heading}: {text}", f"{number}.", "task", (tasks[0].key,), (f"{heading}:", *stressed))
            )
            written.tasks.append(replace(tasks[0], product=""))
            continue
        written.blocks.append(Line(heading, f"{number}.", "heading plain"))
        for n, task in enumerate(tasks, 1):
            _put(written, truth, task, f"{'abcdđeg'[n - 1]})" if letters else f"{number}.{n}.", "-", random)
    return written


def deeper_headings(truth: Truth, random: Random) -> Written:
    """1. Các sở, ban, ngành / 1.1. Sở Tài chính / - …; or a) Sở Tài chính / - …"""
    written, letters = Written(), random.random() < 0.4
    sections = list(by_unit(truth))
    cut = random.randint(1, len(sections) - 1) if len(sections) > 1 else 1
    titles = random.choice((
        ("Nhiệm vụ của các cơ quan", "Nhiệm vụ của địa phương, đơn vị cơ sở"),
        ("Nhóm nhiệm vụ thứ nhất", "Nhóm nhiệm vụ thứ hai"), truth.topics[:2],
    ))  # fmt: skip
    for top, (title, chunk) in enumerate(zip(titles, (sections[:cut], sections[cut:]), strict=True), 1):
        if chunk:
            written.blocks.append(Line(title, f"{top}.", "heading"))
        for n, (leads, is_request, tasks) in enumerate(chunk, 1):
            mark = f"{'abcdđegh'[n - 1]})" if letters else f"{top}.{n}."
            written.blocks.append(Line(heading_of(leads, is_request, random), mark, "heading"))
            for task in tasks:
                _put(written, truth, task, "-", "+", random)
    return written


def unnumbered_headings(truth: Truth, random: Random) -> Written:
    """Sở Tài chính / - Chủ trì, phối hợp với …"""
    written, colon = Written(), random.choice(("", ":"))
    for leads, is_request, tasks in by_unit(truth):
        written.blocks.append(Line(heading_of(leads, is_request, random) + colon, "", "heading"))
        for task in tasks:
            _put(written, truth, task, "-", "+", random)
    return written


def sentences(truth: Truth, random: Random) -> Written:
    """1. Sở Tài chính chủ trì, phối hợp với …; with dashes; or without any mark: Giao …, Đề nghị …"""
    written, form = Written(), random.choice(("number", "number", "dash", "none"))
    number = 0
    for _leads, _is_request, tasks in by_unit(truth):
        for task in tasks:
            number += 1
            mark = {"number": f"{number}.", "dash": "-", "none": ""}[form]
            text, stressed = subject_words(task, _duty_of(truth, task), random)
            written.blocks.append(Line(text, mark, "task", (task.key,), stressed))
            written.tasks.append(replace(task, product="", points=()))
    return written


_LEAD = ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị chủ trì thực hiện")
_SUPPORT = ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp")
_TIME = ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Thời hạn hoàn thành")
_PRODUCT = ("Sản phẩm", "Kết quả", "Sản phẩm đầu ra")


def _labels(task: Task, names: Sequence[str], random: Random) -> list[tuple[str, str]]:
    lead, support, time, product = names
    found = [(lead, list_in_label(task.leads, random))]
    if task.supports:
        found.append((support, list_in_label(task.supports, random)))
    if task.due:
        found.append((time, task.due.words))
    if task.product:
        found.append((product, task.product))
    return found


def by_topic(truth: Truth, random: Random) -> Iterator[tuple[str, list[Task]]]:
    """The tasks in another order, two or three below each topic."""
    tasks = [replace(task, is_request=False, points=()) for task in truth.tasks]
    random.shuffle(tasks)
    for topic in truth.topics:
        if not tasks:
            return
        count = random.randint(2, 3) if topic != truth.topics[-1] else len(tasks)
        yield topic, tasks[:count]
        tasks = tasks[count:]


def labelled_lines(truth: Truth, random: Random) -> Written:
    """1. Topic / - Task. / Đơn vị chủ trì: …; or 1.1. Task / - Đơn vị chủ trì: …"""
    written = Written()
    names = [random.choice(forms) for forms in (_LEAD, _SUPPORT, _TIME, _PRODUCT)]
    task_mark, label_mark = random.choice((("-", ""), ("-", "+"), ("1.1.", "-"), ("1.1.", ""), ("a)", "-")))
    end, is_mixed = random.choice((".", "", ";")), random.random() < 0.2
    for number, (topic, tasks) in enumerate(by_topic(truth, random), 1):
        written.blocks.append(Line(topic, f"{number}.", "heading"))
        for n, task in enumerate(tasks, 1):
            mark = {"-": "-", "1.1.": f"{number}.{n}.", "a)": f"{'abcdđegh'[n - 1]})"}[task_mark]
            written.blocks.append(Line(f"{upper_first(task.words)}.", mark, "task", (task.key,)))
            labels = _labels(task, names, random)
            if is_mixed:
                random.shuffle(labels)
            for label, value in labels:
                written.blocks.append(Line(f"{label}: {value}{end}", label_mark, "label", (task.key,), (f"{label}:",)))
            written.tasks.append(task)
    return written


def labelled_letters(truth: Truth, random: Random) -> Written:
    """1. Topic / a) Nhiệm vụ: … / b) Cơ quan thực hiện: / - Đơn vị chủ trì: … / c) Thời gian: …; or all in one line."""
    written, form = Written(), random.choice(("below", "below", "line", "letters"))
    names = [random.choice(forms) for forms in (_LEAD, _SUPPORT, _TIME, _PRODUCT)]
    for number, (task, topic) in enumerate(_task_topics(truth, random), 1):
        key = (task.key,)
        written.blocks.append(Line(topic, f"{number}.", "heading"))
        written.blocks.append(Line(f"Nhiệm vụ: {upper_first(task.words)}.", "a)", "task", key, ("Nhiệm vụ:",)))
        said = _labels(task, names, random)
        bodies, others = [one for one in said if one[0] in names[:2]], [one for one in said if one[0] not in names[:2]]
        if form == "below":
            written.blocks.append(Line("Cơ quan thực hiện:", "b)", "label", key, ("Cơ quan thực hiện:",)))
            written.blocks += [Line(f"{label}: {value}.", "-", "label", key, (f"{label}:",)) for label, value in bodies]
        elif form == "line":
            said = [
                (label if n == 0 else label[:1].lower() + label[1:], value) for n, (label, value) in enumerate(said)
            ]
            text = "; ".join(f"{label}: {value}" for label, value in said)
            written.blocks.append(Line(f"{text}.", "b)", "label", key, (f"{said[0][0]}:",)))
            others = []
        else:
            others = said
        start = "bcdđeg" if form == "letters" else "cdđeg"
        written.blocks += [
            Line(f"{label}: {value}.", f"{letter})", "label", key, (f"{label}:",))
            for letter, (label, value) in zip(start, others, strict=False)
        ]
        written.tasks.append(task)
    return written


def _task_topics(truth: Truth, random: Random) -> Iterator[tuple[Task, str]]:
    """Each task with a heading of its own, whose words are not the task's."""
    tasks = [replace(task, is_request=False, points=()) for task in truth.tasks]
    random.shuffle(tasks)
    for n, task in enumerate(tasks):
        topic = truth.topics[n % len(truth.topics)]
        yield task, topic if n < len(truth.topics) else f"{topic} (tiếp theo)"
