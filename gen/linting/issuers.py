"""The lines above the number → parent body and issuer, and the sector that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gen.linting.lines import Line
from gen.linting.parts import Letterhead, Sector

_BODIES = (
    "uy ban", "ubnd", "hoi dong nhan dan", "hdnd", "bo", "so", "phong", "trung tam", "truong", "cong an", "vien",
    "toa an", "chi cuc", "cuc", "tong cuc", "van phong", "thanh tra", "ban", "doan", "hoi", "lien doan", "mat tran",
    "hat", "tram", "benh vien", "doi", "kho bac", "chi nhanh", "bao hiem", "bao tang", "thu vien", "nha", "dai",
    "hop tac xa", "cong ty", "tong cong ty", "chinh phu", "hoc vien", "dai hoc",
)  # fmt: skip
_BEGINS_A_BODY = re.compile(rf"(?:{'|'.join(_BODIES)})\b")
_SECTORS = (
    (Sector.FRONT, re.compile(r"\bmttq\b|mat tran to quoc")),
    (Sector.COURT, re.compile(r"toa an\b|tand\b")),
    (Sector.PROCURACY, re.compile(r"vien kiem sat\b|vksnd\b|vks\b")),
    (Sector.POLICE, re.compile(r"cong an\b")),
)


def split_issuer(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the parent body and those of the issuer, which is the last body named.

    A line that begins with no word for a body (a territory, the rest of a long name) goes on with the one before.
    """
    start = max((n for n, line in enumerate(lines) if _BEGINS_A_BODY.match(line.folded)), default=0)
    return tuple(lines[:start]), tuple(lines[start:])


def sector_of(head: Letterhead) -> Sector:
    """Whose document it is; the state's where the letterhead says nothing else."""
    if head.other:
        return Sector.PARTY
    issuer = [] if head.issuer is None else [line.folded for line in head.issuer.lines]
    above = [] if head.parent is None else [line.folded for line in head.parent.lines]
    for sector, pattern in _SECTORS:
        if any(map(pattern.match, issuer)) or (sector is Sector.FRONT and any(map(pattern.search, above + issuer))):
            return sector
    return Sector.STATE
