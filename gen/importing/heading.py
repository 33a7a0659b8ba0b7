"""A Frame → the head of the draft, and the unit that issues the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gen.importing.founding import slug
from gen.importing.frame import Frame
from gen.importing.yaml_text import Record
from gen.plan.kinds import Kind
from gen.plan.model import Unit
from gen.plan.units import area
from gen.text import fold

_LEVELS = {
    "tỉnh": Kind.PROVINCE, "thành phố": Kind.PROVINCE, "huyện": Kind.DISTRICT, "quận": Kind.DISTRICT,
    "thị xã": Kind.DISTRICT, "xã": Kind.COMMUNE, "phường": Kind.COMMUNE, "thị trấn": Kind.COMMUNE,
    "đặc khu": Kind.COMMUNE,
}  # fmt: skip
_WORDS = "|".join(_LEVELS)
_COMMITTEE = re.compile(rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+({_WORDS})\b(?!\s+[A-ZĐÀ-Ỹ])")
_TERRITORY = re.compile(rf"({_WORDS})\s+(.+)", re.IGNORECASE)
_SCOPE = re.compile(rf"\s*(trên địa bàn (?:{_WORDS})(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)*)$")


def issuer_of(frame: Frame, units: Sequence[Unit]) -> tuple[Unit, list[Unit]]:
    """The issuer, and the units with it among them: the one in the registry, else one made from the letterhead."""
    kind, name, designation = _said(frame)
    for unit in units:
        if unit.kind is kind and fold(unit.name) == fold(name):
            return unit, list(units)
    taken = {unit.id for unit in units}
    stem = slug(f"{designation} {name}")
    made = Unit(
        id=stem if stem not in taken else f"{stem}-ban-hanh",
        kind=kind,
        name=name,
        designation=None if designation in ("tỉnh", "huyện", "xã") else designation,
    )
    return made, [made, *units]


def _said(frame: Frame) -> tuple[Kind, str, str]:
    """The issuer's kind, bare name and designation, from the letterhead, else from how the plan speaks of itself."""
    for passage in reversed(frame.issuer):
        match = _TERRITORY.fullmatch(passage.text)
        if match:
            word = match[1].lower()
            name = frame.place if fold(frame.place) == fold(match[2]) else match[2].title()
            return _LEVELS[word], name, word
    texts = " ".join(p.text for p in (*frame.body, *frame.closing))
    said = Counter(match[1] for match in _COMMITTEE.finditer(texts)).most_common(1)
    word = said[0][0] if said else "xã"
    return _LEVELS[word], frame.place or "chưa rõ", word


def header(frame: Frame, issuer: Unit, bases: Sequence[str]) -> Record:
    """The record `plan:` of the draft."""
    subject = " ".join(passage.text for passage in frame.subject) or "chưa rõ"
    scope = _SCOPE.search(subject)
    if scope:
        subject = f"{subject[: scope.start()]} {{scope}}"
    symbol = frame.symbol or f"{frame.kind}-UBND"
    year = (frame.date or "2000")[:4]
    plan_id = slug(" ".join(str(part) for part in (frame.kind, frame.number or "", issuer.name, year)))
    made = Record(
        id=plan_id,
        kind=frame.kind,
        number=frame.number,
        symbol=symbol,
        place=frame.place or issuer.name,
        date=frame.date or "2000",
        subject=subject,
        scope=scope[1] if scope else f"trên địa bàn {area(issuer)}",
        issuer=issuer.id,
    )
    if bases:
        made["bases"] = list(bases)
    return made
