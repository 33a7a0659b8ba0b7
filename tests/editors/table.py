"""Results → the tables of docs/forms.md, between their marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.editors.judging import OURS, THEIRS, Outcome
from tests.editors.programs import Program
from tests.editors.trials import Chain, Result

PAGE = Path(__file__).parents[2] / "docs" / "forms.md"
_WORDS = {
    Outcome.MISSED: "wrong",
    Outcome.MADE_UP: "made up",
    Outcome.LINES: "lines written as one",
    Outcome.LOST: "not written",
}
BEGIN, END = "<!-- Made by `make editors`. -->", "<!-- Up to here. -->"
OF_PEOPLE = "<!-- edits -->", "<!-- /edits -->"
"""The marks of the table of what people do to forms (tests/support/form_edits.py)."""


def put_into_page(text: str, page: Path = PAGE, marks: tuple[str, str] = (BEGIN, END)) -> bool:
    """Write the tables between their marks; whether that changed the page. Raises ValueError without the marks."""
    known = page.read_text(encoding="utf-8")
    before, end = known.index(marks[0]) + len(marks[0]), known.index(marks[1])
    new = f"{known[:before]}\n\n{text.strip()}\n\n{known[end:]}"
    if new != known:
        page.write_text(new, encoding="utf-8")
    return new != known


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [list(heads), ["---"] * len(heads), *(list(map(str, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def programs_text(programs: Sequence[Program]) -> str:
    """Which programs were there, in which versions, and which were not."""
    there = [f"{one.name} {one.version()}".strip() for one in programs if not one.missing()]
    gone = [f"{one.name}: {one.missing()}" for one in programs if one.missing()]
    return "; ".join([", ".join(there), *gone]) + "."


def table_of_programs(results: Sequence[Result]) -> str:
    """A row for each program and format: what became of the answers, and by which anchors they were found."""
    rows = []
    for program, ending in dict.fromkeys((one.program, one.format) for one in results):
        some = [one for one in results if (one.program, one.format) == (program, ending)]
        rows.append([program, f".{ending}", *_counts(some), _anchors(some), _remark(some)])
    heads = ("program", "saved as", "answers", "right", "named", "**wrong**", "lost by the program", "found by", "")
    return table(heads, rows)


def _counts(results: Sequence[Result]) -> list[object]:
    counts = _sum(one.judged.outcomes for one in results)
    return [sum(len(one.typed) for one in results), *_four(counts)]


def _four(counts: Counter[Outcome]) -> list[int]:
    wrong, lost = (sum(counts[one] for one in some) for some in (OURS, THEIRS))
    return [counts[Outcome.RIGHT], counts[Outcome.NAMED], wrong, lost]


def _sum(some: Iterable[Mapping[str, Outcome]]) -> Counter[Outcome]:
    return sum((Counter(one.values()) for one in some), Counter())


def _anchors(results: Sequence[Result]) -> str:
    found = sum((Counter(one.judged.anchors.values()) for one in results), Counter[str]())
    del found[""]
    return ", ".join(f"{anchor} {count}" for anchor, count in found.most_common()) or "–"


def _remark(results: Sequence[Result]) -> str:
    said = [f"not saved: {one.failed}" for one in results if one.failed]
    said += [f"set apart: {one.judged.set_apart}" for one in results if one.judged.set_apart]
    return "; ".join(dict.fromkeys(said))


def table_of_kinds(results: Sequence[Result]) -> str:
    """A row for each kind of answer: how often it came back, and by which program and format it did not."""
    counts: dict[str, Counter[Outcome]] = {}
    where: dict[str, dict[str, None]] = {}
    for one in results:
        for key, outcome in one.judged.outcomes.items():
            kind = one.typed[key].kind if key in one.typed else "nothing"
            counts.setdefault(kind, Counter())[outcome] += 1
            if outcome in (*OURS, *THEIRS):
                where.setdefault(kind, {})[f"{one.program} .{one.format} ({_WORDS[outcome]})"] = None
    heads = ("typed", "answers", "right", "named", "**wrong**", "lost by the program", "not by")
    rows = [(kind, some.total(), *_four(some), ", ".join(where.get(kind, {}))) for kind, some in counts.items()]
    return table(heads, rows)


def table_of_chains(chains: Sequence[Chain]) -> str:
    """All chains in a row for each program that is last; below, those in which something was lost or wrong."""
    rows = []
    for last in dict.fromkeys(one.programs[-1].name for one in chains):
        some = [one for one in chains if one.programs[-1].name == last]
        there = [one for one in some if not one.failed]
        counts = _sum(one.judged.outcomes for one in there)
        rows.append([last, len(some), len(some) - len(there), counts.total(), *_four(counts)])
    heads = ("last of three", "orders", "not opened", "answers", "right", "named", "**wrong**", "lost by a program")
    lines = [table(heads, sorted(rows, key=str)), "", *_told(chains)]
    return "\n".join(lines)


def _told(chains: Sequence[Chain]) -> Iterator[str]:
    told: dict[str, list[str]] = {}
    for one in chains:
        for outcome in (*OURS, *THEIRS):
            if outcome in one.judged.outcomes.values():
                told.setdefault(_WORDS[outcome], []).append(one.name)
        if one.judged.set_apart:
            told.setdefault(f"set apart, {one.judged.set_apart}", []).append(one.name)
    for why, names in sorted(told.items()):
        yield f"- {why}: {'; '.join(names)}"
    for why, count in sorted(Counter(one.failed for one in chains if one.failed).items()):
        yield f"- {why}: {count} orders end there"
