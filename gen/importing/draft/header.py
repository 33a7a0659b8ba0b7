"""A PlanFrame → the header of the draft, and the unit that issues the plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from gen.importing.draft.unlisted_units import Surroundings
from gen.importing.draft.yaml_text import DraftRecord
from gen.importing.questions import Choice, QuestionKind, Questionnaire
from gen.importing.structure.frame import PlanFrame
from gen.importing.units.new_units import create_units, make_slug
from gen.locale import _
from gen.national.places import find_province, provinces
from gen.national.usual_units import Level
from gen.plan.kinds import UnitKind
from gen.plan.model import Letterhead, Unit
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
"""A committee that a plan speaks of without a name: most often its issuer."""
_MOST_CHOICES = 12
_TERRITORY = re.compile(
    rf"(?:(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+)?({_WORDS})\s+(?!(?:đoàn|ủy|uỷ|đội)\b)(.+)", re.IGNORECASE
)
_SCOPE = re.compile(rf"\s*(trên địa bàn (?:{_WORDS})(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)*)$")


_OF_LEVEL = (
    (Level.COMMUNE, re.compile(r"\b(xã|phường|thị trấn|đặc khu)\b(?! hội)", re.IGNORECASE)),
    (Level.DISTRICT, re.compile(r"\b(huyện|quận|thị xã)\b", re.IGNORECASE)),
    (Level.PROVINCE, re.compile(r"\b(tỉnh|thành phố)\b", re.IGNORECASE)),
    (Level.NATION, re.compile(r"\b(chính phủ|thủ tướng|bộ (?!chỉ huy|tư lệnh|đội|phận|môn))", re.IGNORECASE)),
)


def find_surroundings(frame: PlanFrame) -> Surroundings:
    """Where a plan is from, by its letterhead: what is below its issuer is of the issuer's level."""
    day = date.fromisoformat(frame.date) if re.fullmatch(r"\d{4}-\d\d-\d\d", frame.date) else None
    lines = [" ".join(passage.text.split()) for passage in frame.issuer]
    province = next((found for line in lines if (found := find_province(_behind_level(line))) is not None), None)
    for line in reversed(lines):
        for level, words in _OF_LEVEL:
            if (match := words.search(line)) is None:
                continue
            word = match[1].lower()
            if word == "thành phố" and not is_central(line[match.end() :]):
                level = Level.DISTRICT
            return Surroundings(level, word, province, day)
    province = province or find_province(frame.place)
    kind = _find_level(frame)
    if kind is None:
        return Surroundings(None, "", province, day)
    return Surroundings(*_LEVEL_OF[kind], province, day)


_LEVEL_OF = {
    UnitKind.PROVINCE: (Level.PROVINCE, "tỉnh"), UnitKind.DISTRICT: (Level.DISTRICT, "huyện"),
    UnitKind.COMMUNE: (Level.COMMUNE, "xã"),
}  # fmt: skip


def _find_level(frame: PlanFrame) -> UnitKind | None:
    """The level of the committee of which a plan speaks most often without its name; None where it speaks of none."""
    texts = " ".join(p.text for p in (*frame.subject, *frame.body, *frame.closing))
    levels = Counter(_LEVELS[match[1].lower()] for match in _COMMITTEE.finditer(texts)).most_common(1)
    return levels[0][0] if levels else None


def _behind_level(line: str) -> str:
    match = re.search(rf"\b(?:{_WORDS})\s+(.+)", line, re.IGNORECASE)
    return match[1] if match is not None else ""


def is_central(name: str) -> bool:
    """Whether the name begins as that of a city that is a province; others were districts until 1 July 2025."""
    return fold(" ".join(name.split())).startswith(tuple(key for key, one in provinces().items() if one.is_city))


def find_issuer(frame: PlanFrame, units: Sequence[Unit], questions: Questionnaire) -> tuple[Unit, list[Unit]]:
    """The issuer, and the units including it: the unit in the registry, else a new one from the letterhead.

    Nobody is made up: where no letterhead says who issues the plan, a person is asked, and the draft says that it is
    not known.
    """
    lines = [" ".join(passage.text.split()) for passage in frame.issuer]
    if not lines:
        return _ask_issuer(frame, units, questions)
    match = _TERRITORY.fullmatch(lines[-1])
    if match is None:
        office = _find_office(frame, lines, units)
        return office, [*([] if office in units else [office]), *units]
    designation = match[1].lower()
    kind = _LEVELS[designation]
    if designation == "thành phố" and not is_central(match[2]):
        kind = UnitKind.DISTRICT
    name = frame.place if fold(frame.place) == fold(match[2]) else match[2].title()
    for unit in units:
        if unit.kind is kind and fold(unit.name) in (fold(name), fold(f"{designation} {name}")):
            return unit, list(units)
    stem = make_slug(f"{designation} {name}")
    issuer = Unit(
        id=stem if stem not in {unit.id for unit in units} else f"{stem}-ban-hanh",
        kind=kind,
        name=name,
        designation=None if designation in ("tỉnh", "huyện", "xã") else designation,
    )
    return issuer, [issuer, *units]


