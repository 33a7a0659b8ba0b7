"""A seed → the plan in its five texts, and what happened on which day: plain data."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from tests.support import plans

ORDER = (
    "edit", "build", "issue", "supersede", "send", "sign", "withdraw", "restore", "move", "correct", "extend", "look",
    "report",
)  # fmt: skip
"""What can happen, in the order in which it does on one day."""
Occasion = tuple[str, str]
Row = str
"""A task (a1), a target of it (a2.rung), or "" for the report as a whole."""
Answers = dict[tuple[Row, str], str]
UNREAD = "damaged"
"""The fate of a file that nobody can read; all others that are set apart are forms that can be read."""

COMMUNES = tuple(f"xa-{n:02}" for n in range(1, 36))
DEPARTMENTS = tuple(f"phong-{n}" for n in range(1, 10))
OWING = (*DEPARTMENTS, "cong-an", "mat-tran", *COMMUNES)
Q1, Q2, Q3, Q4, YEAR = [*(("quy", f"2025-Q{n}") for n in range(1, 5)), ("nam", "2025")]
OCCASIONS = (Q1, Q2, Q3, Q4, YEAR)
STATUSES = ("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Thực hiện thường xuyên", "Không phát sinh")
OTHER_WORDS = {"Đã hoàn thành": "Hoàn thành", "đang triển khai": "Đang thực hiện"}
"""What units write for a status in words of their own, and the status that it is."""


@dataclass(frozen=True)
class Target:
    """A target; `percent` or a count, and how much."""

    of: str
    percent: bool
    value: int
    raw: str

    def is_missed_by(self, figure: Fraction) -> bool:
        """Whether the figure falls short: "trên" is more than, all others mean at least."""
        return figure < self.value or (self.raw.startswith("trên") and figure == self.value)


@dataclass(frozen=True)
class Task:
    """A task: its words, the units that answer for it, and its targets, whose figures `leads` give.

    `last_day` is the last on which it is done in time, None where the plan names none; `deadline` are its words for it.
    """

    words: str
    asked: tuple[str, ...]
    targets: dict[str, Target] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    last_day: date | None = None
    deadline: str = ""


@dataclass(frozen=True)
class Text:
    """One text of the plan: its tasks in order, who owes, and the last days of the reports."""

    tasks: dict[str, Task]
    dues: dict[Occasion, date]
    data: dict[str, Any]
    owing: tuple[str, ...] = OWING


@dataclass(frozen=True)
class Event:
    """What happened on a day.

    `what` is build, edit, send, sign, correct, withdraw, restore, move, extend, look, report, issue or supersede; who
    looks, looks at the boards, and at the letter to those that are behind. A form is `form`,
    for an occasion, as it was built from the text `text`; `fate` is empty where it counts from then on, "again" where
    it is there already, else the reason for which it is set apart. `name` is what it is called; a decision names the
    form that it is about, more time its reason, and lasts to the end of `until`. `period` is the one that the clerk
    names.
    """

    day: date
    what: str
    unit: str = ""
    form: Occasion = ("", "")
    text: int = 0
    answers: Answers = field(default_factory=dict)
    name: str = ""
    fate: str = ""
    period: str = ""
    to: Occasion = ("", "")
    until: date | None = None


def day(words: str) -> date:
    """12/3 → 12 March 2025."""
    number, month = words.split("/")
    return date(2025, int(month), int(number))


# ---- the plan -----------------------------------------------------------------------

RUNG = Target("số thôn có đất trống đã trồng rừng", True, 90, "đạt 90%")
BO = Target("số bò sinh sản nuôi mới", False, 20, "ít nhất 20 con")
VUON = Target("số vườn ươm của xã", False, 5, "ít nhất 5 vườn ươm")
KIEM_TRA = Target("số xã được kiểm tra", True, 50, "trên 50%")
VI_PHAM = Target("số vụ vi phạm lâm luật được xử lý", True, 100, "đạt 100%")
HOI_VIEN = Target("số hội viên nhận chăm sóc cây", False, 50, "ít nhất 50 hội viên")
DIEN = Target("lượng điện tiết kiệm so với năm trước", True, 10, "đạt 10%")

WORDS = {
    "a1": "Rà soát diện tích đất trống, lập sổ theo dõi từng thôn.",
    "a2": "Trồng rừng phòng hộ, đạt 90% số thôn có đất trống.",
    "a3": "Nuôi bò sinh sản theo nhóm hộ, ít nhất 20 con.",
    "a4": "Nạo vét mương dẫn nước ruộng bậc thang.",
    "a5": "Đắp đập tạm giữ nước mùa khô.",
    "a6": "Tuyên truyền phòng cháy, chữa cháy rừng, xong trước ngày 30/8/2025.",
    "b1": "Hướng dẫn chuyên môn cho cán bộ cơ sở.",
    "b2": "Kiểm tra việc thực hiện tại trên 50% số xã {scope}.",
    "c1": "Tuần tra vùng giáp ranh, xử lý vi phạm lâm luật đạt 100% số vụ.",
    "d1": "Vận động ít nhất 50 hội viên nhận chăm sóc cây.",
    "e1": "Cử cán bộ đầu mối theo dỏi kế hoạch.",
    "e2": "Tiết kiệm điện nơi công sở, đạt 10% so với năm trước.",
}
TARGETS = {
    "a2": {"a2.rung": RUNG}, "a3": {"a3.bo": BO}, "b2": {"b2.kiem-tra": KIEM_TRA}, "c1": {"c1.vi-pham": VI_PHAM},
    "d1": {"d1.hoi-vien": HOI_VIEN}, "e2": {"e2.dien": DIEN},
}  # fmt: skip
OPERATORS = {
    "đạt 90%": ">=", "ít nhất 20 con": ">=", "ít nhất 5 vườn ươm": ">=", "trên 50%": ">", "đạt 100%": "=",
    "ít nhất 50 hội viên": ">=", "đạt 10%": "=",
}  # fmt: skip
DEADLINES = {
    "a1": ("trong tháng 3/2025", "period", "2025-03", date(2025, 3, 31)),
    "a6": ("trước ngày 30/8/2025", "before", "2025-08-30", date(2025, 8, 29)),
    "b1": ("chậm nhất ngày 15/6/2025", "at-latest", "2025-06-15", date(2025, 6, 15)),  # a Sunday
    "c1": ("thường xuyên", "ongoing", None, None),
    "d1": ("trước tháng 6/2025", "before", "2025-06", date(2025, 5, 31)),
    "e1": ("ngày 28/2/2025", "on", "2025-02-28", date(2025, 2, 28)),
}
"""By when a task is to be done: the plan's words, their kind and date, and the last day in time."""
LATER = {**DEADLINES, "a6": ("trước ngày 31/10/2025", "before", "2025-10-31", date(2025, 10, 30))}
HOLIDAYS = ("2025-04-07", "2025-04-30", "2025-05-01", "2025-09-01", "2025-09-02")
SECTIONS = (
    ("Ủy ban nhân dân các xã", ["communes"], ("a1", "a2", "a3", "a4", "a5", "a6"), {}),
    ("Các phòng chuyên môn", ["departments"], ("b1", "b2"), {}),
    ("Công an huyện", ["cong-an"], ("c1",), {}),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", ["mat-tran"], ("d1",), {}),
    ("Nhiệm vụ chung của các đơn vị", ["all"], ("e1", "e2"), {"common": True}),
)
AMENDED = ("sua-1", "2025-04-20"), ("sua-2", "2025-08-11"), ("sua-3", "2025-10-06")


