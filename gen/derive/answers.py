"""ReportForm → Fields: each cell that a unit fills in, with the keys by which its answer is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gen.derive.form import ReportForm
from gen.files import sha256
from gen.text import fold, squeeze


class FieldKind(StrEnum):
    """What an answer is."""

    STATUS = "status"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


STATUSES = ("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Không phát sinh")
"""What a status can be, as the drop-down shows it."""
_FOLDED = {fold(status): status for status in STATUSES}

TASK_FIELDS = {
    "status": FieldKind.STATUS, "result": FieldKind.TEXT, "evidence": FieldKind.TEXT, "reason": FieldKind.TEXT,
}  # fmt: skip
TARGET_FIELDS = {
    "numerator": FieldKind.NUMBER, "denominator": FieldKind.NUMBER, "value": FieldKind.NUMBER,
}  # fmt: skip
ROOM_FIELDS = {"cutoff": FieldKind.DATE, "difficulties": FieldKind.TEXT, "proposals": FieldKind.TEXT}
"""The names of a row's fields, from left to right, and those of the frames, from the top."""

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Field:
    """One cell: `code` is its row's (12.2#1, 9#2/1; empty for a frame), `name` its column's.

    `asked` is what the row asks, so that an answer is not taken for one to other words.
    """

    code: str
    name: str
    kind: FieldKind
    asked: str = ""

    @property
    def key(self) -> str:
        """Its name in a form, of at most 64 characters: `12.2#1/status`."""
        return f"{self.code}/{self.name}" if self.code else self.name

    @property
    def anchor(self) -> str:
        """Its name where only letters and digits may stand: a bookmark (40 characters at most), an XML element."""
        return anchor_of(self.key)


def anchor_of(key: str) -> str:
    """The bookmark of the field with this key."""
    return f"g_{sha256(key.encode())[:_DIGEST]}"


def form_fields(form: ReportForm) -> tuple[Field, ...]:
    """Every field of the form, in the order in which they stand in it."""
    return tuple(_fields(form))


def _fields(form: ReportForm) -> Iterator[Field]:
    for group in form.groups:
        for row in group.rows:
            if not row.is_heading:
                yield from (Field(row.code, name, kind, row.text) for name, kind in TASK_FIELDS.items())
    for target in form.targets:
        asked = f"{target.text} {target.planned}"
        yield from (Field(target.code, name, kind, asked) for name, kind in TARGET_FIELDS.items())
    yield from (Field("", name, kind) for name, kind in ROOM_FIELDS.items())


def form_revision(form: ReportForm) -> str:
    """A digest of what the form asks: another one after an amendment that concerns this unit, and only then."""
    return sha256("\0".join(f"{f.key}\0{f.asked}" for f in form_fields(form)).encode())[:12]


def read_status(text: str) -> str | None:
    """The status that `text` is, whatever its case and tone marks."""
    return _FOLDED.get(fold(squeeze(text)).rstrip("."))
