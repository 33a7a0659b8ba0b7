"""The tasks of a known plan → two parts in two ways; or one part in a way that chance chooses."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.plans import tables, ways
from tests.plans.blocks import Written
from tests.plans.truth import Truth
from tests.plans.ways import Way, by_unit

_FIRST: tuple[Way, ...] = (ways.labelled_lines, ways.labelled_letters, ways.bold_headings, ways.plain_headings,
                           tables.annex_table, tables.unit_rows)  # fmt: skip
_SECOND: tuple[Way, ...] = (ways.bold_headings, ways.plain_headings, ways.sentences, ways.unnumbered_headings)
_OF_GROUPS: tuple[Way, ...] = (ways.bold_headings, ways.plain_headings, ways.sentences, ways.labelled_lines,
                               ways.labelled_letters, tables.annex_table)  # fmt: skip


def two_parts(truth: Truth, random: Random) -> Written:
    """Some of the units' tasks in a part of one way, the others in a part of another."""
    sections = [len([task for task in tasks if task.key != "own"]) for _leads, _asked, tasks in by_unit(truth)]
    cut = sum(sections[: len(sections) // 2])
    first_way = random.choice(_FIRST)
    second_way = random.choice([way for way in _SECOND if way is not first_way])
    own = tuple(duty for duty in truth.own if duty.of == truth.tasks[-1].leads)
    first = first_way(replace(truth, tasks=truth.tasks[:cut], own=()), random)
    second = second_way(replace(truth, tasks=truth.tasks[cut:], own=own, topics=truth.topics[::-1]), random)
    return Written(first.blocks, second.blocks, first.annex, [*first.tasks, *second.tasks])


def any_way(truth: Truth, random: Random) -> Written:
    """One part, in any of the ways."""
    return random.choice(_OF_GROUPS)(truth, random)
