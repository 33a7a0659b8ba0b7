"""Names of units in running text → the units and groups of a registry; other words are returned as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from gen.plan.kinds import VILLAGE_DESIGNATIONS
from gen.plan.model import Unit
from gen.plan.unit_names import FILLERS, names_in_text
from gen.text import fold, split_words

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
    (re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?:các|cấp) (?:xã|phường|thị trấn|đặc khu)"
                r"(?: (?:các )?(?:xã|phường|thị trấn|đặc khu))*"), "communes"),
    (re.compile(r"(?:các xã phường|các xã thị trấn|các xã)(?: (?:xã|phường|thị trấn|đặc khu))*"), "communes"),
    (re.compile(rf"các (?:(?:nhà )?trường(?: học)?+|cơ sở giáo dục(?: và đào tạo)?+)\b{_OF_SOME_LEVEL}{_ALL_OVER}"),
     "schools"),
    (re.compile(rf"các trạm y tế\b(?: (?:các )?(?:xã|phường|thị trấn|đặc khu)\b)*{_ALL_OVER}"), "stations"),
    (re.compile(rf"(?:(?:(?:các )?trưởng )?các (?:(?:thôn(?! đội\b)|buôn|ấp|khóm|khu phố|tổ dân phố)\b{_VILLAGES}*"
                rf"|(?:bản|làng)\b{_VILLAGES}+)"
                rf"|trưởng các bản\b|các trưởng {_VILLAGE}{_VILLAGES}*|trưởng {_VILLAGE}{_VILLAGES}+"
                rf"|các bản(?=$| (?:trên địa bàn|của|thuộc) )){_ALL_OVER}"), "villages"),
    (re.compile(r"các (?:tổ chức )?(?:đoàn thể|chính trị xã hội)(?: chính trị xã hội)?"), "unions"),
    (re.compile(r"các sở(?: ban)?(?: ngành)?(?: đoàn thể)?"), AGENCIES),
    (re.compile(r"các (?:cơ quan|đơn vị|phòng ban|phòng|ban|ngành)(?: (?:cơ quan|đơn vị|tổ chức|phòng|ban|ngành|đoàn"
                r" thể|chuyên môn|trực thuộc|thuộc|khác|có|liên quan|chức năng))*"), AGENCIES),
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


class UnitNames:
    """Every name that the units of a registry may have in a text."""

    def __init__(self, units: Iterable[Unit], groups: Iterable[str]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.groups = frozenset(groups)
        self._exact: dict[tuple[str, ...], str] = {}
        self._folded: dict[tuple[str, ...], str] = {}
        for unit in self.units.values():
            for name in names_in_text(unit):
                key = _name_key(name)
                self._exact.setdefault(key, unit.id)
                self._folded.setdefault(tuple(map(fold, key)), unit.id)
        self._longest = max(map(len, self._exact), default=0)

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

    def is_exact(self, ref: str) -> bool:
        """Whether `ref` is exact: a unit, or all units of one kind."""
        return ref in self.units or (ref in self.groups and ref != AGENCIES)

    def _unit_at(self, tokens: list[str], at: int) -> UnitMention | None:
        for end in range(min(len(tokens), at + self._longest + 3), at, -1):
            key = tuple(token for token in tokens[at:end] if token not in FILLERS)
            if not key or tokens[at] in FILLERS or tokens[end - 1] in FILLERS:
                continue
            if key in self._exact:
                return UnitMention(at, end, self._exact[key], True)
            if len(key) > 2 and (ref := self._folded.get(tuple(map(fold, key)))):
                return UnitMention(at, end, ref, False)
        return None

    def _group_at(self, tokens: list[str], at: int) -> UnitMention | None:
        found = match_group(tokens[at : at + _LONGEST_GROUP], self.groups)
        return UnitMention(at, at + found[1], found[0], True) if found is not None else None


def match_group(tokens: Sequence[str], groups: Collection[str]) -> tuple[str, int] | None:
    """The group, of `groups`, whose name begins `tokens`, and the number of words of the name."""
    text = " ".join(tokens)
    for form, ref in _GROUPS:
        if ref in groups and (match := form.match(text)):
            return ref, len(match[0].split())
    return None


def _name_key(name: str) -> tuple[str, ...]:
    return tuple(word for word in split_words(name) if word not in FILLERS)
