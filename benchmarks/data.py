"""A plan and a number of communes → a plan with that many, and the values of their documents for every contender.

The units come in an order that is spread evenly over the plan, so that any beginning of it is a fair sample.
"""

from __future__ import annotations

import json
import math
import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from benchmarks.peer_templates import Shape
from gen.derive.dossier import Dossier, dossiers
from gen.derive.form import derive_report_form
from gen.derive.subplan import derive_sub_plan
from gen.documents import PLAN, REPORT
from gen.plan.file.loading import load_plan
from gen.plan.kinds import UnitKind
from gen.plan.model import Plan, Unit
from gen.plan.units import document_recipients, documents_of, full_name
from gen.word.template.context import plan_values, report_values
from gen.word.template.names import MauBaoCao, MauKeHoach

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
SEED = ROOT / "plan.yaml"
NATIONAL = ROOT / "examples" / "hai-cap" / "plan.yaml"
NATIONAL_UNITS = 3321
DOCUMENTS = (PLAN.name, REPORT.name)

_ONCE_ONLY = frozenset({"code", "also", "successor"})
"""The keys that two units of one plan may not share, or that a copy does not need."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit and the values of its two documents."""

    unit: str
    author: str
    plan: MauKeHoach
    report: MauBaoCao

    def values(self, document: str) -> MauKeHoach | MauBaoCao:
        """The values of `document`."""
        return self.plan if document == PLAN.name else self.report


def base_plan() -> Path:
    """The national example where it is there; else the plan of Tuần Giáo."""
    return NATIONAL if NATIONAL.is_file() else SEED


def communes(plan: Plan) -> list[Unit]:
    """The communes that get documents."""
    return [unit for unit in served(plan) if unit.kind is UnitKind.COMMUNE]


def plan_of(units: int, folder: Path) -> Path:
    """A plan with at least `units` communes: the unchanged base, or a copy in `folder` with communes repeated."""
    base = base_plan()
    present = communes(load_plan(base).plan)
    return base if len(present) >= units else _enlarged(base, folder, [u.id for u in present], units - len(present))


def enlarged_to(base: Path, units: int, folder: Path) -> Path:
    """A copy of `base` in which exactly `units` units get documents; `base` itself where it has that many or more."""
    plan = load_plan(base).plan
    missing = units - len(served(plan))
    return _enlarged(base, folder, [unit.id for unit in communes(plan)], missing) if missing > 0 else base


def served(plan: Plan) -> list[Unit]:
    """The units that get documents: a unit may be in a plan only to be named, with none of its own."""
    return [unit for unit in document_recipients(plan) if documents_of(unit)]


def _enlarged(base: Path, folder: Path, ids: Sequence[str], more: int) -> Path:
    """A copy of `base` in `folder` with `more` communes, which repeat those of `ids` under other ids."""
    folder.mkdir(parents=True, exist_ok=True)
    text = base.read_text(encoding="utf-8")
    target = folder / base.name
    listed = _units_node(text)
    if isinstance(listed, yaml.ScalarNode):
        units = base.parent / listed.value
        (folder / listed.value).parent.mkdir(parents=True, exist_ok=True)
        (folder / listed.value).write_text(_with_copies(units.read_text("utf-8"), ids, more), encoding="utf-8")
        target.write_text(text, encoding="utf-8")
    else:
        target.write_text(_with_copies(text, ids, more), encoding="utf-8")
    return target


def _with_copies(text: str, ids: Sequence[str], more: int) -> str:
    """The YAML `text` with `more` entries after the last of its list of units."""
    listed = _units_node(text)
    data = yaml.load(text, yaml.CSafeLoader)
    by_id = {unit["id"]: unit for unit in (data["units"] if isinstance(data, dict) else data)}
    indent = " " * max(listed.value[0].start_mark.column - 2, 0)
    lines = []
    for number in range(more):
        source = by_id[ids[number % len(ids)]]
        copy = {key: value for key, value in source.items() if key not in _ONCE_ONLY}
        copy["id"] = f"{source['id']}-lap-{number // len(ids) + 2}"
        lines.append(f"{indent}- {json.dumps(copy, ensure_ascii=False, default=str)}\n")
    place = _line_after(text, listed.value[-1].end_mark.line)
    return text[:place] + "".join(lines) + text[place:]


def _units_node(text: str) -> Any:
    """What the YAML `text` has under `units:`; in a registry that is only a list, the list."""
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == "units"), root)


def _line_after(text: str, line: int) -> int:
    """The offset of the end of the entry whose end mark is on `line`; a block's is on the first line after it."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    on_the_same = line + 1 < len(starts) and text[starts[line] : starts[line] + 1] in (" ", "-")
    return starts[line + 1] if on_the_same else starts[line]


def spread(items: Sequence[Any]) -> Iterator[Any]:
    """All of `items`, each once, any beginning evenly spread over the whole."""
    step = max(round(len(items) * (math.sqrt(5) - 1) / 2), 1)
    while math.gcd(step, len(items)) != 1:
        step += 1
    return (items[number * step % len(items)] for number in range(len(items)))


def entries(plan_path: Path, count: int) -> Iterator[Entry]:
    """The values of `count` communes of a plan, in spread order."""
    plan = load_plan(plan_path).plan
    commune_ids = {unit.id for unit in communes(plan)}
    found = [dossier for dossier in dossiers(plan) if dossier.unit.id in commune_ids]
    for _number, dossier in zip(range(count), spread(found), strict=False):
        yield _entry(dossier)


def _entry(dossier: Dossier) -> Entry:
    unit, of = dossier.unit.id, dossier.plan.header.id
    return Entry(
        unit,
        full_name(dossier.unit),
        plan_values(dossier, derive_sub_plan(dossier), PLAN.code(of, unit)),
        report_values(dossier, derive_report_form(dossier), REPORT.code(of, unit)),
    )


def values_of(values: Any) -> dict[str, Any]:
    """A template's names with their values."""
    return {field.name: getattr(values, field.name) for field in fields(values)}


def write_entries(source: Iterator[Entry], values: Path, peers: Path, shapes: dict[str, Shape], peer_units: int) -> int:
    """All entries into `values`, the first `peer_units` as JSON lines into `peers`; how many there were."""
    count = 0
    with values.open("wb") as ours, peers.open("w", encoding="utf-8") as theirs:
        for entry in source:
            pickle.dump(entry, ours, pickle.HIGHEST_PROTOCOL)
            if count < peer_units:
                line = {document: shapes[document].data(values_of(entry.values(document))) for document in DOCUMENTS}
                theirs.write(json.dumps({"unit": entry.unit, **line}, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a file of `write_entries`, one in memory at a time."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301 — written a moment ago by write_entries
            except EOFError:
                return
