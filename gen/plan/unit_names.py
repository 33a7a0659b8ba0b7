"""Words that a person types for a unit or a group → the one that is meant, or those that it may be.

Upper case, spaces, hyphens, "&" and list marks do not count; UBND is Ủy ban nhân dân, "P." Phòng or Phường. Tone marks
may be left out, never changed: "Quai To" is Quài Tở where no other unit can be meant, "Quài Tô" is nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Generic, TypeVar

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import Diagnostic, Location
from gen.locale import _
from gen.plan.kinds import UnitKind
from gen.plan.model import Plan, Unit
from gen.plan.once import cached_per_plan
from gen.plan.units import (
    AREAS,
    TERRITORIES,
    built_in_kind,
    designation_of,
    document_recipients,
    expand,
    full_name,
    group_ids,
    group_name,
    recipient_ids,
    short_name,
    territory_name,
    unit_by_id,
    village_head_by_name,
)
from gen.text import fold, name_few, split_words

FILLERS = frozenset({"và"})
"""Words that a name has or has not: Phòng Giáo dục (và) Đào tạo."""

_MAX_LETTERS = 200
_MAX_READINGS = 16
_MAX_NAMED = 10
_MARK = re.compile(r"\s*(?:[-–—•*+]|\(?[0-9]{1,3}[.)]|[a-zđ]\))\s*")
_PHRASES = (
    (("uy", "ban", "nhan", "dan"), "ubnd"),
    (("hoi", "dong", "nhan", "dan"), "hđnd"),
    (("mat", "tran", "to", "quoc"), "mttq"),
    (("uy", "ban"), "ub"),
)
_SHORT = {
    "p": ("phòng", "phường"), "tt": ("trung tâm", "thị trấn"), "x": ("xã",), "h": ("huyện",), "t": ("tỉnh",),
    "q": ("quận",), "tp": ("thành phố",), "tx": ("thị xã",), "vp": ("văn phòng",), "ca": ("công an",),
    "bch": ("ban chỉ huy",),
}  # fmt: skip
"""What stands for a word before a name; alone, or at the end of a name, these letters are no such abbreviation."""
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_Key = TypeVar("_Key")


def names_in_text(unit: Unit) -> Iterator[str]:
    """The names under which running text speaks of `unit`; a territory's bare name names the place, not the body."""
    yield full_name(unit) if unit.kind in AREAS else unit.name
    yield short_name(unit)
    yield full_name(unit)
    yield from unit.also
    if unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT):
        yield from (f"{body} {territory_name(unit).split()[0]}" for body in ("UBND", "Ủy ban nhân dân"))
    if unit.kind is UnitKind.UNION and fold(unit.name).startswith(("doan tncs", "doan thanh nien")):
        yield from ("tổ chức Đoàn", "Đoàn Thanh niên", "Huyện đoàn", "Tỉnh đoàn")
    if unit.kind is UnitKind.FRONT:
        yield from (
            "Ủy ban Mặt trận Tổ quốc",
            "UBMTTQ",
            "UB MTTQ",
            "Mặt trận Tổ quốc",
            "Ủy ban MTTQ Việt Nam",
            "Ủy ban Mặt trận Tổ quốc Việt Nam",
        )
    if unit.kind is UnitKind.VILLAGE:
        yield village_head_by_name(unit)


def names_typed(unit: Unit) -> Iterator[str]:
    """Every name by which a person may call `unit` where nothing but a unit can stand; the same one may come twice."""
    yield unit.id
    yield from (unit.name, short_name(unit), full_name(unit), territory_name(unit))
    yield from names_in_text(unit)
    if unit.abbr:
        yield unit.abbr
    if unit.kind in TERRITORIES:
        yield f"UBND {unit.name}"
    if unit.kind is UnitKind.FRONT:
        for name in (short_name(unit), full_name(unit)):
            bare = " ".join(name.replace("Việt Nam", "").split())
            yield bare
            yield re.sub(r"^(?:Ủy ban|Uỷ ban|UB) ", "", bare)


@dataclass(frozen=True, slots=True)
class NameMatch(Generic[_Key]):
    """What words can mean; where `meant` is empty, `near` are those whose name differs from them in its tone marks."""

    meant: tuple[_Key, ...]
    near: tuple[_Key, ...] = ()


