"""Marked passages, one after the other → Branches: each below the nearest before it whose mark stands higher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gen.importing.marks import Marked


@dataclass(slots=True)
class Branch:
    """A passage with what stands below it."""

    mark: Marked
    children: list[Branch] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, without the mark."""
        return self.mark.text

    def walk(self) -> Iterator[Branch]:
        """This branch and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def grown(passages: Iterable[Marked]) -> list[Branch]:
    """The branches that stand below no other."""
    roots: list[Branch] = []
    way: list[Branch] = []
    for mark in passages:
        while way and way[-1].mark.rank >= mark.rank:
            way.pop()
        branch = Branch(mark)
        (way[-1].children if way else roots).append(branch)
        way.append(branch)
    return roots
