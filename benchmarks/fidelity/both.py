"""Word files → their PDFs by both engines, many files a call → a comparison of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.fidelity.comparison import Comparison, compare
from benchmarks.fidelity.layout import read_pages
from benchmarks.fidelity.pictures import differences
from benchmarks.fidelity.sources import Source
from gen.pdf import ConversionJob, ConversionOutcome, engine_named

OURS, REFERENCE = "embedded", "libreoffice"


def compare_all(
    sources: Sequence[Source], folder: Path, keep: Path | None = None, said: Callable[[str], None] = lambda _text: None
) -> list[Comparison]:
    """The comparisons of `sources`, in that order; PDFs come into `folder`, pictures of their pages into `keep`.

    Raises EngineError PDF-002 where one of the engines cannot run here.
    """
    made = {}
    for engine in (OURS, REFERENCE):
        said(f"{len(sources)} files by {engine}")
        jobs = [ConversionJob(source.path, folder / engine / f"{source.name}.pdf") for source in sources]
        made[engine] = engine_named(engine).convert(jobs)
    said("comparing")
    pairs = zip(sources, made[OURS], made[REFERENCE], strict=True)
    return [_compare_one(source, ours, theirs, keep) for source, ours, theirs in pairs]


def _compare_one(source: Source, ours: ConversionOutcome, theirs: ConversionOutcome, keep: Path | None) -> Comparison:
    errors = [f"{engine}: {done.error.message}" for engine, done in ((OURS, ours), (REFERENCE, theirs)) if done.error]
    if errors:
        return Comparison(source.name, "; ".join(errors))
    found = compare(source.name, read_pages(ours.job.target), read_pages(theirs.job.target))
    found.pictures = differences(ours.job.target, theirs.job.target, keep / source.name if keep else None)
    return found
