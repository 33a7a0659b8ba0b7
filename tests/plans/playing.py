"""A seed and a way of writing → a plan, its Word file, the import of it, and the score."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.plans.drafts import Draft, read_draft, write_registry
from tests.plans.paper import WAYS, Paper, make_style, write_paper
from tests.plans.scoring import Score, score
from tests.plans.truth import make_truth
from tests.plans.word_file import WordFile, make_word_file


@dataclass(frozen=True)
class Played:
    """One plan, from what is known of it to what the import made of it."""

    paper: Paper
    file: WordFile
    draft: Draft
    score: Score


def make_paper(seed: int, way: str) -> tuple[Paper, WordFile]:
    """The plan of that seed in that way; the same seed gives the same file."""
    random = Random(zlib.crc32(f"{way} {seed}".encode()))
    truth = make_truth(random, groups=way == "groups")
    paper = write_paper(truth, make_style(random, way), random)
    return paper, make_word_file(paper, random)


def play(seed: int, way: str, with_registry: bool = True) -> Played:
    """Write the plan, import it, and compare."""
    assert way in WAYS
    paper, file = make_paper(seed, way)
    with TemporaryDirectory() as folder:
        source, registry = Path(folder) / "plan.docx", Path(folder) / "units.yaml"
        source.write_bytes(file.data)
        write_registry(paper.truth.units, registry)
        draft = read_draft(source, registry if with_registry else None)
    return Played(paper, file, draft, score(paper, file, draft))