class NameIndex(Generic[_Key]):
    """Names, each of something that `keys` stand for, and what words can mean among them."""

    def __init__(self, named: Iterable[tuple[_Key, str]]) -> None:
        self._names: dict[str, dict[tuple[str, _Key], None]] = {}
        for key, name in named:
            for spelling in _spell(name):
                self._names.setdefault(fold(spelling), {})[spelling, key] = None

    def match(self, words: str) -> NameMatch[_Key]:
        """What `words` can mean: names with the same marks, else names that have marks where the words have none.

        Words without any mark can mean names of both sorts alike: nobody can say that marks were left out.
        """
        exact: dict[_Key, None] = {}
        plainer: dict[_Key, None] = {}
        near: dict[_Key, None] = {}
        for typed in _spell(words):
            for spelling, key in self._names.get(fold(typed), ()):
                if spelling == typed:
                    exact[key] = None
                elif _leaves_out_marks(typed, spelling):
                    plainer[key] = None
                else:
                    near[key] = None
        is_bare = fold(words) == unicodedata.normalize("NFC", words).lower()
        meant = {**exact, **plainer} if is_bare or not exact else exact
        return NameMatch(tuple(meant), () if meant else tuple(near))


class UnitIndex:
    """Units, and which of them the words of a person can mean."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, Unit] = {}
        named = []
        for unit in units:
            self._units.setdefault(unit.id, unit)
            named += [(unit.id, name) for name in names_typed(unit)]
        self._names = NameIndex(named)

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self._units

    def match(self, words: str) -> NameMatch[Unit]:
        """The units that `words` can mean; an id means its unit and no other."""
        words = words.strip()
        if words in self._units:
            return NameMatch((self._units[words],))
        found = self._names.match(words)
        return NameMatch(tuple(self._units[key] for key in found.meant), tuple(self._units[key] for key in found.near))

    def find(self, words: str, at: Location | None = None) -> Unit | Diagnostic | None:
        """The unit that `words` mean; the question (NAME-001) which one, where it can be several; None for none."""
        found = self.match(words).meant
        if len(found) > 1:
            return diagnostics.naming.SEVERAL_UNITS.at(at, words=_quote(words), names=name_units(found))
        return found[0] if found else None

    def suggest(self, words: str) -> str:
        """The remedy `did you mean …?` for words that mean no unit; empty where nothing is like them.

        Nearest are names that differ in their tone marks, then those that have all the words, then those spelt alike.
        """
        words = words.strip()[:_MAX_LETTERS]
        near = self.match(words).near or self._having(words)
        if near:
            return _("did you mean {units}?").format(units=name_units(near))
        known = {unit.id: unit.id for unit in self._units.values()}
        for unit in self._units.values():
            for name in (unit.name, short_name(unit), territory_name(unit)):
                known.setdefault(fold(name), name_units([unit]))
        return suggest_word(words, list(self._units)) or suggest_word(fold(words), known, likeness=0.75)

    def _having(self, words: str) -> tuple[Unit, ...]:
        """The units whose names have all of `words`, in their order; none where these are too many to be a help."""
        typed = split_words(fold(words))
        found = [unit for unit in self._units.values() if any(_has_words(name, typed) for name in names_in_text(unit))]
        return tuple(found) if typed and len(found) <= _MAX_NAMED else ()


def _has_words(name: str, typed: Sequence[str]) -> bool:
    words = iter(split_words(fold(name)))
    return all(word in words for word in typed)


def name_units(units: Iterable[Unit]) -> str:
    """Each unit as a person calls it, with its id: `UBND xã Quài Tở (xa-quai-to)`; at most ten of them."""
    return name_few([f"{short_name(unit)} ({unit.id})" for unit in units], _MAX_NAMED)


@cached_per_plan
def unit_index(plan: Plan) -> UnitIndex:
    """All units of the plan."""
    return UnitIndex(plan.units)


@cached_per_plan
def recipient_index(plan: Plan) -> UnitIndex:
    """The units that get documents from the plan."""
    return UnitIndex(document_recipients(plan))


def find_recipient(plan: Plan, words: str, at: Location | None = None, *, suggests: bool = True) -> Unit | Diagnostic:
    """The unit that gets documents and that `words` mean, or what is wrong with them.

    NAME-001: they can mean several; NAME-003: the unit is in the plan and gets no documents; BUILD-001: there is no
    such unit, with the nearest one where `suggests`.
    """
    by_id = unit_by_id(plan).get(words.strip())
    if by_id is not None:  # without the index of all names, which takes a second for a country's units
        is_recipient = by_id.id in recipient_ids(plan)
        return by_id if is_recipient else diagnostics.naming.GETS_NO_DOCUMENTS.at(at, units=name_units([by_id]))
    recipients = recipient_index(plan)
    found = recipients.find(words, at)
    if found is not None:
        return found
    if others := unit_index(plan).match(words).meant:
        return diagnostics.naming.GETS_NO_DOCUMENTS.at(at, units=name_units(others))
    hint = recipients.suggest(words) if suggests else ""
    return diagnostics.build.UNKNOWN_UNIT.at(at, id=_quote(words), hint=hint)


def find_group(plan: Plan, words: str) -> str | Diagnostic:
    """The id of the group that `words` mean, or what is wrong with them.

    NAME-002: they can mean several; BUILD-002: there is no such group.
    """
    known = list(dict.fromkeys(group_ids(plan)))
    words = words.strip()
    if words in known:
        return words
    found = NameIndex(_group_names(plan, known)).match(words)
    if len(found.meant) == 1:
        return found.meant[0]
    if found.meant:
        names = ", ".join(f"{group_name(plan, group)} ({group})" for group in found.meant)
        return diagnostics.naming.SEVERAL_GROUPS.at(words=_quote(words), names=names)
    named: Mapping[str, str] = {fold(name): group for group, name in _group_names(plan, known)}
    hint = suggest_word(words, known) or suggest_word(fold(words[:_MAX_LETTERS]), named, likeness=0.75)
    return diagnostics.build.UNKNOWN_GROUP.at(id=_quote(words), names=", ".join(known), hint=hint)


def _group_names(plan: Plan, groups: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name of the groups; that of communes and villages says exactly which there are: các xã, thị trấn."""
    for group in groups:
        yield from ((group, group), (group, group_name(plan, group)))
        kind = built_in_kind(plan, group)
        if kind is None:
            continue
        yield group, f"các {group_name(plan, group)}"
        if kind is UnitKind.COMMUNE:
            yield group, "UBND cấp xã"
        if kind in (UnitKind.COMMUNE, UnitKind.VILLAGE):
            bodies = ("", "UBND ") if kind is UnitKind.COMMUNE else ("", "Trưởng ")
            units = unit_by_id(plan)
            designations = dict.fromkeys(designation_of(units[unit]) for unit in expand(plan, [group]))
            for order in islice(permutations(designations), 24):
                yield from ((group, f"{body}các {', '.join(order)}") for body in bodies if order)


