"""Annex tables as offices draw them: merged cells, heads of two rows, columns that nobody foresaw."""

import io
from pathlib import Path

from docx import Document
from docx.table import Table

from gen.importing import PlanDraft, draft_plan, read_passages
from gen.plan.file.loading import load_units

CASE = Path(__file__).parents[1] / "imports" / "sau-ro-bang"
BODY = [line for line in (CASE / "source.txt").read_text("utf-8").splitlines() if not line.startswith("|")]

Rows = list[list[str]]


def draft(folder: Path, rows: Rows, *merged: tuple[int, int, int]) -> PlanDraft:
    """The draft of the plan with this table as its annex; `merged` are column, first and last row of cells made one."""
    document = Document()
    for line in BODY:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for column, first, last in merged:
        _merge(table, column, first, last)
    data = io.BytesIO()
    document.save(data)
    path = folder / "ke-hoach.docx"
    path.write_bytes(data.getvalue())
    return draft_plan(read_passages(path), path.name, load_units(CASE / "units.yaml"))


def _merge(table: Table, column: int, first: int, last: int) -> None:
    text = table.cell(first, column).text
    table.cell(first, column).merge(table.cell(last, column)).text = text


def items(drafted: PlanDraft) -> list[dict[str, object]]:
    found: list[dict[str, object]] = drafted.plan["parts"][-1]["assignments"][0]["items"]
    return found


def doubts(drafted: PlanDraft) -> list[str]:
    return [doubt.reason for doubt in drafted.questions]


def test_cell_over_several_rows_is_of_each_of_them(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Lãnh đạo phụ trách", "Sản phẩm"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "Phó Chủ tịch UBND xã", "Danh mục"],
        ["2", "Rà soát quy hoạch", "", "", "Báo cáo"],
        ["3", "Bình xét", "Phòng Văn hóa - Xã hội", "", "Danh sách"],
    ]
    drafted = draft(tmp_path, rows, (2, 1, 2), (3, 1, 3))
    assert [item.get("leader") for item in items(drafted)] == ["Phó Chủ tịch UBND xã"] * 3
    assert [item["to"] for item in items(drafted)] == [["phong-kinh-te"], ["phong-kinh-te"], ["phong-vhxh"]]
    assert [item["product"] for item in items(drafted)] == ["Danh mục", "Báo cáo", "Danh sách"]
    assert not [doubt for doubt in drafted.questions if "nobody who leads" in doubt.reason]


def test_column_that_is_not_understood_stays_in_the_words_and_is_a_doubt(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Lĩnh vực", "Sản phẩm"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "Đầu tư", "Danh mục"],
    ]
    drafted = draft(tmp_path, rows)
    assert items(drafted)[0]["text"] == "Lập danh mục. Chủ trì: Phòng Kinh tế. Lĩnh vực: Đầu tư. Sản phẩm: Danh mục."
    [doubt] = [doubt for doubt in drafted.questions if "Lĩnh vực" in doubt.reason]
    assert doubt.place == "table 1, row 1, column 4"


def test_first_column_is_the_rows_number_only_by_its_head(tmp_path: Path) -> None:
    rows = [["Lĩnh vực", "Nhiệm vụ", "Chủ trì"], ["Đầu tư", "Lập danh mục", "Phòng Kinh tế"]]
    assert items(draft(tmp_path, rows))[0]["text"] == "Lĩnh vực: Đầu tư. Lập danh mục. Chủ trì: Phòng Kinh tế."


def test_column_of_two_things_is_a_doubt(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm, thời gian hoàn thành"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "Danh mục, quý II"],
    ]
    drafted = draft(tmp_path, rows)
    assert items(drafted)[0]["product"] == "Danh mục, quý II"
    assert any("“Sản phẩm, thời gian hoàn thành”" in reason for reason in doubts(drafted))


def test_two_columns_on_authority_keep_their_heads(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Cấp trình", "Cấp phê duyệt"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "UBND xã", "HĐND xã"],
        ["2", "Rà soát", "Phòng Kinh tế", "", "UBND xã"],
    ]
    found = [item["authority"] for item in items(draft(tmp_path, rows))]
    assert found == ["Cấp trình: UBND xã; Cấp phê duyệt: HĐND xã", "UBND xã"]


def test_second_deadline_is_a_doubt_and_the_first_stays(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian trình", "Thời gian hoàn thành"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "Quý I/2026", "Quý II/2026"],
    ]
    drafted = draft(tmp_path, rows)
    assert items(drafted)[0]["due"] == {"raw": "Quý I/2026", "value": "2026-03", "kind": "period"}
    assert any("“Quý II/2026”" in reason for reason in doubts(drafted))


def test_several_who_lead_or_support_are_all_taken(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Đơn vị thực hiện", "Phối hợp", "Cơ quan phối hợp"],
        ["1", "Lập danh mục", "Phòng Kinh tế", "Công an xã", "Văn phòng HĐND và UBND", "các thôn"],
        ["2", "Bình xét", "Phòng Văn hóa - Xã hội", "", "", ""],
    ]
    first, _second = items(draft(tmp_path, rows))
    assert first["to"] == ["phong-kinh-te", "cong-an-xa"]
    assert (first["with"], first["others"]) == (["van-phong"], "các thôn")


def test_table_that_does_not_say_who_leads_is_a_doubt(tmp_path: Path) -> None:
    rows = [["TT", "Nhiệm vụ", "Lãnh đạo phụ trách"], ["1", "Lập danh mục", "Phó Chủ tịch UBND xã"]]
    assert any("“Lãnh đạo phụ trách”" in reason for reason in doubts(draft(tmp_path, rows)))


def test_points_in_one_cell_are_tasks_of_their_own(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Nhiệm vụ"], ["Phòng Kinh tế", "- Lập danh mục;\n- Bình xét."], ["Công an xã", "Tuần tra."]]
    found = items(draft(tmp_path, rows))
    assert [item["to"] for item in found] == [["phong-kinh-te"], ["phong-kinh-te"], ["cong-an-xa"]]
    assert [item["text"].split(". ")[1] for item in found] == ["- Lập danh mục.", "- Bình xét.", "Tuần tra."]


def test_column_of_units_of_measure_says_nothing_of_who_leads(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung", "Đơn vị"], ["1", "Trồng rừng", "ha"], ["2", "Nuôi cá", "tấn"]]
    drafted = draft(tmp_path, rows)
    assert not [item for part in drafted.plan["parts"] for item in part.get("assignments", ())]


def test_row_of_a_total_is_no_task(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung", "Kinh phí", "Chủ trì"],
        ["1", "Lập danh mục", "5", "Phòng Kinh tế"],
        ["2", "Cộng", "5", "x"],
    ]
    drafted = draft(tmp_path, rows)
    assert [item.get("task", True) for item in items(drafted)] == [True, False]
