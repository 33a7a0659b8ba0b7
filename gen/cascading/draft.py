"""Dossier → the draft of the unit's own plan.yaml: the superior's tasks with the places that the unit has to fill in.

Nothing is guessed: who does a task and by when reports come is `open`; what else only the unit knows is a question,
which stands in the draft as a comment and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from gen import diagnostics
from gen.cascading.errors import CascadeError
from gen.cascading.excerpt import excerpt, has_figures, is_asked, stated
from gen.cascading.records import (
    citation_record,
    cite_records,
    deadline_record,
    indicator_record,
    superior_record,
    target_record,
)
from gen.cascading.registry import REGISTRY
from gen.derive import wording
from gen.derive.blocks import source_label
from gen.derive.dossier import Dossier, TaskNode
from gen.derive.letterhead import (
    deadline_text,
    kind_and_symbol,
    number_and_symbol,
    place_name,
    short_reference,
    substitutions,
)
from gen.derive.parties import leads_text
from gen.derive.recipients import plan_recipients
from gen.derive.subplan import bases, derive_sub_plan, receiver_text
from gen.documents import KIND_NAMES, PLAN
from gen.importing.draft.task_ids import write_task_ids
from gen.importing.draft.yaml_text import DraftRecord, render_yaml
from gen.plan.binding import Duty
from gen.plan.checks.superior import is_numbered
from gen.plan.fields import ID_LENGTH, OPEN, fill
from gen.plan.kinds import ALL_UNITS
from gen.plan.model import Citation, Mark, Obligation, PartRole, Plan, Superior
from gen.plan.outline import EntryRole
from gen.plan.units import exists_on, full_name, group_name, scope, short_name, unit_by_id
from gen.reporting.indicators import indicators_asked, list_indicators
from gen.text import BLANK, collapse_spaces, lower_first, to_roman

_ASK = "HỎI: "
_DOTS = "…"
"""What stands for a gap in a value that may not be blank."""
_OWN_BASIS = "can-cu"
_OPENING = "{unit} xây dựng Kế hoạch triển khai thực hiện như sau:"
_REPORTING = (
    "Các đơn vị được giao nhiệm vụ gửi {name} về {unit} đúng hạn, theo biểu mẫu kèm theo, để tổng hợp, báo cáo "
    "{to}{due}."
)

_HEADING = """\
Kế hoạch của {unit}, triển khai {reference} của {issuer}.
# Bản NHÁP do "gen cascade" lập từ dữ liệu kế hoạch của cấp trên. Những chỗ chỉ đơn vị mới biết thì để ngỏ:
#   to: [open]   ai thực hiện? Thay chữ open bằng mã đơn vị trong {registry}: to: [phong-kinh-te, tram-y-te].
#   due: open    hạn gửi báo cáo? Ghi ngày sớm hơn hạn của cấp trên, để kịp tổng hợp: due: 2026-06-20.
#   # HỎI:       việc khác phải xem, phải ghi.
# "gen check" liệt kê mọi chỗ còn ngỏ, theo dòng; "gen build" chỉ lập văn bản khi không còn chỗ nào.
#
# superior: "12.2#1" ở một nhiệm vụ nghĩa là nhiệm vụ đó thực hiện nhiệm vụ 12.2#1 cấp trên giao; nhờ đó kết quả các
# đơn vị báo về điền được ngược lên biểu mẫu của cấp trên ("gen fill"). Được sửa lời văn cho đúng việc của mình, chia
# một nhiệm vụ thành nhiều (mỗi nhiệm vụ đều ghi superior:), thêm nhiệm vụ của riêng mình (không ghi superior:).
# Thời hạn không được muộn hơn, chỉ tiêu không được thấp hơn của cấp trên; lời gốc ở khóa superior: cuối tệp, đừng sửa.\
"""


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """What the unit has to look at beside the open places: where in the draft, and the question."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class CascadeDraft:
    """The `text` of a plan.yaml, what of the superior's plan is in it, and the questions beside its open places."""

    text: str
    superior: Superior
    questions: tuple[DraftQuestion, ...]


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """Number and date under which the unit's plan is issued already, by the superior's register."""

    number: int
    date: date


