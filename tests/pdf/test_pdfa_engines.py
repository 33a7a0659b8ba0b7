"""What the engines make, held against PDF/A: by our own structure checks, by pikepdf's validator, by PDFBox Preflight.

pikepdf's validator knows 1b and 2b and approves only what it recognises; Preflight knows 1b. Neither is ours.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf.pdfa
import pytest

from gen.pdf import ConversionJob, Engine
from gen.pdf.embedded import Embedded
from gen.pdf.engines.libreoffice import LibreOffice
from gen.pdf.engines.wkhtmltopdf import Wkhtmltopdf
from gen.pdf.pdfa.validation import read_claim, validate_pdfa
from gen.pipeline import BuildRequest, build
from tests.support.needs import needs_libreoffice, needs_wkhtmltopdf
from tests.support.offices import Silent
from tools import preflight

ROOT = Path(__file__).parents[2]
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

needs_preflight = pytest.mark.skipif(
    bool(preflight.absent()), reason=f"not installed here: {preflight.absent()} (tools/system_packages.sh test)"
)


ENGINES: dict[str, Callable[[str], Engine]] = {
    "libreoffice": lambda level: LibreOffice(archive=level),
    "embedded": lambda level: Embedded(level),
    "pdfkit": lambda level: Wkhtmltopdf(archive=level),
}
"""An engine whose PDFs are to be held against PDF/A: its name, and how to have it at a level."""

REMAINING = {
    "pdfkit": {"tagged"},
}
"""Which of our own rules an engine does not keep, and docs/pdf.md says so; none of them is a rule of level b."""


def sheet(path: Path) -> Path:
    body = f'<h1>Danh mục</h1><p>Xã <b>Ẳng Tở</b> <a href="https://example.org">x</a></p><img src="{PIXEL}">'
    head = '<meta charset="utf-8"><title>Danh mục</title><style>body{font-family:"Liberation Serif"}</style>'
    path.write_text(f'<!doctype html><html lang="vi"><head>{head}</head><body>{body}</body></html>', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """What each engine is given: a plan and a form of a real unit, or a sheet."""
    out = tmp_path_factory.mktemp("archival")
    request = BuildRequest(ROOT / "plan.yaml", str(out), ROOT / "templates", pdf=False)
    build(replace(request, units=("phong-dan-toc",)), Silent())
    documents = sorted(out.rglob("*.docx"))
    assert len(documents) == 2
    return {"libreoffice": documents, "embedded": documents, "pdfkit": [sheet(out / "sheet.html")]}


@pytest.fixture(scope="module")
def made(sources: dict[str, list[Path]], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], list[Path]]:
    known: dict[tuple[str, str], list[Path]] = {}

    def convert(engine: str, level: str) -> list[Path]:
        if (engine, level) not in known:
            folder = tmp_path_factory.mktemp(f"{engine}-{level}")
            jobs = [ConversionJob(source, folder / f"{source.stem}.pdf") for source in sources[engine]]
            assert [outcome.error for outcome in ENGINES[engine](level).convert(jobs)] == [None] * len(jobs)
            known[engine, level] = [job.target for job in jobs]
        return known[engine, level]

    return convert


each_engine = pytest.mark.parametrize(
    "engine",
    [
        pytest.param("libreoffice", marks=needs_libreoffice),
        "embedded",
        pytest.param("pdfkit", marks=needs_wkhtmltopdf),
    ],
)
each_level = pytest.mark.parametrize("level", ["1b", "2b"])


@each_engine
@each_level
def test_what_an_engine_makes_is_what_it_says(engine: str, level: str, made: Callable[[str, str], list[Path]]) -> None:
    assert ENGINES[engine](level).traits.archive == level
    for path in made(engine, level):
        assert read_claim(path) == level
        assert {finding.rule for finding in validate_pdfa(path)} == REMAINING.get(engine, set())


@each_engine
@each_level
def test_pikepdfs_validator_finds_nothing_wrong(
    engine: str, level: str, made: Callable[[str, str], list[Path]], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="fontTools")
    for path in made(engine, level):
        report = pikepdf.pdfa.validate_written(path, level)
        assert list(report.findings) == [], report.summary()


@needs_preflight
@each_engine
def test_preflight_finds_level_1b_valid(engine: str, made: Callable[[str, str], list[Path]]) -> None:
    assert [preflight.findings(path) for path in made(engine, "1b")] == [[] for _path in made(engine, "1b")]


@needs_preflight
@needs_wkhtmltopdf
def test_preflight_would_find_what_is_wrong(made: Callable[[str, str], list[Path]], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(made("pdfkit", "1b")[0]) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(path)
    assert any(finding.startswith("2.4.") for finding in preflight.findings(path))
