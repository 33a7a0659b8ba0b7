"""Two tables → where they differ, in words, and how many rows were looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any


class Differences(list[str]):
    """What differs; `rows` counts what was compared."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0

    def by_key(self, what: str, expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> None:
        """Rows that have a key."""
        for key in {**expected, **found}:
            self.rows += 1
            if expected.get(key) != found.get(key):
                self.append(f"{what} {key}: reckoned {expected.get(key)}, reported {found.get(key)}")

    def in_order(self, what: str, expected: Iterable[Any], found: Iterable[Any]) -> None:
        """Rows whose place matters."""
        self.by_key(what, dict(enumerate(expected)), dict(enumerate(found)))

    def by_count(self, what: str, expected: Iterable[Any], found: Iterable[Any]) -> None:
        """Rows whose place does not matter."""
        reckoned, reported = Counter(expected), Counter(found)
        self.rows += sum((reckoned | reported).values())
        self += [f"{what}: not reported: {one}" for one in (reckoned - reported).elements()]
        self += [f"{what}: not reckoned: {one}" for one in (reported - reckoned).elements()]

    def add(self, others: Differences) -> None:
        """Those of another comparison too."""
        self.rows += others.rows
        self += others
