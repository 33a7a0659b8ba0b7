"""Cases: tables of every make."""

from __future__ import annotations

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from benchmarks.fidelity.cases import prose
from benchmarks.fidelity.cases.draft import Draft, child, raw
from benchmarks.fidelity.cases.registry import case


def _widths(table: Table, *widths: float) -> None:
    """The widths of its columns in centimetres, kept as they are."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _header(row: _Row) -> None:
    child(row._tr.get_or_add_trPr(), "tblHeader")
    for cell in row.cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _fill(cell: _Cell, color: str) -> None:
    child(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=color)


@case
def table_widths(draft: Draft) -> None:
    """Narrow columns beside broad ones."""
    draft.prose(3)
    _widths(draft.table(10, 5), 1.2, 6.5, 3.0, 2.3, 3.0)
    draft.prose(3)
    _widths(draft.table(8, 3), 2.0, 4.0, 5.0)
    draft.prose(3)


@case
def table_cell_margins(draft: Draft) -> None:
    """More room within cells: for the table, and for single ones."""
    for sizes in ((0, 28, 0, 28), (113, 170, 113, 170), (60, 0, 200, 108)):
        table = draft.table(6, 4)
        written = "".join(
            f'<w:{side} w:w="{size}" w:type="dxa"/>'
            for side, size in zip(("top", "left", "bottom", "right"), sizes, strict=True)
        )
        table._tbl.tblPr.find(raw("<w:tblLook/>").tag).addprevious(raw(f"<w:tblCellMar>{written}</w:tblCellMar>"))
        single = '<w:tcMar><w:top w:w="240" w:type="dxa"/><w:left w:w="300" w:type="dxa"/></w:tcMar>'
        table.cell(2, 1)._tc.get_or_add_tcPr().append(raw(single))
        draft.prose(2)


@case
def table_merged_across(draft: Draft) -> None:
    """Headings over several columns."""
    table = draft.table(9, 5)
    for row, first, last in ((0, 1, 3), (3, 0, 4), (6, 2, 4)):
        merged = table.cell(row, first).merge(table.cell(row, last))
        merged.text = prose.sentence(draft.random)
    draft.prose(6)


@case
def table_merged_down(draft: Draft) -> None:
    """Cells over several rows, some higher than these."""
    table = draft.table(10, 4)
    for column, first, last in ((0, 1, 3), (3, 2, 5), (0, 6, 9)):
        table.cell(first, column).merge(table.cell(last, column)).text = prose.paragraph(draft.random, 1)
    draft.prose(6)


@case
def table_merged_both_ways(draft: Draft) -> None:
    """Two rows of headings, as in an office's statistics."""
    table = draft.table(8, 6)
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 3)), ((0, 4), (0, 5)), ((4, 2), (5, 4))):
        table.cell(*first).merge(table.cell(*last)).text = prose.heading(draft.random)
    draft.prose(6)


@case
def table_header_repeated(draft: Draft) -> None:
    """A heading row on every page."""
    table = draft.table(45, 4)
    _header(table.rows[0])
    draft.prose(3)


@case
def table_rows_whole(draft: Draft) -> None:
    """High rows that are not divided between pages."""
    table = draft.table(20, 3)
    for row in table.rows:
        child(row._tr.get_or_add_trPr(), "cantSplit")
        row.cells[1].text = prose.paragraph(draft.random, 2)


@case
def table_rows_divided(draft: Draft) -> None:
    """High rows of several paragraphs that go on over the page."""
    table = draft.table(9, 2)
    for row in table.rows:
        row.cells[1].text = prose.paragraph(draft.random, 2)
        for _number in range(3):
            row.cells[1].add_paragraph(prose.paragraph(draft.random, 2))


@case
def table_row_heights(draft: Draft) -> None:
    """Rows of a least height and of an exact one."""
    table = draft.table(16, 4)
    for number, row in enumerate(table.rows):
        if number % 8 > 5:
            for cell in row.cells:
                cell.text = f"Mục {number}"
        row.height = Cm((0.6, 1.0, 2.0, 3.2)[number % 4])
        row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY if number % 8 > 5 else WD_ROW_HEIGHT_RULE.AT_LEAST
    draft.prose(4)


@case
def table_borders_of_cells(draft: Draft) -> None:
    """A table without borders, with thick, thin and double ones at single cells."""
    table = draft.table(8, 4, "Normal Table")
    kinds = (("single", 4), ("single", 18), ("double", 6), ("dotted", 8))
    for number, (row, column) in enumerate(((0, 0), (0, 1), (2, 1), (2, 2), (4, 3), (6, 0), (7, 2))):
        kind, size = kinds[number % 4]
        sides = "".join(
            f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right")
        )
        table.cell(row, column)._tc.get_or_add_tcPr().append(raw(f"<w:tcBorders>{sides}</w:tcBorders>"))
    draft.prose(6)


@case
def table_shading_and_heights_aligned(draft: Draft) -> None:
    """Filled cells, their text at the top, in the middle, at the bottom."""
    table = draft.table(9, 3)
    places = (
        WD_CELL_VERTICAL_ALIGNMENT.TOP, WD_CELL_VERTICAL_ALIGNMENT.CENTER, WD_CELL_VERTICAL_ALIGNMENT.BOTTOM,
    )  # fmt: skip
    for number, row in enumerate(table.rows):
        row.height = Cm(1.6)
        for column, cell in enumerate(row.cells):
            cell.vertical_alignment = places[(number + column) % 3]
            if (number + column) % 2:
                _fill(cell, ("D9E2F3", "FFF2CC", "E2EFD9")[column])
    draft.prose(4)


@case
def table_indented_and_centred(draft: Draft) -> None:
    """Narrow tables: set in, in the middle, at the right."""
    for number, place in enumerate((None, WD_TABLE_ALIGNMENT.CENTER, WD_TABLE_ALIGNMENT.RIGHT)):
        table = draft.table(5, 3)
        _widths(table, 2.5, 4.0, 3.0)
        table.alignment = place
        if place is None:
            table._tbl.tblPr.find(raw("<w:tblLook/>").tag).addprevious(raw('<w:tblInd w:w="850" w:type="dxa"/>'))
        draft.prose(2 + number)


@case
def table_long(draft: Draft) -> None:
    """A hundred rows with numbers set to the right."""
    table = draft.table(100, 4)
    _widths(table, 1.2, 7.8, 3.5, 3.5)
    for number, row in enumerate(table.rows):
        row.cells[0].text, row.cells[3].text = str(number + 1), f"{draft.random.randint(1, 10**7):,}".replace(",", ".")
        row.cells[3].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


@case
def table_letterhead(draft: Draft) -> None:
    """The head of an official letter: two columns without borders."""
    table = draft.document.add_table(2, 2)
    _widths(table, 6.5, 9.5)
    said = (
        ("ỦY BAN NHÂN DÂN XÃ\nVĂN PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số:       /KH-VP", "…, ngày     tháng     năm 2021"),
    )
    for row, texts in zip(table.rows, said, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.paragraphs[0].paragraph_format.space_after = Pt(4)
    table.cell(0, 1).paragraphs[0].runs[0].bold = True
    draft.paragraph().add_run()
    draft.title()
    draft.prose(12, first_line_indent=Cm(1.27))
