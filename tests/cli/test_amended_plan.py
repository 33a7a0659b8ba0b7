"""The guide's chapter on amendments, command by command: issued, amended, compared, superseded, answered."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from gen.cli import main
from tests.support.form_filling import filled

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
AMENDMENTS = next(block for block in BLOCKS if block.startswith("amendments:"))
PLAN = "\n".join([*(block for block in BLOCKS if block != AMENDMENTS), "signature: {lines: [CHỦ TỊCH]}\n"])
ENDING = "            with: [so-vhttdl]\n"
NEW = """          - id: "2.2"
            text: Cử người trông coi bể bơi {scope} trong cả mùa hè.
            amended_by: sua-doi-1
"""
BEFORE = "            due: {raw: trước ngày 15/5/2026, value: 2026-05-15, kind: before}\n"
AFTER = (
    "            due: {raw: trước ngày 25/5/2026, value: 2026-05-25, kind: before}\n            amended_by: sua-doi-1\n"
)
CITED = "Kế hoạch số\u00a045/KH-UBND ngày 10 tháng 5 năm 2026"


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done


def edit(*edits: tuple[str, str]) -> None:
    text = Path("plan.yaml").read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path("plan.yaml").write_text(text, "utf-8")


def amend() -> None:
    edit(("trước ngày 15/5/2026.", "trước ngày 25/5/2026."), (BEFORE, AFTER), (ENDING, ENDING + NEW))
    edit(("signature:", f"{AMENDMENTS}\nsignature:"))


def text_of(path: str) -> str:
    return "\n".join(paragraph.text for paragraph in Document(path).paragraphs)


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guide's plan, with its ids written, in the folder in which the commands are called."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GEN_LANG", "vi")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    run("pin")
    Path("plan-2026-03.yaml").write_bytes(Path("plan.yaml").read_bytes())


def test_guide_shows_the_task_as_it_stands_in_the_pinned_plan() -> None:
    amend()
    text = Path("plan.yaml").read_text("utf-8")
    [shown] = re.findall(r"^```\n(        items:\n.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert shown in text


def test_guide_shows_the_changes_as_the_program_prints_them() -> None:
    amend()
    assert run("diff", "plan-2026-03.yaml").output.replace("\u00a0", " ").strip() in GUIDE.replace("\u00a0", " ")


def test_guide_shows_the_mistake_of_an_id_used_twice_as_the_program_prints_it() -> None:
    new = "          - text: Cử người trông coi bể bơi {scope} trong cả mùa hè.\n"
    edit(('          - id: "2.1"\n', f'{new}          - id: "2.1"\n'))
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert done.output.strip() in GUIDE


def test_issued_plan_is_superseded_by_one_that_cites_the_amendment() -> None:
    run("build", "--no-pdf")
    run("issue", "--unit", "xa-quai-to", "--number", "12", "--date", "20/3/2026", "--allow-blank")
    amend()
    run("check")
    folder = "out/he-2026/xa-quai-to/ke-hoach-xa-quai-to"
    assert "BUILD-014" in run("build", "--no-pdf").stderr
    assert CITED not in text_of(f"{folder}.docx")
    run("build", "--no-pdf", "--supersede")
    assert CITED not in text_of(f"{folder}.so-12-2026.docx")
    new = text_of(f"{folder}.docx")
    assert f"(được sửa đổi, bổ sung bởi {CITED} của Ủy ban nhân dân tỉnh Điện Biên)." in new
    assert "Kế hoạch này thay thế Kế hoạch số\u00a012/KH-UBND ngày 20 tháng 3 năm 2026" in new
    run("issue", "--unit", "xa-quai-to", "--number", "30", "--date", "20/5/2026", "--allow-blank")
    assert "Số: 30/KH-UBND" in "\n".join(
        cell.text for table in Document(f"{folder}.docx").tables for cell in table._cells
    )


def test_answers_of_before_count_and_the_new_task_is_to_be_added() -> None:
    run("build", "--no-pdf")
    form = Path("out/he-2026/xa-quai-to/bao-cao-xa-quai-to.docx").read_bytes()
    Path("nhan-ve").mkdir()
    Path("nhan-ve/tra-loi.docx").write_bytes(filled(form, {"2.1/status": "Hoàn thành", "2.1/result": "Ba điểm"}))
    run("collect", "nhan-ve", "--received", "12/5/2026")
    amend()
    [row] = [line for line in run("status").output.splitlines() if line.startswith("xa-quai-to")]
    assert "mục 2.2 –" in row
    assert "mục 2.1" not in row


def test_old_form_counts_after_the_amendment_for_a_task_whose_deadline_alone_was_moved() -> None:
    run("build", "--no-pdf")
    form = Path("out/he-2026/so-vhttdl/bao-cao-so-vhttdl.docx").read_bytes()
    amend()
    Path("nhan-ve").mkdir()
    Path("nhan-ve/cu.docx").write_bytes(filled(form, {"1.1/status": "Hoàn thành", "2.1/status": "Hoàn thành"}))
    said = run("collect", "nhan-ve", "--received", "20/5/2026").output
    assert "biểu mẫu từ trước khi kế hoạch sửa đổi" in said
    assert "so-vhttdl, 2 câu trả lời" in said
    assert "nhiệm vụ đã đổi hoặc không còn" not in said
