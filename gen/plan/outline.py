"""Plan → its outline: every part, section, heading and text with its id, printed number and place in the tree.

Ids follow the plan's own numbering, so that a clerk finds a task in the signed paper: `12.2` is the numbered text,
`12.2#1` its first bullet, `1.5#1+2` the second bullet below that. What stands in a part without sections has the
part's numeral in front: `I.2.a`; so have the sections of a second part that assigns tasks, whose numbers begin anew. A
part that stands within another one has that one's first: `B.I.2.a`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gen.plan.model import Amendment, Assignment, Item, Mark, Part, Plan
from gen.plan.once import cached_per_plan
from gen.text import list_letter, shorten, to_roman, upper_first


class EntryRole(StrEnum):
    """What a node of the outline is."""

    PART = "part"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"
    """A text in a section that is no task."""

    @property
    def is_heading(self) -> bool:
        """Whether it heads what stands below it."""
        return self in (EntryRole.PART, EntryRole.SECTION, EntryRole.HEADING)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One node: `mark` is what is printed before `text` ("1.1.", "a)", "-", or nothing).

    `path` is the way from the file's root to the node (`("parts", 1, "assignments", 0, "items", 2)`): where its
    mistakes are shown. `item` is None for a part or a section, `assignment` None outside of sections. `amendments` put
    the node in or reworded it: those that it names, else those of the node above. So it is with `leader` and
    `authority`; they are empty where neither states them.
    """

    id: str
    mark: str
    text: str
    role: EntryRole
    depth: int
    path: tuple[str | int, ...]
    part: Part
    assignment: Assignment | None
    item: Item | None
    children: tuple[OutlineEntry, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    leader: str = ""
    authority: str = ""

    @property
    def product(self) -> str:
        """What has to come of a task: as with its deadline, that of the whole is not that of each point below it."""
        return (self.item.product or "") if self.item is not None else ""

    @property
    def is_task(self) -> bool:
        """Whether it is a task: a text of a section."""
        return self.assignment is not None and self.role is EntryRole.TEXT

    @property
    def sentence(self) -> str:
        """Its words where they stand by themselves: what goes on from the heading above it begins a sentence there.

        “Giao Sở Y tế” / “chủ trì …” is one paragraph in the source alone (`run_on`).
        """
        if not self.runs_on:
            return self.text
        words = self.text.lstrip("*")  # before them stand the signs of emphasis
        return self.text[: len(self.text) - len(words)] + upper_first(words)

    @property
    def runs_on(self) -> bool:
        """Whether its words go on on the line of the heading above it."""
        return self.item is not None and self.item.run_on

    @property
    def title(self) -> str:
        """Its words where it heads a list elsewhere; of a section without a heading the beginning of its first text."""
        return self.text or (shorten(self.children[0].text, _MOST_TITLE) if self.children else "")

    def walk(self) -> Iterator[OutlineEntry]:
        """This node and all below it, in print order."""
        yield self
        for child in self.children:
            yield from child.walk()


_MOST_TITLE = 120


@cached_per_plan
def outline(plan: Plan) -> tuple[OutlineEntry, ...]:
    """The parts of `plan` as trees, in print order."""
    parts = outline_parts(plan.parts)
    if not plan.amendments and not any(map(_names_anybody, parts)):
        return parts
    return tuple(_with_what_stands_above(part, (), "", "", plan) for part in parts)


def outline_parts(parts: Sequence[Part]) -> tuple[OutlineEntry, ...]:
    """These parts of one plan as trees, without its amendments."""
    first = next((i for i, part in enumerate(parts) if part.assignments), 0)
    return tuple(
        _part(part, index, prefixed=index != first or part.within is not None) for index, part in enumerate(parts)
    )


def entries(plan: Plan) -> Iterator[OutlineEntry]:
    """Every node of `plan`, in print order."""
    for part in outline(plan):
        yield from part.walk()


def tasks(plan: Plan) -> Iterator[OutlineEntry]:
    """Every task of `plan`: the texts of its sections, in print order."""
    return (entry for entry in entries(plan) if entry.is_task)


def assignees_of(section: Assignment) -> tuple[str, ...]:
    """All whom a section names for its tasks: as a whole, and at its headings and tasks."""
    inner = (ref for top in section.items for item in top.walk() for ref in item.to or ())
    return tuple(dict.fromkeys((*(section.to or ()), *inner)))


def find_amendments(plan: Plan, ids: Collection[str]) -> tuple[Amendment, ...]:
    """The amendments with these ids, in the order of the plan."""
    return tuple(amendment for amendment in plan.amendments if amendment.id in ids) if ids else ()


def _names_anybody(part: OutlineEntry) -> bool:
    """Whether an item of the part states a leader, or an authority."""
    return any(entry.item is not None and (entry.item.leader or entry.item.authority) for entry in part.walk())


def _with_what_stands_above(
    entry: OutlineEntry, amendments: tuple[Amendment, ...], leader: str, authority: str, plan: Plan
) -> OutlineEntry:
    """The node with what it states, else with what is given of the node above it; so for all below it."""
    item, node = entry.item, entry.item or entry.assignment
    amendments = find_amendments(plan, node.amended_by) if node is not None and node.amended_by else amendments
    leader, authority = ((item.leader or leader), (item.authority or authority)) if item is not None else ("", "")
    below = (_with_what_stands_above(child, amendments, leader, authority, plan) for child in entry.children)
    return replace(entry, children=tuple(below), amendments=amendments, leader=leader, authority=authority)


SIGNS_BEHIND_NUMBERS = ".)/-–: "
"""What stands behind a printed number and is none of it: 1. a) 1/ I- Bước 1:"""


def part_code(part_number: str | None, index: int, within: str | None = None) -> str:
    """What a part, or a section, is called in ids, number `index` (from 0): its number; of words their first letters.

    Điều 2 is Đ2, PHẦN THỨ NHẤT as the first part PT1. Before it stands the code of the part `within` which it is.
    """
    *before, last = (part_number or "").rstrip(SIGNS_BEHIND_NUMBERS).split() or [to_roman(index + 1)]
    if before:
        is_number = last.isdecimal() or _ROMAN_OR_LETTER.fullmatch(last) is not None
        last = "".join(word[0].upper() for word in before) + (last if is_number else str(index + 1))
    return f"{within}.{last}" if within else last


_ROMAN_OR_LETTER = re.compile(r"[IVXLC]+|[A-ZĐ]")


def _part(part: Part, index: int, prefixed: bool) -> OutlineEntry:
    code = part_code(part.number, index, part.within)
    mark = f"{(part.number or to_roman(index + 1)).rstrip('.')}."
    path: tuple[str | int, ...] = ("parts", index)
    prefix = f"{code}." if prefixed else ""
    sections = tuple(_section(part, a, i, path, code, prefix) for i, a in enumerate(part.assignments))
    below = _items(part.items, part.marks, code, "", part, None, (*path, "items"), 1)
    return OutlineEntry(code, mark, part.heading, EntryRole.PART, 0, path, part, None, None, (*below, *sections))


def _section(
    part: Part, section: Assignment, index: int, path: tuple[str | int, ...], code: str, prefix: str
) -> OutlineEntry:
    here = (*path, "assignments", index)
    if section.number == "":
        stem, entry_id, mark = "", f"{code}#{len(part.items) + index + 1}", ""
    else:
        printed = (section.number or str(index + 1)).rstrip(".")
        stem = printed.rstrip(SIGNS_BEHIND_NUMBERS)
        entry_id = prefix + part_code(stem, index)
        mark = printed if stem != printed else f"{printed}."
    number = stem if stem[:1].isdigit() else ""  # below A. stand 1., 2., and not A.1.
    below = _items(section.items, section.marks, entry_id, number, part, section, (*here, "items"), 2)
    if section.heading is None:  # its number is that of its first text
        below = (replace(below[0], mark=mark or below[0].mark), *below[1:])
        mark = ""
    return OutlineEntry(entry_id, mark, section.heading or "", EntryRole.SECTION, 1, here, part, section, None, below)


def _items(
    items: Sequence[Item],
    marks: Mark,
    parent_id: str,
    parent_number: str,
    part: Part,
    section: Assignment | None,
    path: tuple[str | int, ...],
    depth: int,
) -> tuple[OutlineEntry, ...]:
    found = []
    for index, item in enumerate(items):
        number, mark = _label(item, marks, parent_number, index + 1)
        entry_id = _entry_id(item, parent_id, marks, index + 1, section is not None)
        here = (*path, index)
        below = _items(item.items, item.marks, entry_id, number, part, section, (*here, "items"), depth + 1)
        is_note = section is not None and not item.task
        role = EntryRole.HEADING if item.heading is not None else EntryRole.NOTE if is_note else EntryRole.TEXT
        text = item.heading or item.text or ""
        found.append(OutlineEntry(entry_id, mark, text, role, depth, here, part, section, item, below))
    return tuple(found)


def _label(item: Item, marks: Mark, parent_number: str, index: int) -> tuple[str, str]:
    """The number that the items below build on, and the mark as it is printed."""
    if item.number is not None:
        return item.number.rstrip(SIGNS_BEHIND_NUMBERS), item.number
    match marks:
        case Mark.NUMBER:
            number = f"{parent_number}.{index}" if parent_number else str(index)
            return number, f"{number}."
        case Mark.LETTER:
            return list_letter(index), f"{list_letter(index)})"
        case Mark.NONE:
            return "", ""
        case _:
            return "", marks.value


def _entry_id(item: Item, parent_id: str, marks: Mark, index: int, in_section: bool) -> str:
    if item.id is not None:
        return item.id
    if item.number:
        number = item.number.rstrip(SIGNS_BEHIND_NUMBERS)
        return number if in_section else f"{parent_id}.{number}"
    match Mark.NONE if item.number == "" else marks:
        case Mark.NUMBER:
            return f"{parent_id}.{index}"
        case Mark.LETTER:
            return f"{parent_id}.{list_letter(index)}"
        case _:
            return f"{parent_id}{'+' if '#' in parent_id else '#'}{index}"
