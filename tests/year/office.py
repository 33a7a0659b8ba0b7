"""What happened → the office at its desk: forms built, filled in, sent; what gen's reports say, as they are written."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

import gen
from gen.clock import VIETNAM
from gen.history import load_current
from gen.history.judged import judge
from gen.plan.outline import entries
from gen.reporting.occasions import resolve_occasion
from gen.returns.board import StatusBoard
from gen.returns.extensions import grant_extension
from gen.returns.ingestion import CollectionRequest
from gen.returns.reminders import Reminder
from gen.returns.storage import ReceivedSubmission, SubmissionStore, open_store, originals_folder
from gen.returns.tasks.board import TaskBoard
from gen.returns.validation import Submission
from gen.store.originals import store_bytes
from tests.support import plans
from tests.support.form_filling import W, filled
from tests.year.scenario import TEXTS, UNREAD, Answers, Event, Occasion, Row, Text, with_written_ids

MORNING = time(8, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Sheets:
    """The rows of a consolidated report's workbook, each sheet without its title and its header."""

    tasks: list[tuple[Any, ...]]
    targets: list[tuple[Any, ...]]
    opinions: list[tuple[Any, ...]]
    units: list[tuple[Any, ...]]
    cells: list[tuple[Any, ...]]
    completeness: str
    docx: bytes


@dataclass(frozen=True)
class Boards:
    """What the boards of a report show on a day, and the letter to those that are behind."""

    units: StatusBoard
    tasks: TaskBoard
    reminder: Reminder | None


