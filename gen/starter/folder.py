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
from gen.national.places import find_province
from gen.os_errors import describe_os_error
from gen.text import collapse_spaces, fold, slug

DESIGNATIONS = {
    "tỉnh": "province", "thành phố": "province", "xã": "commune", "phường": "commune", "đặc khu": "commune",
}  # fmt: skip
"""The designation of a territory → the kind of its People's Committee; two tiers since 1 July 2025."""

_NAME = re.compile(r"[^\W_][\w '’.-]{0,59}")
_PROVINCE = re.compile(rf"(?P<level>tỉnh|thành phố) (?P<name>{_NAME.pattern})", re.IGNORECASE)
_FOCAL = {"province": ("so-noi-vu", "SNV"), "commune": ("phong-vhxh", "VHXH")}
_BODIES = {"province": "các sở, ban, ngành", "commune": "các phòng, đơn vị"}
_GROUPS = {"province": "bureaus", "commune": "departments"}
_PARTY = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy"}
_POLICE = {"tỉnh": "CAT", "thành phố": "CATP", "xã": "CAX", "phường": "CAP", "đặc khu": "CAĐK"}
_ECONOMY = {
    False: "id: phong-kinh-te, kind: department, name: Phòng Kinh tế, abbr: KT",
    True: 'id: phong-kthtdt, kind: department, name: "Phòng Kinh tế, Hạ tầng và Đô thị", abbr: KTHTĐT',
}
"""The department of economy; of wards and of the special zone Phú Quốc that of urban places too (Decree 150/2025)."""
_COMMANDS = {
    "thanh pho ha noi": ("Bộ Tư lệnh Thủ đô Hà Nội", "Bộ Tư lệnh Thủ đô", "BTLTĐ"),
    "thanh pho ho chi minh": ("Bộ Tư lệnh Thành phố Hồ Chí Minh", "Bộ Tư lệnh Thành phố", "BTLTP"),
}
"""The military commands of the two cities that have no Bộ Chỉ huy Quân sự: name, short name, abbreviation."""


@dataclass(frozen=True, slots=True)
class Office:
    """The People's Committee that issues plans: the designation of its territory, and its bare name.

    `province` is what a commune belongs to, with its designation: tỉnh Điện Biên; empty where that is not known.
    """

    designation: str
    name: str
    province: str = ""

    @property
    def kind(self) -> str:
        """The kind of the issuing unit."""
        return DESIGNATIONS[self.designation]

    @property
    def id(self) -> str:
        """The id of the issuing unit."""
        return slug(f"{self.designation} {self.name}")

    @property
    def is_urban(self) -> bool:
        """Whether its department of economy is that of infrastructure and urban places too."""
        return self.designation == "phường" or (self.designation == "đặc khu" and fold(self.name) == "phu quoc")


def parse_office(designation: str, name: str, province: str = "") -> Office:
    """The office from the words of a person.

    Raises GenError INIT-002 for what is no designation, INIT-004 for what is no name of a territory, INIT-005 for what
    is no province, or where the office is itself of a province.
    """
    word = collapse_spaces(unicodedata.normalize("NFC", designation)).lower()
    bare = collapse_spaces(unicodedata.normalize("NFC", name))
    mistakes: list[Diagnostic] = []
    if word not in DESIGNATIONS:
        words = ", ".join(DESIGNATIONS)
        mistakes.append(diagnostics.starting.NOT_A_LEVEL.at(word=designation, words=words))
    if not _NAME.fullmatch(bare):
        mistakes.append(diagnostics.starting.NOT_A_NAME.at(name=name[:80]))
    above = collapse_spaces(unicodedata.normalize("NFC", province))
    found = _PROVINCE.fullmatch(above)
    if above and (found is None or DESIGNATIONS.get(word) == "province"):
        mistakes.append(diagnostics.starting.NOT_A_PROVINCE.at(name=province[:80]))
    if mistakes:
        raise GenError(mistakes)
    return Office(word, bare, f"{found['level'].lower()} {found['name']}" if found else "")


def build_starter_files(office: Office, today: date) -> dict[str, bytes]:
    """The files by their paths in the folder: plan.yaml, units.yaml and templates/*.docx."""
    source = files("gen.starter") / "files"
    focal, focal_abbr = _FOCAL[office.kind]
    values = {
        "designation": office.designation,
        "name": office.name,
        "kind": office.kind,
        "issuer": office.id,
        "focal": focal,
        "focal_abbr": focal_abbr,
        "party": _PARTY.get(office.designation, "Đảng ủy"),
        "village": "tổ dân phố" if office.designation == "phường" else "thôn",
        "village_id": "tdp" if office.designation == "phường" else "thon",
        "economy": _ECONOMY[office.is_urban],
        "police": _POLICE[office.designation],
        "command": _describe_command(f"{office.designation} {office.name}"),
        "police_head": _letterhead(office.province and f"Công an {office.province}", "Công an", office),
        "military_head": _letterhead(_command_of(office.province)[0], "Ban Chỉ huy Quân sự", office),
        "communes": _list_communes(office.name),
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


_NO_COMMUNES = """\
# Các xã, phường, đặc khu: mỗi nơi một dòng, tên ghi trần, mã theo danh mục đơn vị hành chính. Bỏ dấu # ở đầu dòng.
# Gọi cả nhóm trong kế hoạch: communes.
# - {id: xa-quai-to, kind: commune, name: Quài Tở, code: "03295"}
# - {id: phuong-ba-dinh, kind: commune, designation: phường, name: Ba Đình, code: "00004"}
# - {id: dac-khu-co-to, kind: commune, designation: đặc khu, name: Cô Tô}
"""


def _list_communes(province: str) -> str:
    """The lines of the communes of a province, by the national list; examples where that has no such province."""
    found = find_province(province)
    if found is None:
        return _NO_COMMUNES
    head = f"# {len(found.communes)} xã, phường, đặc khu của {found.area} theo danh mục toàn quốc từ ngày 01/7/2025."
    lines = [head, "# Gọi cả nhóm trong kế hoạch: communes."]
    for unit in found.units():
        keys = {"id": unit.id, "kind": "commune", "designation": unit.designation, "name": unit.name}
        keys |= {"code": f'"{unit.code}"', "place": unit.place}
        lines.append(f"- {{{', '.join(f'{key}: {value}' for key, value in keys.items() if value)}}}")
    return "".join(f"{line}\n" for line in lines)


def _command_of(province: str) -> tuple[str, str, str]:
    """The military command of a province: its name, short name and abbreviation; empty where there is no province."""
    level = "thành phố" if province.startswith("thành phố ") else "tỉnh"
    usual = (f"Bộ Chỉ huy Quân sự {province}", f"Bộ CHQS {level}", "BCHQS")
    return _COMMANDS.get(fold(province), usual) if province else ("", "", "")


def _describe_command(province: str) -> str:
    """The keys of the military command of a province."""
    name, short, abbreviation = _command_of(province)
    signs = ", signature: {lines: [TƯ LỆNH]}" if fold(province) in _COMMANDS else ""
    return f"name: {name}, short: {short}, abbr: {abbreviation}{signs}"


def _letterhead(parent: str, body: str, office: Office) -> str:
    """The letterhead of a commune's body that is below one of the province; empty where the province is not known."""
    if not parent:
        return ""
    return f", letterhead: {{parent: [{parent}], issuer: [{body}, {office.designation} {office.name}]}}"


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
