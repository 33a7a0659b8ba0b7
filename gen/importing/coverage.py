"""A draft + the passages of its plan → what of these is neither in the draft, nor left out with a reason, nor asked.

Two nets below all that reads: each word of the source stands somewhere, and each paragraph that names a unit where
something is laid on somebody gave something, or is a question. So what no rule understands is never lost in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from gen.importing.draft.statements import DraftTask
from gen.importing.questions import NO, Choice, QuestionKind, Questionnaire, join_places
from gen.importing.statements.sentences import NO_ORDER, is_action, read_subject
from gen.importing.structure.outline import OutlineNode, parse_mark
from gen.importing.text.passages import Passage
from gen.importing.units.names import AGENCIES, UnitMention, UnitNames
from gen.locale import _
from gen.text import remove_emphasis, shorten, split_words

_LAID_ON = re.compile(
    rf"\b(?:chủ trì|giao{NO_ORDER}|đề nghị|yêu cầu|phân công|phối hợp|có trách nhiệm"
    r"|chịu trách nhiệm)\b",
    re.IGNORECASE,
)
_NO_WORDS = frozenset(("id", "kind", "role", "marks", "to", "of", "with", "for", "source", "frequency", "topic", "op"))
"""Keys whose values are none of the plan's words."""


def ask_about_lost_words(
    passages: Iterable[Passage], plan: Mapping[str, Any], left_out: Sequence[Passage], questions: Questionnaire
) -> None:
    """Ask about each passage of which words are nowhere in the draft."""
    there = Counter(split_words(" ".join(_texts(plan))))
    out = Counter(id(passage) for passage in left_out)
    for passage in passages:
        if out[id(passage)] or not any(letter.isalpha() for letter in passage.text):
            continue  # a number of a row stands in the order of the rows
        words = split_words(parse_mark(passage).text)
        missing = [word for word, count in Counter(words).items() if there[word] < count]
        there.subtract(word for word in words if there[word] > 0)
        if missing:
            reason = _("these words are not in the draft: {words}").format(words=f"“{shorten(' '.join(missing), 80)}”")
            questions.ask(QuestionKind.LOOK, passage.place, passage.text, reason)


def ask_about_unlaid(nodes: Iterable[OutlineNode], names: UnitNames, issuer: str, questions: Questionnaire) -> None:
    """Ask about each paragraph that is no task, and names somebody on whom something is laid.

    Behind one that leads in a list (“… thực hiện các hoạt động sau:”) the points are asked about with it.
    """
    listed = list(nodes)
    for number, node in enumerate(listed):
        if not _lays_something(node.text, names, issuer):
            continue
        places = [node.mark.passage.place]
        if node.text.endswith(":"):
            points = takewhile(lambda one: one.mark.kind in _POINTS, listed[number + 1 :])
            places += [one.mark.passage.place for one in points]
        reason = _("it names units, and the draft lays nothing on them: is it a task?")
        _ask_whether_laid(questions, ", ".join(places), node.text, reason, _("it is none: it stays text"))


def _lays_something(text: str, names: UnitNames, issuer: str) -> bool:
    """Whether a text lays something on somebody: it says so and names a unit, or bodies do something in it."""
    begin = text[:_MOST_LETTERS]
    others = [one for one in names.find_mentions(begin) if one.ref != issuer]
    if others and (_LAID_ON.search(text) or _acts_itself(begin, others)):
        return True
    subject = read_subject(text, names)
    if subject is None or subject.refs == (issuer,) or not subject.rest:
        return False
    return is_action(subject.rest) or any(ref in names.units and ref != issuer for ref in subject.refs)


def _acts_itself(text: str, mentions: Iterable[UnitMention]) -> bool:
    """Whether a unit has what it does right behind its name, wherever that stands: “gửi Sở Tài chính tổng hợp”."""
    words = split_words(text)
    units = (one for one in mentions if one.ref != AGENCIES)
    return any(_DOES.match(" ".join(words[one.end : one.end + 3])) for one in units)


_DOES = re.compile(
    r"(?:tổng hợp|xây dựng|lập|triển khai|rà soát|hướng dẫn|bố trí|thẩm định|kiểm tra|đôn đốc|theo dõi|cân đối|tham mưu"
    r"|trình|xem xét|thông báo|ban hành)\b"
)
"""What offices do, of all verbs: behind a name within a sentence most others only go on with it."""


