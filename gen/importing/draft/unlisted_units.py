"""The words of a plan that has no list of units → its units: the usual ones of its level, others by their words.

Where a plan names all of a kind, one unit of the draft stands for them until a person says who they are: answered with
`list`, the communes of the province are those of the national list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gen.importing.questions import Choice, QuestionKind, Questionnaire
from gen.importing.statements.sentences import EXCEPT, find_in_charge, read_subject
from gen.importing.units.names import AGENCIES, UnitMention, UnitNames
from gen.importing.units.new_units import create_units, make_slug
from gen.importing.units.partners import find_partners, is_name, is_one_body, read_named_list
from gen.locale import _
from gen.national.places import FIRST_DAY, Province
from gen.national.usual_units import Level, usual_units
from gen.plan.kinds import GROUP_KINDS, UnitKind
from gen.plan.model import Unit
from gen.text import shorten, split_words

LISTED = "list"
"""The answer by which a group's units are those of the list."""
_ONE = "one"
_STAND_INS = {"communes": "cac-xa", "districts": "cac-huyen", "provinces": "cac-tinh"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a plan is from: the level of who issues it, what its territory is called, its province, its date."""

    level: Level | None
    designation: str
    province: Province | None
    day: date | None


@dataclass(slots=True)
class NamedPlaces:
    """Words of a plan that name units: beginnings of paragraphs, values of labels, and whole sentences."""

    beginnings: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoundUnits:
    """The units of a plan, and which of them stands for a whole group."""

    units: tuple[Unit, ...]
    stand_ins: dict[str, str]


def find_units(named: NamedPlaces, where: Surroundings, questions: Questionnaire) -> FoundUnits:
    """Every unit that the plan names where it lays something on somebody, each once, in the order of the plan."""
    collector = _Collector(_usual(where))
    for text in named.beginnings:
        collector.read_beginning(text)
    for text in named.labels:
        collector.read_names(text)
    for text in named.sentences:
        collector.read_sentence(text)
    return collector.finish(where, questions)


def _usual(where: Surroundings) -> tuple[Unit, ...]:
    """The units that can be meant: the offices of the level, of all levels where it is not known; communes by name."""
    levels = _LOCAL if where.level is None else [where.level]
    found: dict[str, Unit] = {}
    for level in levels:
        for unit in usual_units(level, where.designation or _DESIGNATIONS[level], where.day):
            found.setdefault(unit.id, unit)
    return (*found.values(), *_communes(where))


_LOCAL = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
_DESIGNATIONS = {Level.NATION: "", Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


def _communes(where: Surroundings) -> tuple[Unit, ...]:
    """The communes of the province, where the national list was in force."""
    is_in_force = where.day is not None and where.day >= FIRST_DAY
    return where.province.units() if where.province is not None and is_in_force else ()


class _Collector:
    def __init__(self, usual: Iterable[Unit]) -> None:
        self._names = UnitNames(usual, [*GROUP_KINDS, AGENCIES])
        self._units: dict[str, Unit] = {}
        self._groups: dict[str, str] = {}

    def read_beginning(self, text: str) -> None:
        """Whom a paragraph begins with: a heading, or the subject of a sentence."""
        subject = read_subject(text, self._names)
        if subject is None:
            return
        if places := self._names.find_places(subject.rest):  # “UBND các xã: Đông Hải, Tây Hải”
            for ref in places:
                self._units.setdefault(ref, self._names.units[ref])
            return
        self.read_names(text[: subject.end])
        for words in subject.unknown:
            self._create(words)

    def read_names(self, text: str) -> None:
        """A list of names alone."""
        listed = read_named_list(text, self._names)
        mentions = listed.mentions or tuple(self._names.find_mentions(text))
        self._note(text, mentions)
        for words in listed.unknown:
            if not words.startswith("các "):
                self._create(words)

    def read_sentence(self, text: str) -> None:
        """Those whom a sentence names as partners, or as in charge."""
        partners = find_partners(text, self._names)
        named = {*partners.refs, *find_in_charge(text, self._names)}
        mentions = self._names.find_mentions(text)
        units = [mention for mention in mentions if mention.ref in self._names.units]
        self._note(text, [mention for mention in units if mention.ref in named or self._is_commune(mention)])
        for words in partners.unknown:
            if is_one_body(words):
                self._create(words)

    def _is_commune(self, mention: UnitMention) -> bool:
        return self._names.units[mention.ref].kind is UnitKind.COMMUNE

    def _note(self, text: str, mentions: Iterable[UnitMention]) -> None:
        words = split_words(text)
        for mention in mentions:
            if mention.ref in self._names.units:
                self._units.setdefault(mention.ref, _as_named(self._names.units[mention.ref], text, words, mention))
            elif mention.ref != AGENCIES:
                self._groups.setdefault(mention.ref, _as_written(text, words, mention))

    def _create(self, words: str) -> None:
        """A unit that is not a usual one, by its name alone."""
        if EXCEPT.match(words):
            return
        named = create_units([words])
        if not named and is_name(words):
            named = (Unit(id=make_slug(words), kind=UnitKind.OTHER, name=words),)
        for unit in named:
            self._units.setdefault(unit.id, unit)

    def finish(self, where: Surroundings, questions: Questionnaire) -> FoundUnits:
        stand_ins: dict[str, str] = {}
        for group, words in self._groups.items():
            communes = _communes(where) if group == "communes" else ()
            if communes and _ask_communes(words, where, len(communes), questions) == LISTED:
                for unit in communes:
                    self._units.setdefault(unit.id, unit)
                continue
            kind = UnitKind.UNION if group == "unions" else UnitKind.OTHER
            unit = Unit(id=_STAND_INS.get(group) or make_slug(words), kind=kind, name=words)
            self._units.setdefault(unit.id, unit)
            stand_ins[group] = unit.id
        return FoundUnits(tuple(self._units.values()), stand_ins)


def _as_named(unit: Unit, text: str, words: list[str], mention: UnitMention) -> Unit:
    """A usual unit under the name by which the plan first calls it, if that is no abbreviation and no capitals."""
    written = _as_written(text, words, mention)
    is_usual = unit.kind is UnitKind.COMMUNE or not mention.exact or written == unit.name
    if is_usual or _CAPITALS.search(written):
        return unit
    also = (unit.name, *(name for name in unit.also if name != written))
    return unit.model_copy(update={"name": written, "also": also})


_CAPITALS = re.compile(r"[A-ZĐÀ-Ỹ&]{2,}")


def _as_written(text: str, words: list[str], mention: UnitMention) -> str:
    """The words of a mention as the text writes them, with a capital."""
    spans = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    if len(spans) != len(words):
        return " ".join(words[mention.start : mention.end])
    written = text[spans[mention.start][0] : spans[mention.end - 1][1]]
    return shorten(written[:1].upper() + written[1:], 120)


def _ask_communes(words: str, where: Surroundings, count: int, questions: Questionnaire) -> str:
    province = where.province
    assert province is not None
    reason = _("{words} is one unit of the draft: who are they? The national list has {count} in {province}").format(
        words=f"“{words}”", count=count, province=province.area
    )
    choices = [
        Choice(LISTED, _("the {count} of the national list").format(count=count)),
        Choice(_ONE, _("one unit for all of them, until a list says who they are")),
    ]
    return questions.ask(QuestionKind.GROUP, "", words, reason, choices, _ONE, about="communes")
