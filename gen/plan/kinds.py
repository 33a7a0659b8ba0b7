"""A unit's kind → the defaults of its documents: letterhead, symbol, signature, manner; a unit can override each.

The layouts are those of Decree 30/2020, Appendix I, and, for the Front, the courts, the procuracies, the police, the
unions, the schools and the villages, of documents that such offices issue (their own sectors' rules are close to Decree
30). The head of a commune's health station is its director since 1 January 2026 (Circular 43/2025/TT-BYT). A village
is no level of government: it has no seal and numbers nothing, so it gets the report form alone.
Lines may hold {name}, {area}, {head}, {territory}, {issuer_short}; they are printed in capitals.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gen.documents import UNIT_DOCUMENTS, DocumentName


class Manner(StrEnum):
    """Whether the issuer directs (yêu cầu) a unit or requests (đề nghị): courts and the Front are requested."""

    DIRECT = "direct"
    REQUEST = "request"


class UnitKind(StrEnum):
    """What sort of body a unit is."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    BUREAU = "bureau"
    DEPARTMENT = "department"
    SERVICE = "service"
    SCHOOL = "school"
    STATION = "station"
    POLICE = "police"
    MILITARY = "military"
    COURT = "court"
    PROCURACY = "procuracy"
    FRONT = "front"
    UNION = "union"
    VILLAGE = "village"
    OTHER = "other"


_BY_DEFAULT = tuple(DocumentName(document.name) for document in UNIT_DOCUMENTS if document.is_default)
_FORMS = tuple(DocumentName(document.name) for document in UNIT_DOCUMENTS if document.is_default and document.is_form)


@dataclass(frozen=True, slots=True)
class KindDefaults:
    """What a kind says of its units' documents.

    `group`: the id that names all units of the kind; `label`: its Vietnamese name; `designation`: the word before a
    territory's name; `full`, `short`: the unit's names in running text; `parent`, `issuer`: letterhead lines, plain
    and bold; `symbol`: what follows the document kind in `12/KH-…`, empty where such units number nothing;
    `signature`: the lines above the name; `documents`: those that such a unit gets. `addressees`: who gets the unit's
    plan within it, with {designation} and {party} (the Party committee).
    """

    group: str
    label: str
    designation: str = ""
    full: str = "{name}"
    short: str = "{name}"
    parent: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ("{name}",)
    symbol: str = "{abbr}"
    signature: tuple[str, ...] = ()
    manner: Manner = Manner.DIRECT
    addressees: tuple[str, ...] = ("Lãnh đạo cơ quan",)
    documents: tuple[DocumentName, ...] = _BY_DEFAULT

    @property
    def names_front(self) -> bool:
        """Whether the Front and the unions are among the addressees."""
        return self.addressees == _ADDRESSEES

    def party_of(self, designation: str) -> str:
        """The Party committee of a territory: Huyện ủy; of a commune and of whatever is like it, Đảng ủy."""
        return _PARTY_COMMITTEES.get(designation, "Đảng ủy")


_PARTY_COMMITTEES = {
    "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy",
}  # fmt: skip
_ADDRESSEES = (
    "Thường trực {party}, Thường trực HĐND {designation}",
    "Chủ tịch, các Phó Chủ tịch UBND {designation}",
    "Ủy ban MTTQ Việt Nam và các đoàn thể {designation}",
)
"""Who gets the plan of a People's Committee, beside whoever asked for it and whoever carries it out."""

_COMMITTEE = "TM. ỦY BAN NHÂN DÂN"


def _committee(group: str, label: str, designation: str) -> KindDefaults:
    return KindDefaults(
        group,
        label,
        designation,
        full="Ủy ban nhân dân {area}",
        short="UBND {area}",
        issuer=("Ủy ban nhân dân", "{area}"),
        symbol="UBND",
        signature=(_COMMITTEE, "CHỦ TỊCH"),
        addressees=_ADDRESSEES,
    )


DEFAULTS: dict[UnitKind, KindDefaults] = {
    UnitKind.PROVINCE: _committee("provinces", "Ủy ban nhân dân cấp tỉnh", "tỉnh"),
    UnitKind.DISTRICT: _committee("districts", "Ủy ban nhân dân cấp huyện", "huyện"),
    UnitKind.COMMUNE: _committee("communes", "Ủy ban nhân dân cấp xã", "xã"),
    UnitKind.BUREAU: KindDefaults("bureaus", "Sở, ban, ngành", parent=("{issuer_short}",), signature=("GIÁM ĐỐC",)),
    UnitKind.DEPARTMENT: KindDefaults(
        "departments", "Phòng, ban chuyên môn", parent=("{issuer_short}",), signature=("TRƯỞNG PHÒNG",)
    ),
    UnitKind.SERVICE: KindDefaults("services", "Đơn vị sự nghiệp", parent=("{issuer_short}",), signature=("GIÁM ĐỐC",)),
    UnitKind.SCHOOL: KindDefaults("schools", "Trường học", parent=("{issuer_short}",), signature=("HIỆU TRƯỞNG",)),
    UnitKind.STATION: KindDefaults("stations", "Trạm Y tế", parent=("{issuer_short}",), signature=("GIÁM ĐỐC",)),
    UnitKind.POLICE: KindDefaults("police", "Công an", signature=("TRƯỞNG CÔNG AN",)),
    UnitKind.MILITARY: KindDefaults("military", "Quân sự", signature=("CHỈ HUY TRƯỞNG",)),
    UnitKind.COURT: KindDefaults("courts", "Tòa án nhân dân", signature=("CHÁNH ÁN",), manner=Manner.REQUEST),
    UnitKind.PROCURACY: KindDefaults(
        "procuracies", "Viện kiểm sát nhân dân", signature=("VIỆN TRƯỞNG",), manner=Manner.REQUEST
    ),
    UnitKind.FRONT: KindDefaults(
        "fronts",
        "Ủy ban Mặt trận Tổ quốc",
        issuer=("Ủy ban MTTQ Việt Nam", "{territory}", "Ban Thường trực"),
        symbol="MTTQ-BTT",
        signature=("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        manner=Manner.REQUEST,
        addressees=("Các tổ chức thành viên",),
    ),
    UnitKind.UNION: KindDefaults(
        "unions",
        "Đoàn thể",
        signature=("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
        manner=Manner.REQUEST,
        addressees=("Các tổ chức cơ sở trực thuộc",),
    ),
    UnitKind.VILLAGE: KindDefaults(
        "villages",
        "Thôn, bản, tổ dân phố",
        designation="thôn",
        full="{Area}",
        short="{Area}",
        parent=("{issuer_short}",),
        issuer=("{area}",),
        symbol="",
        signature=("{head}",),
        documents=_FORMS,
    ),
    UnitKind.OTHER: KindDefaults("others", "Cơ quan, đơn vị khác", signature=("THỦ TRƯỞNG ĐƠN VỊ",)),
}

VILLAGE_DESIGNATIONS = (
    "thôn", "bản", "làng", "buôn", "bon", "phum", "sóc", "ấp", "khóm", "khối", "khu phố", "tổ dân phố",
)  # fmt: skip
"""What stands before the name of a village, in the country and in town."""

GROUP_KINDS: dict[str, UnitKind] = {defaults.group: kind for kind, defaults in DEFAULTS.items()}
"""The built-in groups: every unit of one kind. `all` is one more: every unit but the issuer."""

YIELDING_GROUPS = frozenset({"schools", "stations", "villages"})
"""The built-in groups that came with a later version: where a plan itself has given the name, its own meaning holds."""

ALL_UNITS = "all"
