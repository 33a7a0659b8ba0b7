"""The seed saved by other programs (.doc, .odt, .rtf, PDF), and words in fonts of before Unicode → the same plan."""

import io
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from gen.cli import main
from gen.errors import GenError
from gen.importing import PlanDraft, draft_plan, read_passages, render_yaml
from gen.importing.text.legacy_fonts import convert_to_unicode
from gen.pdf.embedded import Embedded
from gen.pdf.engines import libreoffice
from gen.pdf.engines.protocol import ConversionJob
from gen.pdf.office_formats import convert_to_docx
from gen.pdf.text_lines import MOST_PAGES, PdfTooLongError, extract_lines
from gen.pipeline.rendering import draft_source, load_templates, render_draft
from gen.plan.file.loading import load_plan, load_units
from gen.plan.outline import entries
from tests.support.needs import needs_libreoffice
from tests.support.plan_docx import plan_docx

ROOT = Path(__file__).parents[2]
SEED = Path(__file__).parents[1] / "seed" / "ke-hoach-tuan-giao-2020.txt"
OURS = load_plan(ROOT / "plan.yaml").plan
SYLLABLES = re.findall(r"\w+", "Đường thủy xã nước nghèo kỹ thuật mỗi ngữ nghĩa khuỷu ngoằn ngoèo ưỡn quỵ lỵ ẩm ướt")


def said(drafted: PlanDraft, folder: Path) -> dict[str, str]:
    """Id → words of each entry of the draft, emphasis aside: a PDF does not keep it within a paragraph."""
    path = folder / "draft.yaml"
    path.write_text(render_yaml(drafted.plan, "x"), encoding="utf-8")
    return words(load_plan(path).plan)


def words(plan: object) -> dict[str, str]:
    return {e.id: e.text.replace("**", "").replace("{scope}", "trên địa bàn huyện") for e in entries(plan)}


def saved_as(ending: str, folder: Path) -> Path:
    """The seed as a person saves it from LibreOffice."""
    path = folder / "seed.docx"
    path.write_bytes(plan_docx(SEED.read_text(encoding="utf-8").splitlines()))
    soffice, profile = libreoffice.locate_soffice(), (folder / "profile").as_uri()
    command = [str(soffice), "--headless", f"-env:UserInstallation={profile}", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{ending}")


@needs_libreoffice
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf", "pdf"])
def test_seed_saved_by_another_program_is_the_same_plan(ending: str, tmp_path: Path) -> None:
    drafted = draft_plan(read_passages(saved_as(ending, tmp_path)), "seed", load_units(ROOT / "plan.yaml"))
    assert said(drafted, tmp_path) == words(OURS)
    assert [passage.text for passage, _why in drafted.left_out] == ["Nơi nhận:"]


def source_pdf(folder: Path) -> Path:
    """The plan as it is issued: letterhead and signature side by side, page numbers, lines set even."""
    docx, pdf = folder / "source.docx", folder / "source.pdf"
    docx.write_bytes(render_draft(draft_source(OURS, load_templates(ROOT / "templates", [], source=True))).data)
    assert Embedded().convert([ConversionJob(docx, pdf)])[0].error is None
    return pdf


def test_issued_plan_as_pdf_is_the_same_plan(tmp_path: Path) -> None:
    drafted = draft_plan(read_passages(source_pdf(tmp_path)), "source.pdf", load_units(ROOT / "plan.yaml"))
    assert said(drafted, tmp_path) == words(OURS)
    assert drafted.plan["plan"]["symbol"] == "KH-UBND"
    assert drafted.plan["signature"]["name"] == OURS.signature.name


def test_page_numbers_of_a_pdf_are_left_out_by_name(tmp_path: Path) -> None:
    passages = read_passages(source_pdf(tmp_path))
    assert {why for _passage, why in passages.dropped} == {"a page number"}
    assert [passage.text for passage, _why in passages.dropped] == [str(n) for n in range(2, 2 + len(passages.dropped))]


def test_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(500))
    with pytest.raises(GenError) as caught:
        read_passages(path)
    assert caught.value.diagnostics[0].code == "IMP-002"


