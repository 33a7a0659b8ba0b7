"""Summary → the draft of the report in prose: steering, results by topic, what went well and what did not, proposals.

Every sentence is a sum of returned figures, a text that units returned, or what the consolidating unit wrote itself;
the program adds no judgement. How much is quoted depends on how long the rest is: the draft stays one that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from gen.derive.form_fields import Area, consolidated_fields
from gen.returns.consolidation.comparison import TargetComparison
from gen.returns.consolidation.figures import Comparisons, write_figures
from gen.returns.consolidation.own_part import (
    DIRECTIONS,
    PROPOSALS,
    STEERING,
    STRENGTHS,
    WEAKNESSES,
    OwnPart,
)
from gen.returns.consolidation.passages import HEADING, Bold, ProsePassage, Words, join_words, tell
from gen.returns.consolidation.sources import count_targets, count_tasks, count_units
from gen.returns.consolidation.statements import (
    VERDICTS,
    QuoteBound,
    describe_assignment,
    describe_below,
    describe_field,
    describe_not_begun,
    describe_reached,
    describe_statuses,
    describe_support,
    describe_target,
    describe_task,
    find_behind,
    is_done_everywhere,
    name_places,
    name_target,
    name_task,
    opinions_of,
    opinions_on,
    place_of,
    quote,
    turns,
)
from gen.returns.consolidation.summary import Summary, TaskSummary, TopicSummary
from gen.returns.consolidation.targets import TargetSummary, Verdict
from gen.text import format_long_date, to_roman, upper_first

_REASON = "reason"
"""The field of a task that says why it is not done: it stands with the weaknesses, not with the results."""
_EACH_TASK = 3
"""A topic of so many tasks says what became of each; a larger one adds them up, and names those that stand out."""
_MAX_STANDING_OUT = 3
_MAX_TOPICS = 40
"""With more topics than that, results are told by the sections of the plan."""
_MAX_LETTERS = 21_000
"""So many letters of prose fill eight pages, with the gaps between paragraphs counted as letters."""
_GAP = 40


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much the draft says: what is quoted of each field; whether a topic is one paragraph, its heading within."""

    bound: QuoteBound
    is_dense: bool = False


