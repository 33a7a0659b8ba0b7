"""An Office → the files of its starter folder, by name: all of them are written, or none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from gen import diagnostics
from gen.errors import Diagnostic, GenError, Location
from gen.files import holds, remove_leftovers, write_atomically
from gen.os_errors import describe_os_error
from gen.text import collapse_spaces, fold

DESIGNATIONS = {
    "tỉnh": "province", "thành phố": "province", "xã": "commune", "phường": "commune", "đặc khu": "commune",
}  # fmt: skip
"""The designation of a territory → the kind of its People's Committee; two tiers since 1 July 2025."""

_NAME = re.compile(r"[^\W_][\w '’.-]{0,59}")
_FOCAL = {"province": "so-noi-vu", "commune": "phong-vhxh"}
_BODIES = {"province": "các sở, ban, ngành", "commune": "các phòng, đơn vị"}
_GROUPS = {"province": "bureaus", "commune": "departments"}


@dataclass(frozen=True, slots=True)
class Office:
    """The People's Committee that issues plans: the designation of its territory, and its bare name."""

    designation: str
    name: str

    @property
    def kind(self) -> str:
        """The kind of the issuing unit."""
        return DESIGNATIONS[self.designation]

    @property
    def id(self) -> str:
        """The id of the issuing unit."""
        return "-".join(re.findall(r"[a-z0-9]+", fold(f"{self.designation} {self.name}")))


def parse_office(designation: str, name: str) -> Office:
    """The office from the words of a person.

    Raises GenError INIT-002 for what is no designation, INIT-004 for what is no name of a territory.
    """
    word = collapse_spaces(unicodedata.normalize("NFC", designation)).lower()
    bare = collapse_spaces(unicodedata.normalize("NFC", name))
    mistakes: list[Diagnostic] = []
    if word not in DESIGNATIONS:
        words = ", ".join(DESIGNATIONS)
        mistakes.append(diagnostics.starting.NOT_A_LEVEL.at(word=designation, words=words))
    if not _NAME.fullmatch(bare):
        mistakes.append(diagnostics.starting.NOT_A_NAME.at(name=name[:80]))
    if mistakes:
        raise GenError(mistakes)
    return Office(word, bare)


def build_starter_files(office: Office, today: date) -> dict[str, bytes]:
    """The files by their paths in the folder: plan.yaml, units.yaml and templates/*.docx."""
    source = files("gen.starter") / "files"
    values = {
        "designation": office.designation,
        "name": office.name,
        "kind": office.kind,
        "issuer": office.id,
        "focal": _FOCAL[office.kind],
        "bodies": _BODIES[office.kind],
        "group": _GROUPS[office.kind],
        "month": f"{today:%Y-%m}",
        "year": str(today.year),
    }
    texts = {
        "plan.yaml": _fill((source / "plan.yaml").read_text(encoding="utf-8"), values),
        "units.yaml": _fill((source / f"units-{office.kind}.yaml").read_text(encoding="utf-8"), values),
    }
    templates = (entry for entry in source.iterdir() if entry.name.endswith(".docx"))
    return texts | {f"templates/{entry.name}": entry.read_bytes() for entry in templates}


def _fill(text: str, values: dict[str, str]) -> bytes:
    return Template(text).substitute(values).encode()


def write_starter(folder: Path, starter_files: dict[str, bytes]) -> None:
    """Write the files into `folder`.

    Those that are there with these bytes, since the command was cut off before, are as they should be. Raises GenError
    INIT-001 where any exists with others, before anything is written, and INIT-003 where one cannot be written.
    """
    there = {name for name in starter_files if (folder / name).exists()}
    existing = [name for name in starter_files if name in there and not holds(folder / name, starter_files[name])]
    if existing:
        raise GenError(diagnostics.starting.FILE_THERE_ALREADY.at(_location(folder, name)) for name in existing)
    remove_leftovers(folder / name for name in starter_files)
    for name, data in starter_files.items():
        if name in there:
            continue
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / name, data)
        except OSError as error:
            found = diagnostics.starting.NOT_WRITABLE.at(path=folder / name, hint=describe_os_error(error))
            raise GenError.one(found) from None


def _location(folder: Path, name: str) -> Location:
    return Location(str(folder / name))
