"""One YAML scalar → one value of the plan: ids, texts, dates, references, each with the rule it must keep.

Every rule raises a PydanticCustomError whose type names it; `loading` turns types into codes and words.
References are checked against the names that the file itself declares (`Names`, given as validation context), so that
an unknown unit is found in the same pass as an unknown key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    GetPydanticSchema,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from gen.reading import PartialDate, parse_partial_date

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 60
TASK_ID_LENGTH = 40
TASK_ID_PATTERN = rf"^[0-9A-Za-zĐđ.#+-]{{1,{TASK_ID_LENGTH}}}$"
TARGET_CODE_PATTERN = rf"{TASK_ID_PATTERN[:-1]}/[0-9]{{1,3}}$"
TEXT_LENGTH = 20_000
NAME_LENGTH = 400
OPEN = "open"
"""What stands in the place of whom, or when, as long as a person has yet to say it; no unit or group is called so."""
SUBSTITUTIONS = ("scope", "unit", "place")
"""The only names that plan text may hold in braces: where it applies, who acts, the place of issue."""

_WINDOWS_NAMES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
_PLACEHOLDER = re.compile(r"(?<!\{)\{([A-Za-z_][A-Za-z0-9_]*)\}(?!\})")


@dataclass(slots=True)
class DeclaredNames:
    """What a file declares, and which ids were met so far: the context of one validation."""

    units: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    citations: frozenset[str] = frozenset()
    amendments: frozenset[str] = frozenset()
    obligations: frozenset[str] = frozenset()
    seen: dict[str, set[str]] = field(default_factory=dict)
    taken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """All ids that are taken, whatever they name."""
        self.taken = self.units | self.groups | self.citations | self.amendments | self.obligations


def placeholders(text: str) -> list[re.Match[str]]:
    """Every `{name}` in `text`; doubled braces are text, as are braces round anything but a plain name."""
    return list(_PLACEHOLDER.finditer(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every `{name}` replaced from `values`."""
    if "{" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _identifier(value: str) -> str:
    if len(value) > ID_LENGTH or not re.fullmatch(ID_PATTERN, value) or _WINDOWS_NAMES.match(value):
        raise PydanticCustomError("bad_id", "bad id", {"value": value})
    return value


def _one_paragraph(value: str) -> str:
    value = value.strip("\n")
    if not value.strip():
        raise PydanticCustomError("empty_text", "empty")
    if "\n" in value:
        raise PydanticCustomError("line_break", "line break")
    return value


def _line_or_nothing(value: str) -> str:
    return _one_paragraph(value) if value else value