def draft_cascade(
    dossier: Dossier, day: date, issued: OwnIssue | None = None, issuer_id: str | None = None,
    *, has_bodies: bool = True,
) -> CascadeDraft:  # fmt: skip
    """The draft of the plan of the dossier's unit, made on `day`; `issued` where it has its number already.

    `issuer_id` is what the unit is called in its own registry, where that is not its id in the superior's; `has_bodies`
    says whether that has anybody else. Raises CascadeError CAS-002 where the plan lays nothing on the unit.
    """
    if not any(dossier.sections(duty) for duty in Duty):
        raise CascadeError.one(diagnostics.cascade.NOTHING_TO_CASCADE.at(id=f'"{dossier.unit.id}"'))
    return _Drafter(dossier, day, issued, issuer_id or dossier.unit.id, [ALL_UNITS if has_bodies else OPEN]).draft()


def cite_superior(plan: Plan, id_: str) -> Citation:
    """The superior's plan as the unit's own cites it, under that id, with a gap for a number that it does not have."""
    head, issuer = plan.header, unit_by_id(plan)[plan.header.issuer]
    subject = lower_first(fill(head.subject, substitutions(plan, issuer)))
    return Citation(
        id=id_, type=KIND_NAMES.get(head.kind, head.kind), number=number_and_symbol(plan), date=head.date,
        issuer=full_name(issuer), subject=subject,
    )  # fmt: skip


