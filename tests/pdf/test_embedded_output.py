"""The file that the embedded engine writes: tagged and archival, with the fonts and the pictures that it needs."""

import io
import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

import gen
import gen.ooxml
import gen.pdf
from gen.files import digest_sources
from gen.ooxml import read_document
from gen.pdf.embedded import Embedded
from gen.pdf.embedded.document import render_document
from gen.pdf.embedded.output.objects import PdfObjects
from gen.pdf.engines.protocol import ConversionJob
from gen.pdf.faces import font_book, require_font_book
from gen.pdf.pdfa.validation import validate_pdfa
from tests.support.set_pages import cell, made, page, par, refused, row, run, setting, table, texts
from tests.support.word_parts import small_docx

UNTITLED = {"title", "title-shown"}
"""What our own checks find in the PDF of a document that has no title, and nothing else."""
LONG = "Ủy ban nhân dân xã Quài Tở triển khai nhiệm vụ " * 90


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """An element of the structure and all below it, in the order in which they are read."""
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def structure(data: bytes) -> list[str]:
    with opened(data) as pdf:
        return [str(element.S)[1:] for element in walk(pdf.Root.StructTreeRoot.K[0])]


def test_paragraphs_and_tables_are_tagged_as_what_they_are() -> None:
    head = row("a", "b", properties="<w:tblHeader/>")
    data = made(par("x") + table(head, row("c", "d")) + par("y"))
    cells = [kind for kind in structure(data) if kind != "P"]
    assert cells == ["Document", "Table", "TR", "TH", "TH", "TR", "TD", "TD"]
    assert structure(data).count("P") == 6


def test_each_marked_piece_belongs_to_one_element() -> None:
    body = par(LONG) + table(row(cell(par(LONG)), "b"), *[row("c", "d")] * 60)
    with opened(made(body)) as pdf:
        owners = Counter[tuple[int, int]]()
        for element in walk(pdf.Root.StructTreeRoot.K[0]):
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    owners[element.Pg.objgen[0], kid] += 1
                elif "/MCID" in kid:
                    owners[kid.Pg.objgen[0], int(kid.MCID)] += 1
        pages = list(pdf.pages)
        rows = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert [int(rows[index]) for index in range(0, len(rows), 2)] == list(range(len(pages)))
        wanted = Counter(
            (sheet.obj.objgen[0], mark)
            for sheet, held in zip(pages, rows[1::2], strict=True)
            for mark in range(len(held))
        )
        drawn = Counter(
            (sheet.obj.objgen[0], int(operands[1].MCID))
            for sheet in pages
            for operands, operator in pikepdf.parse_content_stream(sheet)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        )
    assert len(pages) > 2
    assert owners == wanted == drawn


def test_cells_say_how_far_they_reach_and_of_what_they_are_the_head() -> None:
    over = cell(par("a"), '<w:gridSpan w:val="2"/>')
    data = made(table(row(over, properties="<w:tblHeader/>"), row("b", "c")))
    with opened(data) as pdf:
        [head] = [element for element in walk(pdf.Root.StructTreeRoot.K[0]) if element.S == "/TH"]
        assert (head.A.Scope, head.A.ColSpan) == ("/Column", 2)


def test_headers_and_repeated_rows_are_not_read_out() -> None:
    head = row("H", "h", properties="<w:tblHeader/>")
    section = page('<w:headerReference w:type="default" r:id="hdr1"/>')
    data = made(table(head, *[row("c", "d")] * 90) + section, headers={"hdr1": "<w:p><w:r><w:t>kopf</w:t></w:r></w:p>"})
    assert len(texts(data)) > 1
    assert structure(data).count("TH") == 2
    assert structure(data).count("P") == 2 + 180


def test_title_language_and_dates_are_those_of_the_word_file() -> None:
    document = read_document(small_docx(par("a")))
    with opened(render_document(document, require_font_book()).pdf) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo.CreationDate) == "D:19800101000000Z"
        assert not pdf.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("odd", ["(", ")", "\\", "\\(x)\\r", "((", "a\\nb", "]TJ ET", "%", "<</Type"])