def ask_about_others(tasks: Iterable[DraftTask], names: UnitNames, issuer: str, questions: Questionnaire) -> None:
    """Ask about each task in which a clause begins with a unit that neither leads nor supports it."""
    for task in tasks:
        record = task.record
        known = {*task.to, *record.get("to", ()), *record.get("with", ()), *record.get("for", ()), issuer}
        others = [ref for ref in _list_clause_heads(remove_emphasis(task.text), names) if not names.covers(known, ref)]
        if others:
            named = ", ".join(names.units[ref].name if ref in names.units else ref for ref in dict.fromkeys(others))
            reason = _("{units} stands at the beginning of a clause: is something laid on it?").format(units=named)
            _ask_whether_laid(
                questions, task.place, task.text, reason, _("nothing: the task is theirs who have it now")
            )


def ask_about_references(
    tasks: Iterable[DraftTask], parts: Sequence[OutlineNode], untasked: Iterable[OutlineNode], names: UnitNames,
    questions: Questionnaire,
) -> None:  # fmt: skip
    """Ask about each task that lays points of another part on somebody, and these are text: “nhiệm vụ tại mục IV.1”."""
    texts = {id(node) for node in untasked}
    for task in tasks:
        for match in _REFERENCE.finditer(remove_emphasis(task.text)):
            listed = [below for node in _find_referred(match["where"], parts) for below in node.walk()]
            points = [below.mark.passage.place for below in listed if id(below) in texts and not below.children]
            if not points:
                continue
            leads = [*task.to, *task.record.get("to", ())]
            units = ", ".join(names.units[ref].name if ref in names.units else ref for ref in dict.fromkeys(leads))
            reason = _("{units} has to do what stands at {where}: in the draft those points are text").format(
                units=units or "?", where=f"“{match['where'].strip()}”"
            )
            places = join_places([task.place, *dict.fromkeys(points)], _MOST_POINTS)
            questions.ask(QuestionKind.LOOK, places, task.text, reason)


def _find_referred(where: str, parts: Iterable[OutlineNode]) -> Iterator[OutlineNode]:
    """The parts that a reference names, or the points of these with the numbers that it names: (IV) (4.1) (4.2)."""
    romans, numbers = set(re.findall(r"\b[IVX]+\b", where)), set(re.findall(r"\d+(?:\.\d+)*", where))
    for part in parts:
        if part.mark.number.split()[-1:] and part.mark.number.split()[-1] in romans:
            yield from [one for one in part.walk() if one.mark.number in numbers] if numbers else [part]


_REFERENCE = re.compile(
    r"(?:nhiệm vụ|nội dung|công việc|giải pháp|chỉ tiêu)\b[^.;]{0,60}?\b(?:tại|theo|ở|trong)\s+"
    r"(?P<where>(?:các\s+)?(?:mục|tiểu mục|điểm|khoản|phần)\s+[^;:]{1,60}?)(?=[;:]|\.(?!\d)|\s+(?:của|kế hoạch)\b|$)"
    r"(?!\s+của\s+(?:Luật|Nghị|Quyết|Chỉ|Thông|Chương trình|Công văn))",
    re.IGNORECASE,
)
_MOST_POINTS = 60


def _ask_whether_laid(questions: Questionnaire, place: str, words: str, reason: str, otherwise: str) -> None:
    questions.ask(QuestionKind.TASK, place, words, reason, [Choice(NO, otherwise)], NO)


def _list_clause_heads(text: str, names: UnitNames) -> Iterator[str]:
    """The units with which a text and the clauses in it begin."""
    for begin in (0, *(match.end() for match in _CLAUSE.finditer(text))):
        clause = text[begin : begin + _MOST_HEAD]
        mention = next(iter(names.find_mentions(clause)), None)
        if mention is not None and mention.start == 0 and mention.ref in names.units:
            yield mention.ref


_CLAUSE = re.compile(
    r"(?:[.;:]\s+|,\s+(?:và\s+)?(?=(?:đồng thời|giao|riêng|còn|trong đó|đề nghị|yêu cầu)\b))"
    r"(?:(?:đồng thời|giao|riêng|còn|trong đó|đề nghị|yêu cầu|phân công)\s+(?:giao\s+|đề nghị\s+|yêu cầu\s+)?)?",
    re.IGNORECASE,
)
_MOST_HEAD = 120


_POINTS = ("dash", "plus", "letter")


_MOST_LETTERS = 2_000


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NO_WORDS:
                yield from _texts(inner, name)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and key not in ("raw", "others", "product", "leader", "authority", "name"):
        yield value
