"""Comparisons → benchmarks/FIDELITY.md: totals by group, and every document that is not equal throughout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.fidelity.comparison import Comparison

_HEAD = (
    "", "documents", "refused by name", "page counts equal", "words equal", "lines equal", "worst offset",
    "pixels that differ",
)  # fmt: skip


def text_of(found: Sequence[Comparison], facts: Mapping[str, str], refused: frozenset[str]) -> str:
    """The page; `facts` name machine and versions, `refused` the documents that are to be refused by name."""
    groups: dict[str, list[Comparison]] = {}
    for one in found:
        groups.setdefault(one.name.partition("/")[0], []).append(one)
    lines = [
        "# The embedded engine beside LibreOffice",
        "",
        "Made by `make fidelity`; how to read it: [docs/fidelity.md](../docs/fidelity.md). Lines count as equal where",
        "both engines have them in the same order on the same page. Offsets are of equal lines; pixels that differ,",
        "beyond a shift of one pixel, are of the page that differs most.",
        "",
        *[f"- {name}: {value}" for name, value in facts.items()],
        "",
        f"| {' | '.join(_HEAD)} |",
        "|---|---|---|---|---|---|---|---|",
        *[_row(group, members) for group, members in groups.items()],
        "",
        "## Not equal throughout",
        "",
        *(_differing(found, refused) or ["None."]),
    ]
    return "\n".join(lines) + "\n"


def _row(group: str, members: Sequence[Comparison]) -> str:
    made = [one for one in members if not one.refused]
    pages = sum(one.same_pages for one in made)
    words, lost = sum(one.words for one in made), sum(one.missing.total() + one.added.total() for one in made)
    lines, equal = sum(one.lines for one in made), sum(one.equal for one in made)
    cells = [
        group,
        str(len(members)),
        str(len(members) - len(made)),
        f"{_share(pages, len(made))} ({pages} of {len(made)})",
        f"{_share(words - lost, words)} of {words}",
        f"{_share(equal, lines)} of {lines}",
        f"{max((one.worst for one in made), default=0):.1f} pt",
        f"{max((one.picture for one in made), default=0):.2%}",
    ]
    return f"| {' | '.join(cells)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "none"


def _differing(found: Sequence[Comparison], refused: frozenset[str]) -> list[str]:
    return [line for one in found for line in _told(one, refused)]


def _told(one: Comparison, refused: frozenset[str]) -> Iterator[str]:
    if one.refused:
        yield f"- `{one.name}`: {'as it should be, ' if one.name in refused else ''}{one.refused}"
    elif one.differs:
        pages = "" if one.same_pages else f"{one.pages[0]} pages, there {one.pages[1]}; "
        words = ", ".join([*(f"without {word}" for word in one.missing), *(f"with {word}" for word in one.added)][:6])
        first = f"page {one.first.page}: {one.first.ours or '–'} | {one.first.theirs or '–'}" if one.first else ""
        yield f"- `{one.name}`: {pages}{one.equal} of {one.lines} lines; {words + '; ' if words else ''}{first}"
