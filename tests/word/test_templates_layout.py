"""The Word templates: as tools/make_templates.py writes them, and laid out by Decree 30/2020, Appendix I."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm

from gen.word.package import repack
from gen.word.template.context import TEMPLATES
from gen.word.template.contract import check_template

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "templates"

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY

# The decree's own bounds: style, smallest and largest size, bold, italic, alignment.
ELEMENTS = [
    ("Quốc hiệu", 12, 13, True, None, CENTRE),
    ("Tiêu ngữ", 13, 14, True, None, CENTRE),
    ("Cơ quan chủ quản", 12, 13, None, None, CENTRE),
    ("Cơ quan ban hành", 12, 13, True, None, CENTRE),
    ("Số ký hiệu", 13, 13, None, None, CENTRE),
    ("Địa danh ngày tháng", 13, 14, None, True, CENTRE),
    ("Tên loại", 13, 14, True, None, CENTRE),
    ("Trích yếu", 13, 14, True, None, CENTRE),
    ("Căn cứ", 13, 14, None, True, BOTH),
    ("Nội dung", 13, 14, None, None, BOTH),
    ("Quyền hạn chức vụ", 13, 14, True, None, CENTRE),
    ("Họ tên người ký", 13, 14, True, None, CENTRE),
    ("Nơi nhận", 12, 12, True, True, WD_ALIGN_PARAGRAPH.LEFT),
    ("Danh sách nơi nhận", 11, 11, None, None, WD_ALIGN_PARAGRAPH.LEFT),
    ("Số trang", 13, 14, None, None, CENTRE),
]
BODY_STYLES = ["Nội dung", "Căn cứ", "Khoản 1", "Khoản 1.1", "Điểm a", "Gạch đầu dòng", "Dấu cộng", "Đoạn kết"]
HEADINGS = ["Đề mục phần", "Đề mục 1", "Đề mục 1.1", "Đề mục nhỏ"]


@pytest.fixture(params=sorted(TEMPLATES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(name: str) -> DocumentType:
    return Document(str(FOLDER / name))


@pytest.fixture
def report() -> DocumentType:
    return Document(str(FOLDER / "report.docx"))


def parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(FOLDER / name) as package:
        return {part: package.read(part) for part in package.namelist()}


def rows_with(document: DocumentType, text: str) -> list[BaseOxmlElement]:
    """The rows of the body's tables that hold `text`."""
    rows = document.element.body.iter(qn("w:tr"))
    return [row for row in rows if text in "".join(t.text or "" for t in row.iter(qn("w:t")))]


def kept_whole(row: BaseOxmlElement) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_templates_are_what_the_tool_writes() -> None:
    command = [sys.executable, "-m", "tools.make_templates", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_repacking_a_template_uncompressed_changes_no_byte(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert repack(data, compress=False) == data


def test_repacking_twice_gives_the_same_bytes(name: str) -> None:
    once = repack((FOLDER / name).read_bytes())
    assert repack(once) == once


def test_package_begins_with_its_content_types_and_holds_no_clock(name: str) -> None:
    with zipfile.ZipFile(FOLDER / name) as package:
        members = package.infolist()
    assert members[0].filename == "[Content_Types].xml"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.create_system for member in members} == {3}


def test_properties_name_no_author_and_no_writing_time(document: DocumentType) -> None:
    properties = document.core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.created.isoformat() == properties.modified.isoformat() == "2020-01-01T00:00:00+00:00"


def test_package_holds_only_parts_that_word_needs(name: str) -> None:
    needed = {"[Content_Types]", "core", "document", "footer", "header", "settings", "styles"}
    files = [Path(part) for part in parts(name) if not part.endswith(".rels")]
    assert {file.stem.rstrip("12") for file in files} <= needed
    assert {file.suffix for file in files} == {".xml"}


def test_template_keeps_its_contract(name: str) -> None:
    assert check_template((FOLDER / name).read_bytes(), name, TEMPLATES[name]) == []


def test_pages_are_a4_with_the_decrees_margins(document: DocumentType) -> None:
    for section in document.sections:
        sides = sorted((section.page_width, section.page_height))
        assert [round(side.mm) for side in sides] == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        top, bottom, left, right = (round(margin.mm) for margin in margins)
        assert 20 <= top <= 25
        assert 20 <= bottom <= 25
        assert 30 <= left <= 35
        assert 15 <= right <= 20


def test_template_is_upright_in_one_section_so_that_every_page_is_used(document: DocumentType) -> None:
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT]


