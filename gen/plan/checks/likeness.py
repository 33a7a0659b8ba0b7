"""The texts of a plan → pairs that are too much alike: tasks given twice, headings that differ, tone marks swapped.

All rules compare words, not letters, and report with both places, since a likeness is a question, never a mistake.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from gen import diagnostics
from gen.errors import Diagnostic
from gen.plan.checks.structure import bound_units
from gen.plan.model import Plan
from gen.plan.outline import EntryRole, OutlineEntry
from gen.plan.units import expand
from gen.text import fold, shorten, split_words

PlanFinding = tuple[tuple[str | int, ...], Diagnostic]

Clause = tuple[str, frozenset[tuple[str, int]]]
"""A clause and its words."""

MIN_CLAUSE = 9
"""Shorter clauses repeat set phrases and say nothing of the task."""

SAME = 0.8
"""Share of common words, by the shorter clause, from which two clauses count as the same."""

FREQUENT = 3
"""How often the usual spelling of a word pair has to occur for the odd one to be suspected."""

FIXED = 0.5
"""Share of a word's occurrences that have to be in the expression for it to be a fixed one."""

MAX_COMPARED = 400
"""Tasks of one unit beyond which comparing all pairs would take longer than it helps."""


def near_duplicates(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[PlanFinding]:
    """PLAN-102: clauses that two tasks of the same unit share, for the most part in the same words."""
    by_section: dict[int, list[OutlineEntry]] = defaultdict(list)
    for entry in outline:
        if entry.assignment is not None and entry.role is EntryRole.TEXT:
            by_section[id(entry.assignment)].append(entry)
    bound = bound_units(plan, outline)
    for group in _sections_of_one_unit(plan, by_section):
        compared = [(entry, _clauses(entry.text)) for entry in group[:MAX_COMPARED]]
        for (left, left_clauses), (right, right_clauses) in combinations(compared, 2):
            shared = _shared_clause(left_clauses, right_clauses)
            if shared and not bound[left.path].isdisjoint(bound[right.path]):
                values = {"first": left.id, "second": right.id, "words": f"“{shorten(shared)}”"}
                yield right.path, diagnostics.plan.SAME_TASK_TWICE.at(**values)


def _sections_of_one_unit(plan: Plan, by_section: dict[int, list[OutlineEntry]]) -> Iterator[list[OutlineEntry]]:
    """The tasks of each set of sections that bind the same units."""
    together: dict[tuple[str, ...], list[OutlineEntry]] = defaultdict(list)
    for group in by_section.values():
        section = group[0].assignment
        if section is not None and not section.common:
            together[tuple(sorted(expand(plan, section.to or ())))] += group
    yield from together.values()


def _shared_clause(left: Sequence[Clause], right: Sequence[Clause]) -> str:
    for a, words_of_a in left:
        for b, words_of_b in right:
            if len(words_of_a & words_of_b) >= SAME * min(len(words_of_a), len(words_of_b)):
                return min(a, b, key=len)
    return ""


def _clauses(text: str) -> list[Clause]:
    found = ((clause.strip(), _numbered(split_words(clause))) for clause in re.split(r"[;.:]", text))
    return [clause for clause in found if len(clause[1]) >= MIN_CLAUSE]


def _numbered(clause: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Each word with the number of times it occurred before, so that sets count repeated words."""
    seen: Counter[str] = Counter()
    numbered = set()
    for word in clause:
        numbered.add((word, seen[word]))
        seen[word] += 1
    return frozenset(numbered)


def differing_headings(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[PlanFinding]:
    """PLAN-107: headings of one topic that differ by a word or two from the usual one."""
    by_topic: dict[str, list[OutlineEntry]] = defaultdict(list)
    for entry in outline:
        if entry.item is not None and entry.item.topic is not None and entry.role is EntryRole.HEADING:
            by_topic[entry.item.topic].append(entry)
    for entries in by_topic.values():
        usual = Counter(_normal(entry.text) for entry in entries)
        longest = max(usual, key=lambda text: (len(text.split()), usual[text]))
        for entry in entries:
            missing = _missing(longest, _normal(entry.text))
            if missing:
                doubt = diagnostics.plan.HEADING_UNLIKE_OTHERS.at(id=entry.id, words=f"“{missing}”")
                yield (*entry.path, "heading"), doubt


def _normal(text: str) -> str:
    return " ".join(split_words(text))


def _missing(longer: str, shorter: str) -> str:
    lost = Counter(longer.split()) - Counter(shorter.split())
    return " ".join(lost) if 0 < sum(lost.values()) <= 2 else ""


def misspellings(plan: Plan, outline: Sequence[OutlineEntry]) -> Iterator[PlanFinding]:
    """PLAN-106: a pair of words that occurs once, where the same letters with another tone are a fixed expression.

    "Tố chức" beside sixteen times "tổ chức". An expression is fixed where each of its words mostly comes with the
    other one; without that, "về trẻ em" would be suspected beside "bảo vệ trẻ em".
    """
    texts = [(entry, [split_words(clause) for clause in re.split(r"[^\w\s]", entry.text)]) for entry in outline]
    singles = Counter(word for _entry, clauses in texts for clause in clauses for word in clause)
    pairs = Counter(pair for _entry, clauses in texts for clause in clauses for pair in pairwise(clause))
    usual: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for pair, count in pairs.items():
        usual[fold(pair[0]), fold(pair[1])][pair] += count
    for entry, clauses in texts:
        for pair in (pair for clause in clauses for pair in pairwise(clause)):
            ((best, often),) = usual[fold(pair[0]), fold(pair[1])].most_common(1)
            fixed = often >= FREQUENT and often >= FIXED * max(singles[best[0]], singles[best[1]])
            if pairs[pair] == 1 and fixed and _one_mark_apart(best, pair):
                yield _odd_pair(entry, pair, best, often)


def _odd_pair(entry: OutlineEntry, pair: tuple[str, str], best: tuple[str, str], often: int) -> PlanFinding:
    odd, usual = f"“{' '.join(pair)}”", f"“{' '.join(best)}”"
    key = "heading" if entry.role.is_heading else "text"
    return (*entry.path, key), diagnostics.plan.TONE_MARK.at(id=entry.id, odd=odd, usual=usual, count=often)


def _one_mark_apart(usual: tuple[str, str], odd: tuple[str, str]) -> bool:
    return sum(a != b for a, b in zip(usual, odd, strict=True)) == 1
