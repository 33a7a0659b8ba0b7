"""What parts and tasks say of reports → the obligations of the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.importing.details import deadline
from gen.importing.passages import Passage
from gen.importing.sections import Sections
from gen.importing.yaml_text import Record
from gen.locale import _
from gen.plan.model import CLOSING_SOURCE
from gen.values import Frequency, frequencies_in

_REPORT = re.compile(
    r"(?:gửi (?:\w+ )?báo cáo"
    r"|báo cáo (?:\w+ ){0,4}?(?:gửi|về|cho|tới)|báo cáo Hội đồng nhân dân|gửi (?:kết quả|báo cáo)"
    r"|đánh giá tình hình, kết quả)",
    re.IGNORECASE,
)
_DIFFICULTIES = re.compile(r"(?:khó khăn|vướng mắc).{0,120}?(?:phản ánh|báo cáo|báo về)", re.IGNORECASE)
_THROUGH = re.compile(r"(?:qua|thông qua)\s+\(?", re.IGNORECASE)
_TO = re.compile(r"(?:gửi báo cáo về|báo cáo gửi|gửi về|báo cáo về|báo cáo|về)\s+", re.IGNORECASE)
_COUNCIL = re.compile(r"Hội đồng nhân dân(?: cùng cấp| \w+)?")


def obligations(sections: Sections, issuer: str, closing: Sequence[Passage]) -> list[Record]:
    """The reports that the plan asks for: one from its part on reports, one a task that is one, one of difficulties."""
    found: list[Record] = []
    for number, branch in sections.reporting:
        if not found and _REPORT.search(branch.text):
            found.append(_general(sections, number, branch.text, branch.mark.passage.place, issuer))
    for task in sections.saying.tasks:
        text, place = task.text, task.place
        if (match := _REPORT.search(text)) is None:
            continue
        receiver = _receiver(sections, text[match.start() :])
        made = Record(place, id=f"report-{len(found) + 1}", name=_name(text, match), of=list(task.to), **receiver)
        due = deadline(text)
        made["frequency"] = _frequency(sections, place, text, due)
        if due is not None and "value" in due:
            made["due"] = due
        made["source"] = task.id
        found.append(made)
        sections.doubt(place, _("a report is owed here: check its name, its receiver and how often"))
    difficulties = next((p for p in closing if _DIFFICULTIES.search(p.text)), None)
    if difficulties is not None:
        found.append(_of_difficulties(sections, difficulties, issuer, len(found) + 1))
    return found


def _of_difficulties(sections: Sections, passage: Passage, issuer: str, number: int) -> Record:
    """What the closing asks of all who meet with difficulties."""
    match = _DIFFICULTIES.search(passage.text)
    through = _receiver(sections, passage.text[match.start() :]) if match else {}
    made = Record(passage.place, id=f"report-{number}", name="Báo cáo khó khăn, vướng mắc", of=["all"], to=issuer)
    if "to" in through and through["to"] != issuer:
        made["through"] = through["to"]
    made |= {"frequency": "ad-hoc", "source": CLOSING_SOURCE}
    sections.doubt(passage.place, _("a report is owed here: check its name, its receiver and how often"))
    return made


def _general(sections: Sections, number: str, text: str, place: str, issuer: str) -> Record:
    """The report that all owe, which the report form answers."""
    made = Record(place, id="report-1", name="Báo cáo kết quả thực hiện Kế hoạch", of=["all"], to=issuer)
    if match := _THROUGH.search(text):
        through = next((m for m in sections.names.mentions(text[match.end() :]) if m.ref in sections.names.units), None)
        if through is not None and through.start == 0:
            made["through"] = through.ref
    due = deadline(text.replace("**", ""))
    made["frequency"] = _frequency(sections, place, text, due)
    if due is not None and "value" in due:
        made["due"] = due
    made |= {"source": number, "form": True}
    sections.doubt(place, _("the report that all owe: check its receiver, its date and how often"))
    return made


def _receiver(sections: Sections, text: str) -> dict[str, str]:
    if council := _COUNCIL.search(text):
        return {"to_name": council[0]}
    for match in _TO.finditer(text):
        mention = next(iter(sections.names.mentions(text[match.end() :])), None)
        if mention is not None and mention.start == 0 and mention.ref in sections.names.units:
            return {"to": mention.ref}
    return {"to_name": "theo quy định"}


def _name(text: str, match: re.Match[str]) -> str:
    sentence = re.split(r"(?<=[.;])\s", text[: match.start()])[-1] + re.split(r"[.;]\s", text[match.start() :])[0]
    return f"Báo cáo: {sentence.strip().rstrip('.;')}"[:400]


def _frequency(sections: Sections, place: str, text: str, due: Record | None) -> str:
    """How often the report of `text` is due; of several frequencies the shortest, with a question to the person."""
    named = dict(frequencies_in(text))
    stated = [frequency for frequency in named if frequency not in (Frequency.PERIODIC, Frequency.AD_HOC)]
    if len(stated) > 1:
        why = _("it names several frequencies ({words}): the draft takes the first; the others need a report each")
        sections.doubt(place, why.format(words=", ".join(named[frequency] for frequency in stated)))
    if stated:
        return stated[0].value
    if due is not None and "value" in due:
        return Frequency.ONCE.value
    return Frequency.PERIODIC.value if Frequency.PERIODIC in named else Frequency.AD_HOC.value
