"""A tree of the outline → the flat paragraphs that are printed, each with its kind, mark and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import takewhile

from gen.plan.fields import fill
from gen.plan.outline import OutlineEntry


class Shape(StrEnum):
    """How a paragraph is set: by the shape of its mark."""

    SECTION = "1."
    SUBSECTION = "1.1."
    POINT = "a)"
    DASH = "-"
    PLUS = "+"
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: `mark` as printed, `source` where the plan says it (for people), `task` its id in the plan.

    `number` is how a table of the same document cites it; empty where none does. `leads` are those who lead the task,
    where the unit supports them.
    """

    shape: Shape
    mark: str
    text: str
    bold: bool = False
    source: str = ""
    task: str = ""
    number: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A part of a document with its numeral and paragraphs."""

    number: str
    heading: str
    blocks: tuple[Block, ...]


@cache
def shape_of(mark: str) -> Shape:
    """The shape that a printed mark asks for."""
    if mark in {Shape.DASH.value, Shape.PLUS.value, ""}:
        return Shape(mark)
    if re.fullmatch(r"\w{1,2}\)", mark):
        return Shape.POINT
    return Shape.SUBSECTION if re.search(r"\d\.\d", mark) else Shape.SECTION


def source_blocks(entry: OutlineEntry) -> Iterator[Block]:
    """The paragraphs of `entry` and all below it, as the source prints them."""
    heading, going_on = entry.role.is_heading, list(takewhile(lambda child: child.runs_on, entry.children))
    if entry.text:
        words = [f"**{entry.text}**" if "**" not in entry.text else entry.text, *(child.text for child in going_on)]
        text = " ".join(words) if going_on else entry.text
        yield Block(shape_of(entry.mark), entry.mark, text, bold=heading and not going_on, task=entry.id)
    for child in entry.children:
        below = child.children if entry.text and child in going_on else (child,)
        for one in below:
            yield from source_blocks(one)


def fill_block(block: Block, values: Mapping[str, str]) -> Block:
    """`block` with the names in braces filled in; the same object where it has none, as most do."""
    text = fill(block.text, values)
    return block if text == block.text else replace(block, text=text)


def source_label(task_id: str) -> str:
    """Where a task stands in the source, for people: `12.2#1` is `mục 12.2, ý 1`, `1.5#1+2` is `mục 1.5, ý 1.2`.

    No line breaks between a word and its number.
    """
    section, hash_, rest = task_id.partition("#")
    item = f", ý\u00a0{rest.replace('+', '.')}" if hash_ else ""
    return f"mục\u00a0{section}{item}"
