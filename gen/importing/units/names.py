"""Names of units in running text → the units and groups of a registry; other words are returned as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from gen.plan.fields import OPEN
from gen.plan.kinds import ALL_UNITS, GROUP_KINDS, VILLAGE_DESIGNATIONS, UnitKind
from gen.plan.model import Unit
from gen.plan.unit_names import FILLERS, names_in_text
from gen.text import fold, split_words

_MOST_NEAR = 5
AGENCIES = "agencies"
"""The id of the group that the draft declares where the plan names all offices together."""

_CONNECTORS = frozenset(
    split_words("đề nghị giao yêu cầu và các với của huyện tỉnh xã phường thị trấn thành phố cùng chủ trì là")
)
_LONGEST_GROUP = 40
"""Most words of a group's name that are matched; the bound keeps long paragraphs fast."""
_VILLAGE = rf"(?:{'|'.join(VILLAGE_DESIGNATIONS)})\b"
_VILLAGES = rf"(?: (?:và )?(?:các )?(?:tổ trưởng |trưởng )?{_VILLAGE})"
_ALL_OVER = r"(?: (?:trên địa bàn|trực thuộc|thuộc|của)(?: toàn)? (?:xã|phường|đặc khu|thị trấn)\b| trên địa bàn\b)?+"
"""Where the members of a group are: all of them, so that the words name the group still."""
_OF_SOME_LEVEL = (
    r"(?! (?:hợp|phái|đại học|cao đẳng|trung cấp|nghề|mầm non|mẫu giáo|tiểu học|trung học|phổ thông|thcs|thpt|th|mn"
    r"|ptdt\w*|dtnt\w*|dân tộc|nội trú|bán trú|công lập|tư thục|ngoài|liên cấp|chuyên|đảng|chính trị)\b)"
)
"""Behind “các trường”: words that name some of the schools alone, or no school (các trường hợp)."""
_GROUPS = (
    (re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:các|cấp|\d{1,3}) (?:xã|phường|thị trấn|đặc khu)"
                r"(?: (?:các )?(?:xã|phường|thị trấn|đặc khu))*"
                r"|(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:xã|phường)(?: (?:và )?(?:xã|phường|thị trấn|đặc khu)\b)+"
                r"(?! [^\W\d_]+ (?:xã|phường)\b)"), "communes"),
    (re.compile(r"(?:(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:các|cấp)|các) (?:huyện|quận|thị xã)"
                r"(?: (?:các )?(?:huyện|quận|thị xã|thành phố)\b)*(?: trực thuộc| thuộc tỉnh)?"), "districts"),
    (re.compile(r"(?:(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:các|cấp)|các) tỉnh\b(?: (?:các )?thành phố\b)?"
                r"(?: trực thuộc trung ương)?"), "provinces"),
    (re.compile(r"(?:các xã phường|các xã thị trấn|các xã)(?: (?:xã|phường|thị trấn|đặc khu))*"), "communes"),
    (re.compile(rf"các (?:(?:nhà )?trường(?: học)?+|cơ sở giáo dục(?: và đào tạo)?+)\b{_OF_SOME_LEVEL}{_ALL_OVER}"),
     "schools"),
    (re.compile(rf"các trạm y tế\b(?: (?:các )?(?:xã|phường|thị trấn|đặc khu)\b)*{_ALL_OVER}"), "stations"),
    (re.compile(rf"(?:(?:(?:các )?trưởng )?các (?:(?:thôn(?! đội\b)|buôn|ấp|khóm|khu phố|tổ dân phố)\b{_VILLAGES}*"
                rf"|(?:bản|làng)\b{_VILLAGES}+)"
                rf"|trưởng các bản\b|các trưởng {_VILLAGE}{_VILLAGES}*|trưởng {_VILLAGE}{_VILLAGES}+"
                rf"|các bản(?=$| (?:trên địa bàn|của|thuộc) )){_ALL_OVER}"), "villages"),
    (re.compile(r"các (?:tổ chức )?(?:đoàn thể|chính trị xã hội)(?: chính trị xã hội)?"), "unions"),
    (re.compile(r"(?:sở ban ngành|sở ngành|ban sở ngành|phòng ban)\b(?: (?:đoàn thể|chuyên môn)\b)?"), AGENCIES),
    (re.compile(r"các (?:sở|bộ)\b(?: (?:ban|ngành|sở|cơ quan ngang bộ|cơ quan thuộc chính phủ|cơ quan|đơn vị"
                r"|đoàn thể)\b)*(?! (?:được|chủ trì quản lý)\b)"), AGENCIES),
    (re.compile(r"các (?:cơ quan|đơn vị|phòng ban|phòng|ban(?! (?:xây dựng|đảng|hđnd|hội đồng|tham mưu)\b)|ngành)"
                r"(?: (?:cơ quan|đơn vị|phòng|ban|ngành|đoàn thể"
                r"|tổ chức(?= (?:đoàn thể|chính trị|xã hội|liên quan|có|cá nhân|khác)\b|$)"
                r"|địa phương|chuyên môn|trực thuộc|thuộc|khác|có|liên quan|chức năng))*(?! (?:được|cấp trên)\b)"),
     AGENCIES),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameMatches:
    """The units and groups that a text names: ids in its order, the words that name none, and doubtful matches."""

    refs: tuple[str, ...]
    rest: str
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitMention:
    """One name of a unit or group in a text: from the word `start` up to, not including, the word `end`."""

    start: int
    end: int
    ref: str
    exact: bool


