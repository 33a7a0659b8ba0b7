"""Collection → the tasks and targets that are asked, in the order of the plan, each with the units that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gen.derive.letterhead import substitutions
from gen.plan.fields import fill
from gen.plan.kinds import Manner
from gen.plan.model import Plan, Target
from gen.plan.once import cached_per_plan
from gen.plan.outline import EntryRole, OutlineEntry, outline
from gen.plan.units import document_recipients, manner_of, unit_by_id
from gen.reporting.questionnaire import TaskQuestion, build_questionnaire
from gen.returns.collection import Collection
from gen.text import fold, remove_emphasis


@dataclass(frozen=True, slots=True)
class AskedTarget:
    """A target, with the ids of the units that are asked for its figures."""

    code: str
    target: Target
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskTopic:
    """What a task is about: its heading in the plan, the same in whatever sections; without one its section.

    `key` is equal for equal topics, whatever the words of their headings.
    """

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task that at least one unit answers for, or whose targets one does, as of the words above a list.

    With its targets, and the ids of the units that lead and support it; `requested` are those of them that the plan
    requests, rather than directs, to do it.
    """

    code: str
    text: str
    leads: tuple[str, ...]
    supporters: tuple[str, ...]
    targets: tuple[AskedTarget, ...]
    requested: frozenset[str]
    topic: TaskTopic

    @property
    def units(self) -> tuple[str, ...]:
        """All units that answer for it."""
        return self.leads + self.supporters


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section of the plan that has such a task."""

    code: str
    heading: str
    tasks: tuple[AskedTask, ...]


def fill_questionnaire(collection: Collection) -> tuple[AskedSection, ...]:
    """What the forms of the units that owe the report ask, in the order of the plan."""
    plan = collection.plan
    with_form = {unit.id for unit in document_recipients(plan)}
    asked = tuple(unit.id for unit in collection.owing_units if unit.id in with_form)
    values = substitutions(plan, unit_by_id(plan)[plan.header.issuer])
    sections = []
    for section in build_questionnaire(plan):
        each = (_asked_task(plan, question, asked, values) for question in section.tasks)
        tasks = tuple(task for task in each if task.units or task.targets)
        if tasks:
            sections.append(AskedSection(section.entry.id, _fill_heading(section.entry.title, values), tasks))
    return tuple(sections)


def _asked_task(plan: Plan, question: TaskQuestion, asked: tuple[str, ...], values: dict[str, str]) -> AskedTask:
    targets = (AskedTarget(one.code, one.target, _among(asked, one.units)) for one in question.targets)
    entry = question.entry
    manner = entry.assignment.manner if entry.assignment else None
    units = unit_by_id(plan)
    requested = (one for one in question.units if manner_of(units[one], manner) is Manner.REQUEST)
    topic = _topic_entries(plan)[entry.id]
    return AskedTask(
        entry.id, _fill_text(entry.sentence, values), _among(asked, question.leading),
        _among(asked, question.supporting), tuple(t for t in targets if t.units), frozenset(requested),
        TaskTopic(_topic_key(topic), _fill_heading(topic.title, values)),
    )  # fmt: skip


def _among(asked: tuple[str, ...], units: frozenset[str]) -> tuple[str, ...]:
    """Those of `units` that are asked, in the order of the plan."""
    return tuple(unit for unit in asked if unit in units)


def _fill_text(text: str, values: Mapping[str, str]) -> str:
    return remove_emphasis(fill(text, values))


def _fill_heading(text: str, values: Mapping[str, str]) -> str:
    return _fill_text(text, values).rstrip(":")


@cached_per_plan
def _topic_entries(plan: Plan) -> Mapping[str, OutlineEntry]:
    """The heading or section that says what a task is about, by the id of the task.

    It is the nearest heading with a `topic`; else the first heading above the task; else the section.
    """
    sections = (one for part in outline(plan) for one in part.children if one.role is EntryRole.SECTION)
    return {task.id: topic for section in sections for task, topic in _walk_topics(section, section)}


def _walk_topics(entry: OutlineEntry, topic: OutlineEntry) -> Iterator[tuple[OutlineEntry, OutlineEntry]]:
    """Each task below an entry with its topic; `topic` is that of the entry itself."""
    for child in entry.children:
        own = topic
        if child.role is EntryRole.HEADING and (topic.role is EntryRole.SECTION or _has_topic(child)):
            own = child
        if child.is_task:
            yield child, own
        yield from _walk_topics(child, own)


def _has_topic(entry: OutlineEntry) -> bool:
    return entry.item is not None and entry.item.topic is not None


def _topic_key(entry: OutlineEntry) -> str:
    """Equal for headings with one `topic`, and for headings in the same words; each section has its own."""
    if entry.role is EntryRole.SECTION:
        return f"section {entry.id}"
    if entry.item is not None and entry.item.topic is not None:
        return f"topic {entry.item.topic}"
    return f"heading {fold(entry.text).rstrip(':')}"