def test_font_is_times_new_roman_14_in_vietnamese(document: DocumentType) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert set(defaults.find(qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == "28"
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize(("style", "least", "most", "bold", "italic", "alignment"), ELEMENTS)
def test_element_is_as_the_decree_prints_it(
    document: DocumentType,
    style: str,
    least: int,
    most: int,
    bold: bool | None,
    italic: bool | None,
    alignment: WD_ALIGN_PARAGRAPH,
) -> None:
    found = document.styles[style]
    assert least <= found.font.size.pt <= most
    assert (found.font.bold, found.font.italic) == (bold, italic)
    assert found.paragraph_format.alignment == alignment


@pytest.mark.parametrize("style", BODY_STYLES + HEADINGS)
def test_body_is_indented_and_spaced_as_the_decree_asks(document: DocumentType, style: str) -> None:
    layout = document.styles[style].paragraph_format
    assert round(layout.first_line_indent.cm, 2) == 1.27
    assert layout.space_after.pt >= 6
    assert 1 <= layout.line_spacing <= 1.5
    assert layout.alignment == BOTH


@pytest.mark.parametrize("style", HEADINGS)
def test_heading_is_bold_and_keeps_with_what_follows(document: DocumentType, style: str) -> None:
    found = document.styles[style]
    assert found.font.bold
    assert found.paragraph_format.keep_with_next


def test_no_style_writes_smaller_than_a_reader_can_read(document: DocumentType) -> None:
    shown = [style for style in document.styles if style.name not in {"Ngăn bảng", "Cuối phần"}]
    sizes = {style.name: style.font.size.pt for style in shown if style.font.size and "Đường kẻ" not in style.name}
    assert min(sizes.values()) >= 8


def test_bold_words_have_the_style_that_the_renderer_names(document: DocumentType) -> None:
    assert document.styles["Đậm"].style_id == "Dam"
    assert document.styles["Đậm"].font.bold


def test_page_1_shows_no_number_and_the_pages_after_it_do(document: DocumentType) -> None:
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" not in first.first_page_header._element.xml
    assert 'w:instr=" PAGE "' in first.header._element.xml
    assert [p.style.name for p in first.header.paragraphs] == ["Số trang"]


def test_page_number_goes_on_through_later_sections(report: DocumentType) -> None:
    for section in list(report.sections)[1:]:
        assert section.header.is_linked_to_previous
        assert section.footer.is_linked_to_previous
        assert not section.different_first_page_header_footer


def test_page_number_stands_within_the_top_margin(document: DocumentType) -> None:
    section = document.sections[0]
    assert section.header_distance + Mm(6) <= section.top_margin


def test_footer_of_every_page_of_a_form_shows_its_code() -> None:
    section = Document(str(FOLDER / "report.docx")).sections[0]
    for footer in (section.first_page_footer, section.footer):
        assert [p.text for p in footer.paragraphs] == ["{{ ma_tai_lieu }}"]


@pytest.mark.parametrize("name", ["plan.docx", "source-plan.docx"])
def test_plan_has_no_footer(name: str) -> None:
    assert not [part for part in parts(name) if "footer" in part]


def test_source_plan_says_no_word_of_its_own() -> None:
    document = Document(str(FOLDER / "source-plan.docx"))
    texts = [t.text for t in document.element.body.iter(qn("w:t"))]
    assert [text for text in texts if "{" not in text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
        "Nơi nhận:",
    ]


def test_runs_carry_no_formatting_but_a_style(name: str) -> None:
    for part in ("word/document.xml", "word/header1.xml", "word/header2.xml"):
        assert b"<w:rPr>" not in parts(name)[part].replace(b'<w:rPr><w:rStyle w:val="Nguon"/></w:rPr>', b"")


def test_paragraphs_carry_no_formatting_but_a_style(document: DocumentType) -> None:
    allowed = {qn("w:pStyle"), qn("w:sectPr")}
    for properties in document.element.body.iter(qn("w:pPr")):
        assert {child.tag for child in properties} <= allowed


def test_every_style_named_in_a_template_is_defined(name: str, document: DocumentType) -> None:
    known = {style.style_id for style in document.styles}
    named = {
        element.get(qn("w:val"))
        for element in document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    assert named <= known


@pytest.mark.parametrize(
    ("style", "text_style"), [("Đường kẻ tiêu ngữ", "Tiêu ngữ"), ("Đường kẻ cơ quan", "Cơ quan ban hành")]
)
def test_line_is_drawn_below_its_text(document: DocumentType, style: str, text_style: str) -> None:
    border = document.styles[style].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
    assert border.get(qn("w:val")) == "single"
    cells = [[p.style.name for p in cell.paragraphs] for cell in document.tables[0]._cells]
    (names,) = [names for names in cells if style in names]
    assert text_style in names[: names.index(style)]


def test_column_widths_are_written_in_the_grid_and_in_the_cells(document: DocumentType) -> None:
    for table in document.element.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        for row in table.iter(qn("w:tr")):
            widths = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
            assert abs(sum(widths) - sum(grid)) <= len(grid)


def test_tables_are_no_wider_than_the_text(document: DocumentType) -> None:
    widths = []
    sections = iter(document.sections)
    for element in document.element.body.iter(qn("w:tbl"), qn("w:sectPr")):
        if element.tag == qn("w:tbl"):
            widths.append(int(element.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w"))))
        else:
            section = next(sections)
            room = Length(section.page_width - section.left_margin - section.right_margin)
            assert max(widths, default=0) <= room.twips + 10
            widths = []


@pytest.mark.parametrize(
    ("name", "titles"),
    [("plan.docx", ["Bộ phận, cá nhân thực hiện"]), ("report.docx", ["Tình trạng", "Tử số"])],
)
def test_column_titles_are_repeated_on_every_page(document: DocumentType, titles: list[str]) -> None:
    for title in titles:
        rows = rows_with(document, title)
        assert rows
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)


@pytest.mark.parametrize("text", ["{{ mot_nhom.ten }}", "{{ muc.noi_dung }}", "{{ so.ten }}"])
def test_rows_of_the_report_are_kept_whole(report: DocumentType, text: str) -> None:
    rows = rows_with(report, text)
    assert rows
    assert all(kept_whole(row) for row in rows)


def test_row_of_a_task_goes_on_on_the_next_page_since_its_words_may_be_many(report: DocumentType) -> None:
    heading, task = rows_with(report, "{{ dong.noi_dung }}")
    assert (kept_whole(heading), kept_whole(task)) == (True, False)


def test_recipients_and_signature_are_one_row_kept_whole(document: DocumentType) -> None:
    (row,) = rows_with(document, "Nơi nhận:")
    assert kept_whole(row)
    assert rows_with(document, "{{ nguoi_ky }}") == [row]


@pytest.mark.parametrize("name", ["plan.docx", "source-plan.docx"])
def test_signature_keeps_with_the_last_words_of_the_plan(document: DocumentType) -> None:
    for style in ("Đoạn kết", "Ngăn bảng", "Quyền hạn chức vụ", "Nơi nhận"):
        assert document.styles[style].paragraph_format.keep_with_next


def test_signature_leaves_room_to_sign(document: DocumentType) -> None:
    assert document.styles["Họ tên người ký"].paragraph_format.space_before.pt >= 60


@pytest.mark.parametrize(("text", "blanks"), [("{{ dong.han }}", 4), ("{{ muc.ke_hoach }}", 3)])
def test_cells_to_fill_in_are_fields_in_a_style_of_their_own(report: DocumentType, text: str, blanks: int) -> None:
    (row,) = rows_with(report, text)
    cells = ["".join(p.itertext()) for p in row.iter(qn("w:p")) if p.style == "OBangDien"]
    assert len(cells) == blanks
    assert all(cell.startswith("{{r ") for cell in cells)
