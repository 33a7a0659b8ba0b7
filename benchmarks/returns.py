"""`python -m benchmarks.returns` → benchmarks/RESULTS-returns.md: all communes' forms, collected and consolidated."""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.data import ROOT
from benchmarks.machine import machine
from benchmarks.report import Bound, table
from gen.derive.answers import form_fields
from gen.derive.dossier import dossiers
from gen.derive.form import derive_report_form
from gen.derive.form_fields import STATUSES, FieldKind
from gen.documents import REPORT, SUMMARY, DocumentName
from gen.pdf.engines.thread_pool import available_cores
from gen.pipeline import BuildRequest, build
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.units import documents_of
from gen.returns.consolidation.report import consolidate
from gen.returns.ingestion import CollectionRequest, collect
from gen.returns.storage import load_collection
from gen.word.template.loading import load_template
from tests.support.form_filling import filled
from tests.support.offices import Silent

PAGE = ROOT / "benchmarks" / "RESULTS-returns.md"
NATION = ROOT / "examples" / "hai-cap"
SECONDS = 60.0
"""The most that all forms of the country may take on two cores, from the files to the consolidated report."""
_WORDS = ("đã tổ chức 3 lớp tập huấn", "phối hợp với trường học; 95% trẻ được khám", "chưa có kinh phí", "xong")


def main() -> None:
    """Measure, print the page; write it where the whole country was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=0, help="so many forms only; nothing is written")
    wanted = parser.parse_args().units
    with tempfile.TemporaryDirectory(prefix="gen-returns-") as name:
        box, plan = _forms(Path(name), wanted)
        found = list(_timed(Path(name) / "plan.yaml", box))
    count = len(list_forms(plan, wanted))
    page = _page(found, count)
    print(page)
    if not wanted:
        PAGE.write_text(page, encoding="utf-8")


def list_forms(plan: Plan, wanted: int) -> list[str]:
    """The units whose forms are filled in."""
    units = [d.unit.id for d in dossiers(plan) if DocumentName.REPORT in documents_of(d.unit)]
    return units[:wanted] if wanted else units


def _forms(folder: Path, wanted: int) -> tuple[Path, Plan]:
    """The plan and its forms, filled in with answers by chance, always the same ones."""
    for source in NATION.glob("*.yaml"):
        (folder / source.name).write_bytes(source.read_bytes())
    plan = load_plan(folder / "plan.yaml").plan
    units = list_forms(plan, wanted)
    request = BuildRequest(folder / "plan.yaml", str(folder / "out"), ROOT / "templates", units=tuple(units),
                      documents=(DocumentName.REPORT,), pdf=False, jobs=available_cores())  # fmt: skip
    build(request, Silent())
    box, chance = folder / "box", random.Random(0)
    box.mkdir()
    for dossier in dossiers(plan):
        if dossier.unit.id in units:
            made = folder / "out" / plan.header.id / REPORT.path(dossier.unit.id)
            answers = {f.key: _answer(f.kind, chance) for f in form_fields(derive_report_form(dossier))}
            (box / made.name).write_bytes(filled(made.read_bytes(), {k: a for k, a in answers.items() if a}))
    return box, plan


def _answer(kind: FieldKind, chance: random.Random) -> str:
    if kind is FieldKind.STATUS:
        return chance.choice(STATUSES)
    if kind is FieldKind.NUMBER:
        return str(chance.randrange(1, 500))
    if kind is FieldKind.DATE:
        return f"{chance.randint(1, 28):02}/12/2026"
    return chance.choice(("", *_WORDS))


def _timed(plan: Path, box: Path) -> Iterator[tuple[str, float, str]]:
    start = perf_counter()
    kept = list(collect(CollectionRequest(plan, datetime(2026, 11, 2, tzinfo=UTC), jobs=available_cores()), [box]))
    values = sum(len(one.submission.values) for one in kept)
    yield "collected: kept, read, put down", perf_counter() - start, f"{values} values"
    assert not any(one.submission.quarantine_reason for one in kept)
    start = perf_counter()
    found = load_collection(plan, None, None, datetime(2026, 11, 2, tzinfo=UTC).date())
    yield "read from the store again", perf_counter() - start, f"{len(found.accepted)} reports"
    start = perf_counter()
    made = consolidate(
        found, load_template(ROOT / "templates", SUMMARY.template), datetime(2026, 11, 2, tzinfo=UTC).date()
    )
    sizes = f"{len(made.docx) // 1024:,} KiB of Word, {len(made.xlsx) // 1024:,} KiB of workbook"
    yield "consolidated: report and workbook", perf_counter() - start, sizes


def _page(found: list[tuple[str, float, str]], count: int) -> str:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    bound = Bound("all of it", sum(seconds for _name, seconds, _what in found), SECONDS, "s")
    rows = [(name, what, f"{seconds:.1f} s") for name, seconds, what in found]
    rows.append((bound.what, bound.wanted(), f"{bound.found:.1f} s, {bound.verdict()}"))
    facts = {
        **machine(),
        "cores used": str(available_cores()),
        "memory of the calling process": f"{memory} MiB at most",
    }
    return (
        "# How long returns take\n\n"
        f"Made by `python -m benchmarks.returns`: {count:,} forms with answers by chance, in SQLite.\n\n"
        f"{table(('step', 'of what', 'measured'), rows)}\n\n{table(('machine', ''), facts.items())}\n"
    )


if __name__ == "__main__":
    main()