def test_signs_of_the_format_come_out_as_typed(odd: str) -> None:
    escaped = odd.replace("&", "&amp;").replace("<", "&lt;")
    assert texts(made(par(escaped)))[0] == odd


def png(mode: str, size: tuple[int, int] = (4, 4), color: object = None, **how: object) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, color).save(file, how.pop("format", "PNG"), **how)  # type: ignore[arg-type]
    return file.getvalue()


def drawing(key: str, alt: str = "") -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="1270000"/>'
        f'<wp:docPr id="1" name="" descr="{alt}"/><a:blip r:embed="{key}"/></wp:inline></w:drawing></w:r></w:p>'
    )


PICTURES = {
    "rgb": png("RGB", color=(255, 0, 0)),
    "grey": png("L", color=200),
    "black and white": png("1", color=1),
    "palette": png("P"),
    "veiled": png("RGBA", color=(255, 0, 0, 128)),
    "sixteen bits": png("I;16", color=30000),
    "jpeg": png("RGB", color=(0, 255, 0), format="JPEG"),
    "grey jpeg": png("L", color=100, format="JPEG"),
    "jpeg for print": png("CMYK", format="JPEG"),
    "gif": png("P", format="GIF"),
}


@pytest.mark.parametrize("level", ["1b", "2b"])
@pytest.mark.parametrize("kind", PICTURES)
def test_pictures_of_every_kind_are_archival(
    kind: str, level: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="fontTools")
    document = read_document(small_docx(drawing("p1", "Bản đồ") + par("a"), media={"p1": PICTURES[kind]}))
    path = tmp_path / "a.pdf"
    path.write_bytes(render_document(document, require_font_book(), level).pdf)
    assert list(pikepdf.pdfa.validate_written(path, level).findings) == []
    with pikepdf.open(path) as pdf:
        figures = [element for element in walk(pdf.Root.StructTreeRoot.K[0]) if element.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Bản đồ"]
        [image] = pdf.pages[0].get_images().values()
        assert ("/SMask" in image) == (kind == "veiled" and level == "2b")


def test_a_picture_in_many_places_is_in_the_file_once() -> None:
    data = made(drawing("p1") * 3, media={"p1": PICTURES["rgb"]})
    with opened(data) as pdf:
        assert (
            sum(1 for found in pdf.objects if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image")
            == 1
        )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PICTURES["rgb"][:40], "which is damaged"),
        (PICTURES["jpeg"][:200], "which is damaged"),
        (b"BM not ours", "neither PNG nor JPEG nor GIF"),
        (png("1", (8000, 6000)), "too many points"),
    ],
)
def test_a_picture_that_cannot_be_set_is_refused_by_name(data: bytes, said: str) -> None:
    [found] = refused(drawing("p1"), media={"p1": data})
    assert "media/p1" in found
    assert said in found


def test_letters_beyond_the_usual_ones_are_embedded_too() -> None:
    data = made(par("αβγ Жук ẳ"))
    assert texts(data) == ["αβγ Жук ẳ"]
    assert {finding.rule for finding in validate_pdfa(data)} == UNTITLED


@pytest.mark.parametrize("letters", ["שלום", "ا", "e\u0328\u0301x"])
def test_letters_that_need_more_than_their_own_glyph_are_refused(letters: str) -> None:
    [found] = refused(par(letters))
    assert "U+" in found


def test_letters_of_two_code_points_are_set_as_the_one_that_they_are() -> None:
    assert texts(made(par("Tu\u00e2\u0300n Gia\u0301o"))) == ["Tuần Giáo"]


def test_faces_that_no_letter_uses_are_not_in_the_file() -> None:
    with opened(made(par("a") + par(run("b", "<w:b/>")))) as pdf:
        names = {
            str(found.FontName)
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/FontName" in found
        }
    assert len(names) == 2