def _quote(words: str) -> str:
    return f'"{words.strip()[:80]}"'


def _spell(words: str) -> set[str]:
    """The spellings, without spaces, in which `words` are compared; several where an abbreviation can be read twice."""
    if len(words) > _MAX_LETTERS:
        return set()
    text = unicodedata.normalize("NFC", words).lower().replace("&", " và ")
    mark = _MARK.match(text)
    found = (split_words(text[mark.end() :]) if mark else []) or split_words(text)
    read = [word for n, word in enumerate(found) if word not in FILLERS or n in (0, len(found) - 1)]
    choices = [_read(word, is_last=n == len(read) - 1, is_first=n == 0) for n, word in enumerate(read)]
    readings = islice(product(*choices), _MAX_READINGS)
    return {"".join(map(_settle_tone, _shorten_phrases(" ".join(reading).split()))) for reading in readings} - {""}


def _read(word: str, *, is_last: bool, is_first: bool) -> tuple[str, ...]:
    if is_last:
        return (word,)
    if word == "va" and not is_first:
        return (word, "")
    return (word, *_SHORT.get(word, ()))


def _shorten_phrases(tokens: list[str]) -> Iterator[str]:
    """The words, with one short form for those that offices write in full or as letters: UBND."""
    folded = tuple(map(fold, tokens))
    at = 0
    while at < len(tokens):
        for phrase, short in _PHRASES:
            if folded[at : at + len(phrase)] == phrase:
                yield short
                at += len(phrase)
                break
        else:
            yield tokens[at]
            at += 1


def _settle_tone(word: str) -> str:
    """A word with its tone behind its letters: hoà and hòa are written alike."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(sorted(letters, key=_TONES.__contains__))


def _leaves_out_marks(typed: str, name: str) -> bool:
    """Whether `typed` is `name` with some marks left out, and none changed; both are the same when folded."""
    return all(mine <= its for mine, its in zip(_marks(typed), _marks(name), strict=True))


def _marks(spelling: str) -> list[set[str]]:
    found: list[set[str]] = []
    for letter in spelling.replace("đ", "d\u0335"):
        if unicodedata.combining(letter) and found:
            found[-1].add(letter)
        else:
            found.append(set())
    return found
