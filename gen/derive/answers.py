"""ReportForm → Fields: each cell that a unit fills in, with the keys by which its answer is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from gen.derive.form import FormRow, IndicatorRow, ReportForm, TargetRow
from gen.derive.form_fields import (
    DONE,
    FORM_FIELDS,
    NOT_BEGUN,
    NOTHING_AROSE,
    PREVIOUS,
    STANDING,
    STATUSES,
    UNDER_WAY,
    Area,
    FieldKind,
    fields_of,
)
from gen.files import sha256
from gen.sharing import map_shared, once_if_shared, pieces_of
from gen.text import collapse_spaces, fold, remove_invisible

_FOLDED = {fold(status): status for status in STATUSES}
_IN_OTHER_WORDS = {
    NOT_BEGUN: (
        ("chưa thực hiện", "chưa làm", "chưa bắt đầu", "chưa tiến hành", "chưa triển khai thực hiện",
         "chưa bắt đầu thực hiện", "chưa bắt đầu triển khai", "chưa được triển khai"),
        ("", "0%"),
    ),
    UNDER_WAY: (
        ("đang triển khai", "đang triển khai thực hiện", "đang làm", "đang tiến hành", "đang thực hiện",
         "đang tiến hành thực hiện", "đang tổ chức thực hiện", "đang tiếp tục thực hiện", "đang tiếp tục triển khai",
         "đang được triển khai", "đang được thực hiện", "vẫn đang thực hiện", "vẫn đang làm", "đang hoàn thiện"),
        ("", "theo kế hoạch", "theo tiến độ", "đúng tiến độ", "đúng kế hoạch", "dở"),
    ),
    DONE: (
        ("hoàn thành", "đã hoàn thành", "hoàn thành xong", "đã hoàn thành xong", "xong", "đã xong", "làm xong",
         "đã làm xong", "thực hiện xong", "đã thực hiện xong", "triển khai xong", "đã triển khai xong", "hoàn tất",
         "đã hoàn tất", "đã được hoàn thành"),
        ("", "100%", "đạt 100%", "rồi", "toàn bộ", "tất cả", "hết", "nhiệm vụ", "công việc", "nhiệm vụ được giao",
         "kế hoạch", "kế hoạch đề ra", "đúng hạn", "đúng thời hạn", "trước hạn", "trước thời hạn", "đúng tiến độ",
         "đúng kế hoạch", "theo kế hoạch", "theo đúng kế hoạch", "100% kế hoạch", "100% nhiệm vụ", "100% công việc"),
    ),
    STANDING: (
        ("thường xuyên", "làm thường xuyên", "thực hiện thường xuyên", "đang thực hiện thường xuyên",
         "được thực hiện thường xuyên", "duy trì thường xuyên", "thường xuyên thực hiện", "triển khai thường xuyên",
         "nhiệm vụ thường xuyên", "việc thường xuyên", "thực hiện liên tục"),
        ("", "liên tục", "hàng năm", "hằng năm"),
    ),
    NOTHING_AROSE: (
        ("không có phát sinh", "không phát sinh", "chưa phát sinh", "chưa có phát sinh", "không phát sinh nhiệm vụ",
         "không phát sinh vụ việc", "không phát sinh việc", "trong kỳ không phát sinh", "kỳ này không phát sinh"),
        ("", "trong kỳ", "trong kỳ báo cáo", "trong quý", "trong năm", "trong tháng"),
    ),
}  # fmt: skip
"""What people write who do not choose: the ways to begin, and what may follow each of them.

Only what can mean one status alone: "đã thực hiện" can be begun or done, "chưa hoàn thành" begun or not, "cơ bản hoàn
thành" and "hoàn thành 80%" leave something to do.
"""
_SYNONYMS = {
    key: status
    for status, (beginnings, endings) in _IN_OTHER_WORDS.items()
    for beginning in beginnings
    for ending in endings
    if (key := fold(f"{beginning} {ending}").strip()) not in _FOLDED
}
_PUNCTUATION = re.compile(r"[.,;:!()\[\]\"'“”‘’*•_–—-]")
"""What may stand round a status: a question mark, a box that is not ticked and other signs say something themselves."""

_DIGEST = 16
_NEEDED = frozenset(one.name for one in FORM_FIELDS if one.is_needed)


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
    def is_needed(self) -> bool:
        """Whether a report lacks something where it is blank."""
        return self.name in _NEEDED

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
    yield tuple(field for row in form.indicators for field in indicator_fields(row))
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


def indicator_fields(row: IndicatorRow) -> tuple[FormField, ...]:
    """The fields of a row of the table of figures."""
    asked = _fields_of_row(Area.INDICATOR, row.code, f"{row.text} {row.unit}")
    return asked if row.asks_previous else tuple(one for one in asked if one.name != PREVIOUS.name)


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
    """The status that `text` is, whatever its case and tone marks; or that it can only mean, in other words."""
    return _FOLDED.get(_status_key(text)) or _SYNONYMS.get(_status_key(text))


def is_status_in_other_words(text: str) -> bool:
    """Whether `text` means a status and is not called as the form calls it."""
    return _status_key(text) in _SYNONYMS


def _status_key(text: str) -> str:
    """The words of a status, folded, without dashes, brackets, commas and full stops: "- Hoàn thành (100 %)."."""
    return _short_status_key(text) if len(text) <= _REMEMBERED_LETTERS else _make_status_key(text)


def _make_status_key(text: str) -> str:
    return collapse_spaces(_PUNCTUATION.sub(" ", fold(remove_invisible(text)))).replace(" %", "%")


_REMEMBERED_LETTERS = 60
"""Texts up to this length are remembered: nearly every form has the same five statuses, each asked for five times."""
_short_status_key = lru_cache(maxsize=1_024)(_make_status_key)
