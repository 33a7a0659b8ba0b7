"""Entries → the time of our renderer in memory, compared with the least work of any renderer of these templates.

It is the body's Jinja template, compiled once, rendered to a string, encoded and deflated by our own engine:
no package around it, no properties, no footers, no sandbox, no check of the result.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment

from benchmarks.contenders import gen_word
from benchmarks.contenders.docxtpl_loop import context
from benchmarks.data import DOCUMENTS, TEMPLATES, Entry, read_entries
from benchmarks.measure import Job
from gen.word.package import deflate
from gen.word.template.loading import load_template

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Limit:
    """Milliseconds a document of both, a pair for each round."""

    documents: int
    limit: list[float]
    ours: list[float]

    @property
    def of_minima(self) -> float:
        """Our best round over the limit's best."""
        return min(self.ours) / min(self.limit)

    @property
    def of_medians(self) -> float:
        """Our median round over the limit's median."""
        return median(self.ours) / median(self.limit)


def measure_limit(values: Path, units: int, rounds: int) -> Limit:
    """Both, document by document in turn, so that other load on the machine affects both.

    Each round has units of its own: with the same units again, a renderer's caches would count as its speed.
    """
    source, prepare = read_entries(values), _preparation()
    limit: list[float] = []
    ours: list[float] = []
    for number in range(rounds + 1):
        pairs = [pair for entry in islice(source, units) for pair in prepare(entry)]
        sums = _round(pairs)
        if number > 0:  # the first is a warm-up
            limit.append(sums[0] / len(pairs) * 1000)
            ours.append(sums[1] / len(pairs) * 1000)
    return Limit(units * len(DOCUMENTS), limit, ours)


def _round(pairs: list[tuple[Call, Call]]) -> tuple[float, float]:
    sums = [0.0, 0.0]
    for number, pair in enumerate(pairs):
        for which in (0, 1) if number % 2 else (1, 0):
            start = perf_counter()
            pair[which]()
            sums[which] += perf_counter() - start
    return sums[0], sums[1]


def _preparation() -> Callable[[Entry], list[tuple[Call, Call]]]:
    """What turns an entry into the calls that are timed, for each of its documents the limit's and ours."""
    paths = {document: TEMPLATES / f"{document}.docx" for document in DOCUMENTS}
    bodies = {document: _body(path) for document, path in paths.items()}
    ours = {document: load_template(TEMPLATES, path.name) for document, path in paths.items()}
    gen_context = gen_word.prepare(Job("", {k: str(v) for k, v in paths.items()}, "", 0, 0)).context

    def prepare(entry: Entry) -> list[tuple[Call, Call]]:
        return [
            (_limit_call(bodies[name], context(name, entry)), _call(ours[name].render, gen_context(name, entry)))
            for name in DOCUMENTS
        ]

    return prepare


def _limit_call(body: Any, values: dict[str, Any]) -> Call:
    return lambda: deflate(body.render(values).encode("utf-8"))


def _call(render: Callable[..., object], arguments: Any) -> Call:
    return lambda: render(*arguments)


def _body(path: Path) -> Any:
    document = DocxTemplate(path)
    document.init_docx()
    return Environment(autoescape=True).from_string(document.patch_xml(document.get_xml()))


if __name__ == "__main__":
    found = measure_limit(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({"documents": found.documents, "limit": found.limit, "ours": found.ours}))
