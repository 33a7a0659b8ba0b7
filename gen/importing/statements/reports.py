"""The words of a paragraph → the reports that they ask for: to whom, through whom, how often, by when.

A sentence may name several frequencies, each with its own day: each is a report of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gen.importing.statements.deadlines import HOUR, FoundDeadline
from gen.importing.units.names import UnitNames
from gen.plan.model import DeadlineKind
from gen.reading import DATE, Frequency, find_frequencies, read_date

_DUTY = re.compile(
    r"(?:gửi|nộp)\s+(?:\w+\s+){0,4}?(?:báo cáo|kết quả|về|cho)\b"
    r"|báo cáo,?\s+(?:[\w,]+\s+){0,10}?(?:gửi|về|cho|tới|trước ngày|chậm nhất|định kỳ|hằng|hàng)\b"
    r"|(?:chế độ|định kỳ|thường xuyên|hằng (?:tháng|quý|năm)|hàng (?:tháng|quý|năm))\s+(?:[\w,]+\s+){0,8}?báo cáo\b"
    r"|báo cáo (?:Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Sở|Phòng|Bộ|Ban|Chủ tịch|cấp)\b|đánh giá tình hình, kết quả"
    r"|(?:xây dựng|lập|thực hiện|có|để|ngay|kịp thời|tham mưu|phải|trách nhiệm)\s+(?:[\w,]+\s+){0,2}?báo cáo\b"
    r"|báo cáo\s+(?:ngay|\d+\s+lần|theo quy định|theo định kỳ|những|các khó khăn|sơ kết|tổng kết|kết quả|tình hình)\b"
    r"|tổng hợp,?\s+(?:\w+,?\s+){0,3}?báo cáo\b|báo cáo (?:\w+\s+){0,3}?(?:quý|năm|tháng)\b.{0,40}?(?:trước|chậm nhất)",
    re.IGNORECASE,
)
_MENTION = re.compile(r"\bbáo cáo\b(?! viên\b| số\b| tài chính\b)|\bgửi\b[^.;]{0,120}\btrước ngày\b", re.IGNORECASE)
_NOT_A_DUTY = re.compile(
    r"mẫu báo cáo|báo cáo viên|báo cáo số\b|theo báo cáo|tại báo cáo|các báo cáo tài chính", re.IGNORECASE
)
_CITED = re.compile(r"(?:mẫu|theo|tại|đề cương) báo cáo\b", re.IGNORECASE)
_DIFFICULTIES = re.compile(r"(?:khó khăn|vướng mắc).{0,120}?(?:phản ánh|báo cáo|báo về|thông tin)", re.IGNORECASE)
_THROUGH = re.compile(r"(?:thông qua|\bqua)\s+\(?", re.IGNORECASE)
_TO = re.compile(
    r"(?:gửi báo cáo về|báo cáo gửi|gửi về|gửi cho|gửi đến|gửi|báo cáo về|báo cáo cho|báo cáo với|báo cáo|về|cho"
    r"|tới)\s+",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"Hội đồng nhân dân(?: cùng cấp| \w+)?|HĐND(?: cùng cấp| \w+)?")
_EACH = (
    r"(?:(?:của\s+)?(?:tháng cuối (?:mỗi )?(?:quý|kỳ)|tháng đầu (?:quý|kỳ) sau|tháng sau|cuối quý|hằng tháng"
    r"|hàng tháng|mỗi tháng|hằng quý|hàng quý|hằng năm|hàng năm))"
)
_DUE = re.compile(
    rf"(?:trước|chậm nhất|muộn nhất|vào|xong)\s+(?:(?:là|vào)\s+)?{HOUR}(?:ngày\s+)?"
    rf"(?:{DATE}|\d{{1,2}}\s+tháng\s+\d{{1,2}}(?!\d)|\d{{1,2}}(?:/\d{{1,2}})?)"
    rf"(?:(?:\s*,\s*|\s+và\s+)(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?)*(?:\s+{_EACH})?"
    rf"|(?:ngày\s+)\d{{1,2}}(?:/\d{{1,2}})?\s+{_EACH}",
    re.IGNORECASE,
)
_DATE = re.compile(DATE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A report that is asked for: how often, by when; to a unit of the registry, or somebody by name, through a unit.

    `words` are those that ask for it. It is `sure` where the plan says how often, or by when.
    """

    words: str
    frequency: Frequency
    due: FoundDeadline | None
    to: str = ""
    to_name: str = ""
    through: str = ""

    @property
    def sure(self) -> bool:
        """Whether the plan says how often, or by when."""
        return self.due is not None or self.frequency not in (Frequency.AD_HOC, Frequency.PERIODIC)


