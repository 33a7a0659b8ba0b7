"""Headings of a plan → the units that they name, where no registry is at hand: nobody is added whom no words name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gen.importing.naming import group_at
from gen.plan.kinds import Kind
from gen.plan.model import Unit
from gen.text import fold, words

_KINDS = (
    ("phong ", Kind.DEPARTMENT), ("thanh tra", Kind.DEPARTMENT), ("van phong", Kind.DEPARTMENT),
    ("so ", Kind.BUREAU), ("ban dan toc", Kind.BUREAU), ("ban quan ly", Kind.SERVICE),
    ("trung tam", Kind.SERVICE), ("truong ", Kind.SERVICE), ("benh vien", Kind.SERVICE), ("hat kiem lam", Kind.SERVICE),
    ("dai truyen", Kind.SERVICE), ("kho bac", Kind.OTHER), ("chi cuc", Kind.OTHER), ("bao hiem xa hoi", Kind.OTHER),
    ("cong an", Kind.POLICE), ("ban chi huy quan su", Kind.MILITARY), ("bo chi huy", Kind.MILITARY),
    ("vien kiem sat", Kind.PROCURACY), ("toa an", Kind.COURT), ("ub mttq", Kind.FRONT), ("ubmttq", Kind.FRONT),
    ("uy ban mat tran", Kind.FRONT), ("uy ban mttq", Kind.FRONT), ("mat tran to quoc", Kind.FRONT),
    ("hoi ", Kind.UNION), ("doan tncs", Kind.UNION), ("doan thanh nien", Kind.UNION), ("huyen doan", Kind.UNION),
    ("tinh doan", Kind.UNION), ("lien doan lao dong", Kind.UNION),
    ("ubnd xa ", Kind.COMMUNE), ("ubnd phuong ", Kind.COMMUNE), ("ubnd thi tran ", Kind.COMMUNE),
)  # fmt: skip
COMMUNES = "cac-xa"
"""The id of the unit that stands for all communes where nobody said which there are."""
_OPENERS = re.compile(r"^(?:đề nghị|giao cho|giao|yêu cầu)\s+", re.IGNORECASE)
_COMMUNE = re.compile(r"UBND (xã|phường|thị trấn) (.+)", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*;\s*|,\s+(?=[A-ZĐ]|các đoàn thể|các tổ chức chính trị)"
    r"|\s+và\s+(?=(?:Phòng|Sở|Công an|Hội|Trung tâm|Văn phòng|UBND)\b)"
)


def units_named(headings: Iterable[str]) -> tuple[Unit, ...]:
    """A unit for each body that a heading names, each once."""
    found: dict[str, Unit] = {}
    for heading in headings:
        for name in pieces(heading):
            unit = _unit(name)
            if unit is not None:
                found.setdefault(unit.id, unit)
    return tuple(found.values())


def pieces(heading: str) -> Iterator[str]:
    """The names that stand in a heading one beside the other."""
    for piece in _SPLIT.split(heading.rstrip(" :;.")):
        if name := _OPENERS.sub("", piece).strip(" .:,"):
            yield name


def slug(text: str) -> str:
    """An id made of `text`: a-z, 0-9 and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")


def _unit(name: str) -> Unit | None:
    folded = fold(name) + " "
    group = group_at(words(name), ("communes", "unions"))
    if group is not None:
        of_communes = group[0] == "communes"
        return Unit(
            id=COMMUNES if of_communes else slug(name), kind=Kind.OTHER if of_communes else Kind.UNION, name=name
        )
    kind = next((kind for start, kind in _KINDS if folded.startswith(start)), None)
    if kind is None or len(name) > 120:
        return None
    commune = _COMMUNE.fullmatch(name)
    if commune:
        designation = None if commune[1].lower() == "xã" else commune[1].lower()
        return Unit(id=slug(f"{commune[1]} {commune[2]}"), kind=kind, name=commune[2], designation=designation)
    return Unit(id=slug(name), kind=kind, name=name)