class Office:
    """One folder with a plan; the events of a year are played into it one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.plan, self.out = folder, folder / "plan.yaml", folder / "out"
        self.outcomes: list[tuple[Event, Any]] = []
        self.reports: dict[Occasion, Sheets] = {}
        self.looks: dict[tuple[Occasion, date], Boards] = {}
        self._forms: dict[tuple[str, Occasion, int], bytes] = {}
        self._sent: dict[str, bytes] = {}
        self._rows: dict[int, dict[Row, str]] = {}
        self._text = 0

    def play(self, events: list[Event]) -> None:
        """All events; forms that come on one day come in one call, as long as the clerk names the same period."""
        waiting: list[Event] = []
        for event in events:
            if waiting and (event.what != "send" or (event.day, event.period) != (waiting[0].day, waiting[0].period)):
                self._collect(waiting)
                waiting = []
            if event.what == "send":
                waiting.append(event)
            else:
                getattr(self, f"_{event.what}")(event)

    def digest(self, name: str) -> str:
        """The sha256 of a form that was sent."""
        return sha256(self._sent[name]).hexdigest()

    def name_of(self, digest: str) -> str:
        """The name under which the form with that sha256 was sent."""
        return next((name for name, data in self._sent.items() if sha256(data).hexdigest() == digest), "")

    def consolidate(self, occasion: Occasion, day: date) -> Sheets:
        """The consolidated report of that day, as its workbook has it."""
        report = gen.consolidate(self.plan, obligation=occasion[0], period=occasion[1], as_of=day)
        book = load_workbook(io.BytesIO(report.xlsx), read_only=True)
        rows = [list(sheet.iter_rows(min_row=3, values_only=True)) for sheet in book.worksheets]
        return Sheets(*rows, report.completeness, report.docx)

    def look(self, occasion: Occasion, day: date) -> Boards:
        """The boards of that day, and the letter, which asks for the reports within a week."""
        obligation, period = occasion
        return Boards(
            gen.status(self.plan, obligation=obligation, period=period, as_of=day),
            gen.task_board(self.plan, obligation=obligation, as_of=day),
            gen.remind(self.plan, obligation=obligation, period=period, as_of=day, by=day + timedelta(days=7)),
        )

    def code_of(self, row: Row, text: int) -> str:
        """The code that the row has by that text of the plan, found by its words."""
        task, _dot, target = row.partition(".")
        code = self._rows[text][task]
        return f"{code}/{[*TEXTS[text].tasks[task].targets].index(row) + 1}" if target else code

    # ---- what happens -----------------------------------------------------------------

    def _edit(self, event: Event) -> None:
        text = TEXTS[event.text]
        words = {one: task.words for one, task in TEXTS[event.text - 1].tasks.items()} if event.text else {}
        data = with_written_ids(text, {**{k: self._rows[event.text - 1].get(k, k) for k in words},
                                       "h1": self._rows[event.text - 1]["h1"]} if event.text else {})  # fmt: skip
        plans.write(self.folder, data)
        self._text = event.text
        self._rows[event.text] = _rows_of(self.plan, text)

    def _build(self, event: Event) -> None:
        made = gen.build(self.plan, out=str(self.out), documents=["report"], period=event.form[1], pdf=False)
        assert not made.problems()
        for one in made.outcomes:
            if one.path.endswith(".docx") and f"-{event.form[1].lower()}" in one.path:
                unit = one.path.split("/")[0]
                self._forms[unit, event.form, event.text] = (self.out / "kh-1" / one.path).read_bytes()

    def _issue(self, event: Event) -> None:
        gen.build(self.plan, out=str(self.out), units=[event.unit], documents=["plan"], pdf=False)
        done = gen.issue(
            self.plan, out=str(self.out), unit=event.unit, number=event.name, date=event.day, allow_blank=True
        )
        assert [one.number for one in done.issued] == [f"{event.name}/KH-" + done.issued[0].number.split("/KH-")[1]]

    def _supersede(self, event: Event) -> None:
        gen.build(self.plan, out=str(self.out), units=[event.unit], documents=["plan"], pdf=False, supersede=True)
        self._issue(event)

    def _collect(self, events: list[Event]) -> None:
        box = self.folder / "box"
        box.mkdir(exist_ok=True)
        for old in box.iterdir():
            old.unlink()
        for event in events:
            if event.name not in self._sent:
                blank = self._forms[event.unit, event.form, event.text]
                whole = fill_by_words(blank, event.answers, event.text)
                self._sent[event.name] = (
                    whole[: len(whole) // 2] + event.name.encode() if event.fate == UNREAD else whole
                )
            (box / event.name).write_bytes(self._sent[event.name])
        done = gen.collect(
            box, self.plan, period=events[0].period or None, received=datetime.combine(events[0].day, MORNING)
        )
        by_name = {Path(one.submission.name).name: one for one in done}
        self.outcomes += [(event, by_name[event.name]) for event in events]

    def _sign(self, event: Event) -> None:
        # As long as gen.collect takes no signed copies.
        data = f"%PDF-1.7 {event.name}".encode()
        revisions = load_current(self.plan).revisions
        found = resolve_occasion(revisions.plan, event.form[0], event.form[1], event.day)
        received = datetime.combine(event.day, MORNING)
        open_store(self.plan)
        digest = store_bytes(originals_folder(self.plan), data, event.name, received)
        plan = judge(revisions, found.obligation, found.period).plan
        store = SubmissionStore(plan, found.obligation, found.period, received)
        self._sent[event.name] = data
        copy = Submission(event.name, digest, unit=event.unit)
        store.store_signed([ReceivedSubmission(copy, digest, event.name, len(data))])

    def _withdraw(self, event: Event) -> None:
        gen.withdraw_return(self.digest(event.name), self.plan, reason="đơn vị xin rút", at=self._noon(event))

    def _restore(self, event: Event) -> None:
        gen.restore_return(self.digest(event.name), self.plan, reason="đơn vị xác nhận", at=self._noon(event))

    def _move(self, event: Event) -> None:
        gen.move_return(
            self.digest(event.name), self.plan, period=event.to[1], reason="đơn vị nói rõ kỳ", at=self._noon(event)
        )

    def _correct(self, event: Event) -> None:
        (((row, name), value),) = event.answers.items()
        done = gen.correct_answer(
            event.unit, f"{self.code_of(row, self._text)}/{name}", value or None, self.plan, reason=event.name,
            obligation=event.form[0], period=event.form[1], received=event.day,
        )  # fmt: skip
        assert done.is_changed

    def _extend(self, event: Event) -> None:
        assert event.until is not None
        request = CollectionRequest(self.plan, self._noon(event), *event.form)
        grant_extension(request, event.unit, event.until, event.name)

    def _look(self, event: Event) -> None:
        self.looks[event.form, event.day] = self.look(event.form, event.day)

    def _report(self, event: Event) -> None:
        self.reports[event.form] = self.consolidate(event.form, event.day)

    @staticmethod
    def _noon(event: Event) -> datetime:
        return datetime.combine(event.day, MORNING) + timedelta(hours=4)


def _rows_of(plan: Path, text: Text) -> dict[Row, str]:
    by_words = {entry.text: entry.id for entry in entries(gen.load_plan(plan))}
    return {**{key: by_words[task.words] for key, task in text.tasks.items()}, "h1": by_words["Thủy lợi nhỏ"]}


def fill_by_words(blank: bytes, answers: Answers, text: int) -> bytes:
    """The form as somebody fills it in who reads the words of each row, and knows no code."""
    with ZipFile(io.BytesIO(blank)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    rows: list[tuple[str, dict[str, str]]] = []
    keys: dict[tuple[Row, str], str] = {}
    for row in root.iter(f"{W}tr"):
        tags = [one.get(f"{W}val") for one in row.iter(f"{W}tag")]
        if tags:
            words = " ".join("".join(one.text or "" for one in row.iter(f"{W}t")).split())
            rows.append((words, {tag.rpartition("/")[2]: tag for tag in tags}))
    for row_name, column in answers:
        if not row_name:
            keys[row_name, column] = column
            continue
        wanted = _words_of_row(row_name, text)
        found = [tags[column] for words, tags in rows if column in tags and wanted in words]
        assert len(found) == 1, (row_name, column, found)
        keys[row_name, column] = found[0]
    return filled(blank, {keys[key]: words for key, words in answers.items()})


def _words_of_row(row: Row, text: int) -> str:
    task, _dot, target = row.partition(".")
    asked = TEXTS[text].tasks[task]
    return asked.targets[row].of if target else re.split(r" ?\{", asked.words)[0]
