"""A province with communes, each with its villages: the plan of the province, and what the communes make of it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gen
from gen.cascading import CascadeOutcome, CascadeRequest, cascade
from tests.support import plans
from tests.support.form_filling import filled
from tests.support.offices import TEMPLATES

Data = dict[str, Any]
DAY = "2025-02-10"

BEFORE_30_JUNE = {"raw": "trước ngày 30/6/2025", "value": "2025-06-30", "kind": "before"}
HALF = {"raw": "đạt từ 95% trở lên", "op": ">=", "value": "95", "of": "Tỷ lệ hộ có nước sạch"}
COUNT = {"raw": "500 cây", "op": ">=", "value": "500", "unit": "cây", "of": "Số cây trồng mới"}


def province(**changes: Any) -> Data:
    """The data of a province's plan: two communes and a bureau, tasks of each sort, a report of each rhythm."""
    data: Data = {
        "plan": {
            "id": "kh-tinh", "number": "5", "symbol": "KH-UBND", "place": "Sông Đà", "date": "2025-01-15",
            "subject": "Nước sạch và trồng cây năm 2025 {scope}", "scope": "trên địa bàn tỉnh Sông Đà",
            "issuer": "tinh", "focal": "so-nnmt",
        },
        "units": [
            {"id": "tinh", "kind": "province", "name": "Sông Đà"},
            {"id": "so-nnmt", "kind": "bureau", "name": "Sở Nông nghiệp và Môi trường", "abbr": "SNNMT"},
            {"id": "xa-xuan-an", "kind": "commune", "name": "Xuân An"},
            {"id": "phuong-ba-la", "kind": "commune", "designation": "phường", "name": "Ba La"},
        ],
        "citations": [{"id": "nq-1", "type": "Nghị quyết", "number": "01/NQ-CP", "date": "2025-01-02",
                       "issuer": "Chính phủ", "subject": "về nước sạch"}],
        "parts": [
            {"heading": "MỤC ĐÍCH, YÊU CẦU", "role": "purpose", "items": [{"text": "Nước sạch cho mọi nhà {scope}."}]},
            {
                "heading": "NHIỆM VỤ", "role": "tasks",
                "assignments": [
                    {"to": ["so-nnmt"], "heading": "Sở Nông nghiệp và Môi trường", "items": [
                        {"id": "1.1", "text": "Kiểm tra chất lượng nước {scope}.", "with": ["communes"]},
                    ]},
                    {"to": ["communes"], "heading": "UBND các xã, phường", "items": [
                        {"heading": "Nước sạch", "topic": "nuoc", "items": [
                            {"id": "2.1.1", "text": "Rà soát các hộ chưa có nước sạch {scope}, xong trước ngày "
                             "30/6/2025; theo Nghị quyết số 01/NQ-CP.", "due": BEFORE_30_JUNE,
                             "cites": [{"document": "nq-1"}]},
                            {"id": "2.1.2", "text": "Tỷ lệ hộ có nước sạch đạt từ 95% trở lên.", "targets": [HALF]},
                        ]},
                        {"id": "2.2", "text": "Trồng cây, tổng số 500 cây, trong đó:", "marks": "-",
                         "targets": [{**COUNT, "raw": "500 cây"}], "items": [
                             {"id": "2.2#1", "text": "Trồng cây ven đường."},
                             {"id": "2.2#2", "text": "Trồng cây ở trường học.", "for": ["phuong-ba-la"]},
                         ]},
                    ]},
                    {"to": ["all"], "common": True, "heading": "Các cơ quan, đơn vị", "items": [
                        {"id": "3.1", "text": "Tuyên truyền về nước sạch."},
                    ]},
                ],
            },
        ],
        "obligations": [
            {"id": "nam", "name": "Báo cáo kết quả thực hiện", "of": ["all"], "to": "tinh", "through": "so-nnmt",
             "frequency": "once", "due": {"raw": "trước ngày 15/12/2025", "value": "2025-12-15", "kind": "before"},
             "cutoff": "2025-11-30", "form": "true"},
            {"id": "hdnd", "name": "Báo cáo Hội đồng nhân dân", "of": ["communes"],
             "to_name": "Hội đồng nhân dân cấp xã", "frequency": "yearly"},
        ],
        "signature": {"lines": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]},
    }  # fmt: skip
    return copy.deepcopy({**data, **changes})


def make_province(folder: Path, data: Data | None = None) -> Path:
    """The plan file of the province in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return plans.write(folder, data or province())


def cascaded(plan: Path, unit: str, to: Path, **changes: Any) -> CascadeOutcome:
    """What `gen cascade` makes of the unit's tasks, on a day of the plan's year."""
    return cascade(CascadeRequest(plan, unit, to, date.fromisoformat(DAY), **changes))


def villages(count: int) -> list[str]:
    """The ids of so many villages."""
    return [f"ban-{number}" for number in range(1, count + 1)]


def add_villages(folder: Path, ids: Sequence[str]) -> None:
    """Put villages into the registry of a commune, instead of the bodies with which it begins."""
    path = folder / "units.yaml"
    own = re.match(r"(?:#[^\n]*\n)*(- [^\n]*\n(?:  [^\n]*\n)*)", path.read_text("utf-8"))
    assert own is not None
    listed = "".join(f"- {{id: {one}, kind: other, name: Bản {one[4:]}, abbr: B{one[4:]}}}\n" for one in ids)
    path.write_text(own[1] + listed, "utf-8")


def answer(folder: Path, assign: Callable[[str], Sequence[str]], due: str = "2025-12-10") -> Path:
    """Say in the plan of a commune who does each task (by the superior's id), and when its reports come."""
    path = folder / "plan.yaml"
    lines, superior = path.read_text("utf-8").splitlines(keepends=True), ""
    for number, line in enumerate(lines):
        if found := re.match(r' +superior: "?([^"\n]+)"?$', line):
            superior = found[1]
        if line.strip() == "to: [open]":
            lines[number] = line.replace("open", ", ".join(assign(superior)))
    path.write_text("".join(lines).replace("due: open", f"due: {due}"), "utf-8")
    return path


def assigned_to(
    every: Sequence[str], some: Mapping[str, Sequence[str]] | None = None
) -> Callable[[str], Sequence[str]]:
    """Each task to all of them, but for those that `some` gives to others."""
    return lambda superior: (some or {}).get(superior, every)


RECEIVED, AS_OF = date(2025, 11, 20), date(2025, 11, 25)
"""When the villages' forms come, and when the commune adds them up."""


def build_forms(plan: Path) -> Path:
    """Build the documents of a plan into the folder `out` beside it; the folder of the plan's documents."""
    result = gen.build(plan, out=str(plan.parent / "out"), pdf=False, templates=TEMPLATES)
    assert not result.problems()
    return plan.parent / "out" / gen.load_plan(plan).header.id


def send(plan: Path, answers: Mapping[str, Mapping[str, str]], received: date = RECEIVED) -> None:
    """Collect the forms of some units of a plan, filled in with these answers by key."""
    built, box = build_forms(plan), plan.parent / "hop-thu"
    box.mkdir(exist_ok=True)
    for unit, given in answers.items():
        blank = (built / unit / f"bao-cao-{unit}.docx").read_bytes()
        (box / f"{unit}.docx").write_bytes(filled(blank, given))
    outcomes = gen.collect([box / f"{unit}.docx" for unit in answers], plan, received=received)
    assert [one.submission.quarantine_reason for one in outcomes] == [None] * len(answers)
