"""The texts of a plan → doubts about units named in them: spelt in several ways, or named like no unit there is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gen import diagnostics
from gen.diagnostics.mistake import suggest_word
from gen.errors import Diagnostic
from gen.plan.model import Plan, Unit
from gen.plan.outline import EntryRole, OutlineEntry
from gen.plan.units import is_in_force, short_name
from gen.text import fold, split_words

PlanFinding = tuple[tuple[str | int, ...], Diagnostic]

MAX_UNITS = 200
"""Registries beyond this size are territories' lists, whose names plans do not spell out."""

_FILLERS = frozenset({"và"})
_PARTNER = re.compile(
    r"(?i:phối hợp (?:chặt chẽ )?với|gửi|qua) ((?:Phòng|Ban|Sở|Trung tâm|Văn phòng|Hội|Chi cục|Thanh tra)\s[^,;.]+?)"
    r"(?= và các | và |,|;|\.| để | xây dựng | có | thống nhất |:|$)"
)


def many_spellings(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[PlanFinding]:
    """PLAN-104: a unit that the plan spells in more than one way, with each spelling and where it stands."""
    if len(plan.units) > MAX_UNITS:
        return
    texts = [(e.id, e.text, _text_path(e)) for e in outline]
    texts += [("closing", t, ("closing", i)) for i, t in enumerate(plan.closing)]
    texts += [("opening", t, ("opening", i)) for i, t in enumerate(plan.opening)]
    for index, unit in enumerate(plan.units):
        if not is_in_force(unit, plan):
            continue
        pattern = _pattern(unit)
        where: dict[str, list[str]] = defaultdict(list)
        for entry_id, text, _path in texts:
            for match in pattern.finditer(text):
                where[match.group(0)].append(entry_id)
        if len(where) > 1:
            listed = "; ".join(f"“{spelling}” ({', '.join(ids)})" for spelling, ids in where.items())
            doubt = diagnostics.plan.UNIT_SPELT_DIFFERENTLY
            yield ("units", index), doubt.at(unit=f"“{unit.name}”", count=len(where), listed=listed)


def unknown_mentions(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[PlanFinding]:
    """PLAN-105: a partner named in a task that is no unit of the registry under any of its names."""
    known = {fold(_bare(name)): unit for unit in plan.units for name in _names(unit)}
    names, shown = tuple(known), {name: unit.name for name, unit in known.items()}
    hints: dict[str, str] = {}
    for entry in outline:
        if entry.assignment is None or entry.role is not EntryRole.TEXT:
            continue
        for match in _PARTNER.finditer(entry.text):
            name = match[1].strip()
            # A name may hold the words that end a name elsewhere, so what follows counts as well.
            if fold(_bare(entry.text[match.start(1) :])).startswith(names):
                continue
            if name not in hints:
                hints[name] = suggest_word(fold(_bare(name)), shown, likeness=0.5)
            doubt = diagnostics.plan.PARTNER_NO_UNIT.at(id=entry.id, name=f"“{name}”", hint=hints[name])
            yield _text_path(entry), doubt


def _text_path(entry: OutlineEntry) -> tuple[str | int, ...]:
    return (*entry.path, "heading" if entry.role.is_heading else "text")


def _names(unit: Unit) -> Iterator[str]:
    yield unit.name
    yield short_name(unit)
    yield from unit.also


def _bare(name: str) -> str:
    return " ".join(word for word in split_words(name) if word not in _FILLERS)


def _pattern(unit: Unit) -> re.Pattern[str]:
    """What finds the unit's name whatever its case, hyphens, spaces and "và"."""
    parts = [re.escape(word) for word in split_words(unit.name) if word not in _FILLERS]
    if len(parts) < 2:
        return re.compile(r"(?!)")
    return re.compile(r"\b" + r"\s*[-–]?\s*(?:và\s+)?".join(parts) + r"\b", re.IGNORECASE)