_LEVELS = {
    UnitKind.PROVINCE: ("tỉnh", "thành phố"), UnitKind.DISTRICT: ("huyện", "quận", "thị xã"),
    UnitKind.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}  # fmt: skip
"""How a level of government is called behind the name of a body: Công an tỉnh is not Công an huyện."""
_LEVEL_WORDS = {word: kind for kind, words in _LEVELS.items() for word in words}
_OF_A_LEVEL = frozenset(
    (UnitKind.BUREAU, UnitKind.DEPARTMENT, UnitKind.POLICE, UnitKind.MILITARY, UnitKind.COURT, UnitKind.PROCURACY,
     UnitKind.FRONT, UnitKind.UNION)
)  # fmt: skip
"""Kinds of which each level has one of the same name."""


class UnitNames:
    """Every name that the units of a registry may have in a text.

    `level` is the kind of the territory that issues the plan, at whose level its bodies are; None where no territory
    does. `stand_ins` are units that stand for a whole group, by the group.
    """

    def __init__(
        self, units: Iterable[Unit], groups: Iterable[str], level: UnitKind | None = None,
        stand_ins: Mapping[str, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self.units = {unit.id: unit for unit in units}
        self._level = level
        self._stand_ins = stand_ins
        self._places = {
            tuple(split_words(unit.name)): unit.id for unit in self.units.values() if unit.kind is UnitKind.COMMUNE
        }
        self.groups = frozenset(groups) | stand_ins.keys()
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], str] = {}
        for unit in self.units.values():
            for name in names_in_text(unit):
                key = _name_key(name)
                self._exact.setdefault(key, unit.id)
                self._folded.setdefault(tuple(map(fold, key)), unit.id)
        self._longest = max(map(len, self._exact), default=0)
        self._first = {key[0] for key in self._folded if key}

    def find_mentions(self, text: str) -> list[UnitMention]:
        """The units and groups that `text` names, from left to right, the longest name first."""
        tokens = split_words(text)
        found: list[UnitMention] = []
        at = 0
        while at < len(tokens):
            mention = self._unit_at(tokens, at) or self._group_at(tokens, at)
            if mention is None:
                at += 1
            else:
                found.append(mention)
                at = mention.end
        return found

    def match_text(self, text: str) -> NameMatches:
        """The units and groups that a heading, or the words after "Chủ trì:", name."""
        tokens, mentions = split_words(text), self.find_mentions(text)
        covered = {index for mention in mentions for index in range(mention.start, mention.end)}
        rest = [token for n, token in enumerate(tokens) if n not in covered and token not in _CONNECTORS]
        doubtful = tuple(" ".join(tokens[m.start : m.end]) for m in mentions if not m.exact)
        return NameMatches(tuple(dict.fromkeys(m.ref for m in mentions)), " ".join(rest), doubtful)

    def near(self, words: str) -> list[Unit]:
        """The units whose names have most words in common with `words`, the nearest first; at most five."""
        wanted = set(map(fold, split_words(words)))
        ranked = []
        for unit in self.units.values():
            own = set(map(fold, split_words(unit.name)))
            if shared := len(wanted & own):
                ranked.append((-shared / len(wanted | own), unit.id))
        return [self.units[ref] for _distance, ref in sorted(ranked)[:_MOST_NEAR]]

    def members(self, ref: str) -> tuple[str, ...]:
        """The units of a group; of a unit itself."""
        if ref in self.units:
            return (ref,)
        return tuple(unit.id for unit in self.units.values() if unit.kind is GROUP_KINDS.get(ref))

    @property
    def refs(self) -> frozenset[str]:
        """What may stand in a plan file for somebody who does it: units, groups, everybody, nobody yet."""
        return frozenset((*self.units, *self.groups, AGENCIES, ALL_UNITS, OPEN))

    def covers(self, refs: Collection[str], ref: str) -> bool:
        """Whether `ref` is one of `refs`, or a unit of a group that is."""
        unit = self.units.get(ref)
        kinds = {GROUP_KINDS.get(one) for one in refs} if unit is not None else set()
        return ref in refs or (unit is not None and unit.kind in kinds)

    def is_exact(self, ref: str) -> bool:
        """Whether `ref` is exact: a unit, or all units of one kind."""
        return ref in self.units or (ref in self.groups and ref != AGENCIES)

    def _unit_at(self, tokens: list[str], at: int) -> UnitMention | None:
        if fold(tokens[at]) not in self._first:
            return None
        for end in range(min(len(tokens), at + self._longest + 3), at, -1):
            key = tuple(token for token in tokens[at:end] if token not in FILLERS)
            if not key or tokens[at] in FILLERS or tokens[end - 1] in FILLERS:
                continue
            if key in self._exact and self._is_level_of(self._exact[key], tokens[end - 1 : end + 2]):
                return UnitMention(at, end, self._exact[key], True)
            ref = self._folded.get(tuple(map(fold, key))) if len(key) > 2 else None
            if ref and self._is_level_of(ref, tokens[end - 1 : end + 2]):
                return UnitMention(at, end, ref, False)
        return None

    def _is_level_of(self, ref: str, words: Sequence[str]) -> bool:
        """Whether the level behind a name is the unit's own, where one is named: `words` are its last one and two more.

        “Ủy ban MTTQ Việt Nam tỉnh” is not the Front of a district, whose name has no level in it.
        """
        unit = self.units[ref]
        if unit.kind not in _OF_A_LEVEL or len(words) < 2 or words[0] in _LEVEL_WORDS:
            return True
        named = _LEVEL_WORDS.get(words[1]) or _LEVEL_WORDS.get(" ".join(words[1:3]))
        if named is None:
            return True
        own = next((_LEVEL_WORDS[word] for word in split_words(unit.name)[-1:] if word in _LEVEL_WORDS), self._level)
        return own is None or named is own

    def find_places(self, text: str) -> tuple[str, ...]:
        """The communes in a list of bare names, as it stands behind a group: Đông Hải, Tây Hải; none where it is more.

        “UBND các xã: Đông Hải và Tây Hải” are these two, not all communes.
        """
        found: dict[str, None] = {}
        for name in re.split(r"[,;]|\bvà\b", text.strip(" .:;,()")):
            words = split_words(name)
            words = words[1:] if words[:1] and words[0] in _LEVELS[UnitKind.COMMUNE] else words
            ref = self._places.get(tuple(words))
            if ref is None:
                return ()
            found[ref] = None
        return tuple(found)

    def _group_at(self, tokens: list[str], at: int) -> UnitMention | None:
        found = match_group(tokens[at : at + _LONGEST_GROUP], self.groups)
        if found is None:
            return None
        return UnitMention(at, at + found[1], self._stand_ins.get(found[0], found[0]), True)


def match_group(tokens: Sequence[str], groups: Collection[str]) -> tuple[str, int] | None:
    """The group, of `groups`, whose name begins `tokens`, and the number of words of the name."""
    text = " ".join(tokens)
    for form, ref in _GROUPS:
        if ref in groups and (match := form.match(text)):
            return ref, len(match[0].split())
    return None


def _name_key(name: str) -> tuple[str, ...]:
    return tuple(word for word in split_words(name) if word not in FILLERS)
