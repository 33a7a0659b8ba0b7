"""A task or a duty → the sentences in which plans state it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.plans.truth import FREQUENCY_WORDS, Body, Duty, Task


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def list_bodies(bodies: Sequence[Body], random: Random, last: str = " và ") -> str:
    """The names in a sentence: A, B và C."""
    words = [body.words for body in bodies]
    if len(words) < 2 or random.random() < 0.3:
        return ", ".join(words)
    return f"{', '.join(words[:-1])}{last}{words[-1]}"


def list_in_label(bodies: Sequence[Body], random: Random) -> str:
    """The names behind a label, or in a cell: A; B, or A, B."""
    return random.choice(("; ", ", ")).join(body.words for body in bodies)


def heading_of(leads: Sequence[Body], is_request: bool, random: Random) -> str:
    """The heading over the tasks of these units."""
    names = list_bodies(leads, random)
    return f"Đề nghị {names}" if is_request else upper_first(names)


def own_words(task: Task, duty: Duty | None, random: Random, end: str = ".") -> tuple[str, tuple[str, ...]]:
    """A task below the heading of its unit, and the words of it that may be stressed."""
    if duty is not None:
        return _report_words(duty, random) + end, (duty.to.words,)
    clause, stressed = _clause(task, random)
    if task.due and task.due.words.startswith("Trước") and random.random() < 0.1:
        first = f"{task.due.words}, {clause}"
    else:
        first = f"{upper_first(clause)}, {task.due.in_sentence}" if task.due else upper_first(clause)
    return first + end, stressed


def subject_words(task: Task, duty: Duty | None, random: Random) -> tuple[str, tuple[str, ...]]:
    """A task in a sentence whose subject is the unit."""
    names = list_bodies(task.leads, random)
    if duty is not None:
        said = _report_words(duty, random)
        return f"{upper_first(names)} {said[:1].lower()}{said[1:]}.", (names,)
    clause, stressed = _clause(task, random, alone=("", "", "chủ trì ", "có trách nhiệm "))
    due = f", {task.due.in_sentence}" if task.due else ""
    if task.is_request:
        start = f"Đề nghị {names}"
    elif random.random() < 0.3:
        start = f"Giao {names}"
    else:
        start = upper_first(names)
    return f"{start} {clause}{due}.", (*stressed, upper_first(names) if start[:1] == names[:1].upper() else names)


def _clause(task: Task, random: Random, alone: Sequence[str] = ("",)) -> tuple[str, tuple[str, ...]]:
    """With whom, and the task's own words."""
    stressed: tuple[str, ...] = ()
    if task.due is not None:
        stressed = (task.due.words.split()[-1] if "/" in task.due.words else task.due.in_sentence,)
    if not task.supports:
        return random.choice(alone) + task.words, stressed
    verb = random.choice(("chủ trì, phối hợp với", "chủ trì, phối hợp với", "phối hợp với", "chủ trì, phối hợp cùng",
                          "chủ trì phối hợp với", "chủ trì, phối hợp chặt chẽ với"))  # fmt: skip
    names = list_bodies(task.supports, random)
    return f"{verb} {names} {task.words}", (*stressed, task.supports[0].words)


def _report_words(duty: Duty, random: Random) -> str:
    """A report of one unit: how often, what, to whom."""
    often = FREQUENCY_WORDS[duty.frequency]
    due = f" ({duty.due.words})" if duty.due else ""
    if random.random() < 0.5:
        return f"Định kỳ {often}{due} {duty.words} về {duty.to.words}"
    return f"{upper_first(duty.words)} về {duty.to.words} {often}{due}"


def general_sentence(duties: Sequence[Duty], random: Random) -> str:
    """The reports of all in one sentence."""
    first = duties[0]
    of = upper_first(first.of[0].words)
    through = ""
    if first.through is not None:
        through = random.choice((f" (qua {first.through.words} tổng hợp)", f" (qua {first.through.words})",
                                 f", thông qua {first.through.words},"))  # fmt: skip
    if first.frequency == "once":
        assert first.due is not None
        return f"{of} báo cáo kết quả thực hiện Kế hoạch về {first.to.words}{through} {first.due.words}."
    often = [FREQUENCY_WORDS[d.frequency] + (f" ({d.due.words})" if d.due else "") for d in duties]
    listed = ", ".join(often) if len(often) < 3 else f"{', '.join(often[:-1])} và {often[-1]}"
    start = random.choice(("định kỳ ", "thực hiện báo cáo định kỳ "))
    if start.startswith("thực hiện"):
        return f"{of} {start}{listed}, gửi về {first.to.words}{through.rstrip(',')}."
    return f"{of} {start}{listed} báo cáo kết quả thực hiện Kế hoạch về {first.to.words}{through.rstrip(',')}."


def general_lines(duties: Sequence[Duty]) -> tuple[str, list[str]]:
    """The reports of all as a sentence with a line for each frequency below it."""
    first = duties[0]
    through = f" (qua {first.through.words})" if first.through is not None else ""
    names = {"monthly": "tháng", "quarterly": "quý", "half-yearly": "6 tháng", "yearly": "năm"}
    head = f"{upper_first(first.of[0].words)} gửi báo cáo định kỳ về {first.to.words}{through}, cụ thể:"
    return head, [
        f"Báo cáo {names[d.frequency]}{': ' + d.due.words if d.due else ''}{'.' if d is duties[-1] else ';'}"
        for d in duties
    ]


def difficulties_sentence(duty: Duty) -> str:
    assert duty.through is not None
    return (
        f"Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, {duty.of[0].words} phản ánh về {duty.through.words} "
        f"để tổng hợp, báo cáo {duty.to.words} xem xét, quyết định."
    )
