"""A form with the answers to type → a job for a program: into which cell of which row, or into which room, what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gen.derive.form_fields import FORM_FIELDS, Area, area_of
from tests.editors.answers import Typed
from tests.support.docx_text import printed_place

_NAMES = {area: [one.name for one in FORM_FIELDS if one.area is area] for area in Area}
_ROOMS = sorted(_NAMES[Area.REPORT], key=lambda name: name != "cutoff")
"""The rooms for a text in the order of the form: its first says up to which day the figures are."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a program does with the form at `path`: it types, and saves under each path of `save`, by its format.

    `cells`: what stands in the row's first cell, which column (-1 is the last), what is typed. `rooms`: which of the
    tables of one cell, and what. `beside`: the words are put behind what stands in the cell, beside its control.
    """

    path: str
    save: dict[str, str]
    cells: list[tuple[str, int, str]] = field(default_factory=list)
    rooms: list[tuple[int, str]] = field(default_factory=list)
    beside: bool = False

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def job(path: Path, save: dict[str, Path], typed: Iterable[Typed] = (), *, beside: bool = False) -> Job:
    """The job to type `typed` into the form at `path`."""
    found = Job(str(path), {ending: str(one) for ending, one in save.items()}, beside=beside)
    for one in typed:
        name = one.field.name
        if not one.field.code:
            found.rooms.append((_ROOMS.index(name), one.text))
        else:
            names: Sequence[str] = _NAMES[area_of(one.field.code)]
            found.cells.append((printed_place(one.field.code), names.index(name) - len(names), one.text))
    return found
