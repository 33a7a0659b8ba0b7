"""An Office → the files of its starter folder, by name: all of them are put there, or none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from gen.errors import Diagnostic, GenError, Location, Severity
from gen.files import write_whole
from gen.locale import _
from gen.text import fold, squeeze

DESIGNATIONS = {
    "tỉnh": "province", "thành phố": "province", "xã": "commune", "phường": "commune", "đặc khu": "commune",
}  # fmt: skip
"""What a territory is called → the kind of its People's Committee; two tiers since 1 July 2025."""

_NAME = re.compile(r"[^\W_][\w '’.-]{0,59}")
_FOCAL = {"province": "so-noi-vu", "commune": "phong-vhxh"}
_BODIES = {"province": "các sở, ban, ngành", "commune": "các phòng, đơn vị"}
_GROUPS = {"province": "bureaus", "commune": "departments"}


@dataclass(frozen=True, slots=True)
class Office:
    """The People's Committee that will issue plans: what its territory is called, and its bare name."""

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


def office_of(designation: str, name: str) -> Office:
    """The office that a person gave.

    Raises GenError INIT-002 for what is no designation, or no name of a territory.
    """
    word = squeeze(unicodedata.normalize("NFC", designation)).lower()
    bare = squeeze(unicodedata.normalize("NFC", name))
    mistakes: list[Diagnostic] = []
    if word not in DESIGNATIONS:
        message = _('"{word}" is no level that issues plans').format(word=designation)
        mistakes.append(_mistake(message, _("write one of: {words}").format(words=", ".join(DESIGNATIONS))))
    if not _NAME.fullmatch(bare):
        message = _('"{name}" is no name of a territory').format(name=name[:80])
        mistakes.append(_mistake(message, _("give it bare, in letters: Quài Tở")))
    if mistakes:
        raise GenError(mistakes)
    return Office(word, bare)


def starter_files(office: Office, today: date) -> dict[str, bytes]:
    """The files by their paths in the folder: plan.yaml, units.yaml and templates/*.docx."""
    source = files("gen.starting") / "files"
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
    made = {
        "plan.yaml": _filled((source / "plan.yaml").read_text(encoding="utf-8"), values),
        "units.yaml": _filled((source / f"units-{office.kind}.yaml").read_text(encoding="utf-8"), values),
    }
    templates = (entry for entry in source.iterdir() if entry.name.endswith(".docx"))
    return made | {f"templates/{entry.name}": entry.read_bytes() for entry in templates}


def _filled(text: str, values: dict[str, str]) -> bytes:
    return Template(text).substitute(values).encode()


def write_starter(folder: Path, made: dict[str, bytes]) -> None:
    """Put the files into `folder`.

    Raises GenError INIT-001 where any of them is there already, before anything is written, and INIT-003 where one
    cannot be written.
    """
    there = [name for name in made if (folder / name).exists()]
    if there:
        hint = _("name another folder: nothing is overwritten")
        raise GenError(
            [
                Diagnostic("INIT-001", Severity.ERROR, _("there is a file of this name already"), _at(folder, n), hint)
                for n in there
            ]
        )
    for name, data in made.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, data)
        except OSError as error:
            message = _("{path} cannot be written").format(path=folder / name)
            raise GenError.one("INIT-003", message, str(error.strerror)) from None


def _at(folder: Path, name: str) -> Location:
    return Location(str(folder / name))


def _mistake(message: str, hint: str) -> Diagnostic:
    return Diagnostic("INIT-002", Severity.ERROR, message, None, hint)
