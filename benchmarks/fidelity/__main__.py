"""`python -m benchmarks.fidelity` → benchmarks/FIDELITY.md: every template and sixty other files by both engines."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.data import ROOT
from benchmarks.fidelity.both import OURS, REFERENCE, compare_all
from benchmarks.fidelity.cases import CASES, REFUSED
from benchmarks.fidelity.report import text_of
from benchmarks.fidelity.sources import GENERATED, chosen, from_cases, from_templates
from benchmarks.machine import machine
from gen.pdf import engine_named

PAGE = ROOT / "benchmarks" / "FIDELITY.md"
QUICK = 12


def main() -> None:
    """Compare, print the table, and write it where nothing was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="GLOB", help="only files whose name is like this")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="PDFs and pictures of their differences go there")
    parser.add_argument("--quick", action="store_true", help="two units and a dozen other files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gen-fidelity-") as name:
        folder = Path(name)
        units = ("xa-quai-to", "phong-ldtbxh") if given.quick else ()
        names = list(CASES)[:: max(1, len(CASES) // QUICK)] if given.quick else list(CASES)
        sources = from_templates(folder / "templates", units) + from_cases(folder / "generated", names)
        found = compare_all(
            chosen(sources, given.only), given.keep or folder, given.keep and given.keep / "pictures", print
        )
    engines = {name: engine_named(name).probe().version for name in (OURS, REFERENCE)}
    text = text_of(found, {**machine(), **engines}, frozenset(f"{GENERATED}/{name}" for name in REFUSED))
    print(text)
    if not given.only and not given.quick:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
