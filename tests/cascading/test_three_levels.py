"""Three levels played by command: a village's cell is followed to the province's sentence and workbook."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

import gen
from gen.cli import main
from gen.store.connection import disconnect
from tests.support.form_filling import filled
from tests.support.levels import add_villages, answer, assigned_to, make_province, villages
from tests.support.offices import TEMPLATES

COMMUNES = {"xa-xuan-an": 3, "phuong-ba-la": 2}
"""Each commune with the number of its villages."""
SILENT = ("phuong-ba-la", "ban-2")


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == code, done.output
    assert not isinstance(done.exception, Exception), done.exception
    return done.output


def village_answers(commune: str, number: int) -> Mapping[str, str]:
    """What a village writes: figures that differ by commune and village."""
    base = 100 * (1 + list(COMMUNES).index(commune)) + number
    return {
        "1.1.a/status": "Hoàn thành", "1.1.b/status": "Hoàn thành", "1.1.b/1/numerator": str(base),
        "1.1.b/1/denominator": str(base + 10), "1.2/1/value": str(1000 + base), "1.2#1/status": "Hoàn thành",
        "2.a/status": "Hoàn thành", "3.a/status": "Hoàn thành", "3.a/result": f"Phát thanh ở bản {number}",
    } | ({"1.2#2/status": "Hoàn thành"} if commune == "phuong-ba-la" else {})  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, command by command; the folder in which it lies."""
    folder = tmp_path_factory.mktemp("ba-cap")
    province = make_province(folder / "tinh")
    options = ["--templates", str(TEMPLATES), "--no-pdf"]
    run("build", str(province), "--out", str(folder / "tinh" / "out"), *options)
    for commune, count in COMMUNES.items():
        own = folder / commune
        run("cascade", commune, "--plan", str(province), "--to", str(own), "--date", "10/2/2025")
        add_villages(own, villages(count))
        plan = answer(own, assigned_to(villages(count)))
        assert "PLAN-" not in run("check", str(plan))
        run("build", str(plan), "--out", str(own / "out"), *options)
        built = own / "out" / gen.load_plan(plan).header.id
        for number, village in enumerate(villages(count), 1):
            if (commune, village) != SILENT:
                form = built / village / f"bao-cao-{village}.docx"
                form.write_bytes(filled(form.read_bytes(), village_answers(commune, number)))
                run("collect", str(form), "--plan", str(plan), "--received", "20/11/2025")
        blank = folder / "tinh" / "out" / "kh-tinh" / commune / f"bao-cao-{commune}.docx"
        up = ["fill", str(blank), "--plan", str(plan), "--as-of", "25/11/2025"]
        (folder / f"{commune}.txt").write_text(run(*up), "utf-8")
        assert not (folder / f"{commune}.docx").exists()
        run(*up, "--to", str(folder / f"{commune}.docx"), "--no-comments")
        run("collect", str(folder / f"{commune}.docx"), "--plan", str(province), "--received", "27/11/2025")
    report = ["--to", str(folder / "tong-hop"), "--as-of", "28/11/2025", "--templates", str(TEMPLATES)]
    run("report", str(province), *report)
    disconnect()
    return folder


def rows(folder: Path, sheet: str) -> list[dict[str, object]]:
    listed = load_workbook(folder / "tong-hop" / "bao-cao-tong-hop.xlsx")[sheet].iter_rows(values_only=True)
    next(listed)  # the title
    headings = [str(one) for one in next(listed)]
    return [dict(zip(headings, row, strict=True)) for row in listed]


NUMERATORS = {("xa-xuan-an", n): 100 + n for n in (1, 2, 3)} | {("phuong-ba-la", 1): 201}
"""What villages wrote as the numerator of the households with clean water; one sent nothing."""


def test_figures_of_the_province_are_the_sums_of_the_villages_cells(played: Path) -> None:
    [share] = [row for row in rows(played, "Chỉ tiêu") if row["Mã"] == "2.1.2/1"]
    assert share["Tổng tử số"] == sum(NUMERATORS.values())
    assert share["Tổng mẫu số"] == sum(NUMERATORS.values()) + 10 * len(NUMERATORS)
    [trees] = [row for row in rows(played, "Chỉ tiêu") if row["Mã"] == "2.2/1"]
    assert trees["Tổng kết quả (chỉ tiêu đếm)"] == 3 * 1000 + 101 + 102 + 103  # the other commune has not all


def test_the_workbook_of_the_province_leads_to_each_villages_cell(played: Path) -> None:
    behind = [row for row in rows(played, "Nguồn") if (row["Mã nhiệm vụ"], row["Ô"]) == ("2.1.2/1", "Tử số")]
    told = [(row["Mã đơn vị"], row["Đơn vị cấp dưới"], row["Số"], row["Khớp"]) for row in behind]
    assert told == [
        ("xa-xuan-an", "Bản 1", 101, "x"), ("xa-xuan-an", "Bản 2", 102, "x"), ("xa-xuan-an", "Bản 3", 103, "x"),
        ("phuong-ba-la", "Bản 1", 201, "x"), ("phuong-ba-la", "Bản 2", None, "chưa có: chưa gửi báo cáo"),
    ]  # fmt: skip
    kept = {path.name[:64] for commune in COMMUNES for path in (played / commune / "returns").rglob("*.docx")}
    assert {row["sha256"] for row in behind if row["sha256"]} <= kept
    assert {row["Ô của đơn vị cấp dưới"] for row in behind if row["sha256"]} == {"mục 1.1.b, chỉ tiêu 1 – Tử số"}


def test_the_sentence_of_the_province_has_the_sums_and_names_who_is_missing(played: Path) -> None:
    document = Document(str(played / "tong-hop" / "bao-cao-tong-hop.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    numerator, denominator = sum(NUMERATORS.values()), sum(NUMERATORS.values()) + 40
    assert str(numerator) in cells
    assert str(denominator) in cells
    assert f"{100 * numerator / denominator:.2f}".replace(".", ",") + "% (2/2 đơn vị)" in words
    opinions = "\n".join(str(row["Ý kiến"]) for row in rows(played, "Ý kiến"))
    assert "Số liệu “Tỷ lệ hộ có nước sạch” là của 1/2 đơn vị; chưa có: Bản 2." in opinions
    assert "Bản 1: Phát thanh ở bản 1" in opinions


def test_a_status_that_a_commune_left_blank_leads_to_the_village_that_is_missing(played: Path) -> None:
    behind = [row for row in rows(played, "Nguồn") if (row["Mã nhiệm vụ"], row["Ô"]) == ("2.1.1", "Tình trạng")]
    missing = [row for row in behind if row["Mã đơn vị"] == "phuong-ba-la" and row["Khớp"]]
    assert [(row["Đơn vị cấp dưới"], row["Khớp"]) for row in missing] == [("Bản 2", "chưa có: chưa gửi báo cáo")]
    [done] = [row for row in rows(played, "Tổng hợp") if row["Mã"] == "2.1.1"]
    assert (done["Hoàn thành"], done["Bỏ trống"]) == (1, 1)


def test_what_is_shown_before_it_is_written_says_all_of_it(played: Path) -> None:
    shown = (played / "phuong-ba-la.txt").read_text("utf-8")
    assert "mục 2.1.2, chỉ tiêu 1 – Tử số" in shown
    assert "Bản 2: chưa gửi báo cáo" in shown
    data = json.loads((played / "phuong-ba-la.nguon.json").read_text("utf-8"))
    told = {cell["key"]: cell for cell in data["cells"]}
    assert told["2.1.2/1/numerator"]["text"] == "201"
    assert told["2.1.1/status"]["text"] == ""
