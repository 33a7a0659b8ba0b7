"""The tags of a part → those that are too long or too deep to be read, before anything reads them.

Jinja reads an expression with one call in another for each bracket, and compiles it in the same way, as does Python:
without a bound a tag ends the program, and loops in loops in loops never end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

MOST_WORDS, MOST_BRACKETS, MOST_BLOCKS = 200, 10, 12
_MOST_LOOPS = 6
"""So many loops in each other; the templates of the project have three."""
MOST_OTHER_LISTS = 2
"""So many loops in each other over lists that have nothing to do with each other: a hundred rows a thousand times."""
_DEEPEST = 30
"""So many parts of an expression in each other."""
_TAG = re.compile(r"\{\{(?:(?!\}\}).)*|\{%(?:(?!%\}).)*", re.DOTALL)
"""A tag without its end; one that is not closed goes to the end of the part, so that nothing is read twice."""
_OPENING = re.compile(r"\{[{%]")
_MOST_OPEN = 50
_WORD = re.compile(r"\w+|[^\s\w]")
_BLOCK = re.compile(r"\{%[-+]?\s*(end)?(for|if)\b")


def find_too_deep(source: str) -> list[int]:
    """The lines of `source` with tags that are too long, or have too many brackets or blocks in each other."""
    found: list[int] = []
    blocks: list[str] = []
    for tag in _TAG.finditer(source):
        if tag.end() == len(source):  # not closed, which the reader tells; but of many it tells none in time
            if len(_OPENING.findall(tag.group())) > _MOST_OPEN:
                found.append(source.count("\n", 0, tag.start()) + 1)
            break
        block = _BLOCK.match(tag.group())
        if block is not None and block[1]:
            if blocks:
                blocks.pop()
        elif block is not None:
            blocks.append(block[2])
        is_nested = len(blocks) > MOST_BLOCKS or blocks.count("for") > _MOST_LOOPS
        if is_nested or _is_too_long(tag.group()):
            found.append(source.count("\n", 0, tag.start()) + 1)
            if is_nested:
                break
    return found


def _is_too_long(tag: str) -> bool:
    depth = 0
    for words, word in enumerate(_WORD.finditer(tag), 1):
        depth += (word.group() in "([{") - (word.group() in ")]}")
        if words > MOST_WORDS or depth > MOST_BRACKETS + 2:  # two for the braces that open the tag
            return True
    return False


def exceeds_depth(expression: nodes.Node) -> bool:
    """Whether the parts of an expression stand too deep in each other; without a call in another."""
    return any(depth > _DEEPEST for depth in _depths(expression))


def _depths(expression: nodes.Node) -> Iterator[int]:
    waiting = [(expression, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield depth
        waiting += ((child, depth + 1) for child in node.iter_child_nodes())
