"""`python -m benchmarks.returns` → benchmarks/RESULTS-returns.md: all communes' forms, collected and consolidated."""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.data import ROOT
from benchmarks.machine import machine
from benchmarks.report import Bound, table
from gen.derive.answers import form_fields
from gen.derive.dossier import dossiers
from gen.derive.form import derive_report_form
from gen.derive.form_fields import STATUSES, FieldKind
from gen.documents import REPORT, DocumentName
from gen.pdf.engines.thread_pool import available_cores
from gen.pipeline import BuildRequest, build
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan
from gen.plan.units import documents_of
from tests.support.form_filling import filled
from tests.support.offices import Silent

PAGE = ROOT / "benchmarks" / "RESULTS-returns.md"
NATION = ROOT / "examples" / "hai-cap"
COLLECTED, CONSOLIDATED = 20.0, 15.0
"""The most seconds that each command may take with all forms of the country on two cores."""
_WORDS = ("đã tổ chức 3 lớp tập huấn", "phối hợp với trường học; 95% trẻ được khám", "chưa có kinh phí", "xong")


def main() -> None:
    """Measure, print the page; write it where the whole country was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=0, help="so many forms only; nothing is written")
    wanted = parser.parse_args().units
    with tempfile.TemporaryDirectory(prefix="gen-returns-") as name:
        box, plan = _forms(Path(name), wanted)
        found = list(_timed(Path(name), box))
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


def _timed(folder: Path, box: Path) -> Iterator[tuple[Bound, str]]:
    """Each command as an office gives it, whole: the program is started for it."""
    seconds, said = _run(folder, "collect", str(box), "--received", "2026-11-02")
    assert said.endswith(" 0 để riêng"), said
    yield Bound("`gen collect`: kept, read, put down", seconds, COLLECTED, "s"), f"{len(list(box.iterdir())):,} forms"
    seconds, said = _run(folder, "report", "--as-of", "2026-11-02", "--to", "bao-cao")
    sizes = (f"{made.stat().st_size // 1024:,} KiB {made.suffix}" for made in sorted((folder / "bao-cao").iterdir()))
    yield Bound("`gen report`: read from the store, consolidated", seconds, CONSOLIDATED, "s"), ", ".join(sizes)


def _run(folder: Path, *words: str) -> tuple[float, str]:
    """How many seconds the command took, and the last line that it said."""
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "gen", *words], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return perf_counter() - start, (done.stdout + done.stderr).strip().splitlines()[-1]


def _page(found: list[tuple[Bound, str]], count: int) -> str:
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    rows = [(bound.what, what, bound.wanted(), f"{bound.found:.1f} s, {bound.verdict()}") for bound, what in found]
    facts = {**machine(), "cores used": str(available_cores()), "memory of the largest process": f"{memory} MiB"}
    return (
        "# How long returns take\n\n"
        f"Made by `python -m benchmarks.returns`: {count:,} forms with answers by chance, in SQLite; whole"
        " commands, as an office gives them.\n\n"
        f"{table(('command', 'of what', 'bound', 'measured'), rows)}\n\n{table(('machine', ''), facts.items())}\n"
    )


if __name__ == "__main__":
    main()
