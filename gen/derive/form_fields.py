"""The fields of a report form → one table, for all who write them, read them back and add them up.

A new field of the form is one more entry here, with its column in the template: forms then have it, a form that comes
back is read for it, and the consolidated report says what units wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from inspect import get_annotations
from typing import Any, TypeVar

from gen.derive.blocks import source_label
from gen.reporting.indicators import is_indicator_code
from gen.text import collapse_spaces, remove_invisible


class FieldKind(StrEnum):
    """What an answer is."""

    STATUS = "status"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Area(StrEnum):
    """Of what a form has the field once: of each task, target or row of an indicator, or of the whole report."""

    TASK = "task"
    TARGET = "target"
    INDICATOR = "indicator"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A field as all forms have it.

    `name` stands in keys (`12.2#1/status`), `template_name` in Word templates (`{{r dong.tinh_trang }}`), `meaning` in
    their reference. `title` is the title of its column, or the heading above its frame; `title_words` is what of that
    is looked for in a form that comes back, whatever its case and tone marks. `label` stands before the units' texts in
    the consolidated report. `part` is the heading under which a frame of its own heading stands; empty where the
    frame's title is the heading. A report lacks something where a field that `is_needed` is blank.
    """

    name: str
    area: Area
    kind: FieldKind
    template_name: str
    meaning: str
    title: str
    title_words: str
    label: str = ""
    part: str = ""
    is_needed: bool = False

    @property
    def is_consolidated(self) -> bool:
        """Whether the consolidated report tells its texts: figures and statuses are counted, the date is remarked."""
        return self.kind is FieldKind.TEXT


NOT_BEGUN, UNDER_WAY, DONE, STANDING, NOTHING_AROSE = STATUSES = (
    "Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Thực hiện thường xuyên", "Không phát sinh",
)  # fmt: skip
"""What a status can be, as the drop-down shows it. Standing tasks are never done: they are carried out all the time."""

STATUS = FieldDefinition(
    "status", Area.TASK, FieldKind.STATUS, "tinh_trang", "ô chọn tình trạng, viết {{r dong.tinh_trang }}",
    "Tình trạng", "Tình trạng", is_needed=True,
)  # fmt: skip
NUMERATOR = FieldDefinition("numerator", Area.TARGET, FieldKind.NUMBER, "tu_so", "ô điền tử số", "Tử số", "Tử số")
DENOMINATOR = FieldDefinition(
    "denominator", Area.TARGET, FieldKind.NUMBER, "mau_so", "ô điền mẫu số", "Mẫu số", "Mẫu số"
)
VALUE = FieldDefinition(
    "value", Area.TARGET, FieldKind.NUMBER, "ket_qua", "ô điền kết quả đạt", "Kết quả đạt", "Kết quả đạt"
)
PREVIOUS = FieldDefinition(
    "previous", Area.INDICATOR, FieldKind.NUMBER, "ky_truoc", "ô điền số của kỳ trước", "Kỳ trước", "Kỳ trước"
)
COUNT = FieldDefinition(
    "count", Area.INDICATOR, FieldKind.NUMBER, "ky_nay", "ô điền số của kỳ này", "Kỳ này", "Kỳ này", is_needed=True
)
CUTOFF = FieldDefinition(
    "cutoff", Area.REPORT, FieldKind.DATE, "ngay_chot", "ô điền ngày chốt số liệu của đơn vị",
    "Số liệu tính đến", "Số liệu tính đến",
)  # fmt: skip

NOT_ASKED_SIGN = "–"
"""What stands in a cell of a table of figures that is not asked."""

_STEERING, _ASSESSMENT = "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "ĐÁNH GIÁ CHUNG"

