"""Summary → the pages for leaders: who reported, how far it is, which targets are reached, what stands out, is asked.

Bounded in every list, so that it stays two pages however large the plan is; the draft and the annexes have the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from gen.returns.consolidation.draft import describe_progress
from gen.returns.consolidation.own_part import PROPOSALS, OwnPart
from gen.returns.consolidation.passages import Words, count_letters, join_words, tell
from gen.returns.consolidation.sources import (
    count_files,
    count_targets,
    count_tasks,
    count_uncounted,
    count_units,
)
from gen.returns.consolidation.statements import (
    VERDICTS,
    QuoteBound,
    authors,
    describe_assignment,
    describe_below,
    describe_not_begun,
    describe_reached,
    find_behind,
    is_done_everywhere,
    name_units,
    opinions_of,
    quote,
)
from gen.returns.consolidation.summary import Summary
from gen.returns.consolidation.targets import TargetSummary, Verdict
from gen.text import lower_first, shorten, upper_first

_MAX_TARGETS = 6
"""So many targets stand in the table; the annex has them all."""
_MAX_WORDS = 60
"""So many letters of a target stand in the table."""
_URGENCY = (Verdict.SHORT, Verdict.NOT_COMPARABLE, Verdict.NO_FIGURES, Verdict.REACHED)
_LINE, _GAP = 78, 30
"""So many letters stand in a line; a gap between paragraphs takes as much room as so many."""
_BEFORE_CHART = 1_300
"""With so many letters before the chart it stands on the first page, else on the second, which has less room then."""
_BEHIND_CHART, _BESIDE_CHART = 2_900, 2_000
"""So many letters have room on the second page, with those of the table: without the chart, and with it."""


@dataclass(frozen=True, slots=True)
class MainTarget:
    """A row of the table of targets: what it counts, what was asked, what was reached, and what that is beside it."""

    name: str
    asked: str
    reached: Words
    verdict: str


@dataclass(frozen=True, slots=True)
class LeadersPart:
    """The pages for leaders, in the order in which they are read; each but the table is a list of paragraphs."""

    sending: tuple[Words, ...]
    progress: tuple[Words, ...]
    targets: tuple[Words, ...]
    main_targets: tuple[MainTarget, ...]
    standing_out: tuple[Words, ...]
    requests: tuple[Words, ...]

    def has_room(self, before: int) -> bool:
        """Whether it fits two pages, with so many letters before it."""
        before_chart = before + _measure(self.sending) + _measure(self.progress)
        behind = _measure((*self.targets, *self.standing_out, *self.requests)) + sum(map(_row, self.main_targets))
        return behind <= (_BEHIND_CHART if before_chart <= _BEFORE_CHART else _BESIDE_CHART)


def _measure(paragraphs: Iterable[Words]) -> int:
    return sum(count_letters(words) + _GAP for words in paragraphs)


def _row(target: MainTarget) -> int:
    """The room of a row of the table: as many lines as its highest cell."""
    cells = (len(target.name) / 26, len(target.asked) / 16, count_letters(target.reached) / 26)
    return _LINE * max(map(ceil, cells))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """So many units are named in a list, so many things that stand out; so much is quoted of proposals."""

    names: int
    standing_out: int
    quotes: QuoteBound
    own: int


_BOUNDS = (
    _Bounds(6, 4, QuoteBound(3, 160), 500), _Bounds(4, 3, QuoteBound(2, 120), 400),
    _Bounds(3, 3, QuoteBound(2, 90), 300), _Bounds(2, 2, QuoteBound(1, 90), 240), _Bounds(1, 1, QuoteBound(1, 60), 160),
)  # fmt: skip
"""From the most to the least."""


def write_leaders_part(summary: Summary, own: OwnPart, before: Iterable[Words] = ()) -> LeadersPart:
    """The pages for leaders, with as much named as there is room for; `before` are the paragraphs before them."""
    length = _measure(before)
    for bounds in _BOUNDS:
        part = _Leaders(summary, own, bounds).write()
        if part.has_room(length):
            break
    return part


@dataclass(frozen=True, slots=True)
class _Leaders:
    """The pages for leaders with these bounds."""

    summary: Summary
    own: OwnPart
    bounds: _Bounds

    def write(self) -> LeadersPart:
        """The pages."""
        return LeadersPart(
            tuple(self._sending()), tuple(self._progress()), tuple(self._targets()), tuple(self._main_targets()),
            tuple(self._standing_out()), tuple(self._requests()),
        )  # fmt: skip

    def _sending(self) -> Iterator[Words]:
        """To whom the tasks are given; who sent its report late; how much does not count."""
        summary = self.summary
        targets: Words = ()
        if summary.targets:
            targets = tell(", {count} chỉ tiêu", count=count_targets(summary.targets, "Các chỉ tiêu"))
        sentences = [
            tell(
                "Kế hoạch có {tasks} nhiệm vụ{targets}; {assigned}.", tasks=count_tasks(summary.tasks, "Các nhiệm vụ"),
                targets=targets, assigned=describe_assignment(summary, summary.tasks),
            )
        ]  # fmt: skip
        late = [one.unit for one in summary.owing_units if one.is_late]
        if late:
            count, names = count_units(summary, late, "Gửi sau hạn"), name_units(summary, late, self.bounds.names)
            sentences.append(tell("Gửi sau hạn: {count} đơn vị ({names}).", count=count, names=names))
        elif summary.collection.period.due is None:
            sentences.append(("Kế hoạch không nêu ngày phải gửi báo cáo này.",))
        elif summary.reported_count:
            sentences.append(("Các đơn vị có báo cáo đều gửi trong hạn.",))
        uncounted = [
            tell(words, count=count)
            for words, count, things in (
                ("{count} tệp", count_files(summary), summary.rejected),
                ("{count} nội dung", count_uncounted(summary), summary.quarantined_values),
            )
            if things
        ]
        if uncounted:
            told = join_words(uncounted, " và ")
            sentences.append(tell("Không tính vào số liệu: {told}, nêu kèm lý do ở Phụ lục V.", told=told))
        yield join_words(sentences, " ")

    def _progress(self) -> Iterator[Words]:
        """How many turns have which status; how many tasks are done everywhere, of how many nothing is known."""
        tasks = self.summary.tasks
        done = [task for task in tasks if is_done_everywhere(task)]
        silent = [task for task in tasks if task.leads.asked and not task.leads.answered]
        sentences = [
            describe_progress(self.summary, shares=True),
            tell(
                "Mọi đơn vị chủ trì đã hoàn thành {done}/{of} nhiệm vụ.",
                done=count_tasks(done, "Mọi đơn vị chủ trì đã hoàn thành"), of=count_tasks(tasks, "Các nhiệm vụ"),
            ),
        ]  # fmt: skip
        if silent:
            count = count_tasks(silent, "Chưa có đơn vị chủ trì nào báo cáo")
            sentences.append(tell("Chưa có đơn vị chủ trì nào báo cáo về {count} nhiệm vụ.", count=count))
        yield join_words(sentences, " ")

    def _targets(self) -> Iterator[Words]:
        """How many targets are reached, how many not, how many cannot be compared, of how many there are no figures."""
        targets = self.summary.targets
        if not targets:
            yield ("Kế hoạch không giao chỉ tiêu bằng số.",)
            return
        told = []
        for verdict in (Verdict.REACHED, Verdict.SHORT, Verdict.NOT_COMPARABLE, Verdict.NO_FIGURES):
            found = [one for one in targets if one.verdict is verdict]
            if found:
                words = VERDICTS[verdict]
                told.append(tell("{count} {words}", count=count_targets(found, words.capitalize()), words=words))
        more = ""
        if len(targets) > _MAX_TARGETS:
            more = f" Bảng dưới đây có {_MAX_TARGETS} chỉ tiêu cần xem trước; đủ các chỉ tiêu ở Phụ lục III."
        yield tell(
            "Trong {count} chỉ tiêu: {told}.{more}", count=count_targets(targets, "Các chỉ tiêu"),
            told=join_words(told), more=more,
        )  # fmt: skip

    def _main_targets(self) -> Iterator[MainTarget]:
        """First the targets that need a look, each kind in the order of the plan."""
        for one in sorted(self.summary.targets, key=lambda one: _URGENCY.index(one.verdict))[:_MAX_TARGETS]:
            name, asked = _name_target(one), shorten(one.target.raw, _MAX_WORDS)
            yield MainTarget(name, asked, describe_reached(self.summary, one), VERDICTS[one.verdict])

    def _standing_out(self) -> Iterator[Words]:
        """The tasks that most units have not begun, the targets that are not reached; that there are none."""
        summary, most = self.summary, self.bounds.standing_out
        behind = find_behind(summary.tasks)
        if behind:
            told = [describe_not_begun(summary, task) for task in behind[:most]]
            yield tell(
                "Nhiệm vụ mà phần lớn đơn vị chưa triển khai: {count}. Đó là: {told}.",
                count=count_tasks(behind, "Phần lớn đơn vị có ghi tình trạng ghi là chưa triển khai"),
                told=(*join_words(told, "; "), *self._point_to_rest(len(behind), "Phụ lục II")),
            )  # fmt: skip
        short = [one for one in summary.targets if one.verdict is Verdict.SHORT]
        if short:
            told = [self._describe_short(one) for one in short[:most]]
            yield tell(
                "Chỉ tiêu chưa đạt: {count}. Đó là: {told}.", count=count_targets(short, "Chưa đạt mức giao"),
                told=(*join_words(told, "; "), *self._point_to_rest(len(short), "Phụ lục III")),
            )  # fmt: skip
        if not behind and not short:
            yield ("Không có nhiệm vụ nào mà phần lớn đơn vị chưa triển khai, không có chỉ tiêu nào chưa đạt.",)

    def _describe_short(self, target: TargetSummary) -> Words:
        below = describe_below(self.summary, target, self.bounds.names)
        return tell(
            "{name}: {reached}{below}", name=lower_first(_name_target(target)),
            reached=describe_reached(self.summary, target), below=(", ", *below) if below else (),
        )  # fmt: skip

    def _point_to_rest(self, count: int, annex: str) -> Words:
        more = count - self.bounds.standing_out
        return (f"; và {more} mục khác ở {annex}",) if more > 0 else ()

    def _requests(self) -> Iterator[Words]:
        """What the consolidating unit proposes, what units propose, who has not sent anything."""
        summary, own = self.summary, self.own
        written = " ".join(own.written.get(PROPOSALS.name, ()))
        if written:
            yield (f"{own.office}: {shorten(written, self.bounds.own)}",)
        opinions = opinions_of(summary.texts[PROPOSALS.name])
        if opinions:
            yield tell(
                "{count} đơn vị có đề xuất, kiến nghị: {quotes}.",
                count=count_units(summary, authors(opinions), "Có đề xuất, kiến nghị"),
                quotes=quote(summary, opinions, self.bounds.quotes),
            )  # fmt: skip
        for words, units, what in (
            ("{count} đơn vị chưa gửi báo cáo, có tên ở Phụ lục IV.", summary.silent, "Chưa gửi báo cáo"),
            (
                "{count} đơn vị đã gửi tệp chưa tính được, có tên ở Phụ lục IV.",
                summary.uncounted_senders,
                "Đã gửi tệp chưa tính được",
            ),
        ):
            if units:
                yield tell(words, count=count_units(summary, units, what))
        if not written and not opinions and not summary.missing:
            yield ("Các đơn vị không có đề xuất, kiến nghị.",)


def _name_target(target: TargetSummary) -> str:
    return upper_first(shorten(target.target.of, _MAX_WORDS))
