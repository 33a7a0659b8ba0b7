"""A template → the kinds of paragraphs, rows and columns that it would leave out, found by filling it in on trial.

A name may stand in one branch of a template and be gone from another: the words of points a), the rows of tasks without
a day. So it is filled in once with texts that no document has, in which every kind of paragraph and row occurs; each of
them that has to be printed is looked for in what came out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import count, product
from typing import Any, get_args, get_origin, get_type_hints

from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from gen.derive import wording
from gen.derive.answers import FormField
from gen.derive.form_fields import Area, fields_of
from gen.ooxml.properties import VAL
from gen.word.forms.cell_content import W
from gen.word.forms.grid import GridCell, read_tables
from gen.word.template.loading import BROKEN, compile_template
from gen.word.template.names import (
    SHAPES,
    ChiTieu,
    Chung,
    CongViec,
    Doan,
    Dong,
    Emphasised,
    MauBaoCao,
    MauKeHoach,
    MauKeHoachGoc,
    ODien,
    PhuLuc,
    SoLieu,
    ViecPhuLuc,
)

TRIED = (MauKeHoach, MauKeHoachGoc, MauBaoCao)
"""The names of the templates that are tried: those whose documents say who has to do what."""

_WORD = re.compile(r"qx\d+xq")
_AREAS: Mapping[type, tuple[Area, str]] = {
    Dong: (Area.TASK, "{}"),
    ChiTieu: (Area.TARGET, "{}/1"),
    SoLieu: (Area.INDICATOR, "CT{}"),
    MauBaoCao: (Area.REPORT, ""),
}
"""Of what the fields of a class are answers, and the code of its rows."""
_SOMETIMES = frozenset(
    {
        (Doan, "so"), (Doan, "nguon"), (Doan, "chu_tri"), (CongViec, "xong"), (ViecPhuLuc, "phoi_hop"), (Dong, "han"),
        (Dong, "san_pham"), (Dong, "ky_truoc"), (ChiTieu, "ky_truoc"), (SoLieu, "cach_tinh"), (SoLieu, "da_bao_cao"),
    }
)  # fmt: skip
"""What is empty in some documents."""
_ADDED_LATER = (ViecPhuLuc, PhuLuc)
"""The rows that a template of before does not have at all: documents that need them are refused one by one."""
_TITLED = frozenset(
    {
        (CongViec, "han"),
        (CongViec, "xong"),
        *((ViecPhuLuc, one) for one in ("han", "lanh_dao", "san_pham", "tham_quyen")),
    }
)
"""What means nothing without a title."""
_OF_TASKS = frozenset({"ma", "han", "san_pham", "ky_truoc"})
"""What a row that is only a heading does not have."""
_PLACES = ("loop.first", "not loop.first and not loop.last", "loop.last")
"""The texts of a list: a first one, one between, a last one."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What a template leaves out: the name, as a template writes it, and in which kinds of paragraphs or rows.

    Without kinds it is printed nowhere.
    """

    name: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateTrial:
    """What was found by a trial: omissions, and the columns of answers, deadlines and the like without a title."""

    omitted: tuple[Omission, ...] = ()
    untitled: tuple[str, ...] = ()


def try_template(data: bytes, names: type[Chung], printed: set[tuple[type, str]]) -> TemplateTrial:
    """What the template `data`, which prints these names of these classes somewhere, leaves out elsewhere.

    A template that cannot be filled in on trial is not judged: its documents are held against their own texts.
    """
    if names not in TRIED:
        return TemplateTrial()
    omitted: dict[str, dict[str, None]] = {}
    found: set[str] = set()
    untitled: dict[str, None] = {}
    asked = _asked(names, printed)
    for flags in _combinations({f.name: (False, True) for f in fields(names) if _type(names, f.name) is bool}):
        trial = _Trial(asked)
        context = trial.fill_in(names, flags)
        try:
            body = compile_template(data).render(context, {}).body
        except (JinjaError, *BROKEN):
            continue
        for name, kind, is_printed in trial.look_for(body.casefold()):
            if is_printed:
                found.add(name)
            else:
                omitted.setdefault(name, {})[kind] = None
        untitled |= dict.fromkeys(_find_untitled(body, trial.titles))
    left_out = (Omission(name, tuple(kinds) if name in found else ()) for name, kinds in omitted.items())
    return TemplateTrial(tuple(left_out), tuple(untitled))


def _asked(names: type[Chung], printed: set[tuple[type, str]]) -> Mapping[type, tuple[tuple[str, ...], ...]]:
    """By class, what has to be printed of each of its paragraphs or rows: one of these names."""
    asked: dict[type, list[tuple[str, ...]]] = {}
    known = {owner for owner, _name in printed}
    for owner, *alternatives in names.printed_of_each():
        if owner not in _ADDED_LATER or owner in known:
            asked.setdefault(owner, []).append(tuple(alternatives))
    for owner, name in names.printed_of_each_if_of_any():
        if (owner, name) in printed:
            asked.setdefault(owner, []).append((name,))
    return {owner: tuple(groups) for owner, groups in asked.items()}


class _Trial:
    """The values of one trial, and what of them has to come out."""

    def __init__(self, asked: Mapping[type, tuple[tuple[str, ...], ...]]) -> None:
        self._asked = asked
        self._numbers = count(1)
        self._expected: list[tuple[str, str, tuple[str, ...]]] = []
        self.titles: dict[str, str] = {}
        """What stands in a row and needs a title: by the key of a field its title, by a text its name."""

    def fill_in(self, names: type[Chung], flags: Mapping[str, bool]) -> dict[str, Any]:
        """A value for every name of a template."""
        return self._fields(names, "", {**flags}, flags)

    def look_for(self, body: str) -> Iterator[tuple[str, str, bool]]:
        """Each name that has to be printed, of which kind of paragraph or row, and whether it was."""
        words = set(_WORD.findall(body))
        for name, kind, alternatives in self._expected:
            yield name, kind, any(one in words or f'w:tag w:val="{one}"' in body for one in alternatives)

    def _fields(self, owner: type, place: str, fixed: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        values: dict[str, Any] = {}
        for f in fields(owner):
            is_fixed = f.name in fixed
            values[f.name] = fixed[f.name] if is_fixed else self._value(owner, f.name, number, {**around, **fixed})
        self.titles |= {
            values[one]: f"{place}{one}" for one in values if (owner, one) in _TITLED and _texts(values[one])
        }
        known = {**around, **fixed}
        kind = " and ".join(f"{name} == {_shown(known[name])}" for name in _told(owner) if name in known)
        for group in self._asked.get(owner, ()):
            if any(_texts(values[name]) for name in group):
                self._expect(f"{place}{group[0]}", kind, group, values)
        return values

    def _expect(self, name: str, kind: str, group: tuple[str, ...], values: Mapping[str, Any]) -> None:
        if len(group) == 1 and isinstance(values[group[0]], tuple):
            texts = _texts(values[group[0]])
            self._expected += [(name, place, (text,)) for place, text in zip(_PLACES, texts, strict=True)]
        else:
            self._expected.append((name, kind, tuple(text for one in group for text in _texts(values[one]))))

    def _value(self, owner: type, name: str, number: int, around: Mapping[str, Any]) -> Any:
        kind = _type(owner, name)
        if kind is ODien:
            return self._field(owner, name, number)
        if get_origin(kind) is tuple:
            member = get_args(kind)[0]
            if member in (str, Emphasised):
                return tuple(self._text(member) for _place in _PLACES)
            return tuple(self._members(member, f"{name}.", around))
        if kind in (str, Emphasised):
            return self._text(kind)
        return kind(**self._fields(kind, f"{name}.", {}, {}))

    def _text(self, kind: Callable[[str], Any]) -> Any:
        return kind(f"qx{next(self._numbers)}xq")

    def _field(self, owner: type, name: str, number: int) -> ODien:
        area, code = _AREAS[owner]
        field = next(one for one in fields_of(area) if one.template_name == name)
        key = FormField(code.format(number), field.name, field.kind).key
        if area is not Area.REPORT:
            self.titles[key.casefold()] = field.title
        return ODien(key, field.kind.value, "", 1000 + next(self._numbers))

    def _members(self, member: type, place: str, around: Mapping[str, Any]) -> Iterator[Any]:
        """One of each kind."""
        kinds: dict[str, tuple[Any, ...]] = {
            f.name: (False, True) for f in fields(member) if _type(member, f.name) is bool
        }
        if member is Doan:
            kinds["kieu"] = SHAPES
        sometimes = [f.name for f in fields(member) if (member, f.name) in _SOMETIMES]
        for one in _combinations(kinds):
            for is_full in (True, False) if sometimes else (True,):
                empty = {} if is_full else dict.fromkeys(sometimes, "")
                yield member(**self._fields(member, place, {**one, **empty, **_bound(member, one, around)}, around))


def _bound(member: type, kind: Mapping[str, Any], around: Mapping[str, Any]) -> dict[str, Any]:
    """What is nothing in a paragraph or row of this kind, in such surroundings."""
    if member is Dong and kind["la_muc"]:
        cells = {f.template_name: ODien("", "", "", 0) for f in fields_of(Area.TASK)}
        return {**dict.fromkeys(_OF_TASKS, ""), **cells}
    if member is CongViec and not around["co_han"]:
        return {"han": wording.NO_DEADLINE}
    if member is ViecPhuLuc:
        flags = {"lanh_dao": "co_lanh_dao", "tham_quyen": "co_tham_quyen"}
        return {name: wording.NO_DEADLINE for name, flag in flags.items() if not around[flag]}
    return {}


@cache
def _told(owner: type) -> tuple[str, ...]:
    """The names that say of which kind a paragraph or row is, its own and those around it."""
    own = tuple(f.name for f in fields(owner) if _type(owner, f.name) is bool or (owner, f.name) == (Doan, "kieu"))
    return own + {CongViec: ("co_han",), ViecPhuLuc: ("co_lanh_dao", "co_tham_quyen")}.get(owner, ())


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


def _texts(value: object) -> tuple[str, ...]:
    """What of a value has to be found: its words, or the key of a field; nothing of what is always the same."""
    match value:
        case str():
            return (value,) if _WORD.fullmatch(value) else ()
        case Emphasised():
            return (value.text,)
        case ODien():
            return (value.khoa.casefold(),) if value.khoa else ()
        case tuple():
            return tuple(text for one in value for text in _texts(one))
    return ()


def _find_untitled(body: str, titles: Mapping[str, str]) -> Iterator[str]:
    """The titles of the fields, and the names of the texts, that nothing in their table says the meaning of.

    That says the field's own cell, the one before it where it holds no more, or one above it in its columns.
    """
    if not titles:
        return
    for table in read_tables(etree.fromstring(body.encode())):
        constant = {cell.element: _constant_text(cell) for row in table.rows for cell in row.cells}
        for number, row in enumerate(table.rows):
            for place, cell in enumerate(row.cells):
                keys = [key for key in (*map(_key, cell.element.iter(f"{W}tag")), *_words_in(cell)) if key in titles]
                before = row.cells[place - 1 : place] if place else ()
                above = (
                    one
                    for upper in table.rows[:number]
                    for one in upper.cells
                    if one.begin < cell.end and cell.begin < one.end
                )
                is_told = bool(constant[cell.element]) or any(
                    constant[one.element] for one in (*before, *above) if not _is_of_values(one)
                )
                yield from () if is_told else (titles[key] for key in keys)


def _key(tag: etree._Element) -> str:
    return (tag.get(VAL) or "").casefold()


def _constant_text(cell: GridCell) -> str:
    """The words that stand in a cell whatever the values are; what is in a field are none."""
    texts = (
        one.text or "" for one in cell.element.iter(f"{W}t") if next(one.iterancestors(f"{W}sdtContent"), None) is None
    )
    words = _WORD.sub("", "".join(texts).casefold())
    return "".join(filter(str.isalpha, words))


def _is_of_values(cell: GridCell) -> bool:
    """Whether a cell holds a value, or a field."""
    return bool(_words_in(cell)) or next(cell.element.iter(f"{W}tag"), None) is not None


def _words_in(cell: GridCell) -> list[str]:
    return _WORD.findall("".join(one.text or "" for one in cell.element.iter(f"{W}t")).casefold())


def _combinations(kinds: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(kinds, one, strict=True)) for one in product(*kinds.values()))


@cache
def _hints(owner: type) -> Mapping[str, Any]:
    return get_type_hints(owner)


def _type(owner: type, name: str) -> Any:
    return _hints(owner)[name]
