"""Contenders and sizes → the time of each for a document, after a check that the texts are the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path

from benchmarks.contenders import OURS, Contender
from benchmarks.data import DOCUMENTS, TEMPLATES, entries, plan_of, write_entries
from benchmarks.measure import Job, Outcome
from benchmarks.peer_templates import Shape, peer_template

_COMPARED = 200
"""The number of documents of each contender and size whose text is compared with ours."""

_TIMEOUT = 3600


class UnequalError(Exception):
    """A contender's document differs from ours, so that its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One contender's result at one size; `compared` documents had the same text as ours."""

    contender: str
    units: int
    outcome: Outcome
    compared: int


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder that holds the data and the templates of every contender."""

    folder: Path

    @property
    def values(self) -> Path:
        """Our values."""
        return self.folder / "values.pickle"

    @property
    def peers(self) -> Path:
        """The JSON lines of the peers."""
        return self.folder / "values.jsonl"

    def prepare(self, contenders: list[Contender], units: int, peer_units: int) -> int:
        """Write the data of `units` units and all templates; how many units there are."""
        shapes: dict[str, Shape] = {}
        for contender in contenders:
            shapes.update(self._templates(contender))
        source = entries(plan_of(units, self.folder / "plan"), units)
        return write_entries(source, self.values, self.peers, shapes, peer_units)

    def _templates(self, contender: Contender) -> Iterator[tuple[str, Shape]]:
        for document in DOCUMENTS if contender.syntax is not None else ():
            assert contender.syntax is not None
            template = peer_template(TEMPLATES / f"{document}.docx", contender.syntax)
            self.template(contender, document).write_bytes(template.docx)
            yield document, template.shape

    def template(self, contender: Contender, document: str) -> Path:
        """The template of a document in the contender's tags."""
        if contender.syntax is None:
            return TEMPLATES / f"{document}.docx"
        return self.folder / f"{contender.name}-{document}.docx"

    def run(self, contender: Contender, units: int, seconds: float) -> tuple[Outcome, Path]:
        """Time `contender` on that many units, or for that long; the outcome, and the folder of its documents."""
        out = self.folder / f"{contender.name}-{units}"
        out.mkdir()
        data = self.values if contender.syntax is None else self.peers
        templates = {document: str(self.template(contender, document)) for document in DOCUMENTS}
        job = self.folder / f"{contender.name}-{units}.json"
        job.write_text(json.dumps(asdict(Job(str(data), templates, str(out), units, seconds))), encoding="utf-8")
        done = subprocess.run([*contender.command, str(job)], stdout=subprocess.PIPE, timeout=_TIMEOUT, check=True)
        return Outcome(**json.loads(done.stdout)), out


def time_all(
    bench: Bench, contenders: list[Contender], sizes: list[int], seconds: Callable[[Contender], float]
) -> Iterator[Timing]:
    """Every contender at every size, ours first.

    Raises UnequalError where one's text differs from ours.
    """
    for units in sizes:
        ours = Path()
        for contender in contenders:
            outcome, out = bench.run(contender, units, seconds(contender))
            compared = 0
            if contender.name == OURS:
                ours = out
            else:
                compared = compare(ours, out, contender.name)
                shutil.rmtree(out)
            yield Timing(contender.name, units, outcome, compared)
        shutil.rmtree(ours)


def compare(ours: Path, theirs: Path, name: str) -> int:
    """The number of documents of `theirs` that have the same text as ours of the same name.

    Raises UnequalError at the first that does not.
    """
    both = sorted(path.name for path in theirs.iterdir() if (ours / path.name).is_file())[:_COMPARED]
    for file in both:
        expected, found = (words(folder / file) for folder in (ours, theirs))
        if expected != found:
            at = next((i for i, pair in enumerate(zip(expected, found, strict=False)) if pair[0] != pair[1]), 0)
            shown = [" ".join(text[at : at + 8]) for text in (expected, found)]
            raise UnequalError(f"{name}: {file} is not ours from word {at} on: “{shown[0]}” became “{shown[1]}”")
    if not both:
        raise UnequalError(f"{name}: no document of it can be held against ours")
    return len(both)


def words(path: Path) -> list[str]:
    """The words of a document's body in order."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    spaced = re.sub(r"</w:p>|<w:(?:tab|br)\b[^>]*/>", " ", xml)
    return unescape(re.sub(r"<[^>]+>", "", spaced)).split()
