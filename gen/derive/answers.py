"""ReportForm → Fields: each cell that a unit fills in, with the keys by which its answer is found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from gen.derive.form import FormRow, ReportForm, TargetRow
from gen.derive.form_fields import Area, FieldKind, fields_of
from gen.files import sha256
from gen.sharing import map_shared, once_if_shared, pieces_of
from gen.text import collapse_spaces, fold

STATUSES = ("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Không phát sinh")
"""What a status can be, as the drop-down shows it."""
_FOLDED = {fold(status): status for status in STATUSES}

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class FormField:
    """One cell: `code` is its row's (12.2#1, 9#2/1; empty for a frame), `name` its column's.

    `question` is what the row asks, so that an answer is not taken for one to other words. `key` is its name in a form,
    of at most 64 characters: `12.2#1/status`.
    """

    code: str
    name: str
    kind: FieldKind
    question: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.code}/{self.name}" if self.code else self.name)

    @property
    def anchor(self) -> str:
        """Its name where only letters and digits may stand: a bookmark (40 characters at most), an XML element."""
        return anchor_of(self.key)


@lru_cache(maxsize=16_384)
def anchor_of(key: str) -> str:
    """The bookmark of the field with this key."""
    return f"g_{sha256(key.encode())[:_DIGEST]}"


def form_fields(form: ReportForm) -> tuple[FormField, ...]:
    """Every field of the form, in the order in which they stand in it."""
    return tuple(field for piece in _field_pieces(form) for field in piece)


def _field_pieces(form: ReportForm) -> Iterator[tuple[FormField, ...]]:
    for group in form.groups:
        yield from pieces_of(_task_fields(group.rows))
    yield from pieces_of(_target_fields(form.targets))
    yield report_fields()


@map_shared
def _task_fields(rows: tuple[FormRow, ...]) -> Iterator[FormField]:
    return (field for row in rows for field in row_fields(row))


@map_shared
def _target_fields(targets: tuple[TargetRow, ...]) -> Iterator[FormField]:
    return (field for target in targets for field in target_fields(target))


def row_fields(row: FormRow) -> tuple[FormField, ...]:
    """The fields of a row of the table of tasks; a heading has none."""
    return () if row.is_heading else _fields_of_row(Area.TASK, row.code, row.text)


def target_fields(target: TargetRow) -> tuple[FormField, ...]:
    """The fields of a row of the table of targets."""
    return _fields_of_row(Area.TARGET, target.code, f"{target.text} {target.planned}")


@lru_cache(maxsize=16_384)
def _fields_of_row(area: Area, code: str, question: str) -> tuple[FormField, ...]:
    """The same for many units, so made once."""
    return tuple(FormField(code, one.name, one.kind, question) for one in fields_of(area))


@cache
def report_fields() -> tuple[FormField, ...]:
    """The fields that a form has once."""
    return tuple(FormField("", one.name, one.kind) for one in fields_of(Area.REPORT))


def form_revision(form: ReportForm) -> str:
    """A digest of what the form asks: another one after an amendment that concerns this unit, and only then."""
    return sha256("\0".join(filter(None, map(_asked, _field_pieces(form)))).encode())[:12]


@once_if_shared
def _asked(fields: tuple[FormField, ...]) -> str:
    return "\0".join(f"{field.key}\0{field.question}" for field in fields)


def read_status(text: str) -> str | None:
    """The status that `text` is, whatever its case and tone marks."""
    return _FOLDED.get(fold(collapse_spaces(text)).rstrip("."))
