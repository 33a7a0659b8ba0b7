"""Measurements → benchmarks/RESULTS.md: what was measured, and which bounds are met or missed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.builds import Build
from benchmarks.contenders import OURS
from benchmarks.data import NATIONAL_UNITS
from benchmarks.limit import Limit
from benchmarks.renderers import Timing

DOCXTPL = "docxtpl"

LIMIT_AT_MOST = 2.5
DOCXTPL_AT_LEAST = 40.0
PEER_AT_LEAST = 10.0
FLAT_AT_MOST = 1.1
BUILD_SECONDS = 9.0
AGAIN_SECONDS = 0.8


@dataclass(slots=True)
class Results:
    """One run. `absent` are the contenders that could not run, with the reason."""

    date: str
    command: str
    machine: dict[str, str]
    versions: dict[str, str]
    how: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    timings: list[Timing] = field(default_factory=list)
    limit: Limit | None = None
    builds: list[Build] = field(default_factory=list)

    def main_size(self) -> int:
        """The size at which contenders are compared: that of the whole country, else the largest."""
        sizes = {timing.units for timing in self.timings}
        return NATIONAL_UNITS if NATIONAL_UNITS in sizes else max(sizes, default=0)

    def timing(self, contender: str, units: int) -> Timing | None:
        """How `contender` did at that size."""
        return next((t for t in self.timings if t.contender == contender and t.units == units), None)

    def ratio(self, timing: Timing) -> float | None:
        """A contender's time for a document as a multiple of ours, at the same size."""
        ours = self.timing(OURS, timing.units)
        return timing.outcome.ms / ours.outcome.ms if ours else None


@dataclass(frozen=True, slots=True)
class Bound:
    """A target set before the measurement, and its result; None where it was not measured."""

    what: str
    found: float | None
    bound: float
    unit: str
    at_least: bool = False

    def wanted(self) -> str:
        """The bound as it was set."""
        return f"{'at least' if self.at_least else 'at most'} {self.bound:g} {self.unit}"

    def verdict(self) -> str:
        """Met or missed, in words."""
        if self.found is None:
            return "not measured"
        met = self.found >= self.bound if self.at_least else self.found <= self.bound
        return "met" if met else "**missed**"


def bounds(results: Results) -> list[Bound]:
    """Every bound, measured or not."""
    size = results.main_size()
    at = f"at {size:,} units"
    docxtpl, peer, build = results.timing(DOCXTPL, size), _best_peer(results, size), _national(results)
    limit = results.limit
    worst = max(limit.of_minima, limit.of_medians) if limit else None
    return [
        Bound("in memory: ours over the limit, the worse of minima and medians", worst, LIMIT_AT_MOST, "×"),
        Bound(f"to disk {at}: docxtpl's loop over ours", _ratio(results, docxtpl), DOCXTPL_AT_LEAST, "×", True),
        Bound(f"to disk {at}: the best npm peer over ours", _ratio(results, peer), PEER_AT_LEAST, "×", True),
        Bound("our peak memory, the largest size over the smallest", _growth(results), FLAT_AT_MOST, "×"),
        Bound(
            "`gen build` of the whole country, 6,642 documents", build.seconds if build else None, BUILD_SECONDS, "s"
        ),
        Bound(
            "the same for a document: docxtpl's loop over ours",
            _whole_ratio(build, docxtpl),
            DOCXTPL_AT_LEAST,
            "×",
            True,
        ),
        Bound("the same again, nothing to do", build.again if build else None, AGAIN_SECONDS, "s"),
    ]


def _ratio(results: Results, timing: Timing | None) -> float | None:
    return results.ratio(timing) if timing else None


def _whole_ratio(build: Build | None, docxtpl: Timing | None) -> float | None:
    """Docxtpl's time for a document, from values that lie ready, as a multiple of that of the whole command."""
    return docxtpl.outcome.ms / (build.seconds / build.documents * 1000) if build and docxtpl else None


def _best_peer(results: Results, size: int) -> Timing | None:
    peers = [t for t in results.timings if t.units == size and t.contender not in (OURS, DOCXTPL)]
    return min(peers, key=lambda timing: timing.outcome.ms, default=None)


def _growth(results: Results) -> float | None:
    ours = sorted((t for t in results.timings if t.contender == OURS), key=lambda timing: timing.units)
    return ours[-1].outcome.peak_kib / ours[0].outcome.peak_kib if len(ours) > 1 else None


def _national(results: Results) -> Build | None:
    return next((build for build in results.builds if build.documents == 2 * NATIONAL_UNITS), None)


