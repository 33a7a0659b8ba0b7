"""The name of a file → the unit, report and period of the form that it is called after: bao-cao-quy-xa-a-2026-q2.

The reverse of `DocumentKind.file_stem`. An id may look like the end of another, or like a period: so only ids that
there are count, the reading that takes most of the name, and never one of two that take as much.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gen.documents import REPORT, UNIT_DOCUMENTS
from gen.text import fold

_PERIOD_AT_END = re.compile(r"(?:-(\d{4}(?:-(?:q[1-4]|h[12]|9m|\d\d))?))?$")
_PERIOD = re.compile(r"[-_ ](\d{4}(?:-(?:q[1-4]|h[12]|9m|\d\d))?)(?![a-z0-9])")
_MARKS = re.compile(r"-(?:signed|sign|ban-ky|da-ky|ky|ky-so|ban-ky-so|dau|scan|ban-scan|copy|final)(?![a-z0-9])")
"""What offices and their programs put behind the name of a file that they signed or scanned."""
_MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """What a file is called after: a unit's document (`stem`); for a form also the report's id and the period's key.

    Each is empty where the name has none.
    """

    stem: str
    unit: str
    obligation: str = ""
    period: str = ""


def occasion_in_name(path: str, unit_id: str) -> tuple[str, str]:
    """Obligation and period in the name of the form of a unit that is known; each empty where the name has none."""
    name = path.rpartition("/")[2].partition(".")[0].removeprefix(f"{REPORT.stem}-")
    if name.endswith(unit_id):  # a unit's id may end like a period: xa-quai-to-2025
        return name.removesuffix(unit_id).removesuffix("-"), ""
    found = _PERIOD_AT_END.search(name)
    period = found[1] or "" if found else ""
    rest = name.removesuffix(f"-{period}") if period else name
    return rest.removesuffix(unit_id).removesuffix("-"), period.upper()


def documents_in_name(name: str, units: Collection[str], obligations: Collection[str]) -> tuple[NamedDocument, ...]:
    """The documents of `units` that a file may be called after, whatever stands before and behind: none, one, or
    several where the name can be read in several ways.

    Case does not count, nor do marks; an underscore or a space is none of the hyphens of an id.
    """
    text = fold(name[-_MAX_NAME:])
    found: dict[NamedDocument, int] = {}
    for document in UNIT_DOCUMENTS:
        for begin in re.finditer(rf"(?<![a-z0-9]){document.stem}-", text):
            for named, length in _read(document.stem, text[begin.end() :], units, obligations):
                found[named] = max(length, found.get(named, 0))
    most = max(found.values(), default=0)
    return tuple(named for named, length in found.items() if length == most)


def _read(
    stem: str, text: str, units: Collection[str], obligations: Collection[str]
) -> Iterator[tuple[NamedDocument, int]]:
    """The readings of what follows the stem, each with the number of letters that it takes."""
    heads = [("", 0), *((head, end + 1) for head, end in _heads(text) if head in obligations and text[end:][:1] == "-")]
    for obligation, start in heads if stem == REPORT.stem else heads[:1]:
        for unit, end in _heads(text[start:]):
            if unit not in units:
                continue
            rest = text[start + end :]
            period = _PERIOD.match(rest) if stem == REPORT.stem else None
            if period and _is_end(rest[period.end() :]):
                yield NamedDocument(stem, unit, obligation, period[1].upper()), start + end + period.end()
            if _is_end(rest):
                yield NamedDocument(stem, unit, obligation), start + end


def _heads(text: str) -> Iterator[tuple[str, int]]:
    """Each beginning of `text` that an id can be, with where it ends."""
    for end in re.finditer(r"(?<=[a-z0-9])(?![a-z0-9])", text):
        head = text[: end.start()]
        if not re.fullmatch(r"[a-z0-9-]+", head):
            return
        yield head, end.start()


def _is_end(rest: str) -> bool:
    """Whether an id can end before `rest`: what goes on with a hyphen is another id, but for a mark of signing."""
    return not rest.startswith("-") or _MARKS.match(rest) is not None
