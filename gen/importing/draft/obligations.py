"""Parts and tasks about reports → the obligations of the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.importing.draft.details import parse_deadline
from gen.importing.draft.parts import PartDrafter
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.text.passages import Passage
from gen.locale import _
from gen.plan.model import CLOSING_SOURCE
from gen.reading import Frequency, find_frequencies

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


def find_obligations(drafter: PartDrafter, issuer: str, closing: Sequence[Passage]) -> list[DraftRecord]:
    """The reports that the plan asks for: the general one, one for each task that is a report, one on difficulties."""
    found: list[DraftRecord] = []
    for number, node in drafter.reporting:
        if not found and _REPORT.search(node.text):
            found.append(_general_report(drafter, number, node.text, node.mark.passage.place, issuer))
    for task in drafter.statements.tasks:
        text, place = task.text, task.place
        if (match := _REPORT.search(text)) is None:
            continue
        receiver = _find_receiver(drafter, text[match.start() :])
        record = DraftRecord(
            place, id=f"report-{len(found) + 1}", name=_report_name(text, match), of=list(task.to), **receiver
        )
        due = parse_deadline(text)
        record["frequency"] = _find_frequency(drafter, place, text, due)
        if due is not None and "value" in due:
            record["due"] = due
        record["source"] = task.id
        found.append(record)
        drafter.add_doubt(place, _("a report is owed here: check its name, its receiver and how often"))
    difficulties = next((p for p in closing if _DIFFICULTIES.search(p.text)), None)
    if difficulties is not None:
        found.append(_difficulties_report(drafter, difficulties, issuer, len(found) + 1))
    return found


def _difficulties_report(drafter: PartDrafter, passage: Passage, issuer: str, number: int) -> DraftRecord:
    """The report on difficulties that the closing asks of all units."""
    match = _DIFFICULTIES.search(passage.text)
    through = _find_receiver(drafter, passage.text[match.start() :]) if match else {}
    record = DraftRecord(
        passage.place, id=f"report-{number}", name="Báo cáo khó khăn, vướng mắc", of=["all"], to=issuer
    )
    if "to" in through and through["to"] != issuer:
        record["through"] = through["to"]
    record |= {"frequency": "ad-hoc", "source": CLOSING_SOURCE}
    drafter.add_doubt(passage.place, _("a report is owed here: check its name, its receiver and how often"))
    return record


def _general_report(drafter: PartDrafter, number: str, text: str, place: str, issuer: str) -> DraftRecord:
    """The report that all units owe, which the report form answers."""
    record = DraftRecord(place, id="report-1", name="Báo cáo kết quả thực hiện Kế hoạch", of=["all"], to=issuer)
    if match := _THROUGH.search(text):
        through = next(
            (m for m in drafter.names.find_mentions(text[match.end() :]) if m.ref in drafter.names.units), None
        )
        if through is not None and through.start == 0:
            record["through"] = through.ref
    due = parse_deadline(text.replace("**", ""))
    record["frequency"] = _find_frequency(drafter, place, text, due)
    if due is not None and "value" in due:
        record["due"] = due
    record |= {"source": number, "form": True}
    drafter.add_doubt(place, _("the report that all owe: check its receiver, its date and how often"))
    return record


def _find_receiver(drafter: PartDrafter, text: str) -> dict[str, str]:
    if council := _COUNCIL.search(text):
        return {"to_name": council[0]}
    for match in _TO.finditer(text):
        mention = next(iter(drafter.names.find_mentions(text[match.end() :])), None)
        if mention is not None and mention.start == 0 and mention.ref in drafter.names.units:
            return {"to": mention.ref}
    return {"to_name": "theo quy định"}


def _report_name(text: str, match: re.Match[str]) -> str:
    sentence = re.split(r"(?<=[.;])\s", text[: match.start()])[-1] + re.split(r"[.;]\s", text[match.start() :])[0]
    return f"Báo cáo: {sentence.strip().rstrip('.;')}"[:400]


def _find_frequency(drafter: PartDrafter, place: str, text: str, due: DraftRecord | None) -> str:
    """How often the report of `text` is due; of several frequencies the first, with a doubt for the person."""
    named = dict(find_frequencies(text))
    stated = [frequency for frequency in named if frequency not in (Frequency.PERIODIC, Frequency.AD_HOC)]
    if len(stated) > 1:
        reason = _("it names several frequencies ({words}): the draft takes the first; the others need a report each")
        drafter.add_doubt(place, reason.format(words=", ".join(named[frequency] for frequency in stated)))
    if stated:
        return stated[0].value
    if due is not None and "value" in due:
        return Frequency.ONCE.value
    return Frequency.PERIODIC.value if Frequency.PERIODIC in named else Frequency.AD_HOC.value
