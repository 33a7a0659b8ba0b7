"""`python -m benchmarks.pdfs` → benchmarks/RESULTS-pdf.md: how long the engines take, and what they hold in memory."""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from benchmarks import unoserver
from benchmarks.data import ROOT
from benchmarks.fidelity.sources import from_templates
from benchmarks.machine import machine
from benchmarks.report import Bound, table
from gen.documents import PLAN, REPORT
from gen.pdf import ConversionJob, Engine, SourceFormat, known_engines
from gen.pdf.engines.thread_pool import available_cores

PAGE = ROOT / "benchmarks" / "RESULTS-pdf.md"
NATION = ROOT / "examples" / "hai-cap" / "plan.yaml"
BATCH, ROUNDS, MANY, FORM_ROWS = 80, 2, 400, 40

SECONDS = {"libreoffice": 12.0}
"""An engine → the most that a batch of 80 may take on two cores."""
OF_UNOSERVER = {"libreoffice": 0.7}
"""An engine → the most that it may take of unoserver's time for the same files."""
ALONE = {("embedded", "plans"): 35.0, ("embedded", "40-row forms"): 60.0}
"""An engine and what it converts → the most milliseconds a document and core."""
NATION_SECONDS = {"embedded": 240.0}

_ROW = re.compile(rb"<w:tr[ >].*?</w:tr>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Files:
    """The Word files: plans and forms of all units alternating; the plans; the forms extended to forty rows."""

    all: list[Path]
    plans: list[Path]
    forms: list[Path]


def main() -> None:
    """Measure, print the page; write it where the whole country was measured too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, without the whole country; only printed")
    quick = parser.parse_args().quick
    present = [engine for engine in known_engines(SourceFormat.DOCUMENTS) if engine.probe().present]
    with tempfile.TemporaryDirectory(prefix="gen-pdfs-") as name:
        folder = Path(name)
        files = _files(folder)
        found = list(_batches(present, files.all[:BATCH], folder, 1 if quick else ROUNDS))
        for engine in present:
            found += _alone(engine, files, folder)
        found.append(_memory(files.all, folder))
        found += [] if quick else [_nation(engine, folder) for engine in present if engine.name in NATION_SECONDS]
    text = _page(found, present)
    print(text)
    if not quick:
        PAGE.write_text(text, encoding="utf-8")


def _files(folder: Path) -> Files:
    paths = [source.path for source in from_templates(folder / "built")]
    units = [path for path in paths if path.parent.name != "huyen-tuan-giao"]
    forms = [path for path in units if path.name.startswith(f"{REPORT.stem}-")]
    longer = [folder / "longer" / path.name for path in forms]
    (folder / "longer").mkdir()
    for path, longer_one in zip(forms, longer, strict=True):
        longer_one.write_bytes(with_rows(path.read_bytes(), FORM_ROWS))
    return Files(units, [path for path in units if path.name.startswith(f"{PLAN.stem}-")], longer)


def with_rows(docx: bytes, count: int) -> bytes:
    """The form `docx` with its longest table extended to that many rows: its third row is repeated."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["word/document.xml"]
    longest = max(content.split(b"</w:tbl>"), key=lambda piece: len(_ROW.findall(piece)))
    rows = _ROW.findall(longest)
    more = longest.replace(rows[2], rows[2] * (1 + max(0, count - len(rows))), 1)
    parts["word/document.xml"] = content.replace(longest, more, 1)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _batches(present: Sequence[Engine], files: Sequence[Path], folder: Path, rounds: int) -> Iterator[Bound]:
    """The same files in one batch, by each engine on all cores and by unoserver: the best of several rounds."""
    jobs = {engine.name: _jobs(files, folder / engine.name) for engine in present}
    work: dict[str, Callable[[], object]] = {e.name: partial(_made, e, jobs[e.name]) for e in present}
    if missing := unoserver.absent():
        print(f"unoserver is not measured: {missing}", file=sys.stderr)
        best = _best(work, rounds)
    else:
        with unoserver.warm(files[0]) as client:
            work["unoserver"] = partial(unoserver.convert, client, _jobs(files, folder / "unoserver"))
            best = _best(work, rounds)
    for name, seconds in best.items():
        yield _bound(f"{len(files)} plans and forms by {name}", seconds, SECONDS.get(name), "s")
    for name in OF_UNOSERVER.keys() & best.keys() & jobs.keys():
        there = best.get("unoserver")
        yield _bound(f"{name} over one warm unoserver", there and best[name] / there, OF_UNOSERVER[name], "×")


def _best(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in work}
    for _round in range(rounds):
        for name, each in work.items():
            times[name].append(_seconds(each))
    return {name: min(found) for name, found in times.items()}


def _alone(engine: Engine, files: Files, folder: Path) -> Iterator[Bound]:
    """An engine in this process: the time of a document on one core, after a warm-up."""
    for what, paths in (("plans", files.plans), (f"{FORM_ROWS}-row forms", files.forms)):
        if (engine.name, what) not in ALONE:
            continue
        _made(engine, _jobs(paths[:2], folder / "warm"), workers=1)
        start = process_time()
        _made(engine, _jobs(paths, folder / "alone"), workers=1)
        each = (process_time() - start) / len(paths) * 1000
        yield _bound(f"{what} by {engine.name}, one core, each", each, ALONE[engine.name, what], "ms")


def _memory(files: Sequence[Path], folder: Path) -> Bound:
    """The memory of a process after 400 documents over that after 100; it is a process of its own."""
    command = [sys.executable, "-c", "from benchmarks.pdfs import measured; measured()"]
    ran = subprocess.run(
        [*command, str(folder / "memory"), *map(str, files)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    early, late = map(float, ran.stdout.split())
    return _bound(f"memory after {MANY} documents by embedded over that after {MANY // 4}", late / early, 1.1, "×")


def measured() -> None:
    """Convert 400 documents by the embedded engine, and print the process's memory after 100 and at the end."""
    folder, *files = map(Path, sys.argv[1:])
    engine = next(engine for engine in known_engines(SourceFormat.DOCUMENTS) if engine.name == "embedded")
    for count in (MANY // 4, MANY - MANY // 4):
        _made(engine, _jobs((files * MANY)[:count], folder), workers=1)
        print(_held_kib())


def _held_kib() -> int:
    """The present memory of this process, in KiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])


def _nation(engine: Engine, folder: Path) -> Bound:
    """Every plan and form of 3,321 communes: from the built Word files to their PDFs."""
    gen = [sys.executable, "-c", "from gen.cli import main; main()", "build", str(NATION), "--templates", "templates"]
    built = [*gen, "--out", str(folder / "nation"), "--no-pdf"]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    files = sorted((folder / "nation").rglob("*.docx"))
    seconds = _seconds(partial(_made, engine, _jobs(files, folder / "nation-pdf")))
    return _bound(f"{len(files):,} plans and forms by {engine.name}", seconds, NATION_SECONDS[engine.name], "s")


def _jobs(files: Sequence[Path], folder: Path) -> list[ConversionJob]:
    return [ConversionJob(path, folder / f"{number}.pdf") for number, path in enumerate(files)]


def _made(engine: Engine, jobs: Sequence[ConversionJob], workers: int | None = None) -> None:
    failed = [outcome for outcome in engine.convert(jobs, workers) if outcome.error]
    if failed:
        raise SystemExit(f"{engine.name}: {failed[0].error}")


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _bound(what: str, found: float | None, bound: float | None, unit: str) -> Bound:
    return Bound(what, found, float("nan") if bound is None else bound, unit)


def _page(found: Sequence[Bound], present: Sequence[Engine]) -> str:
    rows = [(b.what, b.wanted(), "—", b.verdict()) if b.found is None else _row(b) for b in found]
    facts = {**machine(), "cores used": str(available_cores()), **{e.name: e.probe().version for e in present}}
    if not unoserver.absent():
        facts["unoserver"] = unoserver.version()
    titles = ("what", "bound", "measured", "verdict")
    return (
        "# How long PDFs take\n\n"
        "Made by `python -m benchmarks.pdfs`, all in one run. A batch is of the same files for each, on all cores, the"
        f" best of {ROUNDS} rounds by turns; unoserver is one server that has converted a file before. Ours are read"
        " before, their words looked for in the PDF, and the PDF made the same bytes; unoserver's are not. A document"
        f" and core: processor time.\n\n{table(titles, rows)}\n\n{table(('machine', ''), facts.items())}\n"
    )


def _row(bound: Bound) -> tuple[str, str, str, str]:
    measured_as = f"{bound.found:,.2f} {bound.unit}"
    if bound.bound != bound.bound:
        return bound.what, "", measured_as, ""
    return bound.what, bound.wanted(), measured_as, bound.verdict()


if __name__ == "__main__":
    main()