def markdown(results: Results) -> str:
    """The whole page."""
    sections = [_heading(results), _bounds(results), _renderers(results), _limit(results), _builds(results)]
    return "\n\n".join([*sections, _facts(results)]) + "\n"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns after the first are flush right."""
    lines = [titles, ["---", *["---:"] * (len(titles) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _heading(results: Results) -> str:
    return (
        "# Results of the benchmarks\n\n"
        f"Measured on {results.date} by `{results.command}`, all in one run: no number here is older, and none is"
        " from another machine. Ratios are of times: 2 × takes twice as long."
    )


def _bounds(results: Results) -> str:
    rows = [
        (b.what, b.wanted(), "—" if b.found is None else f"{b.found:,.2f} {b.unit}", b.verdict())
        for b in bounds(results)
    ]
    return "## Bounds\n\n" + table(("what", "bound", "measured", "verdict"), rows)


_COLUMNS = (
    "contender",
    "units",
    "timed",
    "ms each",
    "median",
    "× ours",
    "once, ms",
    "peak MiB",
    "KiB a file",
    "same text",
)

_READING = (
    "Two documents for each unit: its plan and its report form. “Timed” is how many were; where that is less than all,"
    " they are a sample spread evenly over the units. “Ms each” is the mean for a document, from values that lie ready"
    " to a file that is written; “median” is that of the middle unit, and “× ours” compares the means at one size."
    " “Once” is what is done once for all documents, and no part of the rest. Memory is that of the contender's"
    " process alone. “Same text” is how many were held against ours, word for word; one difference, and there are no"
    " results."
)


def _renderers(results: Results) -> str:
    if not results.timings:
        return "## Renderers\n\nNot measured in this run."
    rows = [_row(results, timing) for timing in results.timings]
    absent = "".join(f"\n\n{name} was not measured: {reason}." for name, reason in results.absent.items())
    how = "\n".join(f"- {name}: {how}." for name, how in results.how.items())
    title = "## Renderers: values in memory → Word files on disk"
    return f"{title}\n\n{_READING}\n\n{table(_COLUMNS, rows)}{absent}{_notes(results)}\n\n{_growths(results)}\n\n{how}"


def _notes(results: Results) -> str:
    """The notes of contenders about documents that they did not make in their usual way."""
    lines = (
        f"\n\n**{timing.contender} at {timing.units:,} units: {count:,} of {timing.outcome.documents:,} documents"
        f" not made in its usual way: {note}.**"
        for timing in results.timings
        for note, count in timing.outcome.notes.items()
    )
    return "".join(lines)


def _growths(results: Results) -> str:
    """How a document's time and the memory of each contender change from the smallest size to the largest."""
    lines = []
    for name in results.how:
        found = sorted((t for t in results.timings if t.contender == name), key=lambda timing: timing.units)
        if len(found) > 1:
            first, last = found[0], found[-1]
            lines.append(
                f"From {first.units:,} to {last.units:,} units {name} takes"
                f" {last.outcome.ms / first.outcome.ms:.2f} × the time for a document and"
                f" {last.outcome.peak_kib / first.outcome.peak_kib:.2f} × the memory"
                f" ({first.outcome.documents:,} and {last.outcome.documents:,} documents timed)."
            )
    return "\n".join(f"- {line}" for line in lines)


def _row(results: Results, timing: Timing) -> tuple[str, ...]:
    done, ratio = timing.outcome, results.ratio(timing)
    return (
        timing.contender,
        f"{timing.units:,}",
        f"{done.documents:,} of {2 * timing.units:,}",
        f"{done.ms:.2f}",
        f"{done.median_ms:.2f}",
        "—" if ratio is None else f"{ratio:.1f}",
        f"{done.once * 1000:.0f}",
        f"{done.peak_kib / 1024:.0f}",
        f"{done.size / done.documents / 1024:.1f}",
        f"{timing.compared}" if timing.compared else "—",
    )


def _limit(results: Results) -> str:
    limit = results.limit
    if limit is None:
        return "## The limit\n\nNot measured in this run."
    rows = [
        ("the limit", f"{min(limit.limit):.3f}", f"{median(limit.limit):.3f}"),
        ("ours", f"{min(limit.ours):.3f}", f"{median(limit.ours):.3f}"),
        ("ours over the limit", f"{limit.of_minima:.2f} ×", f"{limit.of_medians:.2f} ×"),
    ]
    return (
        "## The limit: in memory, nothing written\n\n"
        "The limit is the body's Jinja template compiled once, rendered to a string, encoded, and deflated as ours is."
        f" {limit.documents} documents a round, others in each, both in turn document by document,"
        f" {len(limit.ours)} rounds; milliseconds a document.\n\n{table(('', 'best round', 'median round'), rows)}"
    )


def _builds(results: Results) -> str:
    if not results.builds:
        return "## Whole builds\n\nNot measured in this run."
    titles = ("plan", "units", "documents", "seconds", "ms a document", "nothing to do, s", "peak MiB")
    rows = [
        (
            build.plan,
            f"{build.units:,}",
            f"{build.documents:,}",
            f"{build.seconds:.2f}",
            f"{build.seconds / build.documents * 1000:.2f}",
            f"{build.again:.2f}",
            f"{build.peak_kib / 1024:.0f}",
        )
        for build in results.builds
    ]
    return (
        "## Whole builds\n\n"
        "`gen build <plan> --templates templates --no-pdf --out <folder>` by the clock, from start to end: plan,"
        " documents, workbook, page, record. Memory is that of all its processes together. The plans differ in what"
        f" they say to a unit, so the times of a document compare within a plan only.\n\n{table(titles, rows)}"
    )


def _facts(results: Results) -> str:
    machine = table(("machine", ""), results.machine.items())
    versions = table(("version of", ""), results.versions.items())
    return f"## Machine and versions\n\n{machine}\n\n{versions}"
