"""What a Word file says in other parts than its body: theme, properties, pictures, headers."""

import pytest

from gen.ooxml import Document, read_document
from gen.ooxml.model import InlinePicture, TextRun
from gen.ooxml.wording import unsupported_text
from tests.support.repacked import changed, linked, unpacked, with_core
from tests.support.word_parts import paragraph, small_docx

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{A}"><a:themeElements><a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)
FONTS = (
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Arial"/>',
    '<w:rFonts w:asciiTheme="majorHAnsi"/>',
    '<w:rFonts w:ascii="Arial"/>',
    '<w:rFonts w:hAnsi="Arial"/>',
    '<w:rFonts w:eastAsia="Arial"/>',
)


def fonts(document: Document) -> list[str]:
    texts = [inline for block in document.sections[0].blocks for inline in block.inlines]  # type: ignore[union-attr]
    return [inline.format.font for inline in texts if isinstance(inline, TextRun)]


def test_font_of_the_theme_goes_before_the_font_by_name() -> None:
    body = "".join(paragraph("a", "", font) for font in FONTS)
    read = read_document(linked(small_docx(body), "theme", "theme/theme1.xml", THEME))
    assert fonts(read) == ["Calibri", "Cambria", "Arial", "Arial", "Times New Roman"]


def test_without_a_theme_the_font_by_name_is_taken() -> None:
    assert fonts(read_document(small_docx(paragraph("a", "", FONTS[0]) + paragraph("b", "", FONTS[1])))) == [
        "Arial",
        "Times New Roman",
    ]


def test_font_of_the_theme_in_the_defaults_of_the_document() -> None:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS[1]}</w:rPr></w:rPrDefault></w:docDefaults>"
    data = small_docx(paragraph("a"), styles=defaults)
    assert fonts(read_document(linked(data, "theme", "theme/theme1.xml", THEME))) == ["Cambria"]


def test_title_language_and_date_are_those_of_the_file() -> None:
    stated = {"title": "Kế hoạch &amp; giải pháp", "language": "vi-VN", "created": "2020-11-05T07:30:00Z"}
    read = read_document(with_core(small_docx(paragraph("a")), **stated))
    assert (read.title, read.language, read.created) == ("Kế hoạch & giải pháp", "vi-VN", "2020-11-05T07:30:00Z")


def picture(graphic: str = '<pic:blipFill><a:blip r:embed="p1"/></pic:blipFill>', media: bytes = b"PNG") -> bytes:
    inline = (
        '<wp:inline><wp:extent cx="1270000" cy="2540000"/><wp:docPr id="1" name="a" descr="Quốc huy"/><a:graphic>'
        f"<a:graphicData><pic:pic>{graphic}</pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
    return small_docx(f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>", media={"p1": media})


def test_picture_has_its_size_in_points_its_bytes_and_its_words() -> None:
    [found] = read_document(picture()).sections[0].blocks[0].inlines  # type: ignore[union-attr]
    assert found == InlinePicture("word/media/p1", b"PNG", 100.0, 200.0, "Quốc huy")


@pytest.mark.parametrize(
    "graphic",
    [
        '<a:blip r:embed="p1"/><a:srcRect l="10000"/>',
        '<a:blip r:embed="p1"/><a:xfrm rot="5400000"/>',
        '<a:blip r:embed="p1"/><a:xfrm flipH="1"/>',
        '<a:blip r:embed="p1"/><a:blip r:embed="p1"/>',
        '<a:blip r:embed="p1"/><w:txbxContent><w:p/></w:txbxContent>',
        '<a:blip r:link="p1"/>',
        '<a:blip r:embed="gone"/>',
    ],
    ids=["cropped", "turned", "mirrored", "two", "with a text box", "linked", "absent"],
)
def test_drawing_that_is_more_than_a_picture_is_unsupported(graphic: str) -> None:
    read = read_document(picture(graphic))
    assert [unsupported_text(found) for found in read.unsupported] == ["drawing, chart, linked or cropped picture"]


@pytest.mark.parametrize(
    "graphic", ['<a:srcRect l="0" t="0"/>', '<a:xfrm rot="0" flipH="0"><a:off x="1" y="2"/></a:xfrm>']
)
def test_picture_whose_change_is_none_is_read(graphic: str) -> None:
    read = read_document(picture(f'<a:blip r:embed="p1"/>{graphic}'))
    assert read.unsupported == ()
    assert len(read.sections[0].blocks[0].inlines) == 1  # type: ignore[union-attr]


def test_header_reads_its_own_pictures_and_fields() -> None:
    inline = '<wp:inline><wp:extent cx="1" cy="1"/><a:blip r:embed="h1"/></wp:inline>'
    drawing = f"<w:p><w:r><w:drawing>{inline}</w:drawing></w:r></w:p>"
    body = '<w:p/><w:sectPr><w:headerReference w:type="default" r:id="hdr1"/></w:sectPr>'
    data = small_docx(body, headers={"hdr1": drawing}, media={"p1": b"PNG"})
    links = unpacked(data)["word/_rels/document.xml.rels"].replace(b'Id="p1"', b'Id="h1"')
    read = read_document(changed(data, {"word/_rels/hdr1.xml.rels": links}))
    [block] = read.sections[0].headers["default"]
    assert [type(inline) for inline in block.inlines] == [InlinePicture]  # type: ignore[union-attr]


def test_field_that_is_open_in_the_body_does_not_reach_into_the_header() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="hdr1"/></w:sectPr>'
    read = read_document(small_docx(f"<w:p>{begin}</w:p>{section}", headers={"hdr1": paragraph("một")}))
    assert read.sections[0].headers["default"][0].text == "một"  # type: ignore[union-attr]
    assert [unsupported_text(found) for found in read.unsupported] == ["field without an end"]


def test_main_part_is_where_the_package_says() -> None:
    parts = unpacked(small_docx(paragraph("a")))
    links = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/main.xml")
    other = parts["word/document.xml"].replace(b">a<", b">b<")
    read = read_document(changed(small_docx(paragraph("a")), {"_rels/.rels": links, "word/main.xml": other}))
    assert read.sections[0].blocks[0].text == "b"  # type: ignore[union-attr]


def test_styles_of_one_file_are_not_those_of_the_next() -> None:
    style = '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:sz w:val="{}"/></w:rPr></w:style>'
    body = paragraph("a", '<w:pStyle w:val="A"/>')
    sizes = [
        read_document(small_docx(body, styles=style.format(size))).sections[0].blocks[0].mark.size  # type: ignore[union-attr]
        for size in (20, 30, 20)
    ]
    assert sizes == [10, 15, 10]


def test_lists_are_counted_anew_in_each_file() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{number}'
    data = small_docx(paragraph("a", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), numbering=lists)
    labels = [read_document(data).sections[0].blocks[0].label.text for _again in range(2)]  # type: ignore[union-attr]
    assert labels == ["1.", "1."]
