"""Damaged Word files into each engine: no hang, no crash of the batch, each named or whole to its last word.

60 of them; GEN_DAMAGED=1000 makes it a thousand.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gen.ooxml import UnreadableDocumentError
from gen.pdf import ConversionJob, ConversionOutcome, Engine
from gen.pdf.embedded import Embedded
from gen.pdf.engines.finishing import read_text
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.expected_content import read_expected_content
from gen.pdf.word_check import find_missing_words
from gen.pipeline import BuildRequest, build
from tests.support.damaged import damaged
from tests.support.needs import needs_libreoffice
from tests.support.offices import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("GEN_DAMAGED", "60"))

ENGINES: dict[str, Callable[[], Engine]] = {
    "libreoffice": lambda: LibreOffice(seconds_a_file=60),
    "embedded": Embedded,
}
"""An engine for Word files, ready."""

CODES = {"PDF-003", "PDF-006", "PDF-007"}
"""With these an engine names a file that it did not convert."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Damaged plans and forms of one unit; the sound ones stand first and last."""
    folder = tmp_path_factory.mktemp("damaged")
    plain = BuildRequest(ROOT / "plan.yaml", str(folder / "whole"), ROOT / "templates", pdf=False)
    build(BuildRequest(plain.plan, plain.out, plain.templates, units=("phong-dan-toc",), pdf=False), Silent())
    documents = sorted((folder / "whole").rglob("*.docx"))
    paths = [documents[0]]
    for seed, document in enumerate(documents):
        for number, (way, data) in enumerate(damaged(document.read_bytes(), COUNT // len(documents), seed)):
            paths.append(folder / f"{document.stem}-{number:04}-{way}.docx")
            paths[-1].write_bytes(data)
    return [*paths, documents[1]]


def faults(outcome: ConversionOutcome) -> str:
    """What is wrong with an outcome: no PDF and no name, a PDF that does not show what its file says."""
    job, error = outcome.job, outcome.error
    if error is not None:
        named = error.code in CODES and job.source.name in error.message and not job.target.exists()
        return "" if named else f"{error.code} {error.message}"
    try:
        source = read_expected_content(job.source.read_bytes())
    except UnreadableDocumentError as refused:
        return f"a PDF of a file that is damaged: {refused}"
    shown = read_text(job.target.read_bytes())
    missing = find_missing_words(source.words(shown.pages), shown.text)
    return ", ".join(word for word in missing if not is_broken_over_pages(word, "".join(shown.text.split())))


def is_broken_over_pages(word: str, text: str) -> bool:
    """Whether a word that no page has in one piece, as damage makes them, is there in two: nothing of it is missing."""
    if len(word) < 100:
        return False
    begin = next(length for length in range(len(word), -1, -1) if word[:length] in text)
    return begin > 0 and word[begin:] in text


@pytest.mark.parametrize("engine", [pytest.param("libreoffice", marks=needs_libreoffice), "embedded"])
def test_each_damaged_file_is_named_or_whole(engine: str, sources: list[Path], tmp_path: Path) -> None:
    jobs = [ConversionJob(path, tmp_path / f"{path.stem}.pdf") for path in sources]
    told: list[ConversionOutcome] = []
    outcomes = ENGINES[engine]().convert(jobs, on_done=told.append)
    assert [outcome.job for outcome in outcomes] == jobs
    assert sorted(outcome.job.source for outcome in told) == sorted(sources)
    assert {o.job.source.name: found for o in outcomes if (found := faults(o))} == {}
    assert [outcomes[0].error, outcomes[-1].error] == [None, None]
    assert {path.name for path in tmp_path.iterdir()} == {o.job.target.name for o in outcomes if o.error is None}