def asks_for_reports(text: str) -> bool:
    """Whether a text asks somebody to report."""
    return _DUTY.search(text) is not None and _NOT_A_DUTY.search(text) is None


def mentions_reports(text: str) -> bool:
    """Whether a text speaks of reporting at all; those who speak (báo cáo viên) and cited reports are none."""
    return _MENTION.search(_CITED.sub("", text)) is not None


def asks_about_difficulties(text: str) -> bool:
    """Whether a text asks to report what is difficult, whenever it is."""
    return _DIFFICULTIES.search(text) is not None


def find_reports(text: str, names: UnitNames) -> list[ReportDuty]:
    """The reports that a text asks for, one for each frequency."""
    to, to_name = find_receiver(text, names)
    through = _find_through(text, names)
    if through and through == to:
        through = ""
    stated = [(text.find(words), frequency) for frequency, words in find_frequencies(text)]
    stated = sorted(one for one in stated if one[1] not in (Frequency.PERIODIC, Frequency.AD_HOC))
    if not stated:
        due = _due_in(text)
        named = {frequency for frequency, _words in find_frequencies(text)}
        frequency = (
            Frequency.ONCE if due is not None and due.value
            else Frequency.PERIODIC if Frequency.PERIODIC in named else Frequency.AD_HOC
        )  # fmt: skip
        return [ReportDuty(text, frequency, due, to, to_name, through)]
    found = []
    for number, (place, frequency) in enumerate(stated):
        end = stated[number + 1][0] if number + 1 < len(stated) else len(text)
        due = _due_in(text[place:end]) or (_due_in(text) if len(stated) == 1 else None)
        found.append(
            ReportDuty(text[place:end].strip(" ,;") if len(stated) > 1 else text, frequency, due, to, to_name, through)
        )
    return found


def _due_in(text: str) -> FoundDeadline | None:
    match = _DUE.search(text)
    if match is None:
        return None
    raw = match[0].strip()
    dates = _DATE.findall(raw)
    day = read_date(_DATE.search(raw)[0]) if len(dates) == 1 and _DATE.search(raw) else None  # type: ignore[index]
    if day is None:
        return FoundDeadline(raw, DeadlineKind.UNPARSED, place=match.start())
    before = raw.lower().startswith("trước")
    return FoundDeadline(raw, DeadlineKind.BEFORE if before else DeadlineKind.AT_LATEST, day.isoformat(), match.start())


def find_receiver(text: str, names: UnitNames) -> tuple[str, str]:
    """Who gets the report: a unit, or somebody by name; both empty where the words do not say it."""
    if council := _COUNCIL.search(text):
        return "", council[0]
    for match in _TO.finditer(text):
        mention = next(iter(names.find_mentions(text[match.end() : match.end() + 160])), None)
        if mention is not None and mention.start == 0 and mention.ref in names.units:
            return mention.ref, ""
    return "", ""


def _find_through(text: str, names: UnitNames) -> str:
    for match in _THROUGH.finditer(text):
        mentions = names.find_mentions(text[match.end() : match.end() + 160])
        if mentions and mentions[0].start == 0 and mentions[0].ref in names.units:
            return mentions[0].ref
    return ""