FORM_FIELDS = (
    FieldDefinition(
        "steering", Area.REPORT, FieldKind.TEXT, "chi_dao", "ô điền văn bản đã ban hành, việc chỉ đạo, điều hành",
        "Văn bản đã ban hành, việc chỉ đạo, điều hành", "Văn bản đã ban hành", part=_STEERING,
    ),
    FieldDefinition(
        "funding", Area.REPORT, FieldKind.TEXT, "kinh_phi", "ô điền kinh phí thực hiện",
        "Kinh phí thực hiện", "Kinh phí", part=_STEERING,
    ),
    STATUS,
    FieldDefinition(
        "result", Area.TASK, FieldKind.TEXT, "ket_qua", "ô điền kết quả thực hiện",
        "Kết quả thực hiện", "Kết quả thực hiện",
    ),
    FieldDefinition(
        "evidence", Area.TASK, FieldKind.TEXT, "minh_chung", "ô điền minh chứng: số, ngày văn bản",
        "Minh chứng (số, ngày văn bản)", "Minh chứng", "Minh chứng – ",
    ),
    FieldDefinition(
        "reason", Area.TASK, FieldKind.TEXT, "ly_do", "ô điền lý do chưa hoàn thành",
        "Lý do chưa hoàn thành", "Lý do", "Lý do – ",
    ),
    NUMERATOR,
    DENOMINATOR,
    VALUE,
    PREVIOUS,
    COUNT,
    CUTOFF,
    FieldDefinition(
        "strengths", Area.REPORT, FieldKind.TEXT, "uu_diem", "ô điền ưu điểm",
        "Ưu điểm", "Ưu điểm", part=_ASSESSMENT,
    ),
    FieldDefinition(
        "weaknesses", Area.REPORT, FieldKind.TEXT, "han_che", "ô điền hạn chế, nguyên nhân",
        "Hạn chế, nguyên nhân", "Hạn chế", part=_ASSESSMENT,
    ),
    FieldDefinition(
        "difficulties", Area.REPORT, FieldKind.TEXT, "kho_khan", "ô điền khó khăn, vướng mắc",
        "Khó khăn, vướng mắc", "Khó khăn", part=_ASSESSMENT,
    ),
    FieldDefinition(
        "directions", Area.REPORT, FieldKind.TEXT, "phuong_huong", "ô điền phương hướng, nhiệm vụ thời gian tới",
        "PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", "Phương hướng",
    ),
    FieldDefinition(
        "proposals", Area.REPORT, FieldKind.TEXT, "de_xuat", "ô điền đề xuất, kiến nghị",
        "ĐỀ XUẤT, KIẾN NGHỊ", "Đề xuất",
    ),
)  # fmt: skip
"""Every field, in the order in which a row has them from left to right, and the frames from the top."""


@cache
def fields_of(area: Area) -> tuple[FieldDefinition, ...]:
    """The fields that a form has once for each task, for each target, or once."""
    return tuple(one for one in FORM_FIELDS if one.area is area)


_PROMPTS = {
    FieldKind.STATUS: "[chọn]",
    FieldKind.NUMBER: "[ghi số]",
    FieldKind.TEXT: "[ghi]",
    FieldKind.DATE: "[ghi ngày]",
}
PROMPTS = tuple(_PROMPTS.values())
"""What stands in a blank cell where an answer is needed; where a program leaves it beside an answer, it is none."""


@cache
def prompt_for(key: str) -> str:
    """What stands in the blank cell of the field with this key; nothing where it may stay blank."""
    name = key.rpartition("/")[2]
    return next((_PROMPTS[one.kind] for one in FORM_FIELDS if one.name == name and one.is_needed), "")


@cache
def field_words(name: str) -> str:
    """The words for the field with this name in official documents: Tình trạng; the name, if no field has it."""
    return next((one.title_words for one in FORM_FIELDS if one.name == name), name)


