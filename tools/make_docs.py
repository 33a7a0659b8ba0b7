"""The plan's classes, the kinds and the templates' names → docs/plan*.md, docs/templates.md, gen/plan.schema.json.

`python -m tools.make_docs` writes them; with `--check` it only checks whether they are up to date. What is
written by hand stands in docs/_plan_intro.md and docs/_templates_intro.md and comes first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterator
from enum import Enum
from inspect import getdoc
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from gen.locale import translate_into
from gen.plan import fields as scalars
from gen.plan.kinds import ALL_UNITS, DEFAULTS, YIELDING_GROUPS, KindDefaults, UnitKind
from gen.plan.model import DeadlineField, Plan
from gen.plan.schema import schema_text
from tools import docs_templates
from tools.docs_templates import table

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"

_MADE = "<!-- Made by tools/make_docs.py from {source}; `make docs` writes it again. -->"

# How a value is written, English and Vietnamese; the first that equals the key's type is taken.
_SCALARS: tuple[tuple[Any, str, str], ...] = (
    (scalars.UnitId, "id", "mã"),
    (scalars.GroupId, "id", "mã"),
    (scalars.CitationId, "id", "mã"),
    (scalars.ObligationId, "id", "mã"),
    (scalars.AmendmentId, "id", "mã"),
    (scalars.TaskIds, "task id, or a list of them", "mã nhiệm vụ, hoặc danh sách"),
    (scalars.TaskId, "task id", "mã nhiệm vụ"),
    (scalars.TargetCode, "code of a target: `9#2/1`", "mã chỉ tiêu: `9#2/1`"),
    (scalars.Assignee, "unit, group, or `open`", "mã đơn vị, nhóm, hoặc `open`"),
    (scalars.Identifier, "id", "mã"),
    (scalars.UnitRef, "unit", "mã đơn vị"),
    (scalars.UnitOrGroup, "unit or group", "mã đơn vị hoặc nhóm"),
    (scalars.CitationRef, "citation", "mã ở `citations`"),
    (scalars.AmendmentRefs, "amendment, or a list of them", "mã ở `amendments`, hoặc danh sách"),
    (scalars.Text, "text", "lời văn"),
    (scalars.Line, "text", "chữ"),
    (scalars.Code, "code", "mã số"),
    (scalars.PartialDay, "date, or `2020-11`, `2020`", "ngày, hoặc `2020-11`, `2020`"),
    (scalars.FullDay, "date", "ngày"),
    (DeadlineField, "[deadline](#deadline), or in short", "[thời hạn](#deadline), hoặc viết gọn"),
)
_WORDS = {
    "en": {
        "list": "list of {of}", "number": "number", "text": "text", "or": " or ", "required": "required",
        "head": "| Key | Value | If left out | Meaning |", "under": "Under {keys}.", "each": "Each entry of {keys}.",
        "root": "The file itself.",
    },
    "vi": {
        "list": "danh sách {of}", "number": "số", "text": "chữ", "or": " hoặc ", "required": "phải có",
        "head": "| Khóa | Giá trị | Nếu không ghi | Ý nghĩa |", "under": "Dưới {keys}.", "each": "Mỗi mục của {keys}.",
        "root": "Cả tệp.",
    },
}  # fmt: skip


def plan_page() -> str:
    """docs/plan.md: the introduction, every key, every kind of unit."""
    notice = _MADE.format(source="docs/_plan_intro.md, gen/plan/model.py and gen/plan/kinds.py")
    return _page(notice, _text("_plan_intro.md"), "## Keys", *_keys("en"), *_kinds())


def vietnamese_plan_page() -> str:
    """docs/plan.vi.md: every key in Vietnamese."""
    notice = _MADE.format(source="gen/plan/model.py and gen/locale/vi")
    intro = (
        "# Các khóa của plan.yaml\n\nCách soạn tệp: [huong-dan.md](huong-dan.md#soạn-planyaml). "
        "Một kế hoạch mẫu đầy đủ: [plan.md](plan.md#a-whole-plan)."
    )
    return _page(notice, intro, *_keys("vi"), "### Kinds", *_kind_table())


def templates_page() -> str:
    """docs/templates.md: the introduction, every style, every name of each template."""
    notice = _MADE.format(source="docs/_templates_intro.md, gen/word/template/names.py and the templates")
    return _page(notice, _text("_templates_intro.md"), *docs_templates.blocks(ROOT / "templates"))


OUTPUTS: dict[str, Callable[[], str]] = {
    "docs/plan.md": plan_page,
    "docs/plan.vi.md": vietnamese_plan_page,
    "docs/templates.md": templates_page,
    "gen/plan.schema.json": schema_text,
}
"""Every file that this tool writes, with the function that makes its text."""


def differing() -> list[str]:
    """The outputs that are not up to date."""
    return [name for name, make in OUTPUTS.items() if not _is_current(ROOT / name, make())]


def main() -> int:
    """Write the outputs, or with --check compare them; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args().check
    names = differing()
    for name in names:
        if check:
            print(f"{name} differs from what tools/make_docs.py writes", file=sys.stderr)
        else:
            (ROOT / name).write_text(OUTPUTS[name](), encoding="utf-8", newline="\n")
    return int(check and bool(names))


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _page(*blocks: str) -> str:
    return "\n\n".join(block.strip("\n") for block in blocks) + "\n"


