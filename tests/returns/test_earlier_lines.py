"""What a form tells of the period before: a line that it told is no stray, one that somebody changed is a doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import gen
from gen.clock import VIETNAM
from gen.store.connection import disconnect
from tests.pipeline.test_reported_before import build, path_of, plan_data, send
from tests.support import plans
from tests.support.form_edits import Change, paragraph, run
from tests.support.form_filling import SPACE, W, body, filled

FIRST = {"1.1/status": "Đang thực hiện", "1.1/result": "Đã trồng 5 ha", "1.2/1/numerator": "45", "CT01/count": "120"}
TASK, TARGET, FIGURE = (
    "Đã báo cáo quý I năm 2025: Đang",
    "Đã báo cáo quý I năm 2025: tử",
    "Đã báo cáo quý I năm 2025: 120",
)
APRIL, JULY = datetime(2025, 4, 20, tzinfo=VIETNAM), datetime(2025, 7, 2, tzinfo=VIETNAM)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A plan of two communes that report every quarter; xa-a has reported for the first one, and has its next form."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    plans.write(tmp_path, plan_data())
    assert build("2025-Q1").exit_code == 0
    send(tmp_path, "xa-a", **FIRST)
    assert build("2025-Q2").exit_code == 0
    yield tmp_path
    disconnect()


def form(*changes: Change) -> bytes:
    """The second form, filled in, after these changes."""
    data = filled(path_of("xa-a", "2025-Q2").read_bytes(), {"1.1/status": "Hoàn thành"})
    for one in changes:
        data = body(data, one)
    return data


def types_behind(beginning: str, words: str) -> Change:
    def change(root: object) -> None:
        line = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith(beginning))  # type: ignore[attr-defined]
        line.append(paragraph(run(words))[0])

    return change


def says_instead(beginning: str, words: str) -> Change:
    def change(root: object) -> None:
        line = next(one for one in root.iter(f"{W}p") if "".join(one.itertext(f"{W}t")).startswith(beginning))  # type: ignore[attr-defined]
        first, *rest = line.iter(f"{W}t")
        first.text, _space = words, first.set(SPACE, "preserve")
        for one in rest:
            one.text = ""

    return change


def doubts(data: bytes) -> list[str]:
    """The codes of what is said of a form that is only read."""
    Path("form.docx").write_bytes(data)
    (one,) = gen.read_forms("form.docx")
    return [reason.code for reason in one.doubts]


def test_line_as_the_form_had_it_is_not_told(office: Path) -> None:
    assert doubts(form()) == []


@pytest.mark.parametrize("beginning", [TASK, TARGET, FIGURE])
def test_words_typed_behind_the_line_are_told(office: Path, beginning: str) -> None:
    assert doubts(form(types_behind(beginning, ", thêm 3"))) == ["earlier-line-changed"]


def test_figure_typed_over_the_one_in_the_line_is_told(office: Path) -> None:
    assert doubts(form(says_instead(FIGURE, FIGURE.replace("120", "135")))) == ["earlier-line-changed"]


def test_the_doubt_names_the_row_and_says_what_stands_there(office: Path) -> None:
    Path("form.docx").write_bytes(form(says_instead(FIGURE, FIGURE.replace("120", "135"))))
    (one,) = gen.read_forms("form.docx")
    assert "135" in str(one.doubts[0])
    assert "CT01" in str(one.doubts[0])


def test_what_is_collected_is_told_of_too(office: Path) -> None:
    (office / "form.docx").write_bytes(form(types_behind(FIGURE, "5")))
    (outcome,) = gen.collect(office / "form.docx", received=JULY)
    assert [one.code for one in outcome.submission.doubts] == ["earlier-line-changed"]


def test_line_of_the_day_of_the_build_stays_right_after_a_correction(office: Path) -> None:
    data = form()
    gen.correct_answer("xa-a", "CT01/count", "130", reason="nhầm", period="2025-Q1", received=JULY)
    assert doubts(data) == []


def test_figure_of_the_correction_may_stand_there_too(office: Path) -> None:
    gen.correct_answer("xa-a", "CT01/count", "130", reason="nhầm", period="2025-Q1", received=APRIL)
    assert build("2025-Q2").exit_code == 0
    assert doubts(form()) == []


@pytest.mark.parametrize("beginning", [TARGET, FIGURE])
def test_without_a_store_words_behind_figures_are_told(office: Path, beginning: str) -> None:
    plain, changed = form(), form(types_behind(beginning, " và 3 hộ"))
    disconnect()
    for one in sorted((office / "returns").rglob("*"), reverse=True):
        one.rmdir() if one.is_dir() else one.unlink()
    assert doubts(plain) == []
    assert doubts(changed) == ["earlier-line-changed"]