@cache
def code_words(code: str, *, bound: bool = False) -> str:
    """The row with this code as people say it: 12.2#1 is mục 12.2, ý 1; its first target mục 12.2, ý 1, chỉ tiêu 1.

    Of a frame, which has no code, nothing. `bound` is for documents: no line breaks between a word and its number.
    Elsewhere, where people search for the words, all spaces are ordinary ones.
    """
    task, _slash, target = code.partition("/")
    if not task:
        return ""
    first = f"{_FIGURE}\u00a0{task}" if is_indicator_code(task) else source_label(task)
    words = ", ".join([first, *([f"chỉ tiêu\u00a0{target}"] if target else [])])
    return words if bound else collapse_spaces(words)


def area_of(code: str) -> Area:
    """Of what the row with this code is; a frame has none."""
    if not code:
        return Area.REPORT
    if "/" in code:
        return Area.TARGET
    return Area.INDICATOR if is_indicator_code(code) else Area.TASK


_FIGURE = "số liệu"


@cache
def row_label(code: str) -> str:
    """The row with this code as its first cell names it, where people read it: 12.2#1 is `12.2, ý 1`.

    A code that cannot be found again from such a label is printed as it is.
    """
    label = code_words(code).removeprefix("mục ").removeprefix(f"{_FIGURE} ")
    return label if code_of_label(label) == code else code


_LABEL = re.compile(r"(?:[Mm]ục )?([^\s,#/]+)(?:, ý ([^\s,#/]+))?(?:, chỉ tiêu (\d{1,3}))?")


@cache
def code_of_label(label: str) -> str:
    """The code of the row whose first cell says `label`: the reverse of `row_label`; other texts as they are."""
    found = _LABEL.fullmatch(collapse_spaces(label))
    if found is None:
        return label
    section, item, target = found.groups()
    code = f"{section}#{item.replace('.', '+')}" if item else section
    return f"{code}/{target}" if target else code


_LOOSE_LABEL = re.compile(
    r"(?:mục|ma|mã)?\s*(?P<task>[^\s,;#/]+?)(?:\s*[,;]?\s*ý\s*(?P<item>[^\s,;#/]+?))?"
    r"(?:\s*[,;]?\s*chỉ\s*tiêu\s*(?P<target>\d{1,3}))?[.:;,)]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def read_row_label(text: str) -> str:
    """The code of the row whose first cell says `text`, as people and programs write it; other texts as they are.

    Spaces, commas, capitals and a full stop at the end may differ from what `row_label` prints: `12.2 , Ý 1.`
    """
    label = collapse_spaces(unicodedata.normalize("NFC", remove_invisible(text)).replace("Ð", "Đ"))
    code = code_of_label(label)
    if code != label or (found := _LOOSE_LABEL.fullmatch(label)) is None:
        return code
    task, item, target = found.group("task", "item", "target")
    code = f"{task}#{item.replace('.', '+')}" if item else task
    return f"{code}/{target}" if target else code


@cache
def cell_words(key: str, *, bound: bool = False) -> str:
    """The cell with this key as people say it: 12.2#1/status is mục 12.2, ý 1 – Tình trạng; `bound` as for a row."""
    code, _slash, name = key.rpartition("/")
    return " – ".join(filter(None, [code_words(code, bound=bound), field_words(name)]))


@cache
def consolidated_fields(area: Area) -> tuple[FieldDefinition, ...]:
    """Those of the fields whose texts the consolidated report tells."""
    return tuple(one for one in fields_of(area) if one.is_consolidated)


_Class = TypeVar("_Class", bound=type)


def with_attributes(names: dict[str, str], annotation: str) -> Callable[[_Class], _Class]:
    """A class with one more attribute for each of `names`, of the type `annotation`: name → meaning.

    It stands below `@dataclass`, which makes fields of them: so the names of a template follow the table.
    """

    def add(cls: _Class) -> _Class:
        found: dict[str, Any] = get_annotations(cls)
        for name, meaning in names.items():
            found[name] = annotation
            setattr(cls, name, field(metadata={"meaning": meaning}))
        cls.__annotations__ = found
        return cls

    return add