def _text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _keys(language: str) -> Iterator[str]:
    """A section for each class of the plan, in the order of the file."""
    words = _WORDS[language]
    for model, (place, keys) in _models().items():
        where = words[place].format(keys=", ".join(f"`{key}`" for key in keys))
        says = f" {getdoc(model)}" if language == "en" else ""
        yield f"### {model.__name__}\n\n{where}{says}"
        yield table(words["head"], (_key_row(model, name, language) for name in model.model_fields))


def _models() -> dict[type[BaseModel], tuple[str, list[str]]]:
    """Every class of the plan with its keys, as a single value or as entries of a list."""
    found: dict[type[BaseModel], tuple[str, list[str]]] = {Plan: ("root", [])}

    def walk(model: type[BaseModel]) -> None:
        for name, hint in get_type_hints(model, include_extras=True).items():
            inner = _model_in(hint)
            if inner is None:
                continue
            key = _key(model, name)
            known = inner in found
            keys = found.setdefault(inner, ("each" if _is_list(hint) else "under", []))[1]
            if key not in keys:
                keys.append(key)
            if not known:
                walk(inner)

    walk(Plan)
    return found


def _key(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple


def _model_in(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    return next((found for part in get_args(hint) if (found := _model_in(part))), None)


def _key_row(model: type[BaseModel], name: str, language: str) -> tuple[str, str, str, str]:
    info = model.model_fields[name]
    hint = get_type_hints(model, include_extras=True)[name]
    left_out = f"**{_WORDS[language]['required']}**" if info.is_required() else _default(info.default)
    says = translate_into(language, info.description or "")
    return f"`{_key(model, name)}`", _value(hint, language), left_out, says


def _default(value: Any) -> str:
    match value:
        case None | ():
            return "–"
        case tuple():
            return ", ".join(f"`{entry}`" for entry in value)
        case bool():
            return f"`{str(value).lower()}`"
    return f"`{value}`"


def _value(hint: Any, language: str) -> str:
    """How a value of the type `hint` is written."""
    words = _WORDS[language]
    for alias, english, vietnamese in _SCALARS:
        if hint == alias:
            return english if language == "en" else vietnamese
    if get_origin(hint) is Annotated:
        return _value(get_args(hint)[0], language)
    if get_origin(hint) in (Union, UnionType):
        return words["or"].join(_value(part, language) for part in get_args(hint) if part is not type(None))
    if _is_list(hint):
        return words["list"].format(of=_value(get_args(hint)[0], language))
    return _plain_value(hint, words)


def _plain_value(hint: type, words: dict[str, str]) -> str:
    if issubclass(hint, BaseModel):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if issubclass(hint, Enum):
        return "[kind](#kinds)" if hint is UnitKind else " ".join(f"`{member.value}`" for member in hint)
    if hint is bool:
        return "`true` `false`"
    return words["text"] if hint is str else words["number"]


def _kinds() -> Iterator[str]:
    """The table of kinds, which give a unit in one line a whole letterhead."""
    yield (
        "## Kinds\n\nA unit's `kind` gives what its documents say of it; `letterhead`, `symbol`, `signature`, "
        "`manner`, `documents`, `short` and `designation` of the unit override it. Lines are printed in capitals. "
        "`{name}` is the unit's name, `{area}` its name with its designation (`{Area}` with a capital), `{territory}` "
        "its `territory` or else the issuer's, `{issuer_short}` the issuer's short name, `{abbr}` its abbreviation, "
        "`{head}` the head of a village: Trưởng bản, Trưởng thôn, Tổ trưởng. The group names all units of the kind; "
        f"`{ALL_UNITS}` names every unit but the issuer. A plan that itself has a group or a unit called "
        f"{_in_words(YIELDING_GROUPS)} means its own by that name.\n\n"
        "A village (thôn, bản, tổ dân phố) is no level of government: it has no seal and no number of its own, so what "
        "it gets is the report form alone, which bears no number and is signed by its head; its tasks stand in the "
        "form, and in the plan of its commune. With `documents: [plan, report]` it gets a plan too, with a `symbol` a "
        "number. Health stations are under the commune's People's Committee, their head is the director (Circular "
        "43/2025/TT-BYT, from 1 January 2026); one that is not reorganised yet has "
        "`signature: {lines: [TRƯỞNG TRẠM]}`. Schools that a department of the province manages, and the police and "
        "military of a commune, which are under those of the province, give their parent in `letterhead`."
    )
    yield from _kind_table()


def _kind_table() -> Iterator[str]:
    head = (
        "| `kind` | Group | Label | Designation | In running text | Letterhead | Symbol | Signature | Manner "
        "| Documents |"
    )
    yield table(head, (_kind_row(kind, given) for kind, given in DEFAULTS.items()))


def _kind_row(kind: str, given: KindDefaults) -> tuple[str, ...]:
    return (
        f"`{kind}`",
        f"`{given.group}`",
        given.label,
        given.designation or "–",
        given.full if given.full == given.short else f"{given.full}; {given.short}",
        " / ".join([*given.parent, *(f"**{line}**" for line in given.issuer)]),
        f"12/KH-{given.symbol}" if given.symbol else "–",
        " / ".join(given.signature),
        given.manner,
        ", ".join(f"`{document}`" for document in given.documents),
    )


def _in_words(names: Collection[str]) -> str:
    """`a`, `b` or `c`."""
    *others, last = (f"`{name}`" for name in sorted(names))
    return f"{', '.join(others)} or {last}"


if __name__ == "__main__":
    sys.exit(main())
