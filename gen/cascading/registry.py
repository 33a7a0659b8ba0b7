"""A unit of the superior's plan → the first units.yaml of its own office: itself, and the bodies of such an office.

The bodies are those with which `gen init` begins an office of that kind; of a kind that it does not know, the unit
alone: nobody is made up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gen.cascading.records import unit_record
from gen.errors import GenError
from gen.importing.draft.yaml_text import render_yaml
from gen.plan.model import Unit
from gen.plan.units import defaults, full_name
from gen.starter import DESIGNATIONS, build_starter_files, parse_office

REGISTRY = "units.yaml"
OWN_PARTS = ("bases", "purpose", "organisation", "funding", "recipients", "documents", "emails", "successor")
"""What the superior's registry says of the unit's plan, and of its relation to the superior."""

_ISSUER = re.compile(r"^- \{id: [^\n]*\n", re.MULTILINE)
_HEADING = """\
# Các đơn vị, cá nhân nhận việc từ kế hoạch của {name}. Mỗi đơn vị một dòng, theo mẫu có dấu # dưới đây.
#   id    mã không dấu, không trùng          kind   loại đơn vị: quyết định thể thức, nơi ký mặc định
#   short tên gọi tắt trong văn bản          abbr   chữ viết tắt trong ký hiệu: 12/KH-KT
"""
_SAMPLES = """
# - {id: phong-kinh-te, kind: department, name: Phòng Kinh tế, abbr: KT}
# - {id: ban-na-sang, kind: other, name: Bản Nà Sáng}
"""


@dataclass(frozen=True, slots=True)
class DraftRegistry:
    """The `text` of a units.yaml, and whether it has anybody but the unit itself."""

    text: str
    has_bodies: bool


def draft_registry(unit: Unit, today: date) -> DraftRegistry:
    """The units.yaml with the unit as the superior has it, and the bodies of such an office."""
    own = _own_line(unit)
    starter = _starter_registry(unit, today)
    if starter is None:
        return DraftRegistry(f"{_HEADING.format(name=full_name(unit))}{own}{_SAMPLES}", has_bodies=False)
    return DraftRegistry(_ISSUER.sub(lambda _line: own, starter, count=1), has_bodies=True)


def _starter_registry(unit: Unit, today: date) -> str | None:
    """The registry of a new office of the unit's kind; None where no office of that kind can begin."""
    designation = unit.designation or defaults(unit).designation
    kinds = [word for word, kind in DESIGNATIONS.items() if kind == unit.kind.value]
    if not kinds:
        return None
    try:
        office = parse_office(designation if designation in kinds else kinds[0], unit.name)
    except GenError:
        return None  # a name that is none of a territory: nobody is made up from it
    return build_starter_files(office, today)[REGISTRY].decode()


def _own_line(unit: Unit) -> str:
    """The unit's own entry, as the superior's registry has it."""
    lines = render_yaml({"units": [unit_record(unit, *OWN_PARTS)]}).splitlines()[1:]
    return "\n".join(line.removeprefix("  ") for line in lines).rstrip() + "\n"