_DETAILS = (
    *(_Detail(QuoteBound(texts, letters)) for texts, letters in ((8, 240), (6, 220), (5, 200), (4, 180), (3, 160))),
    *(_Detail(QuoteBound(texts, letters)) for texts, letters in ((2, 140), (1, 120))),
    *(_Detail(QuoteBound(texts, letters), is_dense=True) for texts, letters in ((2, 120), (1, 100), (0, 0))),
)
"""From the most to the least."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the draft."""

    number: str
    heading: str
    passages: tuple[ProsePassage, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the draft: what the consolidating unit says there, then what sums say, then the fields of units."""

    chapter: str
    heading: str = ""


_STEERING, _RESULTS = _Slot("CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN"), _Slot("KẾT QUẢ THỰC HIỆN")
_STRENGTHS = _Slot("ĐÁNH GIÁ CHUNG", "1. Ưu điểm")
_WEAKNESSES = _Slot("ĐÁNH GIÁ CHUNG", "2. Hạn chế, khó khăn và nguyên nhân")
_DIRECTIONS, _PROPOSALS = _Slot("PHƯƠNG HƯỚNG, NHIỆM VỤ"), _Slot("KIẾN NGHỊ, ĐỀ XUẤT")
_PLACES = {
    "steering": _STEERING, "funding": _STEERING, "strengths": _STRENGTHS, "weaknesses": _WEAKNESSES,
    "difficulties": _WEAKNESSES, "directions": _DIRECTIONS, "proposals": _PROPOSALS,
}  # fmt: skip
"""Where each field of the whole report stands; one that is not named here stands with the weaknesses, under its own
title, rather than nowhere."""


def write_draft(
    summary: Summary, day: date, own: OwnPart, comparisons: Mapping[str, TargetComparison],
    figures: Comparisons = MappingProxyType({}),
) -> tuple[Chapter, ...]:  # fmt: skip
    """The chapters of the draft, with as much quoted of each field as there is room for."""
    for detail in _DETAILS:
        chapters = _Draft(summary, day, own, comparisons, figures, detail).write()
        if _measure(chapters) <= _MAX_LETTERS:
            break
    return chapters


def _measure(chapters: Sequence[Chapter]) -> int:
    return sum(one.length + _GAP for chapter in chapters for one in chapter.passages)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The draft with so much quoted."""

    summary: Summary
    day: date
    own: OwnPart
    comparisons: Mapping[str, TargetComparison]
    figures: Comparisons
    detail: _Detail

    def write(self) -> tuple[Chapter, ...]:
        """The chapters in order."""
        written = (
            (_STEERING.chapter, (*self.own.passages(STEERING), *self._who_reported(), *self._fields(_STEERING))),
            (_RESULTS.chapter, self._results()),
            (_STRENGTHS.chapter, (*self._strengths(), *self._weaknesses())),
            (_DIRECTIONS.chapter, (*self.own.passages(DIRECTIONS), *self._fields(_DIRECTIONS))),
            (_PROPOSALS.chapter, (*self.own.passages(PROPOSALS), *self._fields(_PROPOSALS))),
        )
        return tuple(
            Chapter(to_roman(number), heading, tuple(passages)) for number, (heading, passages) in enumerate(written, 1)
        )

    # ---- steering -----------------------------------------------------------------------

    def _who_reported(self) -> Iterator[ProsePassage]:
        summary = self.summary
        day = format_long_date(self.day.year, self.day.month, self.day.day)
        sent = [one.unit for one in summary.owing_units if one.submission is not None]
        owing = [one.unit for one in summary.owing_units]
        late = [one.unit for one in summary.owing_units if one.is_late]
        parts = [
            tell(
                "Đến hết {day}, {sent}/{owing} đơn vị đã gửi báo cáo", day=day,
                sent=count_units(summary, sent, "Đã gửi báo cáo"),
                owing=count_units(summary, owing, "Phải gửi báo cáo"),
            )
        ]  # fmt: skip
        for words, units, what in (
            ("{count} đơn vị gửi sau hạn", late, "Gửi sau hạn"),
            ("{count} đơn vị mới gửi bản ký, chưa nhập số liệu", summary.unentered, "Mới gửi bản ký"),
            ("{count} đơn vị chưa gửi (Phụ lục IV)", summary.silent, "Chưa gửi báo cáo"),
            (
                "{count} đơn vị đã gửi tệp chưa tính được (Phụ lục IV)",
                summary.uncounted_senders,
                "Đã gửi tệp chưa tính được",
            ),
        ):
            if units:
                parts.append(tell(words, count=count_units(summary, units, what)))
        yield ProsePassage((*join_words(parts, "; "), "."))

    # ---- results ------------------------------------------------------------------------

    def _results(self) -> Iterator[ProsePassage]:
        topics = self.summary.topics
        if len(topics) > _MAX_TOPICS:
            topics = tuple(TopicSummary(one.heading, one.tasks) for one in self.summary.sections)
        yield ProsePassage(describe_progress(self.summary))
        for number, topic in enumerate(topics, 1):
            heading, told = f"{number}. {topic.heading}", join_words(list(self._sentences(topic.tasks)), " ")
            quoted = join_words(list(self._opinions(topic.tasks)), " ")
            if self.detail.is_dense:
                yield ProsePassage((Bold(f"{heading}: "), *told, *((" ", *quoted) if quoted else ())))
            else:
                yield ProsePassage((heading,), HEADING)
                yield from (ProsePassage(words) for words in (told, quoted) if words)
        yield from write_figures(self.summary, len(topics) + 1, self.figures)
        if not self.detail.bound.texts:
            yield from self._point_to_opinions()

    def _sentences(self, tasks: Sequence[TaskSummary]) -> Iterator[Words]:
        yield from self._task_sentences(tasks)
        for target in (target for task in tasks for target in task.targets):
            yield describe_target(self.summary, target, self.comparisons.get(target.code))

    def _point_to_opinions(self) -> Iterator[ProsePassage]:
        """Where the texts stand of which there is no room for any."""
        opinions = [
            one
            for field in consolidated_fields(Area.TASK)
            if field.name != _REASON
            for one in opinions_on(self.summary.tasks, field.name)
        ]
        if opinions:
            yield ProsePassage(
                tell(
                    "Kết quả, minh chứng các đơn vị nêu theo từng nhiệm vụ: {quotes}.",
                    quotes=quote(self.summary, opinions, self.detail.bound),
                )
            )  # fmt: skip

    def _task_sentences(self, tasks: Sequence[TaskSummary]) -> Iterator[Words]:
        summary = self.summary
        if len(tasks) <= _EACH_TASK:
            for task in tasks:
                is_named = self.detail.is_dense and len(tasks) == 1
                name = place_of(task) if is_named else name_task(task)
                yield tell("{name}: {told}", name=name, told=describe_task(summary, task))
            return
        yield tell(
            "{count} nhiệm vụ, {assigned}, thành {turns} lượt: {statuses}.{support}",
            count=count_tasks(tasks, "Các nhiệm vụ"), assigned=describe_assignment(summary, tasks),
            turns=turns(summary, tasks), statuses=describe_statuses(summary, tasks),
            support=describe_support(summary, tasks),
        )  # fmt: skip
        done = [task for task in tasks if is_done_everywhere(task)]
        if done:
            yield tell(
                "Mọi đơn vị chủ trì đã hoàn thành {count} nhiệm vụ: {places}.",
                count=count_tasks(done, "Mọi đơn vị chủ trì đã hoàn thành"), places=name_places(done),
            )  # fmt: skip
        behind = find_behind(tasks)
        if behind:
            yield self._tell_behind(behind)

    def _tell_behind(self, behind: Sequence[TaskSummary]) -> Words:
        """The tasks that most units have not begun, the first ones with their figures."""
        told = [describe_not_begun(self.summary, task) for task in behind[:_MAX_STANDING_OUT]]
        rest = behind[_MAX_STANDING_OUT:]
        if rest:
            told.append(tell("{count} nhiệm vụ khác", count=count_tasks(rest, "Phần lớn đơn vị chưa triển khai")))
        return tell(
            "Phần lớn đơn vị chưa triển khai {count} nhiệm vụ: {told}.",
            count=count_tasks(behind, "Phần lớn đơn vị chưa triển khai"), told=join_words(told, "; "),
        )  # fmt: skip

    def _opinions(self, tasks: Sequence[TaskSummary]) -> Iterator[Words]:
        """What units say of the tasks: first of results, then the other fields, but for reasons."""
        for one in consolidated_fields(Area.TASK):
            opinions = opinions_on(tasks, one.name)
            if not opinions or one.name == _REASON or not self.detail.bound.texts:
                continue
            lead, bound = one.label.rstrip(" –"), self.detail.bound
            if lead:
                bound = replace(bound, texts=(bound.texts + 1) // 2)
            lead = lead or "Kết quả các đơn vị nêu"
            yield tell("{lead}: {quotes}.", lead=lead, quotes=quote(self.summary, opinions, bound))

    # ---- the whole ------------------------------------------------------------------------

    def _strengths(self) -> Iterator[ProsePassage]:
        yield ProsePassage((_STRENGTHS.heading,), HEADING)
        yield from self.own.passages(STRENGTHS)
        summary = self.summary
        done = [task for task in summary.tasks if is_done_everywhere(task)]
        if done:
            yield ProsePassage(
                tell(
                    "Mọi đơn vị chủ trì đã hoàn thành {count}/{of} nhiệm vụ: {places}.",
                    count=count_tasks(done, "Mọi đơn vị chủ trì đã hoàn thành"),
                    of=count_tasks(summary.tasks, "Các nhiệm vụ"), places=name_places(done),
                )
            )  # fmt: skip
        yield from self._targets_of(Verdict.REACHED)
        yield from self._fields(_STRENGTHS)

    def _weaknesses(self) -> Iterator[ProsePassage]:
        yield ProsePassage((_WEAKNESSES.heading,), HEADING)
        yield from self.own.passages(WEAKNESSES)
        behind = find_behind(self.summary.tasks)
        if behind:
            yield ProsePassage(self._tell_behind(behind))
        yield from self._targets_of(Verdict.SHORT)
        yield from self._fields(_WEAKNESSES)
        yield from self._reasons()

    def _targets_of(self, verdict: Verdict) -> Iterator[ProsePassage]:
        """How many of the targets are reached, or are not, and which; nothing where none is so."""
        targets, words = self.summary.targets, upper_first(VERDICTS[verdict])
        found = [one for one in targets if one.verdict is verdict]
        if found:
            yield ProsePassage(
                tell(
                    "{words} {count}/{of} chỉ tiêu: {told}.", words=words,
                    count=count_targets(found, f"{words} mức giao"), of=count_targets(targets, "Các chỉ tiêu"),
                    told=self._name_targets(found),
                )
            )  # fmt: skip

    def _name_targets(self, targets: Sequence[TargetSummary]) -> Words:
        told = []
        for one in targets[:_MAX_STANDING_OUT]:
            below = describe_below(self.summary, one)
            told.append(
                tell(
                    "{name} {reached}{below}", name=name_target(one), reached=describe_reached(self.summary, one),
                    below=("; ", *below) if below else (),
                )
            )  # fmt: skip
        rest = targets[_MAX_STANDING_OUT:]
        if rest:
            told.append(tell("{count} chỉ tiêu khác", count=count_targets(rest, "Các chỉ tiêu khác")))
        return join_words(told, "; ")

    def _reasons(self) -> Iterator[ProsePassage]:
        """Why tasks are not done, in the units' words, over all tasks."""
        field = next((one for one in consolidated_fields(Area.TASK) if one.name == _REASON), None)
        opinions = opinions_on(self.summary.tasks, _REASON) if field else []
        if field and opinions:
            yield ProsePassage(
                tell(
                    "{lead}: {quotes}.", lead=Bold(field.title),
                    quotes=quote(self.summary, opinions, self.detail.bound),
                )
            )  # fmt: skip

    def _fields(self, place: _Slot) -> Iterator[ProsePassage]:
        """What units say in the fields of the whole report that stand in this place."""
        for one in consolidated_fields(Area.REPORT):
            if _PLACES.get(one.name, _WEAKNESSES) == place:
                opinions = opinions_of(self.summary.texts[one.name])
                said = describe_field(self.summary, one.title_words, opinions, self.detail.bound)
                yield ProsePassage((Bold(one.title_words), *said))


def describe_progress(summary: Summary, *, shares: bool = False) -> Words:
    """How many tasks are followed, as how many turns, and what became of these."""
    tasks = summary.tasks
    return tell(
        "{count} nhiệm vụ được theo dõi thành {turns} lượt (mỗi nhiệm vụ của một đơn vị chủ trì là một lượt): "
        "{statuses}.",
        count=count_tasks(tasks, "Các nhiệm vụ"), turns=turns(summary, tasks),
        statuses=describe_statuses(summary, tasks, shares=shares),
    )  # fmt: skip