def _units() -> list[dict[str, Any]]:
    return [
        {"id": "huyen", "kind": "district", "name": "Sông Đà"},
        *({"id": one, "kind": "department", "name": f"Phòng Chuyên môn {one[-1]}", "abbr": f"CM{one[-1]}"}
          for one in DEPARTMENTS),
        {"id": "cong-an", "kind": "police", "name": "Công an huyện Sông Đà"},
        {"id": "mat-tran", "kind": "front", "name": "Ủy ban MTTQ Việt Nam huyện Sông Đà"},
        *({"id": one, "kind": "commune", "name": f"Xuân {one[-2:]}"} for one in COMMUNES),
    ]  # fmt: skip


def _target(one: Target) -> dict[str, Any]:
    unit = "%" if one.percent else one.raw.partition(str(one.value))[2].strip()
    return {"raw": one.raw, "op": OPERATORS[one.raw], "value": one.value, "of": one.of, "unit": unit}


def _asked(key: str, communes: tuple[str, ...], owing: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who answers for the task, and who gives its figures."""
    leads = {"a": communes, "b": DEPARTMENTS, "c": ("cong-an",), "d": ("mat-tran",), "e": owing}[key[0]]
    asked = tuple(one for one in owing if one in leads or (key == "c1" and one in communes))
    return asked, leads


Deadlines = dict[str, tuple[str, str, str | None, date | None]]


def _items(
    tasks: dict[str, Task], letter: str, edited: dict[str, str], deadlines: Deadlines, *, ids: bool
) -> list[dict[str, Any]]:
    """The items of one section; two of the communes' stand below a heading."""
    items: list[dict[str, Any]] = []
    for key, task in ((one, task) for one, task in tasks.items() if one[0] == letter):
        item: dict[str, Any] = {"id": key} if ids else {}
        item["text"] = task.words
        if task.targets:
            item["targets"] = [_target(one) for one in task.targets.values()]
        if key in deadlines:
            raw, kind, value, _last = deadlines[key]
            item["due"] = {"raw": raw, "kind": kind, **({"value": value} if value else {})}
        if key == "c1":
            item["with"] = ["communes"]
        if key in edited:
            item["amended_by"] = edited[key]
        items.append(item)
    below = [one for one in items if one["text"] in (WORDS["a4"], WORDS["a5"])]
    if below:
        place = items.index(below[0])
        items[place : place + 2] = [{"heading": "Thủy lợi nhỏ", "items": below, **({"id": "h1"} if ids else {})}]
    return items


def _text(
    words: dict[str, str], targets: dict[str, dict[str, Target]], quarter_day: int, amendments: int,
    ids: bool = False, merged: bool = False, edited: dict[str, str] | None = None,
    deadlines: Deadlines = DEADLINES,
) -> Text:  # fmt: skip
    """One text of the plan; with `ids` it has the place of a written id at each task, to be filled in."""
    communes = tuple(one for one in COMMUNES if not (merged and one == "xa-35"))
    owing = tuple(one for one in OWING if not (merged and one == "xa-35"))
    tasks = {}
    for key, task in words.items():
        asked, leads = _asked(key, communes, owing)
        raw, _kind, _value, last = deadlines.get(key, ("", "", "", None))
        tasks[key] = Task(task, asked, targets.get(key, {}), leads, last, raw)
    sections = [
        {"to": to, "heading": heading, **more, "items": _items(tasks, keys[0][0], edited or {}, deadlines, ids=ids)}
        for heading, to, keys, more in SECTIONS
    ]
    units = _units()
    if merged:
        units[-1] |= {"valid_to": "2025-10-05", "successor": "xa-34"}
        units[-2] |= {"name": "Hợp Nhất"}
    obligations: list[dict[str, Any]] = [
        {"id": "quy", "name": "Báo cáo quý", "of": ["all"], "to": "huyen", "frequency": "quarterly", "form": True,
         "due": {"raw": f"trước ngày {quarter_day} của tháng cuối quý"}},
        {"id": "nam", "name": "Báo cáo năm", "of": ["all"], "to": "huyen", "frequency": "yearly", "form": True,
         "due": {"raw": "trước ngày 20/12 hằng năm"}},
    ]  # fmt: skip
    if quarter_day != 20:
        obligations[0]["amended_by"] = ["sua-2"]
    data = plans.with_sections(*sections, units=units, obligations=obligations)
    data["holidays"] = list(HOLIDAYS)
    data["plan"] |= {"date": "2025-01-08", "subject": "Bảo vệ rừng {scope}"}
    if amendments:
        data["amendments"] = [
            {"id": one, "date": on, "does": f"sửa lần {n}", "number": f"{n}5/KH-UBND"}
            for n, (one, on) in enumerate(AMENDED[:amendments], 1)
        ]
    if merged:
        data["amendments"][-1]["for"] = ["xa-34"]
    dues = {("quy", f"2025-Q{n}"): date(2025, 3 * n, quarter_day - 1) for n in range(1, 5)}
    return Text(tasks, {**dues, YEAR: date(2025, 12, 19)}, data, owing)


def _texts() -> tuple[Text, ...]:
    spelt = {**WORDS, "e1": "Cử cán bộ đầu mối theo dõi kế hoạch."}
    first = {"a0": "Khảo sát giống cây bản địa."}
    put_in = {**first, **spelt}
    more = {**TARGETS, "a2": {"a2.vuon": VUON, "a2.rung": RUNG}}
    moved = {**put_in, "a6": "Tuyên truyền phòng cháy, chữa cháy rừng, xong trước ngày 31/10/2025."}
    edits_1 = {"a0": "sua-1", "a2": "sua-1"}
    edits_2 = {**edits_1, "a6": "sua-2"}
    return (
        _text(WORDS, TARGETS, 20, 0),
        _text(spelt, TARGETS, 20, 0),
        _text(put_in, more, 20, 1, edited=edits_1),
        _text(moved, more, 25, 2, ids=True, edited=edits_2, deadlines=LATER),
        _text(moved, more, 25, 3, ids=True, merged=True, edited=edits_2, deadlines=LATER),
    )


TEXTS = _texts()
"""As issued; a spelling mended; a task and a target put in before others; a deadline moved; two communes merged."""
ENTERED = tuple(map(day, ("10/2", "26/3", "21/4", "12/8", "7/10")))
"""On which day the plan has each text."""
HOLDS_FROM = (date.min, *map(day, ("15/3", "20/4", "11/8", "6/10")))
"""From which day on: the date of the amendment; without one, the day after the last period with forms."""
PERIOD_ENDS = {Q1: day("14/3"), Q2: day("14/6"), Q3: day("14/9"), Q4: day("14/12"), YEAR: day("14/12")}
LABELS = {
    **{("quy", f"2025-Q{n}"): f"quý {'IV' if n == 4 else 'I' * n} năm 2025" for n in range(1, 5)},
    YEAR: "năm 2025",
}


def text_on(day: date, known: date) -> int:
    """The text that holds on a day, as far as it is known on another."""
    return max(n for n, entered in enumerate(ENTERED) if entered <= known and HOLDS_FROM[n] <= day)


JUDGED = {Q1: 0, Q2: 2, Q3: 3, Q4: 4, YEAR: 4}
"""By which text each occasion is judged: the one that holds at its end."""


def with_written_ids(text: Text, ids: dict[str, str]) -> dict[str, Any]:
    """The data of the text with these ids where it has places for them, by the keys of tasks."""
    data = copy.deepcopy(text.data)

    def fill(items: list[dict[str, Any]]) -> None:
        for one in items:
            if "id" in one:
                one["id"] = ids[one["id"]]
            fill(one.get("items", []))

    for section in data["parts"][0]["assignments"]:
        fill(section["items"])
    return data


LOOKS = {
    Q1: "17/3 19/3 20/3 24/3 27/3 1/4 15/4 19/6 23/6", Q2: "19/6 20/6 1/7 21/9", Q3: "5/8 25/9 30/9 29/10",
    Q4: "24/12 26/12 29/12", YEAR: "19/12 22/12 29/12",
}  # fmt: skip
"""On which days somebody looks at the boards of a report: before, on and after its last day."""

SETTLED = {
    Q1: ("1/4", "3/4"), Q2: ("23/6", "26/6"), Q3: ("2/10", "6/10"), Q4: ("26/12", "27/12"), YEAR: ("26/12", "27/12"),
}  # fmt: skip
"""On which days a person decides about reports, after what came later."""
TOLD = (
    ("e1", "result", "Kết quả nói qua điện thoại"), ("e1", "result", ""),
    ("e2.dien", "numerator", "77"), ("e2.dien", "denominator", "88"), ("e2.dien", "value", ""),
)  # fmt: skip
"""What units tell by telephone: the row, the column, the answer."""

# ---- the year -----------------------------------------------------------------------


def _figures(rng: Random, one: Target) -> dict[str, str]:
    if not one.percent:
        return {"value": str(rng.randint(0, 60))}
    below = rng.randint(5, 40)
    above = rng.randint(below // 2, below)
    return {"numerator": str(above), "denominator": str(below), "value": _percent(above, below)}


def _percent(above: int, below: int) -> str:
    return f"{above * 100 / below:.2f}".replace(".", ",")


def _say(rng: Random, key: Row, label: str) -> Answers:
    found = {(key, "status"): rng.choice(STATUSES)} if rng.random() < 0.95 else {}
    found[key, "result"] = f"Kết quả {label}"
    for name, words, share in (("reason", "Lý do", 0.2), ("evidence", "Công văn", 0.1)):
        if rng.random() < share:
            found[key, name] = f"{words} {label}"
    return found


def fill_in(rng: Random, unit: str, text: int, label: str, share: float = 0.95) -> Answers:
    """Answers of the unit to nearly all that the text asks it; each written text is there once in the year."""
    found: Answers = {}
    for key, task in TEXTS[text].tasks.items():
        if unit not in task.asked:
            continue
        if rng.random() < share:
            found |= _say(rng, key, f"{key} {unit} {label}")
        for target, one in task.targets.items():
            if unit in task.leads and rng.random() < share:
                found |= {(target, name): figure for name, figure in _figures(rng, one).items()}
    if rng.random() < 0.3:
        found["", "difficulties"] = f"Khó khăn của {unit} {label}"
    for name, words in (
        ("steering", "Công văn"), ("funding", "Kinh phí"), ("strengths", "Ưu điểm"), ("weaknesses", "Hạn chế"),
        ("directions", "Phương hướng"),
    ):  # fmt: skip
        if rng.random() < 0.1:
            found["", name] = f"{words} của {unit} {label}"
    if rng.random() < 0.1:
        found["", "proposals"] = f"Đề nghị của {unit} {label}"
    return found


class Year:
    """The events of one year, put down one after the other; `events` has them by their days."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)
        self._events: list[Event] = []
        self._count = 0
        self._write()

    @property
    def events(self) -> list[Event]:
        """All, in the order in which they happened."""
        return sorted(self._events, key=lambda one: (one.day, ORDER.index(one.what)))

    def _add(self, when: str, what: str, **more: Any) -> Event:
        event = Event(day(when), what, **more)
        self._events.append(event)
        return event

    def send(
        self, when: str, unit: str, form: Occasion, text: int, answers: Answers | None = None, *,
        fate: str = "", period: str = "", share: float = 0.95,
    ) -> Event:  # fmt: skip
        """A form that comes; without `answers` filled in at random."""
        self._count += 1
        name = f"{unit}-{self._count}.docx"
        given = fill_in(self._rng, unit, text, str(self._count), share) if answers is None else answers
        fate = fate or ("" if given else "blank")
        return self._add(
            when, "send", unit=unit, form=form, text=text, answers=given, name=name, fate=fate, period=period
        )

    def again(self, when: str, sent: Event, *, fate: str = "again", period: str = "") -> Event:
        """The very same file once more."""
        return self._add(
            when, "send", unit=sent.unit, form=sent.form, text=sent.text, answers=sent.answers, name=sent.name,
            fate=fate, period=period,
        )  # fmt: skip

    def decide(self, when: str, what: str, sent: Event, to: Occasion = ("", "")) -> None:
        """A decision about what was sent."""
        self._add(when, what, unit=sent.unit, name=sent.name, to=to)

    def correct(self, when: str, unit: str, form: Occasion, row: Row, name: str, value: str) -> None:
        """An answer told by telephone, to what is asked by then; without a value it is taken away."""
        text = text_on(PERIOD_ENDS[form], day(when))
        answers = {(row, name): value}
        self._add(when, "correct", unit=unit, form=form, text=text, answers=answers, name=f"gọi {when} {unit}")

    def extend(self, when: str, unit: str, form: Occasion, until: str) -> None:
        """More time for the report of a unit."""
        self._add(when, "extend", unit=unit, form=form, name=f"lý do gia hạn {unit}", until=day(until))

    def _write(self) -> None:
        self._add("10/2", "edit", text=0)
        self._add("10/2", "build", form=Q1, text=0)
        self._add("11/2", "issue", unit="xa-01", name="01")
        self._add("11/2", "issue", unit="phong-1", name="02")
        self._quarter_1()
        self._add("26/3", "edit", text=1)
        self._add("26/3", "build", form=Q2, text=1)
        self._quarter_2()
        self._add("21/4", "edit", text=2)
        self._add("21/4", "build", form=Q2, text=2)
        self._add("22/4", "supersede", unit="xa-01", name="03")
        self._add("20/6", "build", form=Q3, text=2)
        self._add("20/6", "build", form=YEAR, text=2)
        self._quarter_3()
        self._add("12/8", "edit", text=3)
        self._add("12/8", "build", form=Q3, text=3)
        self._add("20/9", "build", form=Q4, text=3)
        self._quarter_4()
        self._add("7/10", "edit", text=4)
        self._add("7/10", "build", form=Q4, text=4)
        self._add("1/12", "build", form=YEAR, text=4)
        self._end_of_year()
        for when, occasion in (("15/4", Q1), ("10/7", Q2), ("25/10", Q3), ("29/12", Q4), ("29/12", YEAR)):
            self._add(when, "report", form=occasion)
        for occasion, days in LOOKS.items():
            for when in days.split():
                self._add(when, "look", form=occasion)

    def _others(self, when: str, later: str, occasion: Occasion, text: int) -> None:
        """All units of which nothing was put down for the occasion send their form in time, some once more."""
        there = {one.unit for one in self._events if one.what in ("send", "sign") and occasion in (one.form, one.to)}
        silent = {Q1: {"xa-09", "xa-10"}, Q2: {"phong-5", "phong-7", "mat-tran"}, Q4: {"mat-tran"}}.get(occasion, set())
        for unit in TEXTS[JUDGED[occasion]].owing:
            if unit in there | silent:
                continue
            first = self.send(when, unit, occasion, text)
            if self._rng.random() < 0.6:  # what they forgot, or want to say otherwise
                self.send(later, unit, occasion, text, share=0.3)
            if self._rng.random() < 0.3 and not first.fate:
                self._settle(first, when, occasion)

    def _settle(self, sent: Event, when: str, occasion: Occasion) -> None:
        """What a person decides about a report that came, at random."""
        one_day, another = SETTLED[occasion]
        what = self._rng.choice(("withdraw", "back", "over", "tell", "tell", "extend"))
        if what in ("withdraw", "back"):
            self.decide(one_day, "withdraw", sent)
        if what in ("back", "over"):
            self.decide(another, "restore", sent)
        if what == "tell":
            can_be = [one for one in TOLD if one[2] or one[:2] in sent.answers]  # what is not there is not taken away
            row, name, value = self._rng.choice(can_be)
            self.correct(self._rng.choice((one_day, another)), sent.unit, occasion, row, name, value)
        extended = {(one.unit, one.form) for one in self._events if one.what == "extend"}
        if what == "extend" and (sent.unit, occasion) not in extended:
            self.extend(when, sent.unit, occasion, one_day)

    def _quarter_1(self) -> None:
        send, full = self.send, lambda unit, **figures: self._with(unit, 0, figures)
        self.last_answers: dict[str, Answers] = {}
        send("25/3", "phong-1", Q1, 0)
        whole = fill_in(self._rng, "phong-2", 0, "hai", 1.0)
        part = {key: text for key, text in whole.items() if key[0] == "b1"}
        send("17/3", "phong-2", Q1, 0, part)
        send("28/3", "phong-2", Q1, 0, {key: text for key, text in whole.items() if key not in part})
        send("17/3", "phong-3", Q1, 0, share=1.0)
        send("18/3", "phong-3", Q1, 0, share=0.6)
        for unit in ("phong-6", "phong-7"):
            self.last_answers[unit] = send("17/3", unit, Q1, 0, share=1.0).answers
        self.first_of_4, self.first_of_5 = (send("17/3", one, Q1, 0) for one in ("phong-4", "phong-5"))
        send("17/3", "xa-01", Q1, 0, share=0.4)
        send("17/3", "xa-02", Q1, 0, full("xa-02", bo={"value": "khoảng 150"}))
        send("17/3", "xa-03", Q1, 0, full("xa-03"))
        self.correct("20/3", "xa-03", Q1, "a3.bo", "value", "61")
        send("17/3", "xa-04", Q1, 0, full("xa-04", bo={"value": "khoảng 15"}))
        self.correct("20/3", "xa-04", Q1, "a3.bo", "value", "15")
        back = send("17/3", "xa-05", Q1, 0)
        self.decide("21/3", "withdraw", back)
        self.decide("24/3", "restore", back)
        self.decide("21/3", "withdraw", send("17/3", "xa-06", Q1, 0))
        send("27/3", "xa-06", Q1, 0)
        self._add("18/3", "sign", unit="xa-07", form=Q1, name="xa-07-ky.pdf")
        self._add("18/3", "sign", unit="xa-08", form=Q1, name="xa-08-ky.pdf")
        send("26/3", "xa-08", Q1, 0)
        self.decide("10/4", "move", send("1/4", "xa-09", Q2, 1, share=1.0), Q1)
        send("17/3", "xa-23", Q1, 0, share=1.0)
        self.decide("10/4", "move", send("1/4", "xa-23", Q2, 1, share=1.0), Q1)
        send("17/3", "xa-11", Q1, 0, {}, fate="blank")
        send("18/3", "xa-11", Q1, 0)
        send("17/3", "xa-12", Q1, 0, full("xa-12", rung={"numerator": "3", "denominator": "0", "value": "0"}))
        send("17/3", "xa-13", Q1, 0, full("xa-13", rung={"numerator": "30", "denominator": "20", "value": "150"}))
        send("17/3", "xa-14", Q1, 0, full("xa-14", rung={"numerator": "15", "denominator": "20", "value": "95"}))
        send("17/3", "xa-15", Q1, 0, full("xa-15", rung={"numerator": "17", "denominator": "", "value": "85"}))
        send("17/3", "xa-16", Q1, 0, full("xa-16", bo={"value": "5.000"}))
        send("17/3", "xa-25", Q1, 0, full("xa-25", bo={"value": "1,250"}))
        worded = {("a1", "status"): "Đã hoàn thành", ("a4", "status"): "đang triển khai"}
        send("17/3", "xa-26", Q1, 0, {**full("xa-26"), **worded})
        send("17/3", "xa-17", Q1, 0, share=1.0)
        self.correct("20/3", "xa-17", Q1, "a1", "result", "")
        send("20/2", "xa-18", Q1, 0)
        self.again("19/3", send("17/3", "xa-19", Q1, 0))
        older = {**full("xa-20"), ("", "cutoff"): "14/12/2024"}
        send("17/3", "xa-20", Q1, 0, older, fate="figures-of-other-period")
        send("2/4", "xa-22", Q1, 0)
        send("17/3", "xa-24", Q1, 0, {**full("xa-24"), ("a1", "status"): "Gần xong"})
        self.extend("18/3", "phong-1", Q1, "26/3")
        self.extend("18/3", "xa-22", Q1, "29/3")  # a Saturday
        self.extend("24/3", "xa-10", Q1, "10/4")
        self.extend("28/4", "xa-20", Q1, "15/5")
        self._others("17/3", "24/3", Q1, 0)

    def _quarter_2(self) -> None:
        send = self.send
        self.again("16/6", self.first_of_4)
        send("30/6", "phong-4", Q2, 2)
        self.again("16/6", self.first_of_5, fate="other-period", period="2025-Q2")
        for unit in ("phong-6", "phong-7"):
            same = send("16/6", unit, Q2, 2, self.last_answers[unit], fate="same-as-last-period")
            if unit == "phong-6":
                self.decide("25/6", "restore", same)
        for unit in COMMUNES[:6]:
            send("10/4", unit, Q2, 1, share=1.0)
        send("10/4", "xa-07", Q2, 1)
        new = ("a0", "a2.vuon")
        later = fill_in(self._rng, "xa-07", 2, "thêm", 1.0)
        send("17/6", "xa-07", Q2, 2, {key: text for key, text in later.items() if key[0] in new})
        send("16/6", "xa-09", Q2, 2)
        wrong = send("17/6", "xa-21", Q2, 2, fate="other-period", period="2025-Q1")
        self.decide("20/6", "move", wrong, Q2)
        send("16/6", "xa-23", Q2, 2, share=1.0)
        send("17/6", "xa-33", Q2, 1)
        self.correct("18/6", "xa-23", Q2, "a2.rung", "denominator", "41")
        self.extend("17/6", "phong-4", Q2, "27/6")
        send("20/6", "xa-10", Q1, 0, {}, fate="blank")
        self._others("16/6", "19/6", Q2, 2)

    def _quarter_3(self) -> None:
        send = self.send
        for unit in COMMUNES[:5]:
            send("1/8", unit, Q3, 2, share=1.0)
        send("1/8", "xa-06", Q3, 2, share=1.0)
        anew = {("a6", "status"): STATUSES[2], ("a6", "result"): "Kết quả a6 xa-06 trả lời lại"}
        send("20/9", "xa-06", Q3, 3, anew)
        send("1/8", "xa-07", Q3, 2, share=1.0)
        self.correct("5/8", "xa-07", Q3, "a6", "result", "Kết quả a6 xa-07 qua điện thoại")
        send("23/9", "phong-8", Q3, 3)
        send("26/9", "phong-9", Q3, 3)
        send("20/10", "xa-35", Q3, 3)
        wrong = send("20/9", "xa-08", Q3, 3, fate="other-period", period="2025-Q2")
        self.again("22/9", wrong, fate="")
        send("19/9", "xa-29", Q3, 3)
        self.extend("18/9", "phong-9", Q3, "30/9")
        earlier = send("19/9", "xa-30", Q3, 3, share=1.0)
        send("22/9", "xa-30", Q3, 3, share=1.0)
        self.decide("26/9", "restore", earlier)
        self.decide("27/10", "withdraw", send("19/9", "xa-31", Q3, 3))
        self.decide("29/9", "withdraw", send("19/9", "xa-32", Q3, 3, {}, fate="blank"))
        self._others("19/9", "29/9", Q3, 3)

    def _quarter_4(self) -> None:
        send = self.send
        send("30/9", "xa-34", Q4, 3, share=1.0)
        send("30/9", "xa-35", Q4, 3, share=1.0)
        send("26/12", "xa-01", Q4, 4)
        self.correct("23/12", "xa-02", Q4, "a3.bo", "value", "69")
        send("22/12", "cong-an", Q4, 4, {}, fate=UNREAD, period="2025-Q4")
        send("28/12", "cong-an", Q4, 4, {}, fate=UNREAD, period="2025-Q4")
        send("22/12", "xa-27", Q4, 4, {}, fate=UNREAD, period="2025-Q4")
        send("23/12", "xa-27", Q4, 4, {}, fate="blank")
        send("22/12", "xa-28", Q4, 4, {}, fate=UNREAD, period="2025-Q4")
        send("26/12", "xa-28", Q4, 4)
        self._others("22/12", "23/12", Q4, 4)

    def _end_of_year(self) -> None:
        self.send("30/6", "xa-01", YEAR, 2, share=1.0)
        self.send("22/12", "xa-02", YEAR, 4)
        self._add("17/12", "sign", unit="xa-03", form=YEAR, name="xa-03-ky.pdf")
        self._add("17/12", "sign", unit="xa-04", form=YEAR, name="xa-04-ky.pdf")
        self.send("18/12", "xa-03", YEAR, 4, {}, fate="blank")
        self.correct("22/12", "xa-04", YEAR, "a1", "result", "Kết quả a1 xa-04 qua điện thoại")
        self.correct("23/12", "xa-04", YEAR, "a3.bo", "value", "17")
        self.extend("16/12", "phong-1", YEAR, "25/12")
        self.send("18/12", "phong-9", YEAR, 4, {}, fate="blank")
        self.send("26/12", "phong-9", YEAR, 4)
        self._others("17/12", "24/12", YEAR, 4)

    def _with(self, unit: str, text: int, figures: dict[str, dict[str, str]]) -> Answers:
        """A full form of the unit with these figures of the targets rung and bo."""
        found = fill_in(self._rng, unit, text, f"{unit} {len(self._events)}", 1.0)
        for target, row in (("rung", "a2.rung"), ("bo", "a3.bo")):
            found |= {(row, name): value for name, value in figures.get(target, {}).items()}
        return {key: value for key, value in found.items() if value}