def _limited(limit: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > limit:
            raise PydanticCustomError("too_long", "too long", {"length": len(value), "limit": limit})
        return value

    return check


def _known_placeholders(value: str) -> str:
    for match in placeholders(value):
        if match[1] not in SUBSTITUTIONS:
            raise PydanticCustomError("unknown_placeholder", "unknown placeholder", {"value": match[1]})
    return value


def _names(info: ValidationInfo) -> DeclaredNames | None:
    return info.context if isinstance(info.context, DeclaredNames) else None


def _known(what: str, *pools: str, besides: str = "") -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        names = _names(info)
        if names is not None and value != besides and not any(value in getattr(names, pool) for pool in pools):
            raise PydanticCustomError(f"unknown_{what}", "unknown", {"value": value})
        return value

    return check


def _unique(what: str) -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        names = _names(info)
        if names is not None:
            seen = names.seen.setdefault(what, set())
            if value in seen:
                raise PydanticCustomError("duplicate_id", "duplicate", {"value": value})
            seen.add(value)
        return value

    return check


def _date(value: Any) -> PartialDate:
    read = parse_partial_date(value) if isinstance(value, str) else value
    if not isinstance(read, PartialDate):
        raise PydanticCustomError("bad_date", "bad date", {"value": str(value)})
    return read


def _full_date(value: PartialDate) -> PartialDate:
    if value.day is None:
        raise PydanticCustomError("bad_date", "bad date", {"value": str(value)})
    return value


def deadline_in_short(value: Any) -> Any:
    """A deadline given as one text: a full date as such, `open` as one that is yet to be set, else the plan's words."""
    if not isinstance(value, str):
        return value
    if value == OPEN:
        return {"kind": OPEN}
    iso = len(value) == 10 and value[4:5] == "-" and value[:4].isdigit()
    return {"value": value, "kind": "on"} if iso else {"raw": value}


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def exactly_one(node: BaseModel, *keys: str) -> None:
    """The rule of a mapping in which one of `keys` has to stand, and no two."""
    if sum(getattr(node, key) is not None for key in keys) != 1:
        raise PydanticCustomError("exactly_one", "exactly one", {"keys": ", ".join(keys)})


_DATE_SCHEMA = GetPydanticSchema(
    lambda _source, _handler: core_schema.no_info_plain_validator_function(
        _date, serialization=core_schema.to_string_ser_schema()
    )
)

Identifier = Annotated[
    str,
    AfterValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN, "maxLength": ID_LENGTH}),
]
UnitId = Annotated[Identifier, AfterValidator(_unique("units"))]
GroupId = Annotated[Identifier, AfterValidator(_unique("groups"))]
CitationId = Annotated[Identifier, AfterValidator(_unique("citations"))]
ObligationId = Annotated[Identifier, AfterValidator(_unique("obligations"))]
AmendmentId = Annotated[Identifier, AfterValidator(_unique("amendments"))]
UnitRef = Annotated[str, AfterValidator(_known("unit", "units"))]
UnitOrGroup = Annotated[str, AfterValidator(_known("unit_or_group", "units", "groups"))]
Assignee = Annotated[str, AfterValidator(_known("unit_or_group", "units", "groups", besides=OPEN))]
"""Who does something: a unit or a group; `open` where nobody is named yet."""
CitationRef = Annotated[str, AfterValidator(_known("citation", "citations"))]
AmendmentRef = Annotated[str, AfterValidator(_known("amendment", "amendments"))]
AmendmentRefs = Annotated[
    tuple[AmendmentRef, ...], BeforeValidator(_one_or_more, json_schema_input_type=str | tuple[str, ...])
]
"""Amendments in the file: a list, or in short one id."""
PartCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-zĐđ.]{1,20}$")]
"""What a part is called in ids: its number, A; of several words their first letters, Đ2 for Điều 2."""
TaskId = Annotated[str, StringConstraints(pattern=TASK_ID_PATTERN)]
IndicatorId = Annotated[
    str, StringConstraints(pattern=r"^[A-ZĐ]{1,6}[0-9]{1,4}$"), AfterValidator(_unique("indicators"))
]
"""CT01: capitals and a number, as no task is called."""
IndicatorRef = Annotated[str, StringConstraints(pattern=r"^[A-ZĐ]{1,6}[0-9]{1,4}$")]
TaskIds = Annotated[tuple[TaskId, ...], BeforeValidator(_one_or_more, json_schema_input_type=str | tuple[str, ...])]
"""Tasks of another plan, in the file: a list, or in short one id."""
TargetCode = Annotated[str, StringConstraints(pattern=TARGET_CODE_PATTERN)]
Text = Annotated[
    str, AfterValidator(_one_paragraph), AfterValidator(_limited(TEXT_LENGTH)), AfterValidator(_known_placeholders)
]
Line = Annotated[str, AfterValidator(_one_paragraph), AfterValidator(_limited(NAME_LENGTH))]
PrintedNumber = Annotated[str, AfterValidator(_line_or_nothing), AfterValidator(_limited(NAME_LENGTH))]
"""The number before a paragraph as it is printed; empty where none is printed."""
EmailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s<>,;:()\[\]\"]{1,64}@[^@\s<>,;:()\[\]\"]{1,189}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z.]{1,20}$")]
PartialDay = Annotated[
    PartialDate, _DATE_SCHEMA, WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
]
FullDay = Annotated[
    PartialDate,
    _DATE_SCHEMA,
    AfterValidator(_full_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
