"""Headings of a plan → the units that they name, where no registry is given; only named units are created."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gen.importing.units.names import match_group
from gen.plan.fields import ID_LENGTH
from gen.plan.kinds import DEFAULTS, VILLAGE_DESIGNATIONS, UnitKind
from gen.plan.model import Unit
from gen.text import fold, slug, split_words

_KINDS = (
    ("phong ", UnitKind.DEPARTMENT), ("thanh tra", UnitKind.DEPARTMENT), ("van phong", UnitKind.DEPARTMENT),
    ("so ", UnitKind.BUREAU), ("ban dan toc", UnitKind.BUREAU), ("ban quan ly", UnitKind.SERVICE),
    ("trung tam", UnitKind.SERVICE), ("tram y te", UnitKind.STATION), ("benh vien", UnitKind.SERVICE),
    ("hat kiem lam", UnitKind.SERVICE), ("dai truyen", UnitKind.SERVICE), ("kho bac", UnitKind.OTHER),
    ("chi cuc", UnitKind.OTHER), ("bao hiem xa hoi", UnitKind.OTHER),
    ("cong an", UnitKind.POLICE), ("ban chi huy quan su", UnitKind.MILITARY), ("bo chi huy", UnitKind.MILITARY),
    ("vien kiem sat", UnitKind.PROCURACY), ("toa an", UnitKind.COURT), ("ub mttq", UnitKind.FRONT),
    ("ubmttq", UnitKind.FRONT), ("uy ban mat tran", UnitKind.FRONT), ("uy ban mttq", UnitKind.FRONT),
    ("mat tran to quoc", UnitKind.FRONT),
    ("hoi ", UnitKind.UNION), ("doan tncs", UnitKind.UNION), ("doan thanh nien", UnitKind.UNION),
    ("huyen doan", UnitKind.UNION), ("tinh doan", UnitKind.UNION), ("lien doan lao dong", UnitKind.UNION),
    ("ubnd xa ", UnitKind.COMMUNE), ("ubnd phuong ", UnitKind.COMMUNE), ("ubnd thi tran ", UnitKind.COMMUNE),
    ("ubnd dac khu ", UnitKind.COMMUNE),
)  # fmt: skip
COMMUNES = "cac-xa"
"""The id of the unit that represents all communes where no registry lists them."""
_OPENERS = re.compile(r"^(?:đề nghị|giao cho|giao|yêu cầu)\s+", re.IGNORECASE)
_COMMUNE = re.compile(r"UBND (xã|phường|thị trấn|đặc khu) (.+)", re.IGNORECASE)
_SCHOOL = re.compile(r"trường (?!hợp\b)", re.IGNORECASE)
"""A school by its first word; “Trưởng …”, which differs in one mark, is a person."""
_VILLAGE_WORDS = "|".join(word for word in VILLAGE_DESIGNATIONS if word != "khối")
"""“Khối …” begins the names of other bodies as well: Khối Mặt trận, đoàn thể."""
_VILLAGE = re.compile(rf"(?:(?:tổ )?trưởng )?({_VILLAGE_WORDS}) (.+)", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*;\s*|,\s+(?=[A-ZĐ]|các đoàn thể|các tổ chức chính trị)"
    r"|\s+và\s+(?=(?:Phòng|Sở|Công an|Hội|Trung tâm|Văn phòng|UBND)\b)"
)


def create_units(headings: Iterable[str]) -> tuple[Unit, ...]:
    """A unit for each body that a heading names, each once."""
    found: dict[str, Unit] = {}
    for heading in headings:
        for name in split_names(heading):
            unit = _create_unit(name)
            if unit is not None:
                found.setdefault(unit.id, unit)
    return tuple(found.values())


def split_names(heading: str) -> Iterator[str]:
    """The names that a heading lists."""
    for piece in _SPLIT.split(heading.rstrip(" :;.")):
        if name := _OPENERS.sub("", piece).strip(" .:,"):
            yield name


def make_slug(text: str) -> str:
    """An id from `text`, no longer than one may be."""
    return slug(text)[:ID_LENGTH].strip("-")


def _create_unit(name: str) -> Unit | None:
    folded = fold(name) + " "
    group = match_group(split_words(name), ("communes", "unions", "schools", "stations", "villages"))
    if group is not None:
        return Unit(
            id=COMMUNES if group[0] == "communes" else make_slug(name),
            kind=UnitKind.UNION if group[0] == "unions" else UnitKind.OTHER,
            name=name,
        )
    if len(name) > 120:
        return None
    village = _VILLAGE.fullmatch(name)
    if village and _is_proper_name(village[2]):
        word = village[1].lower()
        designation = None if word == DEFAULTS[UnitKind.VILLAGE].designation else word
        slug = make_slug(f"{word} {village[2]}")
        return Unit(id=slug, kind=UnitKind.VILLAGE, name=village[2], designation=designation)
    kind = next((kind for start, kind in _KINDS if folded.startswith(start)), None)
    kind = UnitKind.SCHOOL if _SCHOOL.match(name) else kind
    if kind is None:
        return None
    commune = _COMMUNE.fullmatch(name)
    if commune:
        designation = None if commune[1].lower() == "xã" else commune[1].lower()
        return Unit(id=make_slug(f"{commune[1]} {commune[2]}"), kind=kind, name=commune[2], designation=designation)
    return Unit(id=make_slug(name), kind=kind, name=name)


def _is_proper_name(words: str) -> bool:
    """Whether what follows a village's designation is its name: “Bản Chiềng An”, “Thôn 1”, and not “Bản cam kết”."""
    first = words.removeprefix("số ")[:1]
    return first.isupper() or first.isdecimal()
