"""HTML sheets through wkhtmltopdf: A4, Vietnamese, no scripts, no network, no other files."""

from pathlib import Path

import pypdfium2
import pytest
from needs import needs_wkhtmltopdf

from gen.errors import EngineError
from gen.pdf import Job, engine_named
from gen.pdf.wkhtmltopdf import Wkhtmltopdf

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_LANG", "en")


def sheet(path: Path, body: str) -> Job:
    path.write_text(f"<!doctype html><title>Danh mục</title><body>{body}</body>", encoding="utf-8")
    return Job(path, path.parent / "out" / f"{path.stem}.pdf")


def first_page(path: Path) -> tuple[str, tuple[int, int]]:
    document = pypdfium2.PdfDocument(path)
    try:
        width, height = document[0].get_size()
        return document[0].get_textpage().get_text_range(), (round(width), round(height))
    finally:
        document.close()


@needs_wkhtmltopdf
def test_a_sheet_becomes_an_a4_page_with_its_vietnamese_words(tmp_path: Path) -> None:
    job = sheet(
        tmp_path / "danh mục.html", f'<h1>Danh mục văn bản</h1><p>Kế hoạch của xã Ẳng Tở</p><img src="{PIXEL}">'
    )
    [outcome] = Wkhtmltopdf().convert([job])
    assert outcome.error is None
    text, size = first_page(job.target)
    assert "Kế hoạch của xã Ẳng Tở" in text
    assert size == (595, 842)


@needs_wkhtmltopdf
def test_options_can_turn_the_page(tmp_path: Path) -> None:
    job = sheet(tmp_path / "a.html", "ngang")
    Wkhtmltopdf({"orientation": "Landscape"}).convert([job])
    assert first_page(job.target)[1] == (842, 595)


@needs_wkhtmltopdf
def test_scripts_do_not_run(tmp_path: Path) -> None:
    job = sheet(tmp_path / "a.html", "chữ <script>document.write('kịch bản')</script>")
    Wkhtmltopdf().convert([job])
    assert "kịch bản" not in first_page(job.target)[0]


@needs_wkhtmltopdf
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:80/a.png", "http://example.org/a.png"])
def test_a_sheet_that_refers_elsewhere_fails_alone(tmp_path: Path, address: str) -> None:
    good = [sheet(tmp_path / f"good{n}.html", "tốt") for n in range(2)]
    bad = sheet(tmp_path / "bad.html", f'<img src="{address}"><iframe src="{address}"></iframe>')
    outcomes = Wkhtmltopdf().convert([good[0], bad, good[1]], workers=2)
    assert [outcome.job for outcome in outcomes] == [good[0], bad, good[1]]
    [failed] = [outcome for outcome in outcomes if outcome.error]
    assert failed.job == bad
    assert failed.error.code == "PDF-003"
    assert "bad.html" in failed.error.message
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["good0.pdf", "good1.pdf"]


@needs_wkhtmltopdf
def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    [outcome] = Wkhtmltopdf().convert([Job(tmp_path / "absent.html", tmp_path / "absent.pdf")])
    assert outcome.error.code == "PDF-003"
    assert "absent.html" in outcome.error.message


def test_missing_wkhtmltopdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEN_WKHTMLTOPDF", raising=False)
    monkeypatch.setattr("gen.pdf.wkhtmltopdf.program.find", lambda *_where: None)
    monkeypatch.setattr("gen.pdf.wkhtmltopdf.sys.platform", "linux")
    with pytest.raises(EngineError) as raised:
        engine_named("wkhtmltopdf")
    [diagnostic] = raised.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("PDF-002", "install wkhtmltopdf: sudo apt-get install wkhtmltopdf")
    with pytest.raises(EngineError):
        Wkhtmltopdf().convert([Job(tmp_path / "a.html", tmp_path / "a.pdf")])


def test_a_variable_that_names_no_program_means_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(tmp_path / "nowhere"))
    available = Wkhtmltopdf().probe()
    assert not available.present
    assert "GEN_WKHTMLTOPDF names" in available.remedy
