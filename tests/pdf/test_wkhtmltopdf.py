"""HTML sheets through pdfkit and wkhtmltopdf: A4, Vietnamese, archival, no scripts, no network, no other files."""

from importlib import metadata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gen.errors import EngineError
from gen.pdf import ConversionJob, engine_named
from gen.pdf.engines.wkhtmltopdf import Wkhtmltopdf
from gen.pdf.pdfa.validation import read_claim, validate_pdfa
from tests.support.needs import needs_wkhtmltopdf

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def sheet(path: Path, body: str) -> ConversionJob:
    path.write_text(f"<!doctype html><title>Danh mục</title><body>{body}</body>", encoding="utf-8")
    return ConversionJob(path, path.parent / "out" / f"{path.stem}.pdf")


def fake_wkhtmltopdf(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = folder / "wkhtmltopdf"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(script))


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
    [outcome] = Wkhtmltopdf().convert([ConversionJob(tmp_path / "absent.html", tmp_path / "absent.pdf")])
    assert outcome.error.code == "PDF-003"
    assert "absent.html" in outcome.error.message


@needs_wkhtmltopdf
def test_a_sheet_says_what_it_is_and_from_when(tmp_path: Path) -> None:
    head = '<html lang="vi"><head><meta name="date" content="2021-07-15"><title>Danh mục</title></head>'
    (tmp_path / "a.html").write_text(f"<!doctype html>{head}<body>xã</body></html>", encoding="utf-8")
    Wkhtmltopdf().convert([ConversionJob(tmp_path / "a.html", tmp_path / "a.pdf")])
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.CreationDate)) == ("Danh mục", "D:20210715000000Z")
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo.Creator).startswith("wkhtmltopdf")
    assert read_claim(tmp_path / "a.pdf") == "2b"


@needs_wkhtmltopdf
def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    job = sheet(tmp_path / "a.html", "<h1>Danh mục</h1><p><b>xã</b> <i>Ẳng</i> <code>Tở</code></p>")
    made = []
    for _run in range(3):
        Wkhtmltopdf().convert([job])
        made.append(job.target.read_bytes())
    assert len(set(made)) == 1


def test_a_sheet_that_cannot_be_archival_claims_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.save(tmp_path / "made.pdf")
    fake_wkhtmltopdf(tmp_path, monkeypatch, f'for last; do :; done; cp {tmp_path}/made.pdf "$last"')
    (tmp_path / "a.html").write_text("<title>a</title>")
    [outcome] = Wkhtmltopdf().convert([ConversionJob(tmp_path / "a.html", tmp_path / "a.pdf")])
    assert outcome.error is None
    assert read_claim(tmp_path / "a.pdf") == ""
    assert "fonts" in {finding.rule for finding in validate_pdfa(tmp_path / "a.pdf")}


def test_a_sheet_that_lost_a_word_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "made.pdf")
    fake_wkhtmltopdf(tmp_path, monkeypatch, f'for last; do :; done; cp {tmp_path}/made.pdf "$last"')
    [outcome] = Wkhtmltopdf().convert([sheet(tmp_path / "a.html", "xã")])
    assert (outcome.error.code, "xã" in outcome.error.message) == ("PDF-007", True)
    assert not outcome.job.target.exists()


def test_a_sheet_that_takes_too_long_is_ended_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_wkhtmltopdf(tmp_path, monkeypatch, "sleep 300")
    [outcome] = Wkhtmltopdf(seconds=0.3).convert([sheet(tmp_path / "a.html", "xã")])
    assert outcome.error.code == "PDF-003"
    assert "did not finish" in outcome.error.message


def test_the_version_names_pdfkit_and_wkhtmltopdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_wkhtmltopdf(tmp_path, monkeypatch, "echo wkhtmltopdf 0.12.6")
    assert Wkhtmltopdf().probe().version == f"{metadata.version('pdfkit')}, wkhtmltopdf 0.12.6"


def test_missing_wkhtmltopdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEN_WKHTMLTOPDF", raising=False)
    monkeypatch.setattr("gen.pdf.engines.wkhtmltopdf.process.find_program", lambda *_where: None)
    monkeypatch.setattr("gen.pdf.engines.wkhtmltopdf.sys.platform", "linux")
    with pytest.raises(EngineError) as raised:
        engine_named("pdfkit")
    [diagnostic] = raised.value.diagnostics
    assert (diagnostic.code, diagnostic.hint) == ("PDF-002", "install wkhtmltopdf: sudo apt-get install wkhtmltopdf")
    with pytest.raises(EngineError):
        Wkhtmltopdf().convert([ConversionJob(tmp_path / "a.html", tmp_path / "a.pdf")])


def test_a_variable_that_names_no_program_means_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEN_WKHTMLTOPDF", str(tmp_path / "nowhere"))
    available = Wkhtmltopdf().probe()
    assert not available.present
    assert "GEN_WKHTMLTOPDF names" in available.remedy
