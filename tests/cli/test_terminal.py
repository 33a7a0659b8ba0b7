"""Tables and progress on a terminal of so many columns, and where there is none."""

from __future__ import annotations

import os
import sys

import pytest

from gen import terminal

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

ROWS = [
    ("phong-ldtbxh", "Phòng Lao động - Thương binh và Xã hội", "trước ngày 15 tháng 7 năm 2021"),
    ("ubnd-xa", "Ủy ban nhân dân xã Chiềng Sinh", "trước ngày 20 tháng 6 năm 2021"),
]
HEADINGS = ("Mã", "Đơn vị", "Hạn báo cáo")


def on_terminal(columns: int, what: str) -> str:
    """What a script prints on a terminal of that width: standard output and errors in one."""
    script = f"import shutil, sys\nfrom gen import terminal\nfrom tests.cli.test_terminal import *\n{what}"
    process, descriptor = pty.fork()
    if not process:  # pragma: no cover - the other process
        os.environ |= {"COLUMNS": str(columns), "TERM": "xterm", "PYTHONUTF8": "1"}
        os.execv(sys.executable, [sys.executable, "-c", script])
    printed = b""
    try:
        while chunk := os.read(descriptor, 65536):
            printed += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(descriptor)
    assert os.waitpid(process, 0)[1] == 0, printed.decode()
    return printed.decode()


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_table_fits_into_the_terminal_and_keeps_every_word(columns: int) -> None:
    lines = (
        on_terminal(columns, "terminal.show_rows(HEADINGS, ROWS)").replace("\x1b[1m", "").replace("\x1b[0m", "").split()
    )
    assert sorted(lines) == sorted(" ".join((*HEADINGS, *(cell for row in ROWS for cell in row))).split())
    printed = on_terminal(columns, "terminal.show_rows(HEADINGS, ROWS)").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert max(map(len, printed.splitlines())) <= columns


def test_table_that_goes_to_a_file_has_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_rows(HEADINGS, ROWS)
    assert capsys.readouterr().out.splitlines() == [
        "Mã            Đơn vị                                  Hạn báo cáo",
        "phong-ldtbxh  Phòng Lao động - Thương binh và Xã hội  trước ngày 15 tháng 7 năm 2021",
        "ubnd-xa       Ủy ban nhân dân xã Chiềng Sinh          trước ngày 20 tháng 6 năm 2021",
    ]


def test_bar_reaches_the_last_file_of_each_stage() -> None:
    printed = on_terminal(
        80,
        "with terminal.ProgressBars() as show:\n"
        "    for stage, steps in (('Word', 3000), ('PDF', 7)):\n"
        "        for done in range(steps + 1):\n"
        "            show(stage, done, steps)\n",
    )
    assert "3000/3000" in printed
    assert "7/7" in printed
    assert printed.count("/3000") <= 202


def test_stage_is_a_line_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.ProgressBars() as show:
        for done in range(4):
            show("Word", done, 3)
    assert capsys.readouterr().err.count("Word") == 1
