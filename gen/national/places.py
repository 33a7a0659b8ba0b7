"""A province's name → it and its communes, by the national list since 1 July 2025 (communes.csv).

The list is made by `python -m tools.make_communes`, which says where it is from: names and codes are those of the
General Statistics Office's list of administrative units.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gen.text import fold, slug

if TYPE_CHECKING:
    from gen.plan.model import Unit

FIRST_DAY = date(2025, 7, 1)
"""From this day on these are the country's provinces and communes."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city: its designation as it stands in a sentence, its name, its communes in the list's order."""

    designation: str
    name: str
    communes: tuple[Commune, ...]

    @property
    def area(self) -> str:
        """tỉnh Điện Biên."""
        return f"{self.designation} {self.name}"

    @property
    def is_city(self) -> bool:
        """Whether it is a city under the central government."""
        return self.designation.lower() == "thành phố"

    def units(self) -> tuple[Unit, ...]:
        """Its communes' committees as units of a plan; ids of names that only tone marks tell apart have the code."""
        slugs = Counter(commune.slug for commune in self.communes)
        return tuple(commune.as_unit(with_code=slugs[commune.slug] > 1) for commune in self.communes)


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone: its code, its designation as it stands in a sentence, its name."""

    code: str
    designation: str
    name: str

    @property
    def slug(self) -> str:
        """xa-quai-to."""
        return slug(f"{self.designation} {self.name}")

    def as_unit(self, *, with_code: bool = False) -> Unit:
        """The commune's People's Committee as a unit of a plan."""
        from gen.plan.model import Unit  # a library of its own, which the list itself does not need

        area = f"{self.designation} {self.name}"
        return Unit.model_validate(
            {
                "id": f"{self.slug}-{self.code}" if with_code else self.slug,
                "kind": "commune",
                "name": self.name,
                "code": self.code,
                **({} if self.designation == "xã" else {"designation": self.designation}),
                **({"place": area} if self.designation[0].isupper() else {}),
            }
        )


@cache
def provinces() -> Mapping[str, Province]:
    """Every province by its folded name: dien bien."""
    text = (files("gen.national") / "communes.csv").read_text(encoding="utf-8")
    found: dict[str, list[Commune]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["province"], []).append(Commune(row["code"], row["designation"], row["name"]))
    listed = {}
    for area, communes in found.items():
        designation = next(word for word in ("thành phố", "tỉnh") if area.lower().startswith(word))
        name = area[len(designation) + 1 :]
        listed[fold(name)] = Province(area[: len(designation)], name, tuple(communes))
    return listed


def find_province(name: str) -> Province | None:
    """The province of this name, with its designation or without it, tone marks or not; None where there is none."""
    folded = fold(" ".join(name.split()))
    for word in ("tinh ", "thanh pho ", "tp. ", "tp "):
        folded = folded.removeprefix(word)
    return provinces().get(folded)
