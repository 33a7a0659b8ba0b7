"""What is blank in a document: gaps in its sentences, empty cells, words to the drafter; and what only looks so."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement

from gen.ooxml.blanks import Blank, BlankKind, find_blanks
from gen.ooxml.reader import read_document

GAP = "\u00a0" * 5


def blanks(document: WordDocument) -> tuple[Blank, ...]:
    out = BytesIO()
    document.save(out)
    return find_blanks(read_document(out.getvalue()))


def of_text(*texts: str) -> tuple[Blank, ...]:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return blanks(document)


def table(*rows: tuple[str, ...], headed: bool = True) -> tuple[Blank, ...]:
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if headed:
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return blanks(document)


def test_number_and_day_of_another_document_are_one_gap_with_its_words() -> None:
    [found] = of_text(f"Thực hiện Kế hoạch số\u00a0{GAP}/KH-UBND ngày {GAP} tháng 11 năm 2020 của huyện.")
    assert found == Blank(BlankKind.GAP, "Thực hiện Kế hoạch số …/KH-UBND ngày … tháng 11 năm 2020 của huyện.")


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Kế hoạch số ……/KH-UBND của tỉnh.",
        "Căn cứ Kế hoạch số ...../KH-UBND của tỉnh.",
        "Căn cứ Kế hoạch số ____/KH-UBND của tỉnh.",
        "Hoàn thành trước ngày    tháng 6.",
        "Giao ông ………… chủ trì.",
        "Kinh phí thực hiện: ……………………",
        "Đầu mối: ông ............",
        "……………… chịu trách nhiệm chung.",
        "Theo Quyết định số\u00a0…/QĐ-UBND của tỉnh.",
        "Theo Quyết định số: …/QĐ-UBND của tỉnh.",
        "Theo Quyết định số:     /QĐ-UBND của tỉnh.",
        "Hoàn thành ngày ... tháng ... năm 2026.",
        "Hoàn thành ngày…tháng…năm 2026.",
        "Hoàn thành ngày\ttháng 6.",
        "Giao ... thực hiện.",
        "Giao … thực hiện.",
        "Giao XXX thực hiện.",
        "Kinh phí … đồng.",
        "- Lưu: VT, .......",
        "Đã xong: [ ]",
        "Căn cứ Luật Trẻ em, Kế hoạch số ……/KH-UBND của tỉnh.",
        "Căn cứ Luật Trẻ em, Công văn số …/CV-SNV của Sở.",
        "Giao ông Một, ông ………… chủ trì.",
        "Kinh phí của huyện, gồm ……………… đồng.",
    ],
)
def test_dots_lines_and_spaces_where_a_number_belongs_are_gaps(text: str) -> None:
    assert [one.kind for one in of_text(text)] == [BlankKind.GAP]


@pytest.mark.parametrize(
    "text",
    [
        "Các xã, thị trấn, trường học…",
        "Chăn nuôi trâu, bò, v.v... trên địa bàn.",
        "Số: 12/KH-UBND            Quài Tở, ngày 05 tháng 3 năm 2021",
        "Trồng cây   trên đồi.",
        "…………………………",
        "Trồng lúa, ngô … trên đồi.",
        "Nuôi trâu, bò, v.v ... trên đồi.",
        "Các xã, thị trấn, trường học......",
        "Nghị quyết Đại hội XX của Đảng [1].",
        "Số lượt người xem: 1.234.",
        "Tổ chức trong tháng 6, năm 2026.",
    ],
)
def test_what_is_no_gap_is_none(text: str) -> None:
    assert of_text(text) == ()


def test_own_number_and_date_are_no_blanks() -> None:
    assert of_text(f"Số: {GAP}/KH-UBND", f"Quài Tở, ngày {GAP} tháng {GAP} năm {GAP}") == ()


def test_empty_cells_are_told_by_the_heading_of_their_column_and_the_first_cell_of_their_rows() -> None:
    found = table(("Việc", "Ai làm", "Khi nào"), ("1.a", "", "tháng 3"), ("1.b", "", ""), ("1.c", "Công an", "–"))
    assert found == (
        Blank(BlankKind.CELLS, "Ai làm", ("1.a", "1.b")),
        Blank(BlankKind.CELLS, "Khi nào", ("1.b",)),
    )


def test_table_without_headings_only_sets_text_side_by_side() -> None:
    assert table(("Nơi nhận:", ""), ("", "CHỦ TỊCH"), headed=False) == ()


@pytest.mark.parametrize("text", ["…", "............", "  /  /2026", "[ ]", "___"])
def test_cell_with_nothing_but_room_for_something_is_empty(text: str) -> None:
    assert table(("Việc", "Ai làm"), ("1.a", text)) == (Blank(BlankKind.CELLS, "Ai làm", ("1.a",)),)


@pytest.mark.parametrize("text", ["-", "–", "chưa rõ", "0", "12/3/2026"])
def test_cell_that_says_something_is_not_empty(text: str) -> None:
    assert table(("Việc", "Ai làm"), ("1.a", text)) == ()


def test_table_with_lines_has_headings_though_they_are_not_marked() -> None:
    document = docx.Document()
    made = document.add_table(2, 2, style="Table Grid")
    for cell, text in zip(
        [cell for row in made.rows for cell in row.cells], ("Việc", "Ai làm", "1.a", ""), strict=True
    ):
        cell.text = text
    assert blanks(document) == (Blank(BlankKind.CELLS, "Ai làm", ("1.a",)),)


def test_footer_is_looked_through_too() -> None:
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Số điện thoại: ........... liên hệ"
    assert [one.kind for one in blanks(document)] == [BlankKind.GAP]


def test_row_that_is_empty_altogether_is_no_question() -> None:
    assert table(("Việc", "Ai làm"), ("", "")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Thủ trưởng đơn vị phân công theo bảng dưới đây; các ô để trống do đơn vị điền.",
        "Giao [ghi tên bộ phận] thực hiện.",
        "Kinh phí: <nhập số tiền> đồng.",
        "Đề nghị ghi rõ tên người phụ trách.",
        "Giao [Tên đơn vị] thực hiện.",
        "Giao (ghi tên cán bộ phụ trách) thực hiện.",
    ],
)
def test_sentence_to_the_drafter_is_told(text: str) -> None:
    assert [one.kind for one in of_text(text)] == [BlankKind.INSTRUCTION]


@pytest.mark.parametrize(
    "text",
    [
        "Ghi nhận, biểu dương các tập thể có thành tích [1].",
        "Các đơn vị điền vào biểu mẫu báo cáo kèm theo trước ngày 15/7.",
        "Tỷ lệ trẻ em < 16 tuổi được quản lý > 90 %.",
        "Ghi rõ ràng, đầy đủ vào sổ theo dõi.",
        "Dành đất để trồng rừng, ghi vào sổ địa chính.",
    ],
)
def test_task_about_writing_is_no_sentence_to_the_drafter(text: str) -> None:
    assert of_text(text) == ()


def test_same_gap_twice_is_told_once() -> None:
    text = f"Theo Kế hoạch số {GAP}/KH-UBND của huyện."
    assert len(of_text(text, text)) == 1
