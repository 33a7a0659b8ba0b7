"""Small plans for tests: a base of one district and two communes, and what turns data into a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from gen.derive.dossier import Dossier, dossiers
from gen.errors import PlanError
from gen.plan.file.loading import LoadedPlan, load_plan
from gen.plan.model import Plan

Data = dict[str, Any]


def base(**changes: Any) -> Data:
    """The data of a plan without mistakes; `changes` replace whole keys of it."""
    data: Data = {
        "plan": {
            "id": "kh-1",
            "symbol": "KH-UBND",
            "place": "Sông Đà",
            "date": "2020-11",
            "subject": "Trồng cây {scope}",
            "scope": "trên địa bàn huyện",
            "issuer": "huyen",
        },
        "units": [
            {"id": "huyen", "kind": "district", "name": "Sông Đà"},
            {"id": "xa-a", "kind": "commune", "name": "Xuân An"},
            {"id": "xa-b", "kind": "commune", "name": "Xuân Bình"},
        ],
        "parts": [
            {
                "heading": "NHIỆM VỤ",
                "role": "tasks",
                "assignments": [{"to": ["communes"], "heading": "UBND các xã", "items": [{"text": "Trồng cây."}]}],
            }
        ],
        "signature": {"lines": ["CHỦ TỊCH"]},
    }
    return {**data, **changes}


def with_sections(*sections: Data, **changes: Any) -> Data:
    """The base with these sections as its tasks."""
    return base(parts=[{"heading": "NHIỆM VỤ", "role": "tasks", "assignments": list(sections)}], **changes)


def write(folder: Path, data: Data | str) -> Path:
    """The plan file in `folder` that holds `data`."""
    path = folder / "plan.yaml"
    text = data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    path.write_bytes(text.encode())
    return path


def load(folder: Path, data: Data | str) -> LoadedPlan:
    """`data`, written into a file of `folder` and read as a plan."""
    return load_plan(write(folder, data))


def plan_of(folder: Path, data: Data | str) -> Plan:
    return load(folder, data).plan


def dossiers_of(folder: Path, data: Data) -> dict[str, Dossier]:
    """The dossier of every unit of the plan under the unit's id."""
    return {dossier.unit.id: dossier for dossier in dossiers(plan_of(folder, data))}


def codes(folder: Path, data: Data | str) -> list[str]:
    """The codes of the mistakes for which the plan is refused; none if it is taken."""
    try:
        load(folder, data)
    except PlanError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
    return []