class _Drafter:
    """Drafts one plan, in which `reporting` owe the reports; `questions` are those met so far."""

    def __init__(
        self, dossier: Dossier, day: date, issued: OwnIssue | None, issuer_id: str, reporting: list[str]
    ) -> None:
        self.dossier, self.plan, self.unit = dossier, dossier.plan, dossier.unit
        self.day, self.issued, self.issuer_id, self.reporting = day, issued, issuer_id, reporting
        self.superior_unit = unit_by_id(self.plan)[self.plan.header.issuer]
        self.values = substitutions(self.plan, self.unit)
        self.content = derive_sub_plan(dossier)
        self.superior = excerpt(dossier)
        self.questions: list[DraftQuestion] = []
        self._cited: dict[str, None] = dict.fromkeys(self.plan.header.bases)

    def draft(self) -> CascadeDraft:
        """The whole of it."""
        parts, missing = [*self._purpose(), self._tasks()], []
        for heading, texts, question in (
            (wording.FUNDING_HEADING, self.unit.funding, "nguồn nào, ai lập dự toán, trình ai?"),
            (wording.ORGANISATION_HEADING, self.unit.organisation, "ai trong đơn vị làm gì, mỗi bộ phận một đoạn?"),
        ):
            if texts:
                items = [DraftRecord(text=text) for text in texts]
                parts.append(DraftRecord(heading=heading, marks=Mark.NONE.value, items=items))
            else:
                missing.append(self._ask("parts", f"phần {heading}: {question}"))
        gathered = [one for one in self.dossier.forms if one is not None]
        parts.append(self._reporting(gathered, missing))
        obligations = [self._obligation(one, to_roman(len(parts))) for one in gathered]
        write_task_ids(parts)
        citations = self._citations()
        record: dict[str, Any] = {
            "plan": self._header([str(one["id"]) for one in citations if one["id"] not in self._cited_by_tasks()]),
            "units": REGISTRY,
            "citations": citations,
            "opening": self._opening(),
            "parts": parts,
            "obligations": obligations,
            "indicators": self._indicators(gathered),
            "holidays": [str(one) for one in self.plan.holidays],
            "closing": list(self.content.closing),
            "recipients": self._recipients(),
            "signature": self._signature(),
        }
        record = {key: value for key, value in record.items() if value}
        record["superior"] = superior_record(self.superior)
        asked = sorted(self.questions, key=lambda one: [*record].index(one.place.partition(".")[0]))
        return CascadeDraft(render_yaml(record, self._heading()), self.superior, tuple(asked))

    def _ask(self, place: str, words: str) -> str:
        """The comment that asks the question, which is told too."""
        self.questions.append(DraftQuestion(place, words))
        return f"{_ASK}{words}"

    def _heading(self) -> str:
        return _HEADING.format(
            unit=full_name(self.unit), reference=collapse_spaces(short_reference(self.plan)),
            issuer=full_name(self.superior_unit), registry=REGISTRY,
        )  # fmt: skip

    def _header(self, bases_: Sequence[str]) -> DraftRecord:
        symbol = kind_and_symbol(PLAN.kind, self.unit) or f"{PLAN.kind}-{BLANK}"  # of a unit that numbers nothing
        notes = [self._ask("plan.focal", "đơn vị nào làm đầu mối tổng hợp báo cáo? Ghi focal: và mã đơn vị")]
        if BLANK in symbol:
            notes.append(self._ask("plan.symbol", "chữ viết tắt của đơn vị trong ký hiệu?"))
        if self.issued is None:
            notes.append(self._ask("plan.number", "số và ngày ban hành, khi có"))
        head = self.plan.header
        return DraftRecord(
            "\n".join(notes),
            id=self._id(), kind=PLAN.kind, number=self.issued.number if self.issued else None,
            symbol=symbol.replace(BLANK, _DOTS), place=place_name(self.plan, self.unit), date=self._date(),
            **({"valid_to": str(head.valid_to)} if head.valid_to else {}),
            subject=self.content.subject, scope=scope(self.unit, self.plan), issuer=self.issuer_id, bases=list(bases_),
        )  # fmt: skip

    def _id(self) -> str:
        """The plan's id: the superior's with the unit's behind it, as far as there is room."""
        return f"{self.plan.header.id}-{self.issuer_id}"[:ID_LENGTH].rstrip("-")

    def _date(self) -> str:
        """The day of issue, else the month of the draft; the superior's date where that is not within its term, or the
        unit's.
        """
        if self.issued is not None:
            return self.issued.date.isoformat()
        head = self.plan.header
        is_over = head.valid_to is not None and self.day > head.valid_to.last_day()
        is_within = head.date.first_day() <= self.day and not is_over and exists_on(self.unit, self.day)
        return f"{self.day:%Y-%m}" if is_within else str(head.date)

    def _citations(self) -> list[DraftRecord]:
        """The documents that the tasks and the superior's plan rest on, the unit's own, and the superior's plan."""
        known = [citation_record(one) for one in self.plan.citations if one.id in self._cited]
        ids = {str(one["id"]) for one in known}
        own = (f"{_OWN_BASIS}-{number}" for number in count(1))
        free = (name for name in own if name not in ids)
        known += [DraftRecord(id=next(free), type=basis.rstrip(";. ")) for basis in self.unit.bases]
        superior = cite_superior(self.plan, self.superior.document)
        note = ""
        if not is_numbered(superior):
            note = self._ask("citations", "số, ngày kế hoạch của cấp trên? Ghi ở đây và ở opening:")
        return [*known, DraftRecord(note, **citation_record(superior))]

    def _cited_by_tasks(self) -> frozenset[str]:
        """The documents that the tasks name and nothing rests on."""
        return frozenset(self._cited) - frozenset(self.plan.header.bases)

    def _opening(self) -> list[str]:
        return [*bases(self.dossier), _OPENING.format(unit=full_name(self.unit))]

    def _purpose(self) -> Iterator[DraftRecord]:
        """The unit's own points, and where the superior's stand."""
        found = next((part for part in self.content.parts if part.heading == wording.PURPOSE_HEADING), None)
        note = "" if self.unit.purpose else self._ask("parts", "mục đích, yêu cầu của riêng đơn vị?")
        if found is not None:
            items = [DraftRecord(text=block.text) for block in found.blocks]
            mark = Mark.NUMBER if len(items) > 1 else Mark.NONE
            role = PartRole.PURPOSE.value
            yield DraftRecord(note, heading=wording.PURPOSE_HEADING, role=role, marks=mark.value, items=items)

    def _tasks(self) -> DraftRecord:
        present = [duty for duty in Duty if self.dossier.sections(duty)]
        sections = []
        for duty in present:
            nodes = [node for section in self.dossier.sections(duty) for node in section.nodes]
            heading = wording.DUTY_HEADINGS[duty]
            sections.append(DraftRecord(heading=heading, **self._items(nodes, duty, 0)))
        return DraftRecord(heading=wording.TASKS_HEADING, role=PartRole.TASKS.value, assignments=sections)

    def _items(self, nodes: Sequence[TaskNode], duty: Duty, depth: int) -> dict[str, Any]:
        """What stands below a section or an item, with its marks: numbers where headings are among them, then letters,
        then dashes; as in the unit's plan that the superior's office makes.
        """
        if not nodes:
            return {}
        has_headings = any(node.entry.role is EntryRole.HEADING for node in nodes)
        mark = Mark.NUMBER if has_headings else (Mark.LETTER, Mark.DASH, Mark.PLUS)[min(depth, 2)]
        return {"marks": mark.value, "items": [self._item(node, duty, depth) for node in nodes]}

    def _item(self, node: TaskNode, duty: Duty, depth: int) -> DraftRecord:
        entry, item = node.entry, node.entry.item
        assert item is not None
        topic = {"topic": item.topic} if item.topic else {}
        if entry.role is EntryRole.HEADING:
            return DraftRecord(heading=entry.text.rstrip(": "), **topic, **self._items(node.children, duty, depth))
        below = self._items(node.children, duty, depth + 1)
        if not is_asked(duty, node):
            return DraftRecord(text=entry.sentence, **topic, **below)
        record = DraftRecord(
            self._task_note(node, duty), superior=entry.id, to=[OPEN], text=self._text(node, duty), **topic
        )
        due = stated(item.due)
        record |= {"due": deadline_record(due)} if due is not None else {}
        if has_figures(duty, node):
            record["targets"] = [
                target_record(target, f"{entry.id}/{number}") for number, target in enumerate(item.targets, 1)
            ]
        if item.cites:
            record["cites"] = cite_records(item.cites)
            self._cited |= dict.fromkeys(cite.document for cite in item.cites)
        record.update(below)
        return record

    def _text(self, node: TaskNode, duty: Duty) -> str:
        if duty is not Duty.SUPPORT:
            return node.entry.sentence
        return f"{node.entry.sentence} ({wording.LED.format(leads=leads_text(self.plan, node, self.values))})"

    def _task_note(self, node: TaskNode, duty: Duty) -> str:
        """Who does it? With what the superior says of it that the task's keys do not: its place, its partners."""
        item = node.entry.item
        partners = [] if item is None or duty is Duty.SUPPORT else [*map(self._name, item.partners)]
        partners += [item.others] if item is not None and item.others else []
        words = f"{_ASK}ai thực hiện? Cấp trên giao tại {collapse_spaces(source_label(node.entry.id))}"
        return words + (f"; phối hợp: {', '.join(partners)}" if partners else "")

    def _name(self, ref: str) -> str:
        units = unit_by_id(self.plan)
        return short_name(units[ref]) if ref in units else group_name(self.plan, ref)

    def _reporting(self, gathered: Sequence[Obligation], missing: Sequence[str]) -> DraftRecord:
        """The part on reports; above it the questions about the parts that are `missing` before it."""
        role = PartRole.REPORTING.value
        if not gathered:
            words = "cấp trên không giao báo cáo nào; các đơn vị có phải báo cáo không, khi nào?"
            note = "\n".join([*missing, self._ask("parts", words)])
            return DraftRecord(note, heading=wording.REPORTING_HEADING, role=role)
        items = [
            DraftRecord(
                text=_REPORTING.format(
                    name=lower_first(one.name),
                    unit=full_name(self.unit),
                    to=self._receiver(one),
                    due=self._due_words(one),
                )
            )
            for one in gathered
        ]
        note = "\n".join(missing)
        return DraftRecord(note, heading=wording.REPORTING_HEADING, role=role, marks=Mark.NONE.value, items=items)

    def _receiver(self, one: Obligation) -> str:
        return receiver_text(self.plan, one, self.unit)

    def _due_words(self, one: Obligation) -> str:
        due = deadline_text(stated(one.due))
        return f" ({due})" if due else ""

    def _obligation(self, one: Obligation, source: str) -> DraftRecord:
        limit = deadline_text(stated(one.due)) or "không nêu ngày"
        note = self._ask(
            f"obligations.{one.id}", f"báo cáo gửi khi nào, hạn của cấp trên là {limit}; mọi đơn vị đều gửi, of: [all]?"
        )
        return DraftRecord(
            note, id=one.id, name=one.name, of=self.reporting, to=self.issuer_id,
            frequency=one.frequency.value, due=OPEN,
            **({"cutoff": str(one.cutoff)} if one.cutoff else {}), source=source, form=True, superior=one.id,
        )  # fmt: skip

    def _indicators(self, gathered: Sequence[Obligation]) -> list[DraftRecord]:
        """The figures that the superior's forms ask for, under the same codes, and the shares that are of two of them.

        Which of several reports asks for one is not told below: the own bodies give all in every report.
        """
        asked = {one.indicator.id for o in gathered for one in indicators_asked(self.plan, self.unit.id, o.id)}
        return [
            indicator_record(one.indicator)
            for one in list_indicators(self.plan)
            if one.indicator.id in asked or (one.indicator.ratio is not None and asked.issuperset(one.indicator.ratio))
        ]

    def _recipients(self) -> list[str]:
        return list(plan_recipients(self.plan, self.unit))

    def _signature(self) -> DraftRecord:
        frame = self.content.frame
        signer = {"name": frame.signer} if frame.signer else {}
        note = self._ask("recipients", "nơi nhận: thêm các đơn vị thực hiện, cấp ủy, Mặt trận; ai ký?")
        return DraftRecord(note, lines=list(frame.authority) or [_DOTS], **signer)