@pytest.mark.parametrize("level", ["1b", "2b"])
def test_a_font_of_cubic_outlines_is_embedded_by_the_numbers_of_its_glyphs(
    level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="fontTools")
    monkeypatch.setenv("GEN_FONT", "TeX Gyre Termes")
    if not font_book().times:
        pytest.skip("not installed here: the package rinoh-typeface-texgyretermes (make setup)")
    (tmp_path / "a.docx").write_bytes(small_docx(par("Ủy ban nhân dân xã Quài Tở")))
    [outcome] = Embedded(level).convert([ConversionJob(tmp_path / "a.docx", tmp_path / "a.pdf")])
    assert outcome.error is None
    assert texts((tmp_path / "a.pdf").read_bytes()) == ["Ủy ban nhân dân xã Quài Tở"]
    assert list(pikepdf.pdfa.validate_written(tmp_path / "a.pdf", level).findings) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("count", [1, 1999, 2000, 2001, 5000])
def test_any_number_of_objects_can_be_read_again(packed: bool, count: int) -> None:
    objects = PdfObjects(packed)
    root, pages = objects.reserve(), objects.reserve()
    sheet = objects.add(f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
    objects.put(pages, f"<</Type/Pages/Count 1/Kids[{sheet} 0 R]>>")
    numbers = [objects.add(f"<</N {n}>>") for n in range(count)]
    stream = objects.stream(b"data" * 9)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects.put(root, f"<</Type/Catalog/Pages {pages} 0 R/Mine[{kids}]/Stream {stream} 0 R>>")
    with opened(objects.file(root, objects.add("<</Producer(x)>>"))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [int(found.N) for found in pdf.Root.Mine] == list(range(count))
        assert pdf.Root.Stream.read_bytes() == b"data" * 9


def test_a_long_document_is_whole_and_tagged() -> None:
    found = setting(table(*[row(f"a{n}", f"b{n}") for n in range(3000)]) + page())
    assert {finding.rule for finding in validate_pdfa(found.pdf)} == UNTITLED
    assert sum(text.count("b") for text in texts(found.pdf)) == 3000


@pytest.mark.parametrize("level", [0, 2, 5, 6])
def test_headings_are_tagged_by_their_level(level: int) -> None:
    data = made(par("a", properties=f'<w:outlineLvl w:val="{level}"/>') + par("b"))
    assert structure(data) == ["Document", f"H{level + 1}" if level < 6 else "P", "P"]


@pytest.mark.parametrize("language", ["vi)/OpenAction<</S/JavaScript>>(", "việt", "\\", "x" * 500])
def test_language_of_the_word_file_is_only_ever_a_language(language: str) -> None:
    document = replace(read_document(small_docx(par("a"))), language=language, title=language)
    with opened(render_document(document, require_font_book()).pdf) as pdf:
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo.Title) == language
        assert "/OpenAction" not in pdf.Root
        assert pdf.check_pdf_syntax() == []


def test_another_module_of_the_engine_is_another_version(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    before = digest_sources(tmp_path)
    (tmp_path / "a.py").write_text("x = 2\n")
    assert digest_sources(tmp_path) != before
    code = digest_sources(Path(gen.ooxml.__file__).parent, Path(gen.pdf.__file__).parent)
    assert Embedded().probe().version.startswith(f"{gen.__version__}+{code[:8]}, ")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh"])
@pytest.mark.parametrize("created", ["2024-05-01T10:00:00", "2024-05-01", "2024-05-01T10:00:00Z", "soon"])
def test_date_of_a_pdf_is_the_same_in_every_time_zone(created: str, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        document = replace(read_document(small_docx(par("a"))), created=created)
        with opened(render_document(document, require_font_book()).pdf) as pdf:
            hour = "10" if "T10" in created else "00"
            day = "19800101" if created == "soon" else "20240501"
            assert str(pdf.docinfo.CreationDate) == f"D:{day}{hour}0000Z"
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_white_in_the_label_of_a_list_is_a_blank() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.&#9;&#10;x"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    with opened(made(par("a", properties=listed), numbering=numbering)) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert b"\x00\x00" not in drawn


def test_a_merged_cell_with_text_of_its_own_is_named() -> None:
    merged = cell(par("b"), '<w:hMerge w:val="continue"/>')
    found = refused(table(row(cell(par("a"), '<w:hMerge w:val="restart"/>'), merged)) + page())
    assert found == ("merged cell with text of its own in word/document.xml",)