def _ask_issuer(frame: PlanFrame, units: Sequence[Unit], questions: Questionnaire) -> tuple[Unit, list[Unit]]:
    if (unit := _find_by_place(frame, units)) is not None:
        return unit, list(units)
    choices = [Choice(unit.id, unit.name) for unit in units if unit.kind in TERRITORIES][:_MOST_CHOICES]
    reason, known = _("no letterhead says who issues the plan"), {unit.id for unit in units}
    answer = questions.ask(QuestionKind.ISSUER, "", "", reason, choices, accepts=known.__contains__)
    for unit in units:
        if unit.id == answer:
            return unit, list(units)
    nobody = Unit(id="chua-ro", kind=UnitKind.OTHER, name="(chưa rõ cơ quan ban hành)")
    return nobody, [nobody, *units]


def _find_by_place(frame: PlanFrame, units: Sequence[Unit]) -> Unit | None:
    """The committee that signs and sits at the place before the date, where that can be one unit alone."""
    if not any(fold(p.text).endswith("uy ban nhan dan") for p in frame.signature):
        return None
    here = [unit for unit in units if unit.kind in TERRITORIES and fold(unit.name) == fold(frame.place)]
    level = _find_level(frame)
    named = [unit for unit in here if len(here) == 1 or unit.kind is level]
    return named[0] if len(named) == 1 else None


def _find_office(frame: PlanFrame, lines: Sequence[str], units: Sequence[Unit]) -> Unit:
    """The school, station, department, committee of the Party … whose letterhead it is.

    Its letterhead has its own name last, below that of the body above it. A new unit is called as the plan's own words
    write the name, since capitals do not say which letters are small.
    """
    endings = [fold(" ".join(lines[start:])) for start in range(len(lines))]
    for unit in units:
        if unit.kind not in TERRITORIES and any(fold(name) in endings for name in names_in_text(unit)):
            return unit
    places = {fold(name) for name in (frame.place, *(u.name for u in units if u.kind in TERRITORIES))}
    for unit in units:  # "TỈNH ĐOÀN AN PHÚ" is the registry's Tỉnh đoàn
        known = [fold(name) for name in names_in_text(unit)] if unit.kind not in TERRITORIES else []
        if any(one.removeprefix(name).strip() in places for one in endings for name in known if one.startswith(name)):
            return unit
    own = _count_own_lines(frame)
    line = " ".join(lines[-own:])
    texts = " ".join(p.text for p in (*frame.subject, *frame.body, *frame.closing))
    written = re.search(re.escape(line), texts, re.IGNORECASE)
    is_small = written is not None and not written[0].isupper()
    name = (
        written[0]
        if written is not None and is_small
        else _in_small_letters(line, [frame.place, *(u.name for u in units)])
    )
    found = next(iter(create_units([name])), None)
    unit = found or Unit(id=make_slug(name) or "chua-ro", kind=UnitKind.OTHER, name=name)
    head = Letterhead(parent=tuple(lines[:-own]), issuer=tuple(lines[-own:]))
    return unit if len(lines) == 1 else unit.model_copy(update={"letterhead": head})


def _count_own_lines(frame: PlanFrame) -> int:
    """How many of the last lines of a letterhead are the issuer's own name: those in bold below others that are not."""
    bold = [passage.bold for passage in frame.issuer]
    if bold[-1] and not all(bold):
        return next(n for n, one in enumerate([*reversed(bold), False]) if not one)
    return 2 if len(bold) > 1 and frame.issuer[-1].text.upper().startswith("VÀ ") else 1


def _in_small_letters(line: str, names: Sequence[str]) -> str:
    """A line in capitals as a name is written: small but for the first letter, and for names of places in it."""
    words = line.lower()
    words = words[:1].upper() + words[1:]
    for name in names:
        if name and (match := re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE)):
            words = words[: match.start()] + name + words[match.end() :]
    return words


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
