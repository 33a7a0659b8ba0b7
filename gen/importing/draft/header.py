"""A PlanFrame → the header of the draft, and the unit that issues the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.structure.frame import PlanFrame
from gen.importing.units.new_units import create_units, make_slug
from gen.plan.kinds import UnitKind
from gen.plan.model import Unit
from gen.plan.unit_names import names_in_text
from gen.plan.units import TERRITORIES, territory_name
from gen.text import fold

_LEVELS = {
    "tỉnh": UnitKind.PROVINCE, "thành phố": UnitKind.PROVINCE, "huyện": UnitKind.DISTRICT, "quận": UnitKind.DISTRICT,
    "thị xã": UnitKind.DISTRICT, "xã": UnitKind.COMMUNE, "phường": UnitKind.COMMUNE, "thị trấn": UnitKind.COMMUNE,
    "đặc khu": UnitKind.COMMUNE,
}  # fmt: skip
_WORDS = "|".join(_LEVELS)
_COMMITTEE = re.compile(rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+({_WORDS})\b(?!\s+[A-ZĐÀ-Ỹ])")
_TERRITORY = re.compile(rf"({_WORDS})\s+(.+)", re.IGNORECASE)
_SCOPE = re.compile(rf"\s*(trên địa bàn (?:{_WORDS})(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)*)$")


def find_issuer(frame: PlanFrame, units: Sequence[Unit]) -> tuple[Unit, list[Unit]]:
    """The issuer, and the units including it: the unit in the registry, else a new one from the letterhead."""
    if office := _find_office(frame, units):
        return office, [*([] if office in units else [office]), *units]
    kind, name, designation = _read_issuer(frame)
    for unit in units:
        if unit.kind is kind and fold(unit.name) == fold(name):
            return unit, list(units)
    taken = {unit.id for unit in units}
    stem = make_slug(f"{designation} {name}")
    issuer = Unit(
        id=stem if stem not in taken else f"{stem}-ban-hanh",
        kind=kind,
        name=name,
        designation=None if designation in ("tỉnh", "huyện", "xã") else designation,
    )
    return issuer, [issuer, *units]


def _find_office(frame: PlanFrame, units: Sequence[Unit]) -> Unit | None:
    """The school, station, department … whose letterhead it is; None where the last line names a territory, or nobody.

    Its letterhead has its own name last, below that of the body above it. A new unit is called as the plan's own words
    write the name, since capitals do not say which letters are small.
    """
    lines = [" ".join(passage.text.split()) for passage in frame.issuer]
    if not lines or any(_TERRITORY.fullmatch(line) for line in lines):
        return None
    endings = [fold(" ".join(lines[start:])) for start in range(len(lines))]
    for unit in units:
        if unit.kind not in TERRITORIES and any(fold(name) in endings for name in names_in_text(unit)):
            return unit
    texts = " ".join(p.text for p in (*frame.subject, *frame.body, *frame.closing))
    written = re.search(re.escape(lines[-1]), texts, re.IGNORECASE)
    return next(iter(create_units([written[0] if written else lines[-1].capitalize()])), None)


def _read_issuer(frame: PlanFrame) -> tuple[UnitKind, str, str]:
    """The issuer's kind, bare name and designation, from the letterhead, else from the words of the plan."""
    for passage in reversed(frame.issuer):
        match = _TERRITORY.fullmatch(passage.text)
        if match:
            word = match[1].lower()
            name = frame.place if fold(frame.place) == fold(match[2]) else match[2].title()
            return _LEVELS[word], name, word
    texts = " ".join(p.text for p in (*frame.body, *frame.closing))
    most_common = Counter(match[1] for match in _COMMITTEE.finditer(texts)).most_common(1)
    word = most_common[0][0] if most_common else "xã"
    return _LEVELS[word], frame.place or "chưa rõ", word


def draft_header(frame: PlanFrame, issuer: Unit, bases: Sequence[str]) -> DraftRecord:
    """The record `plan:` of the draft."""
    subject = " ".join(passage.text for passage in frame.subject) or "chưa rõ"
    scope = _SCOPE.search(subject)
    if scope:
        subject = f"{subject[: scope.start()]} {{scope}}"
    symbol = frame.symbol or f"{frame.kind}-UBND"
    year = (frame.date or "2000")[:4]
    plan_id = make_slug(" ".join(str(part) for part in (frame.kind, frame.number or "", issuer.name, year)))
    record = DraftRecord(
        id=plan_id,
        kind=frame.kind,
        number=frame.number,
        symbol=symbol,
        place=frame.place or issuer.name,
        date=frame.date or "2000",
        subject=subject,
        scope=scope[1] if scope else f"trên địa bàn {territory_name(issuer)}",
        issuer=issuer.id,
    )
    if bases:
        record["bases"] = list(bases)
    return record
