"""`python -m benchmarks.imports` → benchmarks/RESULTS-imports.md: how long it takes to import a plan and a decree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.data import ROOT
from benchmarks.machine import machine
from benchmarks.report import Bound, table
from gen.importing import import_file
from tests.support.plan_docx import plan_docx

PAGE = ROOT / "benchmarks" / "RESULTS-imports.md"
SIZES = ((60, "a plan of 60 tasks", 2.0), (4_100, "a text of 500 pages", 20.0))
"""So many tasks, what that is, and the most seconds that it may take."""
WORDS_OF_A_PAGE = 430
"""What a page of Decree 30 with 14 pt holds, where it is full."""
POINTS = 10
"""So many tasks each section has."""
_HEAD = (
    "ỦY BAN NHÂN DÂN", "HUYỆN SÔNG LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-UBND", "Sông Lam, ngày 05 tháng 01 năm 2024", "KẾ HOẠCH", "Trồng cây năm 2024",
    "I. MỤC ĐÍCH", "- Phủ xanh đất trống.", "II. NHIỆM VỤ",
)  # fmt: skip
_TAIL = ("Trên đây là Kế hoạch./.", "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A")


def main() -> None:
    """Measure, print the page and write it."""
    with tempfile.TemporaryDirectory(prefix="gen-imports-") as name:
        rows = [_measure(Path(name), *size) for size in SIZES]
    head = ("what", "tasks", "pages", "bound", "measured")
    page = (
        "# How long an import takes\n\n"
        "Made by `python -m benchmarks.imports`, without a list of units: each task has a lead, partners, a cited"
        f" document, a deadline and a report. A page is {WORDS_OF_A_PAGE} words.\n\n"
        f"{table(head, rows)}\n\n{table(('machine', ''), machine().items())}\n"
    )
    print(page)
    PAGE.write_text(page, encoding="utf-8")


def plan_of(tasks: int) -> list[str]:
    """The lines of a plan with so many tasks."""
    lines = list(_HEAD)
    for section in range(1, tasks // POINTS + 1):
        lines.append(f"{section}. Phòng Y tế chủ trì, phối hợp với Công an huyện, UBND các xã, thị trấn:")
        lines += [
            f"- Kiểm tra, hướng dẫn việc thứ {section}.{point} tại các thôn, bản trên địa bàn; phối hợp"
            f" với Phòng Nội vụ, Phòng Tư pháp tổ chức thực hiện theo Quyết định số {section}/QĐ-UBND"
            f" ngày 05/01/2023 của UBND tỉnh, hoàn thành trước ngày 15/{point + 1}/2024, báo cáo kết quả"
            f" về Phòng Nội vụ."
            for point in range(POINTS)
        ]
    return [*lines, *_TAIL]


def _measure(folder: Path, tasks: int, what: str, most: float) -> tuple[str, ...]:
    file = folder / f"{tasks}.docx"
    file.write_bytes(plan_docx(plan_of(tasks)))
    start = perf_counter()
    imported = import_file(file)
    bound = Bound(what, perf_counter() - start, most, "s")
    pages = sum(len(passage.text.split()) for passage in imported.passages) // WORDS_OF_A_PAGE
    return what, f"{tasks:,}", str(pages), bound.wanted(), f"{bound.found:.2f} s, {bound.verdict()}"


if __name__ == "__main__":
    main()