def test_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    kids = " ".join(f"{n} 0 R" for n in range(3, 4 + MOST_PAGES))
    pages = "".join(f"{n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n" for n in range(3, 4 + MOST_PAGES))
    body = f"2 0 obj<</Type/Pages/Count {MOST_PAGES + 1}/Kids[{kids}]>>endobj\n{pages}trailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(PdfTooLongError):
        extract_lines(f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n{body}".encode())


def test_without_libreoffice_an_old_word_file_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEN_SOFFICE", "/none")
    path = tmp_path / "plan.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    ran = CliRunner().invoke(main, ["import", str(path), "--to", str(tmp_path / "plan.yaml")])
    assert ran.exit_code == 2
    assert "PDF-002" in ran.output
    assert "GEN_SOFFICE" in ran.output


def test_word_file_under_a_password_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(GenError) as caught:
        read_passages(path)
    assert "password" in caught.value.diagnostics[0].message


@needs_libreoffice
def test_file_that_cannot_be_opened_takes_no_other_with_it(tmp_path: Path) -> None:
    (tmp_path / "bad.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    (tmp_path / "good.rtf").write_bytes(rb"{\rtf1 K\u7871? ho\u7841?ch}")
    bad, good = convert_to_docx([tmp_path / "bad.doc", tmp_path / "good.rtf"])
    assert bad is None or not Document(io.BytesIO(bad)).paragraphs[0].text
    assert good is not None
    assert Document(io.BytesIO(good)).paragraphs[0].text == "Kế hoạch"


def test_header_of_a_word_file_is_listed_as_left_out(tmp_path: Path) -> None:
    path = tmp_path / "seed.docx"
    document = Document(io.BytesIO(plan_docx(SEED.read_text(encoding="utf-8").splitlines())))
    document.sections[0].header.paragraphs[0].text = "DỰ THẢO LẦN 2"
    document.save(str(path))
    drafted = draft_plan(read_passages(path), path.name, load_units(ROOT / "plan.yaml"))
    assert [(p.text, p.place) for p, why in drafted.left_out if "header" in why] == [
        ("DỰ THẢO LẦN 2", "header or footer")
    ]
    assert drafted.characters - drafted.characters_left_out == 15603


# The same words as a clerk typed them in 1999; the first two lines of any document.
TYPED = {
    ".VnTime": "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc",
    "VNI-Times": "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc",
}


@pytest.mark.parametrize("font", TYPED)
def test_words_typed_before_unicode_are_read(font: str) -> None:
    assert convert_to_unicode(TYPED[font], font) == "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"


def test_font_of_capitals_shows_capitals() -> None:
    assert convert_to_unicode("x· héi", ".VnTimeH") == "XÃ HỘI"


@given(st.text())
def test_other_fonts_keep_their_text(text: str) -> None:
    assert convert_to_unicode(text, "Times New Roman") == text


def _vni(text: str) -> str:
    """Text as one types it in VNI, found from the tables backwards: letter by letter."""
    typed = {
        convert_to_unicode(a + b, "VNI-Times"): a + b
        for a in "aeouyôöAEOUYÔÖ"
        for b in "øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË"
    }
    typed = {shown: key for shown, key in typed.items() if len(shown) == 1}
    typed |= {convert_to_unicode(single, "VNI-Times"): single for single in "ñôöíìæóòîÑÔÖÍÌÆÓÒÎ"}
    return "".join(typed.get(letter, letter) for letter in text)


@given(st.lists(st.sampled_from([*SYLLABLES, *map(str.upper, SYLLABLES)])).map(" ".join))
def test_vni_goes_there_and_back(text: str) -> None:
    assert convert_to_unicode(_vni(text), "VNI-Times") == text


@given(st.lists(st.sampled_from(SYLLABLES)).map(" ".join).map(str.lower))
def test_tcvn3_goes_there_and_back(text: str) -> None:
    typed = {convert_to_unicode(chr(code), ".VnTime"): chr(code) for code in range(0xA1, 0xFF)}
    assert convert_to_unicode("".join(typed.get(letter, letter) for letter in text), ".VnTime") == text


def test_word_file_in_an_old_font_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    document = Document(io.BytesIO(plan_docx(["KẾ HOẠCH", "x", "I. NHIỆM VỤ"])))
    document.add_paragraph().add_run("1. Phßng Y tÕ chñ tr× kiÓm tra").font.name = ".VnTime"
    document.save(str(path))
    assert [passage.text for passage in read_passages(path)][-1] == "1. Phòng Y tế chủ trì kiểm tra"
