"""A plan of 62 tasks for 47 units, and what the units return, as plain data: some nothing, some late, some nonsense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from gen.derive.answers import FormField
from gen.derive.form_fields import Area, FieldKind, fields_of
from gen.plan.model import Plan
from gen.reading import Figure
from gen.reporting.obligations import reporting_units
from gen.reporting.occasions import resolve_obligation, resolve_period
from gen.returns.collection import AcceptedSubmission, Collection
from gen.returns.reasons import Reason, ReasonCode
from gen.returns.validation import FieldValue
from tests.support import plans

STATUSES = ("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Không phát sinh")
DUE = date(2026, 6, 19)
DAY = date(2026, 7, 1)
COMMUNES, DEPARTMENTS, ASKED = 34, 9, ("mat-tran", "hoi-phu-nu", "toa-an", "vien-kiem-sat")
"""34 communes, 9 departments, and four bodies that are asked rather than told."""
_ACTS = ("Rà soát, lập danh sách", "Tuyên truyền, phổ biến", "Kiểm tra, giám sát", "Tập huấn nghiệp vụ về",
         "Bố trí kinh phí cho", "Xây dựng quy chế phối hợp trong", "Thống kê, theo dõi, báo cáo tình hình")  # fmt: skip
_MATTERS = (
    "công tác bảo vệ, chăm sóc rừng phòng hộ đầu nguồn trên địa bàn",
    "việc cấp nước sinh hoạt hợp vệ sinh cho hộ dân",
    "công tác phòng, chống tai nạn đuối nước ở lứa tuổi học sinh",
    "việc thu gom, xử lý rác thải sinh hoạt tại khu dân cư",
    "hoạt động của tổ hòa giải, tổ công nghệ số cộng đồng",
    "công tác giảm nghèo bền vững gắn với tạo việc làm",
)
_SAID = (
    "Đã ban hành văn bản chỉ đạo và giao công chức phụ trách theo dõi",
    "Đã tổ chức {n} buổi tuyên truyền với {m} lượt người dự",
    "Đã kiểm tra {n} thôn, nhắc nhở {m} hộ; lập biên bản {n} trường hợp theo quy định của pháp luật",
    "Đang rà soát danh sách ở {n} thôn",
    "Đã phối hợp với các đoàn thể tổ chức ra quân {n} lần",
)
_WHY = ("Chưa được bố trí kinh phí", "Cán bộ kiêm nhiệm nhiều việc, địa bàn rộng", "Chờ hướng dẫn của cấp trên")
_HARD = (
    "Kinh phí còn hạn hẹp",
    "Địa bàn rộng, dân cư phân tán, giao thông đi lại khó khăn về mùa mưa",
    "Thiếu trang thiết bị",
)
_ASKS = (
    "Đề nghị bố trí thêm kinh phí",
    "Đề nghị tập huấn nghiệp vụ cho công chức cấp xã",
    "Đề nghị cấp trên sớm ban hành hướng dẫn",
)


@dataclass(frozen=True)
class Sent:
    """What a unit sent on a day: the texts by the key of the field; of a `misfit` no figure or status is made."""

    day: date
    answers: Mapping[str, str]
    misfits: Mapping[str, str]


@dataclass(frozen=True)
class Office:
    """The plan, and what each unit sent; units that are not in `sent` sent nothing."""

    plan: Plan
    data: plans.Data
    sent: Mapping[str, Sent]

    def collection(self) -> Collection:
        """The same as gen has it once it was collected."""
        obligation = resolve_obligation(self.plan, None)
        period = resolve_period(self.plan, obligation, None, DUE)
        reports = [_accepted(unit, one) for unit, one in self.sent.items()]
        return Collection(self.plan, obligation, period, reporting_units(self.plan, obligation), tuple(reports))


def large_office(
    folder: Path, seed: int = 1, *, tasks: int = 62, silent: int = 5, communes: int = COMMUNES,
    departments: int = DEPARTMENTS, asked: tuple[str, ...] = ASKED, targets: int = 10, sections: int = 12,
) -> Office:  # fmt: skip
    """An office with so many tasks and units, of which so many send nothing."""
    rng = Random(seed)
    data = _plan(rng, tasks, communes, departments, asked, targets, sections)
    plan = plans.plan_of(folder, data)
    forms = _forms(data)
    units = list(forms)
    missing = set(rng.sample(units, silent))
    sent = {unit: _send(rng, forms[unit]) for unit in units if unit not in missing}
    return Office(plan, data, sent)


def _units(communes: int, departments: int, asked: tuple[str, ...]) -> list[dict[str, Any]]:
    kinds = {"mat-tran": "front", "hoi-phu-nu": "union", "toa-an": "court", "vien-kiem-sat": "procuracy"}
    names = {
        "mat-tran": "Ủy ban MTTQ Việt Nam huyện Sông Đà", "hoi-phu-nu": "Hội Liên hiệp Phụ nữ huyện Sông Đà",
        "toa-an": "Tòa án nhân dân huyện Sông Đà", "vien-kiem-sat": "Viện kiểm sát nhân dân huyện Sông Đà",
    }  # fmt: skip
    return [
        {"id": "huyen", "kind": "district", "name": "Sông Đà"},
        *({"id": f"phong-{n}", "kind": "department", "name": f"Phòng Chuyên môn nghiệp vụ số {n}", "abbr": f"CM{n}"}
          for n in range(1, departments + 1)),
        *({"id": one, "kind": kinds[one], "name": names[one]} for one in asked),
        *({"id": f"xa-{n:02}", "kind": "commune", "name": f"Xuân Thượng {n:02}"} for n in range(1, communes + 1)),
    ]  # fmt: skip


def _plan(
    rng: Random, tasks: int, communes: int, departments: int, asked: tuple[str, ...], targets: int, sections: int
) -> plans.Data:
    to = [["communes"], ["departments"], *([[*asked]] if asked else []), ["all"]]
    found = []
    for number in range(sections):
        count = tasks // sections + (number < tasks % sections)
        items = [_item(rng, number, n) for n in range(count)]
        found.append({
            "to": to[number % len(to)], "heading": f"Nhóm nhiệm vụ {number + 1}: {_MATTERS[number % len(_MATTERS)]}",
            "items": items, **({"common": True} if to[number % len(to)] == ["all"] else {}),
        })  # fmt: skip
    every = [item for one in found for item in one["items"]]
    for number, item in enumerate(every[:: max(1, len(every) // targets)][:targets] if targets else []):
        item["targets"] = [_target(number)]
        item["text"] = f"{item['text'].rstrip('.')}, {item['targets'][0]['raw']}."
    obligation = {
        "id": "bc", "name": "Báo cáo kết quả", "of": ["all"], "to": "huyen", "frequency": "once", "due": str(DUE),
        "form": True,
    }  # fmt: skip
    return plans.with_sections(*found, units=_units(communes, departments, asked), obligations=[obligation])


def _item(rng: Random, section: int, number: int) -> dict[str, Any]:
    act, matter = _ACTS[(section + number) % len(_ACTS)], _MATTERS[rng.randrange(len(_MATTERS))]
    return {
        "id": f"{section + 1}.{number + 1}",
        "text": f"{act} {matter}, gắn với phong trào thi đua số {section + 1}.{number + 1}.",
    }


def _target(number: int) -> dict[str, Any]:
    of = f"số {('hộ', 'thôn', 'vụ việc')[number % 3]} được thực hiện theo chỉ tiêu thứ {number + 1}"
    match number % 4:
        case 0:
            return {"raw": "đạt trên 100%", "op": ">", "value": 100, "of": of}
        case 1:
            return {"raw": "ít nhất 20 lớp", "op": ">=", "value": 20, "unit": "lớp", "of": of}
        case _:
            value = (60, 70, 80, 90, 95)[number % 5]
            return {"raw": f"đạt {value}% trở lên", "op": ">=", "value": value, "of": of}


def _forms(data: plans.Data) -> dict[str, list[tuple[str, list[dict[str, Any]]]]]:
    """What each unit is asked: its tasks with their targets."""
    units = [one["id"] for one in data["units"] if one["id"] != "huyen"]
    kinds = {one["id"]: one["kind"] for one in data["units"]}
    groups = {"all": units, "communes": [one for one in units if kinds[one] == "commune"],
              "departments": [one for one in units if kinds[one] == "department"]}  # fmt: skip
    found: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {unit: [] for unit in units}
    for section in data["parts"][0]["assignments"]:
        for unit in dict.fromkeys(one for name in section["to"] for one in groups.get(name, [name])):
            found[unit] += [(item["id"], item.get("targets", [])) for item in section["items"]]
    return found


def _send(rng: Random, form: list[tuple[str, list[dict[str, Any]]]]) -> Sent:
    answers: dict[str, str] = {}
    misfits: dict[str, str] = {}
    for code, targets in form:
        if rng.random() < 0.96:  # else the row is left blank
            _answer(rng, code, answers, misfits)
            for number, target in enumerate(targets, 1):
                _give_figures(rng, f"{code}/{number}", target, answers, misfits)
    for name, texts, share in (("difficulties", _HARD, 0.6), ("proposals", _ASKS, 0.5)):
        if rng.random() < share:
            answers[name] = rng.choice(texts)
    return Sent(DUE + timedelta(days=rng.choice((-5, -3, -1, 0, 0, 4))), answers, misfits)


def _answer(rng: Random, code: str, answers: dict[str, str], misfits: dict[str, str]) -> None:
    kind = rng.random()
    if kind < 0.02:
        misfits[f"{code}/status"] = "gần xong"
    elif kind < 0.95:
        weights = (9, 2, 1, 1) if code.endswith(".2") else (2, 4, 6, 1)
        answers[f"{code}/status"] = rng.choices(STATUSES, weights)[0]
    if rng.random() < 0.8:
        answers[f"{code}/result"] = rng.choice(_SAID).format(n=rng.randint(1, 9), m=rng.randint(20, 400))
    if rng.random() < 0.2:
        answers[f"{code}/reason"] = rng.choice(_WHY)
    if rng.random() < 0.1:
        answers[f"{code}/evidence"] = f"Công văn số {rng.randint(1, 99)}/UBND"


def _give_figures(
    rng: Random, row: str, target: dict[str, Any], answers: dict[str, str], misfits: dict[str, str]
) -> None:
    if rng.random() < 0.05:
        return
    if target.get("unit", "%") != "%":
        answers[f"{row}/value"] = str(rng.randint(0, 40))
        return
    below = rng.randint(5, 60)
    answers[f"{row}/denominator"] = str(below)
    if rng.random() < 0.03:
        misfits[f"{row}/numerator"] = "khoảng 10"
    else:
        answers[f"{row}/numerator"] = str(rng.randint(below // 2, below))


def _accepted(unit: str, sent: Sent) -> AcceptedSubmission:
    received = datetime(sent.day.year, sent.day.month, sent.day.day, 3, tzinfo=UTC)
    values = tuple(_value(key, text, fits=True) for key, text in sent.answers.items())
    misfits = tuple((_value(key, text, fits=False), _misfit(key)) for key, text in sent.misfits.items())
    return AcceptedSubmission(unit, received, unit.encode().hex().ljust(64, "0")[:64], f"{unit}.docx", values, misfits)


def _misfit(key: str) -> Reason:
    return Reason.of(ReasonCode.NO_STATUS if key.endswith("/status") else ReasonCode.NO_NUMBER)


def _value(key: str, text: str, *, fits: bool) -> FieldValue:
    code, _slash, name = key.rpartition("/")
    kind = next(one.kind for area in Area for one in fields_of(area) if one.name == name)
    figure = Figure(Decimal(text)) if fits and kind is FieldKind.NUMBER else None
    return FieldValue(FormField(code, name, kind), text, "control", figure)
