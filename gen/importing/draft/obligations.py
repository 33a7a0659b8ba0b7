"""What a plan says of reports → the obligations of the draft, and questions about what may be one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.importing.draft.parts import PartDrafter
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import NO, YES, Choice, QuestionKind, is_short_text
from gen.importing.statements.reports import (
    ReportDuty,
    asks_about_difficulties,
    asks_for_reports,
    find_reports,
    mentions_reports,
)
from gen.importing.statements.sentences import read_subject
from gen.importing.text.passages import Passage
from gen.importing.units.names import AGENCIES
from gen.locale import _
from gen.plan.model import CLOSING_SOURCE
from gen.reading import Frequency
from gen.text import remove_emphasis, shorten

_MOST_LETTERS = 400
_NAMES = {
    Frequency.MONTHLY: "Báo cáo tháng", Frequency.QUARTERLY: "Báo cáo quý", Frequency.HALF_YEARLY: "Báo cáo 6 tháng",
    Frequency.NINE_MONTHLY: "Báo cáo 9 tháng", Frequency.YEARLY: "Báo cáo năm",
}  # fmt: skip
_AS_RULED = "theo quy định"


class ObligationDrafter:
    """Drafts the obligations of one plan, whose issuer has the id `issuer`."""

    def __init__(self, drafter: PartDrafter, issuer: str) -> None:
        self._drafter, self._issuer = drafter, issuer
        self._names, self._questions = drafter.names, drafter.questions
        self.found: list[DraftRecord] = []

    def draft(self, closing: Sequence[Passage]) -> list[DraftRecord]:
        """The reports of the parts about reports, those that tasks are, those of the closing."""
        for number, node in self._drafter.reporting:
            self._read(node.text, node.mark.passage.place, number, (), is_general=True)
        for task in self._drafter.statements.tasks:
            source = str(task.record.get("id", task.id))
            self._read(remove_emphasis(task.text), task.place, source, task.to, is_general=False)
        reporting = {id(node) for _number, node in self._drafter.reporting}
        for node in (*self._drafter.untasked, *self._drafter.leading_in):
            if id(node) not in reporting and mentions_reports(node.text):
                self._ask_whether(node.text, node.mark.passage.place)
        for passage in closing:
            is_sure = asks_for_reports(passage.text) and any(d.sure for d in find_reports(passage.text, self._names))
            if asks_about_difficulties(passage.text):
                self._add_difficulties(passage)
            if is_sure or (not asks_about_difficulties(passage.text) and asks_for_reports(passage.text)):
                self._read(passage.text, passage.place, CLOSING_SOURCE, (), is_general=True)
            elif not asks_about_difficulties(passage.text) and mentions_reports(passage.text):
                self._ask_whether(passage.text, passage.place)
        return self.found

    def _read(self, text: str, place: str, source: str, to: tuple[str, ...], *, is_general: bool) -> None:
        if not asks_for_reports(text):
            if mentions_reports(text):
                self._ask_whether(text, place)
            return
        duties = find_reports(text, self._names)
        owing = self._owing(text, to)
        for duty in duties:
            reason = (
                _("the report that all owe: check its receiver, its date and how often")
                if is_general
                else _("a report is owed here: check its name, its receiver and how often")
            )
            if self._confirm(text, place, reason, duty) != NO:
                self._add(duty, place, source, owing, is_general=is_general, is_one_of=len(duties))

    def _owing(self, text: str, to: tuple[str, ...]) -> list[str]:
        """Who owes it: those whom the sentence begins with, else those who have the task, else all."""
        subject = read_subject(text, self._names)
        refs = subject.refs if subject is not None and subject.refs else to
        if not refs or AGENCIES in refs:
            return ["all"] if self._names.units.keys() - {self._issuer} else ["open"]
        return list(refs)

    def _confirm(self, text: str, place: str, reason: str, duty: ReportDuty) -> str:
        choices = [Choice(YES, _("it is a report")), Choice(NO, _("it is no report"))]
        return self._questions.ask(QuestionKind.REPORT, place, shorten(duty.words, 160), reason, choices, YES)

    def _ask_whether(self, text: str, place: str) -> None:
        reason = _("it speaks of reports, and the draft has none for it: say whether somebody owes one")
        choices = [Choice(YES, _("it is a report")), Choice(NO, _("it is no report"))]
        self._questions.ask(QuestionKind.REPORT, place, text, reason, choices, NO)

    def _add(
        self, duty: ReportDuty, place: str, source: str, owing: list[str], *, is_general: bool, is_one_of: int
    ) -> None:
        name = _name_of(duty, is_general=is_general, is_one_of=is_one_of)
        record = DraftRecord(place, id=f"report-{len(self.found) + 1}", name=name, of=owing)
        through = duty.through
        if is_general and duty.to and duty.to != self._issuer and not through:
            record["to"], through = self._issuer, duty.to
        elif duty.to:
            record["to"] = duty.to
        elif duty.to_name:
            record["to_name"] = duty.to_name
        elif is_general or through:
            record["to"] = self._issuer
        else:
            self._ask_receiver(record, duty, place)
        if through and through != record.get("to"):
            record["through"] = through
        record["frequency"] = duty.frequency.value
        if duty.due is not None:
            value = {"value": duty.due.value} if duty.due.value else {}
            record["due"] = DraftRecord(raw=duty.due.raw, **value, kind=duty.due.kind.value)
        record["source"] = source
        if is_general:
            record["form"] = True
        self.found.append(record)

    def _ask_receiver(self, record: DraftRecord, duty: ReportDuty, place: str) -> None:
        """Who gets a report of which the words do not say it: a unit, or words of a person."""
        reason = _("to whom is this report sent? It does not say")
        choices = [Choice(_AS_RULED, _AS_RULED)]
        words = shorten(duty.words, 160)
        answer = self._questions.ask(
            QuestionKind.REPORT, place, words, reason, choices, _AS_RULED, accepts=is_short_text
        )
        record["to" if answer in self._names.units else "to_name"] = answer

    def _add_difficulties(self, passage: Passage) -> None:
        """The report on difficulties that the closing asks of all units."""
        duty = find_reports(passage.text, self._names)[0]
        record = DraftRecord(
            passage.place, id=f"report-{len(self.found) + 1}", name="Báo cáo khó khăn, vướng mắc",
            of=self._owing("", ()), to=self._issuer,
        )  # fmt: skip
        through = duty.through or duty.to
        if through and through != self._issuer:
            record["through"] = through
        record |= {"frequency": Frequency.AD_HOC.value, "source": CLOSING_SOURCE}
        self.found.append(record)
        reason = _("a report is owed here: check its name, its receiver and how often")
        choices = [Choice(YES, _("it is a report")), Choice(NO, _("it is no report"))]
        if self._questions.ask(QuestionKind.REPORT, passage.place, passage.text, reason, choices, YES) == NO:
            self.found.remove(record)


def _name_of(duty: ReportDuty, *, is_general: bool, is_one_of: int) -> str:
    if is_general:
        stem = _NAMES.get(duty.frequency, "Báo cáo") if is_one_of > 1 else "Báo cáo"
        return f"{stem} kết quả thực hiện Kế hoạch"
    sentences = re.split(r"(?<=[.;])\s+", duty.words)
    words = next((one for one in sentences if asks_for_reports(one)), sentences[0])
    return f"Báo cáo: {words.strip().rstrip('.;')}"[:_MOST_LETTERS]
